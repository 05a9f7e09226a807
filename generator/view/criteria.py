"""The criteria of a merchant's category on its page: which it meets, who says so, since when.

While a certificate is held they are those of its certification, judged on the day it acted, and
what was lost since; otherwise what the record says today.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date as Day

from generator.facts import Decision, Merchant, Status, Tick
from generator.programme import Programme
from generator.programme.criteria import Criterion
from generator.registry import Registry
from generator.registry.criteria import certified_before
from generator.registry.judging import Case, Judged, judged
from generator.standing.reading import Reading, status_on
from generator.view.criterion import CriterionView

STATE = ("field", "commitment", "pledge")  # tests of what is, not of what happened
NAMING = ("no_failures", "no_sanction", "not_listed")
_PUBLIC = ("登记簿里有这样的记录", "there is such a record")
HELD = (Status.CERTIFIED, Status.SUSPENDED)


def lacking(registry: Registry, programme: Programme, id: str, day: Day) -> tuple[Judged, ...]:
    """The criteria that would stand against a certification of ``id`` that acts on ``day``."""
    merchant = registry.merchants[id]
    asked = [one for one in _criteria(merchant, programme) if one.asked(day)]
    case = _case(registry, programme, merchant, day)
    return tuple(one for one in judged(case, asked) if not one.fine)


def criteria_of(
    registry: Registry, programme: Programme, merchant: Merchant, reading: Reading, today: Day
) -> tuple[CriterionView, ...]:
    """Every criterion that is in force, in the order of the category."""
    certificate = reading.register.on(today)
    decision = certificate.decision if certificate is not None else None
    day = decision.acts if decision is not None else today
    in_force = [one for one in _criteria(merchant, programme) if _current(one, day, today)]
    then = _case(registry, programme, merchant, day)
    then = replace(then, aging=decision is None)  # what it rested on is told with its day
    now = replace(then, day=today)
    held = status_on(reading, today) in HELD
    return tuple(_views(in_force, then, now, decision, held))


def _criteria(merchant: Merchant, programme: Programme) -> tuple[Criterion, ...]:
    category = programme.categories.get(merchant.category)
    return category.criteria if category is not None else ()


def _current(criterion: Criterion, day: Day, today: Day) -> bool:
    """Whether it was asked for then, or is now, or is only told."""
    told = criterion.applies is None
    return told or criterion.asked(day) or criterion.asked(today)


def _case(registry: Registry, programme: Programme, merchant: Merchant, day: Day) -> Case:
    facts, listed = registry.facts(merchant.id), registry.listed.get(merchant.id, ())
    before = certified_before(merchant, day)
    return Case(merchant, facts, programme.policy, listed, day, before)


def _views(
    criteria: Sequence[Criterion], then: Case, now: Case, decision: Decision | None, held: bool
) -> Iterator[CriterionView]:
    for criterion in criteria:
        one = judged(then, [criterion])[0]
        view = _view(criterion, one, then.day, one.tick)
        asked = decision is None or criterion.asked(then.day)
        if not asked and one.state in ("open", "missed"):
            view = replace(view, state="before", found="", found_en="")
        test = criterion.test
        if held and test is not None and test.what in STATE and criterion.asked(now.day):
            current = judged(now, [criterion])[0]
            if view.state == "kept" and current.state == "excepted":
                view = _view(criterion, current, now.day, current.tick)  # decided on after a loss
            elif view.state == "kept" and current.state == "missed":
                view = replace(view, state="lost", now=current.found[0])
        yield view


def _hidden(criterion: Criterion, one: Judged) -> bool:
    """Whether what was found names facts whose own publication may be over."""
    named = criterion.test is not None and criterion.test.what in NAMING
    return named and one.state in ("missed", "excepted")


def _view(criterion: Criterion, one: Judged, day: Day, tick: Tick | None) -> CriterionView:
    return CriterionView(
        code=criterion.code,
        label=criterion.label,
        label_en=criterion.label_en,
        state=one.state,
        day=tick.date if tick is not None else day,
        found=_PUBLIC[0] if _hidden(criterion, one) else one.found[0],
        found_en=_PUBLIC[1] if _hidden(criterion, one) else one.found[1],
        by=tick.by if tick is not None else None,
        document=tick.document if tick is not None else None,
        reason=tick.reason if tick is not None else None,
    )
