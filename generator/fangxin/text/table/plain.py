"""A CSV as a grid of rows: in whatever encoding and with whatever separator a spreadsheet chose, or
those that are announced."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from fangxin.base.problem import Problem
from fangxin.text.table.encodings import codec_of
from fangxin.text.table.file import BLOCK, unreadable, unusable_file
from fangxin.text.table.shapes import told
from fangxin.text.workbook.reading import HEAD, Grid, GridLine

ENCODINGS = ("utf-8-sig", "gb18030")  # Chinese spreadsheets write the second as plain "CSV"
SEPARATORS = (",", "\t", ";", "|", "，", "；")
CSV_CELL = 100_000
MOST_LINE = 1_000_000  # characters
MOST_HEADING = 1 << 16  # characters of the names of columns
MOST_ROWS, MOST_CELLS = 300_000, 3_000_000  # that are kept while they are looked at
BROKEN = (
    "表格在这里断了：引号不成对，或一格、一行长得没有完；请在表格软件里核对这一行，"
    "另存为 CSV UTF-8",
    "the table breaks here: a quotation mark has no other, or a cell or row does not end; look at"
    " the row in a spreadsheet and save it as CSV UTF-8",
)
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF16 = "utf_16"


def read_plain(
    path: Path, encoding: str = "", comma: str = "", names: Collection[str] = ()
) -> tuple[Grid | None, list[Problem]]:
    """The rows of a CSV that are not blank; None with the reason when it cannot be read as one.
    Without ``encoding`` and ``comma`` they are found out, the latter by the ``names`` of columns
    that are looked for."""
    unusable = unusable_file(path)
    if unusable is not None:
        return None, [unusable]
    try:
        codec = codec_of(encoding) if encoding else _codec_in(path)
        if codec is None:
            return None, [_unknown_encoding(path)]
        strict = "replace" if codec == _UTF16 and not encoding else "strict"
        with path.open(encoding=codec, errors=strict, newline="") as file:
            return _grid(path, file, comma, names)
    except (UnicodeError, LookupError):
        return None, [_other_encoding(path, encoding)]
    except OSError as error:
        return None, [unreadable(path, error)]


def decoded(data: bytes) -> str | None:
    """The text in the first encoding that fits; None when none does."""
    if data.startswith(_MARKS):
        return data.decode(_UTF16, "replace")
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _codec_in(path: Path) -> str | None:
    """The first encoding that fits a file, which is never in memory as a whole."""
    with path.open("rb") as file:
        if file.read(2) in _MARKS:
            return _UTF16
        for encoding in ENCODINGS:
            file.seek(0)
            decoder = codecs.getincrementaldecoder(encoding)()
            try:
                for block in iter(lambda: file.read(BLOCK), b""):
                    decoder.decode(block)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                continue
            return encoding
    return None


def _grid(
    path: Path, file: TextIO, comma: str, names: Collection[str]
) -> tuple[Grid | None, list[Problem]]:
    csv.field_size_limit(CSV_CELL)
    head = [file.readline(MOST_HEADING) for _ in range(HEAD)]
    file.seek(0)
    lines = csv.reader(_lines(file), delimiter=comma or separator(head, names), strict=True)
    try:
        found = tuple(_rows(lines))
    except csv.Error:
        return None, [told(path, "bad-csv", *BROKEN, lines.line_num)]
    if len(found) > MOST_ROWS or sum(len(line.cells) for line in found) > MOST_CELLS:
        return None, [_too_large(path)]
    return Grid("", found), []


def separator(head: Sequence[str], names: Collection[str] = ()) -> str:
    """What separates the cells of the first lines: what stands between ``names``, or else whatever
    stands in the first one most often."""

    def named(line: str, mark: str) -> int:
        try:
            row = next(csv.reader([line], delimiter=mark), [])
        except csv.Error:  # which is said where the whole is read
            return 0
        return len({name.strip() for name in row}.intersection(names))

    def fits(mark: str) -> tuple[int, int]:
        return max(named(line, mark) for line in head) if names else 0, head[0].count(mark)

    return max(SEPARATORS, key=fits)


def _lines(file: TextIO) -> Iterator[str]:
    """Line by line, so that the text is never in memory as a whole. Raises csv.Error."""
    while line := file.readline(MOST_LINE + 1):
        if len(line) > MOST_LINE:
            raise csv.Error(f"line over {MOST_LINE} characters")
        yield line


def _rows(rows: Iterator[list[str]]) -> Iterator[GridLine]:
    """Numbered as a spreadsheet shows them, no more than may be kept and one. Raises csv.Error."""
    kept = filled = 0
    for number, cells in enumerate(rows, 1):
        if kept > MOST_ROWS or filled > MOST_CELLS:
            return  # which is said of the whole
        if any(cell.strip() for cell in cells):
            kept, filled = kept + 1, filled + len(cells)
            yield GridLine(number, tuple(cells))


def _too_large(path: Path) -> Problem:
    return told(
        path,
        "too-big",
        f"表里超过 {MOST_ROWS} 行或 {MOST_CELLS} 格：多半是导出时出了错，或把整张空表都存了下来。"
        "请删去多余的行列；确实有这么多的，请拆成几个文件",
        f"the table has over {MOST_ROWS} rows or {MOST_CELLS} cells: most likely the export went "
        "wrong, or a whole empty sheet was saved; delete what is not needed, or split it",
    )


def _unknown_encoding(path: Path) -> Problem:
    return told(
        path,
        "bad-encoding",
        "认不出这个文件的文字编码；请在表格软件里另存为“Excel 工作簿（.xlsx）”或“CSV UTF-8”",
        "the file's encoding is unknown; save it as .xlsx or 'CSV UTF-8'",
    )


def _other_encoding(path: Path, encoding: str) -> Problem:
    return told(
        path,
        "bad-encoding",
        f"文件不是 {encoding} 编码；请在对照表里改 encoding（如 gb18030、big5），"
        "或在表格软件里另存为“CSV UTF-8”",
        f"the file is not {encoding}; change encoding in the mapping (such as gb18030, big5), or "
        "save it as 'CSV UTF-8'",
    )
