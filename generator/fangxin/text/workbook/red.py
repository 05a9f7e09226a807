"""Styles that a marked copy adds to those of its workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any

RED = "00FF7C80"
_NONE = {"indexed": "64"}
_BLUE, _LINK = "00DDEBF7", "000563C1"


class RedStyles:
    """The styles of a workbook, of which new ones are made from old ones."""

    def __init__(self, root: Any) -> None:
        """``root``: of the part. Raises ValueError where it lacks what every workbook has."""
        self._space = root.tag.rpartition("}")[0] + "}"
        parts = [root.find(f"{self._space}{name}") for name in ("fonts", "fills", "cellXfs")]
        if any(part is None or not len(part) for part in parts):
            raise ValueError("no styles")
        self._fonts, self._fills, self._formats = parts
        self._known: dict[tuple[int, str], int] = {}
        self._colours: dict[tuple[str, int], int] = {}

    def red(self, style: int) -> int:
        """The number of the style that is like this one, but red. The colour of before is kept
        where nobody sees it: as the second colour of a fill that has but one."""
        fill = int(self._format(style).get("fillId", "0"))
        return self._filled(style, "red", lambda: self._colour(RED, fill))

    def restored(self, style: int) -> int:
        """The number of the style that is like this one with the fill of before; itself if it is
        not red."""
        fill = int(self._format(style).get("fillId", "0"))
        pattern = self._pattern(fill)
        first = pattern.find(f"{self._space}fgColor") if pattern is not None else None
        if first is None or (first.get("rgb") or "")[2:] != RED[2:]:
            return style
        kept = pattern.find(f"{self._space}bgColor")
        if kept is None or kept.get("indexed") == "64":
            return self._filled(style, "none", lambda: 0)
        return self._filled(style, "old", lambda: self._solid(dict(kept.items())))

    def _format(self, style: int) -> Any:
        return self._formats[style if style < len(self._formats) else 0]

    def _pattern(self, fill: int) -> Any:
        if fill >= len(self._fills):
            return None
        return self._fills[fill].find(f"{self._space}patternFill[@patternType='solid']")

    def _filled(self, style: int, kind: str, fill: Callable[[], int]) -> int:
        if (style, kind) not in self._known:
            one = deepcopy(self._format(style))
            one.set("fillId", str(fill()))
            one.set("applyFill", "1")
            self._known[style, kind] = self._added(self._formats, one)
        return self._known[style, kind]

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

    def _colour(self, colour: str, before: int = 0) -> int:
        """The number of the fill of this colour, that remembers the one of ``before``."""
        if (colour, before) not in self._colours:
            pattern = self._pattern(before)
            old = pattern.find(f"{self._space}fgColor") if pattern is not None else None
            kept = _NONE if old is None else dict(old.items())
            self._colours[colour, before] = self._solid({"rgb": colour}, kept)
        return self._colours[colour, before]

    def _solid(self, colour: Mapping[str, str], behind: Mapping[str, str] = _NONE) -> int:
        fill = self._fills.makeelement(f"{self._space}fill")
        pattern = fill.makeelement(f"{self._space}patternFill", patternType="solid")
        for name, said in (("fgColor", colour), ("bgColor", behind)):
            pattern.append(pattern.makeelement(f"{self._space}{name}", dict(said)))
        fill.append(pattern)
        return self._added(self._fills, fill)

    @staticmethod
    def _added(parent: Any, one: Any) -> int:
        parent.append(one)
        parent.set("count", str(len(parent)))
        return len(parent) - 1
