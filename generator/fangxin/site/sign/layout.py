"""What stands where on a print sign: one list of boxes and texts for every renderer.

Units are tenths of a millimetre on an A6 sheet, which are also the pixels of the PNG; A5 and A4
are plain enlargements. Wording comes from the site's settings; of a merchant only its name, its
ID and its sign number appear, so nothing on the sign can go stale with the status.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from fangxin.facts.code_size import QUIET
from fangxin.facts.programme.programme import Site
from fangxin.facts.values import Sign
from fangxin.site import font
from fangxin.text.markup.addresses import own_host
from fangxin.view.view import View
from fangxin.words.sentences import SIGN_FREE_ZH

WIDTH, HEIGHT = 1050, 1480
PAPER, INK, GOLD, PALE_GOLD = "#ffffff", "#1f3356", "#b8892f", "#e7c873"
# The code itself: printers with one ink make dots of any other colour, and dots are no modules.
CODE_INK = "#000000"
SOFT, WASH = "#57667f", "#eef1f5"
CENTRE = WIDTH // 2

NAME_ROWS = (230, 396)  # rows that only the merchant's name may use
CODE_CENTRE, CODE_ROOM = 752, 680  # the middle of the code, and its side with quiet zone
NUMBER_ROWS = (1236, 1366)  # rows that only the ID and the sign number may use
MARK_BOX = (64, 26, 162)  # left, top, side of the place for the province's mark

_NAME_SIZES = ((86, 1), (76, 1), (66, 1), (62, 2), (54, 2), (46, 2), (38, 2))
_NAME_ROOM = WIDTH - 2 * 70
_TITLE_LEFT = 262
_CORNER, _THICK = 44, 8  # the brackets around the code: length and thickness

_OPENING, _CLOSING = frozenset("（《「『【"), frozenset("）》」』】")


class Wording(NamedTuple):
    """Everything that is the same on all signs of a site."""

    title: str
    title_en: str
    host: str
    hotline: str
    demonstration: bool
    marked: bool  # the province's mark is supplied


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    left: int
    top: int
    width: int
    height: int
    colour: str
    radius: int = 0


@dataclass(frozen=True, slots=True)
class SignText:
    """One line of text; ``x`` is its left end or its middle, ``y`` the baseline."""

    x: int
    y: int
    text: str
    size: int
    colour: str
    bold: bool = False
    spacing: int = 0
    anchor: Literal["start", "middle"] = "middle"


def wording(site: Site) -> Wording:
    """The words of the site's signs; the host stands for the domain, in words, with the path below
    a portal that has other pages too."""
    address = urlsplit(site.url)
    host = own_host(site.url)
    host = f"{host}{address.path}" if host else site.url
    return Wording(
        font.clean(site.title),
        font.clean(site.title_en),
        host,
        font.clean(site.hotline),
        site.demonstration,
        site.mark is not None,
    )


@lru_cache(maxsize=8)
def common_parts(words: Wording) -> tuple[Box | SignText, ...]:
    """What all signs of a site share, in painting order."""
    return (*_head(words), *_around_the_code(), *_foot(words))


def own_parts(view: View) -> tuple[tuple[SignText, ...], tuple[SignText, ...]]:
    """What only this merchant's sign says: its name, and below the code its numbers."""
    lines, size = font.wrap(font.clean(view.name), _NAME_SIZES, _NAME_ROOM)
    leading = round(size * 1.12)
    first = round(sum(NAME_ROWS) / 2 + size * 0.37 - leading * (len(lines) - 1) / 2)
    name = tuple(
        SignText(_optical_centre(line, size), first + row * leading, line, size, INK, bold=True)
        for row, line in enumerate(lines)
    )
    sign = current_sign(view)
    small = "商户编号" if sign is None else f"商户编号·标牌号 {font.clean(sign.number)}"
    shown, fitting = font.fit(small, 30, _NAME_ROOM)
    return name, (
        SignText(CENTRE, 1301, view.id, 68, INK, bold=True, spacing=12),
        SignText(CENTRE, 1349, shown, fitting, INK),
    )


