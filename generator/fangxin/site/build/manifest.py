"""What the last build put into the output, so that the next one need not make it again."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fangxin.base.problem import Problem

VERSION = 2
KEPT = frozenset({".gitignore"})  # of the output folder itself: not ours to remove
LISTS = "lists"  # stands beside merchants' IDs for all files made of the whole registry
MERCHANT_FILES = ("index.html", "status.json", "badge.svg", "badge.png", "sign.svg", "sign.png")


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was when its content was last read: SHA-256, size in bytes, mtime in ns."""

    sha256: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every file of the output by its path. ``made``: what each merchant's files were made of, as a
    digest, and what the lists were made of; ``lists``: the paths of these. ``inputs``: a digest of
    all that was read, "" where that is not sure; ``warnings``: what was to be said of it."""

    files: Mapping[str, Seen] = field(default_factory=dict)
    made: Mapping[str, str] = field(default_factory=dict)
    lists: tuple[str, ...] = ()
    inputs: str = ""
    warnings: tuple[Problem, ...] = ()

    def paths_of(self, name: str) -> tuple[str, ...]:
        """The files of a merchant, or of LISTS."""
        return self.lists if name == LISTS else merchant_paths(name)


def merchant_paths(merchant: str) -> tuple[str, ...]:
    """The six files every merchant has, relative to the output."""
    return tuple(f"m/{merchant}/{name}" for name in MERCHANT_FILES)


def read(path: Path) -> Manifest:
    """The manifest, or an empty one when there is none that can be read: then all is made anew."""
    try:
        raw = json.loads(path.read_bytes())
        if raw["version"] != VERSION:
            return Manifest()
        files = {name: Seen(str(s), int(n), int(t)) for name, (s, n, t) in raw["files"].items()}
        made = {str(key): str(value) for key, value in raw["made"].items()}
        warnings = tuple(map(Problem.of_json, raw["warnings"]))
        lists = tuple(str(path) for path in raw["lists"])
        return Manifest(files, made, lists, str(raw["inputs"]), warnings)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Manifest()


def dump(manifest: Manifest) -> bytes:
    """The manifest as JSON."""
    files = {name: (seen.sha256, seen.size, seen.mtime_ns) for name, seen in manifest.files.items()}
    raw = {
        "version": VERSION,
        "inputs": manifest.inputs,
        "warnings": [problem.as_json() for problem in manifest.warnings],
        "made": dict(manifest.made),
        "lists": manifest.lists,
        "files": files,
    }
    return json.dumps(raw, separators=(",", ":")).encode()


def walk(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every file below ``folder`` as (path with forward slashes, its lstat), in no order; links
    are files. Nothing when the folder is absent."""
    pending = [("", str(folder))] if folder.is_dir() else []
    while pending:
        prefix, where = pending.pop()
        with os.scandir(where) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append((f"{prefix}{entry.name}/", entry.path))
                else:
                    yield prefix + entry.name, entry.stat(follow_symlinks=False)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's content in hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def present(manifest: Manifest, output: Path) -> dict[str, Seen]:
    """The files of the manifest that are in the output as it says, by size and time, or else by
    content. Everything else in the output is not to be trusted."""
    there: dict[str, Seen] = {}
    for path, stat in walk(output):
        seen = manifest.files.get(path)
        if seen is None or stat.st_size != seen.size or not _regular(stat):
            continue
        if stat.st_mtime_ns == seen.mtime_ns:
            there[path] = seen
        elif sha256_of(output / path) == seen.sha256:  # copied or touched, not changed
            there[path] = Seen(seen.sha256, seen.size, stat.st_mtime_ns)
    return there


def intact(manifest: Manifest, output: Path) -> bool:
    """Whether the output holds the files of the manifest, by size and time, and no others."""
    found = 0
    for path, stat in walk(output):
        seen = manifest.files.get(path)
        if seen is None and path in KEPT:
            continue
        if seen is None or (stat.st_size, stat.st_mtime_ns) != (seen.size, seen.mtime_ns):
            return False
        if not _regular(stat):
            return False
        found += 1
    return found == len(manifest.files)


def unchanged(manifest: Manifest, there: Mapping[str, Seen]) -> dict[str, str]:
    """The digests of the merchants, and of LISTS, whose files are all in the output as they were
    made."""
    return {
        name: digest
        for name, digest in manifest.made.items()
        if all(path in there for path in manifest.paths_of(name))
    }


def _regular(stat: os.stat_result) -> bool:
    return (stat.st_mode & 0o170000) == 0o100000
