"""A foreign table as rows of clean text, each with its number as a spreadsheet shows it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from fangxin.base.problem import Problem
from fangxin.text.table.conditions import any_fits
from fangxin.text.table.encodings import codec_of
from fangxin.text.table.shapes import (
    Cells,
    Row,
    Sheet,
    Table,
    Torn,
    clean,
    header_problems,
    strange_character,
    told,
    unreadable_in,
)
from fangxin.text.table.sheet import read_sheet
from fangxin.text.workbook.opening import is_workbook

__all__ = [
    "BROKEN", "CSV_CELL", "MOST_LINE", "Row", "Sheet", "Table", "Torn", "clean", "lines_of",
    "read_table",
    "regular_size", "unusable_file",
]  # fmt: skip

MOST_BYTES = 200 * 1024 * 1024
CSV_CELL = 100_000
MOST_LINE = 1_000_000  # characters
BLOCK = 1 << 20
MOST_HEADING = 1 << 16  # characters of the names of columns
MOST_ROWS, MOST_CELLS = 300_000, 3_000_000  # that are kept while they are looked at
MOST_TORN = 20_000  # rows with another number of cells than the heading; then it is no table
BROKEN = (
    "表格在这里断了：引号不成对，或一格、一行长得没有完；请在表格软件里核对这一行，"
    "另存为 CSV UTF-8",
    "the table breaks here: a quotation mark has no other, or a cell or row does not end; look at"
    " the row in a spreadsheet and save it as CSV UTF-8",
)
SEPARATORS = (",", "\t", ";", "|", "，", "；")


class _TooMuchError(Exception):
    """More rows or cells than are kept."""


def regular_size(path: Path) -> int | None:
    """How many bytes a file has; None when it is no file but a pipe, a device or a folder, which
    must not be waited for. Raises OSError."""
    return path.stat().st_size if path.is_file() or not path.exists() else None


def lines_of(path: Path) -> int:
    """How many lines a table has, 0 when it cannot be told: only the progress depends on it."""
    try:
        if not 0 < (regular_size(path) or 0) <= MOST_BYTES or is_workbook(path):
            return 0
        with path.open("rb") as file:
            return sum(block.count(b"\n") for block in iter(lambda: file.read(BLOCK), b""))
    except OSError:
        return 0


def unusable_file(path: Path) -> Problem | None:
    """Why a file is not read at all, told before it is."""
    try:
        size = regular_size(path)
        if size is None:
            zh = "这不是文件，是文件夹、管道或设备；请先另存为 Excel 或 CSV 文件"
            en = "this is no file but a folder, a pipe or a device; save it as a file first"
            return told(path, "not-a-file", zh, en)
        if size > MOST_BYTES:
            most = MOST_BYTES >> 20
            zh = f"文件超过 {most} MB，请拆开"
            return told(path, "too-big", zh, f"the file is over {most} MB; split it")
    except FileNotFoundError:
        zh, en = (
            "找不到这个文件；请核对文件名和文件夹",
            "there is no such file; check name and folder",
        )
        return told(path, "no-file", zh, en)
    except OSError as error:
        zh, en = f"读不出文件（{error.strerror}）", f"cannot read the file ({error.strerror})"
        return told(path, "unreadable", zh, en)
    return None


def _lines(file: TextIO) -> Iterator[str]:
    """Line by line, so that the text is never in memory as a whole. Raises csv.Error."""
    while line := file.readline(MOST_LINE + 1):
        if len(line) > MOST_LINE:
            raise csv.Error(f"line over {MOST_LINE} characters")
        yield line


def read_table(path: Path, mapping: Sheet) -> Table:
    """All usable rows, and a problem for each row that is not; nothing is dropped silently. Rows
    that the mapping leaves out are counted."""
    table = _whole(path, mapping)
    rows = [row for row in table.rows if not any_fits(mapping.skip, row.cells)]
    return Table(rows, table.torn, table.problems, len(table.rows) - len(rows))


def _whole(path: Path, mapping: Sheet) -> Table:
    unusable = unusable_file(path)
    if unusable is not None:
        return Table(problems=[unusable])
    if is_workbook(path):
        return read_sheet(path, mapping)
    try:
        with path.open(encoding=codec_of(mapping.encoding), newline="") as file:
            return _read(path, file, mapping)
    except (UnicodeError, LookupError):
        return Table(problems=[_other_encoding(path, mapping)])
    except OSError as error:
        zh, en = f"读不出文件（{error.strerror}）", f"cannot read the file ({error.strerror})"
        return Table(problems=[told(path, "unreadable", zh, en)])


def _other_encoding(path: Path, mapping: Sheet) -> Problem:
    return told(
        path,
        "bad-encoding",
        f"文件不是 {mapping.encoding} 编码；请在对照表里改 encoding（如 gb18030、big5），"
        "或在表格软件里另存为“CSV UTF-8”",
        f"the file is not {mapping.encoding}; change encoding in the mapping (such as "
        "gb18030, big5), or save it as 'CSV UTF-8'",
    )


def _read(path: Path, file: TextIO, mapping: Sheet) -> Table:
    csv.field_size_limit(CSV_CELL)
    delimiter = mapping.delimiter or separator_in(file, mapping)
    lines = csv.reader(_lines(file), delimiter=delimiter, strict=True)
    table = Table()
    try:
        header = [name.strip() for name in next(lines, [])]
        wrong = list(header_problems(path, header, mapping))
        if wrong:
            return Table(problems=wrong)
        table.rows.extend(_rows(path, header, lines, mapping, table, delimiter))
    except csv.Error:
        return Table(problems=[told(path, "bad-csv", *BROKEN, lines.line_num)])
    except _TooMuchError:
        return Table(problems=[too_large(path, MOST_ROWS, MOST_CELLS)])
    if not table.rows and not table.problems:
        zh, en = "表里一行数据也没有", "the table has no rows"
        table.problems.append(told(path, "no-rows", zh, en))
    return table


def too_large(path: Path, rows: int, cells: int) -> Problem:
    """That a table has more rows or cells than are kept while it is looked at."""
    return told(
        path,
        "too-big",
        f"表里超过 {rows} 行或 {cells} 格：多半是导出时出了错，或把整张空表都存了下来。"
        "请删去多余的行列；确实有这么多的，请拆成几个文件",
        f"the table has over {rows} rows or {cells} cells: most likely the export went wrong, or a "
        "whole empty sheet was saved; delete what is not needed, or split it",
    )


def separator_in(file: TextIO, mapping: Sheet) -> str:
    """What stands between the names of the columns that the mapping reads."""
    first, wanted = file.readline(MOST_HEADING), set(mapping.columns())
    file.seek(0)

    def named(mark: str) -> int:
        row = next(csv.reader([first], delimiter=mark), [])
        return len(wanted & {name.strip() for name in row})

    return max(SEPARATORS, key=named)


def _rows(
    path: Path,
    header: list[str],
    lines: Iterator[list[str]],
    mapping: Sheet,
    table: Table,
    delimiter: str,
) -> Iterator[Row]:
    blanks, used = ("", *mapping.blanks), set(mapping.columns())
    at = {name: column for column, name in enumerate(header, 1)}
    places = {name: column for column, name in enumerate(header)}
    kept = 0
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        kept += 1
        if kept > MOST_ROWS or kept * len(header) > MOST_CELLS:
            raise _TooMuchError
        if len(cells) != len(header):
            if len(table.torn) > MOST_TORN:
                raise csv.Error("torn throughout")
            table.torn.append(Torn(number, delimiter.join(cells)))
            table.problems.append(
                told(
                    path,
                    "bad-row",
                    f"第 {number} 行有 {len(cells)} 格，表头有 {len(header)} 列；请检查逗号和引号",
                    f"row {number} has {len(cells)} cells but the heading {len(header)}; check "
                    "commas and quotes",
                    number,
                )
            )
            continue
        raw = Cells(places, tuple(cells))
        strange = [name for name in header if name in used and unreadable_in(raw[name])]
        if strange:
            table.torn.append(Torn(number, delimiter.join(cells), raw, frozenset(strange)))
            table.problems.extend(
                strange_character(path, number, at[n], n, raw[n]) for n in strange
            )
            continue
        tidy = tuple(clean(cell, blanks) for cell in raw.texts)
        yield Row(number, raw, raw if tidy == raw.texts else Cells(places, tidy), at)
