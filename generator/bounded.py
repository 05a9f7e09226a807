"""Another program run within bounds: what it may say, and the memory it may take.

A pushed commit of a few kilobytes can make git list files for ever.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress

try:
    import resource
except ImportError:  # there is none on Windows
    resource = None  # type: ignore[assignment]

MOST_MEMORY = 4 << 30
_PART = 1 << 20


class TooMuchError(Exception):
    """The program said more than it may, and was stopped."""


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
