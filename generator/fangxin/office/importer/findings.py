"""Rows that passed or failed on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fangxin.base.problem import Problem
from fangxin.office.importer.mapping import Failing, OutcomeRule, TableMapping
from fangxin.office.importer.rows import unread, unusable, value_of
from fangxin.text.table.conditions import any_fits
from fangxin.text.table.shapes import TableRow


@dataclass(frozen=True, slots=True)
class DatedFinding:
    """One dated row, passed or failed; ``fields``: further keys of a failure, as text."""

    row: TableRow
    day: date
    kind: str | None  # None: passed
    document: str = ""
    summary: str = ""
    fields: Mapping[str, str] | None = None


def findings(
    rows: list[TableRow], mapping: TableMapping, path: Path, problems: list[Problem]
) -> Iterator[DatedFinding]:
    """Dated outcomes of one merchant's rows; a row that cannot be read is a problem."""
    failing = mapping.failures
    if failing is None:
        return
    for row in rows:
        day = failing.date.reading.read(row.cells[failing.date.column])
        if day is None:
            problems.append(_no_day(row, failing, path))
            continue
        failed = True if mapping.outcome is None else _failed(row, mapping.outcome, path, problems)
        if failed is None:
            continue
        if not failed:
            yield DatedFinding(row, day, None)
            continue
        kind = _kind(failing, row, path, problems)
        fields = dict(_fields(failing, row, path, problems))
        if kind is not None:
            document = value_of(failing.document, row) if failing.document is not None else None
            yield DatedFinding(
                row, day, kind, document or "", _summary(row, failing.summary), fields
            )


def _no_day(row: TableRow, failing: Failing, path: Path) -> Problem:
    text, roc = row.cells[failing.date.column], failing.date.calendar == "roc"
    format = failing.date.format or "年、月、日"
    return unusable(
        path,
        row.number,
        f"日期“{text}”不是 {format}（{'民国纪年' if roc else '公历'}）",
        f"the date '{text}' is not {format} ({failing.date.calendar})",
        row.at.get(failing.date.column, 1),
    )


def _failed(
    row: TableRow, outcome: OutcomeRule, path: Path, problems: list[Problem]
) -> bool | None:
    """Whether the row tells of something that went wrong; None, with a problem, when it says
    neither or both."""
    passed = any_fits(outcome.passed, row.cells, outcome.column)
    failed = any_fits(outcome.failed, row.cells, outcome.column)
    if not passed and not failed:
        passed = any(one.otherwise for one in outcome.passed)
        failed = any(one.otherwise for one in outcome.failed)
    if passed != failed:
        return failed
    word = row.cells[outcome.column]
    zh, en = ("既是合格又是不合格", "both passed and failed")
    if not passed:
        zh, en = ("既不是合格也不是不合格", "neither passed nor failed")
    at = row.at.get(outcome.column, 1)
    problems.append(
        unusable(path, row.number, f"结果“{word}”{zh}", f"the outcome '{word}' is {en}", at)
    )
    return None


def _kind(failing: Failing, row: TableRow, path: Path, problems: list[Problem]) -> str | None:
    """The first kind that fits; none, or an amount that is no number, is a problem."""
    for kind in failing.kinds:
        column = kind.condition.column or ""
        text = row.cells[column] if column else ""
        if kind.condition.unreadable(text):
            problems.append(
                unusable(
                    path,
                    row.number,
                    f"“{column}”列须为数字，这里是“{text}”，比不出大小",
                    f"the column '{column}' must hold a number: found '{text}'",
                    row.at.get(column, 1),
                )
            )
            return None
        if kind.fits(text):
            return kind.kind
    problems.append(
        unusable(path, row.number, "没有相符的问题类型（kinds）", "no kind fits (kinds)")
    )
    return None


def _fields(
    failing: Failing, row: TableRow, path: Path, problems: list[Problem]
) -> Iterator[tuple[str, str]]:
    for key, cell in failing.fields.items():
        value = cell.filled(row.cells)
        if value is None:
            at = row.at.get(cell.column or "", 1)
            problems.append(unusable(path, row.number, *unread(cell, row), at))
        elif value:
            yield key, value


def _summary(row: TableRow, columns: tuple[str, ...]) -> str:
    return "，".join(row.cells[name] for name in columns if row.cells[name])
