"""What holds for any facts: agreement with the oracle, order, default deny, totality."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from hypothesis import event, given
from hypothesis import strategies as st

from fangxin.facts.values import Act, Decision, Facts, Failure, Objection, Status, Void
from fangxin.standing.standing import Standing, standing
from fangxin.standing.timeline import timeline
from tests.support import oracle, oracle_details
from tests.support.dense_facts import FIRST, dense, only_known, telling
from tests.support.oracle_world import annulled_on
from tests.support.truth_reader import policy

T = TypeVar("T")
POLICY = policy("dense")
ONE = timedelta(days=1)
SPAN = [FIRST + ONE * n for n in (*range(-1, 50), *range(362, 390), *range(725, 770, 4))]


def without_day(found: Standing) -> Standing:
    """The standing with the same day for all, to compare two days."""
    return replace(found, as_of=date.min)


@given(dense())
def test_status_agrees_with_the_oracle_on_every_day(facts: Facts) -> None:
    """The status is the oracle's on every day of the clusters and between."""
    for day in SPAN:
        found = standing(facts, POLICY, day).status
        event(found)
        assert found == oracle.oracle(facts, POLICY, day), day


@given(dense(), st.randoms(use_true_random=False))
def test_details_agree_with_the_oracle(facts: Facts, chance: random.Random) -> None:
    """Flags, bar, reasons, codes and corrections are the oracle's."""
    days = telling(facts)
    for day in sorted(chance.sample(days, min(12, len(days)))):
        found = standing(facts, POLICY, day)
        assert found.flags == oracle_details.flags(facts, POLICY, day), day
        assert found.bar_until == oracle_details.bar_until(facts, POLICY, day), day
        assert found.ineffective == oracle_details.ineffective(facts, POLICY, day), day
        lifted = {(r.decision, r.facts) for r in found.reinstatements if r.merchant is None}
        assert lifted == oracle_details.reinstatements(facts, POLICY, day), day
        reasons = sorted((r.rule, tuple(sorted(r.facts))) for r in found.reasons)
        assert reasons == sorted(oracle_details.causes(facts, POLICY, day)), day
        if found.status in (Status.REVOKED, Status.SUSPENDED):
            in_full = [
                (r.rule, tuple(sorted(r.facts)), r.since, r.until, r.merchant, r.provisional)
                for r in found.reasons
            ]
            assert sorted(in_full, key=str) == oracle_details.in_full(facts, POLICY, day), day
        mended = {
            (f"{c.merchant}/{c.fact}" if c.merchant and "/" not in c.fact else c.fact, c.date, c.by)
            for c in found.corrections
        }
        slips = oracle_details.annulled_on_arrival(facts)
        mended = {(name, on, by) for name, on, by in mended if name not in slips}
        assert mended == oracle_details.corrections(facts, POLICY, day), day


@given(dense(), st.randoms(use_true_random=False))
def test_since_and_until_agree_with_stepping(facts: Facts, chance: random.Random) -> None:
    """``since``, ``until`` and ``next_change`` are what stepping from day to day finds."""
    days = telling(facts)
    for day in chance.sample(days, 1):
        found = standing(facts, POLICY, day)
        assert found.since == oracle.since(facts, POLICY, day, days[0] - ONE), day
        last, then = oracle.until(facts, POLICY, day, max(day, days[-1]) + ONE * 10)
        event(f"until {last is not None}")
        assert found.until == last, day
        if found.revokes is not None:
            eve = oracle.ahead(facts, POLICY, day, found.revokes - ONE)
            assert oracle.ahead(facts, POLICY, day, found.revokes) is Status.REVOKED != eve, day
        elif then is Status.REVOKED:
            raise AssertionError(f"{day}: it is revoked without a day that says so")
        if last is None:
            assert found.next_change is None
        else:
            assert found.next_change is not None
            assert found.next_change.status == then, day
            assert found.next_change.date == last + ONE, day


