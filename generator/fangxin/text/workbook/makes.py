"""A workbook of any make as its pages.

Each make is read by what tells how a cell is shown. A library that gives values alone would not
do: python-calamine 0.9 gives 3 for a cell that shows 浦消联办〔2026〕3号, nothing for an error, and
says neither what is struck out nor which rows are hidden. So an .xls is read by xlrd, which knows
formats and fonts, an .ods from its own XML, which keeps the text shown, an .xlsb not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

from fangxin.text.workbook.ods import ods_pages
from fangxin.text.workbook.opening import make_of
from fangxin.text.workbook.pages import SheetPage
from fangxin.text.workbook.xls import xls_pages
from fangxin.text.workbook.xlsx import xlsx_pages


@contextmanager
def opened(path: Path) -> Iterator[Sequence[SheetPage]]:
    """The pages of a workbook that may be opened, to be read before it is closed. Raises
    LockedError, and anything where the file was made to break its reader."""
    make = make_of(path)
    if make == "xls":
        yield xls_pages(path.read_bytes())
        return
    with ZipFile(path) as archive:
        yield ods_pages(archive) if make == "ods" else xlsx_pages(archive)
