"""What differs between two versions, read: the records, and every fact that has a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
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
from fangxin.facts.policy.file import POLICY_BYTES, VERSION
from fangxin.facts.programme.files import FILE_BYTES
from fangxin.facts.programme.tables import DOCUMENTS
from fangxin.facts.record.promises import REDACTION
from fangxin.facts.registers.declared import every
from fangxin.facts.registers.register import Register
from fangxin.registry.sources.revision import (
    CONTENT,
    DOCUMENTS_FILE,
    GUARD_FILE,
    MERCHANTS,
    POLICY_FILE,
    REGISTERS,
    Revision,
    is_plain,
    is_record,
)
from fangxin.text.csv.dialect import MOST_BYTES
from fangxin.text.csv.table import read_table
from fangxin.text.fields.difference import plain
from fangxin.text.fields.tables import Group
from fangxin.text.yaml.reading import RECORD_BYTES, Map, Node, read_yaml

_READ = (f"{CONTENT}/", f"{MERCHANTS}/")


class Differing:
    """The bytes of the files that differ, before and after, all got at once, and their trees."""

    def __init__(
        self, old: Revision, new: Revision, changed: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.sides = (old, new)
        self.unread: set[str] = set()
        self.broken: set[str] = set()  # of NEW; every one is an error that is told elsewhere
        self.paths = [path for path, ways in changed.items() if ways != ("mode",)]
        wanted = [path for path in self.paths if path.startswith(_READ)]
        self.bytes = [
            side.texts(tuple(path for path in wanted if is_plain(side.files.get(path))))
            for side in self.sides
        ]

    def data(self, side: int, path: str) -> bytes | None:
        """The bytes of a file that differs, None where it is not there."""
        return self.bytes[side].get(path)

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

    def both(self, path: str, most: int) -> list[ItemAt | None]:
        """The same of both sides; nothing where it does not differ."""
        there = path if path in self.paths else None
        return [self.item(side, there, most) for side in (0, 1)]

    def table(self, side: int, path: str, register: Register[Any]) -> Node | None:
        """The rows of a file of a register."""
        if register.ending != "csv":
            return self.root(side, path, MOST_BYTES)
        data = self.data(side, path)
        if data is None:
            return None
        tree, _ = read_table(data, path, register.row)
        if tree is None:
            (self.broken if side else self.unread).add(path)
        return tree


def differing_records(those: Differing) -> Iterator[RecordChange]:
    """Records that differ, by ID: the folder does not matter."""
    sides: list[dict[str, str]] = [{}, {}]
    for side, found in zip(those.sides, sides, strict=True):
        for path in those.paths:
            entry = side.files.get(path)
            if entry is not None and is_record(path, entry):
                found.setdefault(PurePosixPath(path).stem, path)
    for id in sorted(sides[0].keys() | sides[1].keys()):
        old, new = those.item(0, sides[0].get(id)), those.item(1, sides[1].get(id))
        readable = new is not None or id not in sides[1]
        if readable and (old is not None or new is not None):
            yield RecordChange(id, old, new)


def differing_facts(those: Differing, records: tuple[RecordChange, ...]) -> Iterator[FactChange]:
    """Facts that differ: of records, rows of registers, documents, erasures, versions of the
    policy."""
    for record in records:
        yield from facts_of_record(record)
    for register in every():
        yield from _rows(those, register)
    yield from _documents(those)
    settings = those.both(GUARD_FILE, FILE_BYTES)
    erased = [items_of(dig(item.node, "redacted"), GUARD_FILE) if item else [] for item in settings]
    yield from matched(GUARD_FILE, "redacted", REDACTION, erased[0], erased[1])
    both = those.both(POLICY_FILE, POLICY_BYTES)
    versions = [items_of(dig(item.node, "versions"), POLICY_FILE) if item else [] for item in both]
    if both[1] is not None:
        yield from matched("policy", "policy", VERSION, versions[0], versions[1])


def _rows(those: Differing, register: Register[Any]) -> Iterator[FactChange]:
    """Rows of a register; one may be moved to another file of the same register."""
    folder, ending = f"{REGISTERS}/", f".{register.ending}"
    sides: dict[int, list[ItemAt]] = defaultdict(list)
    for path in those.paths:
        name = path.removeprefix(folder)
        if not path.startswith(folder) or not name.endswith(ending) or "/" in name:
            continue
        if name.removesuffix(ending).partition("-")[0] != register.name:
            continue
        for side in (0, 1):
            sides[side] += items_of(those.table(side, path, register), path)
    if any(path.startswith(f"{folder}{register.name}") for path in those.broken):
        return
    yield from matched(register.name, register.name, register.row, sides[0], sides[1])


def _documents(those: Differing) -> Iterator[FactChange]:
    """The entries of documents.yml, as if each were an item with its number."""
    assert isinstance(DOCUMENTS.value, Group)
    both = those.both(DOCUMENTS_FILE, FILE_BYTES)
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
