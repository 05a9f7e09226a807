"""其他荣誉: ``content/registers/honoured.csv``: what others granted: by whom, and for how long.

The record of a merchant and this register say the same (``fangxin.registry.agreeing``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Any

from fangxin.base.problem import Place
from fangxin.facts.policy.policy import Policy
from fangxin.facts.record.parts import DAY, document, recorded
from fangxin.facts.recourse import Rewording
from fangxin.facts.registers.mended import mended_cell
from fangxin.facts.registers.page import RegisterPage, RowFigure, shown_of
from fangxin.facts.registers.parts import (
    SOURCE,
    VOID_FIELD,
    late_prose,
    need,
    party_of,
    row_id,
    shop_column,
)
from fangxin.facts.registers.register import Dated, Register, RegisterForm, Shown
from fangxin.facts.registers.rows import NOWHERE, Party
from fangxin.facts.values import Void
from fangxin.text.fields.kinds import Line
from fangxin.text.fields.tables import Field, Group

_KEYS = ("name", "merchant", "by", "granted", "until", "document", "taken", "why", "source")


@dataclass(frozen=True, slots=True)
class Honoured:
    """One honour of one enterprise."""

    id: str
    name: str  # of the honour
    holder: str
    by: str
    granted: Day
    recorded: Day
    source: str
    shop: Party = field(default_factory=Party)
    ends: Day | None = None  # last day of its term
    document: str | None = None
    taken: Day | None = None  # taken away or given back
    why: str | None = None
    void: Void | None = None
    corrected: tuple[Rewording, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    def holds(self, as_of: Day) -> bool:
        """Whether it is held on a day, as known then."""
        over = self.ends is not None and self.ends < as_of
        taken = self.taken is not None and self.taken <= as_of
        void = self.void is not None and self.void.date <= as_of
        return self.recorded <= as_of and not (over or taken or void)


def _honoured(**values: Any) -> Honoured:
    values.setdefault("recorded", values["granted"])
    return Honoured(shop=party_of(id=values.pop("merchant", None)), **values)


ROW = Group(
    (
        row_id("HON-2026-0001"),
        need("name", Line(80, name=True), "荣誉名称", "name of the honour",
             "消费者信得过单位（示例）", erasable=True),
        need("holder", Line(80), "获得者", "who has it", "白帆电器城中店（示例）", erasable=True),
        shop_column("商户编号", "merchant ID", "是登记的商户的要写；档案里的荣誉须写得一样"),
        need("by", Line(80), "授予单位", "granted by", "浦江县消费者权益保护委员会（示例）",
             erasable=True),
        need("granted", DAY, "授予日期", "day it was granted", "2026-03-15"),
        recorded("recorded", "", "granted"),
        Field("until", DAY, "截止日期", "last day", "没有期限的不写", "none where it has no term",
              attr="ends", example="2029-03-14", ahead=True),
        document(),
        Field("taken", DAY, "取消日期", "day it was taken away", example="2026-09-01", late=True),
        late_prose("why", 200, "取消原因", "why it was taken away", "自愿交回（示例）"),
        SOURCE,
        VOID_FIELD,
        mended_cell("name", "holder", "by", "document", "why", "source"),
    ),
    build=_honoured,
    order=(
        ("granted", "recorded"),
        ("granted", "until"),
        ("granted", "taken"),
        ("recorded", "void.date"),
    ),
    together=(("taken", "why"), ("why", "taken")),
)  # fmt: skip


def _shown(row: Honoured, policy: Policy, as_of: Day) -> Shown | None:
    known = shown_of(row, policy, as_of, _KEYS, {"taken": ("taken", "why")})
    return None if known is None else Shown(known, row.holder)


def _figures(rows: Sequence[Honoured], _: object, as_of: Day) -> Iterator[RowFigure]:
    held = [row for row in rows if row.holds(as_of)]
    for name in sorted({row.name for row in held}):
        yield RowFigure(name, "in force", f"{sum(row.name == name for row in held)} 家")


HONOURED = Register(
    "honoured",
    ("其他荣誉", "Honours that others granted"),
    "荣誉",
    "csv",
    ROW,
    day="granted",
    party="merchant",
    party_attr="shop",
    dated=(Dated("granted", "recorded", "授予"),),
    shown=_shown,
    open=True,
    page="brands",
    form=RegisterForm(
        "荣誉",
        (
            dict.fromkeys(
                ("name", "holder", "by", "granted", "until", "document", "source"), "",
            ),
        ),
        ("一家一项一行。获得者是登记的商户的写编号，档案里的荣誉也要写得一样。",),
    ),
    told=RegisterPage(
        (
            "消费者信得过单位、守合同重信用一类：谁授予、什么时候、到哪天。",
            "Such as 'trusted by consumers' or 'keeps contracts': who granted it, until when.",
        ),
        ("还没有登记过荣誉。", "No honour is on record yet."),
        (
            (
                "荣誉由授予单位负责，不是放心消费单位的认定，也不能代替认定。",
                "An honour is its issuer's word and is no recognition as a trustworthy merchant.",
            ),
        ),
        chips=("name",),
        folded=("document", "source"),
        past=lambda row, as_of: not row.holds(as_of),
        figures=_figures,
    ),
)  # fmt: skip
