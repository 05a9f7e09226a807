"""抽检: batches of goods looked at, ``content/registers/inspections*.csv``.

A failed batch for which the seller is responsible is a failure of that merchant; by the policy its
kind may be provisional until the finding is final. A retest that overturns the finding annuls it,
like an upheld appeal.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fangxin.base.problem import Problem
from fangxin.facts.record.parts import DAY, FINAL, added, day, recorded
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
from fangxin.facts.registers.rows import Inspection
from fangxin.facts.values import Appeal, Failure
from fangxin.text.fields import Field, Group, Only, When
from fangxin.text.fields.kinds import Choice, Line, Prose

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
        Field("batch", Line(60), "批次", "batch"),
        need("channel", Choice(CHANNELS), "渠道", "channel", "offline"),
        need("stage", Choice(STAGES), "领域", "stage", "circulation"),
        Field("focus", code("focus"), "重点商品类别", "focus class", example="electronics"),
        need("product", Line(120), "商品", "product", "移动电源"),
        Field("producer", Line(100), "标称生产者", "producer as labelled"),
        *party("seller", "被抽样单位", "seller"),
        Field("campaign", code("campaigns"), "专项行动", "campaign", example="spring"),
        need("result", Choice(RESULTS), "结果", "result", "passed"),
        Field("reason", Prose(2000), "不合格项目", "what failed"),
        Field("responsible", Choice(RESPONSIBLE), "责任方", "responsible party", example="seller"),
        Field(
            "kind",
            code("kinds"),
            "问题类型",
            "kind of failure",
            "只用结论最终确定前只能暂停的类型（规则中 provisional: true）",
            "only kinds that can only suspend until final (provisional: true in the policy)",
            example="failed_sample",
        ),
        Field("served", DAY, "送达日期", "day it was served", example="2019-06-05"),
        document(),
        Field("retest", Choice(RETESTS), "复检", "retest", example="confirmed"),
        *added("retested", "复检日期", "day of the retest"),
        Field(
            "retest_document",
            Line(80),
            "复检报告文号",
            "report of the retest",
            example="浦检复〔2019〕2号",
        ),
        *FINAL,
        Field("follow_up", Prose(500), "后续处理", "what was done about the goods"),
        PUBLICATION_ENDS,
        VOID_FIELD,
        mended_cell("inspections"),
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


def _confirming(row: Inspection) -> str | None:
    """The report of the retest that confirmed the finding by the day on which it became final."""
    retested, final = row.retested, row.final
    if row.retest != "confirmed" or retested is None or final is None or retested > final:
        return None
    return row.retest_document


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
        final_document=row.final_document or _confirming(row),
        appeal=appeal,
        publication_ends=row.publication_ends,
        repair=row.repair,
        void=row.void,
        register="inspections",
        corrected=as_of_failure(row.corrected, _OF_FAILURES),
    )