@given(dense(), st.sampled_from((*SPAN[:51], SPAN[70])))
def test_timeline_equals_the_evaluation_day_by_day(facts: Facts, last: date) -> None:
    """The timeline has one entry per change, and between two entries nothing changes."""
    told = {entry.as_of: without_day(entry) for entry in timeline(facts, POLICY, last)}
    assert list(told) == sorted(told)
    assert all(day <= last for day in told)
    current = without_day(standing(Facts(facts.id, facts.uscc), POLICY, last))
    day = min([*telling(facts), last])
    seen_any = False
    while day <= last:
        now = without_day(standing(facts, POLICY, day))
        if day in told:
            assert told[day] == now, day
            assert not seen_any or now != current, f"nothing changes on {day}"
            seen_any = True
        else:
            assert now == current, f"a change on {day} is missing"
        current = now
        day += ONE


@given(dense(), st.randoms(use_true_random=False))
def test_order_of_facts_does_not_matter(facts: Facts, chance: random.Random) -> None:
    """Any order of decisions, failures, objections, changes and siblings gives the same."""

    def shuffled(one: Facts) -> Facts:
        def mixed(items: tuple[T, ...]) -> tuple[T, ...]:
            return tuple(chance.sample(items, len(items)))

        return replace(
            one,
            decisions=mixed(one.decisions),
            failures=mixed(one.failures),
            objections=mixed(one.objections),
            changes=mixed(one.changes),
            siblings=mixed(tuple(shuffled(sibling) for sibling in one.siblings)),
        )

    other = shuffled(facts)
    for day in SPAN[::6]:
        assert standing(facts, POLICY, day) == standing(other, POLICY, day), day
    assert timeline(facts, POLICY, SPAN[60]) == timeline(other, POLICY, SPAN[60])


@given(dense())
def test_certified_needs_an_effective_certification(facts: Facts) -> None:
    """Default deny: green rests on a decision that acts, is not void, has effect and still runs."""
    for day in SPAN:
        found = standing(facts, POLICY, day)
        if found.status is not Status.CERTIFIED:
            continue
        idle = {name for name, _ in found.ineffective}
        void = {name for owner, name in annulled_on(facts, day) if owner == facts.id}
        grounds = [
            d
            for d in facts.decisions
            if d.act is Act.CERTIFIED and d.acts <= day and d.id not in idle | void
        ]
        named = [d for d in grounds if d.certificate == found.certificate]
        assert named, day
        heirs = {d.void.replaced_by for d in facts.decisions if d.void is not None}
        latest = max((d.acts for d in grounds if d.id not in heirs), default=date.min)
        assert named[0].acts >= latest, day
        id = named[0].id  # it may stand in the place of an equal one, which acted before
        before = [d.acts for d in facts.decisions if d.void and d.void.replaced_by == id]
        grace = 4 if min([named[0].acts, *before]) < date(2020, 2, 5) else 2
        assert named[0].until is not None
        assert day <= named[0].until + ONE * grace, day
        assert (day > named[0].until) == ("grace" in found.flags), day
        assert found.until is not None, "a certificate always ends"
        left = [d for d in facts.decisions if d.act in (Act.WITHDRAWN, Act.CLOSED)]
        after = [d for d in left if named[0].acts <= d.acts <= day and d.id not in void]
        assert after == [], day


@given(dense())
def test_a_grave_failure_is_never_green_on_its_day(facts: Facts) -> None:
    """On the day a settled grave failure is recorded nothing but its name in a decision helps."""
    for failure in facts.failures:
        if failure.kind != "g":
            continue
        day = failure.recorded
        if ("M1", failure.id) in annulled_on(facts, day):
            continue
        if any(failure.id in d.because for d in facts.decisions if d.acts == day):
            continue
        assert standing(facts, POLICY, day).status is not Status.CERTIFIED


