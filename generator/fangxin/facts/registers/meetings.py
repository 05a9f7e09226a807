"""联席会议: ``content/registers/meetings.yml``: meetings requested, held, agreed and circulated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Any

from fangxin.base.problem import Place, Problem
from fangxin.facts.policy.policy import Policy
from fangxin.facts.record.parts import DAY, document, recorded
from fangxin.facts.recourse import Rewording
from fangxin.facts.registers.mended import mended_rows
from fangxin.facts.registers.page import RegisterPage, RowFigure, shown_of
from fangxin.facts.registers.parts import SOURCE, VOID_FIELD, code, late_prose, need, row_id
from fangxin.facts.registers.register import Dated, Register, Shown
from fangxin.facts.registers.rows import NOWHERE
from fangxin.facts.values import Void
from fangxin.text.fields.kinds import Choice, Line
from fangxin.text.fields.tables import Field, Group, ListOf

KINDS = {
    "plenary": ("全体会议", "plenary"),
    "special": ("专题会议", "on one matter"),
}
_KEYS = ("kind", "requested", "department", "prepared", "held", "attended", "agreed", "circulated",
         "document", "source")  # fmt: skip
_LATER = {
    "prepared": ("prepared",),
    "held": ("held", "attended", "agreed"),
    "circulated": ("circulated", "document"),
}


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of the joint conference, from the request to its circulated minutes."""

    id: str
    title: str
    kind: str
    requested: Day
    recorded: Day
    department: str  # that asked for it
    source: str
    prepared: Day | None = None  # when the liaison officers met before it
    held: Day | None = None
    attended: tuple[str, ...] = ()
    agreed: str | None = None
    circulated: Day | None = None
    document: str | None = None
    void: Void | None = None
    corrected: tuple[Rewording, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


def _meeting(**values: Any) -> Meeting:
    values.setdefault("recorded", values["requested"])
    return Meeting(**values)


ROW = Group(
    (
        row_id("MTG-2026-001"),
        need("title", Line(80), "议题", "matter", "研究预付式消费整治（示例）", erasable=True),
        need("kind", Choice(KINDS), "种类", "kind", "special"),
        need("requested", DAY, "提请日期", "day it was asked for", "2026-01-08"),
        recorded("recorded", "", "requested"),
        need("department", code("departments"), "提请单位", "who asked for it", "econ"),
        Field("prepared", DAY, "联络员会议", "day the liaison officers met",
              "全体会议召开前要先开", example="2026-01-15", late=True),
        Field("held", DAY, "召开日期", "day it was held", example="2026-01-20", late=True),
        Field("attended", ListOf(code("departments"), least=1, most=40), "参加单位",
              "who took part", example="[amr, econ, police]", late=True),
        late_prose("agreed", 800, "议定事项", "what was agreed", "春节前完成一轮检查（示例）"),
        Field("circulated", DAY, "通报日期", "day it was circulated", "纪要印发各成员单位的日子",
              example="2026-01-23", late=True),
        document(),
        SOURCE,
        VOID_FIELD,
        mended_rows("title", "agreed", "document", "source"),
    ),
    build=_meeting,
    order=(
        ("requested", "recorded"),
        ("requested", "prepared"),
        ("prepared", "held"),
        ("requested", "held"),
        ("held", "circulated"),
        ("recorded", "void.date"),
    ),
    together=(
        ("attended", "held"),
        ("held", "attended"),
        ("agreed", "held"),
        ("circulated", "agreed"),
        ("document", "circulated"),
    ),
)  # fmt: skip


def plenaries_are_prepared(rows: tuple[Meeting, ...]) -> Iterator[Problem]:
    """Before a plenary is held, the liaison officers have met."""
    for row in rows:
        if row.kind == "plenary" and row.held is not None and row.prepared is None:
            yield Problem(
                row.place,
                "meeting-unprepared",
                f"{row.id}：全体会议已召开（{row.held}），但没有写联络员会议的日期 prepared："
                "会前由办公室主任主持联络员会议研究议题。请补上",
                f"{row.id}: the plenary was held on {row.held}, but prepared is not written: the "
                "liaison officers meet before it; add the day",
            )


def _shown(row: Meeting, policy: Policy, as_of: Day) -> Shown | None:
    known = shown_of(row, policy, as_of, _KEYS, _LATER)
    return None if known is None else Shown(known, row.title)


def _figures(rows: Sequence[Meeting], _: object, as_of: Day) -> Iterator[RowFigure]:
    standing = [row for row in rows if row.void is None]
    held = [row for row in standing if row.held is not None and row.held <= as_of]
    out = [row for row in held if row.circulated is not None and row.circulated <= as_of]
    yield RowFigure("提请", "requested", f"{len(standing)} 次")
    yield RowFigure("召开", "held", f"{len(held)} 次")
    yield RowFigure("有议定事项", "agreed", f"{sum(row.agreed is not None for row in held)} 次")
    yield RowFigure("已通报", "circulated", f"{len(out)} 次")


MEETINGS = Register(
    "meetings",
    ("联席会议", "The joint conference"),
    "会议",
    "yml",
    ROW,
    day="requested",
    rules=plenaries_are_prepared,
    dated=(Dated("requested", "recorded", "提请"),),
    shown=_shown,
    open=True,
    page="conference",
    told=RegisterPage(
        (
            "各部门一起管消费：谁是成员，开过什么会，定了什么，谁还没有办完。",
            "Departments act together: who belongs, what was agreed, what is overdue.",
        ),
        ("还没有登记过会议。", "No meeting is on record yet."),
        chips=("kind",),
        folded=("prepared", "attended", "document", "source"),
        figures=_figures,
    ),
)
