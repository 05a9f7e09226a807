"""A foreign table as rows of clean text, each with its number as a spreadsheet shows it."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TextIO

from generator.problem import Place, Problem

MOST_BYTES = 200 * 1024 * 1024
MOST_CELL = 100_000
MOST_LINE = 1_000_000  # characters
MOST_NAMED = 30  # columns that a message lists
BLOCK = 1 << 20
# How workbooks begin: .xlsx and .ods are zip archives, .xls is an older container.
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class Sheet(Protocol):
    """What a mapping says of the table itself."""

    @property
    def encoding(self) -> str: ...
    @property
    def delimiter(self) -> str: ...
    @property
    def blanks(self) -> tuple[str, ...]: ...
    def columns(self) -> Iterator[str]:
        """Every column that is read."""


@dataclass(frozen=True, slots=True)
class Row:
    """``raw``: the cells as they stand, which tell merchants apart; ``cells``: the clean ones."""

    number: int  # the heading is row 1
    raw: Mapping[str, str]
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Torn:
    """A row with too few or too many cells: what it says cannot be told by column."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """What could be read: whole rows, torn ones, and a problem for whatever is not usable."""

    rows: list[Row] = field(default_factory=list)
    torn: list[Torn] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def clean(text: str, blanks: tuple[str, ...]) -> str:
    """One line in NFC without control and invisible characters; blanks become nothing."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = "".join(
            " " if char.isspace() else char
            for char in text
            if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Co", "Cs", "Cn")
        )
    text = " ".join(text.split())
    return "" if text in blanks else text


def _wrong(path: Path, code: str, zh: str, en: str, line: int = 1) -> Problem:
    return Problem(Place(str(path), line), code, zh, en)


def regular_size(path: Path) -> int | None:
    """How many bytes a file has; None when it is no file but a pipe, a device or a folder, which
    must not be waited for. Raises OSError."""
    return path.stat().st_size if path.is_file() or not path.exists() else None


def lines_of(path: Path) -> int:
    """How many lines a table has, 0 when it cannot be told: only the progress depends on it."""
    try:
        if not 0 < (regular_size(path) or 0) <= MOST_BYTES:
            return 0
        with path.open("rb") as file:
            return sum(block.count(b"\n") for block in iter(lambda: file.read(BLOCK), b""))
    except OSError:
        return 0


def _unusable(path: Path) -> Problem | None:
    """Why a file is not read at all, told before it is."""
    try:
        size = regular_size(path)
        if size is None:
            zh = "这不是文件，是文件夹、管道或设备；请先另存为 CSV 文件"
            en = "this is no file but a folder, a pipe or a device; save it as a CSV file first"
            return _wrong(path, "not-a-file", zh, en)
        if size > MOST_BYTES:
            most = MOST_BYTES >> 20
            zh = f"文件超过 {most} MB，请拆开"
            return _wrong(path, "too-big", zh, f"the file is over {most} MB; split it")
        with path.open("rb") as file:
            head = file.read(8)
    except FileNotFoundError:
        zh, en = (
            "找不到这个文件；请核对文件名和文件夹",
            "there is no such file; check name and folder",
        )
        return _wrong(path, "no-file", zh, en)
    except OSError as error:
        zh, en = f"读不出文件（{error.strerror}）", f"cannot read the file ({error.strerror})"
        return _wrong(path, "unreadable", zh, en)
    if head.startswith(WORKBOOKS):
        return _wrong(
            path,
            "not-csv",
            "这是 Excel 等表格软件的工作簿，不是 CSV；请在表格软件里另存为“CSV UTF-8（逗号分隔）”"
            "再导入",
            "this is a workbook (Excel or alike), not a CSV; save it as 'CSV UTF-8 (comma "
            "delimited)' and import that",
        )
    return None


