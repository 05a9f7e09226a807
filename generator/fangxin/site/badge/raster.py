"""The badge as PNG, twice the size that it has on a page: the drawing of the SVG, in pixels.

Shape, field and frame are the same for all merchants of a status and drawn once per process; only
the lines of text differ.
"""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from fangxin.facts.programme.programme import Site
from fangxin.site import font
from fangxin.site.badge.drawing import LEFT, BadgeLine, Drawing, Look, drawing_of
from fangxin.site.badge.strokes import strokes
from fangxin.view.view import View

WIDTH, HEIGHT = 480, 160  # pixels
_SCALE = WIDTH / 300  # pixels of a unit of the drawing
_FINE = 4  # shapes are drawn so many times larger, so that their edges are smooth
_COLOURS = 32
_PAPER = "#ffffff"


def badge_png(view: View, site: Site) -> bytes:
    """The badge as a palette PNG of a few kilobytes; the same bytes for the same view."""
    return png_of(drawing_of(view, site))


def png_of(drawn: Drawing) -> bytes:
    """The bytes of one drawing; characters that the font lacks are drawn as 〓."""
    picture = _plate(drawn.look).copy()
    for line in drawn.lines:
        _write(picture, line)
    few = picture.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    written = io.BytesIO()
    said = PngInfo()  # in words, for whoever checks the picture without looking at it
    said.add_itxt("Title", drawn.title)
    few.save(written, "PNG", optimize=True, pnginfo=said)
    return written.getvalue()


def _write(picture: Image.Image, line: BadgeLine) -> None:
    size, pen = round(line.size * _SCALE), LEFT * _SCALE
    for char in font.drawable(line.text):
        glyph = font.glyph(char, size, line.bold)
        if glyph is not None:
            corner = (round(pen) + glyph.left, round(line.y * _SCALE) + glyph.top)
            picture.paste(line.colour, corner, glyph.mask)
        pen += font.advance(char) * line.size * _SCALE


@lru_cache(maxsize=16)
def _plate(look: Look) -> Image.Image:
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
