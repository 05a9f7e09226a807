"""The registry's own green badge, saved as a picture: it would stay green when the status is gone.

Only the program draws a badge, at the address that it keeps. A copy is known by its shape: in a
drawing by its words, its tick and its green, in pixels by the green field with the tick in it.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import statistics
import warnings
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import PurePosixPath

from PIL import Image, ImageChops, ImageDraw, ImageSequence

from fangxin.base.problem import Place, Problem
from fangxin.change.guard.pages import IMAGES
from fangxin.change.guard.push import Push
from fangxin.facts.notices.standings import Block, plain
from fangxin.registry.sources.revision import is_plain
from fangxin.text.yaml.characters import shown

GREEN, TICK = "#0a6b39", "M15 25l6.5 6.5L34 18"  # of fangxin.site.badge: a test keeps them equal
_SVG, _PIXELS = ".svg", (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
_MOST_PIXELS = 40_000_000  # as fangxin.change.guard.pictures refuses more
_MOST_FRAMES, _FEW_FRAMES = 20, 3  # looked at, looked at from all sides
_LARGE, _GRID, _LEAST = 480, 24, 14  # pixels: looked at, compared, of a field that can be read
_ALIKE, _ALIKE_TILTED = 0.7, 0.6  # correlation of two fields
_FIELD = 88 / 300  # of the width of a badge
_WHOLE, _ALONE = (2.5, 3.6), (0.75, 1.1)  # width by height of a badge, of its field
_TILTED, _MOST_TILT, _STEP, _FULL = 200, 45, 1, 127  # pixels, degrees, degrees, of 255
_TURNS = (None, *(Image.Transpose(way) for way in range(7)))  # quarters, and in a mirror
_TEXT = re.compile(
    r"(?is)<(?:\w+:)?(?:text|title|desc)\b[^>]*>(.*?)</(?:\w+:)?(?:text|title|desc)>"
)
_LABEL = re.compile(r"(?i)\b(?:aria-label|title|alt)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_TAG = re.compile(r"<[^<>]*>")
_GREENS = re.compile(r"#0a6b39\b|rgb\(\s*10\s*,\s*107\s*,\s*57\s*\)", re.IGNORECASE)
_DATA = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,([A-Za-z0-9+/=\s]+)")


def no_badge_is_kept(push: Push) -> Iterator[Problem]:
    """No picture that came or changed is a copy of the green badge."""
    for path in push.changed:
        ending = PurePosixPath(path).suffix.lower()
        if not is_plain(push.new.files.get(path)) or not path.startswith(IMAGES):
            continue
        if ending == _SVG or ending in _PIXELS:
            data = push.data(path)
            if is_drawn_badge(data) if ending == _SVG else is_badge(data):
                yield _refused(path)


def is_drawn_badge(data: bytes) -> bool:
    """Whether an SVG says a status, or draws the tick or the green of the badge."""
    text = data.decode("utf-8", "replace")
    if re.sub(r"[\s,]", "", TICK) in re.sub(r"[\s,]", "", text):
        return True
    said = [_TAG.sub("", match[1]) for match in _TEXT.finditer(text)]
    said += [first or second for first, second in _LABEL.findall(text)]
    pieces = [Block(1, "paragraph", plain(unescape(one))) for one in said]
    if any(piece.affirms and (piece.is_bare or any(piece.numbers())) for piece in pieces):
        return True
    if Block(1, "paragraph", " ".join(piece.text for piece in pieces)).is_bare and pieces:
        return any(piece.affirms for piece in pieces)
    if _GREENS.search(text) and re.search(r"#fff(?:fff)?\b|\bwhite\b", text, re.IGNORECASE):
        return True
    return any(map(is_badge, _embedded(text)))


def _embedded(text: str) -> Iterator[bytes]:
    for match in _DATA.finditer(text):
        try:
            yield base64.b64decode(re.sub(r"\s", "", match[1]))
        except (binascii.Error, ValueError):
            continue


def is_badge(data: bytes) -> bool:
    """Whether a picture in pixels shows the green field with the tick, whatever its size and
    margins; what does not open is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    return False
                frames = ImageSequence.Iterator(picture)
                return any(
                    _shows_field(frame, tilted=number < _FEW_FRAMES)
                    for number, frame in zip(range(_MOST_FRAMES), frames, strict=False)
                )
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return False


