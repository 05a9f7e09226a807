"""Charts as SVG made with the page: numbers in, text out. No script and no style: colours come from
classes of the style sheet and from ``currentColor``, everything else from presentation attributes.

A chart is drawn 360 units wide, the width of a small telephone, so that its letters are never
smaller there than written here. Each is an image with a title and a description; the table beside
it says the same to everybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 360, 190
_TOP, _BASE = 30, 164  # of the tallest bar, and where bars stand
_TILE_HEIGHT, _GAP = 58, 6
_SHADES = (0.12, 0.24, 0.36, 0.48)  # of tiles, from few to many


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. ``value`` None: there is no data. ``open``: the year is not over."""

    label: str
    value: float | None
    shown: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile of a grid."""

    label: str
    value: int


def bars(id: str, title: str, description: str, of: Sequence[Bar], target: float | None) -> str:
    """Bars side by side, oldest first, with a dashed line at the target. ``id`` is unique on the
    page."""
    values = [bar.value for bar in of if bar.value is not None]
    most = max([*values, target or 0, 1])
    step = WIDTH / max(1, len(of))
    parts = [_line(0, _BASE, WIDTH, "chart-axis")]
    for index, bar in enumerate(of):
        parts.append(_bar(bar, step * (index + 0.5), step, most))
    if target is not None:
        y = _height(target, most)
        parts.append(_line(0, y, WIDTH, "chart-target", dashed=True))
        parts.append(_text(0, y - 4, f"目标 {_plain(target)}", "chart-target-word", "start"))
    for index, bar in enumerate(of):  # above the line, or it would strike them through
        parts += _words(bar, step * (index + 0.5), most)
    return _picture(id, title, description, WIDTH, HEIGHT, "".join(parts))


def tiles(id: str, title: str, description: str, rows: Sequence[Sequence[Tile | None]]) -> str:
    """A schematic grid: the more, the darker; nothing is an outline."""
    columns = max((len(row) for row in rows), default=1)
    most = max((tile.value for row in rows for tile in row if tile is not None), default=0)
    width = (WIDTH + _GAP) / columns - _GAP
    parts = [
        _tile(tile, x * (width + _GAP), y * (_TILE_HEIGHT + _GAP), width, most)
        for y, row in enumerate(rows)
        for x, tile in enumerate(row)
        if tile is not None
    ]
    height = len(rows) * (_TILE_HEIGHT + _GAP) - _GAP
    return _picture(id, title, description, WIDTH, max(height, 1), "".join(parts))


def _bar(bar: Bar, middle: float, step: float, most: float) -> str:
    if bar.value is None:
        return ""
    width = min(step * 0.66, 44)
    top = _height(bar.value, most)
    shape = "chart-bar is-open" if bar.open else "chart-bar"
    dashes = ' stroke-dasharray="3 2"' if bar.open else ""
    return (
        f'<rect class="{shape}" x="{_plain(middle - width / 2)}" y="{_plain(top)}"'
        f' width="{_plain(width)}" height="{_plain(_BASE - top)}" fill="currentColor"'
        f' fill-opacity="{0.25 if bar.open else 1}" stroke="currentColor"{dashes}/>'
    )


def _words(bar: Bar, middle: float, most: float) -> Iterator[str]:
    yield _text(middle, HEIGHT - 8, bar.label, "chart-label")
    if bar.value is None:
        yield _text(middle, _BASE - 6, "–", "chart-none")
    else:
        yield _text(middle, _height(bar.value, most) - 5, bar.shown, "chart-value")


def _tile(tile: Tile, x: float, y: float, width: float, most: int) -> str:
    step = -(-len(_SHADES) * tile.value // most) if most else 0
    shade = _SHADES[step - 1] if step else 0.0
    dashes = "" if step else ' stroke-dasharray="4 3"'
    middle = x + width / 2
    return (
        f'<rect class="chart-tile" x="{_plain(x)}" y="{_plain(y)}" width="{_plain(width)}"'
        f' height="{_TILE_HEIGHT}" rx="4" fill="currentColor" fill-opacity="{shade}"'
        f' stroke="currentColor" stroke-opacity="0.45"{dashes}/>'
        + _text(middle, y + 22, tile.label, "chart-town")
        + _text(middle, y + 46, str(tile.value), "chart-count")
    )


def _height(value: float, most: float) -> float:
    return _BASE - (_BASE - _TOP) * value / most


def _line(x: float, y: float, width: float, shape: str, dashed: bool = False) -> str:
    dashes = ' stroke-dasharray="5 4"' if dashed else ""
    return (
        f'<line class="{shape}" x1="{_plain(x)}" y1="{_plain(y)}" x2="{_plain(x + width)}"'
        f' y2="{_plain(y)}" stroke="currentColor"{dashes}/>'
    )


def _text(x: float, y: float, words: str, shape: str, anchor: str = "middle") -> str:
    return (
        f'<text class="{shape}" x="{_plain(x)}" y="{_plain(y)}" text-anchor="{anchor}"'
        f' font-size="12" fill="currentColor">{escape(words)}</text>'
    )


def _plain(number: float) -> str:
    """At most one decimal, without a trailing zero."""
    return f"{number:.1f}".removesuffix(".0")


def _picture(
    id: str, title: str, description: str, width: float, height: float, content: str
) -> str:
    return (
        f'<svg class="chart" id="{id}" role="img" aria-labelledby="{id}-title {id}-desc"'
        f' viewBox="-1 -1 {_plain(width + 2)} {_plain(height + 2)}">'
        f'<title id="{id}-title">{escape(title)}</title>'
        f'<desc id="{id}-desc">{escape(description)}</desc>{content}</svg>'
    )
