"""A table becomes records: rows are grouped into merchants, failed rows become failures.

IDs follow from the words that tell merchants apart, so that they stay the same whatever else
changes in the table. Writing is in ``generator.importer.keeping``; what cannot be used is told
by row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from generator.fields.idents import check_character
from generator.importer.keeping import Kept, Record, compose, keep
from generator.importer.mapping import Cell, Failing, KindWhen, TableMapping
from generator.importer.table import Row, read_table
from generator.problem import Place, Problem, errors
from generator.record import read_record

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST_SUMMARY = 1000
MOST_DOCUMENT = 200
ID_LETTERS = 7  # 36**7 IDs: with 100,000 merchants a double is a matter of 1 in 15


@dataclass(slots=True)
class Outcome:
    """What an import did: counts, and every row that could not be used."""

    rows: int = 0
    merchants: int = 0
    failures: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)  # records edited by hand that lack new facts
    problems: list[Problem] = field(default_factory=list)


def stable_id(prefix: str, words: tuple[str, ...]) -> str:
    """An ID that follows from ``words`` alone: the prefix, seven letters, a check character."""
    digest = hashlib.sha256("\x1f".join(words).encode()).digest()
    number = int.from_bytes(digest[:8])
    letters = ""
    for _ in range(ID_LETTERS):
        number, rest = divmod(number, 36)
        letters += LETTERS[rest]
    body = prefix + letters
    return body + check_character(body)


def _value(cell: Cell, row: Row) -> str | None:
    """What ``cell`` gives for ``row``: a constant, a column's words, or their translation."""
    if cell.column is None:
        return cell.value
    text = row.cells[cell.column] or (cell.default or "")
    if cell.words is not None and text:
        return cell.words.get(text, cell.default)
    return text or None


def _group(rows: list[Row], mapping: TableMapping) -> dict[tuple[str, ...], list[Row]]:
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        key = tuple(row.raw[name] for name in mapping.group_by)
        groups.setdefault(key, []).append(row)
    return groups


@dataclass(frozen=True, slots=True)
class _Finding:
    """One dated row, passed or failed."""

    row: Row
    day: date
    kind: str | None  # None: passed


def _findings(
    rows: list[Row], mapping: TableMapping, path: Path, problems: list[Problem]
) -> Iterator[_Finding]:
    """Dated outcomes of one merchant's rows; a row that cannot be read is a problem."""
    if mapping.outcome is None or mapping.failures is None:
        return
    failing = mapping.failures
    for row in rows:
        word = row.cells[mapping.outcome.column]
        text = row.cells[failing.date.column]
        day = failing.date.read(text)
        if day is None:
            calendar = "民国纪年" if failing.date.calendar == "roc" else "公历"
            problems.append(
                _unusable(
                    path,
                    row,
                    f"日期“{text}”不是 {failing.date.format}（{calendar}）",
                    f"the date '{text}' is not {failing.date.format} ({failing.date.calendar})",
                )
            )
        elif word in mapping.outcome.passed:
            yield _Finding(row, day, None)
        elif word in mapping.outcome.failed:
            kind = _kind(failing.kinds, row)
            if kind is None:
                problems.append(
                    _unusable(path, row, "没有相符的问题类型（kinds）", "no kind fits (kinds)")
                )
            else:
                yield _Finding(row, day, kind.kind)
        else:
            problems.append(
                _unusable(
                    path,
                    row,
                    f"结果“{word}”既不是合格也不是不合格",
                    f"the outcome '{word}' is neither passed nor failed",
                )
            )


def _unusable(path: Path, row: Row, zh: str, en: str) -> Problem:
    return Problem(
        Place(str(path), row.number),
        "unusable-row",
        f"第 {row.number} 行不能用：{zh}；请核对原表，或修改对照表",
        f"row {row.number} cannot be used: {en}; check the table or mend the mapping",
    )


def _kind(kinds: tuple[KindWhen, ...], row: Row) -> KindWhen | None:
    for kind in kinds:
        if kind.fits(row.cells[kind.column] if kind.column else ""):
            return kind
    return None


def _failures(findings: list[_Finding], failing: Failing) -> Iterator[dict[str, Any]]:
    """One failure per day: several samples of one visit are one failure, of the gravest kind, which
    is the one named first in the mapping."""
    order = [kind.kind for kind in failing.kinds]
    passed = sorted(finding.day for finding in findings if finding.kind is None)
    failed = [finding for finding in findings if finding.kind is not None]
    for day in sorted({finding.day for finding in failed}):
        visit = [finding for finding in failed if finding.day == day]
        fact: dict[str, Any] = {
            "id": f"F{day:%Y%m%d}",
            "kind": min((str(finding.kind) for finding in visit), key=order.index),
            "date": day,
        }
        rows = [finding.row for finding in visit]
        if failing.document is not None:
            words = [_value(failing.document, row) for row in rows]
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


def _record(id: str, rows: list[Row], findings: list[_Finding], mapping: TableMapping) -> Record:
    """The record of one merchant as a tree for the dumper."""
    record: Record = {}
    for key, cell in mapping.merchant.items():
        value = next((value for row in rows if (value := _value(cell, row))), None)
        if value is not None:
            record[key] = value
    granted = mapping.certified
    record["certification"] = {
        "decisions": [
            {
                "id": "D1",
                "date": granted.date,
                "status": "certified",
                "until": granted.until,
                "certificate": granted.certificate + id,
                "document": granted.document,
                "imported": True,
            }
        ]
    }
    if mapping.failures is not None:
        failures = list(_failures(findings, mapping.failures))
        if failures:
            record["failures"] = failures
    return record


def import_table(
    source: Path, mapping: TableMapping, merchants: Path, tick: Callable[[int], None] | None = None
) -> Outcome:
    """Write a record for every merchant of the table below ``merchants``.

    Raises OSError when a record cannot be written; what was written before then stays, and running
    it again continues. Running it twice changes nothing."""
    outcome = Outcome()
    rows, outcome.problems = read_table(source, mapping)
    outcome.rows = len(rows)
    known = {path.stem: path for path in sorted(merchants.rglob("*.yml"))}
    owners: dict[str, tuple[str, ...]] = {}
    for words, group in _group(rows, mapping).items():
        id = stable_id(mapping.prefix, words)
        if owners.setdefault(id, words) != words:
            outcome.problems.append(
                _unusable(
                    source,
                    group[0],
                    f"编号 {id} 与另一家商户相同，请换一个 prefix",
                    f"the ID {id} is another merchant's, choose another prefix",
                )
            )
            continue
        findings = list(_findings(group, mapping, source, outcome.problems))
        record = _record(id, group, findings, mapping)
        path = known.get(id) or merchants / mapping.folder / id[-2] / f"{id}.yml"
        _write(record, path, source, group, outcome)
        if tick is not None:
            tick(len(group))
    return outcome


def _write(record: Record, path: Path, source: Path, group: list[Row], outcome: Outcome) -> None:
    """Keep one record, unless it would not pass the check."""
    data = compose(record)
    _, problems = read_record(data, str(path))
    wrong = errors(problems)
    if wrong:
        outcome.problems += [
            _unusable(source, group[0], problem.zh, problem.en) for problem in wrong
        ]
        return
    outcome.merchants += 1
    outcome.failures += len(record.get("failures", ()))
    match keep(path, data):
        case Kept.CREATED:
            outcome.created += 1
        case Kept.UPDATED:
            outcome.updated += 1
        case Kept.UNCHANGED:
            outcome.unchanged += 1
        case Kept.BY_HAND:
            outcome.kept.append(str(path))
