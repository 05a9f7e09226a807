"""The words of the site: statuses, acts, flags, and one readable sentence for every reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fangxin.base.both import Both, parted
from fangxin.facts.policy.policy import Policy, Rule
from fangxin.facts.programme.programme import Programme
from fangxin.facts.values import Status
from fangxin.standing.standing import Reason
from fangxin.view.standins import tellable
from fangxin.view.view import DecisionView, FailureView, View
from fangxin.words.causes import changed_en, changed_zh, outlived, told_until
from fangxin.words.dates import zh_day as zh_day
from fangxin.words.few import some
from fangxin.words.flags import FLAG_EN as FLAG_EN
from fangxin.words.flags import FLAG_ZH as FLAG_ZH
from fangxin.words.labels import ACT_EN as ACT_EN
from fangxin.words.labels import ACT_ZH as ACT_ZH
from fangxin.words.labels import OUTCOME_EN as OUTCOME_EN
from fangxin.words.labels import OUTCOME_ZH as OUTCOME_ZH

_STATUS: Mapping[str, Both] = {
    Status.NONE: ("未认定", "Not recognised"),
    Status.PUBLICISED: ("公示中（尚未认定）", "Under public notice (not yet recognised)"),
    Status.CERTIFIED: ("放心消费单位（认定有效）", "Recognised – valid as last published"),
    Status.SUSPENDED: ("认定暂停（不等于停业）", "Recognition suspended (the shop may be open)"),
    Status.REVOKED: ("认定已撤销", "Recognition revoked"),
    Status.EXPIRED: ("认定已到期（并非处罚）", "Recognition expired (not a penalty)"),
    Status.WITHDRAWN: ("自愿退出（并非失信）", "Left voluntarily (not a failure)"),
    Status.CLOSED: (
        "认定已终止（停业、迁出或转让）",
        "Recognition ended (closed, moved or transferred)",
    ),
}
STATUS_ZH, STATUS_EN = parted(_STATUS)


SEVERITY_ZH: Mapping[str, str] = {"minor": "一般", "serious": "较重", "grave": "严重"}
SEVERITY_EN: Mapping[str, str] = {"minor": "minor", "serious": "serious", "grave": "grave"}

# Why a certified (or revoked) decision changes nothing: docs/standing.md sections 4 and 5.
_INEFFECTIVE = {
    "bar": ("作出时仍在禁止认定期内", "made while recognition was barred"),
    "publicity": ("作出前没有足够的公示", "made without sufficient public notice"),
    "objection": ("作出时异议尚未处理完毕，或异议成立", "made with an objection open or upheld"),
    "term": ("没有写明有效期，或有效期超过规定", "made without an end, or for longer than allowed"),
    "closed": ("作出时商户已终止", "made after the merchant had closed"),
    "not-certified": ("作出时商户并无有效认定", "made while there was no recognition to revoke"),
    "not-open": ("依规则不能由恢复决定解除", "not open to reinstatement by the policy"),
    "nothing-lifted": ("作出时没有可以解除的暂停或撤销", "made while there was nothing to lift"),
}
INEFFECTIVE_ZH, INEFFECTIVE_EN = parted(_INEFFECTIVE)

# The reasons that are not rules of a policy: the Reason docstring of fangxin.standing.
BUILT_IN_ZH: Mapping[str, str] = {
    "expiry": "认定有效期届满，没有续期，自{since}起不再有效。到期不是处罚。",
    "grace": "证书载明的有效期已过；商户按时申请了续期，办理期间认定继续有效{until}。",
    "publicity": "自{since}起公示{until}。公示期内任何人都可以提出异议；公示还不是认定。",
    "refused": "公示后，办公室自{since}起决定不予认定。",
    "closed": "商户停业、迁出或转让，认定自{since}起终止。",
    "withdrawn": "商户自愿退出，自{since}起不再是放心消费单位。退出不是处罚，也不是失信。",
    "transfer": "商户的{zh}，没有继续认定的决定，认定自{since}起终止。",
    "unknown-kind": "出现规则没有列明的问题，自{since}起先行暂停，等待办公室决定。",
    "no-certificate": "没有生效的认定决定。",
    "withheld-suspend": "自{since}起按规则暂停认定{until}；原因的公示期已满，不再写明。",
    "withheld-revoke": "自{since}起按规则撤销认定；原因的公示期已满，不再写明。",
}
BUILT_IN_EN: Mapping[str, str] = {
    "expiry": "The term ended without renewal; not valid from {since}. This is not a penalty.",
    "grace": "Renewal was applied for in time; the recognition goes on{until} meanwhile.",
    "publicity": "Under public notice from {since}{until}: anyone may object. Not yet recognised.",
    "refused": "Recognition was refused after public notice, from {since}.",
    "closed": "The merchant closed, moved or was transferred; ended from {since}.",
    "withdrawn": "The merchant left voluntarily from {since}. Not a penalty, not a failure.",
    "transfer": "{en} changed, not continued; ended from {since}.",
    "unknown-kind": "A finding the rules do not name; suspended from {since} until a decision.",
    "no-certificate": "There is no effective decision to recognise this merchant.",
    "withheld-suspend": "Suspended by the rules from {since}{until}; cause no longer public.",
    "withheld-revoke": "Revoked by the rules from {since}; cause no longer public.",
}
SIGN_FREE_ZH = "认定和标牌均不收费"
SIGN_FREE_EN = "Recognition and signs are free of charge"


def word_and_note(status: str) -> tuple[str, str]:
    """The word of a status and the note in its brackets, empty when there is none."""
    word, _, note = STATUS_ZH[status].partition("（")
    return word, note.removesuffix("）")


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
    return tuple(failure for failure in view.failures if failure.name in named)


def decision_of(reason: Reason, view: View) -> DecisionView | None:
    """The decision that a reason rests on, if the page shows one."""
    return next((d for d in view.decisions if d.id in reason.facts), None)


def reason_zh(reason: Reason, programme: Programme, view: View) -> str:
    """One Chinese sentence that says what follows from what, since when, and by which rule."""
    label = rule_label_zh(reason, programme)
    return cause_zh(reason, programme, view) + (f"规则：「{label}」。" if label else "")


def cause_zh(reason: Reason, programme: Programme, view: View) -> str:
    """The same sentence without the rule."""
    return _from_whom_zh(reason, view) + _sentence_zh(reason, programme, view)


def rule_label_zh(reason: Reason, programme: Programme) -> str | None:
    """The policy's words for the rule of a reason; None for the built-in rules, and while the rule
    waits for a final finding."""
    if reason.provisional:
        return None
    rule, _ = rule_of(reason.rule, programme.policy, reason.since)
    if rule is None and reason.rule not in BUILT_IN_ZH and reason.rule != "decision":
        return reason.rule
    return rule.label if rule else None


def reason_en(reason: Reason, programme: Programme, view: View) -> str:
    """The same sentence in English."""
    whom = f"Another shop of the same operator ({reason.merchant}): " if reason.merchant else ""
    return whom + _sentence_en(reason, programme, view)


def _from_whom_zh(reason: Reason, view: View) -> str:
    if reason.merchant is None:
        return ""
    links = (*view.siblings, *(f.merchant for f in view.failures if f.merchant is not None))
    name = next((link.name for link in links if link.id == reason.merchant), None)
    return f"受同一经营者的另一门店（{name or reason.merchant}）影响："


def _sentence_zh(reason: Reason, programme: Programme, view: View) -> str:
    last = told_until(reason, view)
    since, until = zh_day(reason.since), zh_day(last) if last else None
    if reason.rule == "publicity" and until is None:
        return f"公示期已满，自{since}起等待办公室决定；还不是认定。"
    if reason.rule in BUILT_IN_ZH:
        what = changed_zh(reason, view)
        return BUILT_IN_ZH[reason.rule].format(
            since=since, until=f"至{until}" if until else "", zh=what
        )
    if reason.rule == "decision":
        return _decision_zh(reason, view)
    rule, overdue = rule_of(reason.rule, programme.policy, reason.since)
    causes = _causes_zh(reason, view)
    if reason.provisional:
        last_zh = f"，最迟至{until}" if until else ""
        return f"{causes}结论尚未最终确定，自{since}起先行暂停认定{last_zh}。"
    if overdue:
        return f"{causes}整改期满仍未登记整改，自{since}起撤销认定。"
    if rule is None or rule.effect == "revoke":
        return f"{causes}自{since}起撤销认定。"
    ends = {"rectified": "，整改登记后解除", "reinstated": "，办公室决定恢复后解除"}
    end = f"，至{until}" if until else ends.get(rule.until or "", "")
    return f"{causes}自{since}起暂停认定{end}。"


def _sentence_en(reason: Reason, programme: Programme, view: View) -> str:
    last = told_until(reason, view)
    since, until = reason.since.isoformat(), f" until {last}" if last else ""
    if reason.rule == "publicity" and not until:
        return f"Public notice is over; a decision is pending since {since}. Not recognised."
    if reason.rule in BUILT_IN_EN:
        what = changed_en(reason, view)
        return BUILT_IN_EN[reason.rule].format(since=since, until=until, en=what)
    if reason.rule == "decision":
        decision = decision_of(reason, view)
        act = ACT_EN[decision.act] if decision else "decided"
        first = outlived(reason, view)[1]
        ends = f" until {decision.until}" if first and decision else until
        return f"Decision of the office: {act}, from {since}{ends}{first}."
    rule, overdue = rule_of(reason.rule, programme.policy, reason.since)
    label = rule.label_en if rule else reason.rule
    told, _, more = some(failures_of(reason, view))
    causes = ", ".join(f"{f.kind_label_en} ({f.date})" for f in told) + more
    if reason.provisional:
        effect = "suspended until the findings are final"
    elif overdue:
        effect = "not rectified in time, recognition revoked"
    elif rule is None or rule.effect == "revoke":
        effect = "recognition revoked"
    else:
        effect = "recognition suspended"
    named = "" if reason.provisional else f" – rule “{label}”"
    return f"{causes or 'Finding'}{named}: {effect} from {since}{until}."


def _causes_zh(reason: Reason, view: View) -> str:
    found = failures_of(reason, view)
    if not found:
        names, more, _ = some(tellable(reason.facts))
        return f"因问题记录 {'、'.join(names)}{more}，" if names else ""
    told, more, _ = some(found)
    return "因" + "、".join(f"{f.kind_label}（{zh_day(f.date)}）" for f in told) + f"{more}，"


def _decision_zh(reason: Reason, view: View) -> str:
    decision = decision_of(reason, view)
    if decision is None:
        return f"按办公室决定（{'、'.join(tellable(reason.facts))}），自{zh_day(reason.since)}起。"
    document = f"（{decision.document}）" if decision.document else ""
    last, first = told_until(reason, view) or decision.until, outlived(reason, view)[0]
    until = f"，{'决定写明' if first else ''}至{zh_day(last)}" if last else ""
    if decision.act == "suspended" and not last:
        until = "，办公室决定恢复后解除"
    why = f"理由：{decision.summary.rstrip('。')}。" if decision.summary else ""
    since = zh_day(reason.since)
    return f"办公室决定{document}自{since}起{ACT_ZH[decision.act]}{until}{first}。{why}"
