"""Files that are there as a whole and durable, or not changed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

FEW = 64  # up to so many files are made durable one by one, more by one sync of the system


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that is afterwards either there as a whole and durable, or not changed."""
    beside = path.with_name(path.name + ".tmp")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    flush([path.parent])


def flush(paths: Iterable[Path]) -> None:
    """Make files and folders durable, so that power may fail. Absent ones are passed over."""
    paths = list(paths)
    if os.name != "posix":
        return  # folders cannot be opened there; renames are still in order
    if len(paths) > FEW:
        os.sync()
        return
    for path in paths:
        try:
            handle = os.open(path, os.O_RDONLY)
        except FileNotFoundError:
            continue
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
