"""The pages of an .ods (ODF 1.3 part 3), which keeps what each cell shows beside its value."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

from fangxin.text.fields.spoilt import error_cell
from fangxin.text.workbook import pages
from fangxin.text.workbook.cells import hidden_value, shown_otherwise, unknown_format
from fangxin.text.workbook.markup import local
from fangxin.text.workbook.odf import Data, OdfStyles, attribute, styles_of
from fangxin.text.workbook.pages import (
    LAST_ROW,
    NO_RESULT,
    Around,
    SheetCell,
    SheetPage,
    SheetRow,
    TooBigError,
    truth_shown,
)
from fangxin.text.workbook.shown import ShownCell, number_said, number_shown

MOST_COLUMNS = 16_384  # of any sheet
MOST_HEADS = 1000  # rows of each sheet that are kept while the chosen one is looked for
_ZERO = datetime.fromisoformat("1899-12-30")
_SPAN = re.compile(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")
_GONE = frozenset({"annotation", "ruby-text", "note", "shapes", "frame", "custom-shape"})
_ERROR = re.compile(r"Err:\d+|#[A-Z]+[A-Z0-9/]*[!?]?")
_BLANKS = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class _Table:
    """What was seen of a sheet when the file was read for the first time."""

    title: str
    hidden: bool
    head: list[SheetRow]


def ods_pages(archive: ZipFile) -> list[SheetPage]:
    """The sheets of an open archive, read while it stays open. Raises anything for what is none."""
    styles = styles_of(archive)
    tables: list[_Table] = []
    kept = 0
    for number, table, element in _elements(archive):
        if number == len(tables):
            hidden = styles.hides(attribute(table, "style-name"))
            tables.append(_Table(attribute(table, "name"), hidden, []))
            reader = _Reader(styles, Around())
        if reader.number < MOST_HEADS:
            rows = list(islice(reader.read(element), MOST_HEADS))
            tables[-1].head.extend(rows)
            kept += sum(len(row.cells) for row in rows)
        if kept > pages.MOST_CELLS:
            raise TooBigError
    if not tables:
        raise ValueError("no sheets")
    return [
        SheetPage(one.title, one.hidden, partial(_rows, archive, styles, number, one))
        for number, one in enumerate(tables)
    ]


def _rows(
    archive: ZipFile, styles: OdfStyles, wanted: int, table: _Table, around: Around, last: int
) -> Iterator[SheetRow]:
    if last <= MOST_HEADS:
        yield from (row for row in table.head if row.number <= last)
        return
    reader = _Reader(styles, around)
    for number, _, element in _elements(archive):
        if number > wanted:
            return
        if number == wanted:
            yield from reader.read(element)


def _elements(archive: ZipFile) -> Iterator[tuple[int, Element, Element]]:
    """The columns and rows of all sheets, each with the number of its sheet, from 0, and the
    sheet; tables within cells are none."""
    above: list[Element] = []
    tables: list[Element] = []
    number = -1
    with archive.open("content.xml") as text:
        for event, element in iterparse(text, ("start", "end")):
            name = local(element)
            if event == "start":
                above.append(element)
                if name == "table":
                    number += not tables
                    tables.append(element)
                continue
            above.pop()
            if name == "table":
                tables.pop()
            elif name in ("table-row", "table-column") and len(tables) == 1:
                yield number, tables[0], element
            if above and not tables[1:] and name in ("table", "table-row", "table-column"):
                above[-1].remove(element)  # or a large sheet would fill the memory


class _Reader:
    """Reads one sheet from the top: where it is, and how the cells of columns look."""

    def __init__(self, styles: OdfStyles, around: Around) -> None:
        self.number = 0  # of the row that was read last
        self._styles, self._around = styles, around
        self._ends: list[int] = []  # of columns that look alike
        self._looks: list[str] = []
        self._cells = 0

    def read(self, element: Element) -> Iterator[SheetRow]:
        """The rows of an element that stands for one or many. Raises TooBigError."""
        if local(element) == "table-column":
            self._column(element)
            return
        first = self.number + 1
        self.number += _count(element, "number-rows-repeated")
        cells = tuple(self._row(element, first))
        hidden = attribute(element, "visibility", "visible") != "visible"
        for number in range(first, min(self.number, LAST_ROW) + 1) if cells else ():
            self._cells += len(cells)
            if self._cells > pages.MOST_CELLS:
                raise TooBigError
            yield SheetRow(number, cells, hidden)

    def _column(self, element: Element) -> None:
        first = self._ends[-1] if self._ends else 0
        end = first + _count(element, "number-columns-repeated")
        if attribute(element, "visibility", "visible") != "visible":
            self._around.hidden_columns.append((first + 1, end))
        self._ends.append(end)
        self._looks.append(attribute(element, "default-cell-style-name"))

    def _row(self, row: Element, number: int) -> Iterator[SheetCell]:
        column = 0
        for element in row:
            if local(element) not in ("table-cell", "covered-table-cell"):
                continue
            first, column = column + 1, column + _count(element, "number-columns-repeated")
            if local(element) != "table-cell" or first > MOST_COLUMNS:
                continue  # what is covered is not shown
            self._span(element, first, number)
            look = attribute(element, "style-name") or attribute(row, "default-cell-style-name")
            cell = self._cell(element, first, look or self._look(first))
            if cell.shown.text.strip() or cell.shown.trouble is not None:
                ends = range(first, min(column, MOST_COLUMNS) + 1)
                yield from (replace(cell, column=at) for at in ends)

    def _look(self, column: int) -> str:
        at = bisect_left(self._ends, column)
        return self._looks[at] if at < len(self._looks) else ""

    def _span(self, cell: Element, column: int, row: int) -> None:
        wide, tall = (_count(cell, f"number-{name}-spanned") for name in ("columns", "rows"))
        if wide > 1 or tall > 1:
            self._around.merged.append((column, row, column + wide - 1, row + tall - 1))

    def _cell(self, cell: Element, column: int, look: str) -> SheetCell:
        struck = self._styles.struck("table-cell", look or "Default") or False
        lines = [
            list(_pieces(one, struck, self._styles)) for one in cell if local(one) in ("p", "h")
        ]
        said = "\n".join("".join(text for text, _ in line) for line in lines)
        gone = any(out and text.strip() for line in lines for text, out in line)
        return SheetCell(column, _shown(cell, said, self._styles.format(look)), gone)


def _count(element: Element, name: str) -> int:
    return max(1, min(int(attribute(element, name, "1")), LAST_ROW))


def _pieces(node: Element, struck: bool, styles: OdfStyles) -> Iterator[tuple[str, bool]]:
    """The words of a paragraph, each with whether it is struck out."""
    yield _BLANKS.sub(" ", node.text or ""), struck
    for child in node:
        match local(child):
            case "s":
                yield " " * min(_count(child, "c"), 1000), struck
            case "tab" | "line-break" as name:
                yield "\t" if name == "tab" else "\n", struck
            case name if name not in _GONE:
                own = styles.struck("text", attribute(child, "style-name"))
                yield from _pieces(child, struck if own is None else own, styles)
        yield _BLANKS.sub(" ", child.tail or ""), struck


def _shown(cell: Element, said: str, data: Data | None) -> ShownCell:
    kind = attribute(cell, "value-type")
    types = {value for name, value in cell.items() if name.endswith("}value-type")}
    if "error" in types or (attribute(cell, "formula") and _ERROR.fullmatch(said)):
        return ShownCell(said or "#N/A", error_cell(said or "#N/A"))
    match kind:
        case "float" | "percentage" | "currency":
            value = float(attribute(cell, "value", "nan"))
            if data is None or data.general:
                return number_shown(value, "General")
            return number_said(value, said)
        case "date" | "time":
            return _time(cell, kind, said, data)
        case "boolean":
            return truth_shown(attribute(cell, "boolean-value") == "true")
    if not said and attribute(cell, "formula") and not kind:
        return NO_RESULT
    return _words(attribute(cell, "string-value"), said)


def _words(own: str, said: str) -> ShownCell:
    """A text, which a format may put into others or hide."""
    if own.strip() and own.strip() not in said:
        return ShownCell(own, shown_otherwise(said, own) if said.strip() else hidden_value(own))
    return ShownCell(said)


def _time(cell: Element, kind: str, said: str, data: Data | None) -> ShownCell:
    """A day or time by its value and by what its format shows of it."""
    text = attribute(cell, f"{kind}-value")
    default = "yyyy-mm-dd hh:mm:ss" if kind == "date" else "h:mm:ss"
    code = default if data is None else data.code
    try:
        days = _days(text) if kind == "date" else _span(text)
    except (ValueError, OverflowError):
        return ShownCell(said, unknown_format("?", text))
    return ShownCell(said, unknown_format("?", text)) if code == "?" else number_shown(days, code)


def _days(text: str) -> float:
    """Days since 1899-12-30. Raises ValueError."""
    moment = datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=None)
    return (moment - _ZERO) / timedelta(days=1)


def _span(text: str) -> float:
    """Days of a duration. Raises ValueError."""
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError(text)
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups()[1:])
    return (days + hours / 24 + minutes / 1440 + seconds / 86400) * (-1 if found[1] else 1)
