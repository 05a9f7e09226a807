"""Files written durably, all of them or none, whenever the program is killed.

Each file is written whole beside its place, made durable, and then renamed onto it. Several files
are named in a list first: from then on they belong together, and who comes next renames those that
are left. What a killed program leaves otherwise is called ``.fangxin-….part``; nobody reads it, and
who writes into the folder next removes it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from errno import ENOTDIR
from pathlib import Path

from fangxin.base.locks import alone

PREFIX, ENDING = ".fangxin-", ".part"
PENDING = f"{PREFIX}pending.json"  # in the folder of content: the files that belong together
FEW = 64  # up to so many files are made durable one by one, more by one sync of the system
Before = Mapping[Path, bytes | None]  # what stands in each file, None: no file


def is_leftover(name: str) -> bool:
    """Whether a file of this name is one that a killed program left behind."""
    return name.startswith(PREFIX) and name.endswith(ENDING)


def put(path: Path, data: bytes, mode: int | None = None) -> None:
    """Write one file, or leave it as it was; its rights are ``mode``, without it those of the file
    that is there, or 0644. Raises OSError."""
    make(path.parent)
    with alone([path.parent]):
        _rename(_beside(path, data, mode), path)
        flush([path.parent])


def put_new(path: Path, data: bytes) -> None:
    """Write a file that must not be there yet. Raises FileExistsError, OSError."""
    make(path.parent)
    with alone([path.parent]):
        if path.exists():
            raise FileExistsError(path)
        _rename(_beside(path, data), path)
        flush([path.parent])


def put_all(home: Path, files: Mapping[Path, bytes], before: Before) -> None:
    """Write every file or none; ``home``: the folder of content. What fails is put back, what is
    killed is completed by ``completed``. Raises OSError."""
    folders = {path.parent for path in files}
    for folder in folders:
        make(folder)
    with alone([home, *folders]):
        _complete(home)
        _sweep(folders)
        asides: dict[Path, Path] = {}
        try:
            for path, data in files.items():
                asides[path] = _beside(path, data)
            if len(files) > 1:
                _note(home, files, before)
        except BaseException:
            _drop(asides.values())
            raise
        _rename_all(home, asides, before)


def completed(home: Path) -> bool:
    """Rename what a killed program was about to; whether there was anything. Raises OSError."""
    if not (home / PENDING).is_file():
        return False
    with alone([home]):
        return _complete(home)


def _rename_all(home: Path, asides: Mapping[Path, Path], before: Before) -> None:
    done: list[Path] = []
    try:
        for path, aside in asides.items():
            done.append(path)
            _rename(aside, path)
        flush({path.parent for path in asides})
    except BaseException:
        for path in reversed(done):
            _restore(path, before[path])
        _drop([*asides.values(), home / PENDING])
        raise
    (home / PENDING).unlink(missing_ok=True)


def _complete(home: Path) -> bool:
    """The rest of what was noted: a file that somebody changed meanwhile stays as it is."""
    try:
        noted = json.loads((home / PENDING).read_bytes())
        files = [(home / name, digest) for name, digest in noted.items() if "\0" not in name]
    except FileNotFoundError:
        return False
    except (ValueError, AttributeError):  # never written by us: it is renamed into place whole
        files = []
    for path, digest in files:
        aside = _aside(path)
        if aside.is_file() and _digest(_bytes(path)) == digest:
            _rename(aside, path)
        aside.unlink(missing_ok=True)
    flush({path.parent for path, _ in files})
    (home / PENDING).unlink(missing_ok=True)
    return True


def _note(home: Path, files: Iterable[Path], before: Before) -> None:
    """Name the files that belong together, each with what stood there. They are found from the
    folder, wherever it is moved."""
    names = {os.path.relpath(path.absolute(), home.absolute()): path for path in files}
    noted = {name: _digest(before[path]) for name, path in names.items()}
    flush({path.parent for path in files})
    _rename(_beside(home / PENDING, json.dumps(noted).encode()), home / PENDING)
    flush([home])


def _digest(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def make(folder: Path) -> None:
    """The folder that a file is written into is made, wherever a file is written. Raises OSError;
    that a file lies in its place is no FileExistsError, which is said of the file itself."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR), str(folder)) from error


def _aside(path: Path) -> Path:
    return path.with_name(f"{PREFIX}{path.name}{ENDING}")


def _beside(path: Path, data: bytes, mode: int | None = None) -> Path:
    """The file written beside its place, durable and with its rights."""
    aside = _aside(path)
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        there = path.stat().st_mode & 0o777 if path.exists() else 0o644
        os.chmod(aside, there if mode is None else mode)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return aside


def _rename(aside: Path, path: Path) -> None:
    """In one step, so that nobody ever reads half a file."""
    try:
        os.replace(aside, path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def _restore(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
    elif _bytes(path) != data:
        _rename(_beside(path, data), path)


def _drop(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _sweep(folders: Iterable[Path]) -> None:
    for folder in folders:
        for path in folder.glob(f"{PREFIX}*{ENDING}"):
            with suppress(OSError):
                path.unlink()


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
