"""The field tables of what goes wrong: failures, and the follow-up of register rows."""

from __future__ import annotations

from typing import Any

from fangxin.facts.record.parts import (
    APPEAL_FIELD,
    CODE,
    DAY,
    FINAL,
    RECTIFIED,
    REPLIED,
    SUMMARY,
    VOID_FIELD,
    day,
    document,
    fact_id,
    office,
    recorded,
    rewordings,
)
from fangxin.facts.record.repair import REPAIR_FIELD
from fangxin.facts.values import Failure, FollowUp
from fangxin.text.fields.idents import FACT_ID, FACT_NAME, MerchantId
from fangxin.text.fields.kinds import Coded, Line
from fangxin.text.fields.tables import Field, Group, ListOf

# Texts that may be mended; days, kinds and outcomes never.
TEXTS = (
    *("summary", "document", "reply", "rectified_document", "rectified_summary"),
    "final_document",
)
OF_APPEALS = ("appeal.document", "appeal.summary", "appeal.admitted.document")
OF_VOIDS = ("void.reason", "void.document")
RESTING = (
    ("rectified_recorded", "rectified"),
    ("rectified_document", "rectified"),
    ("rectified_summary", "rectified"),
    ("replied", "reply"),
    ("reply_admitted", "reply"),
)


def _failure(**values: Any) -> Failure:
    values.setdefault("recorded", values["date"])
    return Failure(**values)


FAILURE = Group(
    (
        fact_id("F1"),
        Field(
            "kind",
            Coded(CODE, "问题类型代码（小写字母）", "a code of a kind (lower-case)", of="kinds"),
            "问题类型",
            "kind of failure",
            "代码见 content/programme/policy.yml",
            "codes are in content/programme/policy.yml",
            required=True,
            example="penalty",
            weighs=True,
        ),
        day("发生日期", "day it happened"),
        office(
            "found_by",
            "认定问题的机关",
            "office that found it",
            "代码见 content/programme/departments.yml，本办公室写 office；申诉由另一机关处理",
            "a code of departments.yml, or office for the registry's own; another decides appeals",
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
        Field(
            "served_document",
            Line(80),
            "送达回证",
            "proof of service",
            "送达日期是后来补登的，写明依据的送达回证",
            "needed where the day of service is added later",
            example="浦市监送〔2019〕17号",
            late=True,
        ),
        recorded("recorded", "", "date"),
        document(),
        SUMMARY,
        *RECTIFIED,
        *FINAL,
        APPEAL_FIELD,
        *REPLIED,
        Field(
            "affects",
            ListOf(MerchantId(), most=200),
            "波及的商户",
            "merchants it reaches",
            "除同一信用代码的商户外，还影响哪些商户（写编号）",
            "merchant IDs that it reaches besides those of the same credit code",
            weighs=True,
        ),
        Field(
            "distinct_from",
            ListOf(FACT_ID, least=1, most=50),
            "不是同一件事",
            "other acts of the same document",
            "一份文书只算一件事、只登记一条；一份文书确实处理了两件事的，在后一条写明与哪一条不是同一件",
            "a document is one act and is entered once; where it really deals with two, the later "
            "failure names the earlier one here",
            example="[F1]",
        ),
        Field(
            "same_act_as",
            ListOf(FACT_ID, least=1, most=50),
            "是同一件事",
            "the same act under another document",
            "一次检查出了两份文书的，登记后一份时写明与哪一条是同一件；须写 document，"
            "不能发生在那一条登记以后，登记以后不能再加",
            "where one inspection gave two documents, the later entry names the earlier one; it "
            "needs a document, must not have happened after that one was recorded, and cannot "
            "be added later",
            example="[F1]",
        ),
        Field(
            "publication_ends",
            DAY,
            "停止公示日",
            "last day of publication",
            "不写则按规则计算",
            "default: by the policy",
            example="2022-06-05",
            erasable=True,
            weighs=True,
            ahead=True,
        ),
        REPAIR_FIELD,
        VOID_FIELD,
        rewordings((*TEXTS, *OF_APPEALS, *OF_VOIDS)),
    ),
    build=_failure,
    order=(
        ("date", "served"),
        ("date", "recorded"),
        ("date", "rectified"),
        ("rectified", "rectified_recorded"),
        ("recorded", "rectified_recorded"),
        ("date", "final"),
        ("final", "final_recorded"),
        ("date", "appeal.filed"),
        ("recorded", "publication_ends"),
        ("date", "repair.date"),
        ("recorded", "repair.recorded"),
        ("date", "void.date"),
        ("recorded", "void.date"),
    ),
    together=(
        ("final_recorded", "final"),
        ("final_document", "final"),
        ("served_document", "served"),
        ("same_act_as", "document"),
        *RESTING,
    ),
)
FOLLOW_UP = Group(
    (
        Field(
            "fact",
            FACT_NAME,
            "哪一件",
            "id of the register row, or '<merchant ID>/<id>'",
            "登记簿编号；同一经营者别的门店的问题影响到本店的，写「商户编号/编号」，"
            "申诉成立的只解除对本店的影响",
            "a row of a register; or a fact of a sibling that reaches this merchant: an upheld "
            "appeal lifts it for this merchant alone",
            required=True,
            example="INS-2019-0017",
        ),
        *RECTIFIED,
        APPEAL_FIELD,
        *REPLIED,
        REPAIR_FIELD,
        rewordings(("reply", "rectified_document", "rectified_summary", *OF_APPEALS)),
    ),
    build=FollowUp,
    order=(("rectified", "rectified_recorded"),),
    together=RESTING,
)