def _optical_centre(line: str, size: int) -> int:
    """The middle of a line: a full-width bracket at its end is half empty and does not count."""
    return CENTRE + size // 4 * ((line[-1:] in _CLOSING) - (line[:1] in _OPENING))


def current_sign(view: View) -> Sign | None:
    """The latest sign that hangs: not void, lost, replaced or taken down."""
    hanging = [one.sign for one in view.hanging]
    return max(hanging, key=lambda sign: (sign.issued, sign.number), default=None)


def code_place(modules: int) -> tuple[int, int, int]:
    """Left and top of the symbol itself, and the side of one module in whole units."""
    scale = CODE_ROOM // (modules + 2 * QUIET)
    return CENTRE - modules * scale // 2, CODE_CENTRE - modules * scale // 2, scale


def _head(words: Wording) -> Iterator[Box | SignText]:
    yield Box(0, 0, WIDTH, HEIGHT, PAPER)
    yield Box(0, 0, WIDTH, 214, INK)
    yield Box(0, 214, WIDTH, 8, GOLD)
    left, top, side = MARK_BOX
    yield Box(left, top, side, side, PAPER, radius=12)
    if not words.marked:
        yield from _placeholder(left + 8, top + 8, side - 16)
    room = WIDTH - _TITLE_LEFT - 56
    title, size = font.fit(words.title, 96, room)
    yield SignText(_TITLE_LEFT, 122, title, size, PAPER, bold=True, anchor="start")
    english, size = font.fit(words.title_en, 40, room)
    yield SignText(_TITLE_LEFT + 3, 178, english, size, PALE_GOLD, anchor="start")


def _placeholder(left: int, top: int, side: int) -> Iterator[Box | SignText]:
    """A dashed frame and, in small type, what belongs there: never a mark of our own making."""
    for step in range(0, side - 9, 18):
        for at_left, at_top in ((step, 0), (step, side - 2)):
            yield Box(left + at_left, top + at_top, 10, 2, SOFT)
        for at_left, at_top in ((0, step), (side - 2, step)):
            yield Box(left + at_left, top + at_top, 2, 10, SOFT)
    middle = left + side // 2
    for row, line in enumerate(("省级统一标识", "由采用单位提供")):
        yield SignText(middle, top + 66 + row * 28, line, 18, SOFT)


def _around_the_code() -> Iterator[Box | SignText]:
    """Brackets outside the quiet zone, and what to do with a code."""
    reach = CODE_ROOM // 2 + _THICK
    for left, sign_x in ((CENTRE - reach, 0), (CENTRE + reach, 1)):
        for top, sign_y in ((CODE_CENTRE - reach, 0), (CODE_CENTRE + reach, 1)):
            yield Box(left - sign_x * _CORNER, top - sign_y * _THICK, _CORNER, _THICK, GOLD)
            yield Box(left - sign_x * _THICK, top - sign_y * _CORNER, _THICK, _CORNER, GOLD)
    yield SignText(CENTRE, 1164, "扫码查看实时状态", 54, INK, bold=True, spacing=6)
    yield SignText(CENTRE, 1211, "Scan for live status", 34, SOFT)


def _foot(words: Wording) -> Iterator[Box | SignText]:
    yield Box(0, 1376, WIDTH, HEIGHT - 1376, WASH)
    host, size = font.fit(f"请认准网址 {words.host}", 38, _NAME_ROOM)
    yield SignText(CENTRE, 1422, host, size, INK, bold=True)
    caution = "示例标牌，并非真实商户" if words.demonstration else "扫码不需登录或付款"
    small, size = font.fit(f"{SIGN_FREE_ZH}·{caution}·投诉 {words.hotline}", 26, _NAME_ROOM)
    yield SignText(CENTRE, 1461, small, size, SOFT)
