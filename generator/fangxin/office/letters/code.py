"""The status page's code on a letter, by the same rules as on a sign."""

from __future__ import annotations

import io

from PIL import Image

from fangxin.facts.code_size import LEAST_SIDE, QUIET, size
from fangxin.site.symbol import matrix


def code_side(url: str) -> float:
    """Millimetres of the printed picture: the symbol as large as the smallest sign's, so that no
    module is below 0.5 mm, and its light margin."""
    modules = size(len(url))
    return LEAST_SIDE * (modules + 2 * QUIET) / modules


def code_png(url: str, scale: int = 12) -> bytes:
    """The QR symbol with its light margin as PNG, black on white, ``scale`` pixels a module."""
    modules = matrix(url)
    side = len(modules) + 2 * QUIET
    picture = Image.new("1", (side, side), 1)
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            if dark:
                picture.putpixel((x + QUIET, y + QUIET), 0)
    data = io.BytesIO()
    picture.resize((side * scale, side * scale), Image.Resampling.NEAREST).save(data, "PNG")
    return data.getvalue()
