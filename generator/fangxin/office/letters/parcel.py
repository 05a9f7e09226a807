"""A Word file as bytes that depend on nothing but what is in it: no times, one order of its parts.

And its table of fonts: what a computer takes that has not got the fonts of official documents.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can name
# Font → what stands in for it where it is missing; most computers have one of them.
FONTS: Mapping[str, str] = {
    "仿宋_GB2312": "仿宋,FangSong,STFangsong,宋体",
    "方正小标宋简体": "方正小标宋_GBK,小标宋,华文中宋,STZhongsong,宋体",
    "黑体": "SimHei,STHeiti,Noto Sans CJK SC",
    "宋体": "SimSun,STSong,Noto Serif CJK SC",
    "Times New Roman": "Liberation Serif",
}
_TABLE = "word/fontTable.xml"
_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def parcel(data: bytes) -> bytes:
    """The same file, its parts in one order, without times, with the table of fonts."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as given,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in sorted(given.namelist(), key=_order):
            part = zipfile.ZipInfo(name, EPOCH)
            part.compress_type, part.external_attr, part.create_system = zipfile.ZIP_DEFLATED, 0, 0
            out.writestr(part, _fonts() if name == _TABLE else given.read(name))
    return packed.getvalue()


def _order(name: str) -> tuple[bool, str]:
    """What says which part is what comes first, as readers expect it."""
    return name != "[Content_Types].xml", name


def _fonts() -> bytes:
    entries = "".join(
        f"<w:font w:name={quoteattr(font)}><w:altName w:val={quoteattr(others)}/></w:font>"
        for font, others in FONTS.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:fonts xmlns:w="{_SPACE}">{entries}</w:fonts>'.encode()
