"""What the sheets of an .xlsx share: strings, styles, and which part is which sheet."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from fangxin.text.workbook import pages
from fangxin.text.workbook.formats import format_of
from fangxin.text.workbook.markup import each, flag, local, space, unescaped

WORKBOOK = "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class RichText:
    """A string; whether words in it are struck out, whether some have no style of their own."""

    text: str
    struck: bool = False
    bare: bool = True


@dataclass(frozen=True, slots=True)
class CellStyle:
    """A cell's format, None where the file names one that nobody knows; whether it is struck."""

    code: str | None = "General"
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its title, whether it is hidden, its part."""

    title: str
    hidden: bool
    part: str


@dataclass(frozen=True, slots=True)
class Shared:
    """What all sheets need: strings, styles by number, where days count from."""

    strings: Sequence[str | RichText]
    styles: Sequence[CellStyle]
    from_1904: bool
    changing: frozenset[int] = frozenset()  # formats on condition that change or strike words


def related(archive: ZipFile, part: str) -> Mapping[str, tuple[str, str]]:
    """What a part names: id → (the last word of its type, part)."""
    folder, name = posixpath.split(part)
    listing = f"{folder}/_rels/{name}.rels"
    if listing not in archive.namelist():
        return {}
    found = {}
    with archive.open(listing) as text:
        for one in each(text, {"Relationship"}):
            target = one.get("Target", "")
            whole = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            kind = one.get("Type", "").rpartition("/")[2]
            found[one.get("Id", "")] = (kind, posixpath.normpath(whole))
    return found


def sheets_of(archive: ZipFile) -> tuple[list[Sheet], bool]:
    """The sheets of cells in their order, and whether days count from 1904. Raises ValueError where
    there are none."""
    parts = related(archive, WORKBOOK)
    sheets, from_1904 = [], False
    with archive.open(WORKBOOK) as text:
        for one in each(text, {"sheet", "workbookPr"}):
            if local(one) == "workbookPr":
                from_1904 = flag(one, "date1904")
                continue
            key = next((value for name, value in one.items() if name.endswith("}id")), "")
            kind, part = parts.get(key, ("", ""))
            if kind == "worksheet":
                hidden = one.get("state", "visible") != "visible"
                sheets.append(Sheet(one.get("name", ""), hidden, part))
    if not sheets:
        raise ValueError("no sheets")
    return sheets, from_1904


def shared_of(archive: ZipFile, from_1904: bool) -> Shared:
    """Strings and styles. Raises ParseError, ValueError and TooBigError."""
    parts = dict(related(archive, WORKBOOK).values())
    strings: list[str | RichText] = []
    styles: list[CellStyle] = []
    if parts.get("sharedStrings") in archive.namelist():
        with archive.open(parts["sharedStrings"]) as text:
            for item in each(text, {"si"}):
                words = words_of(item)
                strings.append(words if words.struck or not words.bare else words.text)
                if len(strings) > pages.MOST_CELLS:
                    raise pages.TooBigError
    changing: frozenset[int] = frozenset()
    if parts.get("styles") in archive.namelist():
        styles.extend(_styles(archive, parts["styles"]))
        with archive.open(parts["styles"]) as text:
            found = (frozenset(_changing(one)) for one in each(text, {"dxfs"}))
            changing = next(found, changing)
    return Shared(strings, styles or [CellStyle()], from_1904, changing)


def words_of(item: Element) -> RichText:
    """The words of a string: runs with their own styles, without what only tells how to say it."""
    text, struck, bare = "", False, False
    for part in item:
        if local(part) == "t":
            text, bare = text + (part.text or ""), True
        elif local(part) == "r":
            said = part.findtext(f"{space(part)}t") or ""
            style = part.find(f"{space(part)}rPr")
            text += said
            bare = bare or style is None
            struck = struck or bool(said.strip() and style is not None and _struck(style))
    return RichText(unescaped(text), struck, bare)


def _struck(font: Element) -> bool:
    line = font.find(f"{space(font)}strike")
    return line is not None and flag(line, "val", "1")


def _styles(archive: ZipFile, part: str) -> Iterator[CellStyle]:
    own: dict[int, str] = {}
    fonts: list[bool] = []
    with archive.open(part) as text:
        for one in each(text, {"numFmts", "fonts", "cellXfs"}):
            match local(one):
                case "numFmts":
                    own = {int(n.get("numFmtId", "0")): n.get("formatCode", "") for n in one}
                case "fonts":
                    fonts = [_struck(font) for font in one]
                case "cellXfs":
                    yield from (_style(xf, own, fonts) for xf in one)


def _changing(formats: Element) -> Iterator[int]:
    """The numbers of formats on condition with a number format, or with strike."""
    for number, one in enumerate(formats):
        font = one.find(f"{space(one)}font")
        if one.find(f"{space(one)}numFmt") is not None or (font is not None and _struck(font)):
            yield number


def _style(xf: Element, own: Mapping[int, str], fonts: Sequence[bool]) -> CellStyle:
    font = int(xf.get("fontId", "0"))
    struck = font < len(fonts) and fonts[font]
    try:
        return CellStyle(unescaped(format_of(int(xf.get("numFmtId", "0")), own)), struck)
    except ValueError:
        return CellStyle(None, struck)
