"""The two versions that are compared: a commit, what is staged, or the files as they lie."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from fangxin.registry.git import FILE, NOTHING, Entry, GitError, Repository, changed
from fangxin.registry.records import Read, Records, find_records, records_of
from fangxin.registry.sources import Sources, read_sources
from fangxin.registry.sources.revision import (
    CONTENT,
    MERCHANTS,
    Revision,
    is_record,
    revision,
    told_inside,
)

_ANEW = Entry(FILE, "")  # content that no commit has
WORK_TREE_ZH, STAGED_ZH = "还没有提交的文件", "已暂存、还没有提交的改动"


@dataclass(frozen=True, slots=True)
class Reading:
    """One version as it was read: its name, its commit or tree, its files by path, what they say;
    ``texts`` gives the bytes of some of them."""

    name: str
    tree: str
    files: Mapping[str, Entry]
    sources: Sources
    texts: Callable[[tuple[str, ...]], Mapping[str, bytes]]

    @property
    def revision(self) -> Revision:
        """As something that another commit may be like."""
        return Revision(self.tree, self.files, self.sources)

    def changed_to(self, new: Reading) -> tuple[str, ...]:
        """Paths of the files that differ."""
        return tuple(changed(self.files, new.files))

    def records_unlike(self, old: Reading) -> Mapping[str, bytes]:
        """The records that are not as in ``old``, by path."""
        paths = (path for path, entry in self.files.items() if is_record(path, entry))
        return self.texts(tuple(path for path in paths if old.files.get(path) != self.files[path]))


@dataclass(frozen=True, slots=True)
class Versions:
    """Reads versions of one repository for one day."""

    repository: Repository
    as_of: date
    today: date
    jobs: int = 1

    def committed(self, commit: str, name: str, like: Reading | None = None) -> Reading:
        """A commit, or a tree. Raises GitError."""
        known = like.revision if like is not None else None
        found = revision(
            self.repository, commit, self.as_of, self.today, jobs=self.jobs, like=known
        )

        def texts(paths: tuple[str, ...]) -> Mapping[str, bytes]:
            blobs = self.repository.contents(found.files[path].blob for path in paths)
            return {path: blobs[found.files[path].blob] for path in paths}

        return Reading(name, commit, found.files, found.sources, texts)

    def lying(self, like: Reading) -> Reading:
        """The files as they lie in the work tree; records that are as in ``like`` are not read
        again. Raises GitError in a bare repository."""
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
        known: dict[str, Read] = {
            path: read for path in same if (read := like.sources.records.read.get(path)) is not None
        }
        anew = records_of({p: text for p, text in data.items() if p not in known}, self.jobs)
        records = Records(dict(sorted({**known, **anew.read}.items())), tuple(beside))
        found = read_sources(
            root / MERCHANTS, root / CONTENT, self.as_of, self.today, records=records
        )
        problems = tuple(told_inside(problem, root) for problem in found.problems)
        sources = replace(found, problems=problems)

        def texts(wanted: tuple[str, ...]) -> Mapping[str, bytes]:
            return {path: data[path] for path in wanted}

        return Reading(WORK_TREE_ZH, "", self._files(like, data, same), sources, texts)

    def _files(
        self, like: Reading, data: Mapping[str, bytes], same: set[str]
    ) -> dict[str, Entry]:  # fmt: skip
        """What lies there, as far as it matters: paths, and whether they differ from ``like``."""
        said = self.repository.run("diff", "--name-only", "--no-ext-diff", "-z", like.tree, "--")
        more = self.repository.run("ls-files", "--others", "--exclude-standard", "-z")
        other = set((said + more).decode("utf-8", "surrogateescape").split("\0")) - {""}
        records = {path for path, entry in like.files.items() if is_record(path, entry)}
        gone = {path for path in other if not os.path.lexists(self.repository.folder / path)}
        files = {p: e for p, e in like.files.items() if p not in (records | gone) - same}
        return files | dict.fromkeys(other - gone - same | data.keys() - same, _ANEW)


def _is(text: bytes, entry: Entry | None) -> bool:
    """Whether a file has the content of a commit's."""
    if entry is None or not entry.blob:
        return False
    algorithm = "sha1" if len(entry.blob) == len(NOTHING) else "sha256"
    head = b"blob %d\0" % len(text)
    return hashlib.new(algorithm, head + text, usedforsecurity=False).hexdigest() == entry.blob


def nothing(versions: Versions, like: Sources) -> Reading:
    """What was there before the first commit."""
    empty = Sources(like.merchants, like.content, versions.as_of, versions.today)
    return Reading("（空）", NOTHING, {}, empty, lambda _: {})
