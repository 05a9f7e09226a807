"""Which texts of which facts of a record may be mended, by the field tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fangxin.facts.record.table import MERCHANT
from fangxin.text.fields.kinds import Choice
from fangxin.text.fields.tables import Group, ListOf


def _lists(table: Group) -> Iterator[tuple[str, Group]]:
    """The lists of facts in a table, those inside its mappings too."""
    for spec in table.fields:
        if isinstance(spec.kind, ListOf) and isinstance(spec.kind.item, Group):
            yield spec.key, spec.kind.item
        elif isinstance(spec.kind, Group):
            yield from _lists(spec.kind)


def _keys(fact: Group) -> tuple[str, ...]:
    spec = fact.table.get("corrected")
    entry = spec.kind.item if spec is not None and isinstance(spec.kind, ListOf) else None
    key = entry.table["key"].kind if isinstance(entry, Group) else None
    return tuple(key.options) if isinstance(key, Choice) else ()


# list of facts → dotted keys of texts; never days, kinds, outcomes
MENDABLE: Mapping[str, tuple[str, ...]] = {
    sort: keys for sort, fact in _lists(MERCHANT) if (keys := _keys(fact))
}


def label_of(sort: str, key: str) -> tuple[str, str]:
    """What a dotted key of a fact is called, in Chinese and English."""
    return label_in(dict(_lists(MERCHANT))[sort], key)


def label_in(table: Group, key: str) -> tuple[str, str]:
    """The same by the table of the fact, or of a register's row."""
    words: list[tuple[str, str]] = []
    for part in key.split("."):
        spec = table.table[part]
        words.append((spec.zh, spec.en))
        table = spec.kind if isinstance(spec.kind, Group) else table
    return "的".join(zh for zh, _ in words), ", ".join(en for _, en in words)
