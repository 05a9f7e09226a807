"""The pages of an old .xls (BIFF), whose formats and fonts are kept by number."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import xlrd  # type: ignore[import-untyped]

from fangxin.text.fields.spoilt import error_cell
from fangxin.text.workbook import pages
from fangxin.text.workbook.cells import hidden_value, unknown_format
from fangxin.text.workbook.formats import format_of
from fangxin.text.workbook.pages import (
    Around,
    LockedError,
    SheetCell,
    SheetPage,
    SheetRow,
    TooBigError,
    truth_shown,
)
from fangxin.text.workbook.parts import CellStyle
from fangxin.text.workbook.shown import ShownCell, number_shown, text_shown

MOST_SHEETS = 255
_NUMBERS = (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE)


def xls_pages(data: bytes) -> list[SheetPage]:
    """The sheets. Raises LockedError, TooBigError, and anything for what is no workbook."""
    try:
        book = xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), formatting_info=True, ragged_rows=True,
            on_demand=True,
        )  # fmt: skip
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise LockedError from error
        raise
    if not 0 < book.nsheets <= MOST_SHEETS:
        raise ValueError("no sheets, or too many")
    styles = list(_styles(book))
    sheets = list(_sheets(book))
    return [
        SheetPage(one.name, one.visibility != 0, partial(_rows, book, one, styles))
        for one in sheets
    ]


def _sheets(book: Any) -> Iterator[Any]:
    """One after the other, for a small file may say that many are large."""
    cells = 0
    for number in range(book.nsheets):
        sheet = book.sheet_by_index(number)
        cells += sum(sheet.row_len(row) for row in range(sheet.nrows))
        if cells > pages.MOST_CELLS:
            raise TooBigError
        yield sheet


def _styles(book: Any) -> Iterator[CellStyle]:
    own = {one.format_key: one.format_str or "General" for one in book.format_list}
    for xf in book.xf_list:
        struck = bool(book.font_list[xf.font_index].struck_out)
        try:
            yield CellStyle(format_of(xf.format_key, own), struck)
        except ValueError:
            yield CellStyle(None, struck)


def _rows(
    book: Any, sheet: Any, styles: Sequence[CellStyle], around: Around, last: int
) -> Iterator[SheetRow]:
    for top, bottom, left, right in sheet.merged_cells:  # from 0, without the ends
        around.merged.append((left + 1, top + 1, right, bottom))
    hidden = sorted(column for column, info in sheet.colinfo_map.items() if info.hidden)
    around.hidden_columns.extend((column + 1, column + 1) for column in hidden)
    for row in range(min(sheet.nrows, last)):
        cells = tuple(_cells(book, sheet, row, styles))
        if cells:
            info = sheet.rowinfo_map.get(row)
            yield SheetRow(row + 1, cells, bool(info and info.hidden))


def _cells(book: Any, sheet: Any, row: int, styles: Sequence[CellStyle]) -> Iterator[SheetCell]:
    for column in range(sheet.row_len(row)):
        kind = sheet.cell_type(row, column)
        if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
            continue
        style = styles[sheet.cell_xf_index(row, column)]
        value = sheet.cell_value(row, column)
        shown = _shown(kind, value, style, bool(book.datemode))
        if value == 0 and kind in _NUMBERS and not sheet.show_zero_values and not shown.trouble:
            shown = ShownCell(shown.text, hidden_value(shown.text))
        if shown.text.strip() or shown.trouble is not None:
            runs = sheet.rich_text_runlist_map.get((row, column), ())
            yield SheetCell(column + 1, shown, _struck(book, str(value), runs, style))


def _shown(kind: int, value: Any, style: CellStyle, from_1904: bool) -> ShownCell:
    if kind == xlrd.XL_CELL_ERROR:
        word = xlrd.error_text_from_code.get(value, "#N/A")
        return ShownCell(word, error_cell(word))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return truth_shown(bool(value))
    if style.code is None:
        return ShownCell(str(value), unknown_format("?", str(value)))
    if kind == xlrd.XL_CELL_TEXT:
        return text_shown(value.replace("\r\n", "\n").replace("\r", ""), style.code)
    return number_shown(value, style.code, from_1904)


def _struck(book: Any, text: str, runs: Sequence[tuple[int, int]], style: CellStyle) -> bool:
    """Whether words are struck out; a run begins at a character and has a font."""
    ends = [*[at for at, _ in runs], len(text)]
    fonts = [bool(book.font_list[font].struck_out) for _, font in runs]
    begin = text[: ends[0]].strip()
    later = (struck and text[ends[at] : ends[at + 1]].strip() for at, struck in enumerate(fonts))
    return (style.struck and (bool(begin) or not runs)) or any(later)
