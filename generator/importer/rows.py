"""Rows of one merchant: what a cell gives, which rows belong together, what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.importer.known import Known
from generator.importer.mapping import Cell, TableMapping
from generator.importer.table import Row, Torn
from generator.problem import Place, Problem

Words = tuple[str, ...]
# "town（乡镇街道）须为…", "INS-2026-0001：focus 须是…", "kind 一格不能…"
_NAMED = re.compile(r"(?:[A-Z0-9/-]+：)?([a-z_][a-z_.]*)(?=[（ ])")


def value_of(cell: Cell, row: Row) -> str | None:
    """What ``cell`` gives for ``row``: a constant, a column's words, or their translation."""
    if cell.column is None:
        return cell.value
    text = row.cells[cell.column] or (cell.default or "")
    if cell.words is not None and text:
        return cell.words.get(text, cell.default)
    return text or None


def grouped(rows: list[Row], mapping: TableMapping) -> dict[Words, list[Row]]:
    """The rows of each merchant, by the words that tell merchants apart."""
    groups: dict[Words, list[Row]] = {}
    for row in rows:
        key = tuple(row.raw[name] for name in mapping.group_by)
        groups.setdefault(key, []).append(row)
    return groups


def unusable(path: Path, row: int, zh: str, en: str, column: int = 1) -> Problem:
    """The problem that says why the row with this number cannot be used, because of a column."""
    return Problem(
        Place(str(path), row, column),
        "unusable-row",
        f"第 {row} 行不能用：{zh}；请核对原表，或修改对照表",
        f"row {row} cannot be used: {en}; check the table or mend the mapping",
    )


def key_named(words: str) -> str:
    """The field that a message, in Chinese, begins with; "" when it begins with none."""
    found = _NAMED.match(words)
    return found[1] if found else ""


def torn_by_group(torn: list[Torn], groups: dict[Words, list[Row]]) -> dict[Words, list[Torn]]:
    """Torn rows by the merchant they may tell of.

    Its cells may have moved, so that a merchant is looked for in the whole row: all its words, or
    else some of them. Naming one too many costs another import; one too few, a wrong green."""
    found: dict[Words, list[Torn]] = {}
    for row in torn:
        whole = [
            words for words in groups if any(words) and all(word in row.text for word in words)
        ]
        part = whole or [words for words in groups if any(w and w in row.text for w in words)]
        for words in part:
            found.setdefault(words, []).append(row)
    return found


def untold(
    rows: list[Row], mapping: TableMapping, known: Known | None, path: Path
) -> Iterator[Problem]:
    """Words that the mapping does not translate, and towns and categories nobody knows, by row."""
    for row in rows:
        for key, cell in mapping.merchant.items():
            if cell.column is None:
                continue
            value, text = value_of(cell, row), row.cells[cell.column]
            if text and value is None:
                yield unusable(
                    path,
                    row.number,
                    f"“{cell.column}”列的“{text}”在对照表的 map 里没有，也没有 default",
                    f"'{text}' of the column '{cell.column}' is not in the map, and there is no "
                    "default",
                    row.at.get(cell.column, 1),
                )
            elif value is not None and known is not None:
                for zh, en in known.complaints(key, value):
                    yield unusable(path, row.number, zh, en, row.at.get(cell.column, 1))
