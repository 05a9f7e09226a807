"""创建进展: ``content/registers/milestones.yml``: the steps of what a county builds over years.

What is built is a project of the programme (``projects`` of ``topics.yml``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Day
from typing import Any

from fangxin.base.problem import Place
from fangxin.facts.policy.policy import Policy
from fangxin.facts.record.parts import day, recorded
from fangxin.facts.recourse import Rewording
from fangxin.facts.registers.mended import mended_rows
from fangxin.facts.registers.page import RegisterPage, shown_of
from fangxin.facts.registers.parts import SOURCE, VOID_FIELD, code, late_prose, need, row_id
from fangxin.facts.registers.register import Dated, Register, Shown
from fangxin.facts.registers.rows import NOWHERE
from fangxin.facts.values import Void
from fangxin.text.fields.kinds import Choice, Line, Whole
from fangxin.text.fields.tables import Field, Group

STATES = {
    "begun": ("开始", "begun"),
    "under_way": ("推进中", "under way"),
    "submitted": ("已申报", "submitted"),
    "passed": ("已通过", "passed"),
    "not_passed": ("未通过", "not passed"),
}
_KEYS = ("project", "date", "state", "reached", "target", "what", "source")


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step; ``reached`` of ``target`` where it can be counted."""

    id: str
    project: str
    title: str
    date: Day
    recorded: Day
    state: str
    source: str
    reached: int | None = None
    target: int | None = None
    what: str | None = None
    void: Void | None = None
    corrected: tuple[Rewording, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


def _milestone(**values: Any) -> Milestone:
    values.setdefault("recorded", values["date"])
    return Milestone(**values)


ROW = Group(
    (
        row_id("MST-2026-001"),
        need("project", code("projects"), "项目", "project", "food_county"),
        need("title", Line(60), "这一步", "this step", "现场评估（示例）", erasable=True),
        day("日期", "day"),
        recorded("recorded", "", "date"),
        need("state", Choice(STATES), "状态", "state", "under_way"),
        Field("reached", Whole(0, 1_000_000), "已完成数", "reached", example="120"),
        Field("target", Whole(1, 1_000_000), "目标数", "of how many", example="200"),
        late_prose("what", 300, "说明", "what was done", "四个乡镇的集体聚餐点完成改造（示例）"),
        SOURCE,
        VOID_FIELD,
        mended_rows("title", "what", "source"),
    ),
    build=_milestone,
    order=(("date", "recorded"), ("recorded", "void.date")),
    together=(("reached", "target"), ("target", "reached")),
)


def _shown(row: Milestone, policy: Policy, as_of: Day) -> Shown | None:
    known = shown_of(row, policy, as_of, _KEYS, {})
    return None if known is None else Shown(known, row.title)


MILESTONES = Register(
    "milestones",
    ("创建进展", "Steps of what is being built"),
    "进展",
    "yml",
    ROW,
    day="date",
    dated=(Dated("date", "recorded", "进展"),),
    shown=_shown,
    open=True,
    page="kitchens",
    told=RegisterPage(
        ("创建到了哪一步，哪天、凭什么。", "Which step was reached, when, and on what ground."),
        ("还没有登记过进展。", "No step is on record yet."),
        group="project",
        chips=("state",),
        folded=("source",),
    ),
)
