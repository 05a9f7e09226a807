"""Rows that passed or failed on a day, and the failures of a record that follow from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.importer.mapping import Failing, TableMapping
from generator.importer.rows import unusable, value_of
from generator.importer.table import Row
from generator.problem import Problem

MOST_SUMMARY = 1000
MOST_DOCUMENT = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """One dated row, passed or failed."""

    row: Row
    day: date
    kind: str | None  # None: passed


def findings(
    rows: list[Row], mapping: TableMapping, path: Path, problems: list[Problem]
) -> Iterator[Finding]:
    """Dated outcomes of one merchant's rows; a row that cannot be read is a problem."""
    if mapping.outcome is None or mapping.failures is None:
        return
    failing = mapping.failures
    for row in rows:
        word = row.cells[mapping.outcome.column]
        text = row.cells[failing.date.column]
        day = failing.date.read(text)
        if day is None:
            roc = failing.date.calendar == "roc"
            problems.append(
                unusable(
                    path,
                    row.number,
                    f"日期“{text}”不是 {failing.date.format}（{'民国纪年' if roc else '公历'}）",
                    f"the date '{text}' is not {failing.date.format} ({failing.date.calendar})",
                    row.at.get(failing.date.column, 1),
                )
            )
        elif word in mapping.outcome.passed:
            yield Finding(row, day, None)
        elif word in mapping.outcome.failed:
            kind = _kind(failing, row, path, problems)
            if kind is not None:
                yield Finding(row, day, kind)
        else:
            problems.append(
                unusable(
                    path,
                    row.number,
                    f"结果“{word}”既不是合格也不是不合格",
                    f"the outcome '{word}' is neither passed nor failed",
                    row.at.get(mapping.outcome.column, 1),
                )
            )


def _kind(failing: Failing, row: Row, path: Path, problems: list[Problem]) -> str | None:
    """The first kind that fits; none, or an amount that is no number, is a problem."""
    for kind in failing.kinds:
        text = row.cells[kind.column] if kind.column else ""
        if kind.at_least is not None and text and not text.isdecimal():
            problems.append(
                unusable(
                    path,
                    row.number,
                    f"“{kind.column}”列须为整数，这里是“{text}”，比不出大小",
                    f"the column '{kind.column}' must hold a whole number: found '{text}'",
                    row.at.get(kind.column or "", 1),
                )
            )
            return None
        if kind.fits(text):
            return kind.kind
    problems.append(
        unusable(path, row.number, "没有相符的问题类型（kinds）", "no kind fits (kinds)")
    )
    return None


def failures(found: list[Finding], failing: Failing) -> Iterator[dict[str, Any]]:
    """One failure per day: several samples of one visit are one failure, of the gravest kind, which
    is the one named first in the mapping."""
    order = [kind.kind for kind in failing.kinds]
    passed = sorted(finding.day for finding in found if finding.kind is None)
    failed = [finding for finding in found if finding.kind is not None]
    for day in sorted({finding.day for finding in failed}):
        visit = [finding for finding in failed if finding.day == day]
        fact: dict[str, Any] = {
            "id": f"F{day:%Y%m%d}",
            "kind": min((str(finding.kind) for finding in visit), key=order.index),
            "date": day,
        }
        rows = [finding.row for finding in visit]
        if failing.document is not None:
            words = [value_of(failing.document, row) for row in rows]
            fact["document"] = _joined([word for word in words if word], MOST_DOCUMENT)
        fact["summary"] = _joined([_summary(row, failing.summary) for row in rows], MOST_SUMMARY)
        if failing.final:
            fact["final"] = day
        later = next((other for other in passed if other > day), None)
        if failing.rectified_by_later_pass and later is not None:
            fact["rectified"] = later
        yield {key: value for key, value in fact.items() if value}


def _summary(row: Row, columns: tuple[str, ...]) -> str:
    return "，".join(row.cells[name] for name in columns if row.cells[name])


def _joined(words: list[str], most: int) -> str:
    """Different words, in the order of the rows, cut to ``most`` characters."""
    text = "；".join(dict.fromkeys(word for word in words if word))
    return text if len(text) <= most else text[: most - 1] + "…"
