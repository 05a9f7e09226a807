"""投诉举报: ``content/registers/complaints*.csv``, to the minute and without a word on consumers.

There is no column for a consumer, and phone and identity numbers are refused wherever they stand.
Whether it was handled in time is the department's matter (``fangxin.facts.registers.clock``). Only
a complaint that was upheld and that the merchant did not perform is a failure of the merchant.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fangxin.base.problem import Problem
from fangxin.facts.policy.clocks import CLASSES
from fangxin.facts.record.parts import DAY, recorded
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
from fangxin.facts.registers.rows import Complaint
from fangxin.facts.values import Failure
from fangxin.text.fields import Field, Group, Only, When
from fangxin.text.fields.idents import FACT_ID
from fangxin.text.fields.kinds import Choice, Whole
from fangxin.text.fields.times import Minute

CHANNELS = {"8890": ("8890 便民服务", "8890"), "12315": ("12315 热线", "12315")}
OUTCOMES = {
    "answered": ("已答复", "answered"),
    "settled": ("和解", "settled between the parties"),
    "performed": ("成立，已履行", "upheld and performed"),
    "not_performed": ("成立，拒不履行", "upheld, not performed"),
    "unfounded": ("不成立", "unfounded"),
    "withdrawn": ("消费者撤回", "withdrawn"),
    "transferred": ("转交其他机关", "passed on to another authority"),
}
KIND = "complaint_not_performed"  # the kind of failure of the policy


def _complaint(**values: Any) -> Complaint:
    merchant = take_party(values, "merchant")
    return Complaint(merchant=merchant, **values)


COMPLAINT = Group(
    (
        row_id("CMP-2026-00017"),
        need("received", Minute(), "受理时间", "received", "2026-03-02 09:05"),
        Field("assigned", Minute(), "分派时间", "assigned", example="2026-03-02 09:20"),
        Field("first_contact", Minute(), "首次联系时间", "first contact"),
        Field("closed", Minute(), "办结时间", "closed"),
        need("channel", Choice(CHANNELS), "渠道", "channel", "12315"),
        Field(
            "class", Choice(CLASSES), "类型", "class", required=True, attr="sort", example="small"
        ),
        Field("field", code("areas"), "领域", "field", required=True, attr="area", example="food"),
        *party("merchant", "被投诉商户", "merchant"),
        need("department", code("departments"), "承办部门", "department", "amr"),
        Field(
            "amount",
            Whole(0, 1_000_000_000, ("元", "whole yuan")),
            "涉及金额（元）",
            "amount in yuan",
            "四舍五入到元，不写小数",
            "rounded to whole yuan",
            example="120",
        ),
        Field("outcome", Choice(OUTCOMES), "结果", "outcome", example="settled"),
        Field("repeat_of", FACT_ID, "重复投诉，首次为", "repeat of", example="CMP-2026-00003"),
        recorded("recorded", "", "closed"),
        Field("served", DAY, "送达日期", "day it was served", example="2019-06-05"),
        document(),
        PUBLICATION_ENDS,
        VOID_FIELD,
        mended_cell("complaints"),
    ),
    build=_complaint,
    order=(
        ("received", "assigned"),
        ("received", "first_contact"),
        ("received", "closed"),
        ("assigned", "closed"),
        ("first_contact", "closed"),
        ("recorded", "publication_ends"),
        ("recorded", "void.date"),
    ),
    together=(("closed", "outcome"), ("outcome", "closed"), ("recorded", "closed")),
    when=(When("outcome", ("not_performed",), ("document",)),),
    only=(Only(("served", "publication_ends"), "outcome", ("not_performed",)),),
)


def rows_agree(rows: tuple[Complaint, ...]) -> Iterator[Problem]:
    """A repeat names an earlier complaint; what reaches a merchant says whom, and is no question;
    nothing is recorded before it was closed."""
    received = {row.id: row.received for row in rows}
    for row in rows:
        earlier = received.get(row.repeat_of or "")
        if row.repeat_of is not None and (earlier is None or earlier >= row.received):
            yield _problem(row, "unknown-repeat", of=row.repeat_of)
        if row.outcome == "not_performed" and not row.merchant.told:
            yield _problem(row, "merchant-missing")
        if row.sort == "consultation" and row.outcome in ("performed", "not_performed"):
            yield _problem(row, "question-with-blame")
        if row.recorded and row.closed and row.recorded < row.closed.date():
            yield _problem(row, "recorded-before-closed", of=str(row.recorded))


_WORDS = {
    "unknown-repeat": (
        "repeat_of 须是更早的一件投诉：{of} 不在登记簿里，或并不更早。请核对编号",
        "repeat_of must be an earlier complaint: {of} is not in the register or is not earlier; "
        "check it",
    ),
    "merchant-missing": (
        "成立而拒不履行的，须写明是谁：merchant（商户编号），或 merchant_uscc 和 merchant_address，"
        "至少写 merchant_name；这里都是空的，请补上",
        "a complaint that was not performed must say by whom: merchant (ID), or merchant_uscc and "
        "merchant_address, at least merchant_name; all are empty, fill them in",
    ),
    "question-with-blame": (
        "咨询没有成立不成立，outcome 不能是 performed、not_performed。请核对 class，"
        "或把结果改为 answered",
        "a consultation cannot be upheld: outcome must not be performed or not_performed; check "
        "class, or write answered",
    ),
    "recorded-before-closed": (
        "recorded（登记日）不能早于办结：写的是 {of}，那天还没有办结。请核对这两个日子",
        "recorded must not be earlier than closed: found {of}, before it was closed; check both",
    ),
}


def _problem(row: Complaint, code: str, of: str = "") -> Problem:
    zh, en = (text.format(of=of) for text in _WORDS[code])
    return Problem(row.place, code, f"{row.id}：{zh}", f"{row.id}: {en}")


def failure_of(row: Complaint) -> Failure | None:
    """The failure of the merchant, or None: only upheld and not performed is one."""
    if row.outcome != "not_performed" or row.closed is None:
        return None
    closed = row.closed.date()
    return Failure(
        id=row.id,
        kind=KIND,
        date=closed,
        recorded=max(row.recorded or closed, closed),
        served=row.served,
        document=row.document,
        found_by=row.department,
        summary="投诉成立，商户没有按调处结果履行",
        publication_ends=row.publication_ends,
        repair=row.repair,
        void=row.void,
        register="complaints",
        corrected=as_of_failure(row.corrected, {"document": "document"}),
    )
