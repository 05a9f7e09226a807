"""One at a time: a lock on a file that ends with the process that holds it, however it ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fangxin.publish.refusal import RefusedError

PAUSE = 0.1  # seconds between two tries


@contextmanager
def locked(
    path: Path, patience: float, what: tuple[str, str], waiting: Callable[[], None] | None = None
) -> Iterator[None]:
    """Hold the lock ``path`` until the end of the block. ``what`` says in both languages what the
    other one is doing; ``waiting`` is called once when there is another one. Raises RefusedError
    after ``patience`` seconds, OSError when the file cannot be opened."""
    if sys.platform == "win32":
        raise RefusedError(
            "发布要用符号链接和文件锁，请在 Linux 服务器上运行。",
            "Publishing needs symbolic links and locks; run it on a Linux server.",
        )
    import fcntl

    until, told = time.monotonic() + patience, waiting is None
    with path.open("ab") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not told and waiting is not None:
                    waiting()
                    told = True
                if time.monotonic() > until:
                    raise RefusedError(
                        f"{what[0]}还没有结束；请稍后再运行一次。",
                        f"{what[1]} has not ended yet; run this again later.",
                    ) from None
                time.sleep(PAUSE)
        yield
