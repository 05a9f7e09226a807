"""The days on which the registry itself says something, as field tables mark them (``entered``):
that a fact is void, that a text was mended, that what was said of a sign is taken back.

What is not public yet is not said before it is pushed, so these days move to the day of the push.
"""

from __future__ import annotations

from collections.abc import Iterator

from fangxin.change.guard.facts import FactChange
from fangxin.text.fields.difference import plain
from fangxin.text.fields.tables import Group
from fangxin.text.yaml.reading import Map, Node, Seq, Text


def entered_days(fact: FactChange) -> Iterator[tuple[str, str]]:
    """Those that are new in a fact: dotted key and day, as written."""
    if fact.new is not None:
        yield from _within(fact.kind, fact.new.node, fact.old.node if fact.old else None)


def _within(table: Group, new: Map, old: Node | None, above: str = "") -> Iterator[tuple[str, str]]:
    for key, node in new.entries.items():
        spec = table.table.get(key)
        was = old.entries.get(key) if type(old) is Map else None
        inner = getattr(spec.kind, "item", spec.kind) if spec is not None else None
        if spec is not None and spec.entered and type(node) is Text:
            if type(was) is not Text or was.value != node.value:
                yield above + key, node.value
        elif isinstance(inner, Group) and type(node) is Map:
            yield from _within(inner, node, was, f"{above}{key}.")
        elif isinstance(inner, Group) and type(node) is Seq:
            for at, item in _new_items(node, was):
                yield from _within(inner, item, None, f"{above}{key}.{at}.")


def _new_items(new: Seq, old: Node | None) -> Iterator[tuple[int, Map]]:
    """The items of a list that were not there, with their positions."""
    rest = [plain(item) for item in old.items] if type(old) is Seq else []
    for at, item in enumerate(new.items):
        if plain(item) in rest:
            rest.remove(plain(item))
        elif type(item) is Map:
            yield at, item
