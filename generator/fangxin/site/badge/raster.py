"""The badge as PNG, twice the size that it has on a page: the drawing of the SVG, in pixels.

Shape, field and frame are the same for all merchants of a status and drawn once per process; only
the lines of text differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from PIL import Image, ImageColor, ImageDraw

from fangxin.facts.programme.programme import Site
from fangxin.site import font
from fangxin.site.badge.drawing import LEFT, BadgeLine, Drawing, Look, drawing_of
from fangxin.site.badge.strokes import strokes
from fangxin.site.strips import png, strip, upward_rows
from fangxin.view.view import View

WIDTH, HEIGHT = 480, 160  # pixels
_SCALE = WIDTH / 300  # pixels of a unit of the drawing
_FINE = 4  # shapes are drawn so many times larger, so that their edges are smooth
_COLOURS = 32  # of everything but the text
_LEVELS = 6  # steps from paper to the ink of a text
_TEXT, _PAPER_RIGHT = round(92 * _SCALE), WIDTH - 8  # where the paper for text begins and ends
_PAPER = "#ffffff"


@dataclass(frozen=True, slots=True)
class _Plate:
    """What badges of one look share: indexed rows with a column for filters, and their colours as
    RGB triples, paper first."""

    rows: Image.Image
    colours: bytes


def badge_png(view: View, site: Site) -> bytes:
    """The badge as a palette PNG of a few kilobytes; the same bytes for the same view."""
    return png_of(drawing_of(view, site))


def png_of(drawn: Drawing) -> bytes:
    """The bytes of one drawing; characters that the font lacks are drawn as 〓."""
    plate = _plate(drawn.look)
    rows, palette = plate.rows.copy(), plate.colours
    for line in drawn.lines:
        first = len(palette) // 3
        palette += _ramp(line.colour)
        _write(rows, line, _shades(first))
    return png(WIDTH, [strip(upward_rows(rows))], palette, title=drawn.title)


def _write(rows: Image.Image, line: BadgeLine, shades: bytes) -> None:
    """Set a line on the paper; ``shades``: coverage to colour, 0 being paper."""
    size, pen = round(line.size * _SCALE), LEFT * _SCALE
    top = round((line.y - 0.95 * line.size) * _SCALE)
    band = Image.new("L", (_PAPER_RIGHT - _TEXT, round(1.25 * line.size * _SCALE)), 0)
    for char in font.drawable(line.text):
        glyph = font.glyph(char, size, line.bold)
        if glyph is not None:
            across = round(pen) + glyph.left - _TEXT
            band.paste(255, (across, round(line.y * _SCALE) + glyph.top - top), glyph.mask)
        pen += font.advance(char) * line.size * _SCALE
    rows.paste(band.point(shades), (1 + _TEXT, top))  # nothing but paper was there


@cache
def _shades(first: int) -> bytes:
    """Coverage (0 to 255) to the number of a colour; ``first`` is that of the palest ink."""
    levels = [(value * _LEVELS + 127) // 255 for value in range(256)]
    return bytes(first - 1 + level if level else 0 for level in levels)


@lru_cache(maxsize=64)
def _ramp(colour: str) -> bytes:
    """From nearly paper to the colour, in as many steps as there are levels."""
    inks = ImageColor.getrgb(colour)[:3]
    return bytes(
        round(255 + (ink - 255) * level / _LEVELS)
        for level in range(1, _LEVELS + 1)
        for ink in inks
    )


@lru_cache(maxsize=16)
def _plate(look: Look) -> _Plate:
    few = _painted(look).quantize(_COLOURS, dither=Image.Dither.NONE)
    found = bytes(few.getpalette() or ())
    order = sorted(range(len(found) // 3), key=lambda at: -sum(found[3 * at : 3 * at + 3]))
    turned = bytes(order.index(index) if index in order else 0 for index in range(256))
    rows = Image.new("L", (WIDTH + 1, HEIGHT), 0)
    rows.paste(Image.frombytes("L", few.size, few.tobytes().translate(turned)), (1, 0))
    return _Plate(rows, b"".join(found[3 * at : 3 * at + 3] for at in order))


def _painted(look: Look) -> Image.Image:
    """Paper, field, shape and frame, without any text."""
    unit = _SCALE * _FINE
    large = Image.new("RGB", (WIDTH * _FINE, HEIGHT * _FINE), _PAPER)
    draw = ImageDraw.Draw(large)
    inner = tuple(round(side * unit) for side in (1, 1, 299, 99))
    if look.corner:
        draw.rounded_rectangle(inner, look.corner * unit, fill=look.field)
    else:
        draw.rectangle(inner, fill=look.field)
    draw.rectangle([round(88 * unit), round(unit), inner[2], inner[3]], fill=_PAPER)
    _shape(draw, look, unit)
    _frame(draw, look, unit, (1, 1, 299, 99))
    return large.resize((WIDTH, HEIGHT), Image.Resampling.BOX)


def _shape(draw: ImageDraw.ImageDraw, look: Look, unit: float) -> None:
    scale = 56 / 48
    for line in strokes(look.drawing):
        points = [((17 + scale * x) * unit, (22 + scale * y) * unit) for x, y in line]
        _stroke(draw, points, 4 * scale * unit, look.shape)


def _frame(
    draw: ImageDraw.ImageDraw, look: Look, unit: float, box: tuple[int, int, int, int]
) -> None:  # fmt: skip
    left, top, right, bottom = box
    if not look.dashed:
        half = unit
        sides = (left * unit - half, top * unit - half, right * unit + half, bottom * unit + half)
        draw.rounded_rectangle(sides, look.corner * unit + half, None, look.word, round(2 * unit))
        return
    path = f"M{left} {top}H{right}V{bottom}H{left}z"
    for line in strokes(f'<path d="{path}" stroke-dasharray="6 4"/>'):
        points = [(x * unit, y * unit) for x, y in line]
        draw.line(points, look.word, round(2 * unit))


def _stroke(
    draw: ImageDraw.ImageDraw, points: list[tuple[float, float]], width: float, colour: str
) -> None:  # fmt: skip
    """A line with round ends and round corners."""
    draw.line(points, colour, round(width))
    half = width / 2
    for x, y in points:
        draw.ellipse((x - half, y - half, x + half, y + half), fill=colour)
