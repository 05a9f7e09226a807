"""How a foreign table becomes rows of a register: what a small declarative file says.

``docs/import.md`` explains every key. ``register:`` tells such a mapping from one of records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.fields import Field, Group, ListOf, MapOf, read_document
from generator.fields.kinds import Choice, Coded, Line
from generator.importer.mapping import BLANKS, DateCell
from generator.importer.mapping_file import SHEET, encoding_is_known
from generator.problem import Place, Problem
from generator.registers import ALL, Register
from generator.registers.schema import columns
from generator.source import Map, read_yaml

TABLES = {register.name: register for register in ALL if register.ending == "csv"}
PARTIES = {"inspections": "seller", "complaints": "merchant"}  # the columns that say whom
NOTHING = "-"  # the word of a map for "the cell stays empty"
_ASIDE = re.compile(r"[（(][^（()）]*[)）]|https?://\S*")
_BLANK = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class RowCell:
    """What one column of the register is filled with: a constant ``value``, a ``column`` of the
    table, or a ``text`` with columns in braces. Of a column's words ``before`` and ``after`` take
    a part, ``words`` translates them, ``format`` and ``calendar`` read a day."""

    column: str | None = None
    value: str | None = None
    text: str | None = None
    words: Mapping[str, str] | None = None
    default: str | None = None
    before: str | None = None
    after: str | None = None
    format: str | None = None
    calendar: str = "gregorian"

    def columns(self) -> Iterator[str]:
        """Every column of the table that it reads."""
        if self.column is not None:
            yield self.column
        yield from _BLANK.findall(self.text or "")

    def filled(self, cells: Mapping[str, str]) -> str | None:
        """The words for a row; None when the mapping cannot read what stands there."""
        if self.text is not None:
            return _BLANK.sub(lambda match: cells[match[1]], self.text)
        if self.column is None:
            return self.value or ""
        found = cells[self.column]
        if self.before is not None:
            found = _parted(found, self.before)[0]
        if self.after is not None:
            found = _parted(found, self.after)[1]
        found = found or (self.default or "")
        if self.words is not None and found:
            word = self.words.get(found, self.default)
            return "" if word == NOTHING else word
        if self.format is not None and found:
            day = DateCell(self.column, self.format, self.calendar).read(found)
            return day.isoformat() if day else None
        return found


def _parted(text: str, mark: str) -> tuple[str, str]:
    """What stands before and after the first ``mark`` that is neither inside brackets nor in a
    web address."""
    bare = _ASIDE.sub(lambda aside: " " * len(aside.group()), text)
    at = bare.find(mark)
    return (text, "") if at < 0 else (text[:at].strip(), text[at + len(mark) :].strip())


@dataclass(frozen=True, slots=True)
class RowMapping:
    """A whole mapping. ``id_from``: rows with the same words there are the same batch (or case);
    ``confirmed``: whom an official found a row to be about, by row id, name or name/address."""

    title: str
    register: str
    file: str
    prefix: str
    id_from: tuple[str, ...]
    row: Mapping[str, RowCell]
    confirmed: Mapping[str, str] = field(default_factory=dict)
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    blanks: tuple[str, ...] = BLANKS
    sheet: str = ""  # of a workbook; default: the first one that is not empty

    def columns(self) -> Iterator[str]:
        """Every column that is read, so that a missing one is told at once."""
        yield from self.id_from
        for cell in self.row.values():
            yield from cell.columns()

    @property
    def table(self) -> Register:
        """The register that is filled."""
        return TABLES[self.register]

    @property
    def name(self) -> str:
        """The register's file that takes up the rows."""
        return f"{self.register}-{self.file}.csv"


_CALENDARS = {"gregorian": ("公历", "Gregorian"), "roc": ("民国纪年", "years of the Republic")}
_CELL = Group(
    (
        Field("column", Line(), "列名", "name of a column"),
        Field("value", Line(), "固定内容", "a constant"),
        Field("text", Line(), "由各列拼成的文字", "text with {column}", example="{分类}抽检"),
        Field("map", MapOf(Line()), "词语对照", "our word for each of theirs", attr="words"),
        Field("default", Line(), "其他情况的内容", "the value for all else"),
        Field("before", Line(20), "只取这个符号之前", "only what stands before"),
        Field("after", Line(20), "只取这个符号之后", "only what stands after"),
        Field(
            "format",
            Coded(r"Y\W*m\W*d", "Y、m、d 依次各一次的日期格式", "Y, m and d once each, in order"),
            "日期格式",
            "format of a date",
            example="Y/m/d",
        ),
        Field("calendar", Choice(_CALENDARS), "纪年", "calendar"),
    ),
    build=RowCell,
    together=(
        *((key, "column") for key in ("map", "default", "before", "after", "format")),
        ("calendar", "format"),
    ),
)
MAPPING = Group(
    (
        Field("title", Line(), "这张表是什么", "what the table is", required=True),
        Field(
            "register",
            Choice({"inspections": ("商品抽检", "sampled goods"), "complaints": ("投诉", "cases")}),
            "导入哪本登记簿",
            "the register",
            required=True,
        ),
        Field(
            "file",
            Coded(r"[a-z0-9][a-z0-9-]{0,39}", "小写字母、数字和短横", "a-z, 0-9 and -"),
            "登记簿文件名的后半",
            "second half of the file's name",
            required=True,
            example="2019",
        ),
        Field(
            "prefix",
            Coded(r"[A-Z]{1,6}", "1 至 6 个大写字母", "1 to 6 capital letters"),
            "编号开头",
            "prefix of ids",
            required=True,
        ),
        Field(
            "id_from", ListOf(Line(), least=1), "确定编号的列", "columns the id is made from",
            required=True,
        ),
        Field("row", MapOf(_CELL, least=1), "登记簿各列", "the columns of a row", required=True),
        Field(
            "confirmed",
            MapOf(Line(16)),
            "经人工核对的商户",
            "merchants that an official confirmed",
            "行编号、名称或「名称/地址」→ 商户编号",
            "row id, name or 'name/address' → merchant ID",
        ),
        *SHEET,
    ),
    build=RowMapping,
)  # fmt: skip


def maps_rows(data: bytes) -> bool:
    """Whether a mapping file is one of rows, not of records."""
    root, _ = read_yaml(data, "")
    return isinstance(root, Map) and "register" in root.entries


def read_row_mapping(data: bytes, path: str) -> tuple[RowMapping | None, list[Problem]]:
    """The mapping, None when it cannot be used, and every problem of it."""
    mapping, problems = read_document(data, path, MAPPING, zh="导入对照表")
    if mapping is not None:
        problems = [*problems, *_check(mapping, path)]
    return (None if problems else mapping), problems


def _check(mapping: RowMapping, path: str) -> Iterator[Problem]:
    """What the field table cannot say: known columns, those that must be there, an encoding."""
    specs = {spec.key: spec for spec in columns(mapping.table.row) if spec.key != "id"}
    for key in mapping.row:
        if key not in specs:
            yield Problem(
                Place(path),
                "unknown-key",
                f"row 里不能写“{key}”；可写的有 {'、'.join(specs)}（编号由程序给）",
                f"row cannot have '{key}'; it may have {', '.join(specs)}; the id is given",
            )
    for spec in specs.values():
        if spec.required and spec.key not in mapping.row:
            yield Problem(
                Place(path),
                "missing-key",
                f"row 里必须有 {spec.name_zh}；请写明取自哪一列（column）或固定内容（value）",
                f"row needs {spec.key}; name its column or a constant value",
            )
    yield from encoding_is_known(mapping.encoding, path)
