"""What differs between two versions of a document, told by its field table.

    for change in differences(old_tree, new_tree, MERCHANT): …

Items of a list are told apart by what names them (the first field of their table: ``id`` of a
fact, ``number`` of a sign), not by where they stand: facts may stand in any order, and a value may
be written with or without quotes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from fangxin.text.fields.shape import Field, Kind
from fangxin.text.fields.tables import Group, ListOf, MapOf
from fangxin.text.yaml.reading import Map, Node, Seq, Text

Way = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is there only before, only after, or differently. ``path``: keys and names of
    items ("certification", "decisions", "D2", "until"); ``fields``: the fields on that way, for
    labels; items of lists have the field of their list."""

    path: tuple[str, ...]
    fields: tuple[Field, ...]
    before: Node | None
    after: Node | None

    @property
    def way(self) -> Way:
        """Whether the value was added, removed or changed."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"

    @property
    def node(self) -> Node:
        """Where to point at: the new value, or else the old one."""
        found = self.after if self.after is not None else self.before
        assert found is not None
        return found


def differences(
    old: Node | None, new: Node | None, kind: Kind, root: Field | None = None
) -> tuple[Difference, ...]:
    """Every difference, those of nested values singly; a list item or mapping that is new or gone
    is one difference. In the order of the new document, what was removed last."""
    return tuple(_compare(old, new, kind, (), (root,) if root else ()))


def _compare(
    old: Node | None,
    new: Node | None,
    kind: Kind | None,
    path: tuple[str, ...],
    fields: tuple[Field, ...],
) -> Iterator[Difference]:
    if type(old) is Map and type(new) is Map:
        yield from _maps(old, new, kind, path, fields)
    elif type(old) is Seq and type(new) is Seq:
        yield from _lists(old, new, kind, path, fields)
    elif type(old) is Text and type(new) is Text:
        if old.value != new.value:
            yield Difference(path, fields, old, new)
    elif old is not None or new is not None:
        yield Difference(path, fields, old, new)


def _maps(
    old: Map, new: Map, kind: Kind | None, path: tuple[str, ...], fields: tuple[Field, ...]
) -> Iterator[Difference]:
    for key in dict.fromkeys([*new.entries, *old.entries]):
        spec = kind.table.get(key) if isinstance(kind, Group) else None
        inner = spec.kind if spec else kind.value if isinstance(kind, MapOf) else None
        way = (*fields, spec) if spec else fields
        yield from _compare(old.entries.get(key), new.entries.get(key), inner, (*path, key), way)


def _lists(
    old: Seq, new: Seq, kind: Kind | None, path: tuple[str, ...], fields: tuple[Field, ...]
) -> Iterator[Difference]:
    """Items with the same name are compared; of several, the equal ones first, then in order."""
    item = kind.item if isinstance(kind, ListOf) else kind  # a file of rows is a list of its table
    before: dict[str, list[Node]] = defaultdict(list)
    for node in old.items:
        before[name_of(node, item)].append(node)
    after: dict[str, list[Node]] = defaultdict(list)
    for node in new.items:
        after[name_of(node, item)].append(node)
    for name in dict.fromkeys([*after, *before]):
        olds, news = _unequal(before[name], after[name])
        for index in range(max(len(olds), len(news))):
            left = olds[index] if index < len(olds) else None
            right = news[index] if index < len(news) else None
            yield from _compare(left, right, item, (*path, name), fields)


def _unequal(olds: list[Node], news: list[Node]) -> tuple[list[Node], list[Node]]:
    left, right = list(olds), list(news)
    for node in olds:
        twin = next((other for other in right if plain(other) == plain(node)), None)
        if twin is not None:
            left.remove(node)
            right.remove(twin)
    return left, right


def name_of(node: Node, kind: Kind | None) -> str:
    """What an item of a list is called: the value of its table's first field, or its own text."""
    if type(node) is Text:
        return node.value
    if type(node) is Map and isinstance(kind, Group):
        first = node.entries.get(kind.fields[0].key)
        if type(first) is Text:
            return first.value
    return ""


def plain(node: Node | None) -> object:
    """The values of a tree without their places: equal for equal documents."""
    if node is None:
        return None
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Seq):
        return [plain(item) for item in node.items]
    return {key: plain(child) for key, child in node.entries.items()}


def in_words(node: Node | None) -> str:
    """A value on one line: text as it is, lists and mappings in brackets; "" for none."""
    if node is None:
        return ""
    if isinstance(node, Text):
        return " ".join(node.value.split())
    if isinstance(node, Seq):
        return f"[{', '.join(in_words(item) for item in node.items)}]"
    pairs = (f"{key}: {in_words(child)}" for key, child in node.entries.items())
    return f"{{{', '.join(pairs)}}}"
