"""Versions of the registry to be compared: a commit, what is staged, or the files as they lie.

    versions = Versions(repository, as_of, today)
    old = versions.committed(commit, "HEAD~1")
    new = versions.committed(other, "HEAD", like=old)   # reads what differs

Of a commit, records are read from git's objects; the content folder, which is small, is written
into a folder that is gone afterwards.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from fangxin.registry.git import (
    FILE,
    MOST_CONTENTS,
    NOTHING,
    GitError,
    Repository,
    TreeEntry,
    too_much,
)
from fangxin.registry.records import Read, Records, Tick, find_records, records_of
from fangxin.registry.sources.places import relocated
from fangxin.registry.sources.reading import Sources, read_sources
from fangxin.registry.sources.revision import (
    CONTENT,
    MERCHANTS,
    Revision,
    Texts,
    is_plain,
    is_record,
)

_ANEW = TreeEntry(FILE, "")  # content that no commit has
WORK_TREE_ZH, STAGED_ZH = "还没有提交的文件", "已暂存、还没有提交的改动"


@dataclass(frozen=True, slots=True)
class Versions:
    """Reads versions of one repository for one day; what is the same in another one, ``like``, is
    not read again."""

    repository: Repository
    as_of: date
    today: date
    jobs: int = 1
    tick: Tick | None = None  # told how many records more are read

    def committed(self, tree: str, name: str, like: Revision | None = None) -> Revision:
        """A commit, or a tree. Raises GitError."""
        files = self.repository.files(tree)
        texts = _texts(self.repository, files)
        wanted = [path for path, entry in files.items() if is_record(path, entry)]
        same = (p for p in wanted if like is not None and like.files.get(p) == files[p])
        known = _known(like, same)
        records = self._records(known, texts(tuple(p for p in wanted if p not in known)))
        with tempfile.TemporaryDirectory(prefix="fangxin-") as scratch:
            root = Path(scratch).resolve()
            _write(self.repository, files, root)
            return Revision(tree, files, self._read(root, records), name, texts)

    def lying(self, like: Revision) -> Revision:
        """The files as they lie in the work tree. Raises GitError in a bare repository."""
        root = self.repository.folder
        if not (root / MERCHANTS).is_dir():
            raise GitError(
                f"{root} 里没有 {MERCHANTS} 文件夹：裸仓库要写明比较哪两个提交，例如 HEAD~1..HEAD",
                f"{root} has no folder {MERCHANTS}: in a bare repository name two commits, like "
                "HEAD~1..HEAD",
            )
        paths, beside = find_records(root / MERCHANTS)
        data = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
        same = {path for path, text in data.items() if _is(text, like.files.get(path))}
        known = _known(like, same)
        records = self._records(known, {p: text for p, text in data.items() if p not in known})
        sources = self._read(root, Records(records.read, tuple(beside)))

        def texts(wanted: tuple[str, ...]) -> Mapping[str, bytes]:
            return {p: data[p] if p in data else (root / p).read_bytes() for p in wanted}

        return Revision("", self._files(like, data, same), sources, WORK_TREE_ZH, texts)

    def _records(self, known: Mapping[str, Read], texts: Mapping[str, bytes]) -> Records:
        anew = records_of(texts, self.jobs, self.tick)
        return Records(dict(sorted({**known, **anew.read}.items())))

    def _read(self, root: Path, records: Records) -> Sources:
        """What stands in a folder, beside the records that were read already."""
        merchants, content = root / MERCHANTS, root / CONTENT
        found = read_sources(merchants, content, self.as_of, self.today, records=records)
        return relocated(found, f"{root.as_posix()}/", "")

    def _files(
        self, like: Revision, data: Mapping[str, bytes], same: set[str]
    ) -> dict[str, TreeEntry]:  # fmt: skip
        """What lies there, as far as it matters: paths, and whether they differ from ``like``."""
        said = self.repository.run("diff", "--name-only", "--no-ext-diff", "-z", like.tree, "--")
        more = self.repository.run("ls-files", "--others", "--exclude-standard", "-z")
        other = set((said + more).decode("utf-8", "surrogateescape").split("\0")) - {""}
        records = {path for path, entry in like.files.items() if is_record(path, entry)}
        gone = {path for path in other if not os.path.lexists(self.repository.folder / path)}
        files = {p: e for p, e in like.files.items() if p not in (records | gone) - same}
        return files | dict.fromkeys(other - gone - same | data.keys() - same, _ANEW)


def _texts(repository: Repository, files: Mapping[str, TreeEntry]) -> Texts:
    """Reads files of a commit, all that are asked for by one call of git."""

    def texts(paths: tuple[str, ...]) -> Mapping[str, bytes]:
        blobs = repository.contents(files[path].blob for path in paths)
        return {path: blobs[files[path].blob] for path in paths}

    return texts


def _known(like: Revision | None, same: Iterable[str]) -> dict[str, Read]:
    """The records that were read already."""
    return {path: read for path in same if like and (read := like.read(path)) is not None}


def _write(repository: Repository, files: Mapping[str, TreeEntry], root: Path) -> None:
    """The content folder of a commit, as plain files; links and submodules are left out."""
    (root / CONTENT).mkdir()
    plain = {
        path: entry.blob
        for path, entry in files.items()
        if path.startswith(f"{CONTENT}/") and is_plain(entry)
        if ".." not in PurePosixPath(path).parts
    }
    texts = repository.contents(plain.values())
    if sum(len(texts[blob]) for blob in plain.values()) > MOST_CONTENTS:  # one blob, many names
        raise too_much(MOST_CONTENTS >> 20)
    for path, blob in plain.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(texts[blob])


def _is(text: bytes, entry: TreeEntry | None) -> bool:
    """Whether a file has the content of a commit's."""
    if entry is None or not entry.blob:
        return False
    algorithm = "sha1" if len(entry.blob) == len(NOTHING) else "sha256"
    head = b"blob %d\0" % len(text)
    return hashlib.new(algorithm, head + text, usedforsecurity=False).hexdigest() == entry.blob


def nothing(versions: Versions, like: Sources) -> Revision:
    """What was there before the first commit."""
    empty = Sources(like.merchants, like.content, versions.as_of, versions.today)
    return Revision(NOTHING, {}, empty, "（空）")