@given(dense(), st.sampled_from(SPAN))
def test_what_comes_later_never_changes_what_was_said(facts: Facts, day: date) -> None:
    """Tearing out everything recorded after a day changes nothing on that day or before."""
    early = only_known(facts, day)
    assert standing(facts, POLICY, day) == standing(early, POLICY, day)
    assert timeline(facts, POLICY, day) == timeline(early, POLICY, day)


@given(dense())
def test_standing_is_coherent(facts: Facts) -> None:
    """Days stand in order, annulled facts are no reasons, and only some statuses have a number."""
    for day in telling(facts)[::2]:
        found = standing(facts, POLICY, day)
        assert found.as_of == day
        assert (found.since or day) <= day <= (found.until or day)
        assert (found.next_change is None) == (found.until is None)
        assert found.next_change is None or found.next_change.status != found.status
        assert found.bar_until is None or found.bar_until >= day
        with_number = (Status.CERTIFIED, Status.SUSPENDED, Status.EXPIRED)
        assert (found.certificate is None) == (found.status not in with_number)
        assert [(r.since, r.rule) for r in found.reasons] == sorted(
            (r.since, r.rule) for r in found.reasons
        )
        assert found.status is Status.NONE or found.reasons
        assert found.ineffective == tuple(sorted(found.ineffective))
        gone = {n if o == "M1" else f"{o}/{n}" for o, n in annulled_on(facts, day)}
        for correction in found.corrections:
            owner, slash, _ = correction.fact.rpartition("/")
            assert not slash or correction.merchant == owner
            assert correction.date <= day
        for reason in found.reasons:
            assert not gone & set(reason.facts), day
            ended_in_grace = reason.rule == "decision" and "grace" in found.flags
            assert reason.since <= day, (day, reason)
            assert day <= (reason.until or day) or ended_in_grace, (day, reason)


# --- totality ------------------------------------------------------------------------------------

any_day = st.one_of(st.dates(), st.sampled_from((date.min, date.max, date(2020, 2, 29))))
perhaps = st.one_of(st.none(), any_day)
any_name = st.sampled_from(("A", "B", "M1/A", "S/A", "/", "", "S/"))
any_void = st.one_of(st.none(), st.builds(Void, any_day, st.just("")))
any_decision = st.builds(
    Decision,
    id=any_name,
    date=any_day,
    act=st.sampled_from(Act),
    recorded=any_day,
    until=perhaps,
    because=st.lists(any_name, max_size=2).map(tuple),
    imported=st.booleans(),
    void=any_void,
)
any_failure = st.builds(
    Failure,
    id=any_name,
    kind=st.sampled_from(("g", "gp", "s", "m", "new", "", "no such kind")),
    date=any_day,
    recorded=any_day,
    served=perhaps,
    rectified=perhaps,
    rectified_recorded=perhaps,
    final=perhaps,
    final_recorded=perhaps,
    affects=st.lists(st.sampled_from(("M1", "S", "")), max_size=1).map(tuple),
    void=any_void,
)
any_objection = st.builds(
    Objection, id=any_name, filed=any_day, decided=perhaps, recorded=perhaps, void=any_void
)
any_alone = st.builds(
    Facts,
    id=st.sampled_from(("M1", "S", "")),
    uscc=st.sampled_from((None, "U")),
    decisions=st.lists(any_decision, max_size=4).map(tuple),
    failures=st.lists(any_failure, max_size=3).map(tuple),
    objections=st.lists(any_objection, max_size=2).map(tuple),
)
anything = st.builds(replace, any_alone, siblings=st.lists(any_alone, max_size=2).map(tuple))


@given(anything, any_day)
def test_any_facts_on_any_day_have_a_standing(facts: Facts, day: date) -> None:
    """No facts, however strange, and no day make it raise or answer for another day."""
    found = standing(facts, POLICY, day)
    assert found.as_of == day
    assert found.status in Status
    told = timeline(facts, POLICY, day)
    assert [entry.as_of for entry in told] == sorted({entry.as_of for entry in told})
    assert not told or without_day(told[-1]) == without_day(found)
