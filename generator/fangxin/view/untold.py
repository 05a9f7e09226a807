"""Failures of which nothing may be told: no page, feed or data file names them either.

What rests on one keeps a stand-in for its name, so that what was annulled is still known by it;
other findings do not say that they are one act with it, nor with one whose publication is over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from fangxin.facts.policy.policy import Policy
from fangxin.facts.values import Facts
from fangxin.standing.standing import Reason
from fangxin.view.publication import is_never_told, named_failures
from fangxin.view.standins import STAND_IN
from fangxin.view.view import FailureView, View


def without_names(view: View, facts: Facts, policy: Policy) -> View:
    """The View without the names of what is never told."""
    named = named_failures(facts)
    never = sorted(name for name, one in named.items() if is_never_told(one, policy))
    stand_ins = {name: f"{STAND_IN}{number}" for number, name in enumerate(never, 1)}
    full = frozenset(one.name for one in view.failures if not one.ended)
    view = replace(view, failures=tuple(_beside(one, full, stand_ins) for one in view.failures))
    return _renamed(view, stand_ins) if stand_ins else view


def _at(failure: FailureView, id: str) -> str:
    return f"{failure.merchant.id}/{id}" if failure.merchant else id


def _beside(one: FailureView, full: frozenset[str], stand_ins: Mapping[str, str]) -> FailureView:
    """A finding without the names of others that are not told in full."""
    gone = one.replaced_by is not None and _at(one, one.replaced_by) in stand_ins
    return replace(
        one,
        distinct_from=tuple(id for id in one.distinct_from if _at(one, id) in full),
        same_act_as=tuple(id for id in one.same_act_as if _at(one, id) in full),
        replaced_by=None if gone else one.replaced_by,
    )


def _renamed(view: View, stand_ins: Mapping[str, str]) -> View:
    def name(fact: str) -> str:
        return stand_ins.get(fact, fact)

    def names(facts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(name, facts))

    def reasons(given: tuple[Reason, ...]) -> tuple[Reason, ...]:
        return tuple(replace(one, facts=names(one.facts)) for one in given)

    return replace(
        view,
        reasons=reasons(view.reasons),
        timeline=tuple(replace(step, reasons=reasons(step.reasons)) for step in view.timeline),
        corrections=tuple(
            replace(one, fact=name(one.fact), formerly=names(one.formerly))
            for one in view.corrections
        ),
        amends=tuple(replace(one, fact=name(one.fact)) for one in view.amends),
        returns=tuple(replace(one, facts=names(one.facts)) for one in view.returns),
    )
