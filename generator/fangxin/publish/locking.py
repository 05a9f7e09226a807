"""One publication at a time, and what is said when the other one does not end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fangxin.base import locks
from fangxin.base.refusal import RefusedError


@contextmanager
def locked(
    path: Path,
    patience: float,
    what: tuple[str, str],
    waiting: Callable[[], None] = lambda: None,
) -> Iterator[None]:
    """Hold the lock ``path`` until the end of the block. ``what`` says in both languages what the
    other one is doing; ``waiting`` is called once when there is another one. Raises RefusedError
    after ``patience`` seconds, OSError when the file cannot be opened."""
    if sys.platform == "win32":
        raise RefusedError(
            "发布要用符号链接和文件锁，请在 Linux 服务器上运行。",
            "Publishing needs symbolic links and locks; run it on a Linux server.",
        )
    try:
        with locks.locked(path, patience, waiting):
            yield
    except locks.BusyError:
        raise RefusedError(
            f"{what[0]}还没有结束；请稍后再运行一次。",
            f"{what[1]} has not ended yet; run this again later.",
        ) from None
