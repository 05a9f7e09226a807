"""What the registry knew on a day, and which of it still counts.

``docs/standing.md`` sections 1 and 2: a key acts from the day it was recorded, and an annulled fact
counts for nothing, in the past either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from datetime import date as Day  # a field named ``date`` would hide the type

from fangxin.facts.values import Appeal, Change, Decision, Facts, Failure, FollowUp, Objection

Appealed = Failure | Decision | FollowUp


@dataclass(frozen=True, slots=True)
class Annulment:
    """Why and since when a fact no longer counts: ``by`` is "void" or "appeal". ``lapsed``: not for
    itself, but because everything it rested on is annulled."""

    date: Day
    by: str
    lapsed: bool = False


def later(day: date, recorded: date | None) -> date:
    """The day from which a dated key is known: its own day or the day it was recorded."""
    return day if recorded is None or recorded < day else recorded


def rectification_known(failure: Failure) -> date | None:
    """The day from which the rectification counts, or None."""
    if failure.rectified is None:
        return None
    return later(failure.rectified, failure.rectified_recorded)


def finality_known(failure: Failure) -> date | None:
    """The day from which a provisional finding counts as final, or None."""
    return None if failure.final is None else later(failure.final, failure.final_recorded)


def outcome_known(item: Appealed | Objection) -> date | None:
    """The day from which the outcome of an appeal or objection counts, or None."""
    source = item if isinstance(item, Objection) else item.appeal
    if source is None or source.decided is None or source.outcome is None:
        return None
    return later(source.decided, source.recorded)


def upheld_known(item: Appealed) -> date | None:
    """The day from which an upheld appeal counts, or None."""
    return outcome_known(item) if item.appeal and item.appeal.outcome == "upheld" else None


def _known_appeal(item: Appealed, day: date) -> Appeal | None:
    """The appeal as far as it was known on ``day``."""
    appeal, outcome = item.appeal, outcome_known(item)
    if appeal is None or appeal.filed > day:
        return None
    if outcome is not None and outcome > day:
        return replace(appeal, decided=None, outcome=None)
    return appeal


def _known_failure(failure: Failure, day: date) -> Failure:
    """The failure with only the keys recorded by ``day``."""
    rectified, final = rectification_known(failure), finality_known(failure)
    if rectified is not None and rectified > day:
        failure = replace(failure, rectified=None, rectified_recorded=None)
    if final is not None and final > day:
        failure = replace(failure, final=None, final_recorded=None)
    if failure.repair is not None and failure.repair.known > day:
        failure = replace(failure, repair=None)
    appeal = _known_appeal(failure, day)
    return failure if appeal is failure.appeal else replace(failure, appeal=appeal)


def _known_decision(decision: Decision, day: date) -> Decision:
    appeal = _known_appeal(decision, day)
    return decision if appeal is decision.appeal else replace(decision, appeal=appeal)


def _known_follow_up(item: FollowUp, day: date) -> FollowUp:
    appeal = _known_appeal(item, day)
    return item if appeal is item.appeal else replace(item, appeal=appeal)


def _known_objection(objection: Objection, day: date) -> Objection:
    """The objection, open again when its outcome was recorded after ``day``."""
    known = outcome_known(objection)
    if known is None or known <= day:
        return objection
    return replace(objection, decided=None, outcome=None)


def known(facts: Facts, day: date) -> Facts:
    """Facts and keys recorded by ``day``; annulled ones are still among them."""
    return replace(
        facts,
        decisions=tuple(_known_decision(d, day) for d in facts.decisions if d.acts <= day),
        failures=tuple(_known_failure(f, day) for f in facts.failures if f.recorded <= day),
        objections=tuple(_known_objection(o, day) for o in facts.objections if o.filed <= day),
        changes=tuple(c for c in facts.changes if c.acts <= day),
        follow_up=tuple(_known_follow_up(one, day) for one in facts.follow_up),
        siblings=tuple(known(sibling, day) for sibling in facts.siblings),
    )


def _voidable(
    facts: Facts,
) -> Iterator[tuple[Decision | Failure | Objection | Change, date]]:
    """Every fact that may be void, with the day from which it is known."""
    yield from ((decision, decision.acts) for decision in facts.decisions)
    yield from ((failure, failure.recorded) for failure in facts.failures)
    yield from ((objection, objection.filed) for objection in facts.objections)
    yield from ((change, change.acts) for change in facts.changes)


def _directly(facts: Facts, day: date) -> Iterator[tuple[str, Annulment]]:
    """Facts annulled by a void or an upheld appeal, from the day both are known."""
    for item, learned in _voidable(facts):
        if item.void is not None and item.void.date <= day:
            yield item.id, Annulment(max(item.void.date, learned), "void")
    appealed: list[tuple[Failure | Decision, date]] = [(f, f.recorded) for f in facts.failures]
    appealed += [(decision, decision.acts) for decision in facts.decisions]
    for fact, learned in appealed:
        decided = upheld_known(fact)
        if decided is not None and decided <= day:
            yield fact.id, Annulment(max(decided, learned), "appeal")
    yield from _elsewhere(facts, day)


def _elsewhere(facts: Facts, day: date) -> Iterator[tuple[str, Annulment]]:
    """Facts of siblings that this merchant appealed against: annulled for it alone."""
    entered = {f"{s.id}/{f.id}": f.recorded for s in facts.siblings for f in s.failures}
    for item in facts.follow_up:
        decided = upheld_known(item)
        if item.fact in entered and decided is not None and decided <= day:
            yield item.fact, Annulment(max(decided, entered[item.fact]), "appeal")


def annulled(facts: Facts, day: date) -> Mapping[str, Annulment]:
    """Own ids, and ``<ID>/<fact>`` of siblings, that are annulled on ``day``.

    A decision lapses when everything it names in ``because`` is annulled; it then lapsed on the
    latest of those days.
    """
    found: dict[str, Annulment] = {}
    for sibling in facts.siblings:
        for name, annulment in annulled(sibling, day).items():
            found[f"{sibling.id}/{name}"] = annulment
    for name, annulment in _directly(facts, day):
        if name not in found or annulment.date < found[name].date:
            found[name] = annulment
    resting = [d for d in facts.decisions if d.because and d.id not in found]
    lapsed = True
    while lapsed:
        lapsed = False
        for decision in resting:
            if decision.id not in found and all(name in found for name in decision.because):
                causes = [found[name] for name in decision.because]
                by = "appeal" if any(cause.by == "appeal" for cause in causes) else "void"
                day_lapsed = max(decision.acts, *(cause.date for cause in causes))
                found[decision.id] = Annulment(day_lapsed, by, lapsed=True)
                lapsed = True
    return found


def _still_resting(decision: Decision, gone: Mapping[str, Annulment], prefix: str) -> Decision:
    """The decision resting only on facts that count."""
    left = tuple(name for name in decision.because if prefix + name not in gone)
    return decision if left == decision.because else replace(decision, because=left)


def _counting(facts: Facts, gone: Mapping[str, Annulment], prefix: str = "") -> Facts:
    decisions = (d for d in facts.decisions if prefix + d.id not in gone)
    return replace(
        facts,
        decisions=tuple(_still_resting(decision, gone, prefix) for decision in decisions),
        failures=tuple(f for f in facts.failures if prefix + f.id not in gone),
        objections=tuple(o for o in facts.objections if prefix + o.id not in gone),
        changes=tuple(c for c in facts.changes if prefix + c.id not in gone),
    )


def live(facts: Facts, gone: Mapping[str, Annulment]) -> Facts:
    """The facts that count: annulled ones removed, at siblings too."""
    if not gone:
        return facts
    siblings = tuple(_counting(sibling, gone, f"{sibling.id}/") for sibling in facts.siblings)
    return replace(_counting(facts, gone), siblings=siblings)


def _days(facts: Facts) -> Iterator[date]:
    for decision in facts.decisions:
        yield decision.acts
    asked: tuple[Appealed, ...] = (*facts.decisions, *facts.failures, *facts.follow_up)
    for one in asked:
        if one.appeal is not None:
            yield one.appeal.filed
            yield outcome_known(one) or one.appeal.filed
    for change in facts.changes:
        yield change.acts
    for failure in facts.failures:
        yield failure.recorded
        for day in (rectification_known(failure), finality_known(failure)):
            if day is not None:
                yield day
        if failure.repair is not None:
            yield failure.repair.known
    for objection in facts.objections:
        yield objection.filed
        decided = outcome_known(objection)
        if decided is not None:
            yield decided
    for item, _ in _voidable(facts):
        if item.void is not None:
            yield item.void.date


def knowledge_days(facts: Facts) -> list[date]:
    """Every day on which the registry learned something about the merchant or its siblings."""
    days = set(_days(facts))
    for sibling in facts.siblings:
        days.update(_days(sibling))
    return sorted(days)
