"""A print sign as PNG: the shared part painted and compressed once, the rest per merchant.

Colours are few: a ramp from paper to ink for everything that differs between merchants, some gold
for the shared part, and what colours the province's mark has. Pictures are one column wider than
the sign; that column holds each row's PNG filter (see ``fangxin.site.strips``).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from PIL import Image, ImageDraw

from fangxin.site import font
from fangxin.site.sign.layout import (
    CODE_INK,
    GOLD,
    HEIGHT,
    INK,
    MARK_BOX,
    NAME_ROWS,
    NUMBER_ROWS,
    PALE_GOLD,
    PAPER,
    WASH,
    WIDTH,
    Box,
    SignText,
    Wording,
    code_place,
    common_parts,
)
from fangxin.site.strips import Strip, plain_rows, png, small_strip, strip, upward_rows

PIXELS_PER_METRE = 10_000
_LEVELS = 5  # of the ramp from paper to ink, the palette's first colours; more look the same
_MARK_COLOURS = 192
_SHADES = bytes((value * (_LEVELS - 1) + 127) // 255 for value in range(256))


@dataclass(frozen=True, slots=True)
class _Plate:
    """The shared part of a site's signs: indexed rows, and the palette."""

    rows: Image.Image
    palette: bytes


def paint_sign(
    words: Wording,
    mark: bytes | None,
    name: tuple[SignText, ...],
    numbers: tuple[SignText, ...],
    modules: tuple[bytes, ...],
) -> bytes:
    """The PNG's bytes; ``mark`` is the province's mark as PNG."""
    _, top, scale = code_place(len(modules))
    bottom = top + scale * len(modules)
    strips = [
        _shared(words, mark, 0, NAME_ROWS[0]),
        *_texts(name, *NAME_ROWS),
        _shared(words, mark, NAME_ROWS[1], top),
        *_code(modules),
        _shared(words, mark, bottom, NUMBER_ROWS[0]),
        *_texts(numbers, *NUMBER_ROWS),
        _shared(words, mark, NUMBER_ROWS[1], HEIGHT),
    ]
    return png(WIDTH, strips, _plate(words, mark).palette, PIXELS_PER_METRE)


@lru_cache(maxsize=64)
def _shared(words: Wording, mark: bytes | None, top: int, bottom: int) -> Strip:
    band = _plate(words, mark).rows.crop((0, top, WIDTH + 1, bottom))
    return small_strip(plain_rows(band), upward_rows(band))


def _texts(texts: tuple[SignText, ...], top: int, bottom: int) -> Iterator[Strip]:
    """Rows ``top`` to ``bottom`` with nothing but dark text on paper, blank rows apart."""
    band = Image.new("L", (WIDTH + 1, bottom - top), 0)
    for text in texts:
        _write(band, text, _strength(text.colour), top)
    _, first, _, last = band.getbbox() or (0, 0, 0, 0)
    yield _repeated(0, first)
    yield strip(upward_rows(band.crop((0, first, WIDTH + 1, last)).point(_SHADES)))
    yield _repeated(0, bottom - top - last)


def _code(modules: tuple[bytes, ...]) -> Iterator[Strip]:
    """Each row of modules as one row of pixels, then the rows that do not differ from it."""
    left, _, scale = code_place(len(modules))
    right = bytes(WIDTH - left - scale * len(modules))
    dark = bytes([_BLACK]) * scale
    light = bytes(scale)
    for row in modules:
        pixels = b"".join([dark if module else light for module in row])
        yield strip(bytes(1 + left) + pixels + right)
        yield _repeated(2, scale - 1)


@cache
def _repeated(filtered: int, rows: int) -> Strip:
    """Blank rows (filter 0), or rows that repeat the one above (filter 2)."""
    return small_strip((bytes([filtered]) + bytes(WIDTH)) * rows)


