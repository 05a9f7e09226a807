"""Facts of a View under the Chinese names of templates: strings, "" where there is nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from fangxin.base.dates import add_days
from fangxin.facts.policy.policy import Basis, Rule
from fangxin.facts.programme.programme import Programme
from fangxin.office.letters.case import LetterCase
from fangxin.office.letters.kinds import Letter
from fangxin.standing.standing import Reason
from fangxin.view.amends import Amends
from fangxin.view.view import DecisionView, FailureView, Step, View
from fangxin.words.annulled import WHY_ZH
from fangxin.words.dates import zh_day
from fangxin.words.labelled import AppealState, values_of
from fangxin.words.rules import rule_zh
from fangxin.words.sentences import INEFFECTIVE_ZH, SEVERITY_ZH, cause_zh, rule_of, word_and_note
from fangxin.words.story import past_cause_zh

# Names of templates → keys of values: of what was found or decided, and of what may be done.
VALUES: Mapping[str, str] = {
    "登记日": "recorded",
    "文书": "document",
    "说明": "summary",
    "整改期限": "rectify_by",
    "整改日": "rectified",
    "最终确定日": "final",
    "最终结论文件": "final_document",
    "公开至": "publication_ends",
}
ANSWERS: Mapping[str, str] = {
    "送达日": "served",
    "陈述期限": "reply_by",
    "陈述已过": "reply",
    "申诉": "appeal",
    "申诉日": "appeal.filed",
    "答复日": "appeal.decided",
    "申诉期限": "appeal_by",
    "申诉已过": "appeal",
}


def values_told(one: FailureView | DecisionView, names: Iterable[str]) -> dict[str, Any]:
    """The values that templates know by these names; "…已过" is whether the term is over."""
    values, known = values_of(one), {**VALUES, **ANSWERS}
    told: dict[str, Any] = {}
    for name in names:
        key, _, part = known[name].partition(".")
        value = values[key]
        if name.endswith("已过"):
            told[name] = key in one.passed
        elif isinstance(value, AppealState):
            told[name] = worded(getattr(value, part or "state"))
        else:
            told[name] = worded(value)
    return told


def worded(value: date | str | None) -> str:
    """A day as people write it, a text without its full stop, "" where there is nothing."""
    return zh_day(value) if isinstance(value, date) else (value or "").rstrip("。")


def failure_told(one: FailureView, case: LetterCase) -> dict[str, Any]:
    """A failure with its days, its rights, and the rules that it counts for."""
    policy = case.programme.policy
    kind = policy.on(one.recorded).kinds.get(one.kind)
    named = {failure.id: failure for failure in case.merchant.failures}.get(one.id)
    appeal = named.appeal if named is not None and one.merchant is None else None
    return {
        "编号": one.id,
        "类型": one.kind_label,
        "档次": SEVERITY_ZH[one.severity],
        "分值": str(kind.points) if kind and kind.points else "",
        "依据": clause_zh(kind.basis, case.programme) if kind else "",
        "结论未定": bool(kind and kind.provisional and one.final is None),
        "发生日": zh_day(one.date),
        **values_told(one, (*VALUES, *ANSWERS)),
        "整改登记": one.rectified is not None,
        "整改已过": "rectify" in one.passed,
        "已陈述": one.reply is not None,
        "答复文件": (appeal.document or "") if appeal and one.appeal_decided else "",
        "规则": [rule_zh(rule, policy.on(one.recorded)) for rule in _rules(one, case)],
    }


def _rules(failure: FailureView, case: LetterCase) -> list[Rule]:
    """The rules that such a failure counts for, alone or with others."""
    return [
        rule
        for rule in case.programme.policy.on(failure.recorded).rules
        if rule.severity in (None, failure.severity)
        and (rule.kinds is None or failure.kind in rule.kinds)
    ]


def reason_told(reason: Reason, case: LetterCase) -> dict[str, str]:
    """A reason as a sentence, with its rule and its basis."""
    version = case.programme.policy.on(reason.since)
    rule, _ = rule_of(reason.rule, case.programme.policy, reason.since)
    return {
        "说明": cause_zh(reason, case.programme, case.view),
        "规则": rule.label if rule else "",
        "规则内容": rule_zh(rule, version) if rule in version.rules and rule else "",
        "依据": basis_zh(reason.basis, case.programme),
        "自": zh_day(reason.since),
    }


def clause_zh(basis: Basis, programme: Programme) -> str:
    """The clause: of a law as it stands, or else of the plan, which is named by its number."""
    clause = (basis.under or "") if basis.assumed else basis.clause
    plan = f"（{programme.plans[0].document}）" if programme.plans else ""
    return clause if clause.startswith("《") or not clause else f"行动实施方案{plan}{clause}"


def basis_zh(basis: Basis, programme: Programme) -> str:
    """The same, and whether the rule's numbers are assumed, or which paper decided."""
    cited = clause_zh(basis, programme)
    if basis.assumed:
        return f"{cited}，方案未定的期限、年限和次数按规则暂定" if cited else "规则暂定"
    return f"{cited}、{basis.source}" if basis.source else cited


def decision_told(decision: DecisionView, view: View) -> dict[str, Any]:
    """A decision of the office; a certification after another one is a renewal."""
    earlier = [
        d for d in view.decisions if d.act == "certified" and d.counts and d.date < decision.date
    ]
    why = decision.ineffective
    return {
        "编号": decision.id,
        "日期": zh_day(decision.date),
        "文件": decision.document or "",
        "至": worded(decision.until),
        "证书编号": decision.certificate or "",
        "说明": worded(decision.summary),
        "续期": bool(earlier),
        "无效原因": INEFFECTIVE_ZH[why] if why else "",
    }


def correction_told(
    letter: Letter,
    failure: FailureView | None,
    decision: DecisionView | None,
    fix: Amends | None,
) -> dict[str, str]:
    """How an entry was put right; the reason of a void, where it is public."""
    fact: FailureView | DecisionView | None = failure or decision
    why = fact.annulled if fact is not None else None
    by = fix.by if fix else why.by if why else "void"
    return {
        "编号": letter.facts[0],
        "日期": zh_day(letter.day),
        "方式": WHY_ZH[by],
        "方式代码": by,
        "原因": worded(why.reason if why else None),
        "另记": (failure.replaced_by if failure else None) or "",
    }


def sanction_told(steps: tuple[Step, ...], over: date, case: LetterCase) -> dict[str, Any]:
    """The sanction that was over on a day, in the words of the timeline."""
    since, view = steps[-1].since, case.view
    reasons = dict.fromkeys(reason for step in steps for reason in step.reasons)
    facts = {name for reason in reasons for name in reason.facts}
    lifted = [
        d
        for d in view.decisions
        if d.act == "reinstated" and d.annulled is None and since <= d.date <= over
    ]
    mended = [f for f in view.failures if f.id in facts and f.rectified is not None]
    causes = [past_cause_zh(reason, case.programme, view) for reason in reasons]
    return {
        "状态": word_and_note(steps[0].status)[0],
        "自": zh_day(since),
        "至": zh_day(add_days(over, -1)),
        "恢复日": zh_day(over),
        "原因": list(dict.fromkeys(causes)),
        "整改": [failure_told(one, case) for one in mended],
        "恢复文件": (lifted[0].document or "") if lifted else "",
    }
