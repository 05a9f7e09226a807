"""A table becomes records: rows are grouped into merchants, failed rows become failures.

IDs follow from the words that tell merchants apart, so that they stay the same whatever else
changes in the table. A merchant with a row that cannot be used is left out whole: that row may
be the one that would cost it its certification. Writing is in ``generator.importer.keeping``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from generator.fields.idents import check_character
from generator.importer.findings import Finding, failures, findings
from generator.importer.keeping import Kept, Record, compose, keep
from generator.importer.known import Known
from generator.importer.mapping import TableMapping
from generator.importer.rows import (
    Words,
    grouped,
    key_named,
    torn_by_group,
    untold,
    unusable,
    value_of,
)
from generator.importer.table import Row, read_table
from generator.problem import Place, Problem, errors
from generator.record import read_record
from generator.registry.records import find_records

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ID_LETTERS = 7  # 36**7 IDs: with 100,000 merchants a double is a matter of 1 in 15
MOST_ROWS = 10  # that one message numbers; each row has its own message besides


@dataclass(slots=True)
class Outcome:
    """What an import did: counts, and every row that could not be used."""

    rows: int = 0
    merchants: int = 0
    failures: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    left_out: int = 0  # merchants with an unusable row; each has one problem besides its rows'
    kept: list[str] = field(default_factory=list)  # records edited by hand that lack new facts
    problems: list[Problem] = field(default_factory=list)


def stable_id(prefix: str, words: Words) -> str:
    """An ID that follows from ``words`` alone: the prefix, seven letters, a check character."""
    digest = hashlib.sha256("\x1f".join(words).encode()).digest()
    number = int.from_bytes(digest[:8])
    letters = ""
    for _ in range(ID_LETTERS):
        number, rest = divmod(number, 36)
        letters += LETTERS[rest]
    body = prefix + letters
    return body + check_character(body)


def _record(id: str, rows: list[Row], found: list[Finding], mapping: TableMapping) -> Record:
    """The record of one merchant as a tree for the dumper."""
    record: Record = {}
    for key, cell in mapping.merchant.items():
        value = next((value for row in rows if (value := value_of(cell, row))), None)
        if value is not None:
            record[key] = value
    sole_trader = record.get("uscc", "").startswith("92") and "address" in record
    if sole_trader and record.get("category") == "online":
        record.setdefault("address_public", "road")  # nothing else is allowed: it may be a home
    granted = mapping.certified
    record["certification"] = {
        "decisions": [
            {
                "id": "D1",
                "date": granted.date,
                "status": "certified",
                **({"recorded": granted.recorded} if granted.recorded else {}),
                "until": granted.until,
                "certificate": granted.certificate + id,
                "document": granted.document,
                "imported": True,
            }
        ]
    }
    if mapping.failures is not None:
        facts = list(failures(found, mapping.failures))
        if facts:
            record["failures"] = facts
    return record


def import_table(
    source: Path,
    mapping: TableMapping,
    merchants: Path,
    tick: Callable[[int], None] | None = None,
    known: Known | None = None,
) -> Outcome:
    """Write a record for every merchant of the table below ``merchants`` whose rows are all usable;
    with ``known``, rows with another town or category are not.

    Raises OSError when a record cannot be written; what was written before then stays, and running
    it again continues. Running it twice changes nothing."""
    table = read_table(source, mapping)
    outcome = Outcome(rows=len(table.rows), problems=table.problems)
    present = {path.stem: path for path in find_records(merchants)[0]}
    owners: dict[str, Words] = {}
    groups = grouped(table.rows, mapping)
    torn = torn_by_group(table.torn, groups)
    for words, group in groups.items():
        id = stable_id(mapping.prefix, words)
        wrong = list(untold(group, mapping, known, source))
        if owners.setdefault(id, words) != words:
            wrong.append(_same_id(id, group[0], source))
        found = list(findings(group, mapping, source, wrong))
        record = _record(id, group, found, mapping)
        path = present.get(id) or merchants / mapping.folder / id[-2] / f"{id}.yml"
        data = compose(record)
        wrong = wrong or _refused(data, path, source, group[0], mapping)
        outcome.problems += wrong
        numbers = sorted(
            {p.place.line for p in wrong} | {row.number for row in torn.get(words, ())}
        )
        if numbers:
            outcome.left_out += 1
            name = record.get("name") or "，".join(filter(None, words))
            behind = max((p.place.column for p in wrong if p.place.line == numbers[0]), default=1)
            place = Place(str(source), numbers[0], behind)
            outcome.problems.append(_left_out(place, name, numbers, id in present))
        else:
            _write(record, data, path, outcome)
        if tick is not None:
            tick(len(group))
    return outcome


def _same_id(id: str, row: Row, source: Path) -> Problem:
    return unusable(
        source,
        row.number,
        f"编号 {id} 与另一家商户相同，请换一个 prefix",
        f"the ID {id} is another merchant's, choose another prefix",
    )


def _refused(
    data: bytes, path: Path, source: Path, row: Row, mapping: TableMapping
) -> list[Problem]:
    """Why the record would not pass the check, as problems of the merchant's first row."""
    _, problems = read_record(data, str(path))
    return [
        unusable(
            source,
            row.number,
            "个体工商户（信用代码 92 开头）的地址可能是住所，须写明公开到哪里：在对照表 merchant "
            "里加 address_public，{value: road} 只公开到路名，{value: full} 公开全部",
            "a sole trader's address may be a home: add address_public to merchant in the mapping, "
            "{value: road} for the road only, {value: full} for all of it",
        )
        if problem.code == "address-public-missing"
        else unusable(source, row.number, problem.zh, problem.en, _column(problem, row, mapping))
        for problem in errors(problems)
    ]


def _column(problem: Problem, row: Row, mapping: TableMapping) -> int:
    """Where the column stands that the field is taken from which a problem begins with."""
    cell = mapping.merchant.get(key_named(problem.zh))
    return row.at.get(cell.column or "", 1) if cell is not None else 1


def _left_out(place: Place, name: str, numbers: list[int], present: bool) -> Problem:
    """That a merchant was left out whole, and because of which rows."""
    count, shown = len(numbers), numbers[:MOST_ROWS]
    zh = "、".join(map(str, shown)) + (" 等" if count > len(shown) else "")
    en = ", ".join(map(str, shown)) + (" and others" if count > len(shown) else "")
    kept_zh, kept_en = ("，已有的档案没有改动", ", its record is left as it was")
    return Problem(
        place,
        "whole-merchant-left-out",  # sorts behind what is wrong with the row
        f"“{name}”有 {count} 行不能用，整家没有导入{kept_zh if present else ''}；"
        f"改好第 {zh} 行（或对照表）再导入一次",
        f"'{name}' has unusable rows ({count}) and was left out whole"
        f"{kept_en if present else ''}; mend row {en} (or the mapping) and import again",
    )


def _write(record: Record, data: bytes, path: Path, outcome: Outcome) -> None:
    """Keep one record and count it."""
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
