"""A foreign table as rows of clean text, each with its number as a spreadsheet shows it."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from generator.problem import Place, Problem

MOST_BYTES = 200 * 1024 * 1024
MOST_CELL = 100_000
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


def _decoded(path: Path, mapping: Sheet) -> str | Problem:
    """The text of the table, or why there is none."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        zh, en = (
            "找不到这个文件；请核对文件名和文件夹",
            "there is no such file; check name and folder",
        )
        return _wrong(path, "no-file", zh, en)
    except OSError as error:
        zh, en = f"读不出文件（{error.strerror}）", f"cannot read the file ({error.strerror})"
        return _wrong(path, "unreadable", zh, en)
    if data.startswith(WORKBOOKS):
        return _wrong(
            path,
            "not-csv",
            "这是 Excel 等表格软件的工作簿，不是 CSV；请在表格软件里另存为“CSV UTF-8（逗号分隔）”"
            "再导入",
            "this is a workbook (Excel or alike), not a CSV; save it as 'CSV UTF-8 (comma "
            "delimited)' and import that",
        )
    if len(data) > MOST_BYTES:
        zh, en = "文件超过 200 MB，请拆开", "the file is over 200 MB; split it"
        return _wrong(path, "too-big", zh, en)
    try:
        return data.decode(mapping.encoding)
    except (UnicodeDecodeError, LookupError):
        return _wrong(
            path,
            "bad-encoding",
            f"文件不是 {mapping.encoding} 编码；请在对照表里改 encoding（如 gb18030、big5），"
            "或在表格软件里另存为“CSV UTF-8”",
            f"the file is not {mapping.encoding}; change encoding in the mapping (such as "
            "gb18030, big5), or save it as 'CSV UTF-8'",
        )


def read_table(path: Path, mapping: Sheet) -> Table:
    """All usable rows, and a problem for each row that is not; nothing is dropped silently."""
    text = _decoded(path, mapping)
    if isinstance(text, Problem):
        return Table(problems=[text])
    csv.field_size_limit(MOST_CELL)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=mapping.delimiter, strict=True)
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
    for name in dict.fromkeys(mapping.columns()):
        if name not in header:
            yield _wrong(
                path,
                "missing-column",
                f"表里没有“{name}”这一列；现有：{'、'.join(header) or '（空）'}。请核对对照表",
                f"the table has no column '{name}'; it has: {', '.join(header) or '(nothing)'}; "
                "check the mapping",
            )
    for name in sorted({name for name in header if header.count(name) > 1}):
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
