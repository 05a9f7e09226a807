"""The sources as a commit has them, read without checking it out.

    old = revision(repository, "HEAD~1", as_of, today)
    new = revision(repository, "HEAD", as_of, today, like=old)   # reads what differs

Records are read from git's objects; the content folder, which is small, is written into a folder
that is gone afterwards. Places of problems are told as paths in the repository.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from fangxin.registry.git import (
    EXECUTABLE,
    FILE,
    MOST_CONTENTS,
    Repository,
    TreeEntry,
    changed,
    too_much,
)
from fangxin.registry.records import Read, Records, Tick, records_of
from fangxin.registry.sources.places import relocated
from fangxin.registry.sources.reading import Sources, read_sources

MERCHANTS, CONTENT = "merchants", "content"


Texts = Callable[[tuple[str, ...]], Mapping[str, bytes]]


def _no_texts(paths: tuple[str, ...]) -> Mapping[str, bytes]:
    return {}


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of the registry, most often a commit: every file of it, and what the registry's
    files say. ``name``: what people call it; ``texts`` gives the bytes of some files."""

    tree: str
    files: Mapping[str, TreeEntry]
    sources: Sources
    name: str = ""
    texts: Texts = _no_texts

    def read(self, path: str) -> Read | None:
        """One record as it was read."""
        return self.sources.records.read.get(path)

    def changed_to(self, new: Revision) -> tuple[str, ...]:
        """Paths of the files that differ."""
        return tuple(changed(self.files, new.files))

    def records_unlike(self, old: Revision) -> Mapping[str, bytes]:
        """The records that are not as in ``old``, by path."""
        paths = (path for path, entry in self.files.items() if is_record(path, entry))
        return self.texts(tuple(path for path in paths if old.files.get(path) != self.files[path]))


def is_record(path: str, entry: TreeEntry) -> bool:
    """Whether a file of a commit is read as a merchant's record."""
    plain = entry.mode in (FILE, EXECUTABLE)
    return plain and path.startswith(f"{MERCHANTS}/") and path.endswith(".yml")


def revision(
    repository: Repository,
    tree: str,
    as_of: date,
    today: date,
    *,
    jobs: int = 1,
    like: Revision | None = None,
    judged: bool = True,
    tick: Tick | None = None,
) -> Revision:
    """Read a commit or a tree; what is the same in ``like`` is not read again. ``judged`` as in
    ``read_sources``; ``tick`` is told how many records more are read. Raises GitError."""
    files = repository.files(tree)
    records = _records(repository, files, jobs, like, tick)
    with tempfile.TemporaryDirectory(prefix="fangxin-") as scratch:
        root = Path(scratch).resolve()
        _write(repository, files, root)
        content = root / CONTENT
        found = read_sources(
            root / MERCHANTS, content, as_of, today, records=records, judged=judged
        )
    sources = relocated(found, f"{root.as_posix()}/", "")

    def texts(paths: tuple[str, ...]) -> Mapping[str, bytes]:
        blobs = repository.contents(files[path].blob for path in paths)
        return {path: blobs[files[path].blob] for path in paths}

    return Revision(tree, files, sources, texts=texts)


def _records(
    repository: Repository,
    files: Mapping[str, TreeEntry],
    jobs: int,
    like: Revision | None,
    tick: Tick | None,
) -> Records:
    wanted = {path: entry for path, entry in files.items() if is_record(path, entry)}
    known: dict[str, Read] = {}
    if like is not None:
        same = {path for path, entry in wanted.items() if like.files.get(path) == entry}
        known = {path: read for path in same if (read := like.read(path)) is not None}
    blobs = {path: entry.blob for path, entry in wanted.items() if path not in known}
    texts = repository.contents(blobs.values())
    anew = records_of({path: texts[blob] for path, blob in blobs.items()}, jobs, tick)
    return Records(dict(sorted({**known, **anew.read}.items())))


def _write(repository: Repository, files: Mapping[str, TreeEntry], root: Path) -> None:
    """The content folder of a commit, as plain files; links and submodules are left out."""
    (root / CONTENT).mkdir()
    plain = {
        path: entry.blob
        for path, entry in files.items()
        if path.startswith(f"{CONTENT}/") and entry.mode in (FILE, EXECUTABLE)
        if ".." not in PurePosixPath(path).parts
    }
    texts = repository.contents(plain.values())
    if sum(len(texts[blob]) for blob in plain.values()) > MOST_CONTENTS:  # one blob, many names
        raise too_much(MOST_CONTENTS >> 20)
    for path, blob in plain.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(texts[blob])
