"""What a row cites: a law by its title, and what is restricted by it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from fangxin.facts.registers.parts import need
from fangxin.facts.registers.rows import Restriction
from fangxin.text.fields.kinds import Choice, Line
from fangxin.text.fields.shape import Lists, Report, Schema
from fangxin.text.fields.tables import BROKEN, Field, Group
from fangxin.text.yaml.reading import Node

WHOM = {
    "firm": ("经营者", "the firm"),
    "representative": ("法定代表人（只写职务）", "its legal representative, by role only"),
}
_TITLE = re.compile(r"《[^《》]{2,60}》")


@dataclass(frozen=True, slots=True)
class LawLine:
    """One line that names a law by its title in 《》."""

    most: int = 160

    def read(self, node: Node, spec: Field, report: Report) -> Any:
        """The text."""
        value = Line(self.most).read(node, spec, report)
        if value is BROKEN or _TITLE.search(value):
            return value
        expected = ("带书名号的法律依据", "a law, its title in 《》")
        mend = (
            "请照决定书写明法律名称和条款，例如《企业信息公示暂行条例》第十七条",
            "copy title and article from the decision",
        )
        return report.wrong(node, spec, "no-law", expected, mend)

    def schema(self, lists: Lists) -> Schema:
        """Text with a title in it."""
        return {"type": "string", "maxLength": self.most, "pattern": "《[^《》]{2,60}》"}


RESTRICTION = Group(
    (
        need("what", Line(120), "受限事项", "what is restricted", "不得参加政府采购"),
        need("law", LawLine(), "法律依据", "the law", "《政府采购法》第二十二条"),
        Field("whom", Choice(WHOM), "限制谁", "whom it restricts", "默认经营者", "default: firm"),
    ),
    build=Restriction,
)
