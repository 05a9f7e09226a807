"""A table becomes rows of a register: each row of the table one row, or a reason why not.

Ids follow from the words of ``id_from``, so that they stay the same whatever else changes. Whom a
row is about is written into it only where an official confirmed it; a name alone never links.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from fangxin.base.problem import Place, Problem, errors
from fangxin.facts.programme.programme import Programme
from fangxin.facts.registers.checks import check_rows
from fangxin.facts.registers.reading import lists_of
from fangxin.facts.registers.rows import Registers
from fangxin.office.importer.register_file import ENTERED, merge, read_rows, table_text
from fangxin.office.importer.row_ids import row_ids
from fangxin.office.importer.row_mapping import RowMapping
from fangxin.office.importer.rows import key_named, unusable
from fangxin.text.csv.formulas import is_formula, words_of
from fangxin.text.csv.table import tree_of
from fangxin.text.fields.kinds import Prose
from fangxin.text.fields.tables import BROKEN, Field, Report
from fangxin.text.sameness import looks
from fangxin.text.table.shapes import TableRow, clean
from fangxin.text.table.table import read_table


@dataclass(slots=True)
class RowsOutcome:
    """What an import of rows did: counts, and every row that could not be used."""

    register: str
    file: str
    rows: int = 0
    skipped: int = 0  # rows that the mapping leaves out
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    confirmed: int = 0  # rows that name a merchant because an official confirmed it
    kept: list[str] = field(default_factory=list)  # rows that differ from the table: left alone
    problems: list[Problem] = field(default_factory=list)


def import_rows(
    source: Path,
    mapping: RowMapping,
    content: Path,
    programme: Programme,
    today: date,
    merchants: frozenset[str] = frozenset(),
    tick: Callable[[int], None] | None = None,
    since: date | None = None,
) -> tuple[RowsOutcome, bytes | None]:
    """The rows of the table beside those of a register below ``content``, as the register's new
    text; None when nothing is new. ``merchants`` are the IDs that may be confirmed. Where
    the registry was last published ``since``, new rows enter it today. Nothing is written."""
    table = read_table(source, mapping)
    path = content / "registers" / mapping.name
    outcome = RowsOutcome(
        mapping.register, str(path), len(table.rows), table.skipped, problems=table.problems
    )
    present, broken = read_rows(path, mapping.table.row)
    if broken:
        outcome.problems += broken
        return outcome, None
    words = [_words(row, mapping, source, outcome.problems) for row in table.rows]
    ids = row_ids(table.rows, words, mapping, present)
    filled = {}
    for id, row, said in zip(ids, table.rows, words, strict=True):
        filled[id] = (row, {"id": id, **_entered(said, present.get(id), today, since)})
        if tick is not None:
            tick(1)
    outcome.problems += _confirm(filled, mapping, source, merchants, outcome)
    wrong = _wrong(filled, mapping, source, programme, today)
    outcome.problems += sorted(wrong)
    bad = {problem.place.line for problem in errors(outcome.problems)}
    usable = {id: words for id, (row, words) in filled.items() if row.number not in bad}
    merged = merge(present, usable)
    outcome.created, outcome.updated = len(merged.created), len(merged.updated)
    outcome.unchanged, outcome.kept = len(merged.unchanged), merged.kept
    outcome.problems += (_differs(id, *filled[id], present[id], source) for id in merged.kept)
    changed = bool(merged.created or merged.updated)
    return outcome, table_text(mapping.table.row, merged.rows) if changed else None


def _entered(
    words: dict[str, str], there: Mapping[str, str] | None, today: date, since: date | None
) -> dict[str, str]:
    """The words of a row with the days on which it entered the registry: a row that is there has
    its own, and a new one does not enter before the last publication, which did not have it."""
    if there is not None:
        return words | {key: there[key] for key in ENTERED & words.keys() & there.keys()}
    if since is None:
        return words
    last, now = since.isoformat(), today.isoformat()
    late = {key: now for key in ENTERED if words.get(key, last) < last}
    for key in ("final", "retested"):
        if words.get(key, last) < last and f"{key}_recorded" not in words:
            late[f"{key}_recorded"] = now
    return words | late


def _differs(
    id: str, row: TableRow, words: Mapping[str, str], there: Mapping[str, str], source: Path
) -> Problem:
    """That a row of the register says something else than the table, and is left as it is."""
    keys = [key for key, text in words.items() if looks(there.get(key, text)) != looks(text)]
    said = "、".join(f"{key}“{words[key]}”（登记簿“{there[key]}”）" for key in keys)
    return Problem(
        Place(str(source), row.number),
        "row-differs",
        f"第 {row.number} 行已在登记簿里（{id}），但 {said} 不同；登记簿里写过的不改，请核对："
        "登记簿写错的，在那一行注明 void，再登记正确的一行",
        f"row {row.number} is in the register as {id}, which differs in {', '.join(keys)} and is "
        "left as it is; if it is wrong, declare it void there and enter the right row",
    )


def _words(
    row: TableRow, mapping: RowMapping, source: Path, problems: list[Problem]
) -> dict[str, str]:
    """The cells of the register's row without its id; what the mapping cannot read is a problem."""
    words: dict[str, str] = {}
    for key, cell in mapping.row.items():
        spec = mapping.table.row.table.get(key)
        cells = _lines(row, mapping) if spec and isinstance(spec.kind, Prose) else row.cells
        text = cell.filled(cells)
        if text is None:
            found = row.cells[str(cell.column)]
            problems.append(
                unusable(
                    source,
                    row.number,
                    f"“{cell.column}”列的“{found}”读不成 {key}（对照表里没有这个词，或日期不是 "
                    f"{cell.format or '所写的格式'}）",
                    f"'{found}' of the column '{cell.column}' gives no {key}: not in the map, or "
                    f"no date of the format {cell.format or 'that is given'}",
                    row.at.get(str(cell.column), 1),
                )
            )
        elif text:
            words[key] = text
    return words


