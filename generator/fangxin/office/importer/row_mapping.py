"""How a foreign table becomes rows of a register: what a small declarative file says.

``docs/import.md`` explains every key. ``register:`` tells such a mapping from one of records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from fangxin.base.problem import Place, Problem
from fangxin.facts.registers.declared import every
from fangxin.facts.registers.register import Register
from fangxin.office.importer.mapping import BLANKS
from fangxin.office.importer.mapping_file import SHEET, SKIP, encoding_is_known, separator_of
from fangxin.text.csv.schema import columns
from fangxin.text.fields.kinds import Choice, Coded, Line
from fangxin.text.fields.tables import Field, Group, ListOf, MapOf, read_document
from fangxin.text.table.cells import CELL, CellRule
from fangxin.text.table.conditions import Condition
from fangxin.text.yaml.reading import Map, read_yaml


def _tables() -> Mapping[str, Register[Any]]:
    return {one.name: one for one in every() if one.ending == "csv"}


@dataclass(frozen=True, slots=True)
class RowMapping:
    """A whole mapping. ``id_from``: rows with the same words there are the same batch (or case);
    ``confirmed``: whom an official found a row to be about, by row id, name or name/address."""

    title: str
    register: str
    file: str
    prefix: str
    id_from: tuple[str, ...]
    row: Mapping[str, CellRule]
    confirmed: Mapping[str, str] = field(default_factory=dict)
    skip: tuple[Condition, ...] = ()
    encoding: str = "utf-8-sig"
    delimiter: str = ""  # default: what stands between the names of the columns
    blanks: tuple[str, ...] = BLANKS
    sheet: str = ""  # of a workbook; default: the first one that is not empty

    def columns(self) -> Iterator[str]:
        """Every column that is read, so that a missing one is told at once."""
        yield from self.id_from
        for cell in self.row.values():
            yield from cell.columns()
        yield from (one.column for one in self.skip if one.column)

    @property
    def table(self) -> Register[Any]:
        """The register that is filled."""
        return _tables()[self.register]

    @property
    def name(self) -> str:
        """The register's file that takes up the rows."""
        return f"{self.register}-{self.file}.csv"


def _mapping(**given: Any) -> RowMapping:
    given["delimiter"] = separator_of(given.get("delimiter", ""))
    return RowMapping(**given)


def _fields() -> Group:
    choices = {one.name: one.title for one in _tables().values()}
    return Group(
        (
            Field("title", Line(), "这张表是什么", "what the table is", required=True),
            Field(
                "register",
                Choice(choices),
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
            Field("row", MapOf(CELL, least=1), "登记簿各列", "the columns of a row", required=True),
            Field(
                "confirmed",
                MapOf(Line(16)),
                "经人工核对的商户",
                "merchants that an official confirmed",
                "行编号、名称或「名称/地址」→ 商户编号",
                "row id, name or 'name/address' → merchant ID",
            ),
            SKIP,
            *SHEET,
        ),
        build=_mapping,
    )  # fmt: skip


def maps_rows(data: bytes) -> bool:
    """Whether a mapping file is one of rows, not of records."""
    root, _ = read_yaml(data, "")
    return isinstance(root, Map) and "register" in root.entries


def read_row_mapping(data: bytes, path: str) -> tuple[RowMapping | None, list[Problem]]:
    """The mapping, None when it cannot be used, and every problem of it."""
    mapping, problems = read_document(data, path, _fields(), zh="导入对照表")
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
