"""The pages of an .xlsx, of either set of namespaces (ECMA-376 transitional and strict)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from fangxin.text.fields.spoilt import error_cell
from fangxin.text.workbook import pages
from fangxin.text.workbook.cells import hidden_value, unknown_format
from fangxin.text.workbook.markup import each, flag, local, space, unescaped
from fangxin.text.workbook.pages import (
    LAST_ROW,
    NO_RESULT,
    Around,
    SheetCell,
    SheetPage,
    SheetRow,
    TooBigError,
    moment_shown,
    truth_shown,
)
from fangxin.text.workbook.parts import CellStyle, RichText, Shared, shared_of, sheets_of, words_of
from fangxin.text.workbook.shown import ShownCell, number_shown, text_shown

_READ = frozenset({"row", "mergeCell", "col", "sheetView", "conditionalFormatting"})
_ZERO = datetime.fromisoformat("1899-12-30")


def xlsx_pages(archive: ZipFile) -> list[SheetPage]:
    """The sheets of an open archive, read while it stays open. Raises ValueError where two are made
    of one part, which would be read time and again."""
    sheets, from_1904 = sheets_of(archive)
    if len({one.part for one in sheets}) < len(sheets):
        raise ValueError("one part, two sheets")
    shared = shared_of(archive, from_1904)
    return [
        SheetPage(one.title, one.hidden, partial(_rows, archive, one.part, shared))
        for one in sheets
    ]


def _rows(
    archive: ZipFile, part: str, shared: Shared, around: Around, last: int
) -> Iterator[SheetRow]:
    number = seen = count = 0
    zeros = True
    with archive.open(part) as text:
        for element in each(text, _READ):
            match local(element):
                case "row":
                    above, number = number, int(element.get("r") or number + 1)
                    if number <= above:
                        raise ValueError("rows are out of order")
                    seen, count = seen + len(element), count + 1
                    if seen > pages.MOST_CELLS:
                        raise TooBigError
                    if count > last or (number > last and last < LAST_ROW):
                        return
                    cells = tuple(_cells(element, shared, zeros))
                    if cells and 0 < number <= LAST_ROW:
                        yield SheetRow(number, cells, flag(element, "hidden"))
                case "sheetView":
                    zeros = flag(element, "showZeros", "1")
                case "conditionalFormatting":
                    if shared.changing & set(_conditional(element)):
                        around.changing.append(element.get("sqref") or "")
                case "mergeCell":
                    around.merged.append(_range(element.get("ref") or ""))
                case "col" if flag(element, "hidden"):
                    ends = int(element.get("min", "1")), int(element.get("max", "1"))
                    around.hidden_columns.append(ends)


def _range(ref: str) -> tuple[int, int, int, int]:
    first_column, first_row, last_column, last_row = range_boundaries(ref)
    return int(first_column or 1), int(first_row or 1), int(last_column or 1), int(last_row or 1)


def _conditional(formatting: Element) -> Iterator[int]:
    """The formats that rules set on condition."""
    for rule in formatting:
        if rule.get("dxfId") is not None:
            yield int(rule.get("dxfId") or 0)


def _cells(row: Element, shared: Shared, zeros: bool) -> Iterator[SheetCell]:
    column = 0
    for element in row.iterfind(f"{space(row)}c"):
        place = element.get("r")
        column = coordinate_to_tuple(place)[1] if place else column + 1
        if not len(element):
            continue
        number = int(element.get("s", "0"))
        style = shared.styles[number] if number < len(shared.styles) else CellStyle(None)
        words = _words(element, shared)
        shown = _shown(element, words, style, shared.from_1904)
        if not zeros and shown.trouble is None and _nothing(element.get("t", "n"), words.text):
            shown = ShownCell(shown.text, hidden_value(shown.text))
        if shown.text.strip() or shown.trouble is not None:
            struck = words.struck or (words.bare and style.struck)
            yield SheetCell(column, shown, struck)


def _nothing(kind: str, text: str) -> bool:
    """Whether a cell is a nought, which a sheet may be told to hide. Raises ValueError."""
    return kind == "n" and text != "" and float(text) == 0


def _words(cell: Element, shared: Shared) -> RichText:
    """What a cell holds, before its format is asked."""
    kind, value = cell.get("t", "n"), cell.findtext(f"{space(cell)}v") or ""
    if kind == "inlineStr":
        item = cell.find(f"{space(cell)}is")
        return RichText("") if item is None else words_of(item)
    if kind == "s" and value.strip():
        found = shared.strings[int(value)]
        return found if isinstance(found, RichText) else RichText(found)
    return RichText(unescaped(value) if kind == "str" else value.strip())


def _shown(cell: Element, words: RichText, style: CellStyle, from_1904: bool) -> ShownCell:
    kind, text = cell.get("t", "n"), words.text
    if not text:
        unreckoned = cell.find(f"{space(cell)}f") is not None and kind != "str"
        return NO_RESULT if unreckoned else ShownCell("")  # "" is a result too
    if kind == "e":
        return ShownCell(text, error_cell(text))
    if kind == "b":
        return truth_shown(text in ("1", "true"))
    if style.code is None:
        return ShownCell(text, unknown_format("?", text))
    if kind in ("s", "str", "inlineStr"):
        return text_shown(text, style.code)
    if kind == "d":
        return _day(text, style.code, from_1904)
    return number_shown(float(text), style.code, from_1904)


def _day(text: str, code: str, from_1904: bool) -> ShownCell:
    """A day that is written as ISO has it."""
    try:
        moment = datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return ShownCell(text, unknown_format(code, text))
    days = (moment.replace(tzinfo=None) - _ZERO) / timedelta(days=1)
    return moment_shown(days, "yyyy-mm-dd hh:mm:ss" if code == "General" else code, from_1904)
