"""The field table of ticks 核对: which criteria an office found to be met, or excepted."""

from __future__ import annotations

from fangxin.facts.record.parts import CODE, VOID_FIELD, day, document, fact_id
from fangxin.facts.values import Tick
from fangxin.text.fields.kinds import Coded, Flag, Line
from fangxin.text.fields.tables import Field, Group

TICK = Group(
    (
        fact_id("K1"),
        Field(
            "criterion",
            Coded(CODE, "条件代码（小写字母）", "a code (lower-case)"),
            "认定条件",
            "criterion",
            "代码见 content/programme/categories.yml",
            "codes are in content/programme/categories.yml",
            required=True,
            example="licence",
        ),
        day("核对日期", "day it was checked"),
        Field(
            "by",
            Coded(CODE, "部门代码（小写字母）", "a code (lower-case)", of="offices"),
            "核对部门",
            "department that checked it",
            "代码见 content/programme/departments.yml",
            "codes are in content/programme/departments.yml",
            required=True,
            example="amr",
            erasable=True,
        ),
        document(required=True),
        Field(
            "met",
            Flag(),
            "符合",
            "met",
            "met 和 exception 写一项，写 true",
            "either met or exception, true",
            example="true",
        ),
        Field(
            "exception",
            Flag(),
            "不符合而例外认定",
            "not met, recognised by way of exception",
            "须写明理由，公开在状态页上",
            "needs a reason, and is shown on the status page",
            example="true",
        ),
        Field(
            "reason",
            Line(200),
            "例外理由",
            "reason of the exception",
            example="老字号，厨房改造到年底完成",
            erasable=True,
        ),
        VOID_FIELD,
    ),
    build=Tick,
    order=(("date", "void.date"),),
    together=(("reason", "exception"), ("exception", "reason")),
)
