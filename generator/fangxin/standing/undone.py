"""What was undone, and what could not be: corrections, reinstatements, decisions without effect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day  # a field named ``date`` would hide the type

from fangxin.base.dates import add_days
from fangxin.facts.values import Facts, Failure
from fangxin.standing.knowledge import rectification_known
from fangxin.standing.lifting import Lifting
from fangxin.standing.reading import Reading
from fangxin.standing.sanction import OVERDUE


@dataclass(frozen=True, slots=True)
class Correction:
    """A fact that had moved the standing and was annulled: by "appeal" or "void"; or a revocation
    for want of rectification, by "rectified": it had been done in time and was registered late; or
    one of somebody else, by "parted": a mistaken credit code had made a sibling of it.
    ``formerly``: equal facts in whose place it stands."""

    fact: str
    date: Day
    by: str
    merchant: str | None = None
    formerly: tuple[str, ...] = ()

    def annuls(self, rule: str, facts: tuple[str, ...]) -> bool:
        """Whether what followed by ``rule`` from ``facts`` had been wrong."""
        rests = not {self.fact, *self.formerly}.isdisjoint(facts)
        return rests and (self.by != "rectified" or rule.endswith(OVERDUE))


@dataclass(frozen=True, slots=True)
class Reinstated:
    """What a decision of the office lifted from ``date``: sanctions by these ``rules``, resting on
    these ``facts``. ``effect``: "revoke" when a revocation that had started was among them, or
    "suspend"."""

    decision: str
    date: Day
    effect: str
    rules: tuple[str, ...]
    facts: tuple[str, ...]
    merchant: str | None = None  # the sibling whose decision it is


def corrections(reading: Reading) -> Iterator[Correction]:
    """Facts annulled by themselves that had made a sanction start before that day, revocations
    that rested on a rectification not yet registered, and facts of those who had been joined by
    mistake; ordered by name."""
    found = [*_annulled(reading), *_rectified(reading), *_parted(reading)]
    yield from sorted(found, key=lambda fix: (fix.fact, fix.date, fix.by))


def _annulled(reading: Reading) -> Iterator[Correction]:
    for name, annulment in reading.gone.items():
        if annulment.lapsed or name in reading.heirs:
            continue
        before = add_days(annulment.date, -1)
        then = reading.history.on(before)
        fix = Correction(name, annulment.date, annulment.by, _owner(name), _formerly(reading, name))
        if any(s.start <= before and fix.annuls(s.rule, s.facts) for s in then.sanctions):
            yield fix


def _rectified(reading: Reading) -> Iterator[Correction]:
    for name, failure in _failures(reading):
        known = rectification_known(failure)
        if known is None:
            continue
        before = add_days(known, -1)
        fix = Correction(name, known, "rectified", _owner(name), _formerly(reading, name))
        was = {start for start in _overdue(reading.history.on(before), fix) if start <= before}
        if was - set(_overdue(reading, fix)):
            yield fix


def _parted(reading: Reading) -> Iterator[Correction]:
    for day in sorted({*_partings(reading)}):
        eve = add_days(day, -1)
        was = [s for s in reading.history.on(eve).sanctions if s.merchant and s.start <= eve]
        for name in sorted({reading.heirs.get(name, name) for s in was for name in s.facts}):
            fix = Correction(name, day, "parted", _owner(name), _formerly(reading, name))
            itself = reading.gone.get(name)
            if itself is not None and itself.date <= day:
                continue
            if not any(fix.annuls(s.rule, s.facts) for s in reading.sanctions):
                yield fix


def _partings(reading: Reading) -> Iterator[Day]:
    """The days on which it was known that a change of a credit code, its own or a sibling's, is
    void, or that the code before it had been a mistake."""
    for one, prefix in _everybody(reading.history.facts):
        for change in one.changes:
            gone = reading.gone.get(prefix + change.id)
            if change.field == "uscc" and gone is not None:
                yield gone.date
    for one, _ in _everybody(reading.facts):
        yield from (change.acts for change in one.changes if change.mistaken)


def _everybody(facts: Facts) -> Iterator[tuple[Facts, str]]:
    yield facts, ""
    yield from ((sibling, f"{sibling.id}/") for sibling in facts.siblings)


def _overdue(reading: Reading, fix: Correction) -> list[Day]:
    """The days on which revocations for want of rectification start that rest on the fact."""
    return [s.start for s in reading.sanctions if fix.annuls(s.rule, s.facts)]


def _formerly(reading: Reading, name: str) -> tuple[str, ...]:
    return tuple(sorted(old for old, new in reading.heirs.items() if new == name))


def _failures(reading: Reading) -> Iterator[tuple[str, Failure]]:
    for failure in reading.facts.failures:
        yield failure.id, failure
    for sibling in reading.facts.siblings:
        for failure in sibling.failures:
            yield f"{sibling.id}/{failure.id}", failure


def _owner(name: str) -> str | None:
    return name.partition("/")[0] if "/" in name else None


def reinstatements(reading: Reading, day: Day) -> Iterator[Reinstated]:
    """What reinstatements have lifted by ``day``, ordered by day and decision."""
    for one in sorted(reading.liftings, key=lambda one: (one.decision.acts, _name(one))):
        if one.lifted and one.decision.acts <= day:
            yield Reinstated(
                decision=_name(one),
                date=one.decision.acts,
                effect=_effect(one),
                rules=tuple(sorted({sanction.rule for sanction in one.lifted})),
                facts=tuple(sorted({name for s in one.lifted for name in s.facts})),
                merchant=one.merchant,
            )


def _effect(one: Lifting) -> str:
    ended = (s for s in one.lifted if s.start < one.decision.acts)
    return "revoke" if any(sanction.effect == "revoke" for sanction in ended) else "suspend"


def _name(one: Lifting) -> str:
    return one.decision.id if one.merchant is None else f"{one.merchant}/{one.decision.id}"


def idle(reading: Reading) -> Iterator[tuple[str, str]]:
    """Decisions that change nothing, and the code why: a revocation of nothing that was held, a
    reinstatement that lifts nothing."""
    for index, sanction in enumerate(reading.sanctions):
        revokes = sanction.effect == "revoke" and index not in reading.attached
        if sanction.decision is not None and revokes:
            yield sanction.decision, "not-certified"
    for one in reading.liftings:
        if one.merchant is None and not one.lifted:
            why = _why_nothing(reading, one)
            if why is not None:
                yield one.decision.id, why


def _why_nothing(reading: Reading, one: Lifting) -> str | None:
    """Why it lifted nothing; None when it had, as the registry knew on its day."""
    then = reading.history.on(one.decision.acts)
    earlier = [o for o in then.liftings if o.merchant is None and o.decision.id == one.decision.id]
    if any(o.lifted for o in earlier):
        return None
    return "not-open" if one.kept else "nothing-lifted"
