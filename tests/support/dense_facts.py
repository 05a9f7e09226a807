"""Random facts for the property tests: few days, few kinds, few ids, so that they interact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st

from fangxin.facts.values import (
    Act,
    Appeal,
    Change,
    Decision,
    Facts,
    Failure,
    FollowUp,
    Objection,
    Void,
)
from tests.support.oracle_world import appeal_won, seen

Fact = TypeVar("Fact", Decision, Failure, Objection, Change)
Asked = TypeVar("Asked", Decision, Failure, FollowUp)
Twin = TypeVar("Twin", Decision, Failure)

FIRST = date(2020, 1, 25)  # eleven days before the second version of the policy, over 29 February
WEEKS = 40
LATER = 366  # a second, shorter cluster a year later, where bars and terms end
KINDS = ("g", "g", "ge", "ge", "gp", "s", "s", "se", "sp", "m", "b", "old", "new", "strange")
NAMES = ("D0", "D1", "D2", "D3", "F0", "F1", "F2", "S1/F0", "S1/F1", "S2/F0", "X9")

early = st.integers(0, WEEKS).map(lambda n: FIRST + timedelta(days=n))
late = st.integers(0, 15).map(lambda n: FIRST + timedelta(days=LATER + n))
days = st.one_of(early, early, early, early, late)
delays = st.sampled_from((0, 0, 0, 0, 1, 2, 5, 20)).map(lambda n: timedelta(days=n))
maybe_days = st.one_of(st.none(), days)
replacements = st.sampled_from((None, None, "D0", "D1", "F0", "F1", "F2"))
voids = st.one_of(
    st.none(),
    st.none(),
    st.none(),
    st.none(),
    st.builds(Void, days, st.just("登记有误"), st.none(), replacements),
)
named = st.lists(st.sampled_from(NAMES), max_size=3, unique=True).map(tuple)

LENGTHS = {
    Act.PUBLICISED: (None, 0, 1, 2, 2, 2, 3),
    Act.CERTIFIED: (None, -1, 0, 5, 12, 30, 364, 366, 367),
    Act.SUSPENDED: (None, None, -1, 0, 3, 10),
}
AGAINST = (Act.REFUSED, Act.SUSPENDED, Act.REVOKED, Act.CLOSED)
ACTS = (
    *(Act.PUBLICISED, Act.CERTIFIED, Act.CERTIFIED, Act.CERTIFIED, Act.REINSTATED),
    *(Act.REINSTATED, Act.APPLIED, Act.SUSPENDED, Act.REVOKED, Act.REFUSED, Act.WITHDRAWN),
)


@st.composite
def appeals(draw: st.DrawFn, since: date) -> Appeal | None:
    """An appeal now and then: open, dismissed or upheld, entered with a delay."""
    if draw(st.integers(0, 3)):
        return None
    decided = draw(maybe_days)
    outcome = draw(st.sampled_from(("upheld", "dismissed"))) if decided else None
    return Appeal(since, decided, outcome, decided and decided + draw(delays))


@st.composite
def follow_ups(draw: st.DrawFn, siblings: tuple[Facts, ...]) -> FollowUp:
    """What the merchant did about a fact of a sibling, there or not."""
    names = [f"{one.id}/{failure.id}" for one in siblings for failure in one.failures]
    return FollowUp(fact=draw(st.sampled_from([*names, "S1/F9"])), appeal=draw(appeals(draw(days))))


@st.composite
def decisions(draw: st.DrawFn, name: str, acts: tuple[Act, ...] = ACTS) -> Decision:
    """One decision; most certifications are imported, so that many take effect."""
    act, on = draw(st.sampled_from(acts)), draw(days)
    recorded = on + draw(delays)
    length = draw(st.sampled_from(LENGTHS.get(act, (None,))))
    return Decision(
        id=name,
        date=on,
        act=act,
        recorded=recorded,
        until=None if length is None else recorded + timedelta(days=length),
        certificate=f"FX-{name}" if act is Act.CERTIFIED else None,
        because=draw(named) if act in (Act.REINSTATED, Act.SUSPENDED, Act.REVOKED) else (),
        imported=act is Act.CERTIFIED and draw(st.sampled_from((True, True, False))),
        void=draw(voids),
        appeal=draw(appeals(recorded)) if act in AGAINST else None,
    )


@st.composite
def failures(draw: st.DrawFn, name: str) -> Failure:
    """One failure with keys that were added on days of their own."""
    on = draw(days)
    recorded = on + draw(delays)
    mended, final = draw(maybe_days), draw(maybe_days)
    return Failure(
        id=name,
        kind=draw(st.sampled_from(KINDS)),
        date=on,
        recorded=recorded,
        served=draw(st.one_of(st.none(), st.none(), days)),
        rectified=mended,
        rectified_recorded=mended and mended + draw(delays),
        final=final,
        final_recorded=final and final + draw(delays),
        appeal=draw(appeals(recorded)),
        affects=draw(st.sampled_from(((), (), (), ("M1",), ("S2", "M1")))),
        document=draw(st.sampled_from((None, "N1", "N2"))),
        act=draw(st.sampled_from((None, None, "C1"))),
        void=draw(voids),
    )


@st.composite
def objections(draw: st.DrawFn, name: str) -> Objection:
    filed, decided = draw(days), draw(maybe_days)
    return Objection(
        id=name,
        filed=filed,
        decided=decided,
        outcome=draw(st.sampled_from((None, "upheld", "dismissed"))) if decided else None,
        recorded=decided and decided + draw(delays),
        void=draw(voids),
    )


@st.composite
def changes(draw: st.DrawFn, name: str) -> Change:
    on = draw(days)
    return Change(
        id=name,
        date=on,
        field=draw(st.sampled_from(("owner", "uscc", "name"))),
        recorded=on + draw(delays),
        continues=draw(st.booleans()),
        void=draw(voids),
    )


@st.composite
def siblings(draw: st.DrawFn, merchant: str) -> Facts:
    lifting = (Act.REINSTATED, Act.REINSTATED, Act.REVOKED)
    facts = Facts(
        id=merchant,
        uscc=draw(st.sampled_from(("U1", "U1", "U2", None))),
        decisions=tuple(draw(decisions(f"D{n}", lifting)) for n in range(draw(st.integers(0, 1)))),
        failures=tuple(draw(failures(f"F{n}")) for n in range(draw(st.integers(0, 2)))),
    )
    return replace(facts, **draw(codes("U", 3)))


@st.composite
def codes(draw: st.DrawFn, prefix: str, rarity: int) -> dict[str, Any]:
    """Changes of a credit code that lead from one to the next, some to another operator, some
    declared void, with what facts say of them."""
    count = draw(st.sampled_from((*(0,) * rarity, 1, 1, 2)))
    on = sorted(draw(st.lists(days, min_size=count, max_size=count)))
    steps = [draw(st.sampled_from(("U1", "U1", "U2", "U3"))) for _ in range(count + 1)]
    filled_in = draw(st.integers(0, 3)) == 0
    found = tuple(
        Change(
            id=f"{prefix}{n}",
            date=day,
            field="uscc",
            recorded=day,
            before=None if filled_in and n == 0 else steps[n],
            after=steps[n + 1],
            continues=draw(st.booleans()),
            void=draw(voids),
            mistaken=draw(st.integers(0, 3)) == 0,
        )
        for n, day in enumerate(on)
    )
    if not found:
        return {}
    last = max(found, key=lambda one: (one.acts, one.id))
    return {
        "changes": found,
        "first_code": min(found, key=lambda one: (one.acts, one.id)).before,
        "code_since": last.acts,
        "uscc": last.after,
    }


@st.composite
def rounds(draw: st.DrawFn, name: str) -> tuple[Decision, Decision]:
    """A publicity and the certification that follows it, about as the policy wants them."""
    shown, length, pause = draw(days), draw(st.integers(0, 3)), draw(st.integers(0, 9))
    until = shown + timedelta(days=length)
    decided = until + timedelta(days=pause)
    term = draw(st.sampled_from((3, 10, 30, 365, 366)))
    publicity = Decision(
        id=f"P{name}", date=shown, act=Act.PUBLICISED, recorded=shown, until=until, void=draw(voids)
    )
    certification = Decision(
        id=f"K{name}",
        date=decided,
        act=Act.CERTIFIED,
        recorded=decided,
        until=decided + timedelta(days=term),
        certificate=f"FX-K{name}",
        void=draw(voids),
    )
    return publicity, certification


def twins(draw: st.DrawFn, facts: tuple[Twin, ...]) -> tuple[Twin, ...]:
    """The facts, sometimes one of them replaced on a later day by an equal one, or by one of
    another document."""
    if not facts or draw(st.integers(0, 3)):
        return facts
    old: Twin = draw(st.sampled_from(facts))
    known = old.recorded if isinstance(old, Failure) else old.acts
    day = known + timedelta(days=draw(st.sampled_from((0, 1, 3, 20))))
    late = day + timedelta(days=draw(st.sampled_from((0, 0, 1))))
    name = f"{old.id}T"
    asked = old.appeal if draw(st.booleans()) else None
    paper = draw(st.sampled_from((old.document, old.document, "改0")))
    new = replace(old, id=name, recorded=late, document=paper, void=None, appeal=asked)
    void = Void(day, "登记有误", None, name)
    kept: tuple[Twin, ...] = tuple(fact for fact in facts if fact is not old)
    both: tuple[Twin, ...] = (replace(old, void=void), new)
    return kept + both


@st.composite
def dense(draw: st.DrawFn) -> Facts:
    """The facts of merchant M1, mostly certified at first, with up to two siblings."""
    begun = Decision(
        id="A0",
        date=FIRST,
        act=Act.CERTIFIED,
        recorded=FIRST,
        until=FIRST + timedelta(days=draw(st.sampled_from((14, 30, 364, 380)))),
        certificate="FX-A0",
        imported=draw(st.sampled_from((True, True, True, False))),
    )
    own = tuple(draw(decisions(f"D{n}")) for n in range(draw(st.integers(0, 3))))
    for n in range(draw(st.integers(0, 2))):
        own += draw(rounds(str(n)))
    closed = (draw(decisions("E0", (Act.CLOSED,))),) if draw(st.integers(0, 9)) == 0 else ()
    others = tuple(draw(siblings(f"S{n}")) for n in range(1, draw(st.integers(1, 3))))
    asked = draw(st.sampled_from((0, 0, 0, 1, 2))) if others else 0
    facts = Facts(
        id="M1",
        uscc=draw(st.sampled_from(("U1", "U1", "U1", None))),
        decisions=twins(draw, (begun, *own, *closed)),
        failures=twins(
            draw, tuple(draw(failures(f"F{n}")) for n in range(draw(st.integers(0, 3))))
        ),
        objections=tuple(draw(objections(f"O{n}")) for n in range(draw(st.integers(0, 1)))),
        changes=tuple(draw(changes(f"C{n}")) for n in range(draw(st.sampled_from((0, 0, 0, 1))))),
        siblings=others,
        follow_up=tuple(draw(follow_ups(others)) for _ in range(asked)),
    )
    return replace(facts, **draw(codes("U", 12)))


@st.composite
def later(draw: st.DrawFn, facts: Facts) -> Facts:
    """The same facts with later days of recording: of failures and what is added to them, of the
    outcomes of objections, of applications."""

    def put_off(day: date | None, recorded: date | None) -> date | None:
        return day and (recorded or day) + draw(delays)

    def failure(one: Failure) -> Failure:
        appeal = one.appeal
        if appeal is not None:
            appeal = replace(appeal, recorded=put_off(appeal.decided, appeal.recorded))
        return replace(
            one,
            recorded=one.recorded + draw(delays),
            rectified_recorded=put_off(one.rectified, one.rectified_recorded),
            final_recorded=put_off(one.final, one.final_recorded),
            appeal=appeal,
        )

    def decision(one: Decision) -> Decision:
        applied = one.act is Act.APPLIED
        return replace(one, recorded=one.recorded + draw(delays)) if applied else one

    return replace(
        facts,
        decisions=tuple(decision(one) for one in facts.decisions),
        failures=tuple(failure(one) for one in facts.failures),
        objections=tuple(
            replace(one, recorded=put_off(one.decided, one.recorded)) for one in facts.objections
        ),
        siblings=tuple(draw(later(sibling)) for sibling in facts.siblings),
    )


def telling(facts: Facts) -> list[date]:
    """The days on which something is written in the facts, and the days beside them."""
    written: set[date] = set()
    for one in (facts, *facts.siblings):
        groups = (one.decisions, one.failures, one.objections, one.changes, one.follow_up)
        for group in groups:
            for fact in group:
                written |= set(dates_in(fact))
    near = {day + timedelta(days=n) for day in written for n in (-1, 0, 1)}
    return sorted(near)


def dates_in(fact: object) -> Iterator[date]:
    """Every day that a fact names."""
    for key in getattr(fact, "__slots__", ()):
        value = getattr(fact, key)
        if isinstance(value, date):
            yield value
        elif isinstance(value, Void | Appeal):
            yield from dates_in(value)


def only_known(facts: Facts, day: date) -> Facts:
    """The facts as they were written on ``day``, all that came later torn out."""
    known = seen(facts, day, frozenset())
    return replace(
        known,
        decisions=tuple(won_only(earlier_void(d, day), day) for d in known.decisions),
        failures=tuple(won_only(earlier_void(f, day), day) for f in known.failures),
        follow_up=tuple(won_only(one, day) for one in known.follow_up),
        objections=tuple(earlier_void(o, day) for o in known.objections),
        changes=tuple(earlier_void(c, day) for c in known.changes),
        siblings=tuple(only_known(sibling, day) for sibling in known.siblings),
    )


def won_only(fact: Asked, day: date) -> Asked:
    """The fact without an appeal that is not known to be won on ``day``."""
    return fact if appeal_won(fact, day) else replace(fact, appeal=None)


def earlier_void(fact: Fact, day: date) -> Fact:
    """The fact without a void that is dated after ``day``."""
    return replace(fact, void=None) if fact.void is not None and fact.void.date > day else fact
