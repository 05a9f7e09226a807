"""Workbooks made of raw parts, for what the library that writes others cannot write."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STRICT = {MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
          LINKS: "http://purl.oclc.org/ooxml/officeDocument/relationships"}  # fmt: skip
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def raw_book(
    path: Path,
    rows: str,
    *,
    formats: str = "",
    numbers: tuple[int, ...] = (0,),
    fonts: str = "<font/>",
    strings: str = "",
    around: str = "",
    book: str = "",
    strict: bool = False,
) -> Path:
    """A workbook with a sheet 表 of these ``rows``. The style n of a cell has the format of the nth
    of ``numbers``; ``formats`` are those of its own, ``book`` what its properties say, ``around``
    what stands behind the rows."""
    styles = "".join(f'<xf numFmtId="{n}" fontId="0" fillId="0" borderId="0"/>' for n in numbers)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPES}.sharedStrings+xml"/>'
        f'<Override PartName="/xl/worksheets/a.xml" ContentType="{_TYPES}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><workbookPr {book}/>'
        '<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{LINKS}/worksheet" Target="worksheets/a.xml"/>'
        f'<Relationship Id="rId2" Type="{LINKS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{LINKS}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        "</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts>'
        f"<fonts>{fonts}</fonts><fills><fill/></fills><borders><border/></borders>"
        f'<cellXfs count="1">{styles}</cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/worksheets/a.xml": f'<worksheet xmlns="{MAIN}" xmlns:r="{LINKS}">'
        f"<sheetData>{rows}</sheetData>{around}</worksheet>",
    }
    return packed(path, {name: strictly(text) if strict else text for name, text in parts.items()})


def strictly(text: str) -> str:
    """A part in the namespaces of ECMA-376's strict half."""
    for name, other in STRICT.items():
        text = text.replace(name, other)
    return text


def packed(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """An archive of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    """The parts of an archive by name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
