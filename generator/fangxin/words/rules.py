"""Rules of the policy as sentences made from their numbers, so that the page is never wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from fangxin.base.both import Both, parted
from fangxin.facts.policy.policy import Policy, Rule, Version
from fangxin.standing.standing import Reason
from fangxin.words.sentences import SEVERITY_EN, SEVERITY_ZH, rule_of

UNIT_ZH: Mapping[str, str] = {"days": "天", "months": "个月", "years": "年", "count": "次"}

# Reasons that are no rule of the policy, in the few words that a list has room for.
_BUILT_IN = {
    "decision": ("联席会议办公室个案决定", "Individual decision of the office"),
    "expiry": ("认定有效期届满", "Term over"),
    "grace": ("已按时申请续期", "Renewal applied for in time"),
    "publicity": ("正在公示", "Under public notice"),
    "refused": ("公示后不予认定", "Refused after public notice"),
    "closed": ("停业、迁出或关闭", "Closed or moved away"),
    "withdrawn": ("商户自愿退出", "Left voluntarily"),
    "transfer": ("经营者、统一社会信用代码或地址变更", "Operator, USCC or address changed"),
    "unknown-kind": (
        "规则中没有的问题类型，先行暂停",
        "Kind of failure unknown to the rules, suspended",
    ),
    "no-certificate": ("没有有效的认定决定", "No effective recognition"),
    "withheld-suspend": (
        "按规则暂停，原因不再公示",
        "Suspended by the rules, cause no longer public",
    ),
    "withheld-revoke": ("按规则撤销，原因不再公示", "Revoked by the rules, cause no longer public"),
}
BUILT_IN_ZH, BUILT_IN_EN = parted(_BUILT_IN)


# A suspension until what was found is final: the rule itself has not been applied yet.
PROVISIONAL_ZH = "结论尚未最终确定，先行暂停"
PROVISIONAL_EN = "Suspended meanwhile; the findings are not final yet"


def cause_labels(
    rules: Sequence[str], provisional: Collection[str], policy: Policy, day: date
) -> tuple[Both, ...]:
    """What stands in lists and feeds for the rules of a status: their labels, but for those that
    are only waited for the words that say so."""
    waiting = (PROVISIONAL_ZH, PROVISIONAL_EN)
    labels = [waiting if one in provisional else rule_labels(one, policy, day) for one in rules]
    return tuple(dict.fromkeys(labels))


def reason_labels(reason: Reason, policy: Policy) -> Both:
    """The same of one reason."""
    waiting = (reason.rule,) if reason.provisional else ()
    (labels,) = cause_labels((reason.rule,), waiting, policy, reason.since)
    return labels


def rule_labels(code: str, policy: Policy, day: date) -> Both:
    """Chinese and English label of a reason's rule, as in force on ``day``."""
    rule, overdue = rule_of(code, policy, day)
    if rule is None:
        return BUILT_IN_ZH.get(code, code), BUILT_IN_EN.get(code, code)
    return (
        (_overdue_zh(rule), _sentence(_overdue_en(rule)))
        if overdue
        else (rule.label, rule.label_en)
    )


def rule_zh(rule: Rule, version: Version) -> str:
    """The rule as one Chinese sentence."""
    return f"{_when_zh(rule, version)}，{_then_zh(rule)}。"


def rule_en(rule: Rule, version: Version) -> str:
    """The rule as one English sentence."""
    return f"{_when_en(rule, version)}: {_then_en(rule)}."


def _when_zh(rule: Rule, version: Version) -> str:
    what = f"{SEVERITY_ZH[rule.severity]}问题" if rule.severity else "问题"
    if rule.kinds is not None:
        what = "、".join(f"“{_kind(version, code)[0]}”" for code in sorted(rule.kinds))
    if rule.points is not None:
        return f"{rule.months}个月内{what}累计满{rule.points}分"
    if rule.count > 1:
        return f"{rule.months}个月内发生{rule.count}次{what}"
    return f"发生{what}"


def _when_en(rule: Rule, version: Version) -> str:
    what = f"{SEVERITY_EN[rule.severity]} failure" if rule.severity else "failure"
    if rule.kinds is not None:
        what = " / ".join(f"“{_kind(version, code)[1]}”" for code in sorted(rule.kinds))
    if rule.points is not None:
        return f"{rule.points} points from {what}s within {rule.months} months"
    if rule.count > 1:
        return f"{rule.count} × {what} within {rule.months} months"
    return f"One {what}"


def _then_zh(rule: Rule) -> str:
    if rule.effect == "revoke":
        return f"登记入册当日撤销认定{_bar_zh(rule.bar_years)}"
    if rule.until == "days":
        return f"暂停认定{rule.days}天"
    if rule.until == "reinstated":
        return "暂停认定，到联席会议办公室决定恢复为止"
    sentence = "暂停认定，到整改完成并登记为止"
    return f"{sentence}；{_overdue_zh(rule)}" if rule.overdue_days is not None else sentence


def _then_en(rule: Rule) -> str:
    if rule.effect == "revoke":
        return f"revoked on the day it is recorded{_bar_en(rule.bar_years)}"
    if rule.until == "days":
        return f"suspended for {rule.days} days"
    if rule.until == "reinstated":
        return "suspended until the office reinstates"
    sentence = "suspended until the rectification is recorded"
    return f"{sentence}; {_overdue_en(rule)}" if rule.overdue_days is not None else sentence


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _overdue_zh(rule: Rule) -> str:
    return f"{rule.overdue_days}天内没有完成整改的，撤销认定{_bar_zh(rule.overdue_bar_years)}"


def _overdue_en(rule: Rule) -> str:
    return f"revoked when not rectified within {rule.overdue_days} days" + _bar_en(
        rule.overdue_bar_years
    )


def _bar_zh(years: int | None) -> str:
    return f"，{years}年内不得再次认定" if years else ""


def _bar_en(years: int | None) -> str:
    if not years:
        return ""
    return f", no new recognition for {years} year{'' if years == 1 else 's'}"


def _kind(version: Version, code: str) -> Both:
    kind = version.kinds.get(code)
    return (kind.label, kind.label_en) if kind else (code, code)
