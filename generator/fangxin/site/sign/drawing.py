"""The print sign of a merchant, as SVG for print shops and as PNG for everybody else.

It leads to the live status page and never states a status or a day: the paper hangs on when the
recognition has gone.
"""

from __future__ import annotations

import base64
import io
from functools import lru_cache
from html import escape
from pathlib import Path

from PIL import Image

from fangxin.facts.code_size import status_url
from fangxin.facts.programme.programme import Site
from fangxin.site import font
from fangxin.site.sign.layout import (
    CODE_INK,
    HEIGHT,
    MARK_BOX,
    WIDTH,
    Box,
    SignText,
    Wording,
    code_place,
    common_parts,
    own_parts,
    wording,
)
from fangxin.site.sign.raster import paint_sign
from fangxin.site.symbol import matrix, path_data
from fangxin.view.view import View


def sign_svg(view: View, site: Site, content: Path = Path("content")) -> bytes:
    """The sign as SVG, UTF-8, A6; ``site.mark`` is a picture below ``content``. ValueError when
    the status URL is too long for a code or the mark cannot be read."""
    modules = matrix(status_url(site.url, view.id))
    left, top, scale = code_place(len(modules))
    name, numbers = own_parts(view)
    title = f"{site.title}标牌：{view.name}（{view.id}）"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'xml:lang="zh-CN" width="105mm" height="148mm" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img"><title>{escape(font.clean(title))}</title>'
        f"{_common_svg(wording(site), read_mark(site, content))}"
        f'<path transform="translate({left} {top}) scale({scale})" fill="{CODE_INK}" '
        f'shape-rendering="crispEdges" d="{path_data(modules)}"/>'
        f'<g font-family="{font.FAMILIES}">{"".join(map(_text, (*name, *numbers)))}</g></svg>\n'
    ).encode()


def sign_png(view: View, site: Site, content: Path = Path("content")) -> bytes:
    """The sign as PNG, 1050 × 1480 pixels at 10 a millimetre; arguments and errors as
    ``sign_svg``. Characters that the font lacks are printed as 〓."""
    modules = matrix(status_url(site.url, view.id))
    name, numbers = own_parts(view)
    return paint_sign(wording(site), read_mark(site, content), name, numbers, modules)


def read_mark(site: Site, content: Path) -> bytes | None:
    """The province's mark as PNG of the size that a sign needs, or None when the adopter supplied
    none; ValueError when the file is missing or no PNG or JPEG picture."""
    if site.mark is None:
        return None
    path = content / site.mark
    try:
        return _as_small_png(path.read_bytes())
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as problem:
        raise ValueError(
            f"全省统一标识 {path} 应为 PNG 或 JPEG 图片，但读不出来（{problem}）："
            "请换成这样的图片，或从 site.yml 删去 mark | "
            f"the province's mark {path} must be a PNG or JPEG picture and cannot be read "
            f"({problem}): supply one, or delete mark from site.yml"
        ) from problem


@lru_cache(maxsize=8)
def _as_small_png(data: bytes) -> bytes:
    """The picture at most as large as its place on an A4 print at 250 dots an inch."""
    with Image.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as source:
        picture = source.convert("RGBA")
    picture.thumbnail((2 * MARK_BOX[2], 2 * MARK_BOX[2]), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    few = picture.quantize(192, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(written, "PNG", optimize=True)
    return written.getvalue()


@lru_cache(maxsize=8)
def _common_svg(words: Wording, mark: bytes | None) -> str:
    parts = "".join(
        _box(part) if isinstance(part, Box) else _text(part) for part in common_parts(words)
    )
    drawn = f'<g font-family="{font.FAMILIES}">{parts}</g>'
    if mark is None:
        return drawn
    left, top, side = MARK_BOX
    data = base64.b64encode(mark).decode()
    return (
        f'{drawn}<image x="{left + 6}" y="{top + 6}" width="{side - 12}" height="{side - 12}" '
        f'xlink:href="data:image/png;base64,{data}"/>'
    )


def _box(box: Box) -> str:
    radius = f' rx="{box.radius}"' if box.radius else ""
    return (
        f'<rect x="{box.left}" y="{box.top}" width="{box.width}" height="{box.height}"'
        f'{radius} fill="{box.colour}"/>'
    )


def _text(text: SignText) -> str:
    weight = ' font-weight="700"' if text.bold else ""
    spacing = f' letter-spacing="{text.spacing}"' if text.spacing else ""
    # Viewers add the spacing after the last character too: half of it moves the middle.
    middle = text.anchor == "middle"
    x = text.x + (text.spacing / 2 if middle else 0)
    anchor = ' text-anchor="middle"' if middle else ""
    return (
        f'<text x="{x:g}" y="{text.y}" font-size="{text.size}" fill="{text.colour}"'
        f"{weight}{spacing}{anchor}>{escape(text.text)}</text>"
    )