def _lines(file: TextIO) -> Iterator[str]:
    """Line by line, so that the text is never in memory as a whole. Raises csv.Error."""
    while line := file.readline(MOST_LINE + 1):
        if len(line) > MOST_LINE:
            raise csv.Error(f"line over {MOST_LINE} characters")
        yield line


def read_table(path: Path, mapping: Sheet) -> Table:
    """All usable rows, and a problem for each row that is not; nothing is dropped silently."""
    unusable = _unusable(path)
    if unusable is not None:
        return Table(problems=[unusable])
    try:
        with path.open(encoding=mapping.encoding, newline="") as file:
            return _read(path, file, mapping)
    except (UnicodeError, LookupError):
        return Table(problems=[_wrong_encoding(path, mapping)])
    except OSError as error:
        zh, en = f"读不出文件（{error.strerror}）", f"cannot read the file ({error.strerror})"
        return Table(problems=[_wrong(path, "unreadable", zh, en)])


def _wrong_encoding(path: Path, mapping: Sheet) -> Problem:
    return _wrong(
        path,
        "bad-encoding",
        f"文件不是 {mapping.encoding} 编码；请在对照表里改 encoding（如 gb18030、big5），"
        "或在表格软件里另存为“CSV UTF-8”",
        f"the file is not {mapping.encoding}; change encoding in the mapping (such as "
        "gb18030, big5), or save it as 'CSV UTF-8'",
    )


def _read(path: Path, file: TextIO, mapping: Sheet) -> Table:
    csv.field_size_limit(MOST_CELL)
    lines = csv.reader(_lines(file), delimiter=mapping.delimiter, strict=True)
    table = Table()
    try:
        header = [name.strip() for name in next(lines, [])]
        wrong = list(_header(path, header, mapping))
        if wrong:
            return Table(problems=wrong)
        table.rows.extend(_rows(path, header, lines, mapping, table))
    except csv.Error as error:
        zh = f"表格在这里断了（{error}）；请检查引号是否成对"
        en = f"the table breaks here ({error}); check the quotes"
        return Table(problems=[_wrong(path, "bad-csv", zh, en, lines.line_num)])
    if not table.rows and not table.problems:
        zh, en = "表里一行数据也没有", "the table has no rows"
        table.problems.append(_wrong(path, "no-rows", zh, en))
    return table


def _header(path: Path, header: list[str], mapping: Sheet) -> Iterator[Problem]:
    named = [name[:MOST_NAMED] for name in header[:MOST_NAMED]]
    named += ["…"] if len(header) > MOST_NAMED else []
    for name in dict.fromkeys(mapping.columns()):
        if name not in header:
            yield _wrong(
                path,
                "missing-column",
                f"表里没有“{name}”这一列；现有：{'、'.join(named) or '（空）'}。请核对对照表",
                f"the table has no column '{name}'; it has: {', '.join(named) or '(nothing)'}; "
                "check the mapping",
            )
    twice = sorted(name for name, count in Counter(header).items() if count > 1)
    for name in twice[:MOST_NAMED]:
        yield _wrong(
            path,
            "double-column",
            f"“{name}”这一列出现了两次；请改名或删去一列",
            f"the column '{name}' stands twice; rename or delete one",
        )


def _rows(
    path: Path,
    header: list[str],
    lines: Iterator[list[str]],
    mapping: Sheet,
    table: Table,
) -> Iterator[Row]:
    blanks = ("", *mapping.blanks)
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            table.torn.append(Torn(number, mapping.delimiter.join(cells)))
            table.problems.append(
                _wrong(
                    path,
                    "bad-row",
                    f"第 {number} 行有 {len(cells)} 格，表头有 {len(header)} 列；请检查逗号和引号",
                    f"row {number} has {len(cells)} cells but the heading {len(header)}; check "
                    "commas and quotes",
                    number,
                )
            )
            continue
        raw = dict(zip(header, cells, strict=True))
        yield Row(number, raw, {name: clean(cell, blanks) for name, cell in raw.items()})
