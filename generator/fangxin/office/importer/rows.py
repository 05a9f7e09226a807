"""Rows of one merchant: which belong together, what they say of it, what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from fangxin.base.problem import Place, Problem
from fangxin.office.importer.known import CountyCodes
from fangxin.office.importer.mapping import TableMapping
from fangxin.text.fields.idents import fault_of_code
from fangxin.text.sameness import looks, usual
from fangxin.text.table.cells import CellRule
from fangxin.text.table.shapes import TableRow, Torn

Words = tuple[str, ...]
# What says who a merchant is: rows that contradict each other here are never joined.
WHO = (
    "name", "uscc", "category", "town", "address", "website", "platform", "platform_shop",
    "inside", "name_en",
)  # fmt: skip
# "town（乡镇街道）须为…", "INS-2026-0001：focus 须是…", "kind 一格不能…"
_NAMED = re.compile(r"(?:[A-Z0-9/-]+：)?([a-z_][a-z_.]*)(?=[（ ])")


def value_of(cell: CellRule, row: TableRow) -> str | None:
    """What ``cell`` gives for ``row``; None where it gives nothing."""
    return cell.filled(row.cells) or None


def grouped(rows: list[TableRow], mapping: TableMapping) -> dict[Words, list[TableRow]]:
    """The rows of each merchant, by the words that tell merchants apart, as they look."""
    groups: dict[Words, list[TableRow]] = {}
    for row in rows:
        key = tuple(looks(row.raw[name]) for name in mapping.group_by)
        groups.setdefault(key, []).append(row)
    return groups


def spellings(rows: list[TableRow], mapping: TableMapping) -> list[Words]:
    """Every way in which the rows of a merchant write the words that tell it apart."""
    return sorted({tuple(row.raw[name] for name in mapping.group_by) for row in rows})


def spelling(words: list[str]) -> str:
    """Of several spellings of one text the one that is shown, whatever their order."""
    return min(words, key=lambda text: (text != usual(text), text))


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


def torn_by_group(
    torn: list[Torn], groups: Mapping[Words, list[TableRow]], mapping: TableMapping
) -> dict[Words, list[Torn]]:
    """Torn rows by the merchant they may tell of.

    Where its cells have moved, a merchant is looked for in the whole row: all its words, or else
    some of them; where single cells cannot be read, by the others. Naming one too many costs
    another import; one too few, a wrong green."""
    found: dict[Words, list[Torn]] = {}
    for row in torn:
        for words in _in_place(row, groups, mapping) if row.cells else _anywhere(row, groups):
            found.setdefault(words, []).append(row)
    return found


def _in_place(
    row: Torn, groups: Mapping[Words, list[TableRow]], mapping: TableMapping
) -> Sequence[Words]:
    good = [(at, name) for at, name in enumerate(mapping.group_by) if name not in row.bad]
    said = [(at, looks(row.cells[name])) for at, name in good]
    if not said:
        return _anywhere(row, groups)
    return [words for words in groups if all(words[at] == text for at, text in said)]


def _anywhere(row: Torn, groups: Mapping[Words, list[TableRow]]) -> Sequence[Words]:
    text = looks(row.text)
    whole = [words for words in groups if any(words) and all(word in text for word in words)]
    return whole or [words for words in groups if any(word and word in text for word in words)]


def untold(
    rows: list[TableRow], mapping: TableMapping, known: CountyCodes | None, path: Path
) -> Iterator[Problem]:
    """Words that the mapping cannot read, and towns and categories nobody knows, by row."""
    for row in rows:
        for key, cell in mapping.merchant.items():
            at = next((row.at.get(name, 1) for name in cell.columns()), 1)
            value = cell.filled(row.cells)
            if value is None:
                yield unusable(path, row.number, *unread(cell, row), at)
            elif value and known is not None and (cell.column or cell.text):
                for zh, en in known.faults(key, value):
                    yield unusable(path, row.number, zh, en, at)
            if key == "uscc" and value and not code_is_right(value, mapping):
                yield unusable(path, row.number, *_WRONG_CODE, at)


_WRONG_CODE = (
    "信用代码的校验字符不对，说不清是哪一家：多半抄错了一位，请照营业执照核对；"
    "执照上确是这样的（早期代码），把它写进对照表的 codes",
    "the check character of the credit code is wrong, so that nobody can tell whom it means: check "
    "the licence; where the licence says so, list it under codes in the mapping",
)


def code_is_right(code: str, mapping: TableMapping) -> bool:
    """Whether the check character of a credit code is right, or the mapping says that the code is;
    what is no such code at all is told by the record's own check."""
    return fault_of_code(code) != "check" or code in mapping.codes


def unread(cell: CellRule, row: TableRow) -> tuple[str, str]:
    """Why a cell gives no value, in Chinese and English."""
    if cell.column is None:
        return "这几列拼成的内容读不成", "the columns put together give no value"
    text = row.cells[cell.column]
    if cell.format is not None:
        return (
            f"“{cell.column}”列的“{text}”不是 {cell.format} 这样的日期",
            f"'{text}' of the column '{cell.column}' is no date of the format {cell.format}",
        )
    return (
        f"“{cell.column}”列的“{text}”在对照表的 map 里没有，也没有 default",
        f"'{text}' of the column '{cell.column}' is not in the map, and there is no default",
    )


def contradictions(rows: list[TableRow], mapping: TableMapping, path: Path) -> Iterator[Problem]:
    """Rows of one merchant that say different things about who it is, told with both rows."""
    for key, cell in mapping.merchant.items():
        first: tuple[TableRow, str] | None = None
        for row in rows if key in WHO else ():
            value = value_of(cell, row)
            if value is None:
                continue
            if first is None:
                first = (row, value)
            elif looks(value) != looks(first[1]):
                at = next((row.at.get(name, 1) for name in cell.columns()), 1)
                yield _contradiction(path, row, first, key, value, at)
                break


def _contradiction(
    path: Path, row: TableRow, first: tuple[TableRow, str], key: str, value: str, column: int
) -> Problem:
    other, said = first
    return Problem(
        Place(str(path), row.number, column),
        "contradicting-rows",
        f"第 {other.number} 行和第 {row.number} 行按对照表是同一家，{key} 却一个是“{said}”，"
        f"一个是“{value}”；请核对是不是两家：是一家的改成一样，"
        "是两家的在 group_by 里加上能区分的列",
        f"rows {other.number} and {row.number} are the same merchant by the mapping, but {key} is "
        f"'{said}' and '{value}'; make them agree, or add a column that tells them apart to "
        "group_by",
    )
