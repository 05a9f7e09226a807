"""Which row of a table is its heading, and how headings are compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from unicodedata import normalize

from fangxin.text.workbook.columns import MARK
from fangxin.text.workbook.reading import HEAD, GridLine

Places = Mapping[str, int]  # what a column is known by → where it stands, from 1


def heading_in(
    lines: Sequence[GridLine], known: Callable[[GridLine], Places]
) -> tuple[GridLine, Places]:
    """Of the first rows, above which titles may stand, the one with most known columns, and where
    these stand; the first row where none is known."""
    best: tuple[GridLine, Places] = (lines[0] if lines else GridLine(1, ()), {})
    for line in lines[:HEAD]:
        at = known(line)
        if len(at) > len(best[1]):
            best = (line, at)
    return best


def bare(text: str) -> str:
    """A heading without blanks, line breaks and the mark of what must be filled in."""
    return "".join(normalize("NFKC", text).split()).rstrip(MARK)


def outside(text: str) -> str:
    """A bare heading without what stands in brackets: 金额（万元） is an amount."""
    return text.partition("(")[0].rstrip(MARK)
