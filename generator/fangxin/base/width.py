"""How wide a text is in columns, and a text in lines that are no wider than so many.

A Chinese character takes two columns, an accent that stands on a letter none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import combining, east_asian_width

_CLOSING = "，。；：、）」》！？”’)"  # never first on a line
_OPENING = "（「《“‘〔("  # never last on one
_PIECES = re.compile(r"[!-~]+| +|.")


def cells(text: str) -> int:
    """How many columns ``text`` takes."""
    return sum(
        0 if combining(letter) else 2 if east_asian_width(letter) in "WFA" else 1 for letter in text
    )


def wrapped(text: str, width: int, first: str = "", rest: str = "  ") -> Iterator[str]:
    """``text`` in lines of at most ``width`` columns, begun with ``first`` and ``rest``. Words and
    numbers stay whole, no line begins with a closing mark and none ends with an opening one."""
    line, taken = first, cells(first)
    for piece in _glued(text):
        size = cells(piece)
        if taken + size > width and line.strip() and line not in (first, rest):
            yield line.rstrip()
            line, taken = rest, cells(rest)
            piece = piece.lstrip(" ")
            size = cells(piece)
        line, taken = line + piece, taken + size
    yield line.rstrip()


def _glued(text: str) -> Iterator[str]:
    """Pieces between which a line may end: a mark stays with what it closes or opens."""
    held = ""
    for piece in _PIECES.findall(text):
        if held and piece[0] not in _CLOSING and held[-1] not in _OPENING:
            yield held
            held = ""
        held += piece
    if held:
        yield held
