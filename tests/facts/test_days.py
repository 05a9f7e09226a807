"""Every day that the tables of records and registers have is found, and held against today."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fangxin.facts.record.reading import _merchant
from fangxin.facts.record.table import MERCHANT, RECORD
from fangxin.facts.registers.checks import what_happened_has_happened as of_rows
from fangxin.facts.registers.declared import every, named
from fangxin.facts.registers.mended import Mends, line_of
from fangxin.facts.registers.rows import Registers
from fangxin.registry.book import Book
from fangxin.registry.days import what_happened_has_happened
from fangxin.text.fields.days import Days
from fangxin.text.fields.shape import Field, Report
from fangxin.text.fields.tables import Group, ListOf
from fangxin.text.fields.times import Minute
from fangxin.text.yaml.reading import Map, Node, Seq, Text

TODAY, THEN = date(2026, 11, 28), "2027-05-13"
OF_RECORDS = tuple(Days(MERCHANT).fields())
OF_ROWS = tuple((one.name, *said) for one in every() for said in Days(one.row).fields())
# Days that may lie ahead: what is announced, promised or granted, and last days of it.
AHEAD = {
    "certification.decisions.date",
    "certification.decisions.until",
    "failures.publication_ends",
    "commitments.since",
    "commitments.until",
    "honours.until",
}
ROWS_AHEAD = {"publication_ends", "until"}


def _node(value: Any) -> Node:
    if isinstance(value, dict):
        keys = {key: Text(key, 1, 1, False) for key in value}
        return Map({key: _node(child) for key, child in value.items()}, keys, 1, 1)
    if isinstance(value, list):
        return Seq([_node(child) for child in value], 1, 1)
    return Text(value, 1, 1, False)


def _example(spec: Field, path: tuple[str, ...]) -> Any:
    """What stands under a key: THEN at the end of ``path``, else an example of it."""
    kind = spec.kind
    if isinstance(kind, Mends) and path:
        return line_of(THEN, kind.keys[0], "浦消联办〔2026〕9号", "原来的文字")
    if isinstance(kind, ListOf) and isinstance(kind.item, Group):
        return [_mapping(kind.item, path)]
    if isinstance(kind, Group):
        return _mapping(kind, path)
    if path == ():
        return [spec.example.strip("[]")] if isinstance(kind, ListOf) else spec.example or "示例"
    return f"{THEN} 09:00" if isinstance(kind, Minute) else THEN


def _mapping(table: Group, path: tuple[str, ...]) -> dict[str, Any]:
    """A mapping with what must be written, and with the key that ``path`` begins with."""
    need = {spec.key: _example(spec, ()) for spec in table.required}
    if path:
        need[path[0]] = _example(table.table[path[0]], path[1:] or (path[0],))
    return need


def _path(dotted: str) -> tuple[str, ...]:
    return tuple(dotted.split("."))


@pytest.mark.parametrize("dotted", [key for key, _ in OF_RECORDS])
def test_every_day_of_a_record_is_held_against_today(dotted: str) -> None:
    """Whatever key says it; nothing but the field itself says whether it may lie ahead."""
    report = Report("merchants/shop/PJ269001Q.yml")
    values = MERCHANT.values(_node(_mapping(MERCHANT, _path(dotted))), RECORD, report)
    merchant = _merchant(values, report.path, {})
    said = [one for one in Days(MERCHANT).of(merchant) if one.day.isoformat() == THEN]
    assert [".".join(s for s in one.where.split(".") if not s.isdigit()) for one in said] == [
        dotted
    ]
    assert said[0].field.zh
    nothing: Any = None  # neither the programme nor what the facts say is asked
    book = Book((), {merchant.id: merchant}, nothing, TODAY, nothing)
    found = list(what_happened_has_happened(book))
    assert [one.code for one in found] == ([] if dotted in AHEAD else ["in-the-future"])
    assert all(said[0].field.name_zh in one.zh for one in found)


@pytest.mark.parametrize(("name", "dotted"), [(name, key) for name, key, _ in OF_ROWS])
def test_every_day_of_a_row_is_held_against_today(name: str, dotted: str) -> None:
    """In every register, mended texts too."""
    register = named(name)
    assert register is not None
    values = _node(_mapping(register.row, _path(dotted)))
    row = register.row.read(values, Field("", register.row, "", ""), Report("x"))
    rows: dict[str, Any] = {name: (row,)}
    found = list(of_rows(Registers(**rows), TODAY))
    assert [one.code for one in found] == ([] if dotted in ROWS_AHEAD else ["row-in-the-future"])
