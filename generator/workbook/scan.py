"""What a sheet's rows do not tell by themselves: hidden rows, merged cells, formulas unreckoned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO
from xml.etree.ElementTree import Element, iterparse

from openpyxl.utils.cell import coordinate_to_tuple

LAST_ROW = 1_048_576  # of any sheet
MOST_CELLS = 10_000_000  # empty ones too, of which a small file may have very many
_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW, _CELL, _MERGE = f"{_SPACE}row", f"{_SPACE}c", f"{_SPACE}mergeCell"
_FORMULA, _VALUE, _INLINE = f"{_SPACE}f", f"{_SPACE}v", f"{_SPACE}is"


@dataclass(slots=True)
class Scan:
    """How many columns hold something, hidden rows by number, merged ranges as "A2:A5", and (row,
    column) of formulas without a result."""

    hidden: set[int]
    merged: list[str]
    unreckoned: set[tuple[int, int]]
    width: int = 0
    cells: int = 0


def scan(sheet: IO[bytes]) -> Scan:
    """Read the XML of a sheet once, up to MOST_CELLS. Raises ParseError and ValueError."""
    found = Scan(set(), [], set())
    number = 0
    above: list[Element] = []
    for event, element in iterparse(sheet, ("start", "end")):
        if event == "start":
            above.append(element)
            continue
        above.pop()
        if element.tag == _ROW:
            number = int(element.get("r") or number + 1)
            _row(element, number, found)
            if found.cells > MOST_CELLS:
                return found
        elif element.tag == _MERGE:
            found.merged.append(element.get("ref") or "")
        if element.tag in (_ROW, _MERGE) and above:
            above[-1].remove(element)  # or a large sheet would fill the memory
    return found


def _row(row: Element, number: int, found: Scan) -> None:
    if row.get("hidden") in ("1", "true"):
        found.hidden.add(number)
    last = 0
    for position, cell in enumerate(row.iterfind(_CELL), 1):
        found.cells += 1
        value = cell.find(_VALUE)
        if (value is not None and value.text) or cell.find(_INLINE) is not None:
            last = position
        elif cell.find(_FORMULA) is not None and cell.get("t") != "str":  # "" is a result too
            found.unreckoned.add((number, _column(cell, position)))
            last = position
    if last:
        cell = next(one for at, one in enumerate(row.iterfind(_CELL), 1) if at == last)
        found.width = max(found.width, _column(cell, last))


def _column(cell: Element, position: int) -> int:
    place = cell.get("r")
    return coordinate_to_tuple(place)[1] if place else position
