"""Everything a build reads, as one digest: when it is the same, nothing needs to be made.

It is taken from the bytes of every file, never from sizes and times, which a copy, a restored
backup or a careless clock may leave as they were.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from fangxin.site.build.surroundings import ROOT, code_files

_BUILT = (".dist-info", ".egg-info")


def inputs_digest(settings: Path, said: str, *folders: Path) -> str:
    """SHA-256 of the program and its packages, of a settings file, of whatever else was ``said``,
    and of everything that lies in ``folders``, links by where they lead. OSError where a file
    cannot be read."""
    digest = hashlib.sha256()
    for part in _parts(settings, said, folders):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def _parts(settings: Path, said: str, folders: tuple[Path, ...]) -> Iterator[bytes]:
    yield sys.version.encode()
    yield "\n".join(_packages()).encode()
    yield said.encode()
    yield settings.read_bytes()
    for path in code_files(ROOT):
        yield path.relative_to(ROOT).as_posix().encode()
        yield path.read_bytes()
    for folder in folders:
        yield str(folder).encode("utf-8", "surrogateescape")
        yield from _tree(folder)


def _packages() -> list[str]:
    """Names and versions of all packages that could be imported."""
    places = [place for place in sys.path if os.path.isdir(place)]
    return [f"{place} {name}" for place in places for name in _installed(place)]


def _installed(place: str) -> list[str]:
    return sorted(name for name in os.listdir(place) if name.endswith(_BUILT))


def _tree(folder: Path) -> Iterator[bytes]:
    """Kind, path and content of everything below a folder, in the order of paths."""
    pending = [""]
    while pending:
        prefix = pending.pop()
        with os.scandir(folder / prefix) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
        for entry in inside:
            path = f"{prefix}{entry.name}"
            yield path.encode("utf-8", "surrogateescape")
            if entry.is_symlink():
                yield b"link"
                yield os.fsencode(os.readlink(entry.path))
            if entry.is_dir(follow_symlinks=False):
                yield b"folder"
                pending.append(f"{path}/")
            elif entry.is_file():
                yield b"file"
                yield Path(entry.path).read_bytes()
