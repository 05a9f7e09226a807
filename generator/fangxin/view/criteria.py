"""The criteria of a merchant's category on its page: which it meets, who says so, since when.

While a certificate is held they are those of its certification, judged on the day it acted, and
what was lost since; otherwise what the record says today. Only what the public may know today is
judged, so that a verdict never tells of a failure, a sanction or a listing that is told no longer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date as Day

from fangxin.facts.programme.criteria import Criterion
from fangxin.facts.programme.programme import Programme
from fangxin.facts.values import Decision, Merchant, Status, Tick
from fangxin.registry.criteria import certified_before
from fangxin.registry.judging import Case, JudgedCriterion, judged
from fangxin.registry.registry import Registry
from fangxin.registry.republished import Reach
from fangxin.standing.reading import Reading, status_on
from fangxin.view.criterion import CriterionView
from fangxin.view.listings import CURRENT, listing_view
from fangxin.view.publication import Withheld
from fangxin.view.remains import in_place, remaining, untold

STATE = ("field", "commitment", "pledge")  # tests of what is, not of what happened
NAMING = ("no_failures", "no_sanction", "not_listed")
_THERE = ("公开的记录里有", "there is something on public record")
_NONE = ("公开的记录里没有", "nothing on public record")
HELD = (Status.CERTIFIED, Status.SUSPENDED)


def lacking(
    registry: Registry, programme: Programme, id: str, day: Day
) -> tuple[JudgedCriterion, ...]:
    """The criteria that would stand against a certification of ``id`` that acts on ``day``."""
    merchant = registry.merchants[id]
    asked = [one for one in _criteria(merchant, programme) if one.asked(day)]
    case = _case(registry, programme, merchant, day)
    return tuple(one for one in judged(case, asked) if not one.fine)


def criteria_of(
    registry: Registry,
    programme: Programme,
    merchant: Merchant,
    reading: Reading,
    hidden: Withheld,
    today: Day,
) -> tuple[CriterionView, ...]:
    """Every criterion that is in force, in the order of the category."""
    certificate = reading.register.on(today)
    decision = certificate.decision if certificate is not None else None
    day = decision.acts if decision is not None else today
    in_force = [one for one in _criteria(merchant, programme) if _current(one, day, today)]
    then = _public(_case(registry, programme, merchant, day), reading, today)
    then = replace(then, aging=decision is None)  # what it rested on is told with its day
    now = replace(then, day=today)
    held = status_on(reading, today) in HELD
    found = _views(in_force, then, now, decision, held)
    return tuple(_without(view, hidden) for view in found)


def _public(case: Case, reading: Reading, today: Day) -> Case:
    """The case as the public may know it today."""
    facts, policy = in_place(case.facts, reading, today), case.policy
    quiet, vanished = untold(facts, remaining(facts, reading, policy, today), today)
    listed = tuple(reach for reach in case.listed if _is_listed(reach, today))
    return replace(case, listed=listed, quiet=quiet, vanished=vanished)


def _is_listed(reach: Reach, today: Day) -> bool:
    """Whether the merchant's page tells what the listing says."""
    view = listing_view(reach.listing, today)
    return view is not None and view.detailed and view.state == CURRENT


def _without(view: CriterionView, hidden: Withheld) -> CriterionView:
    """The view without what a paper that is named no longer says."""
    if view.document is None or hidden.document_of(view.document) is not None:
        return view
    return replace(view, document=None, reason=None)


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
        view = _view(criterion, one, then.day if decision else None, one.tick)
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


def _found(criterion: Criterion, one: JudgedCriterion) -> tuple[str, str]:
    """What was found, without naming facts whose own publication ends some day."""
    if criterion.test is None or criterion.test.what not in NAMING:
        return one.found
    return _NONE if one.state == "kept" else _THERE


def _view(
    criterion: Criterion, one: JudgedCriterion, day: Day | None, tick: Tick | None
) -> CriterionView:
    found, found_en = _found(criterion, one)
    return CriterionView(
        code=criterion.code,
        label=criterion.label,
        label_en=criterion.label_en,
        state=one.state,
        day=tick.date if tick is not None else day,
        found=found,
        found_en=found_en,
        by=tick.by if tick is not None else None,
        document=tick.document if tick is not None else None,
        reason=tick.reason if tick is not None else None,
    )
