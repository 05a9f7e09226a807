"""Why a recognition was taken away or stopped, in the one line that stands beside the status."""

from __future__ import annotations

from fangxin.facts.programme.programme import Programme
from fangxin.facts.values import Status
from fangxin.standing.standing import Reason
from fangxin.view.view import View
from fangxin.words.rules import BUILT_IN_EN, BUILT_IN_ZH, reason_labels
from fangxin.words.sentences import decision_of, failures_of, rule_of

_MOST = 2  # kinds of failures that one line has room for
_LONG = 40  # characters of a decision's own reason
_SANCTIONED = (Status.REVOKED, Status.SUSPENDED)


def brief(view: View, programme: Programme) -> tuple[str, str] | None:
    """The first cause of a revocation or suspension in a few words, Chinese and English; None for
    every other status, whose word says it."""
    if view.status not in _SANCTIONED or not view.reasons:
        return None
    reason = view.reasons[0]
    zh, en = _cause(reason, view, programme)
    if reason.merchant:
        zh, en = f"{zh}（同一经营者的另一门店）", f"{en} (another shop of the operator)"
    more = len(view.reasons) - 1
    return (f"{zh}，另有 {more} 项", f"{en}, and {more} more") if more else (zh, en)


def _cause(reason: Reason, view: View, programme: Programme) -> tuple[str, str]:
    decision = decision_of(reason, view) if reason.rule == "decision" else None
    if decision is not None and decision.summary:
        said = decision.summary.rstrip("。")
        short = said if len(said) <= _LONG else f"{said[:_LONG]}…"
        return short, "Decision of the office"
    if reason.rule in BUILT_IN_ZH:
        return BUILT_IN_ZH[reason.rule], BUILT_IN_EN[reason.rule]
    failures = failures_of(reason, view)
    kinds = dict.fromkeys((one.kind_label, one.kind_label_en) for one in failures)
    if not kinds:
        return reason_labels(reason, programme.policy)
    few = list(kinds)[:_MOST]
    zh = "、".join(one for one, _ in few) + ("等" if len(kinds) > _MOST else "")
    en = ", ".join(one for _, one in few)
    if reason.provisional:
        return f"{zh}（待最终确定）", f"{en} (not final yet)"
    _, overdue = rule_of(reason.rule, programme.policy, reason.since)
    return (f"{zh}，期满未整改", f"{en}, not put right in time") if overdue else (zh, en)