def _shows_field(picture: Image.Image, *, tilted: bool) -> bool:
    green = _green(picture)
    return _fits(green, _ALIKE) or (
        tilted and any(_fits(one, _ALIKE_TILTED) for one in _tilted(green))
    )


def _tilted(green: Image.Image) -> Iterator[Image.Image]:
    """Smaller masks that are turned by a few degrees each, as photographs and scans are."""
    box = green.getbbox()
    if box is None:
        return
    small = green.crop(box)
    small.thumbnail((_TILTED, _TILTED), Image.Resampling.BOX)
    for angle in range(-_MOST_TILT, _MOST_TILT + 1, _STEP):
        if angle:
            yield small.rotate(angle, Image.Resampling.BILINEAR, expand=True)


def _fits(green: Image.Image, alike: float) -> bool:
    box = green.point(lambda value: 255 if value > _FULL else 0).getbbox()
    if box is None:
        return False
    whole = green.crop(box)
    turned = (whole if turn is None else whole.transpose(turn) for turn in _TURNS)
    return any(_is_field(one, alike) for one in turned)


def _is_field(whole: Image.Image, alike: float) -> bool:
    shape = whole.width / whole.height
    if _WHOLE[0] <= shape <= _WHOLE[1]:
        field = whole.crop((0, 0, round(whole.width * _FIELD), whole.height))
    elif _ALONE[0] <= shape <= _ALONE[1]:
        field = whole
    else:
        return False
    if min(field.size) < _LEAST:
        return False
    small = field.resize((_GRID, _GRID), Image.Resampling.BOX)
    return _correlation(small.tobytes(), _field().tobytes()) > alike


def _correlation(one: bytes, other: bytes) -> float:
    """How alike two pictures of one size are: 1 for the same, 0 for any two."""
    try:
        return statistics.correlation(one, other)
    except statistics.StatisticsError:  # one of them is of one colour
        return 0.0


def _green(picture: Image.Image) -> Image.Image:
    """White where a picture is of a full, dark green, on at most _LARGE pixels."""
    seen = picture.convert("RGBA")
    seen.thumbnail((_LARGE, _LARGE), Image.Resampling.BOX)
    paper = Image.new("RGBA", seen.size, "white")
    hue, full, light = Image.alpha_composite(paper, seen).convert("RGB").convert("HSV").split()
    masks = (
        hue.point(lambda value: 255 if 70 <= value <= 135 else 0),
        full.point(lambda value: 255 if value >= 90 else 0),
        light.point(lambda value: 255 if 30 <= value <= 190 else 0),
    )
    return ImageChops.darker(ImageChops.darker(masks[0], masks[1]), masks[2])


@cache
def _field() -> Image.Image:
    """The field of the badge as ``_green`` gives it: all green but circle and tick."""
    unit = 10
    drawn = Image.new("L", (88 * unit, 98 * unit), 255)
    pen = ImageDraw.Draw(drawn)

    def at(x: float, y: float) -> tuple[float, float]:
        return (16 + x * 56 / 48) * unit, (21 + y * 56 / 48) * unit

    stroke = round(4 * 56 / 48 * unit)
    pen.ellipse((*at(2, 2), *at(46, 46)), outline=0, width=stroke)
    pen.line([at(15, 25), at(21.5, 31.5), at(34, 18)], 0, stroke, joint="curve")
    return drawn.resize((_GRID, _GRID), Image.Resampling.BOX)


def _refused(path: str) -> Problem:
    return Problem(
        Place(path),
        "status-imitated",
        f"图片「{shown(PurePosixPath(path).name, 40)}」像是登记簿的绿色徽标：存下来的不会变，"
        "状态变了还是绿的。请删去；文章里要用徽标的，写 ![徽标](/m/编号/badge.svg)，它会跟着状态变",
        f"'{shown(PurePosixPath(path).name, 40)}' looks like the registry's green badge; a copy "
        "stays green when the status is gone; delete it, and show /m/ID/badge.svg instead, which "
        "changes with the status",
    )
