"""Work within bounds: what another program may say, and the memory that it may take; the time of
the processor that a part of this one may take.

A pushed commit of a few kilobytes can make git list files for ever.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import NoReturn

try:
    import resource
except ImportError:  # there is none on Windows
    resource = None  # type: ignore[assignment]

MOST_MEMORY = 4 << 30
_PART = 1 << 20
_FAILED, _TOO_LARGE = 3, 4  # how a process of our own ends


class TooMuchError(Exception):
    """The program said more than it may, and was stopped."""


class TooSlowError(Exception):
    """The work took more of the processor than it may."""


def apart(work: Callable[[], bytes], milliseconds: int) -> bytes:
    """What ``work`` answers, done in a process of its own that the system ends once it has had so
    much of the processor, however busy the machine is with others and whatever the work is in the
    middle of. Raises TooSlowError then, or when it wants too much memory, and RuntimeError with the
    words of any other exception. Where a system cannot fork it is done here, without bounds."""
    if not hasattr(os, "fork"):
        return work()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _do(work, milliseconds, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        said = answer.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code == _FAILED:
        raise RuntimeError(said.decode("utf-8", "replace"))
    if code != 0:
        raise TooSlowError
    return said


def _do(work: Callable[[], bytes], milliseconds: int, writer: int) -> NoReturn:
    """In the child: the answer is written, and nothing else of this program goes on."""
    code = _FAILED
    try:
        signal.signal(signal.SIGPROF, signal.SIG_DFL)  # the end, also within a regular expression
        signal.setitimer(signal.ITIMER_PROF, milliseconds / 1000)
        with suppress(AttributeError, OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        try:
            said, code = work(), 0
        except MemoryError:
            said, code = b"", _TOO_LARGE
        except Exception as error:
            said = f"{type(error).__name__}: {error}".encode()
        signal.setitimer(signal.ITIMER_PROF, 0)
        with os.fdopen(writer, "wb") as answer:
            answer.write(said)
    finally:
        os._exit(code)


def run(
    words: Sequence[str], given: bytes, environment: Mapping[str, str], most: int
) -> tuple[int, bytes, bytes]:
    """Exit code, answer and complaint of a program. Raises TooMuchError when it answers with more
    than ``most`` bytes, FileNotFoundError when there is none."""
    with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as complaint:
        told.write(given)
        told.seek(0)
        process = subprocess.Popen(
            words, stdin=told, stdout=subprocess.PIPE, stderr=complaint, env=environment
        )
        with process:
            said = _said(process, most)
        complaint.seek(0)
        return process.returncode, said, complaint.read(_PART)


def _said(process: subprocess.Popen[bytes], most: int) -> bytes:
    with suppress(AttributeError, OSError, ValueError):  # not every system can limit it
        resource.prlimit(process.pid, resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    assert process.stdout is not None
    parts, size = list[bytes](), 0
    while part := process.stdout.read(_PART):
        parts.append(part)
        size += len(part)
        if size > most:
            process.kill()
            raise TooMuchError
    return b"".join(parts)
