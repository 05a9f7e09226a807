"""专项整治: ``content/registers/sweeps.yml``: what departments did together in one field.

The row says the field, the means, who, when and what was done; what it changed is counted from the
registers of complaints and samples (``fangxin.view.sweeps``), never written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Day
from typing import Any

from fangxin.base.problem import Place, Problem
from fangxin.facts.policy.policy import Policy
from fangxin.facts.record.parts import DAY, recorded
from fangxin.facts.recourse import Rewording
from fangxin.facts.registers.mended import mended_rows
from fangxin.facts.registers.page import RegisterPage, RowFigure, shown_of
from fangxin.facts.registers.parts import SOURCE, VOID_FIELD, code, late_prose, need, row_id
from fangxin.facts.registers.register import Dated, Register, Shown, Waits
from fangxin.facts.registers.rows import NOWHERE
from fangxin.facts.values import Void
from fangxin.text.fields.kinds import Choice, Line, Whole
from fangxin.text.fields.tables import Field, Group, ListOf

MEANS = {
    "survey": ("消费调查", "survey"),
    "review": ("公开点评", "public review"),
    "talk": ("行政约谈", "administrative talk"),
    "penalty": ("行政查处", "penalties"),
    "exposure": ("社会曝光", "exposure"),
    "rules": ("行业规范", "industry rules"),
}
_KEYS = ("field", "campaign", "means", "departments", "begins", "ends", "aim", "closed", "done",
         "checked", "faults", "cases", "source")  # fmt: skip
_LATER = {"closed": ("closed", "done", "checked", "faults", "cases")}


@dataclass(frozen=True, slots=True)
class Sweep:
    """One campaign in one field."""

    id: str
    name: str
    area: str  # a field of consumption of the programme
    means: tuple[str, ...]
    departments: tuple[str, ...]
    begins: Day
    ends: Day  # planned last day
    recorded: Day
    aim: str
    source: str
    campaign: str | None = None  # a series of the programme that it belongs to
    closed: Day | None = None  # when it was summed up
    done: str | None = None
    checked: int | None = None
    faults: int | None = None
    cases: int | None = None
    void: Void | None = None
    corrected: tuple[Rewording, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


def _sweep(**values: Any) -> Sweep:
    values.setdefault("recorded", values["begins"])
    return Sweep(**values)


def _count(key: str, zh: str, en: str, example: str) -> Field:
    return Field(key, Whole(0, 1_000_000), zh, en, example=example, late=True)


ROW = Group(
    (
        row_id("SWP-2026-001"),
        need("name", Line(60), "名称", "name", "预付式消费专项整治（示例）", erasable=True),
        Field("field", code("areas"), "领域", "field", required=True, attr="area",
              example="prepaid"),
        Field("campaign", code("campaigns"), "所属行动", "series", example="spring"),
        need("means", ListOf(Choice(MEANS), least=1, most=6), "手段", "means",
             "[survey, talk, penalty]"),
        need("departments", ListOf(code("departments"), least=1, most=20), "部门", "departments",
             "[amr, econ]"),
        need("begins", DAY, "开始", "first day", "2026-02-02"),
        replace(need("ends", DAY, "结束", "last day", "2026-04-30", "计划的最后一天"), ahead=True),
        recorded("recorded", "", "begins"),
        need("aim", Line(120), "要解决什么", "what it is for", "办卡没有书面合同，关门不退余额",
             erasable=True),
        Field("closed", DAY, "总结日期", "day it was summed up", example="2026-05-12", late=True),
        late_prose("done", 500, "做了什么", "what was done", "查了 46 家，31 家用上示范文本"),
        _count("checked", "检查（家次）", "checked", "46"),
        _count("faults", "发现问题（家次）", "with faults", "17"),
        _count("cases", "立案（件）", "cases", "3"),
        SOURCE,
        VOID_FIELD,
        mended_rows("name", "aim", "done", "source"),
    ),
    build=_sweep,
    order=(
        ("begins", "ends"),
        ("begins", "closed"),
        ("faults", "checked"),
        ("recorded", "void.date"),
    ),
    together=(
        ("closed", "done"),
        ("done", "closed"),
        ("checked", "closed"),
        ("faults", "checked"),
        ("cases", "closed"),
    ),
)  # fmt: skip


def named_once(rows: tuple[Sweep, ...]) -> Iterator[Problem]:
    """A department and a means stand once in a row."""
    for row in rows:
        for key, values in (("means", row.means), ("departments", row.departments)):
            twice = next((one for one in values if values.count(one) > 1), None)
            if twice is not None:
                yield Problem(
                    row.place, "named-twice",
                    f"{row.id}：{key} 里的 {twice} 写了两次；请删去一个",
                    f"{row.id}: {key} has {twice} twice; delete one",
                )  # fmt: skip


def _shown(row: Sweep, policy: Policy, as_of: Day) -> Shown | None:
    known = shown_of(row, policy, as_of, _KEYS, _LATER)
    return None if known is None else Shown(known, row.name)


def _figures(rows: Sequence[Sweep], _: object, as_of: Day) -> Iterator[RowFigure]:
    standing = [row for row in rows if row.void is None]
    running = sum(row.begins <= as_of <= row.ends for row in standing)
    closed = [row for row in standing if row.closed is not None and row.closed <= as_of]
    yield RowFigure("进行中", "under way", f"{running} 个")
    yield RowFigure("已总结", "summed up", f"{len(closed)} 个")
    checked = sum(row.checked or 0 for row in closed)
    yield RowFigure("已检查", "checked", f"{checked} 家次",
                    f"发现问题 {sum(row.faults or 0 for row in closed)} 家次")  # fmt: skip
    yield RowFigure("立案", "cases", f"{sum(row.cases or 0 for row in closed)} 件")


SWEEPS = Register(
    "sweeps",
    ("专项整治", "Campaigns"),
    "整治",
    "yml",
    ROW,
    day="begins",
    rules=named_once,
    dated=(Dated("begins", "recorded", "整治"),),
    shown=_shown,
    open=True,
    page="campaigns",
    told=RegisterPage(
        (
            "哪里反映多，就整治哪里：查了什么、用了哪些手段、前后变了多少，都由登记簿算出来。",
            "Where complaints cluster, departments act; what it changed is counted, not claimed.",
        ),
        ("还没有开展过专项整治。", "There has been no campaign yet."),
        group="field",
        spans={"begins": ("ends", "起止")},
        folded=("campaign", "closed", "source"),
        figures=_figures,
    ),
    waits=Waits(
        "ends",
        "closed",
        "",
        name="name",
        label=("专项整治的总结", "campaigns to be summed up"),
        zh="{due}结束；总结后写 closed、done 和各项件数",
        en="ends on {due}: sum it up under closed and done, with its numbers",
    ),
)  # fmt: skip
