"""A workbook as bytes that are the same each time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

_STAMP = datetime.fromisoformat("2020-01-01")  # of every workbook, whenever it was made
_ZIP_TIME = (2020, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_CORE = "docProps/core.xml"


def saved(book: Workbook) -> bytes:
    """The workbook's bytes without the moment of their making."""
    book.properties.creator = "fangxin"
    book.properties.lastModifiedBy = None
    book.properties.created = _STAMP
    once = io.BytesIO()
    book.save(once)
    with ZipFile(once) as parts:
        return packed((name, _timeless(name, parts.read(name))) for name in parts.namelist())


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of these parts, by name, that says nothing of when it was made."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in parts:
            info = ZipInfo(name, _ZIP_TIME)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, data)
    return out.getvalue()


def _timeless(part: str, data: bytes) -> bytes:
    """The library writes the clock's time into one part."""
    if part != _CORE:
        return data
    return _MODIFIED.sub(rb"\g<1>" + f"{_STAMP:%Y-%m-%dT%H:%M:%SZ}".encode(), data)


def as_text(value: str) -> str:
    """A text that a workbook's XML can hold: controls other than line breaks become blanks."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", " ", value)[:32_767]
