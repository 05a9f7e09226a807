"""Every day that the tables of records and registers have is found, and held against today."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fangxin.facts.record.table import MERCHANT
from fangxin.facts.registers.checks import what_happened_has_happened as of_rows
from fangxin.facts.registers.declared import every, named
from fangxin.facts.registers.rows import Registers
from fangxin.registry.book import Book
from fangxin.registry.days import what_happened_has_happened
from fangxin.text.fields.said import days_by
from tests.support.by_tables import record_with, row_with

TODAY, THEN = date(2026, 11, 28), "2027-05-13"
OF_RECORDS = tuple(days_by(MERCHANT).fields())
OF_ROWS = tuple((one.name, *said) for one in every() for said in days_by(one.row).fields())
# Days that may lie ahead: what is announced, promised or granted, and last days of it.
AHEAD = {
    "certification.decisions.date",
    "certification.decisions.until",
    "failures.publication_ends",
    "commitments.since",
    "commitments.until",
    "honours.until",
}
ROWS_AHEAD = {"publication_ends", "until", "due"}
PLANNED = {("sweeps", "ends")}


@pytest.mark.parametrize("dotted", [key for key, _ in OF_RECORDS])
def test_every_day_of_a_record_is_held_against_today(dotted: str) -> None:
    """Whatever key says it; nothing but the field itself says whether it may lie ahead."""
    merchant = record_with(dotted, THEN)
    said = [one for one in days_by(MERCHANT).of(merchant) if one.value.isoformat() == THEN]
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
    row = row_with(register, dotted, THEN)
    rows: dict[str, Any] = {name: (row,)}
    found = list(of_rows(Registers(**rows), TODAY))
    ahead = dotted in ROWS_AHEAD or (name, dotted) in PLANNED
    assert [one.code for one in found] == ([] if ahead else ["row-in-the-future"])
