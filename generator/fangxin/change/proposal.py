"""What would be written, and what it would do: everything is known before a byte is changed.

proposal = propose(sources, {Path("merchants/shop/PJ239001B.yml"): new_bytes})
proposal.refused          # errors that the change brings
write(proposal)           # all files or none
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from fangxin.base.files import put_all
from fangxin.base.problem import Problem, brought, errors
from fangxin.change.changeset import Changeset
from fangxin.change.misworded import misworded
from fangxin.registry.book import Book
from fangxin.registry.founding import unfounded_additions
from fangxin.registry.git import FILE, TreeEntry
from fangxin.registry.numbers import newly_taken
from fangxin.registry.records import Records
from fangxin.registry.sources.places import relocated
from fangxin.registry.sources.reading import Sources, read_sources
from fangxin.registry.sources.revision import CONTENT, MERCHANTS, Revision


class MeanwhileError(Exception):
    """A file is no longer as it was when it was read: somebody else writes too."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


@dataclass(frozen=True, slots=True)
class Edit:
    """One file: what stands there (None: no file) and what would."""

    path: Path
    before: bytes | None
    after: bytes


@dataclass(frozen=True)
class Proposal(Changeset):
    """Files to be written, and the registry without and with them."""

    edits: tuple[Edit, ...]
    taken_over: bool = False  # from a list that may say no documents: the gate asks for them

    @cached_property
    def new_problems(self) -> list[Problem]:
        """What the change brings: problems that were not there before, wherever they stand."""
        before, after = self.old.sources, self.new.sources
        founded = [] if self.taken_over else _unfounded(before, after)
        told = {(problem.place, problem.code) for problem in founded}
        found = brought(before.problems, after.problems)
        return [*(one for one in found if (one.place, one.code) not in told), *founded]

    @property
    def refused(self) -> list[Problem]:
        """Errors among them: what is written must not make the registry wrong."""
        return errors(self.new_problems)


def _unfounded(before: Sources, after: Sources) -> list[Problem]:
    """What is entered without the document that it must name, and numbers that are another's, as
    the gate would say."""
    if before.registry is None or after.registry is None or after.programme is None:
        return []
    old, new, programme = before.registry, after.registry, after.programme
    book = Book((), new.merchants, programme, after.today, new.facts)
    return [
        *unfounded_additions(old, new, programme.policy, after.today),
        *newly_taken(old.merchants, book),
        *misworded(before, after),
    ]


def propose(sources: Sources, files: Mapping[Path, bytes], *, taken_over: bool = False) -> Proposal:
    """What writing ``files``, records or files below the content folder, would do. ``taken_over``:
    records of an older list."""
    edits = tuple(Edit(path, _bytes(path), data) for path, data in sorted(files.items()))
    records = {str(e.path): e.after for e in edits if e.path.is_relative_to(sources.merchants)}
    content = {e.path: e.after for e in edits if str(e.path) not in records}
    edited = sources.records.edited(records)
    after = _with_content(sources, edited, content) if content else sources.edited(records)
    old = {edit.path: edit.before for edit in edits if edit.before is not None}
    new = {edit.path: edit.after for edit in edits}
    return Proposal(_version(sources, old), _version(after, new), edits, taken_over)


def _version(sources: Sources, files: Mapping[Path, bytes]) -> Revision:
    """A version of which nothing but the files to be written is looked at, by the paths that the
    repository has for them, wherever the folders lie."""
    folders = ((sources.merchants, MERCHANTS), (sources.content, CONTENT))
    data = {
        f"{name}/{path.relative_to(folder).as_posix()}": text
        for path, text in files.items()
        for folder, name in folders
        if path.is_relative_to(folder)
    }
    entries = {name: TreeEntry(FILE, sha256(text).hexdigest()) for name, text in data.items()}
    return Revision("", entries, sources, texts=lambda paths: {path: data[path] for path in paths})


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _with_content(sources: Sources, records: Records, content: Mapping[Path, bytes]) -> Sources:
    """The sources with some files of the content folder written anew, in a copy of it."""
    with tempfile.TemporaryDirectory(prefix="fangxin-") as scratch:
        root = Path(scratch).resolve()
        shutil.copytree(sources.content, root / "content")
        for path, data in content.items():
            target = root / "content" / path.relative_to(sources.content)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        at_home = sources.merchants.resolve() == sources.content.resolve().parent / "merchants"
        merchants = root / "merchants" if at_home else sources.merchants
        found = read_sources(
            merchants, root / "content", sources.as_of, sources.today, records=records
        )
    here, there = (root / "content").as_posix(), sources.content.as_posix()
    moved = relocated(found, here, there)
    return replace(moved, merchants=sources.merchants, content=sources.content)


def write(proposal: Proposal, since: int | None = None) -> None:
    """Write every file, or none: what was written before a failure is put back. Raises OSError,
    and MeanwhileError when a file was changed since it was proposed, or was written after
    ``since``, in nanoseconds: when the youngest file was that everything was read from."""
    for edit in proposal.edits:
        if _bytes(edit.path) != edit.before:
            raise MeanwhileError(edit.path)
        if since is not None and edit.before is not None and _written(edit.path) > since:
            raise MeanwhileError(edit.path)
    after = {edit.path: edit.after for edit in proposal.edits}
    put_all(proposal.old.sources.content, after, {e.path: e.before for e in proposal.edits})


def _written(path: Path) -> int:
    return path.stat().st_mtime_ns
