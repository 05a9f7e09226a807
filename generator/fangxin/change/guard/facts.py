"""The facts of a document before and after, told apart by their names.

A fact is an item of a list in a record, a row of a register, a document of documents.yml or a
version of the policy: whatever has a name of its own and must stay as it was published.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from fangxin.base.problem import Place
from fangxin.facts.record.table import MERCHANT
from fangxin.text.fields.difference import Difference, differences, name_of, plain
from fangxin.text.fields.tables import Group, ListOf
from fangxin.text.yaml.reading import Map, Node, Seq, Text

CERTIFICATION = "certification"


class ItemAt(NamedTuple):
    """One item of a list and the file that it stands in."""

    node: Map
    path: str


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact; ``old`` or ``new`` is None where it is not there. ``home``: the merchant's ID, or
    the name of the register or file; ``sort``: the list it stands in."""

    home: str
    sort: str
    name: str
    kind: Group
    old: ItemAt | None
    new: ItemAt | None

    @property
    def key(self) -> str:
        """What an erasure calls it: "failures.F1", "inspections.INS-2019-0017"."""
        return f"{self.sort}.{self.name}"

    @property
    def label(self) -> str:
        """What messages call it: the merchant's ID, and its own name."""
        return f"{self.home} {self.name}" if self.home != self.sort else self.name

    @property
    def path(self) -> str:
        """The file it stands in, as NEW has it, or else OLD."""
        item = self.new or self.old
        assert item is not None
        return item.path

    def place(self, key: str = "") -> Place:
        """Where a key of it stands, or else the fact; in NEW, or of what is gone in OLD."""
        item = self.new or self.old
        assert item is not None
        found = dig(item.node, key) if key else None
        return place(item.path, found or item.node)

    def written(self, key: str) -> str | None:
        """What NEW says under a dotted key."""
        return text(self.new.node if self.new else None, key)

    def was(self, key: str) -> str | None:
        """What OLD said under a dotted key."""
        return text(self.old.node if self.old else None, key)

    def changes(self) -> tuple[Difference, ...]:
        """What differs within a fact that is there before and after."""
        if self.old is None or self.new is None:
            return ()
        return differences(self.old.node, self.new.node, self.kind)


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A merchant's record before and after; the roots of absent ones are None."""

    id: str
    old: ItemAt | None
    new: ItemAt | None

    def written(self, key: str) -> str | None:
        """What NEW says under a key."""
        return text(self.new.node if self.new else None, key)

    def was(self, key: str) -> str | None:
        """What OLD said under a key."""
        return text(self.old.node if self.old else None, key)

    def place(self, key: str = "") -> Place:
        """Where a key stands in NEW, or else in OLD, or else the beginning of the record."""
        for item in (self.new, self.old):
            node = dig(item.node, key) if item and key else None
            if item and node is not None:
                return place(item.path, node)
        item = self.new or self.old
        assert item is not None
        return Place(item.path)


def place(path: str, node: Node) -> Place:
    """Where a node stands."""
    return Place(path, max(node.line, 1), max(node.column, 1))


def dig(node: Node | None, dotted: str) -> Node | None:
    """The node under a dotted key, None when it is not written."""
    for key in dotted.split("."):
        if type(node) is not Map:
            return None
        node = node.entries.get(key)
    return node


def text(node: Node | None, dotted: str) -> str | None:
    """The text under a dotted key, None when there is none."""
    found = dig(node, dotted)
    return found.value if type(found) is Text else None


def _lists_of_records() -> dict[str, Group]:
    """Every list of facts that a record may have, by its key, with the table of its items."""
    certification = MERCHANT.table[CERTIFICATION].kind
    assert isinstance(certification, Group)
    fields = (*certification.fields, *MERCHANT.fields)
    lists = {field.key: field.kind.item for field in fields if isinstance(field.kind, ListOf)}
    return {key: item for key, item in lists.items() if isinstance(item, Group)}


LISTS: Mapping[str, Group] = _lists_of_records()


def facts_of_record(record: RecordChange) -> Iterator[FactChange]:
    """The facts of one record that differ, or are there only once."""
    for sort, kind in LISTS.items():
        old, new = listed(record.old, sort), listed(record.new, sort)
        yield from matched(record.id, sort, kind, old, new)


def listed(item: ItemAt | None, sort: str) -> list[ItemAt]:
    """The items of one list of a record."""
    if item is None:
        return []
    found = dig(item.node, sort) or dig(item.node, f"{CERTIFICATION}.{sort}")
    return items_of(found, item.path)


def items_of(node: Node | None, path: str) -> list[ItemAt]:
    """The items of a list that are mappings."""
    nodes = node.items if type(node) is Seq else []
    return [ItemAt(child, path) for child in nodes if type(child) is Map]


def matched(
    home: str, sort: str, kind: Group, olds: list[ItemAt], news: list[ItemAt]
) -> Iterator[FactChange]:
    """Items of one name belong together; of several the equal ones first, then in order. Equal
    ones are left out."""
    groups: dict[str, tuple[list[ItemAt], list[ItemAt]]] = defaultdict(lambda: ([], []))
    for side, items in enumerate((news, olds)):
        for item in items:
            groups[name_of(item.node, kind)][1 - side].append(item)
    for name, (old, new) in groups.items():
        left, right = _unequal(old, new)
        for index in range(max(len(left), len(right))):
            before = left[index] if index < len(left) else None
            after = right[index] if index < len(right) else None
            yield FactChange(home, sort, name, kind, before, after)


def _unequal(olds: list[ItemAt], news: list[ItemAt]) -> tuple[list[ItemAt], list[ItemAt]]:
    left, right = [], list(news)
    for item in olds:
        said = plain(item.node)
        twin = next((other for other in right if plain(other.node) == said), None)
        if twin is None:
            left.append(item)
        else:
            right.remove(twin)
    return left, right
