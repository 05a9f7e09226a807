"""A workbook as bytes that are the same each time."""

from __future__ import annotations

import io
import re
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
    out = io.BytesIO()
    with ZipFile(once) as parts, ZipFile(out, "w", ZIP_DEFLATED) as again:
        for part in parts.infolist():
            data = parts.read(part)
            if part.filename == _CORE:  # the library writes the clock's time there
                data = _MODIFIED.sub(rb"\g<1>" + f"{_STAMP:%Y-%m-%dT%H:%M:%SZ}".encode(), data)
            info = ZipInfo(part.filename, _ZIP_TIME)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            again.writestr(info, data)
    return out.getvalue()


def as_text(value: str) -> str:
    """A text that a workbook's XML can hold: controls other than line breaks become blanks."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", " ", value)[:32_767]
