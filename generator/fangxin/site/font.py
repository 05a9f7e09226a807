"""Text in pictures: cleaning, measuring, wrapping and the glyphs of the font that we install.

The font is Noto Sans SC (OFL) from `pylopdf-fonts-zh-cn`; sizes and widths are in pixels. Glyphs
are laid side by side without kerning, so that a text's width is the sum of its advances, and each
glyph is drawn only once per process.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from PIL import Image, ImageDraw, ImageFont
from pylopdf_fonts_zh_cn import sans_path

FAMILIES = (
    "Noto Sans SC, Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
)
MISSING = "〓"  # printers' mark for a sort they have not got
_EM = 1000  # font units in which advances are measured
_BOLD = 1 / 54  # of the size, added around the strokes: the package has no bold cut
_OPENING = "（(《〈「『【[“‘"
_CLOSING = "）)》〉」』】]”’，。、；：！？,.;:!?·…"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character's coverage (0 to 255), its corner relative to the pen on the baseline."""

    mask: Image.Image
    left: int
    top: int


def clean(text: str) -> str:
    """Text that XML and printers take: NFC, one line, no control or format characters."""
    kept = []
    for char in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(char)
        if kind in ("Cc", "Zl", "Zp"):
            kept.append(" ")
        elif kind not in ("Cf", "Cs") and ord(char) & 0xFFFE != 0xFFFE:
            kept.append(char)
    return " ".join("".join(kept).split())


def drawable(text: str) -> str:
    """``text`` with 〓 for every character that the font lacks."""
    return "".join(MISSING if _lacks(char) else char for char in text)


def width(text: str, size: float, spacing: float = 0) -> float:
    """The width of one line, ``spacing`` between characters included."""
    return sum(map(advance, text)) * size + spacing * max(0, len(text) - 1)


def fit(text: str, size: int, room: float, smallest: int = 8) -> tuple[str, int]:
    """The text and the largest size, at most ``size``, in which it fits ``room``; cut with … when
    even the smallest is too large."""
    while size > smallest and width(text, size) > room:
        size -= 1
    return _cut(text, size, room), size


def wrap(text: str, sizes: tuple[tuple[int, int], ...], room: float) -> tuple[list[str], int]:
    """One or two lines, and their size: the first of ``sizes`` (size, lines allowed) that fits."""
    for size, allowed in sizes:
        if width(text, size) <= room:
            return [text], size
        first, second = _halves(text, size, room)
        if allowed == 2 and max(width(first, size), width(second, size)) <= room:
            return [first, second], size
    size = sizes[-1][0]
    first = text
    while width(first, size) > room:
        first = first[:-1]
    return [first, _cut(text[len(first) :], size, room)], size


@cache
def advance(char: str) -> float:
    """The advance of one character in ems; 1 for one that the font lacks."""
    return 1.0 if _lacks(char) else _font(_EM).getlength(char) / _EM


@lru_cache(maxsize=8192)
def glyph(char: str, size: int, bold: bool) -> Glyph | None:
    """The drawing of one character, or None when it leaves no mark (a space)."""
    font, stroke = _font(size), size * _BOLD if bold else 0
    left, top, right, bottom = map(round, font.getbbox(char, stroke_width=stroke, anchor="ls"))
    mask = Image.new("L", (max(0, right - left) + 2, max(0, bottom - top) + 2), 0)
    draw = ImageDraw.Draw(mask)
    draw.text((1 - left, 1 - top), char, 255, font, "ls", stroke_width=stroke)
    inked = mask.getbbox()
    if inked is None:
        return None
    return Glyph(mask.crop(inked), left - 1 + inked[0], top - 1 + inked[1])


def _halves(text: str, size: int, room: float) -> tuple[str, str]:
    """The text broken into two lines as even as good typography allows."""
    best = min(range(1, len(text)), key=lambda at: _badness(text, at, size, room), default=1)
    return text[:best].rstrip(), text[best:].lstrip()


def _badness(text: str, at: int, size: int, room: float) -> float:
    """How bad a break before position ``at`` is: the longer line, plus what no typesetter does,
    less what one likes."""
    before, after = text[at - 1], text[at]
    longer = max(width(text[:at], size), width(text[at:], size))
    if longer > room:
        longer += 20 * size
    if after in _CLOSING or before in _OPENING:
        return longer + 100 * size
    if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
        return longer + 50 * size
    return longer - (4 * size if after in _OPENING or " " in (before, after) else 0)


def _cut(text: str, size: int, room: float) -> str:
    if width(text, size) <= room:
        return text
    while text and width(text + "…", size) > room:
        text = text[:-1]
    return text + "…"


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    # BASIC: the same everywhere, whether or not the machine has a shaping library
    return ImageFont.truetype(str(sans_path()), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _lacks(char: str) -> bool:
    return bytes(_font(40).getmask(char)) == bytes(_font(40).getmask("\uffff"))
