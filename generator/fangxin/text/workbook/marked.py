"""Marks put into the parts of an .xlsx: red cells, comments, and a first sheet that lists them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from fangxin.text.workbook import MARKS
from fangxin.text.workbook.listing import listing
from fangxin.text.workbook.package import Package
from fangxin.text.workbook.parts import WORKBOOK
from fangxin.text.workbook.red import RedStyles
from fangxin.text.workbook.remarks import MARKED, Remarks
from fangxin.text.workbook.saving import as_text

_STRICT = "http://purl.oclc.org/ooxml/"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STRICT_LINKS = f"{_STRICT}officeDocument/relationships/"
_VIEWED = ("worksheet", "chartsheet")
_BEHIND = frozenset({  # what stands behind the drawing of comments in a sheet
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
})  # fmt: skip
_BEFORE_NAMES = frozenset({
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
    "functionGroups", "externalReferences", "AlternateContent", "revisionPtr", "absPath",
})  # fmt: skip

Texts = Mapping[tuple[int, int], Sequence[str]]


def mark_sheet(package: Package, title: str, texts: Texts, stands: Mapping[Any, str]) -> None:
    """Mark the cells of a sheet by (row, column); ``stands``: what they show. Raises anything when
    the workbook is unusual."""
    package.plain(WORKBOOK)
    book = package.tree(WORKBOOK)
    space = book.tag.rpartition("}")[0] + "}"
    links = _STRICT_LINKS if space.startswith(f"{{{_STRICT}") else _LINKS
    parts = package.related(WORKBOOK)
    styles = RedStyles(
        package.tree(next(part for kind, part in parts.values() if kind == "styles"))
    )
    ids = {one.get("name"): one.get(f"{{{links[:-1]}}}id") for one in book.iter(f"{space}sheet")}
    part = parts[ids[title]][1]
    _mark(package, part, space, links, texts, styles)
    for _, other in (one for one in parts.values() if one[0] in _VIEWED and one[1] in package):
        for view in package.tree(other).iterfind(f"{space}sheetViews/{space}sheetView"):
            view.attrib.pop("tabSelected", None)  # or two sheets would be edited at once
    data = listing(space.strip("{}"), title, texts, stands, list(styles.listing()))
    if MARKS in ids:
        old = parts[ids[MARKS]][1]
        package.put(old, data)
        package.unrelate(old)
        _show(book, space, list(ids).index(MARKS))
    else:
        new = package.new("xl/worksheets/sheet{}.xml")
        package.put(new, data)
        package.announce(new, "worksheet")
        _first(book, space, links, package.relate(WORKBOOK, f"{links}worksheet", new))


def _first(book: Any, space: str, links: str, id: str) -> None:
    """Put the list before all sheets; names that belong to a sheet are told by its place."""
    sheets = book.find(f"{space}sheets")
    number = 1 + max(int(one.get("sheetId", "0")) for one in sheets)
    one = sheets.makeelement(f"{space}sheet", name=MARKS, sheetId=str(number))
    one.set(f"{{{links[:-1]}}}id", id)
    sheets.insert(0, one)
    for name in book.iter(f"{space}definedName"):
        if name.get("localSheetId") is not None:
            name.set("localSheetId", str(int(name.get("localSheetId")) + 1))
    _show(book, space, 0)
    names = book.find(f"{space}definedNames")
    if names is None:
        names = book.makeelement(f"{space}definedNames")
        kinds = [str(one.tag).rpartition("}")[2] for one in book]
        book.insert(1 + max(at for at, kind in enumerate(kinds) if kind in _BEFORE_NAMES), names)
    head = names.makeelement(f"{space}definedName", name="_xlnm.Print_Titles", localSheetId="0")
    head.text = f"'{MARKS}'!$3:$3"
    names.append(head)


def _show(book: Any, space: str, at: int) -> None:
    """Open the workbook at this sheet."""
    for view in book.iterfind(f"{space}bookViews/{space}workbookView"):
        view.set("activeTab", str(at))
        view.set("firstSheet", "0")


def _mark(
    package: Package, part: str, space: str, links: str, texts: Texts, styles: RedStyles
) -> None:
    sheet = package.tree(part)
    cells = SheetCells(sheet, space)
    remarks = Remarks(package, part, space, links)
    for place in remarks.clear():
        cell = cells.at(*coordinate_to_tuple(place))
        cell.set("s", str(styles.restored(int(cell.get("s", "0")))))
    for at, said in _anchored(sheet, space, texts).items():
        cell = cells.at(*at)
        cell.set("s", str(styles.red(int(cell.get("s", "0")))))
        remarks.add(*at, as_text("\n".join([MARKED, *said])))
    remarks.close()
    if remarks.unplaced:
        drawing = sheet.makeelement(f"{space}legacyDrawing")
        drawing.set(f"{{{links[:-1]}}}id", remarks.unplaced)
        sheet.insert(next(_place(sheet)), drawing)


def _place(sheet: Any) -> Iterator[int]:
    """Where the drawing of comments stands; controls may stand in a choice of their own."""
    for at, one in enumerate(sheet):
        name = str(one.tag).rpartition("}")[2]
        if name in _BEHIND or (name == "AlternateContent" and at > 0):
            yield at
    yield len(sheet)


def _anchored(sheet: Any, space: str, texts: Texts) -> dict[tuple[int, int], list[str]]:
    """The texts by cell; of merged cells only the first can be coloured."""
    places = sorted(texts)
    moved: dict[tuple[int, int], tuple[int, int]] = {}
    for one in sheet.iterfind(f"{space}mergeCells/{space}mergeCell"):
        left, top, right, bottom = (int(end or 1) for end in range_boundaries(one.get("ref")))
        for at in places[bisect_left(places, (top, 0)) : bisect_left(places, (bottom + 1, 0))]:
            if left <= at[1] <= right:
                moved[at] = (top, left)
    found: dict[tuple[int, int], list[str]] = {}
    for at in places:
        found.setdefault(moved.get(at, at), []).extend(texts[at])
    return {at: list(dict.fromkeys(said)) for at, said in found.items()}


class SheetCells:
    """The cells of a sheet by row and column; those that are missing are made."""

    def __init__(self, sheet: Any, space: str) -> None:
        """Rows and cells without their own places get them."""
        self._space = space
        self._data = sheet.find(f"{space}sheetData")
        self._rows: dict[int, Any] = {}
        self._in_order = []
        number = 0
        for row in self._data.iterfind(f"{space}row"):
            number = int(row.get("r") or number + 1)
            row.set("r", str(number))
            self._rows[number] = row
            self._in_order.append(number)

    def at(self, row: int, column: int) -> Any:
        """The cell at this place."""
        one = self._rows[row] if row in self._rows else self._new(row)
        last = 0
        for at, cell in enumerate(one):
            place = cell.get("r")
            last = coordinate_to_tuple(place)[1] if place else last + 1
            cell.set("r", f"{get_column_letter(last)}{row}")
            if last == column:
                return cell
            if last > column:
                return self._cell(one, at, row, column)
        return self._cell(one, len(one), row, column)

    def _cell(self, row: Any, at: int, number: int, column: int) -> Any:
        cell = row.makeelement(f"{self._space}c", r=f"{get_column_letter(column)}{number}")
        row.attrib.pop("spans", None)
        row.insert(at, cell)
        return cell

    def _new(self, number: int) -> Any:
        at = bisect_left(self._in_order, number)
        row = self._data.makeelement(f"{self._space}row", r=str(number))
        self._data.insert(at, row)
        self._in_order.insert(at, number)
        self._rows[number] = row
        return row
