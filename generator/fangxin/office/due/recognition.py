"""What recognitions ask for: decisions, renewals, answers to objections, signs up or down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from fangxin.facts.policy.policy import Policy
from fangxin.facts.values import Facts, Status
from fangxin.office.due.duty import Duty, of_view
from fangxin.standing.reading import read
from fangxin.view.next_steps import NextStep, next_steps
from fangxin.view.view import View
from fangxin.words.sentences import STATUS_EN, STATUS_ZH

KIND_OF = {  # act of a next step → kind of duty
    "object": "publicity",
    "decide": "decision",
    "renew": "term",
    "decide_renewal": "renewal",
}
PUBLICISE = "fangxin decide publicise {id}"


def recognition(view: View, policy: Policy, as_of: date, lead: str | None) -> Iterator[Duty]:
    """Everything open about the recognition; far deadlines too, but nothing that cannot be done
    before a day that is still to come."""
    for step in _steps(view, policy, as_of):
        if step.start is not None and step.start > as_of:
            continue
        if step.act in KIND_OF:
            command = _command(step, view, as_of)
            yield of_view(KIND_OF[step.act], view, lead, step.by, command=command)
        elif step.act == "take_down":
            yield from _take_down(view, lead)


def _steps(view: View, policy: Policy, as_of: date) -> Iterator[NextStep]:
    """The next steps; a suspended recognition has its term too, and may be renewed before it is
    over."""
    yield from next_steps(view, policy)
    if view.status is Status.SUSPENDED:
        for step in next_steps(replace(view, status=Status.CERTIFIED), policy):
            if step.act in ("renew", "decide_renewal") and step.by and step.by >= as_of:
                yield step


def _command(step: NextStep, view: View, as_of: date) -> str | None:
    """What comes first where it is not what the kind says: a stale notice is repeated; a renewal
    that was applied for is published before it is decided."""
    if step.act == "decide":
        return PUBLICISE if step.by is not None and step.by < as_of else None
    if step.act != "decide_renewal":
        return None
    for decision in view.decisions:
        if decision.counts:
            if decision.act == "publicised":
                return None
            if decision.act == "certified":
                break
    return PUBLICISE


def _take_down(view: View, lead: str | None) -> Iterator[Duty]:
    """Every sign that still hangs and must not."""
    words = {
        "status": STATUS_ZH[view.status].partition("（")[0],
        "status_en": STATUS_EN[view.status].partition(" (")[0],
    }
    for one in view.hanging:
        if one.due is not None:
            number = one.number
            yield of_view(
                "signs_down", view, lead, one.due, view.since, number, number=number, **words
            )


def objections(
    view: View, facts: Facts, policy: Policy, as_of: date, lead: str | None
) -> Iterator[Duty]:
    """Each objection that is known without its outcome."""
    for one in read(facts, policy, as_of).facts.objections if view.open_objections else ():
        if one.outcome is None:
            yield of_view("objection", view, lead, None, one.filed, one.id, number=one.id)


def criteria_lost(view: View, lead: str | None) -> Iterator[Duty]:
    """Each criterion that was met when the shop was recognised, and no longer is."""
    for one in view.criteria:
        if one.state == "lost":
            words = {"label": one.label, "label_en": one.label_en or one.label, "now": one.now}
            yield of_view("criterion", view, lead, None, None, one.code, code=one.code, **words)


def signs_missing(view: View, lead: str | None) -> Iterator[Duty]:
    """That a shop is recognised, but no sign of it is known to hang. What has no address, a shop
    on the web, needs none."""
    if view.status is Status.CERTIFIED and view.address is not None and not view.hanging:
        yield of_view("sign_missing", view, lead, None, view.since)
