"""Styles that a marked copy adds to those of its workbook."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

RED = "00FF7C80"
_BLUE, _LINK = "00DDEBF7", "000563C1"


class Styles:
    """The styles of a workbook, of which new ones are made from old ones."""

    def __init__(self, root: Any) -> None:
        """``root``: of the part. Raises ValueError where it lacks what every workbook has."""
        self._space = root.tag.rpartition("}")[0] + "}"
        parts = [root.find(f"{self._space}{name}") for name in ("fonts", "fills", "cellXfs")]
        if any(part is None or not len(part) for part in parts):
            raise ValueError("no styles")
        self._fonts, self._fills, self._formats = parts
        self._known: dict[tuple[int, bool], int] = {}

    def red(self, style: int) -> int:
        """The number of the style that is like this one, but red."""
        return self._filled(style, True)

    def uncoloured(self, style: int) -> int:
        """The number of the style that is like this one without a fill; itself if it is not
        red."""
        fill = int(self._format(style).get("fillId", "0"))
        colours = self._fills[fill].iter(f"{self._space}fgColor") if fill < len(self._fills) else ()
        marked = any((one.get("rgb") or "")[2:] == RED[2:] for one in colours)
        return self._filled(style, False) if marked else style

    def _format(self, style: int) -> Any:
        return self._formats[style if style < len(self._formats) else 0]

    def _filled(self, style: int, red: bool) -> int:
        if (style, red) not in self._known:
            one = deepcopy(self._format(style))
            one.set("fillId", str(self._colour(RED)) if red else "0")
            one.set("applyFill", "1")
            self._known[style, red] = self._added(self._formats, one)
        return self._known[style, red]

    def listing(self) -> Iterator[int]:
        """The numbers of the styles of the list of marks: heading, note, words, link."""
        bold, link = self._font("b", ""), self._font("u", _LINK)
        yield self._plain(bold, self._colour(_BLUE), "center")
        yield self._plain(bold, 0, "")
        yield self._plain(0, 0, "top")
        yield self._plain(link, 0, "top")

    def _plain(self, font: int, fill: int, vertical: str) -> int:
        one = self._formats.makeelement(f"{self._space}xf")
        for key, number in (("numFmtId", 49), ("fontId", font), ("fillId", fill), ("borderId", 0)):
            one.set(key, str(number))
        for key in ("applyNumberFormat", "applyFont", "applyFill", "applyAlignment"):
            one.set(key, "1")
        if vertical:
            place = one.makeelement(f"{self._space}alignment", vertical=vertical, wrapText="1")
            one.append(place)
        return self._added(self._formats, one)

    def _font(self, mark: str, colour: str) -> int:
        """The first font, bold or underlined and coloured."""
        one = deepcopy(self._fonts[0])
        for name in (mark, *(["color"] if colour else [])):
            for old in one.findall(f"{self._space}{name}"):
                one.remove(old)
        if colour:
            size = one.find(f"{self._space}sz")
            at = list(one).index(size) + 1 if size is not None else 0
            one.insert(at, one.makeelement(f"{self._space}color", rgb=colour))
        one.insert(0, one.makeelement(f"{self._space}{mark}"))
        return self._added(self._fonts, one)

    def _colour(self, colour: str) -> int:
        fill = self._fills.makeelement(f"{self._space}fill")
        pattern = fill.makeelement(f"{self._space}patternFill", patternType="solid")
        for name, key, value in (("fgColor", "rgb", colour), ("bgColor", "indexed", "64")):
            pattern.append(pattern.makeelement(f"{self._space}{name}", {key: value}))
        fill.append(pattern)
        return self._added(self._fills, fill)

    @staticmethod
    def _added(parent: Any, one: Any) -> int:
        parent.append(one)
        parent.set("count", str(len(parent)))
        return len(parent) - 1
