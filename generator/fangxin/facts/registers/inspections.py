"""抽检: batches of goods looked at, ``content/registers/inspections*.csv``.

A failed batch for which the seller is responsible is a failure of that merchant; by the policy its
kind may be provisional until the finding is final. A retest that overturns the finding annuls it,
like an upheld appeal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date as Day
from typing import Any

from fangxin.base.problem import Problem
from fangxin.facts.policy.policy import Policy
from fangxin.facts.policy.publication import last_public
from fangxin.facts.record.parts import DAY, FINAL, added, day, recorded
from fangxin.facts.record.undoing import Undoing, void
from fangxin.facts.registers.mended import as_of_failure, mended_cell
from fangxin.facts.registers.parts import (
    PUBLICATION_ENDS,
    VOID_FIELD,
    code,
    document,
    need,
    party,
    row_id,
    take_party,
)
from fangxin.facts.registers.register import Dated, Register, RegisterForm, Shown
from fangxin.facts.registers.rows import Inspection
from fangxin.facts.values import Appeal, Failure
from fangxin.text.fields.kinds import Choice, Line, Prose
from fangxin.text.fields.tables import Field, Group, Only, When

NAME = "inspections"
CHANNELS = {"offline": ("线下", "in a shop"), "online": ("线上", "online")}
STAGES = {"production": ("生产领域", "production"), "circulation": ("流通领域", "circulation")}
RESULTS = {"passed": ("合格", "passed"), "failed": ("不合格", "failed")}
RESPONSIBLE = {
    "seller": ("销售者", "the seller"),
    "producer": ("生产者", "the producer"),
    "both": ("双方", "both"),
    "none": ("未定或均无责任", "nobody, or not settled"),
}
RETESTS = {
    "confirmed": ("复检维持不合格", "confirmed by a retest"),
    "overturned": ("复检合格", "overturned by a retest"),
}


def _inspection(**values: Any) -> Inspection:
    values.setdefault("recorded", values["date"])
    seller = take_party(values, "seller")
    return Inspection(seller=seller, **values)


INSPECTION = Group(
    (
        row_id("INS-2019-0017"),
        day("抽样日期", "day it was sampled"),
        recorded("recorded", "", "date"),
        Field("batch", Line(60), "批次", "batch", late=True, erasable=True),
        need("channel", Choice(CHANNELS), "渠道", "channel", "offline"),
        need("stage", Choice(STAGES), "领域", "stage", "circulation"),
        Field(
            "focus", code("focus"), "重点商品类别", "focus class", example="electronics", late=True
        ),
        need("product", Line(120), "商品", "product", "移动电源", erasable=True),
        Field(
            "producer", Line(100), "标称生产者", "producer as labelled", late=True, erasable=True
        ),
        *party("seller", "被抽样单位", "seller"),
        Field("campaign", code("campaigns"), "专项行动", "campaign", example="spring", late=True),
        need("result", Choice(RESULTS), "结果", "result", "passed", weighs=True),
        Field("reason", Prose(2000), "不合格项目", "what failed", erasable=True),
        Field(
            "responsible",
            Choice(RESPONSIBLE),
            "责任方",
            "responsible party",
            example="seller",
            weighs=True,
        ),
        Field(
            "kind",
            code("kinds"),
            "问题类型",
            "kind of failure",
            "只用结论最终确定前只能暂停的类型（规则中 provisional: true）",
            "only kinds that can only suspend until final (provisional: true in the policy)",
            example="failed_sample",
            weighs=True,
        ),
        Field(
            "served",
            DAY,
            "送达日期",
            "day it was served",
            example="2019-06-05",
            late=True,
            weighs=True,
        ),
        document(),
        Field(
            "retest", Choice(RETESTS), "复检", "retest", example="confirmed", late=True, weighs=True
        ),
        *added("retested", "复检日期", "day of the retest"),
        Field(
            "retest_document",
            Line(80),
            "复检报告文号",
            "report of the retest",
            example="浦检复〔2019〕2号",
            late=True,
        ),
        *FINAL,
        Field(
            "follow_up",
            Prose(500),
            "后续处理",
            "what was done about the goods",
            late=True,
            erasable=True,
        ),
        PUBLICATION_ENDS,
        VOID_FIELD,
        mended_cell(
            *("batch", "product", "producer", "reason", "document", "retest_document"),
            *("follow_up", "final_document"),
        ),
    ),
    build=_inspection,
    order=(
        ("date", "recorded"),
        ("date", "served"),
        ("date", "retested"),
        ("retested", "retested_recorded"),
        ("date", "final"),
        ("final", "final_recorded"),
        ("recorded", "publication_ends"),
        ("recorded", "void.date"),
    ),
    together=(
        ("retest", "retested"),
        ("retested", "retest"),
        ("retested_recorded", "retested"),
        ("retest_document", "retested"),
        ("final_recorded", "final"),
        ("final_document", "final"),
    ),
    when=(
        When("result", ("failed",), ("reason", "responsible", "recorded")),
        When("responsible", ("seller", "both"), ("kind",)),
    ),
    only=(
        Only(("reason", "responsible", "kind", "retest", "final"), "result", ("failed",)),
        Only(("kind",), "responsible", ("seller", "both")),
    ),
)


def rows_agree(rows: tuple[Inspection, ...]) -> Iterator[Problem]:
    """What the seller is responsible for says who the seller is."""
    for row in rows:
        if row.blames_seller and not row.seller.told:
            yield Problem(
                row.place,
                "seller-missing",
                f"{row.id}：销售者负有责任的，须写明是谁：seller（商户编号），或 seller_uscc 和 "
                "seller_address，至少写 seller_name；这里都是空的，请补上",
                f"{row.id}: where the seller is responsible, the row must say who that is: seller "
                "(ID), or seller_uscc and seller_address, at least seller_name; all are empty, "
                "fill them in",
            )


_OF_FAILURES = {"document": "document", "product": "summary", "reason": "summary"}


def failure_of(row: Inspection) -> Failure | None:
    """The failure that this row is, or None: it passed, or the seller is not responsible."""
    if not row.blames_seller or row.kind is None:
        return None
    appeal = None
    if row.retest == "overturned" and row.retested is not None:
        appeal = Appeal(
            filed=row.recorded,
            decided=max(row.recorded, row.retested),
            outcome="upheld",
            recorded=row.retested_recorded,
            retest=True,
        )
    return Failure(
        id=row.id,
        kind=row.kind,
        date=row.date,
        recorded=row.recorded,
        served=row.served,
        document=row.document,
        summary=f"{row.product}：{row.reason}",
        final=row.final,
        final_recorded=row.final_recorded,
        final_document=row.final_document or row.confirming,
        appeal=appeal,
        publication_ends=row.publication_ends,
        repair=row.repair,
        void=row.void,
        register=NAME,
        corrected=as_of_failure(row.corrected, _OF_FAILURES),
    )


def failures(rows: tuple[Inspection, ...], policy: Policy | None = None) -> Mapping[str, Failure]:
    """Row id → failure, of those for which the seller is responsible."""
    return {row.id: failure for row in rows if (failure := failure_of(row)) is not None}


def batch_has_ended(row: Inspection, policy: Policy, as_of: Day) -> bool:
    """Whether the publication of a batch is over, whoever is responsible for it."""
    repaired = row.repair.known if row.repair is not None else None
    last = last_public(policy, row.kind, row.recorded, row.served, row.publication_ends, repaired)
    return as_of > last


_SHOWN = ("product", "result", "retest", "retested", "final", "publication_ends")
_FAILED = (*_SHOWN, "reason", "responsible", "follow_up")


def _shown(row: Inspection, policy: Policy, as_of: Day) -> Shown | None:
    """What failed, as long as its publication runs."""
    if row.recorded > as_of:
        return None
    brief = batch_has_ended(row, policy, as_of) or row.result == "passed" or row.void is not None
    return Shown(_SHOWN if brief else _FAILED, more={"": row.date.isoformat()})


_SAMPLED = {
    **dict.fromkeys(("date", "channel", "stage", "product", "result"), ""),
    "seller_uscc": "91330726MA2DEM0P1X",
    "seller_address": "浙江省浦江县仙华街道示例路1号",
    "seller_name": "仙华山超市（示例）",
}
INSPECTIONS = Register(
    NAME,
    ("商品抽检", "Sampled goods"),
    "抽检",
    "csv",
    INSPECTION,
    command="inspect",
    day="date",
    rules=rows_agree,
    party="seller",
    failures=failures,
    provisional=True,
    dated=(
        Dated("date", "recorded", "这一行", only=("result", "failed"), at="recorded"),
        Dated("retested", "retested_recorded", "复检", late=True),
        Dated("final", "final_recorded", "最终确定", late=True),
    ),
    undoings=(
        void(NAME),
        Undoing(
            *(NAME, "retest", "复检合格", "overturned by a retest"),
            ("retest_document", "follow_up"),
            "overturned",
        ),
        Undoing(
            *(NAME, "served", "补登送达", "served, added later"), ("document",), of=("kind", "")
        ),
    ),
    shown=_shown,
    by_policy=True,
    page="inspections",
    anchor="inspections/{year}/#{id}",
    same=("date", "channel", "stage", "batch", "product", "producer"),
    form=RegisterForm(
        "抽检",
        (
            _SAMPLED,
            {
                **_SAMPLED,
                "result": "failed",
                "recorded": "",
                "reason": "标签没有生产日期",
                "responsible": "",
                "kind": "",
            },
        ),
        (
            "一批商品一行，合格的也填。编号不用填，导入时由程序接着往下编。",
            "不合格的，还要填“不合格项目”“责任方”“登记日”；责任方是销售者或双方的，再填“问题类型”，"
            "并写明被抽样单位。",
            "知道商户编号的，填“被抽样单位编号”；不知道的，填信用代码和地址。"
            "只写名称的，要由人核对以后才算数。",
        ),
    ),
)
