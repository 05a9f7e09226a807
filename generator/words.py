"""The words of the site: statuses, acts, flags, and one readable sentence for every reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from generator.facts import Status
from generator.policy import Basis, Policy, Rule
from generator.programme import Programme
from generator.standing import Reason
from generator.view import DecisionView, FailureView, View

STATUS_ZH: Mapping[str, str] = {
    Status.NONE: "未认定",
    Status.PUBLICISED: "公示中（尚未认定）",
    Status.CERTIFIED: "放心消费单位（认定有效）",
    Status.SUSPENDED: "认定暂停（不等于停业）",
    Status.REVOKED: "认定已撤销",
    Status.EXPIRED: "认定已到期（并非处罚）",
    Status.WITHDRAWN: "自愿退出（并非失信）",
    Status.CLOSED: "认定已终止（停业、迁出或转让）",
}

STATUS_EN: Mapping[str, str] = {
    Status.NONE: "Not recognised",
    Status.PUBLICISED: "Under public notice (not yet recognised)",
    Status.CERTIFIED: "Recognised – valid today",
    Status.SUSPENDED: "Recognition suspended (the shop may be open)",
    Status.REVOKED: "Recognition revoked",
    Status.EXPIRED: "Recognition expired (not a penalty)",
    Status.WITHDRAWN: "Left voluntarily (not a failure)",
    Status.CLOSED: "Recognition ended (closed, moved or transferred)",
}

ACT_ZH: Mapping[str, str] = {
    "applied": "受理续期申请",
    "publicised": "公示",
    "refused": "不予认定",
    "certified": "认定",
    "suspended": "暂停认定",
    "reinstated": "恢复认定",
    "revoked": "撤销认定",
    "withdrawn": "自愿退出",
    "closed": "终止认定",
}

ACT_EN: Mapping[str, str] = {
    "applied": "renewal applied for",
    "publicised": "public notice",
    "refused": "recognition refused",
    "certified": "recognised",
    "suspended": "suspended",
    "reinstated": "reinstated",
    "revoked": "revoked",
    "withdrawn": "left voluntarily",
    "closed": "ended",
}

FLAG_ZH: Mapping[str, str] = {
    "renewal": "续期公示中",
    "grace": "续期办理中，原认定暂继续有效",
    "again": "重新申请，公示中（尚未认定）",
    "pending": "公示期已满，等待决定（尚未认定）",
    "provisional": "所依据的认定尚未最终确定",
}

FLAG_EN: Mapping[str, str] = {
    "renewal": "renewal under public notice",
    "grace": "renewal in progress, recognition goes on",
    "again": "applied again, under public notice (not recognised)",
    "pending": "public notice over, decision pending (not recognised)",
    "provisional": "the findings are not final yet",
}

SEVERITY_ZH: Mapping[str, str] = {"minor": "一般", "serious": "较重", "grave": "严重"}
SEVERITY_EN: Mapping[str, str] = {"minor": "minor", "serious": "serious", "grave": "grave"}

# Why a certified (or revoked) decision changes nothing: docs/standing.md sections 4 and 5.
INEFFECTIVE_ZH: Mapping[str, str] = {
    "bar": "作出时仍在禁止认定期内",
    "publicity": "作出前没有足够的公示",
    "objection": "作出时异议尚未处理完毕，或异议成立",
    "term": "没有写明有效期，或有效期超过规定",
    "closed": "作出时商户已终止",
    "not-certified": "作出时商户并无有效认定",
}
INEFFECTIVE_EN: Mapping[str, str] = {
    "bar": "made while recognition was barred",
    "publicity": "made without sufficient public notice",
    "objection": "made with an objection open or upheld",
    "term": "made without an end, or for longer than allowed",
    "closed": "made after the merchant had closed",
    "not-certified": "made while there was no recognition to revoke",
}

OUTCOME_ZH: Mapping[str, str] = {"passed": "复评通过", "advised": "复评提出改进建议"}
OUTCOME_EN: Mapping[str, str] = {"passed": "review passed", "advised": "improvements advised"}
APPEAL_ZH: Mapping[str, str] = {
    "pending": "申诉处理中",
    "upheld": "申诉成立，该记录不再计入",
    "dismissed": "申诉未予支持",
}
APPEAL_EN: Mapping[str, str] = {
    "pending": "appeal pending",
    "upheld": "appeal upheld, the finding no longer counts",
    "dismissed": "appeal dismissed",
}
CORRECTED_ZH: Mapping[str, str] = {"appeal": "申诉成立", "void": "登记有误，非商户责任"}
CORRECTED_EN: Mapping[str, str] = {
    "appeal": "appeal upheld",
    "void": "entered by mistake, not the merchant's fault",
}
SIGN_FREE_ZH = "认定和标牌均不收费"
SIGN_FREE_EN = "Recognition and signs are free of charge"
UNCONFIRMED_ZH = "暂不能确认"  # theme/static/js/status.js writes the same words


def zh_day(day: date) -> str:
    """A day as people write it: 2019年6月3日."""
    return f"{day.year}年{day.month}月{day.day}日"


def word_and_note(status: str) -> tuple[str, str]:
    """The word of a status and the note in its brackets, empty when there is none."""
    word, _, note = STATUS_ZH[status].partition("（")
    return word, note.removesuffix("）")


def basis_zh(basis: Basis) -> str:
    """Where a number comes from, in brackets' length: the clause, or 暂定规则."""
    return "暂定规则" if basis.assumed else basis.clause


def basis_en(basis: Basis) -> str:
    """The same in English."""
    return "assumed" if basis.assumed else basis.clause


def rule_of(code: str, policy: Policy, day: date) -> tuple[Rule | None, bool]:
    """The rule a reason names, as in force on ``day`` or else in any version, and whether the
    reason is its ``-overdue`` revocation. None for the built-in rules."""
    versions = sorted(policy.versions, key=lambda v: (v.effective <= day, v.effective))
    for name, overdue in ((code, False), (code.removesuffix("-overdue"), True)):
        for version in reversed(versions):
            for rule in version.rules:
                if rule.code == name:
                    return rule, overdue
    return None, False


def failures_of(reason: Reason, view: View) -> tuple[FailureView, ...]:
    """The failures on the page that a reason rests on, in the page's order."""
    named = frozenset(reason.facts)
    return tuple(
        failure
        for failure in view.failures
        if failure.id in named
        or (failure.merchant is not None and f"{failure.merchant.id}/{failure.id}" in named)
    )


def decision_of(reason: Reason, view: View) -> DecisionView | None:
    """The decision that a reason rests on, if the page shows one."""
    return next((d for d in view.decisions if d.id in reason.facts), None)
