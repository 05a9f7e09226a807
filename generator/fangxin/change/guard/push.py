"""What one push changes: two commits, what each says, and every fact that differs.

push = push_of(repository, "HEAD~1", "HEAD", as_of)
problems = guard(push)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from fangxin.change.guard.facts import (
    FactChange,
    ItemAt,
    RecordChange,
    dig,
    facts_of_record,
    items_of,
    matched,
)
from fangxin.change.guard.hands import touching
from fangxin.change.guard.signatures import Signed, signatures
from fangxin.facts.policy.file import POLICY_BYTES, VERSION
from fangxin.facts.programme.files import FILE_BYTES
from fangxin.facts.programme.guard import Guarding
from fangxin.facts.programme.tables import DOCUMENTS
from fangxin.facts.record.promises import REDACTION
from fangxin.facts.registers.declared import every
from fangxin.facts.registers.register import Register
from fangxin.registry.git import EXECUTABLE, FILE, NOTHING, Commit, GitError, Repository, changed
from fangxin.registry.records import Tick
from fangxin.registry.sources.revision import CONTENT, Revision, is_record, revision
from fangxin.text.csv.dialect import MOST_BYTES
from fangxin.text.csv.table import read_table
from fangxin.text.fields.difference import plain
from fangxin.text.fields.tables import Group
from fangxin.text.yaml.reading import RECORD_BYTES, Map, Node, read_yaml

PROGRAMME = f"{CONTENT}/programme"
REGISTERS = f"{CONTENT}/registers"
POLICY = f"{PROGRAMME}/policy.yml"
GUARD_FILE = f"{PROGRAMME}/guard.yml"
DOCUMENTS_FILE = f"{PROGRAMME}/documents.yml"
STAGED = ""  # in the place of a commit's id: what would be committed now


@dataclass(frozen=True, slots=True)
class Push:
    """``base`` and ``head`` are ids of commits; ``base`` NOTHING for a first push, ``head`` STAGED
    for what is not committed yet. ``published``: the day of the last publication. ``unread``: files
    of OLD that differ and cannot be read, so that nobody can say what was changed."""

    repository: Repository
    base: str
    head: str
    old: Revision
    new: Revision
    commits: tuple[Commit, ...]
    published: date
    as_of: date
    clock: date
    changed: Mapping[str, tuple[str, ...]]
    records: tuple[RecordChange, ...] = ()
    facts: tuple[FactChange, ...] = ()
    unread: tuple[str, ...] = ()
    touching: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # commit → its paths
    signed: Mapping[str, Signed] = field(default_factory=dict)  # commit → its good signature

    @property
    def first(self) -> bool:
        """Whether nothing was there before."""
        return self.base == NOTHING

    @property
    def staged(self) -> bool:
        """Whether it is judged before it is committed."""
        return self.head == STAGED

    @property
    def guarding(self) -> Guarding:
        """What OLD asks for: a commit cannot disarm its own check."""
        return guarding_of(self.old)


def guarding_of(old: Revision) -> Guarding:
    """The settings that a commit has."""
    programme = old.sources.programme
    return programme.guard if programme is not None else Guarding()


def push_of(
    repository: Repository,
    old: str,
    new: str,
    as_of: date,
    *,
    clock: date,
    published: date | None = None,
    jobs: int = 1,
    tick: Tick | None = None,
) -> Push:
    """Read both commits. ``old`` may be NOTHING, ``new`` STAGED. ``clock``: the real day. The last
    publication is by default the day of ``old``. ``tick`` as in ``revision``. Raises GitError."""
    base, head = _ends(repository, old, new)
    if published is None:
        published = date.min if base == NOTHING else min(repository.latest_day(base), as_of)
    before = revision(repository, base, as_of, as_of, jobs=jobs, tick=tick)
    tree = repository.staged() if head == STAGED else head
    after = revision(repository, tree, as_of, as_of, jobs=jobs, like=before, tick=tick)
    commits = () if head == STAGED else repository.commits(base, head)
    guarding = guarding_of(before)
    push = Push(
        repository=repository,
        base=base,
        head=head,
        old=before,
        new=after,
        commits=commits,
        published=published,
        as_of=as_of,
        clock=clock,
        changed=changed(before.files, after.files),
        touching=touching(repository, base, commits),
        signed=signatures(repository, commits, guarding) if guarding.signed else {},
    )
    return _with_facts(push)


def _ends(repository: Repository, old: str, new: str) -> tuple[str, str]:
    """The ids of both commits."""
    if repository.is_shallow():
        raise GitError(
            "这个仓库只取了最近的提交（浅克隆），看不出历史有没有被改写；请取全部历史："
            "git fetch --unshallow，流水线里写 fetch-depth: 0",
            "this repository is a shallow clone, so that nobody can say whether history was "
            "rewritten; run git fetch --unshallow, or set fetch-depth: 0 in the pipeline",
        )
    base = old if old == NOTHING else repository.commit_of(old)
    return base, new if new == STAGED else repository.commit_of(new)


def _with_facts(push: Push) -> Push:
    """The same with everything that differs, read."""
    reader = _Reader(push.repository, push.old, push.new, push.changed)
    records = tuple(_records(reader))
    facts = tuple(_facts(reader, records))
    return replace(push, records=records, facts=facts, unread=tuple(sorted(reader.unread)))


class _Reader:
    """The trees of files that differ, before and after; each is read once."""

    def __init__(
        self,
        repository: Repository,
        old: Revision,
        new: Revision,
        differing: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.sides = (old, new)
        self.unread: set[str] = set()
        self.broken: set[str] = set()  # of NEW; every one is an error that is told elsewhere
        self.paths = [path for path, ways in differing.items() if ways != ("mode",)]
        wanted = [path for path in self.paths if path.startswith((CONTENT, "merchants/"))]
        entries = [side.files[path] for side in self.sides for path in wanted if path in side.files]
        plain = [entry.blob for entry in entries if entry.mode in (FILE, EXECUTABLE)]
        self.bytes = repository.contents(plain)

    def data(self, side: int, path: str) -> bytes | None:
        """The bytes of a file that differs, None where it is not there."""
        entry = self.sides[side].files.get(path)
        return None if entry is None else self.bytes.get(entry.blob)

    def root(self, side: int, path: str, most: int = RECORD_BYTES) -> Node | None:
        """The tree of a YAML file."""
        data = self.data(side, path)
        if data is None:
            return None
        tree, problems = read_yaml(data, path, max_bytes=most)
        if tree is None and [problem.code for problem in problems] != ["empty-file"]:
            (self.broken if side else self.unread).add(path)
        return tree

    def item(self, side: int, path: str | None, most: int = RECORD_BYTES) -> ItemAt | None:
        """The mapping that a YAML file is."""
        tree = None if path is None else self.root(side, path, most)
        return ItemAt(tree, path) if path is not None and type(tree) is Map else None


def _records(reader: _Reader) -> Iterator[RecordChange]:
    """Records that differ, by ID: the folder does not matter."""
    sides: list[dict[str, str]] = [{}, {}]
    for side, found in zip(reader.sides, sides, strict=True):
        for path in reader.paths:
            entry = side.files.get(path)
            if entry is not None and is_record(path, entry):
                found.setdefault(PurePosixPath(path).stem, path)
    for id in sorted(sides[0].keys() | sides[1].keys()):
        old, new = reader.item(0, sides[0].get(id)), reader.item(1, sides[1].get(id))
        readable = new is not None or id not in sides[1]
        if readable and (old is not None or new is not None):
            yield RecordChange(id, old, new)


def _facts(reader: _Reader, records: tuple[RecordChange, ...]) -> Iterator[FactChange]:
    for record in records:
        yield from facts_of_record(record)
    for register in every():
        yield from _rows(reader, register)
    yield from _documents(reader)
    settings = [reader.item(side, _there(reader, GUARD_FILE), FILE_BYTES) for side in (0, 1)]
    erased = [items_of(dig(item.node, "redacted"), GUARD_FILE) if item else [] for item in settings]
    yield from matched(GUARD_FILE, "redacted", REDACTION, erased[0], erased[1])
    both = [reader.item(side, _there(reader, POLICY), POLICY_BYTES) for side in (0, 1)]
    versions = [items_of(dig(item.node, "versions"), POLICY) if item else [] for item in both]
    if both[1] is not None:
        yield from matched("policy", "policy", VERSION, versions[0], versions[1])


def _there(reader: _Reader, path: str) -> str | None:
    return path if path in reader.paths else None


def _rows(reader: _Reader, register: Register[Any]) -> Iterator[FactChange]:
    """Rows of a register; one may be moved to another file of the same register."""
    folder, ending = f"{REGISTERS}/", f".{register.ending}"
    sides: dict[int, list[ItemAt]] = defaultdict(list)
    for path in reader.paths:
        name = path.removeprefix(folder)
        if not path.startswith(folder) or not name.endswith(ending) or "/" in name:
            continue
        if name.removesuffix(ending).partition("-")[0] != register.name:
            continue
        for side in (0, 1):
            sides[side] += items_of(_table(reader, side, path, register), path)
    if any(path.startswith(f"{folder}{register.name}") for path in reader.broken):
        return
    yield from matched(register.name, register.name, register.row, sides[0], sides[1])


def _table(reader: _Reader, side: int, path: str, register: Register[Any]) -> Node | None:
    if register.ending != "csv":
        return reader.root(side, path, MOST_BYTES)
    data = reader.data(side, path)
    if data is None:
        return None
    tree, _ = read_table(data, path, register.row)
    if tree is None:
        (reader.broken if side else reader.unread).add(path)
    return tree


def _documents(reader: _Reader) -> Iterator[FactChange]:
    """The entries of documents.yml, as if each were an item with its number."""
    assert isinstance(DOCUMENTS.value, Group)
    both = [reader.item(side, _there(reader, DOCUMENTS_FILE), FILE_BYTES) for side in (0, 1)]
    if both[1] is None:  # it is gone or cannot be read, which is told of the file
        return
    sides = [_numbered(item) for item in both]
    for number in dict.fromkeys([*sides[1], *sides[0]]):
        old, new = sides[0].get(number), sides[1].get(number)
        if old is None or new is None or plain(old.node) != plain(new.node):
            yield FactChange("documents", "documents", number, DOCUMENTS.value, old, new)


def _numbered(item: ItemAt | None) -> dict[str, ItemAt]:
    entries = item.node.entries if item is not None else {}
    return {
        number: ItemAt(node, DOCUMENTS_FILE)
        for number, node in entries.items()
        if type(node) is Map
    }
