"""群体性事件与风险: ``content/registers/incidents.yml``: what many were struck by, or might be.

What the risk was, what was done, how it ended, and what was learnt. Numbers below ten are not
written, and nobody who was struck is quoted or named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from statistics import median
from typing import Any

from fangxin.base.problem import Place, Problem
from fangxin.facts.policy.policy import Policy
from fangxin.facts.record.parts import DAY, day, recorded
from fangxin.facts.recourse import Rewording
from fangxin.facts.registers.mended import mended_rows
from fangxin.facts.registers.page import RegisterPage, RowFigure, shown_of
from fangxin.facts.registers.parts import SOURCE, VOID_FIELD, code, late_prose, need, row_id
from fangxin.facts.registers.register import Dated, Register, Shown, Waits
from fangxin.facts.registers.rows import NOWHERE
from fangxin.facts.registers.voices import no_voices
from fangxin.facts.values import Void
from fangxin.text.fields.idents import FACT_ID
from fangxin.text.fields.kinds import Choice, Line, Prose, Whole
from fangxin.text.fields.tables import Field, Group, ListOf

KINDS = {
    "group": ("群体性事件", "many struck at once"),
    "sudden": ("突发事件", "sudden event"),
    "regional": ("区域性风险", "risk to a region"),
}
STATES = {
    "found": ("已发现", "found"),
    "handled": ("处置中", "being dealt with"),
    "closed": ("已了结", "closed"),
}
FEWEST = 10  # of fewer people nobody counts: a neighbour would know who they are
_KEYS = ("kind", "field", "towns", "date", "risk", "people", "departments", "due", "responded",
         "response", "closed", "outcome", "lessons", "sweep", "source")  # fmt: skip
_LATER = {"responded": ("responded", "response"),
          "closed": ("closed", "outcome", "lessons")}  # fmt: skip
_TEXTS = ("title", "risk", "response", "outcome", "lessons")


@dataclass(frozen=True, slots=True)
class Incident:
    """One event or risk, from the day it was found to its end."""

    id: str
    kind: str
    title: str
    area: str  # a code of the programme
    date: Day  # on which it was found
    recorded: Day
    risk: str
    departments: tuple[str, ...]
    ends: Day  # by which it is to be closed
    source: str
    towns: tuple[str, ...] = ()
    people: int | None = None
    responded: Day | None = None
    response: str | None = None
    closed: Day | None = None
    outcome: str | None = None
    lessons: str | None = None
    sweep: str | None = None  # the campaign that it led to
    void: Void | None = None
    corrected: tuple[Rewording, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    def state(self, as_of: Day) -> str:
        """Found, handled or closed, as known on a day."""
        if self.closed is not None and self.closed <= as_of:
            return "closed"
        responded = self.responded is not None and self.responded <= as_of
        return "handled" if responded else "found"


def _incident(**values: Any) -> Incident:
    values.setdefault("recorded", values["date"])
    return Incident(**values)


ROW = Group(
    (
        row_id("INC-2026-001"),
        need("kind", Choice(KINDS), "种类", "kind", "group"),
        need("title", Line(60), "名称", "name", "健身房停业预付卡退款（示例）", erasable=True),
        Field("field", code("areas"), "领域", "field", required=True, attr="area",
              example="prepaid"),
        Field("towns", ListOf(Line(40, of="towns"), least=1, most=40), "乡镇街道", "towns",
              "全县的不写", "none where it is the whole county", example="[浦阳街道]"),
        day("发现日期", "day it was found"),
        recorded("recorded", "", "date"),
        need("risk", Prose(400), "风险", "the risk", "停业后未消费的卡值无处退（示例）",
             "说清是什么风险、多大范围；不写消费者的情况", erasable=True),
        Field("people", Whole(FEWEST, 1_000_000), "涉及人数", "people struck",
              f"不到 {FEWEST} 人的不写，免得认得出是谁",
              f"none below {FEWEST}, or people would be recognised", example="120"),
        need("departments", ListOf(code("departments"), least=1, most=20), "处置部门",
             "departments", "[amr, police]"),
        Field("due", DAY, "处置期限", "day by which it is to be closed", required=True,
              attr="ends", example="2026-06-30", ahead=True),
        Field("responded", DAY, "首次处置日期", "day of the first response",
              example="2026-03-02", late=True),
        late_prose("response", 500, "怎样处置", "response", "当天进驻，登记卡值，冻结账户（示例）"),
        Field("closed", DAY, "了结日期", "day it was closed", example="2026-05-20", late=True),
        late_prose("outcome", 500, "结果", "outcome", "九成以上的余额退还或转到别店（示例）"),
        late_prose("lessons", 500, "教训和改进", "lessons", "预收款超过限额的须存管（示例）"),
        Field("sweep", FACT_ID, "促成的整治", "campaign that it led to",
              example="SWP-2026-001", late=True),
        SOURCE,
        VOID_FIELD,
        mended_rows(*_TEXTS, "source"),
    ),
    build=_incident,
    order=(
        ("date", "recorded"),
        ("date", "due"),
        ("date", "responded"),
        ("responded", "closed"),
        ("recorded", "void.date"),
    ),
    together=(
        ("responded", "response"),
        ("response", "responded"),
        ("closed", "responded"),
        ("closed", "outcome"),
        ("closed", "lessons"),
        ("outcome", "closed"),
        ("lessons", "closed"),
    ),
)  # fmt: skip


def nobody_is_named(rows: tuple[Incident, ...]) -> Iterator[Problem]:
    """No text quotes or names anybody who was struck."""
    yield from no_voices(rows, _TEXTS)


def _shown(row: Incident, policy: Policy, as_of: Day) -> Shown | None:
    known = shown_of(row, policy, as_of, _KEYS, _LATER)
    return None if known is None else Shown(known, row.title)


def _figures(rows: Sequence[Incident], _: object, as_of: Day) -> Iterator[RowFigure]:
    standing = [row for row in rows if row.void is None]
    states = [row.state(as_of) for row in standing]
    late = sum(row.ends < as_of and row.state(as_of) != "closed" for row in standing)
    yield RowFigure("没有了结", "not closed", f"{len(states) - states.count('closed')} 起",
                    f"其中超过期限 {late} 起")  # fmt: skip
    yield RowFigure("已了结", "closed", f"{states.count('closed')} 起")
    for zh, en, days in (
        ("发现到处置", "found to response",
         [(row.responded - row.date).days for row in standing if row.responded]),
        ("发现到了结", "found to end",
         [(row.closed - row.date).days for row in standing if row.closed]),
    ):  # fmt: skip
        if days:
            yield RowFigure(zh, en, f"{median(days):g} 天", f"{len(days)} 起的中位数")


INCIDENTS = Register(
    "incidents",
    ("群体性事件与风险", "Incidents and risks"),
    "事件",
    "yml",
    ROW,
    day="date",
    rules=nobody_is_named,
    dated=(Dated("date", "recorded", "发现"),),
    shown=_shown,
    open=True,
    page="incidents",
    told=RegisterPage(
        (
            "牵涉很多人的事，还没有出大事的风险：是什么、怎样处置、结果怎样、学到了什么。",
            "What struck many, or might: the risk, the response, the end, and what was learnt.",
        ),
        ("还没有登记过事件和风险。", "No incident or risk is on record yet."),
        (
            (
                f"不登任何一位消费者的情况；不到 {FEWEST} 人的不写人数。自己也遇上了的，"
                "照样投诉，不必等公布。",
                f"Nothing about any consumer, and no number below {FEWEST}. Struck too? "
                "Complain at once.",
            ),
        ),
        group="kind",
        units={"people": " 人"},
        folded=("departments", "due", "sweep", "source"),
        past=lambda row, as_of: row.state(as_of) == "closed",
        figures=_figures,
    ),
    waits=Waits(
        "due",
        "closed",
        "",
        name="title",
        label=("没有了结的事件和风险", "incidents and risks not closed"),
        zh="{due}前（含当日）须了结；了结后写 closed、outcome 和 lessons",
        en="to be closed by {due}, then write closed, outcome and lessons",
    ),
    refers=(("sweep", "sweeps"),),
)
