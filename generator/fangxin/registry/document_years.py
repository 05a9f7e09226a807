"""The years of documents that are added: none was written in a year that is still to come.

    problems = impossible_years(before, after, today)

Of two versions of the registry it judges what was added, in records and registers alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from fangxin.base.problem import Level, Place, Problem
from fangxin.facts.document_number import numbers_in
from fangxin.facts.record.table import MERCHANT
from fangxin.facts.registers.declared import every
from fangxin.facts.values import Merchant
from fangxin.registry.book import place_of
from fangxin.registry.registry import Registry
from fangxin.text.fields.said import Values, days_by, documents_by

OLDER_YEARS = 10  # that a document may be older than the fact that rests on it
_RECORD = documents_by(MERCHANT), days_by(MERCHANT)


def impossible_years(before: Registry, after: Registry, today: date) -> Iterator[Problem]:
    """Each document that is new and of a year after today's, or long before all days of its fact,
    which may be right and is only told."""
    for merchant in after.merchants.values():
        there = before.merchants.get(merchant.id)
        if there is not merchant:
            yield from _of_record(there, merchant, today)
    for register in every():
        was = {row.id: row for row in before.registers.of(register)}
        tables = documents_by(register.row), days_by(register.row)
        for row in after.registers.of(register):
            if was.get(row.id) != row:
                yield from _slips(tables, was.get(row.id), row, _always(row.place), today)


def _always(place: Place) -> Callable[[str], Place]:
    return lambda where: place


def _of_record(there: Merchant | None, merchant: Merchant, today: date) -> Iterator[Problem]:
    return _slips(_RECORD, there, merchant, lambda where: place_of(merchant, where), today)


def _slips(
    tables: tuple[Values, Values],
    before: Any,
    after: Any,
    place: Callable[[str], Place],
    today: date,
) -> Iterator[Problem]:
    documents, days = tables
    known = {said.value for said in documents.of(before)} if before is not None else set()
    firsts: Mapping[str, date] | None = None
    for where, _, words in documents.of(after):
        for number in numbers_in(words) if words not in known else ():
            if number.year > today.year:
                yield _slip(place(where), words, number.year, today, "error")
                continue
            firsts = firsts or _firsts(days, after)
            first = firsts.get(_fact(where), today)
            if number.year < first.year - OLDER_YEARS:
                yield _slip(place(where), words, number.year, first, "warning")


def _fact(where: str) -> str:
    """The fact of a record that a dotted key belongs to: "failures.0"; of a row it is the row."""
    names = where.split(".")
    ends = [at for at, name in enumerate(names) if name.isdigit()]
    return ".".join(names[: ends[0] + 1]) if ends and names[0] != "corrected" else ""


def _firsts(days: Values, value: Any) -> Mapping[str, date]:
    """The first day that each fact says."""
    found: dict[str, date] = {}
    for where, field, day in days.of(value):
        if not field.ahead:
            found[_fact(where)] = min(day, found.get(_fact(where), day))
    return found


def _slip(place: Place, words: str, year: int, day: date, level: Level) -> Problem:
    zh = f"晚于今天 {day}" if level == "error" else f"比这件事最早的日子 {day} 早了十年以上"
    en = f"is after today, {day}" if level == "error" else f"is long before its first day, {day}"
    return Problem(
        place,
        "document-year",
        f"文号“{words}”的年份 {year} {zh}，多半打错了；请核对文书",
        f"the year {year} of the document '{words}' {en}; most likely it is a slip, check it",
        level,
    )
