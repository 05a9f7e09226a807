"""The parts of an .xlsx, to be changed here and there: what is not touched stays byte by byte."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Mapping
from typing import Any
from zipfile import ZipFile

from lxml import etree  # type: ignore[import-untyped]

from fangxin.text.workbook.saving import packed

TYPES = "[Content_Types].xml"
_OPEN = "http://schemas.openxmlformats.org/package/2006/"
_LINKS = f"{{{_OPEN}relationships}}"
_KINDS = f"{{{_OPEN}content-types}}"
_MADE = "application/vnd.openxmlformats-officedocument."
_MACROS = "vbaProject"
_NO_LINKS = f'<Relationships xmlns="{_OPEN}relationships"/>'.encode()


def parsed(data: bytes) -> Any:
    """The root of a part; entities stay as they are. Raises XMLSyntaxError, a SyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(data, parser)


class Package:
    """All parts of a workbook by name; those that were parsed are written anew."""

    def __init__(self, data: bytes) -> None:
        """Raises BadZipFile."""
        with ZipFile(io.BytesIO(data)) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}
        self._trees: dict[str, Any] = {}

    def __contains__(self, part: str) -> bool:
        return part in self._parts or part in self._trees

    def tree(self, part: str) -> Any:
        """The root of a part, which may be changed. Raises KeyError and SyntaxError."""
        if part not in self._trees:
            self._trees[part] = parsed(self._parts[part])
            self._parts[part] = b""  # written again in the end; a large sheet need not lie twice
        return self._trees[part]

    def text(self, part: str) -> str:
        """A part that need not be well formed. Raises KeyError."""
        return self._parts[part].decode("utf-8", "replace")

    def put(self, part: str, data: bytes) -> None:
        """Write a part, in the place of another one if need be."""
        self._trees.pop(part, None)
        self._parts[part] = data

    def drop(self, part: str) -> None:
        """Take a part away, if it is there."""
        self._trees.pop(part, None)
        self._parts.pop(part, None)

    def new(self, name: str) -> str:
        """A name with a number that no part has; {} stands for the number."""
        number = 1
        while name.format(number) in self:
            number += 1
        return name.format(number)

    def announce(self, part: str, kind: str) -> None:
        """Say of what kind a part is; drawings of old are told by the ending of their names."""
        types = self.tree(TYPES)
        if part.endswith(".vml"):
            if not any(one.get("Extension") == "vml" for one in types):
                mime = f"{_MADE}vmlDrawing"
                types.insert(0, types.makeelement(f"{_KINDS}Default", Extension="vml"))
                types[0].set("ContentType", mime)
            return
        one = etree.SubElement(types, f"{_KINDS}Override")
        one.set("PartName", f"/{part}")
        one.set("ContentType", f"{_MADE}spreadsheetml.{kind}+xml")

    def plain(self, book: str) -> None:
        """Make a template, or a workbook with macros, a mere workbook: else spreadsheets would not
        open it under the name of one."""
        for one in self.tree(TYPES):
            if one.get("PartName") == f"/{book}":
                one.set("ContentType", f"{_MADE}spreadsheetml.sheet.main+xml")
        macros = {id: part for id, (kind, part) in self.related(book).items() if kind == _MACROS}
        for id, part in macros.items():
            self.drop(part)
            self.unrelate(part)
            links = self.tree(_listing(book))
            links.remove(next(one for one in links if one.get("Id") == id))
            for one in [one for one in self.tree(TYPES) if one.get("PartName") == f"/{part}"]:
                self.tree(TYPES).remove(one)

    def related(self, part: str) -> Mapping[str, tuple[str, str]]:
        """What a part names: id → (the last word of its type, part)."""
        listing = _listing(part)
        found = {}
        for one in self.tree(listing) if listing in self else ():
            target = one.get("Target", "")
            whole = posixpath.join(posixpath.dirname(part), target)
            whole = target[1:] if target.startswith("/") else posixpath.normpath(whole)
            found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], whole)
        return found

    def relate(self, part: str, kind: str, to: str) -> str:
        """Name a part in another one; the id under which it stands there. ``kind``: the whole
        type."""
        listing = _listing(part)
        if listing not in self:
            self.put(listing, _NO_LINKS)
        links = self.tree(listing)
        ids = {one.get("Id") for one in links}
        number = 1
        while f"rIdF{number}" in ids:
            number += 1
        one = etree.SubElement(links, f"{_LINKS}Relationship")
        one.set("Id", f"rIdF{number}")
        one.set("Type", kind)
        one.set("Target", f"/{to}")
        return f"rIdF{number}"

    def unrelate(self, part: str) -> None:
        """Forget all that a part names."""
        self.drop(_listing(part))

    def bytes(self) -> bytes:
        """The whole workbook, the same each time."""
        for part, tree in self._trees.items():
            self._parts[part] = etree.tostring(
                tree, xml_declaration=True, encoding="UTF-8", standalone=True
            )
        return packed(self._parts.items())


def _listing(part: str) -> str:
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"
