"""``ALERT.txt`` in the server's folder: there while the public site is not what it should be.

It says since when, why, and what to do; whoever watches the machine only looks whether it is there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import IO, Any, cast

from fangxin.base import machine
from fangxin.base.files import put

NAME = "ALERT.txt"
MOST = 60  # lines of what was said
_HEAD = """\
公开的网站没有更新。 | The public site is not up to date.
时间（按本机时钟）| By this machine's clock: {minute}
命令 | Command: {command}
处理：按下面的原因处理（docs/server.md 第六节），再用登记簿的账户运行 fangxin refresh {folder} ；
成功以后本文件自动删去。 | Mend what is said below, then run fangxin refresh {folder} ;
this file goes away once that has worked.

"""


def sound(folder: Path, command: str, heard: Sequence[str]) -> None:
    """Write the alert, with the last lines of what was said. A full disk must not hide the reason
    that was told already, so nothing is raised."""
    lines = "".join(heard).replace("\r", "\n").splitlines()
    text = _HEAD.format(minute=machine.minute(), command=command, folder=folder)
    with suppress(OSError):
        put(folder / NAME, (text + "\n".join(lines[-MOST:]) + "\n").encode("utf-8"))


def silence(folder: Path) -> None:
    """Take the alert away: the site is as it should be."""
    with suppress(OSError):
        (folder / NAME).unlink(missing_ok=True)


class _Overheard:
    """A stream that keeps a copy of what is written to it, also when nobody listens any more."""

    def __init__(self, stream: IO[str], heard: list[str]) -> None:
        self._stream, self._heard = stream, heard

    def write(self, text: str) -> int:
        self._heard.append(text)
        return self._stream.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def overheard() -> Iterator[list[str]]:
    """A list that gets all that is printed within the block, piece by piece."""
    heard: list[str] = []
    out, error = (cast(IO[str], _Overheard(one, heard)) for one in (sys.stdout, sys.stderr))
    with redirect_stdout(out), redirect_stderr(error):
        yield heard
