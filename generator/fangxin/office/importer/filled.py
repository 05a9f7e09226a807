"""A table of our own form as rows of words by key, every cell in the strict form of a record."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fangxin.base.problem import Place, Problem
from fangxin.office.importer.forms import Form, Found, recognised
from fangxin.text.fields.kinds import Choice, Prose
from fangxin.text.fields.tables import Lists
from fangxin.text.table.plain import read_plain
from fangxin.text.table.shapes import clean, told
from fangxin.text.table.sheet import cell_problems, notes
from fangxin.text.workbook.columns import Column, options, written
from fangxin.text.workbook.opening import is_workbook
from fangxin.text.workbook.reading import Grid, GridLine, below, read_workbook

_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row: its number in the sheet, and the words of its cells that are not empty."""

    number: int
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FilledTable:
    """A whole table: its form and sheet, where each key stands, and rows; ``problems`` of cells."""

    form: Form
    sheet: str
    heading: int
    at: Mapping[str, int]  # key → column
    rows: list[FilledRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def column(self, key: str) -> Column:
        """The column of a key. StopIteration when the form has none."""
        return next(one for one in self.form.columns if one.key == key)


def read_filled(path: Path, lists: Lists) -> tuple[FilledTable | None, list[Problem]]:
    """The rows of a workbook or CSV whose heading is that of one of our forms; None with the
    reason otherwise. Rows that have problems are among the rows."""
    if is_workbook(path):
        grid, problems = read_workbook(path, lambda _, head: recognised(head) is not None)
    else:
        grid, problems = read_plain(path)
    found = recognised(grid.lines) if grid is not None else None
    if grid is None or found is None:
        return None, problems or [_unknown_table(path)]
    wrong = list(_heading(path, found))
    if any(problem.level == "error" for problem in wrong):
        return None, wrong
    whole = below(grid, found.row)
    at = {column.key: place for place, column in found.columns.items()}
    filled = FilledTable(found.form, grid.sheet, found.row, at)
    filled.problems.extend([*wrong, *notes(path, whole)])
    filled.problems.extend(cell_problems(path, whole, set(found.columns)))
    for line in whole.lines:
        words = dict(_words(path, line, found, lists, filled.problems))
        if words or any(row == line.number for row, _ in whole.troubles):
            filled.rows.append(FilledRow(line.number, words))
    if not filled.rows:
        filled.problems.append(_no_rows(path, grid))
    return filled, []


def _words(
    path: Path, line: GridLine, found: Found, lists: Lists, problems: list[Problem]
) -> Iterator[tuple[str, str]]:
    for place, column in found.columns.items():
        text = _clean(line.cell(place), column)
        if not text:
            continue
        text, trouble = written(column.spec, text, lists)
        if trouble is not None:
            code, zh, en = trouble
            zh, en = f"第 {line.number} 行“{column.label}”：{zh}", f"row {line.number}: {en}"
            problems.append(told(path, code, zh, en, line.number, place))
        elif not _is_listed(column, text, lists):
            problems.append(_unlisted(path, line.number, place, column, text, lists))
        yield column.key, text


def _clean(text: str, column: Column) -> str:
    if isinstance(column.spec.kind, Prose):
        return "\n".join(filter(None, (clean(line, ("",)) for line in text.splitlines())))
    return clean(text, ("",))


def _is_listed(column: Column, text: str, lists: Lists) -> bool:
    known = options(column.spec, lists)
    return not known or isinstance(column.spec.kind, Choice) or text in known.values()


def _unlisted(path: Path, row: int, place: int, column: Column, text: str, lists: Lists) -> Problem:
    known = list(options(column.spec, lists))
    close = difflib.get_close_matches(text, known, 1, 0.5)
    zh = f"是不是“{close[0]}”？" if close else ""
    return told(
        path,
        "not-in-list",
        f"第 {row} 行“{column.label}”没有“{text[:_MOST_SHOWN]}”这一项：{zh}"
        f"请从下拉列表中选：{'、'.join(known)}",
        f"row {row}: '{text[:_MOST_SHOWN]}' is not in the list of {column.key}; choose one of "
        f"{', '.join(options(column.spec, lists).values())}",
        row,
        place,
    )


def _heading(path: Path, found: Found) -> Iterator[Problem]:
    """A column that stands twice, and headings of no column: meant for one, or left unread."""
    counted = Counter(column.key for column in found.columns.values())
    for place, column in found.columns.items():
        if counted[column.key] > 1:
            zh = f"“{column.label}”这一列出现了两次；请删去一列"
            en = f"the column '{column.key}' stands twice; delete one"
            yield told(path, "double-column", zh, en, found.row, place)
    labels = [one.label for one in found.form.columns if one not in found.columns.values()]
    for place, text in found.unknown.items():
        close = difflib.get_close_matches(text, labels, 1, 0.6)
        level = "error" if close else "warning"
        zh = f"是不是“{close[0]}”？请改正列名" if close else "这一列不导入"
        en = "correct the heading" if close else "it is not imported"
        yield Problem(
            Place(str(path), found.row, place),
            "unknown-column",
            f"“{found.form.zh}”表里没有“{text[:_MOST_SHOWN]}”这一列：{zh}",
            f"the table of {found.form.name} has no column '{text[:_MOST_SHOWN]}': {en}",
            "error" if level == "error" else "warning",
        )


def _no_rows(path: Path, grid: Grid) -> Problem:
    where = f"“{grid.sheet}”这张工作表" if grid.sheet else "表"
    return told(
        path,
        "no-rows",
        f"{where}里一行数据也没有；请填在这一张（“例子”那张不导入），保存后再导入",
        "the table has no rows; fill in this sheet, not the examples, and save it",
    )


def _unknown_table(path: Path) -> Problem:
    return told(
        path,
        "unknown-table",
        "认不出这是什么表：没有找到模板的列名。请用 fangxin template 生成的模板填写（列名不要改），"
        "或加上 --mapping 说明各列是什么",
        "this is no table of ours: the headings of a template are not found; fill in a template of "
        "fangxin template, or say with --mapping what each column is",
    )
