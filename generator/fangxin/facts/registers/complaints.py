"""投诉举报: ``content/registers/complaints*.csv``, to the minute and without a word on consumers.

There is no column for a consumer, and phone and identity numbers are refused wherever they stand.
Whether it was handled in time is the department's matter (``fangxin.facts.registers.clock``). Only
a complaint that was upheld and that the merchant did not perform is a failure of the merchant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date as Day
from typing import Any

from fangxin.base.problem import Problem
from fangxin.facts.policy.clocks import CLASSES
from fangxin.facts.policy.policy import Policy
from fangxin.facts.record.parts import DAY, recorded
from fangxin.facts.record.undoing import Undoing, void
from fangxin.facts.registers.clock import calendar_is_known
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
from fangxin.facts.registers.rows import Complaint
from fangxin.facts.values import Failure
from fangxin.text.fields.idents import FACT_ID
from fangxin.text.fields.kinds import Choice, Whole
from fangxin.text.fields.tables import Field, Group, Only, When
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
NAME = "complaints"
KIND = "complaint_not_performed"  # the kind of failure of the policy


def _complaint(**values: Any) -> Complaint:
    merchant = take_party(values, "merchant")
    return Complaint(merchant=merchant, **values)


COMPLAINT = Group(
    (
        row_id("CMP-2026-00017"),
        need("received", Minute(), "受理时间", "received", "2026-03-02 09:05"),
        Field("assigned", Minute(), "分派时间", "assigned", example="2026-03-02 09:20", late=True),
        Field("first_contact", Minute(), "首次联系时间", "first contact", late=True),
        Field("closed", Minute(), "办结时间", "closed", late=True, weighs=True),
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
            late=True,
        ),
        Field(
            "outcome",
            Choice(OUTCOMES),
            "结果",
            "outcome",
            example="settled",
            late=True,
            weighs=True,
        ),
        Field(
            "repeat_of",
            FACT_ID,
            "重复投诉，首次为",
            "repeat of",
            example="CMP-2026-00003",
            weighs=True,
            late=True,
            late_before="outcome",
        ),
        replace(recorded("recorded", "", "closed"), late=True, late_before="outcome"),
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
        replace(PUBLICATION_ENDS, late=True, late_before="outcome"),
        VOID_FIELD,
        mended_cell("document"),
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


def _dispute(rows: tuple[Complaint, ...]) -> Mapping[str, str]:
    """Id → id of the first complaint of the same dispute, for those that repeat one or are
    repeated."""
    repeats = {row.id: row.repeat_of for row in rows if row.repeat_of is not None}
    first: dict[str, str] = {}
    for id in repeats:
        seen, earlier = {id}, repeats[id]
        while earlier in repeats and earlier not in seen:
            seen.add(earlier)
            earlier = repeats[earlier]
        first[id] = earlier
    return {**{id: id for id in first.values()}, **first}


def failures(rows: tuple[Complaint, ...], policy: Policy | None = None) -> Mapping[str, Failure]:
    """Row id → failure of the merchant; those of one dispute are one act."""
    disputes = _dispute(rows)
    found = {row.id: failure for row in rows if (failure := failure_of(row)) is not None}
    return {
        id: replace(one, act=disputes.get(id), dispute=disputes.get(id))
        for id, one in found.items()
    }


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
        register=NAME,
        corrected=as_of_failure(row.corrected, {"document": "document"}),
    )


_SHOWN = ("class", "field", "received", "first_contact", "closed", "outcome", "department")


def _shown(row: Complaint, policy: Policy, as_of: Day) -> Shown | None:
    """Nobody who complained or was complained of, as on the pages."""
    return Shown(_SHOWN) if row.received.date() <= as_of else None


COMPLAINTS = Register(
    NAME,
    ("投诉办理", "Complaints"),
    "投诉举报",
    "csv",
    COMPLAINT,
    command="complaint",
    day="received",
    rules=rows_agree,
    against=calendar_is_known,
    party="merchant",
    happened=lambda row: (row.closed or row.received).date(),
    failures=failures,
    landlines=True,
    dated=(Dated("closed", "recorded", "投诉结果", only=("outcome", "not_performed"), late=True),),
    undoings=(
        void(NAME),
        Undoing(
            *(NAME, "served", "补登送达", "served, added later"),
            ("document",),
            of=("outcome", "not_performed"),
        ),
    ),
    shown=_shown,
    page="complaints",
    anchor="complaints/#{id}",
    same=("received", "channel", "class", "field", "department", "amount"),
    form=RegisterForm(
        "投诉",
        (
            {
                **dict.fromkeys(("received", "assigned", "channel", "class", "field"), ""),
                **dict.fromkeys(("department", "amount"), ""),
                "merchant_name": "仙华山超市（示例）",
            },
        ),
        (
            "一件投诉一行。编号不用填，导入时由程序接着往下编。时间都要写到分钟。",
            "不写投诉人的姓名、电话、地址：这张表里没有这样的列，写在别的格里也会被拦下。",
            "已经办结的，“办结时间”和“结果”都要填；还没有办结的，两格都空着，办结后在登记簿里补。",
        ),
    ),
)
