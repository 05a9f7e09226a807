"""Versions of the registry to be compared: a commit, what is staged, or the files as they lie."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from fangxin.registry.git import FILE, NOTHING, GitError, Repository, TreeEntry
from fangxin.registry.records import Read, Records, Tick, find_records, records_of
from fangxin.registry.sources.places import relocated
from fangxin.registry.sources.reading import Sources, read_sources
from fangxin.registry.sources.revision import (
    CONTENT,
    MERCHANTS,
    Revision,
    is_record,
    revision,
)

_ANEW = TreeEntry(FILE, "")  # content that no commit has
WORK_TREE_ZH, STAGED_ZH = "还没有提交的文件", "已暂存、还没有提交的改动"


@dataclass(frozen=True, slots=True)
class Versions:
    """Reads versions of one repository for one day."""

    repository: Repository
    as_of: date
    today: date
    jobs: int = 1
    tick: Tick | None = None

    def committed(self, commit: str, name: str, like: Revision | None = None) -> Revision:
        """A commit, or a tree. Raises GitError."""
        day, today = self.as_of, self.today
        found = revision(
            self.repository, commit, day, today, jobs=self.jobs, like=like, tick=self.tick
        )
        return replace(found, name=name)

    def lying(self, like: Revision) -> Revision:
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
        anew = records_of(
            {p: text for p, text in data.items() if p not in known}, self.jobs, self.tick
        )
        records = Records(dict(sorted({**known, **anew.read}.items())), tuple(beside))
        found = read_sources(
            root / MERCHANTS, root / CONTENT, self.as_of, self.today, records=records
        )
        sources = relocated(found, f"{root.as_posix()}/", "")

        def texts(wanted: tuple[str, ...]) -> Mapping[str, bytes]:
            return {path: data[path] for path in wanted}

        return Revision("", self._files(like, data, same), sources, WORK_TREE_ZH, texts)

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
