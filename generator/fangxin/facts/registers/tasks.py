"""工作任务: ``content/registers/tasks.yml``: work plans, tasks and what meetings agreed, each with
who does it and until when. What is overdue is told in public."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Any

from fangxin.base.problem import Place
from fangxin.facts.policy.policy import Policy
from fangxin.facts.record.parts import DAY, recorded
from fangxin.facts.recourse import Rewording
from fangxin.facts.registers.mended import mended_rows
from fangxin.facts.registers.page import RegisterPage, RowFigure, shown_of
from fangxin.facts.registers.parts import SOURCE, VOID_FIELD, code, late_prose, need, row_id
from fangxin.facts.registers.register import Dated, Register, Shown, Waits
from fangxin.facts.registers.rows import NOWHERE
from fangxin.facts.values import Void
from fangxin.text.fields.idents import FACT_ID
from fangxin.text.fields.kinds import Choice, Line
from fangxin.text.fields.rules import Only, When
from fangxin.text.fields.tables import Field, Group

KINDS = {
    "work_plan": ("工作方案", "work plan"),
    "task": ("工作任务", "task"),
    "agreed": ("议定事项", "agreed at a meeting"),
}
TASK_STATES = {
    "overdue": ("已逾期", "overdue"),
    "running": ("进行中", "under way"),
    "late": ("逾期完成", "done late"),
    "done": ("按期完成", "done in time"),
}
_KEYS = ("kind", "department", "meeting", "set", "due", "done", "result", "source")


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that a department has to do by its last day."""

    id: str
    title: str
    kind: str
    department: str
    set: Day
    ends: Day  # the last day
    recorded: Day
    source: str
    meeting: str | None = None
    done: Day | None = None
    result: str | None = None
    void: Void | None = None
    corrected: tuple[Rewording, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    def state(self, as_of: Day) -> str:
        """Overdue, running, late or done, as known on a day."""
        if self.done is not None and self.done <= as_of:
            return "late" if self.done > self.ends else "done"
        return "overdue" if as_of > self.ends else "running"


def _task(**values: Any) -> Task:
    values.setdefault("recorded", values["set"])
    return Task(**values)


ROW = Group(
    (
        row_id("TSK-2026-001"),
        need("title", Line(80), "做什么", "what is to be done", "制定本部门年度工作方案（示例）",
             erasable=True),
        need("kind", Choice(KINDS), "种类", "kind", "work_plan"),
        need("department", code("departments"), "责任单位", "who does it", "education"),
        Field("meeting", FACT_ID, "哪次会议议定", "meeting that agreed it",
              example="MTG-2026-001"),
        need("set", DAY, "布置日期", "day it was set", "2026-01-23"),
        Field("due", DAY, "期限", "last day", required=True, attr="ends", example="2026-03-31",
              ahead=True),
        recorded("recorded", "", "set"),
        Field("done", DAY, "完成日期", "day it was done", example="2026-03-20", late=True),
        late_prose("result", 400, "办成了什么", "what came of it", "方案已印发（示例）"),
        SOURCE,
        VOID_FIELD,
        mended_rows("title", "result", "source"),
    ),
    build=_task,
    order=(
        ("set", "recorded"),
        ("set", "due"),
        ("set", "done"),
        ("recorded", "void.date"),
    ),
    together=(("done", "result"), ("result", "done")),
    when=(When("kind", ("agreed",), ("meeting",)),),
    only=(Only(("meeting",), "kind", ("agreed",)),),
)  # fmt: skip


def _shown(row: Task, policy: Policy, as_of: Day) -> Shown | None:
    known = shown_of(row, policy, as_of, _KEYS, {"done": ("done", "result")})
    return None if known is None else Shown(known, row.title)


def _figures(rows: Sequence[Task], _: object, as_of: Day) -> Iterator[RowFigure]:
    states = [row.state(as_of) for row in rows if row.void is None]
    for state, (zh, en) in TASK_STATES.items():
        yield RowFigure(zh, en, f"{states.count(state)} 项")


TASKS = Register(
    "tasks",
    ("工作任务", "Work plans and tasks"),
    "任务",
    "yml",
    ROW,
    day="set",
    dated=(Dated("set", "recorded", "布置"),),
    shown=_shown,
    open=True,
    page="conference",
    told=RegisterPage(
        (
            "任务到人到天：哪个部门、什么时候前、办到哪一步。逾期的先列。",
            "Who does what by when; what is overdue comes first.",
        ),
        ("还没有登记过任务。", "No task is on record yet."),
        chips=("kind",),
        folded=("meeting", "source"),
        figures=_figures,
    ),
    waits=Waits(
        "due",
        "done",
        "",
        name="title",
        label=("联席会议的任务", "tasks of the joint conference"),
        zh="{due}前（含当日）须完成；完成后写 done 和 result",
        en="to be done by {due}, then write done and result",
    ),
    refers=(("meeting", "meetings"),),
)
