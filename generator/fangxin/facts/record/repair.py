"""The field table of 信用修复: the publication of a failure was ended before its time."""

from __future__ import annotations

from fangxin.facts.record.parts import day, document, recorded
from fangxin.facts.recourse import Repair
from fangxin.text.fields.kinds import Line, Prose
from fangxin.text.fields.tables import Field, Group

REPAIR = Group(
    (
        day("信用修复日期", "day of the credit repair"),
        document(required=True),
        Field(
            "by",
            Line(60),
            "作出修复决定的机关",
            "authority that decided",
            "谁认定、谁修复",
            "the one that made the finding",
            example="浦江县市场监督管理局",
            erasable=True,
        ),
        Field(
            "summary", Prose(500), "说明", "summary", example="已改正并履行全部义务", erasable=True
        ),
        recorded("recorded", "信用修复", "date"),
    ),
    build=Repair,
    order=(("date", "recorded"),),
)
REPAIR_FIELD = Field(
    "repair",
    REPAIR,
    "信用修复",
    "credit repair",
    "有权机关准予信用修复的，详情提前停止公示；最短公示期满以后才能写",
    "the authority granted credit repair: the detail leaves early, not before the shortest period",
    late=True,
    weighs=True,
)
