"""What a table says of signs, commitments, honours and of who checked criteria: an item of the list
for each row. Checks get their ids here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any

from fangxin.base.problem import Place, Problem
from fangxin.facts.record.promises import COMMITMENT, HONOUR, SIGN
from fangxin.facts.record.ticks import TICK
from fangxin.office.importer.rows import value_of
from fangxin.text.fields.kinds import Flag, Whole
from fangxin.text.fields.tables import Field, Group, ListOf, MapOf
from fangxin.text.fields.times import Day
from fangxin.text.sameness import looks
from fangxin.text.table.cells import CELL, CellRule
from fangxin.text.table.conditions import amount
from fangxin.text.table.shapes import TableRow

Item = dict[str, Any]
Listed = Mapping[
    str, tuple[Mapping[str, CellRule], ...]
]  # list of the record → what makes its items
_CHECK = Group(tuple(spec for spec in TICK.fields if spec.key != "id"))
LISTS: Mapping[str, Group] = {
    "commitments": COMMITMENT,
    "criteria": _CHECK,
    "signs": SIGN,
    "honours": HONOUR,
}
_ITEMS = ListOf(MapOf(CELL, least=1), least=1)
FIELDS = (
    Field("commitments", _ITEMS, "公开承诺", "public commitments"),
    Field("criteria", _ITEMS, "认定条件核对", "criteria that were checked"),
    Field("signs", _ITEMS, "标牌", "printed signs"),
    Field("honours", _ITEMS, "其他荣誉", "other honours"),
)


def unknown_keys(listed: Listed, path: str) -> Iterator[Problem]:
    """Keys that an item of the list cannot have, or lacks."""
    for name, items in listed.items():
        table = LISTS[name].table
        keys = [key for key, spec in table.items() if not isinstance(spec.kind, Group)]
        for cells in items:
            wrong = [key for key in cells if key not in keys]
            missing = [spec.key for spec in LISTS[name].required if spec.key not in cells]
            if wrong or missing:
                yield Problem(
                    Place(path),
                    "unknown-key" if wrong else "missing-key",
                    f"{name} 里可写的有 {'、'.join(keys)}，必须有 "
                    f"{'、'.join(spec.key for spec in LISTS[name].required)}；"
                    f"这里是 {'、'.join(cells)}",
                    f"{name} may have {', '.join(keys)}: found {', '.join(cells)}",
                )


def items_of(
    rows: Sequence[TableRow], listed: Listed, old: Mapping[str, Any]
) -> dict[str, list[Item]]:
    """The lists of a record: what it has, and the items of the rows; each once, whatever its order.
    A row that says nothing of the first key has no item."""
    found = {}
    for name, kinds in listed.items():
        table = LISTS[name].table
        first = next(iter(table))
        items = {_same(one): one for one in old.get(name, ())}
        for cells in kinds:
            for row in rows:
                item = _item(cells, row, table)
                if first in item:
                    items.setdefault(_same(item), item)
        if items:
            ordered = [items[key] for key in sorted(items)]
            found[name] = _with_ids(ordered) if name == "criteria" else ordered
    return found


def _with_ids(ticks: list[Item]) -> list[Item]:
    """Checks under ids of their own; what says neither met nor exception is met."""
    taken = {str(one["id"]) for one in ticks if "id" in one}
    free = (f"K{number}" for number in count(1) if f"K{number}" not in taken)
    named = []
    for one in ticks:
        met = {} if {"met", "exception"} & one.keys() else {"met": True}
        item = {"id": one["id"] if "id" in one else next(free), **one, **met}
        named.append({spec.key: item[spec.key] for spec in TICK.fields if spec.key in item})
    return named


def _item(cells: Mapping[str, CellRule], row: TableRow, table: Mapping[str, Field]) -> Item:
    item = {}
    for key, spec in table.items():
        text = value_of(cells[key], row) if key in cells else None
        if text is not None:
            item[key] = _value(spec, text)
    return item


def _value(spec: Field, text: str) -> date | str | bool:
    """Days as days, amounts without commas, 是 as true; what is none of them is told by the
    record's own check."""
    if isinstance(spec.kind, Flag) and text in ("true", "是"):
        return True
    if isinstance(spec.kind, Day):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    number = amount(text) if isinstance(spec.kind, Whole) else None
    whole = number is not None and number == number.to_integral_value()
    return f"{number:.0f}" if whole else text


def _same(item: Mapping[str, Any]) -> tuple[str, ...]:
    """Equal for items that say the same: a sign by its number alone."""
    if "number" in item:
        return (looks(item["number"]),)
    keys = sorted(item.keys() - {"id", "met"})
    return tuple(f"{key}={looks(str(item[key]))}" for key in keys)
