"""商品召回: ``content/registers/recalls.yml``: goods that are called back, found from the product.

What it is called and which batches, who of the registry sold it, what a buyer does, until when.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Any

from fangxin.base.problem import Place, Problem
from fangxin.facts.policy.policy import Policy
from fangxin.facts.record.parts import DAY, day, recorded
from fangxin.facts.recourse import Rewording
from fangxin.facts.registers.mended import mended_rows
from fangxin.facts.registers.page import RegisterPage, RowFigure, shown_of
from fangxin.facts.registers.parts import (
    OFFICE_PHONE,
    SOURCE,
    VOID_FIELD,
    code,
    late_prose,
    need,
    row_id,
)
from fangxin.facts.registers.register import Dated, Register, Shown
from fangxin.facts.registers.rows import NOWHERE
from fangxin.facts.values import Void
from fangxin.text.fields.idents import FACT_ID, MerchantId
from fangxin.text.fields.kinds import Choice, Line, Prose, Whole
from fangxin.text.fields.tables import Field, Group, ListOf

KINDS = {
    "voluntary": ("主动召回", "by the producer itself"),
    "ordered": ("责令召回", "ordered by an authority"),
}
REMEDIES = {
    "refund": ("退货退款", "money back"),
    "exchange": ("换货", "exchange"),
    "repair": ("免费修理", "free repair"),
    "label": ("补说明", "a note is added"),
}
_KEYS = ("product", "brand", "model", "batches", "hazard", "remedy", "what", "until", "phone",
         "sellers", "kind", "producer", "date", "department", "inspection", "units", "closed",
         "recovered", "result", "source")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recall:
    """Goods of one name and brand that are called back."""

    id: str
    product: str
    brand: str
    batches: tuple[str, ...]
    kind: str
    producer: str
    date: Day
    recorded: Day
    hazard: str
    remedy: str
    what: str  # a buyer does
    department: str
    source: str
    sellers: tuple[str, ...] = ()  # IDs of merchants
    model: str | None = None
    phone: str | None = None
    ends: Day | None = None  # the last day to ask; None: there is none
    inspection: str | None = None  # the sample that led to it
    units: int | None = None  # sold here
    closed: Day | None = None
    recovered: int | None = None
    result: str | None = None
    void: Void | None = None
    corrected: tuple[Rewording, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def title(self) -> str:
        """What a buyer calls it."""
        return f"{self.brand} {self.product}"

    def runs(self, as_of: Day) -> bool:
        """Whether a buyer can still ask on a day, as known then."""
        void = self.void is not None and self.void.date <= as_of
        over = self.ends is not None and self.ends < as_of
        closed = self.closed is not None and self.closed <= as_of
        return self.recorded <= as_of and not (void or over or closed)


def _recall(**values: Any) -> Recall:
    values.setdefault("recorded", values["date"])
    return Recall(**values)


ROW = Group(
    (
        row_id("RCA-2026-001"),
        need("product", Line(60), "商品", "product", "手机充电器（示例）", erasable=True),
        need("brand", Line(40), "品牌", "brand", "湾畔（示例）", erasable=True),
        Field("model", Line(60), "型号", "model", example="WP-20", erasable=True),
        need("batches", ListOf(Line(40), least=1, most=50), "批次", "batches", "[251023]",
             "包装上怎样印就怎样写"),
        need("kind", Choice(KINDS), "谁发起", "by whom", "ordered"),
        need("producer", Line(80), "生产者", "producer", "深圳湾畔电子有限公司（示例）",
             erasable=True),
        day("公布日期", "day it was made public"),
        recorded("recorded", "", "date"),
        need("hazard", Prose(300), "有什么危险", "hazard", "过充电可能发热起火", erasable=True),
        need("remedy", Choice(REMEDIES), "怎样补救", "remedy", "refund"),
        need("what", Prose(300), "买了怎么办", "what to do", "停用，凭实物到购买的店退款",
             erasable=True),
        Field("until", DAY, "办理到", "last day to ask", "一直办理的不写",
              "none where there is no last day", attr="ends", ahead=True, example="2027-02-13"),
        Field("phone", OFFICE_PHONE, "召回电话", "telephone", example="0579-00000011"),
        Field("sellers", ListOf(MerchantId(), least=1, most=200), "登记的商户里谁卖过",
              "merchants of the registry that sold it", "写商户编号；没有的不写",
              "their IDs; none if nobody did", example="[PJ2400118]"),
        need("department", code("departments"), "监督部门", "department", "amr"),
        Field("inspection", FACT_ID, "哪次抽检发现", "sample that led to it",
              example="INS-2026-0001"),
        Field("units", Whole(1, 10_000_000), "本县售出（件）", "sold in the county",
              example="36", late=True),
        Field("closed", DAY, "结束日期", "day it was closed", example="2026-08-31", late=True),
        Field("recovered", Whole(0, 10_000_000), "已收回或改好（件）", "got back or mended",
              example="31", late=True),
        late_prose("result", 300, "结果", "result", "联系到的都已退款（示例）"),
        SOURCE,
        VOID_FIELD,
        mended_rows("product", "brand", "model", "producer", "hazard", "what", "result", "source"),
    ),
    build=_recall,
    order=(
        ("date", "recorded"),
        ("date", "until"),
        ("date", "closed"),
        ("recovered", "units"),
        ("recorded", "void.date"),
    ),
    together=(
        ("recovered", "units"),
        ("recovered", "closed"),
        ("closed", "result"),
        ("result", "closed"),
    ),
)  # fmt: skip


def written_once(rows: tuple[Recall, ...]) -> Iterator[Problem]:
    """A batch and a seller stand once in a row, and no two rows call back the same batch."""
    seen: dict[tuple[str, str, str | None, str], str] = {}
    for row in rows:
        for key, values in (("batches", row.batches), ("sellers", row.sellers)):
            twice = next((one for one in values if values.count(one) > 1), None)
            if twice is not None:
                yield Problem(
                    row.place, "named-twice",
                    f"{row.id}：{key} 里的 {twice} 写了两次；请删去一个",
                    f"{row.id}: {key} has {twice} twice; delete one",
                )  # fmt: skip
        for batch in {*row.batches} if row.void is None else ():
            other = seen.setdefault((row.brand, row.product, row.model, batch), row.id)
            if other != row.id:
                yield Problem(
                    row.place, "recalled-twice",
                    f"{row.id}：{row.title}批次 {batch} 在 {other} 已经召回；同一批只写一行，"
                    "写错的用 void 注明",
                    f"{row.id}: batch {batch} of {row.title} is called back by {other} already; "
                    "one row for a batch, or declare one void",
                )  # fmt: skip


def _shown(row: Recall, policy: Policy, as_of: Day) -> Shown | None:
    later = {"closed": ("units", "closed", "recovered", "result")}
    known = shown_of(row, policy, as_of, _KEYS, later)
    return None if known is None else Shown(known, row.title)


def _figures(rows: Sequence[Recall], _: object, as_of: Day) -> Iterator[RowFigure]:
    standing = [row for row in rows if row.void is None]
    running = sum(row.runs(as_of) for row in standing)
    yield RowFigure("正在召回", "under way", f"{running} 种")
    yield RowFigure("已经结束", "over", f"{len(standing) - running} 种")
    done = [row for row in standing if row.closed and row.closed <= as_of and row.units]
    if done:
        back, sold = sum(row.recovered or 0 for row in done), sum(row.units or 0 for row in done)
        yield RowFigure("已收回或改好", "got back", f"{back} / {sold} 件", share=(back, sold))


RECALLS = Register(
    "recalls",
    ("商品召回", "Recalls"),
    "召回",
    "yml",
    ROW,
    day="date",
    rules=written_once,
    dated=(Dated("date", "recorded", "公布"),),
    shown=_shown,
    open=True,
    page="recalls",
    told=RegisterPage(
        (
            "手里的东西在不在召回：看商品名、品牌和包装上的批次，三样都对上的就是。",
            "Is yours called back? Compare name, brand and the batch on the package.",
        ),
        ("还没有登记过召回。", "No recall is on record yet."),
        (
            (
                "在名单里的，先停用。没有小票也可以问卖它的店；本页只列登记的商户，别处买的一样可以"
                "找卖家和生产者。",
                "If it is, stop using it. Shops that are not on record must take it back too.",
            ),
            (
                "卖过召回商品的店不等于有过错：商品出厂时的毛病由生产者负责。",
                "A shop that sold it is not at fault for how it was made.",
            ),
        ),
        chips=("remedy",),
        units={"units": " 件", "recovered": " 件"},
        folded=("kind", "producer", "date", "department", "inspection", "sellers", "source"),
        past=lambda row, as_of: row.void is None and not row.runs(as_of),
        figures=_figures,
    ),
    refers=(("inspection", "inspections"),),
)
