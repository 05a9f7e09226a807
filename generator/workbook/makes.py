"""A workbook of any make as its pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

from generator.workbook.pages import Page
from generator.workbook.xlsx import xlsx_pages


@contextmanager
def opened(path: Path) -> Iterator[Sequence[Page]]:
    """The pages of a workbook that may be opened, to be read before it is closed. Raises anything
    where the file was made to break its reader."""
    with ZipFile(path) as archive:
        yield xlsx_pages(archive)
