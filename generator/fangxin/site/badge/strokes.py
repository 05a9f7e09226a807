"""The strokes of a badge's shape as points: what SVG draws, for a picture.

Only what our own shapes use: circles, rectangles, and paths of M, L, H, V, C, S and Z, absolute or
relative; a shape with another command is an error of ours, ValueError.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise

Point = tuple[float, float]
_ELEMENT = re.compile(r"<(circle|rect|path) ([^>]*)/>")
_TOKEN = re.compile(r"[a-zA-Z]|-?\d*\.?\d+")
_STEPS = 24  # pieces of a curve
_NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Z": 0}


def strokes(drawing: str) -> Iterator[list[Point]]:
    """Every line of a drawing on 48 × 48 units, dashes apart."""
    for name, written in _ELEMENT.findall(drawing):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', written))
        dashes = [float(part) for part in given.get("stroke-dasharray", "").split()]
        for line in _lines(name, given):
            yield from _dashed(line, dashes) if dashes else [line]


def _lines(name: str, given: dict[str, str]) -> Iterator[list[Point]]:
    if name == "circle":
        x, y, r = (float(given[key]) for key in ("cx", "cy", "r"))
        turn = [2 * math.pi * step / (4 * _STEPS) for step in range(4 * _STEPS + 1)]
        yield [(x + r * math.cos(angle), y + r * math.sin(angle)) for angle in turn]
    elif name == "rect":
        x, y, w, h = (float(given[key]) for key in ("x", "y", "width", "height"))
        yield [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)]
    else:
        yield from _path(given["d"])


def _path(text: str) -> Iterator[list[Point]]:
    tokens = _TOKEN.findall(text)
    line: list[Point] = []
    at, command, behind = 0, "", (0.0, 0.0)
    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at], at + 1
        count = _NUMBERS.get(command.upper())
        if count is None:
            raise ValueError(f"a shape uses the path command {command}")
        numbers = [float(token) for token in tokens[at : at + count]]
        at += count
        if command.upper() == "M":
            if line:
                yield line
            line = [_moved(command, numbers, line)]
            behind, command = line[-1], "l" if command == "m" else "L"
            continue
        if command.upper() == "Z":
            line.append(line[0])
            behind = line[-1]
            continue
        added, behind = _drawn(command, numbers, line[-1], behind)
        line += added
    yield line


def _moved(command: str, numbers: list[float], line: list[Point]) -> Point:
    x, y = line[-1] if command == "m" and line else (0.0, 0.0)
    return x + numbers[0], y + numbers[1]


def _drawn(
    command: str, numbers: list[float], last: Point, behind: Point
) -> tuple[list[Point], Point]:
    """The points that a command adds, and the control point that the next curve mirrors."""
    x, y = last if command.islower() else (0.0, 0.0)
    kind = command.upper()
    if kind == "H":
        end = (x + numbers[0], last[1])
    elif kind == "V":
        end = (last[0], y + numbers[0])
    else:
        points = [(x + a, y + b) for a, b in zip(numbers[::2], numbers[1::2], strict=True)]
        if kind == "S":
            points.insert(0, (2 * last[0] - behind[0], 2 * last[1] - behind[1]))
        if kind in "CS":
            return _curve(last, points), points[1]
        end = points[0]
    return [end], end


def _curve(start: Point, points: list[Point]) -> list[Point]:
    found = []
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        parts = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        corners = (start, *points)
        found.append(
            (
                sum(part * corner[0] for part, corner in zip(parts, corners, strict=True)),
                sum(part * corner[1] for part, corner in zip(parts, corners, strict=True)),
            )
        )
    return found


def _dashed(line: list[Point], dashes: list[float]) -> Iterator[list[Point]]:
    """The line cut into dashes and gaps."""
    piece, left, index = [line[0]], dashes[0], 0
    for start, end in pairwise(line):
        length, done = math.dist(start, end), 0.0
        while length - done > left:
            done += left
            share = done / length
            cut = (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
            if index % 2 == 0:
                yield [*piece, cut]
            piece, index = [cut], index + 1
            left = dashes[index % len(dashes)]
        left -= length - done
        piece.append(end)
    if index % 2 == 0 and len(piece) > 1:
        yield piece
