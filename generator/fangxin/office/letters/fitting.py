"""Which letters the standing of a merchant allows, and which of them are due.

One event is one letter: what a notice to rectify, of suspension or of revocation tells already
needs no notice of the failure besides.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import takewhile

from fangxin.base.dates import add_days
from fangxin.facts.policy.policy import Policy
from fangxin.facts.programme.programme import Programme
from fangxin.facts.values import Status
from fangxin.office.letters.kinds import KINDS, Letter
from fangxin.view.next_steps import next_steps
from fangxin.view.view import DecisionView, FailureView, Step, View
from fangxin.words.sentences import failures_of

FRESH_DAYS = 30  # a letter about what happened on a day is due so long; later it is a copy
REMINDER_DAYS = 90  # before the end of a term; publicity and decision take their time
_SANCTIONED = (Status.SUSPENDED, Status.REVOKED)
_ENDED = (Status.EXPIRED, Status.WITHDRAWN, Status.CLOSED)
_APPLICATIONS = ("applied", "publicised", "certified", "refused")


def letters_due(view: View, programme: Programme, as_of: date) -> tuple[Letter, ...]:
    """The letters that should go out to this merchant on ``as_of``, in the order of KINDS."""
    return tuple(one for one in letters_that_fit(view, programme, as_of) if one.due)


def letters_that_fit(view: View, programme: Programme, as_of: date) -> tuple[Letter, ...]:
    """Every letter that would be true on ``as_of``, the due ones marked, in the order of KINDS."""
    found = [
        *_of_failures(view, as_of),
        *_of_sanctions(view, as_of),
        *_reinstated(view, as_of),
        *_corrected(view, as_of),
        *_of_decisions(view, as_of),
        *_of_the_term(view, programme.policy, as_of),
    ]
    order = list(KINDS)
    return tuple(sorted(found, key=lambda one: (order.index(one.kind), one.day, one.facts)))


def counts(failure: FailureView) -> bool:
    """Whether it is the merchant's own and still held against it, in public."""
    return failure.merchant is None and failure.counts


def unrectified(view: View) -> tuple[FailureView, ...]:
    """Own failures whose rectification would end the suspension."""
    if view.status is not Status.SUSPENDED:
        return ()
    resting = [one for reason in view.reasons for one in failures_of(reason, view)]
    wanted = [f for f in resting if f.rectify_by is not None and f.rectified is None]
    return tuple(dict.fromkeys(f for f in wanted if f.merchant is None))


def resting(view: View) -> tuple[str, ...]:
    """Names of all facts that the status rests on, in the order of its reasons."""
    return tuple(dict.fromkeys(name for reason in view.reasons for name in reason.facts))


def sanction_before(view: View) -> tuple[tuple[Step, ...], date] | None:
    """The sanction that the present recognition followed, as the steps of one status, newest
    first, and the day it was over; None when there was none, or when it was annulled."""
    if view.status is not Status.CERTIFIED:
        return None
    valid = list(takewhile(lambda step: step.status is Status.CERTIFIED, view.timeline))
    rest = view.timeline[len(valid) :]
    if not valid or not rest or rest[0].status not in _SANCTIONED or rest[0].corrected:
        return None
    run = tuple(takewhile(lambda step: step.status is rest[0].status, rest))
    return run, valid[-1].since


def _fresh(day: date, as_of: date) -> bool:
    return as_of <= add_days(day, FRESH_DAYS)


def _of_failures(view: View, as_of: date) -> Iterator[Letter]:
    told = set(resting(view)) if view.status in _SANCTIONED else set()
    for one in view.failures:
        if counts(one):
            may_appeal = one.appeal is None and "appeal" not in one.passed
            new = one.served is None and one.rectified is None and one.id not in told
            yield Letter("notice", (one.id,), one.recorded, may_appeal and new)
        answered = one.appeal in ("upheld", "dismissed") and not one.retested
        gone = _is_mistake(one) or one.ended
        if answered and not gone and one.appeal_decided is not None:
            day = one.appeal_decided
            yield Letter("appeal", (one.name,), day, _fresh(day, as_of))
    for decision in view.decisions:
        if decision.appeal in ("upheld", "dismissed") and not _is_mistake(decision):
            day = decision.appeal_decided or decision.date
            yield Letter("appeal", (decision.id,), day, _fresh(day, as_of))


def _is_mistake(one: FailureView | DecisionView) -> bool:
    return one.annulled is not None and one.annulled.by == "void"


def _of_sanctions(view: View, as_of: date) -> Iterator[Letter]:
    if view.status not in _SANCTIONED or not view.reasons:
        return
    mend = unrectified(view)
    day = max(reason.since for reason in view.reasons)
    if mend:
        names = tuple(one.id for one in mend)
        yield Letter("rectify", names, max(one.recorded for one in mend), due=True)
    kind = "revoke" if view.status is Status.REVOKED else "suspend"
    yield Letter(kind, resting(view), day, not mend and _fresh(day, as_of))


def _reinstated(view: View, as_of: date) -> Iterator[Letter]:
    """Not when it was recognised anew: that is another letter."""
    before = sanction_before(view)
    if before is None or any(reason.since == before[1] for reason in view.reasons):
        return
    steps, day = before
    facts = dict.fromkeys(
        name for step in steps for reason in step.reasons for name in reason.facts
    )
    yield Letter("reinstate", tuple(facts), day, _fresh(day, as_of))


def _corrected(view: View, as_of: date) -> Iterator[Letter]:
    """By a mistake or a retest; an own appeal has its own letter."""
    found = ((one.id, one.annulled) for one in view.failures if one.merchant is None)
    days = {id: why.date for id, why in found if why and why.date and why.by != "appeal"}
    own = [one for one in view.amends if one.merchant is not None or one.by != "appeal"]
    days |= {one.fact: one.date for one in own}
    for name, day in sorted(days.items()):
        yield Letter("correct", (name,), day, _fresh(day, as_of))


def _of_decisions(view: View, as_of: date) -> Iterator[Letter]:
    if view.status is Status.CERTIFIED and "grace" not in view.flags:
        for reason in view.reasons:
            if reason.rule == "decision":
                due = _fresh(reason.since, as_of)
                yield Letter("certify", reason.facts, reason.since, due)
    last = next((d for d in view.decisions if d.annulled is None and d.act in _APPLICATIONS), None)
    if last is not None and last.act == "refused":
        yield Letter("refuse", (last.id,), last.date, _fresh(last.date, as_of))


def _of_the_term(view: View, policy: Policy, as_of: date) -> Iterator[Letter]:
    last = view.certificate_until
    if last is not None and any(step.act == "renew" for step in next_steps(view, policy)):
        near = add_days(last, -REMINDER_DAYS) <= as_of
        facts = tuple(name for reason in view.reasons for name in reason.facts)
        yield Letter("expire", facts, last, near)
    if view.status in _ENDED and view.since is not None:
        yield Letter("end", resting(view), view.since, _fresh(view.since, as_of))
