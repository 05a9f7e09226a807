"""What decisions to reinstate lift, and what they cannot: ``docs/standing.md`` section 3."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from fangxin.base.dates import add_days
from fangxin.facts.policy.policy import Policy
from fangxin.facts.values import Act, Decision
from fangxin.standing.sanction import OVERDUE, Sanction


@dataclass(frozen=True, slots=True)
class Lifting:
    """What one reinstatement is about: the sanctions that it ``lifted``, as they were, and those
    that the policy does not let it lift (``kept``). ``merchant``: the sibling whose it is."""

    decision: Decision
    lifted: tuple[Sanction, ...]
    kept: tuple[Sanction, ...] = ()
    merchant: str | None = None


def lift(
    sanctions: list[Sanction], decisions: tuple[Decision, ...], policy: Policy
) -> tuple[list[Sanction], list[Lifting]]:
    """The sanctions, cut short or left out by reinstatements in the order they act, and what each
    of these did. What a revocation rests on that cannot be lifted is not lifted at all: the
    suspension that came first is part of it."""
    liftings = []
    reinstatements = (d for d in decisions if d.act is Act.REINSTATED)
    for decision in sorted(reinstatements, key=lambda d: (d.acts, d.id)):
        meant = [s for s in sanctions if _meant(decision, s) and _lasts(s, decision.acts)]
        kept = [s for s in meant if not _is_open(decision, s, policy)]
        stays = [set(s.facts) for s in kept if _bars(s, decision.acts)]
        lifted = [
            s
            for s in meant
            if s not in kept and not any(stay.issuperset(s.facts) for stay in stays)
        ]
        liftings.append(Lifting(decision, tuple(lifted), tuple(kept)))
        sanctions = [
            after
            for sanction in sanctions
            if (after := _cut(sanction, decision.acts) if sanction in lifted else sanction)
        ]
    return sanctions, liftings


def _is_open(decision: Decision, sanction: Sanction, policy: Policy) -> bool:
    """Whether the version in force when ``decision`` acts lets it lift ``sanction``. A suspension
    that only waits for a finding to become final is the revocation that it waits for; a revocation
    for want of rectification that has not started is part of the suspension."""
    version = policy.on(decision.acts).reinstatement
    if sanction.effect == "suspend" and not sanction.provisional:
        return version.suspensions
    if sanction.decision is not None:
        return version.decisions
    if sanction.rule.endswith(OVERDUE) and sanction.start > decision.acts:
        return version.suspensions
    return sanction.rule in version.rules


def _meant(decision: Decision, sanction: Sanction) -> bool:
    """Without ``because``, what entered before; with it, what it names, on the same day too."""
    if not decision.because:
        return sanction.entered < decision.acts
    named = set(decision.because)
    return sanction.entered <= decision.acts and (
        named.issuperset(sanction.facts) or sanction.decision in named
    )


def _lasts(sanction: Sanction, day: date) -> bool:
    """Whether it, or its bar, lasts to ``day`` or beyond."""
    barred = sanction.bar_until is not None and sanction.bar_until >= day
    return barred or sanction.end is None or sanction.end >= day


def _bars(sanction: Sanction, day: date) -> bool:
    """Whether it has started, and its bar, if it has one, is not over."""
    return sanction.start <= day and (sanction.bar_until is None or sanction.bar_until >= day)


def _cut(sanction: Sanction, day: date) -> Sanction | None:
    """The sanction and its bar until the day before ``day``; None when it had not started."""
    last = add_days(day, -1)
    if last < sanction.start:
        return None
    end = last if sanction.end is None else min(sanction.end, last)
    bar = None if sanction.bar_until is None else min(sanction.bar_until, last)
    return replace(sanction, end=end, bar_until=bar)
