"""A fifth register, 召回, that stands in no module of the program: it only says itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Any

from fangxin.facts.policy.policy import Policy
from fangxin.facts.record.parts import added, day, recorded
from fangxin.facts.record.undoing import Undoing, void
from fangxin.facts.recourse import Rewording
from fangxin.facts.registers.mended import mended_cell
from fangxin.facts.registers.parts import (
    VOID_FIELD,
    code,
    document,
    need,
    party,
    row_id,
    take_party,
)
from fangxin.facts.registers.register import Dated, Register, RegisterForm, Shown, Waits
from fangxin.facts.registers.rows import NOWHERE, Party
from fangxin.facts.values import Failure, Void
from fangxin.text.fields.kinds import Choice, Line
from fangxin.text.fields.tables import Field, Group

NAME = "pullbacks"
STATES = {"voluntary": ("主动召回", "voluntary"), "refused": ("拒不召回", "refused")}


@dataclass(frozen=True, slots=True)
class Recall:
    """One batch of goods that was called back, or was not."""

    id: str
    date: Day
    recorded: Day
    product: str
    state: str
    seller: Party = field(default_factory=Party)
    kind: str | None = None
    document: str | None = None
    done: Day | None = None
    done_recorded: Day | None = None
    void: Void | None = None
    corrected: tuple[Rewording, ...] = ()
    place: Any = field(default=NOWHERE, compare=False)


def _recall(**values: Any) -> Recall:
    values.setdefault("recorded", values["date"])
    return Recall(seller=take_party(values, "seller"), **values)


ROW = Group(
    (
        row_id("RCL-2026-0001"),
        day("召回日期", "day of the recall"),
        recorded("recorded", "", "date"),
        need("product", Line(120), "商品", "product", "移动电源", erasable=True),
        *party("seller", "销售者", "seller"),
        need("state", Choice(STATES), "情况", "state", "voluntary", weighs=True),
        Field("kind", code("kinds"), "问题类型", "kind of failure", weighs=True),
        document(),
        *added("done", "完成日期", "day it was done"),
        VOID_FIELD,
        mended_cell("product", "document"),
    ),
    build=_recall,
    order=(("date", "recorded"), ("date", "done")),
    together=(("done_recorded", "done"),),
)


def _failures(rows: tuple[Recall, ...], policy: Policy | None) -> Mapping[str, Failure]:
    """Who refused to call its goods back."""
    return {
        row.id: Failure(
            row.id, row.kind, row.date, row.recorded, document=row.document,
            summary=f"拒不召回：{row.product}", void=row.void, register=NAME,
        )
        for row in rows
        if row.state == "refused" and row.kind is not None
    }  # fmt: skip


def _shown(row: Recall, policy: Policy, as_of: Day) -> Shown | None:
    return Shown(("date", "product", "state", "done")) if row.recorded <= as_of else None


RECALLS = Register(
    NAME,
    ("商品召回", "Recalls"),
    "召回",
    "csv",
    ROW,
    day="date",
    party="seller",
    failures=_failures,
    dated=(
        Dated("date", "recorded", "召回"),
        Dated("done", "done_recorded", "完成", late=True),
    ),
    undoings=(void(NAME), Undoing(NAME, "done", "召回完成", "recalled after all", ("document",))),
    shown=_shown,
    open=True,
    form=RegisterForm(
        "召回", ({"date": "", "product": "", "state": "", "seller_name": "某店（示例）"},),
        ("一批商品一行。",),
    ),
    waits=Waits(
        "date", "done", "misuse_days", "product", ("召回的期限", "pullbacks"),
        "{product}：{state}，{due}前（含当日）须完成", "{product}: {state}, due {due}",
    ),
)  # fmt: skip