def _lines(row: TableRow, mapping: RowMapping) -> Mapping[str, str]:
    """The cells with their line breaks, each line clean."""
    blanks = ("", *mapping.blanks)
    return {
        name: "\n".join(filter(None, (clean(line, blanks) for line in text.splitlines())))
        for name, text in row.raw.items()
    }


Filled = Mapping[str, tuple[TableRow, dict[str, str]]]


def _confirm(
    filled: Filled,
    mapping: RowMapping,
    source: Path,
    merchants: frozenset[str],
    outcome: RowsOutcome,
) -> Iterator[Problem]:
    """Write confirmed merchants into their rows; a confirmation of nobody or of several is told."""
    party = mapping.table.party
    said: dict[str, set[str]] = defaultdict(set)  # what a row may be called → ids of rows
    places: dict[str, set[str]] = defaultdict(set)  # name → its addresses
    for id, (_, words) in filled.items():
        name, address = words.get(f"{party}_name", ""), words.get(f"{party}_address", "")
        places[looks(name)].add(looks(address))
        for key in (id, looks(name), looks(f"{name}/{address}")):
            said[key].add(id)
    for key, merchant in sorted(mapping.confirmed.items()):
        rows = said.get(key) or said.get(looks(key), set())
        several = looks(key) in places and len(places[looks(key)]) > 1
        if not rows or several or (merchants and merchant not in merchants):
            yield _unconfirmed(source, key, merchant, several, bool(rows))
            continue
        for id in rows:
            filled[id][1][party] = merchant
        outcome.confirmed += len(rows)


def _unconfirmed(source: Path, key: str, merchant: str, several: bool, found: bool) -> Problem:
    why = ("商户档案里没有这个编号", "no merchant has this ID")
    if several:
        why = (
            "这个名称有几个地址，请写成“名称/地址”",
            "the name has several addresses; write name/address",
        )
    elif not found:
        why = ("表里没有这一行或这个名称", "no row has this id or name")
    return Problem(
        Place(str(source)),
        "confirmed-nothing",
        f"confirmed 里的“{key}: {merchant}”没有用上：{why[0]}；请核对对照表",
        f"'{key}: {merchant}' in confirmed could not be used: {why[1]}; check the mapping",
    )


def _formulas(words: Mapping[str, str], source: Path, row: int) -> Iterator[Problem]:
    """A problem for each cell that a spreadsheet would reckon when it opens the register."""
    for key, text in words.items():
        if is_formula(text):
            told = words_of(f"{key} 一格", key, text)
            yield Problem(Place(str(source), row), "formula-cell", *told)


def _wrong(
    filled: Filled, mapping: RowMapping, source: Path, programme: Programme, today: date
) -> list[Problem]:
    """Why rows would not pass the check of the register, as problems of the table's rows."""
    lists = lists_of(programme)
    spec = Field("", mapping.table.row, "登记簿的一行", "a row")
    rows: list[Any] = []
    found: list[Problem] = []
    for row, words in filled.values():
        report = Report(str(source), lists, cells=True)
        value = mapping.table.row.read(tree_of(words, row.number), spec, report)
        found += report.problems
        found += _formulas(words, source, row.number)
        if value is not BROKEN:
            rows.append(replace(value, place=Place(str(source), row.number)))
    ordered = tuple(sorted(rows, key=lambda row: str(row.id)))
    found += mapping.table.rules(ordered)
    whole: dict[str, Any] = {mapping.register: ordered}
    found += check_rows(Registers(**whole), programme, lists, today)
    at = next((row.at for row, _ in filled.values()), {})
    return [
        unusable(source, p.place.line, p.zh, p.en, _column(key_named(p.zh), mapping, at))
        for p in errors(found)
    ]


def _column(key: str, mapping: RowMapping, at: Mapping[str, int]) -> int:
    """Where the column stands that a key of the register is taken from; 1 when that is none."""
    cell = mapping.row.get(key)
    return at.get(cell.column or "", 1) if cell is not None else 1
