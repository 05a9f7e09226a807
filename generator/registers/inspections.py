"""抽检: batches of goods looked at, ``content/registers/inspections*.csv``.

A failed batch for which the seller is responsible is a failure of that merchant; by the policy its
kind may be provisional until the finding is final. A retest that overturns the finding annuls it,
like an upheld appeal.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.facts import Appeal, Failure
from generator.fields import Field, Group
from generator.fields.kinds import Choice, Line, Prose
from generator.problem import Problem
from generator.record.parts import DAY, added, day, recorded
from generator.registers.parts import (
    PUBLICATION_ENDS,
    VOID_FIELD,
    code,
    document,
    need,
    party,
    row_id,
    take_party,
)
from generator.registers.rows import Inspection

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
        Field("reason", Prose(500), "不合格项目", "what failed"),
        Field("responsible", Choice(RESPONSIBLE), "责任方", "responsible party", example="seller"),
        Field("kind", code("kinds"), "问题类型", "kind of failure", example="failed_sample"),
        Field("served", DAY, "送达日期", "day it was served", example="2019-06-05"),
        document(),
        Field("retest", Choice(RETESTS), "复检", "retest", example="confirmed"),
        *added("retested", "复检日期", "day of the retest"),
        *added("final", "最终确定日", "day the finding became final"),
        Field("follow_up", Prose(500), "后续处理", "what was done about the goods"),
        PUBLICATION_ENDS,
        VOID_FIELD,
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
        ("final_recorded", "final"),
    ),
)


def rows_agree(rows: tuple[Inspection, ...]) -> Iterator[Problem]:
    """A failed batch says what failed and who is responsible; one of the seller's says as what."""
    for row in rows:
        failed = row.result == "failed"
        for key in ("reason", "responsible"):
            if failed and getattr(row, key) is None:
                yield _lacks(row, key)
        if not failed and (row.responsible or row.kind or row.retest):
            yield Problem(
                row.place,
                "passed-with-blame",
                f"{row.id}：合格的批次不写责任方、问题类型和复检；请核对 result，或删去这几格",
                f"{row.id}: a batch that passed has no responsible party, kind or retest; check "
                "result, or clear these cells",
            )
        if row.blames_seller and row.kind is None:
            yield _lacks(row, "kind")


def _lacks(row: Inspection, key: str) -> Problem:
    spec = INSPECTION.table[key]
    return Problem(
        row.place,
        "missing-cell",
        f"{row.id}：不合格的批次须写 {spec.name_zh}，这里是空的。请补上",
        f"{row.id}: a failed batch must have {spec.name_en}, but the cell is empty; fill it in",
    )


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
        appeal=appeal,
        publication_ends=row.publication_ends,
        void=row.void,
        register="inspections",
    )