@lru_cache(maxsize=8)
def _plate(words: Wording, mark: bytes | None) -> _Plate:
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    for part in common_parts(words):
        if isinstance(part, Box):
            _fill(picture, part)
        else:
            _write(picture, part, part.colour)
    rows = Image.new("L", (WIDTH + 1, HEIGHT), 0)
    rows.paste(_indexed(picture, _COLOURS), (1, 0))
    if mark is None:
        return _Plate(rows, b"".join(_COLOURS))
    logo = _scaled(mark)
    colours = _own_colours(logo)
    left, top, side = MARK_BOX
    corner = (1 + left + (side - logo.width) // 2, top + (side - logo.height) // 2)
    behind = [index + len(_COLOURS) for index in range(256 - len(_COLOURS))]
    shifted = _indexed(logo, colours).point(behind + [0] * len(_COLOURS))
    rows.paste(shifted, corner)
    return _Plate(rows, b"".join([*_COLOURS, *colours]))


def _indexed(picture: Image.Image, colours: list[bytes]) -> Image.Image:
    """The picture in the nearest of ``colours``: their numbers, as a grey picture."""
    chart = Image.new("P", (1, 1))
    chart.putpalette(b"".join([*colours, *colours[:1] * (256 - len(colours))]))
    numbers = picture.quantize(palette=chart, dither=Image.Dither.NONE).tobytes()
    first = bytes(index if index < len(colours) else 0 for index in range(256))
    return Image.frombytes("L", picture.size, numbers.translate(first))


def _write(picture: Image.Image, text: SignText, ink: str | int, top: int = 0) -> None:
    """Set the text's glyphs into a picture whose first row is row ``top`` of the sign."""
    shown = font.drawable(text.text)
    pen: float = text.x
    if text.anchor == "middle":
        pen -= font.width(shown, text.size, text.spacing) / 2
    for char in shown:
        glyph = font.glyph(char, text.size, text.bold)
        if glyph is not None:
            corner = (round(pen) + glyph.left, text.y - top + glyph.top)
            picture.paste(ink, corner, glyph.mask)
        pen += font.advance(char) * text.size + text.spacing


def _fill(picture: Image.Image, box: Box) -> None:
    """Fill a box; round corners are drawn at four times the size, so that they are smooth."""
    if not box.radius:
        edges = (box.left, box.top, box.left + box.width, box.top + box.height)
        picture.paste(box.colour, edges)
        return
    large = Image.new("L", (4 * box.width, 4 * box.height), 0)
    ImageDraw.Draw(large).rounded_rectangle(
        (0, 0, large.width - 1, large.height - 1), 4 * box.radius, 255
    )
    picture.paste(box.colour, (box.left, box.top), large.resize((box.width, box.height)))


def _scaled(mark: bytes) -> Image.Image:
    """The mark on paper, as large as its place allows."""
    side = MARK_BOX[2] - 12
    with Image.open(io.BytesIO(mark)) as source:
        drawn = source.convert("RGBA")
    ratio = side / max(drawn.size)
    fitted = drawn.resize(
        (max(1, round(drawn.width * ratio)), max(1, round(drawn.height * ratio))),
        Image.Resampling.LANCZOS,
    )
    paper = Image.new("RGB", fitted.size, PAPER)
    paper.paste(fitted, (0, 0), fitted)
    return paper


def _own_colours(logo: Image.Image) -> list[bytes]:
    found = logo.quantize(_MARK_COLOURS, dither=Image.Dither.NONE).getpalette() or []
    return [bytes(found[at : at + 3]) for at in range(0, len(found), 3)]


def _mixed(start: str, end: str, share: float) -> bytes:
    return bytes(round(a + (b - a) * share) for a, b in zip(_rgb(start), _rgb(end), strict=True))


@cache
def _strength(colour: str) -> int:
    """How much ink, of 255, a colour on the ramp from paper to ink takes."""
    red, full, paper = _rgb(colour)[0], _rgb(INK)[0], _rgb(PAPER)[0]
    return round(255 * (paper - red) / (paper - full))


def _rgb(colour: str) -> bytes:
    return bytes.fromhex(colour[1:])


# The palette: the ramp from paper to ink first; then gold on paper, pale gold on ink, the code.
_COLOURS = [
    *(_mixed(PAPER, INK, level / (_LEVELS - 1)) for level in range(_LEVELS)),
    _rgb(WASH),
    *(_mixed(PAPER, GOLD, level / 4) for level in range(1, 5)),
    *(_mixed(INK, PALE_GOLD, level / 6) for level in range(1, 7)),
    _rgb(CODE_INK),
]
_BLACK = len(_COLOURS) - 1
