"""Cells of the CSV files that we publish: never a formula for the spreadsheet that opens them."""

from __future__ import annotations

# A spreadsheet takes a cell that begins so for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GUARD = "'"


def harmless(text: str) -> str:
    """The text of a cell with an apostrophe before it where a spreadsheet would reckon it, or
    where it would else be taken for one that was guarded."""
    return _GUARD + text if text.lstrip(_GUARD).startswith(FORMULA_STARTS) else text


def meant(cell: str) -> str:
    """The text that ``harmless`` made the cell of."""
    return cell[1:] if cell[:1] == _GUARD and harmless(cell[1:]) == cell else cell
