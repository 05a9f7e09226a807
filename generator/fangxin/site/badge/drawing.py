"""The web badge: the status as colour, word and shape, with ID and days. It keeps its URL.

One drawing, as SVG and, for platforms that take no SVG, as PNG (``fangxin.site.badge.raster``).

A copied badge lies after the status changed, so it carries its ID and its days in words, and the
page behind it is the proof. Only a certified merchant's badge is green and round-cornered; every
other status has its own shape, colour and word, and none looks valid.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape

from fangxin.facts.programme.programme import Site
from fangxin.facts.values import Status
from fangxin.site import font
from fangxin.text.markup.addresses import own_host
from fangxin.view.view import View
from fangxin.words.sentences import FLAG_ZH, STATUS_EN, STATUS_ZH, word_and_note, zh_day

WIDTH, HEIGHT = 240, 80  # pixels on a page; drawn on 300 × 100 units
LEFT, _ROOM = 100, 190  # where text starts, and how far it may run, in units


@dataclass(frozen=True, slots=True)
class Look:
    """Colours of the shape's field, of the shape, and of the word; and the shape on 48 × 48."""

    field: str
    shape: str
    word: str
    drawing: str
    corner: int = 0  # radius of the frame's corners
    dashed: bool = False  # the frame


@dataclass(frozen=True, slots=True)
class BadgeLine:
    """A line of text; ``y`` is its baseline, in units."""

    text: str
    y: int
    size: int
    colour: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a badge shows, however it is written: its look, its lines, what is read aloud."""

    look: Look
    lines: tuple[BadgeLine, ...]
    title: str
    description: str


# The same shapes as on the pages (theme/static/img/status): a test keeps them equal.
LOOKS: Mapping[str, Look] = {
    Status.CERTIFIED: Look(
        "#0a6b39",
        "#ffffff",
        "#0a6b39",
        '<circle cx="24" cy="24" r="20"/><path d="M15 25l6.5 6.5L34 18"/>',
        corner=9,
    ),
    Status.PUBLICISED: Look(
        "#e6effa",
        "#1a56a8",
        "#1a56a8",
        '<path d="M6 10h36v24H26l-9 8v-8H6z"/><path d="M15 19h18M15 26h11"/>',
        dashed=True,
    ),
    Status.SUSPENDED: Look(
        "#f6b51e",
        "#4a2d00",
        "#7a4b00",
        '<path d="M24 4L46 42H2z"/><path d="M20 22v12M28 22v12"/>',
    ),
    Status.REVOKED: Look(
        "#ae1420",
        "#ffffff",
        "#ae1420",
        '<path d="M16 4h16l12 12v16L32 44H16L4 32V16z"/><path d="M17 17l14 14M31 17L17 31"/>',
    ),
    Status.EXPIRED: Look(
        "#e9ebef",
        "#465469",
        "#465469",
        '<path d="M11 4h26M11 44h26M14 4c0 12 20 14 20 20S14 32 14 44M34 4c0 12-20 14-20 20s20 '
        '8 20 20"/>',
    ),
    Status.WITHDRAWN: Look(
        "#e9ebef",
        "#465469",
        "#465469",
        '<path d="M26 6H8v36h18"/><path d="M18 24h26M35 15l9 9-9 9"/>',
    ),
    Status.CLOSED: Look(
        "#31363f",
        "#ffffff",
        "#31363f",
        '<rect x="6" y="6" width="36" height="36"/><path d="M15 24h18"/>',
    ),
    Status.NONE: Look(
        "#f5f6f8",
        "#4f5763",
        "#4f5763",
        '<circle cx="24" cy="24" r="20" stroke-dasharray="6 6.57"/><path d="M16 24h16"/>',
        dashed=True,
    ),
}


def drawing_of(view: View, site: Site) -> Drawing:
    """What the badge of a merchant shows."""
    look = LOOKS[view.status]
    word, note = word_and_note(view.status)
    english = STATUS_EN[view.status].partition(" (")[0].partition(" – ")[0]
    example = "示例·" if site.demonstration else ""
    until = None if view.worsens else view.until  # the day before worse is no end
    days = _days(view.since, until)
    lines = (
        _line(f"{example}{site.title}·{view.id}", 21, 12, "#4f5763"),
        _line(word, 49, 25, look.word, bold=True),
        _line(f"{note}·{english}" if note else english, 68, 12, look.word),
        _line(days or _host(site), 88, 12, "#1a1f27"),
    )
    spoken = f"{view.name}（{view.id}）：{STATUS_ZH[view.status]} {english}"
    told = [days, *(FLAG_ZH[flag] for flag in view.flags)]
    return Drawing(look, lines, font.clean(spoken), font.clean("；".join(filter(None, told))))


def badge_svg(view: View, site: Site) -> bytes:
    """The badge as SVG, UTF-8: presentation attributes only, no script, nothing foreign."""
    drawn = drawing_of(view, site)
    look, lines = drawn.look, "".join(map(_text, drawn.lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="zh-CN" width="{WIDTH}" '
        f'height="{HEIGHT}" viewBox="0 0 300 100" role="img">'
        f"<title>{escape(drawn.title)}</title><desc>{escape(drawn.description)}</desc>"
        f'<rect {_frame(look)} fill="#ffffff"/>'
        f"{_field(look)}"
        f'<svg x="17" y="22" width="56" height="56" viewBox="0 0 48 48" fill="none" '
        f'stroke="{look.shape}" stroke-width="4" stroke-linecap="round" '
        f'stroke-linejoin="round">{look.drawing}</svg>'
        f'<g font-family="{font.FAMILIES}">{lines}</g>'
        f'<rect {_frame(look)} fill="none" stroke="{look.word}" stroke-width="2"/></svg>\n'
    ).encode()


def _frame(look: Look) -> str:
    """Attributes of the frame that goes around everything."""
    dashes = ' stroke-dasharray="6 4"' if look.dashed else ""
    return f'x="1" y="1" width="298" height="98" rx="{look.corner}"{dashes}'


def _field(look: Look) -> str:
    """The coloured field on the left, its outer corners as round as the frame's."""
    r = look.corner
    corners = f"a{r} {r} 0 0 0-{r} {r}v{98 - 2 * r}a{r} {r} 0 0 0 {r} {r}"
    return f'<path d="M88 1H{1 + r}{corners}H88z" fill="{look.field}"/>'


def _days(since: date | None, until: date | None) -> str:
    """自…起, 至…, or both; empty when neither is known."""
    if since and until:
        return f"自{zh_day(since)}至{zh_day(until)}"
    if since:
        return f"自{zh_day(since)}起"
    return f"至{zh_day(until)}" if until else ""


def _host(site: Site) -> str:
    return f"核验网址 {own_host(site.url)}"


def _line(text: str, y: int, size: int, colour: str, bold: bool = False) -> BadgeLine:
    shown, fitting = font.fit(font.clean(text), size, _ROOM)
    return BadgeLine(shown, y, fitting, colour, bold)


def _text(line: BadgeLine) -> str:
    weight = 700 if line.bold else 400
    return (
        f'<text x="{LEFT}" y="{line.y}" font-size="{line.size}" fill="{line.colour}" '
        f'font-weight="{weight}">{escape(line.text)}</text>'
    )
