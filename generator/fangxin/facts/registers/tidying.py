"""A CSV register in the one spelling that the registry writes, whatever a spreadsheet made of it.

    tidy = tidied(data, "content/registers/complaints.csv", COMPLAINT)

Only spelling is touched, never content: what readers find in ``tidy.data`` is what they find in
``data``, and what is canonical already stays as it is, byte for byte. A file whose form is broken
(torn rows, no heading) is left alone; a cell that can be read in two ways stays as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fangxin.base.problem import Problem
from fangxin.text.csv.dialect import MARK, Saved, as_text
from fangxin.text.csv.schema import columns
from fangxin.text.csv.spelling import spelt
from fangxin.text.csv.table import CsvRow, CsvSheet, read_sheet
from fangxin.text.fields.tables import Field, Group
from fangxin.text.yaml.reading import Text


@dataclass(frozen=True, slots=True)
class Tidy:
    """``data``: the file as it is to be; ``cells``: column → how many of its cells are spelt anew;
    ``saved``: how it was saved. With ``problems`` it is left alone as it was."""

    data: bytes
    cells: Mapping[str, int] = field(default_factory=dict)
    saved: Saved | None = None
    problems: tuple[Problem, ...] = ()


def tidied(data: bytes, path: str, table: Group, mark: bool | None = None) -> Tidy:
    """The register in canonical spelling. ``mark``: whether it shall begin with a byte-order mark;
    by default as it does, and with one where it was saved in another encoding."""
    sheet, problems = read_sheet(data, path, table)
    if sheet is None or any(len(row.cells) != len(sheet.names) for row in sheet.rows):
        return Tidy(data, problems=tuple(problems))
    specs = [{spec.key: spec for spec in columns(table)}[name] for name in sheet.names]
    cells: dict[str, int] = {}
    rows = [_canonical(row, specs, cells) for row in sheet.rows]
    saved = sheet.saved
    marked = (saved.mark or saved.encoding != "utf-8") if mark is None else mark
    text = as_text([_heading(sheet), *rows])
    return Tidy((MARK if marked else b"") + text.encode(), cells, saved)


def _heading(sheet: CsvSheet) -> list[Text]:
    return [Text(name, 1, 1, True) for name in sheet.names]


def _canonical(row: CsvRow, specs: list[Field], cells: dict[str, int]) -> list[Text]:
    """The cells of a row in canonical spelling; those that change are counted."""
    found = []
    for spec, cell in zip(specs, row.cells, strict=True):
        value, _ = spelt(spec, cell.value)
        if value != cell.value:
            cells[spec.key] = cells.get(spec.key, 0) + 1
        found.append(cell._replace(value=value))
    return found


def in_words(before: bytes, tidy: Tidy) -> tuple[str, str]:
    """What is written anew, as the rest of a sentence in Chinese and English."""
    zh, en = [], []
    number = sum(tidy.cells.values())
    if number:
        zh.append(f"{'、'.join(tidy.cells)} 共 {number} 格的写法")
        en.append(f"{number} cells of {', '.join(tidy.cells)}")
    saved = tidy.saved or Saved("")
    if saved.encoding != "utf-8":
        name = saved.encoding.upper().replace("GB18030", "GBK")
        zh.append(f"编码 {name} 改为 UTF-8")
        en.append(f"{name} to UTF-8")
    if not saved.plain and saved.comma != ",":
        zh.append(f"{'分号' if saved.comma == ';' else '制表符'}改为逗号")
        en.append(f"{'semicolons' if saved.comma == ';' else 'tabs'} to commas")
    if saved.encoding == "utf-8" and saved.mark != tidy.data.startswith(MARK):
        zh.append("开头的 BOM 标记")
        en.append("the byte-order mark")
    if b"\r\n" in before:
        zh.append("换行")
        en.append("ends of lines")
    if not zh:
        zh.append("引号、空格和空行")
        en.append("quotation marks, blanks and empty rows")
    return "、".join(zh), ", ".join(en)
