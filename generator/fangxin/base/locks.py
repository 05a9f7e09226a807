"""One at a time: locks that end with the process that holds them, however it ends."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

try:
    import fcntl
except ImportError:  # there is none on Windows
    fcntl = None  # type: ignore[assignment]

PAUSE = 0.1  # seconds between two tries


class BusyError(Exception):
    """Somebody else still holds the lock."""


@contextmanager
def locked(
    path: Path, patience: float, waiting: Callable[[], None] = lambda: None
) -> Iterator[BinaryIO]:
    """Hold the lock ``path`` until the end of the block, or as long as any process holds the file
    open that is given. ``waiting`` is called once when somebody else holds it. Raises BusyError
    after ``patience`` seconds, OSError when the file cannot be opened. Windows knows no such lock:
    there it is held at once."""
    with path.open("ab") as lock:
        if not _taken(lock):
            waiting()
            until = time.monotonic() + patience
            while not _taken(lock):
                if time.monotonic() > until:
                    raise BusyError(str(path))
                time.sleep(PAUSE)
        yield lock


@contextmanager
def alone(folders: Iterable[Path]) -> Iterator[None]:
    """Nobody else writes into these folders until the end of the block. The locks leave nothing
    behind."""
    with ExitStack() as held:
        for folder in sorted({folder.resolve() for folder in folders}) if fcntl else ():
            handle = os.open(folder, os.O_RDONLY)
            held.callback(os.close, handle)
            with suppress(OSError):  # a disk of the network may know no locks
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _taken(lock: BinaryIO) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
