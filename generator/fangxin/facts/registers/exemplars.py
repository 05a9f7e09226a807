"""正反典型: ``content/registers/exemplars.yml``: good examples, and bad ones that were exposed.

A bad example rests upon a finding that stands: its document is that of a failure of this merchant
(``fangxin.registry.agreeing``). Its words are gone on the day that the row says, or earlier.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Day
from typing import Any

from fangxin.base.problem import Place
from fangxin.facts.policy.policy import Policy
from fangxin.facts.record.parts import DAY, day, recorded
from fangxin.facts.recourse import Rewording
from fangxin.facts.registers.mended import mended_rows
from fangxin.facts.registers.page import RegisterPage, shown_of
from fangxin.facts.registers.parts import SOURCE, VOID_FIELD, need, party_of, row_id, shop_column
from fangxin.facts.registers.register import Dated, Register, Shown
from fangxin.facts.registers.rows import NOWHERE, Party
from fangxin.facts.values import Void
from fangxin.text.fields.kinds import Choice, Line, Prose
from fangxin.text.fields.rules import Only, When
from fangxin.text.fields.tables import Field, Group

KINDS = {"good": ("正面典型", "good example"), "bad": ("反面典型", "bad example")}
_KEYS = ("kind", "merchant", "date", "what", "finding", "source")


@dataclass(frozen=True, slots=True)
class Exemplar:
    """One merchant that others may learn from, for good or ill."""

    id: str
    kind: str
    title: str
    date: Day
    recorded: Day
    what: str
    source: str
    shop: Party = field(default_factory=Party)
    finding: str | None = None  # the document of the failure that a bad one rests upon
    ends: Day | None = None  # last day on which a bad one is told
    taken_down: Day | None = None  # earlier, when what it rests on no longer holds
    void: Void | None = None
    corrected: tuple[Rewording, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    def is_told(self, day: Day) -> bool:
        """Whether its words are public on a day."""
        over = self.ends is not None and self.ends < day
        down = self.taken_down is not None and self.taken_down <= day
        return not (over or down or (self.void is not None and self.void.date <= day))


def _exemplar(**values: Any) -> Exemplar:
    values.setdefault("recorded", values["date"])
    return Exemplar(shop=party_of(id=values.pop("merchant", None)), **values)


ROW = Group(
    (
        row_id("EXM-2026-001"),
        need("kind", Choice(KINDS), "正面还是反面", "good or bad", "good"),
        shop_column("商户编号", "merchant ID"),
        need("title", Line(60), "题目", "title", "坏果当场换，不用开口（示例）", erasable=True),
        day("公布日期", "day it was made public"),
        recorded("recorded", "", "date"),
        need("what", Prose(500), "事迹或事实", "what it did", "柜台写明三日内不甜包退（示例）",
             erasable=True),
        Field("finding", Line(80), "处理文号", "document of the finding",
              "反面典型只能说已经依法处理的事：写登记簿里那一件的文号",
              "a bad example tells of what was found: the document of that failure",
              example="浦市监罚〔2026〕8号", erasable=True),
        Field("until", DAY, "公布到", "last day on which it is told",
              "反面典型到这一天为止；不得长过那一件的公示期",
              attr="ends", example="2026-12-31", ahead=True),
        Field("taken_down", DAY, "撤下日期", "day it was taken down",
              "处理被撤销、公示提前结束的，当天撤下", example="2026-09-01", late=True),
        SOURCE,
        VOID_FIELD,
        mended_rows("title", "what", "finding", "source"),
    ),
    build=_exemplar,
    order=(
        ("date", "recorded"),
        ("date", "until"),
        ("date", "taken_down"),
        ("recorded", "void.date"),
    ),
    when=(When("kind", ("bad",), ("merchant", "finding", "until")),),
    only=(Only(("finding", "until", "taken_down"), "kind", ("bad",)),),
)  # fmt: skip


def _shown(row: Exemplar, policy: Policy, as_of: Day) -> Shown | None:
    known = shown_of(row, policy, as_of, _KEYS, {})
    if known is None:
        return None
    if not known:  # nobody is exposed by a mistake
        return Shown(())
    if not row.is_told(as_of):
        return Shown(("kind", "date"), "已撤下")
    return Shown(known, row.title, {"商户": row.shop.id})


EXEMPLARS = Register(
    "exemplars",
    ("正反典型", "Good and bad examples"),
    "典型",
    "yml",
    ROW,
    day="date",
    party="merchant",
    party_attr="shop",
    dated=(Dated("date", "recorded", "公布"),),
    shown=_shown,
    open=True,
    page="evaluation",
    told=RegisterPage(
        (
            "好的，说清好在哪里；差的，只说已经依法处理的事实。",
            "Good ones with their merits; bad ones only as far as authorities found.",
        ),
        ("还没有公布过典型。", "No example has been published yet."),
        (
            (
                "商户今天的认定状态以它自己的页面为准；反面典型期满撤下，处理被撤销的同时撤下。",
                "A merchant's own page says how it stands today; bad examples are taken down in "
                "time.",
            ),
        ),
        group="kind",
        folded=("source",),
        past=lambda row, as_of: not row.is_told(as_of),
    ),
)
