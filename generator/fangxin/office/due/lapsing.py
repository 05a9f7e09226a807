"""Suspensions that the policy ends although nothing was decided or put right."""

from __future__ import annotations

from datetime import date

from fangxin.facts.policy.policy import Policy
from fangxin.standing.standing import Reason
from fangxin.view.view import View
from fangxin.words.sentences import decision_of, failures_of, rule_of


def lapses_after(reason: Reason, view: View, policy: Policy) -> date | None:
    """The last day of a suspension that only its longest time ends; None when it ends by what was
    decided, put right or said by its rule."""
    if reason.until is None:
        return None
    if reason.rule == "decision":
        decision = decision_of(reason, view)
        return None if decision and decision.until == reason.until else reason.until
    rule, _ = rule_of(reason.rule, policy, reason.since)
    if reason.provisional or (rule is not None and rule.until == "reinstated"):
        return reason.until
    mended = all(failure.rectified for failure in failures_of(reason, view))
    waits = rule is not None and rule.until == "rectified" and not mended
    return reason.until if waits else None
