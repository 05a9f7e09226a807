"""A CSV of our own form as a grid of rows, whatever encoding and separator a spreadsheet chose."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from fangxin.base.problem import Problem
from fangxin.text.table.shapes import told
from fangxin.text.table.table import (
    BROKEN,
    CSV_CELL,
    MOST_CELLS,
    MOST_LINE,
    too_large,
    unusable_file,
)
from fangxin.text.workbook.reading import MOST_COLUMNS, MOST_ROWS, Grid, Line

ENCODINGS = ("utf-8-sig", "gb18030")  # Chinese spreadsheets write the second as plain "CSV"
MOST_BYTES = 64 << 20
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS = (",", "\t", ";", "；", "，", "|")


def read_plain(path: Path) -> tuple[Grid | None, list[Problem]]:
    """The rows of a CSV; None with the reason when it cannot be read as one."""
    unusable = unusable_file(path)
    if unusable is not None:
        return None, [unusable]
    try:
        data = path.read_bytes()
    except OSError as error:
        zh, en = f"读不出文件（{error.strerror}）", f"cannot read the file ({error.strerror})"
        return None, [told(path, "unreadable", f"{zh}；请检查文件权限", en)]
    if len(data) > MOST_BYTES:
        zh, en = f"文件超过 {MOST_BYTES >> 20} MB", f"the file is over {MOST_BYTES >> 20} MB"
        return None, [told(path, "too-big", f"{zh}，请拆开", f"{en}; split it")]
    text = decoded(data)
    if text is None:
        return None, [_encoding(path)]
    csv.field_size_limit(CSV_CELL)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
    try:
        found = tuple(_lines(lines))
    except csv.Error:
        return None, [told(path, "bad-csv", *BROKEN, lines.line_num)]
    if sum(len(line.cells) for line in found) > MOST_CELLS:
        return None, [too_large(path, MOST_ROWS, MOST_CELLS)]
    if len(found) > MOST_ROWS or any(len(line.cells) > MOST_COLUMNS for line in found):
        zh = f"表里超过 {MOST_ROWS} 行或 {MOST_COLUMNS} 列，请拆开"
        en = f"the table has over {MOST_ROWS} rows or {MOST_COLUMNS} columns; split it"
        return None, [told(path, "too-big", zh, en)]
    return Grid("", found), []


def decoded(data: bytes) -> str | None:
    """The text in the first encoding that fits; None when none does."""
    if data.startswith(_MARKS):
        return data.decode("utf_16", "replace")
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def separator(text: str) -> str:
    """What separates the cells of the first line: whatever stands there most often."""
    first = text.partition("\n")[0]
    return max(_SEPARATORS, key=first.count)


def _lines(rows: Iterator[list[str]]) -> Iterator[Line]:
    kept = filled = 0
    for number, cells in enumerate(rows, 1):
        if kept > MOST_ROWS or filled > MOST_CELLS:
            return  # which is said of the whole
        if sum(map(len, cells)) > MOST_LINE:
            raise csv.Error(f"row over {MOST_LINE} characters")
        if any(cell.strip() for cell in cells):
            kept, filled = kept + 1, filled + len(cells)
            yield Line(number, tuple(cells))


def _encoding(path: Path) -> Problem:
    return told(
        path,
        "bad-encoding",
        "认不出这个文件的文字编码；请在表格软件里另存为“Excel 工作簿（.xlsx）”或“CSV UTF-8”",
        "the file's encoding is unknown; save it as .xlsx or 'CSV UTF-8'",
    )
