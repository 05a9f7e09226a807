"""更正文字 of rows: which texts of a row may be mended, and how a CSV keeps what they said before.

In YAML the list ``corrected`` is that of a record. A CSV has one cell for it, a line for each text
that was mended, the oldest first:

    2026-11-28|product|浦消联办〔2026〕9号|移动电原
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fangxin.facts.record.parts import rewordings
from fangxin.facts.recourse import Rewording
from fangxin.text.fields.shape import Lists, Report, Schema
from fangxin.text.fields.tables import BROKEN, Field, Group
from fangxin.text.yaml.reading import Map, Node, Text

VOIDED = ("void.reason", "void.document")
_LINE = re.compile(r"(?P<date>[^|\n]*)\|(?P<key>[^|\n]*)\|(?P<document>[^|\n]*)\|(?P<before>.+)")


def line_of(date: str, key: str, document: str, before: str) -> str:
    """One mended text as a line of the cell."""
    return f"{date}|{key}|{document.replace('|', '/')}|{' '.join(before.split())}"


def entries_in(cell: Text) -> list[Map] | None:
    """The lines of a cell as the mappings that YAML would have; None where one has another form."""
    found = []
    for at, line in enumerate(cell.value.split("\n")):
        match = _LINE.fullmatch(line.strip())
        if match is None:
            return None
        texts = {
            key: Text(value.strip(), cell.line + at, cell.column, False)
            for key, value in match.groupdict().items()
        }
        found.append(Map({**texts}, {**texts}, cell.line + at, cell.column))
    return found


@dataclass(frozen=True, slots=True)
class Mends:
    """The cell of a CSV: lines of day, key, document and the words that stood there."""

    keys: tuple[str, ...]
    most: int = 4000

    def read(self, node: Node, spec: Field, report: Report) -> Any:
        """The mended texts, oldest first."""
        if type(node) is not Text:
            return report.not_text(node, spec)
        entries = entries_in(node)
        if entries is None:
            expected = (
                "一行一处「日期|哪一项|文号|原来的文字」",
                "lines of day|key|document|words",
            )
            mend = ("请用 fangxin correct 更正，不要手填", "use fangxin correct instead")
            return report.wrong(node, spec, "not-mended", expected, mend)
        table = self.item
        found = [table.read(entry, Field("corrected", table, "", ""), report) for entry in entries]
        return BROKEN if BROKEN in found else tuple(found)

    @property
    def item(self) -> Group:
        """The table of a line."""
        kind = rewordings(self.keys).kind
        item = getattr(kind, "item", None)
        assert isinstance(item, Group)
        return item

    def schema(self, lists: Lists) -> Schema:
        """Text of such lines."""
        return {"type": "string", "maxLength": self.most}


def mended_rows(*keys: str) -> Field:
    """The list in a YAML register; days, kinds, results, amounts and whom a row is about are never
    mended: it is declared void and another one entered."""
    return rewordings((*keys, *VOIDED))


def mended_cell(*keys: str) -> Field:
    """The column of a CSV register, by the same rule."""
    return Field(
        "corrected",
        Mends((*keys, *VOIDED)),
        "更正文字",
        "mended texts",
        "由 fangxin correct 填写：先写下原来的文字再改；日子、种类、结果、金额和是哪一家不能改",
        "written by fangxin correct: the old words are kept; days, kinds, results, amounts and "
        "whom it is about never change",
        example=line_of("2026-11-28", "document", "浦消联办〔2026〕9号", "浦市监检〔2026〕7号"),
        late=True,
    )


def as_of_failure(
    corrected: tuple[Rewording, ...], names: Mapping[str, str]
) -> tuple[Rewording, ...]:
    """The mended texts by what the failure that a row is calls them; others are the row's alone."""
    return tuple(
        Rewording(one.date, names[one.key], one.before, one.document)
        for one in corrected
        if one.key in names
    )
