"""The field tables of what the office does: decisions, changes, objections, reviews."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fangxin.facts.record.failures import OF_APPEALS, OF_VOIDS
from fangxin.facts.record.particulars import CODE, JOINING, OWNER, PARTICULARS, is_kept
from fangxin.facts.record.parts import (
    APPEAL_FIELD,
    APPEAL_OUTCOMES,
    DAY,
    NUMBER,
    REPLIED,
    SUMMARY,
    VOID_FIELD,
    day,
    document,
    fact_id,
    recorded,
    rewordings,
)
from fangxin.facts.values import Act, Change, Decision, Objection, Review
from fangxin.text.fields.idents import FACT_NAME, MerchantId
from fangxin.text.fields.kinds import Choice, Flag, Line
from fangxin.text.fields.tables import Field, Group, ListOf, Only, When

ACTS = {
    "applied": ("受理续期申请", "renewal applied for"),
    "publicised": ("公示", "publicised"),
    "refused": ("不予认定", "refused"),
    "certified": ("认定或续期", "certified, also a renewal"),
    "suspended": ("暂停认定", "suspended"),
    "reinstated": ("恢复认定", "reinstated"),
    "revoked": ("撤销认定", "revoked"),
    "withdrawn": ("自愿退出", "withdrawn"),
    "closed": ("终止认定", "closed"),
}
CHANGED = {key: (one.zh, one.en) for key, one in PARTICULARS.items()}
CHANGED[OWNER] = ("经营者（不写姓名）", "owner (persons are never named)")
_FROM_TO = tuple(key for key, one in PARTICULARS.items() if one.told)
# What a merchant may reply to and appeal against: what the office decided against it.
AGAINST = ("refused", "suspended", "revoked", "closed")
REVIEW_OUTCOMES = {"passed": ("通过", "passed"), "advised": ("提出建议", "advised")}


def _decision(**values: Any) -> Decision:
    values["act"] = Act(values["act"])
    values.setdefault("recorded", values["date"])
    return Decision(**values)


DECISION = Group(
    (
        fact_id("D1"),
        replace(day("决定日期", "day of the decision"), ahead=True),
        Field(
            "status",
            Choice(ACTS),
            "决定内容",
            "what was decided",
            required=True,
            attr="act",
            example="certified",
        ),
        recorded("recorded", "", "date"),
        Field(
            "until",
            DAY,
            "截止日期",
            "last day",
            "公示、证书或暂停的最后一天（含当天）",
            "last day of the publicity, certificate or suspension, inclusive",
            example="2021-03-11",
            ahead=True,
        ),
        document(),
        Field(
            "certificate",
            NUMBER,
            "证书编号",
            "certificate number",
            example="FX-2018-0042",
            late=True,
        ),
        Field(
            "because",
            ListOf(FACT_NAME, most=50),
            "依据的事实",
            "facts it rests on",
            "本记录的编号，或「商户编号/编号」；所依据的事实全部作废时，决定随之失效",
            "own ids, or '<merchant ID>/<id>'; the decision lapses when all of them are annulled",
            example="[F1]",
        ),
        Field(
            "imported",
            Flag(),
            "旧登记簿导入",
            "taken over from an older register",
            "true 表示导入，不要求公示",
            "true: needs no publicity",
            example="true",
        ),
        Field(
            "successor",
            MerchantId(),
            "承接商户",
            "merchant that took over",
            example="PJ190001R",
            late=True,
        ),
        Field(
            "unrelated_to",
            ListOf(MerchantId(), most=50),
            "经查无关联的商户",
            "barred merchants found unrelated",
            "同一地址上仍在限制期内、经查与本商户无关的商户编号",
            "barred merchants at the same address that have nothing to do with this one",
            late=True,
        ),
        SUMMARY,
        Field(
            "served",
            DAY,
            "送达日期",
            "day it was served",
            "不予认定、暂停、撤销、终止须送达；陈述、申诉的期限从送达起算",
            "the merchant's time to reply and to appeal runs from it",
            example="2019-06-05",
            late=True,
        ),
        APPEAL_FIELD,
        *REPLIED,
        VOID_FIELD,
        rewordings(("summary", "document", "certificate", "reply", *OF_APPEALS, *OF_VOIDS)),
    ),
    build=_decision,
    order=(
        ("date", "until"),
        ("date", "recorded"),
        ("date", "served"),
        ("date", "appeal.filed"),
        ("date", "void.date"),
        ("recorded", "void.date"),
    ),
    together=(("replied", "reply"), ("reply_admitted", "reply")),
    when=(
        When("status", ("certified", "publicised"), ("until",)),
        When("status", ("certified",), ("certificate",), unless="imported"),
        When("status", ("refused", "suspended", "reinstated", "revoked"), ("document",)),
        # One notice may stand for forty shops and be entered later: advise, do not refuse.
        When("status", ("publicised", "certified"), ("document",), "imported", "warning"),
    ),
    only=(
        Only(("until",), "status", ("publicised", "certified", "suspended")),
        Only(("certificate",), "status", ("certified",)),
        Only(("successor",), "status", ("closed",)),
        Only(("unrelated_to",), "status", ("publicised", "certified")),
        Only(("served", "appeal", "reply"), "status", AGAINST),
    ),
)


def _change(**values: Any) -> Change:
    values.setdefault("recorded", values["date"])
    return Change(**values)


CHANGE = Group(
    (
        fact_id("C1"),
        day("变更日期", "day of the change"),
        Field("field", Choice(CHANGED), "变更事项", "what changed", required=True, example="name"),
        recorded("recorded", "", "date"),
        Field(
            "before",
            Line(200, name=True),
            "变更前",
            "before",
            "经营者变更不写前后姓名",
            "persons are never named",
            example="旧名称",
            erasable=True,
        ),
        Field("after", Line(200, name=True), "变更后", "after", example="新名称", erasable=True),
        replace(document(required=True), required=False),
        Field(
            "continues",
            Flag(),
            "认定继续有效",
            "the recognition goes on",
            "true 表示办公室认定变更不影响资格",
            "true: the office found that the recognition goes on",
            example="true",
        ),
        Field(
            "mistaken",
            Flag(),
            "原来登记有误",
            "what stood before was a mistake",
            "true 表示信用代码原来抄错了，从来不是这家的；从这一天起重新推算，只算到真正的经营者",
            "true: the credit code before was mistyped and never this merchant's; from this day on "
            "the history is read with the right one",
            example="true",
        ),
        SUMMARY,
        VOID_FIELD,
        rewordings(("document", "summary", *OF_VOIDS)),
    ),
    build=_change,
    order=(("date", "recorded"), ("date", "void.date"), ("recorded", "void.date")),
    when=(
        When("field", tuple(key for key in _FROM_TO if key not in JOINING), ("before", "after")),
        When("field", JOINING, ("after",)),  # one that is filled in was none before
        When("mistaken", ("true",), ("before", "continues", "summary")),
        When("field", tuple(key for key in CHANGED if not is_kept(key)), ("document",)),
    ),
    only=(
        Only(("before", "after"), "field", tuple(key for key in CHANGED if key != OWNER)),
        Only(("mistaken",), "field", (CODE,)),
        Only(("mistaken",), "continues", ("true",)),
    ),
)


OBJECTION = Group(
    (
        fact_id("O1"),
        day("提出日期", "day it was raised", "filed"),
        SUMMARY,
        Field("decided", DAY, "答复日期", "day it was decided", example="2018-03-09", late=True),
        Field(
            "outcome", Choice(APPEAL_OUTCOMES), "结果", "outcome", example="dismissed", late=True
        ),
        replace(recorded("recorded", "答复", "decided"), late=True, late_before="outcome"),
        document(),
        VOID_FIELD,
        rewordings(("summary", "document", *OF_VOIDS)),
    ),
    build=Objection,
    order=(("filed", "decided"), ("decided", "recorded"), ("filed", "void.date")),
    together=(("decided", "outcome"), ("outcome", "decided"), ("recorded", "decided")),
)


REVIEW = Group(
    (
        fact_id("R1"),
        day("复评日期", "day of the review"),
        Field(
            "outcome",
            Choice(REVIEW_OUTCOMES),
            "结果",
            "outcome",
            required=True,
            example="passed",
        ),
        SUMMARY,
        document(),
        VOID_FIELD,
        rewordings(("summary", "document", *OF_VOIDS)),
    ),
    build=Review,
    order=(("date", "void.date"),),
)
