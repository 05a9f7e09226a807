"""Headings as they are compared: whatever blanks, breaks, width and marks a spreadsheet has."""

from __future__ import annotations

from unicodedata import normalize

from fangxin.text.workbook.columns import MARK


def bare(text: str) -> str:
    """A heading without blanks, line breaks and the mark of what must be filled in."""
    return "".join(normalize("NFKC", text).split()).rstrip(MARK)


def outside(text: str) -> str:
    """A bare heading without what stands in brackets: 金额（万元） is an amount."""
    return text.partition("(")[0].rstrip(MARK)
