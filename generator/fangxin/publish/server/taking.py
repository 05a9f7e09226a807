"""``proc-receive``: the hook that moves the published branch itself, and then publishes it.

After ``post-receive`` git can no longer tell who pushes that something failed: a push that stays
unpublished would end with 0. Here the answer is given for each ref when the site is public.
Packets: four hexadecimal digits of length, then the bytes; 0000 ends a list (git's pkt-line).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from fangxin.publish.server.hook import Update
from fangxin.publish.server.layout import Server
from fangxin.registry.git import NOTHING, GitError

_FLUSH = b"0000"
_HEAD = 4  # hexadecimal digits before each packet


class NotSpokenError(Exception):
    """The other side does not speak git's protocol for this hook."""


def packets(stream: BinaryIO) -> Iterator[bytes]:
    """The packets up to the next flush. Raises NotSpokenError."""
    while True:
        head = stream.read(_HEAD)
        if head == _FLUSH:
            return
        try:
            size = int(head, 16) - _HEAD
        except ValueError:
            size = -1
        data = stream.read(size) if size > 0 else b""
        if size <= 0 or len(data) != size:
            raise NotSpokenError
        yield data.rstrip(b"\n")


def as_packets(lines: Sequence[str]) -> bytes:
    """Lines as packets, with the flush behind them."""
    whole = b""
    for line in lines:
        data = line.encode() + b"\n"
        whole += f"{len(data) + _HEAD:04x}".encode() + data
    return whole + _FLUSH


def take(asked: BinaryIO, answer: BinaryIO, deliver: Callable[[Update], str | None]) -> None:
    """Answer git for every ref that it hands over. ``deliver`` gives None when the ref was moved
    and is public, or else the reason in one line. Raises NotSpokenError, OSError."""
    versions = list(packets(asked))
    if not versions or not versions[0].startswith(b"version=1"):
        raise NotSpokenError
    _say(answer, ["version=1"])
    told = []
    for line in packets(asked):
        update = Update(*line.decode("utf-8", "backslashreplace").split(" ", 2))
        reason = deliver(update)
        told.append(f"ok {update.ref}" if reason is None else f"ng {update.ref} {reason}")
    _say(answer, told)


def _say(answer: BinaryIO, lines: Sequence[str]) -> None:
    answer.write(as_packets(lines))
    answer.flush()


def moved(server: Server, update: Update) -> bool:
    """Let the branch name the pushed commit; False when somebody else moved it meanwhile."""
    old = "" if update.old == NOTHING else update.old
    try:
        server.repository.run(
            "update-ref", "--create-reflog", "-m", "push", update.ref, update.new, old or NOTHING
        )
    except GitError:
        return False
    return True
