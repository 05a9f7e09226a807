"""What is wrong with a record or a row of a register, told of the cell that it came from."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from fangxin.base.problem import Place, Problem
from fangxin.office.importer.filled import FilledTable
from fangxin.text.workbook.columns import asked

_NAMED = re.compile(r"(?:[A-Z0-9/-]+：)?([a-z_][a-z_.]*)(?:（([^（）]*)）)?")
_ABSENT = {  # what is missing, by code; "": it begins the message
    "missing-key": "",
    "uscc-missing": "uscc",
    "town-missing": "town",
    "address-missing": "address",
    "address-public-missing": "address_public",
}


def told_of_cell(
    problem: Problem, filled: FilledTable, source: Path, row: int, key: str = ""
) -> Problem:
    """The same problem at its cell of ``row``: that of ``key``, or of the field it begins with."""
    named = _NAMED.match(problem.zh)
    key = _ABSENT.get(problem.code) or (named and _known(named[1], filled)) or key
    place = Place(str(source), row, filled.at.get(key, 1))
    if not key:
        return replace(
            problem, place=place, zh=f"第 {row} 行：{problem.zh}", en=f"row {row}: {problem.en}"
        )
    column = filled.column(key)
    if problem.code in _ABSENT:
        zh = f"第 {row} 行“{column.label}”必须填写：这一格是空的。请补上：{asked(column.spec.kind)}"
        zh += f"（{column.spec.help_zh}）" if column.spec.help_zh else ""
        en = f"row {row}: {column.key} must be filled in: the cell is empty"
        return Problem(place, "missing-cell", zh, en, problem.level)
    rest = problem.zh[named.end() :] if named and _known(named[1], filled) == key else ""
    zh = f"第 {row} 行“{column.label}”{rest or f'：{problem.zh}'}"
    return replace(problem, place=place, zh=zh, en=f"row {row}: {problem.en}")


def _known(word: str, filled: FilledTable) -> str:
    """The key of the form that a message means by ``word``; "" when none."""
    keys = [one.key for one in filled.form.columns]
    if word in keys:
        return word
    return next((key for key in keys if key.endswith(f".{word}")), "")
