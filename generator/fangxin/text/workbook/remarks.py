"""The comments of a sheet: added, put before others, and taken away again."""

from __future__ import annotations

import re
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from fangxin.text.workbook.package import Package

MARKED = "fangxin：需改正"  # how the comment of a marked cell begins
AUTHOR = "fangxin"
_OWN = "\n\n原有批注："
_THREAD = "tc="  # the author of what programs show that know no threads of comments
_SHAPE = re.compile(r"<(\w+:)?shape\b.*?</\1shape>", re.DOTALL)
_AT = tuple(re.compile(rf"<(?:\w+:)?{name}>\s*(\d+)") for name in ("Row", "Column"))
_SPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_DECLARED = " ".join(f'xmlns:{key}="{name}"' for key, name in _SPACES.items())
_EMPTY = f"<xml {_DECLARED}></xml>"
_TYPE = (
    f'<v:shapetype {_DECLARED} id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


class Remarks:
    """The comments of one sheet of a workbook, and the boxes that show them."""

    def __init__(self, package: Package, sheet: str, space: str, links: str) -> None:
        """``sheet``: its part; ``space``: the namespace as before names; ``links``: what types of
        relationships begin with. Raises SyntaxError and KeyError."""
        self._package, self._space = package, space
        parts = package.related(sheet)
        known = {kind: part for kind, part in parts.values() if part in package}
        self.part = known.get("comments") or self._made(sheet, links)
        drawing = package.tree(sheet).find(f"{space}legacyDrawing")
        id = next((value for value in drawing.values()), "") if drawing is not None else ""
        self.drawing = parts[id][1] if id in parts else ""
        self.unplaced = ""  # the id of a drawing that the sheet does not name yet
        if not self.drawing:
            self.drawing = package.new("xl/drawings/vmlDrawing{}.vml")
            package.put(self.drawing, _EMPTY.encode())
            package.announce(self.drawing, "")
            self.unplaced = package.relate(sheet, f"{links}vmlDrawing", self.drawing)
        root = package.tree(self.part)
        self._authors, self._list = (root.find(f"{space}{n}") for n in ("authors", "commentList"))
        self._by_place = {one.get("ref"): one for one in self._list}
        self._boxes = package.text(self.drawing)

    def _made(self, sheet: str, links: str) -> str:
        part = self._package.new("xl/comments{}.xml")
        space = self._space.strip("{}")
        text = f'<comments xmlns="{space}"><authors/><commentList/></comments>'
        self._package.put(part, text.encode())
        self._package.announce(part, "comments")
        self._package.relate(sheet, f"{links}comments", part)
        return part

    def add(self, row: int, column: int, text: str) -> None:
        """Say something of a cell, before what is said already; threads stay as they are."""
        place = f"{get_column_letter(column)}{row}"
        one = self._by_place.get(place)
        if one is None:
            one = self._list.makeelement(
                f"{self._space}comment", ref=place, authorId=self._author()
            )
            one.append(one.makeelement(f"{self._space}text"))
            self._list.append(one)
            self._by_place[place] = one
            self._box(row, column, text)
        elif self._author_of(one).startswith(_THREAD):
            return
        words = one.find(f"{self._space}text")
        own = "".join(words.itertext()).strip()
        for old in words.findall(f"{self._space}t"):  # beside runs none may stand
            words.replace(old, self._run(old.text or ""))
        words.insert(0, self._run(text + (_OWN if own else "")))

    def clear(self) -> list[str]:
        """Take away what an earlier copy said; the places where it did."""
        places = []
        for place, one in list(self._by_place.items()):
            words = one.find(f"{self._space}text")
            said = "".join(words.itertext()) if words is not None else ""
            if not said.lstrip().startswith(MARKED):
                continue
            places.append(place)
            own = said.partition(_OWN)[2]
            if own:
                self._restore(words, own)
            elif self._unbox(place):
                self._list.remove(one)
                del self._by_place[place]
        return places

    def _restore(self, words: Any, own: str) -> None:
        runs = list(words)
        if len(runs) > 1 and "".join(runs[0].itertext()).endswith(_OWN):
            words.remove(runs[0])
            return
        for run in runs:
            words.remove(run)
        words.append(self._run(own))

    def close(self) -> None:
        """Write the boxes."""
        self._package.put(self.drawing, self._boxes.encode())

    def _run(self, text: str) -> Any:
        run = self._list.makeelement(f"{self._space}r")
        words = run.makeelement(f"{self._space}t")
        words.text = text
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(words)
        return run

    def _author(self) -> str:
        names = [one.text for one in self._authors]
        if AUTHOR not in names:
            one = self._authors.makeelement(f"{self._space}author")
            one.text = AUTHOR
            self._authors.append(one)
            return str(len(names))
        return str(names.index(AUTHOR))

    def _author_of(self, comment: Any) -> str:
        at = int(comment.get("authorId") or 0)
        return (self._authors[at].text or "") if at < len(self._authors) else ""

    def _box(self, row: int, column: int, text: str) -> None:
        height = 60 + 20 * (len(text) // 20)
        number = 90_000 + len(self._by_place)
        while f'"_x0000_s{number}"' in self._boxes:
            number += 1
        new = "" if 'id="_x0000_t202"' in self._boxes else _TYPE
        new += (
            f'<v:shape {_DECLARED} id="_x0000_s{number}" type="#_x0000_t202" '
            'style="position:absolute;'
            f"margin-left:59.25pt;margin-top:1.5pt;width:340px;height:{min(height, 900)}px;"
            'z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
            '<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
            '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
            '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
            "<x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>"
            f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
        )
        head, end, tail = self._boxes.rpartition("</xml>")
        if not end:
            raise ValueError("an unusual drawing")
        self._boxes = head + new + end + tail

    def _unbox(self, place: str) -> bool:
        """Whether the box of a comment was found and taken away."""
        row, column = coordinate_to_tuple(place)
        for shape in _SHAPE.finditer(self._boxes):
            at = [int(found[1]) + 1 for one in _AT if (found := one.search(shape[0]))]
            if at == [row, column]:
                self._boxes = self._boxes[: shape.start()] + self._boxes[shape.end() :]
                return True
        return False
