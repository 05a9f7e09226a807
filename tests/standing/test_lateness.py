"""The office's lateness harms nobody: ``docs/standing.md`` section 9; and a fact that replaces an
equal one moves nothing: section 2."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, event, given
from hypothesis import strategies as st

from fangxin.base.dates import add_years
from fangxin.facts.values import Act, Decision, Facts, Failure, Status, Void
from fangxin.standing.knowledge import knowledge_days
from fangxin.standing.reading import read
from fangxin.standing.sanction import Sanction
from fangxin.standing.standing import Reason, Standing, standing
from tests.support.dense_facts import dense, later
from tests.support.truth_reader import policy

POLICY = policy("late")
ONE = timedelta(days=1)
LEFT = (Status.CERTIFIED, Status.SUSPENDED)


def plain(facts: Facts) -> Facts:
    """Facts of which every failure was served by the day it could have been recorded, without
    reinstatements, which lift only what had been recorded."""
    return replace(
        facts,
        decisions=tuple(d for d in facts.decisions if d.act is not Act.REINSTATED),
        failures=tuple(served(f) for f in facts.failures),
        siblings=tuple(plain(sibling) for sibling in facts.siblings),
    )


def served(failure: Failure) -> Failure:
    kind = failure.kind if failure.kind in POLICY.versions[0].kinds else "s"
    told = min(failure.served or failure.recorded, failure.recorded)
    return replace(failure, kind=kind, served=max(told, failure.date))


def revocations(facts: Facts, day: date) -> list[Sanction]:
    found = read(facts, POLICY, day).sanctions
    return [sanction for sanction in found if sanction.effect == "revoke"]


def last_day(facts: Facts) -> date:
    """The day after everything is known."""
    return max(knowledge_days(facts)) + ONE


@given(dense(), st.data())
def test_recording_later_never_adds_a_revocation(facts: Facts, data: st.DataObject) -> None:
    """Once all is known no rule revokes that would not have revoked by prompt recording."""
    prompt = plain(facts)
    late = data.draw(later(prompt))
    day = last_day(late)
    event(f"revoked {bool(revocations(prompt, day))}")
    before = {(s.rule, s.merchant) for s in revocations(prompt, day)}
    assert {(s.rule, s.merchant) for s in revocations(late, day)} <= before


@given(dense(), st.data())
def test_recording_later_never_moves_the_end_of_a_bar(facts: Facts, data: st.DataObject) -> None:
    """No bar that counts from a service ends later, and none is longer than the policy says."""
    prompt = plain(facts)
    late = data.draw(later(prompt))
    day = last_day(late)
    ends = {one: max(ends_of(one, day), default=date.min) for one in (prompt, late)}
    assert ends[late] <= ends[prompt]
    for sanction in revocations(late, day):
        assert sanction.counted <= sanction.start
        assert sanction.bar_until is not None
        assert sanction.bar_until <= add_years(sanction.counted, 1)


def ends_of(facts: Facts, day: date) -> list[date]:
    return [s.bar_until for s in revocations(facts, day) if s.bar_until is not None]


@given(dense(), st.data())
def test_recording_later_never_leaves_a_worse_status(facts: Facts, data: st.DataObject) -> None:
    """Whoever would be recognised had all been recorded at once is so from the day after it is
    known; whoever would be suspended is not revoked."""
    prompt = plain(facts)
    late = data.draw(later(prompt))
    first = last_day(late)
    for days in (0, 1, 5, 12, 40, 200, 370):
        day = first + ONE * days
        best, now = standing(prompt, POLICY, day), standing(late, POLICY, day)
        event(f"{best.status} {now.status}")
        if best.status is Status.CERTIFIED:
            assert now.status is Status.CERTIFIED, day
        if best.status is Status.SUSPENDED:
            assert now.status in LEFT, day


@given(dense(), st.data())
def test_recording_later_never_shortens_a_deadline(facts: Facts, data: st.DataObject) -> None:
    """A revocation for want of rectification starts no sooner, and leaves the days of notice."""
    prompt = plain(facts)
    late = data.draw(later(prompt))
    day = last_day(late)
    before = {s.facts: s.start for s in revocations(prompt, day) if s.rule == "serious-overdue"}
    for sanction in revocations(late, day):
        if sanction.rule == "serious-overdue":
            assert sanction.start >= before[sanction.facts]
            assert sanction.start > sanction.entered + ONE * 3


@given(dense(), st.data())
def test_a_timely_rectification_never_ends_in_a_revocation(
    facts: Facts, data: st.DataObject
) -> None:
    """A failure put right within three days of its service does not revoke once that is known,
    however late it and its failure were entered; what was shown meanwhile is told."""
    prompt = plain(facts)
    timely = [replace(f, rectified=f.served, rectified_recorded=None) for f in prompt.failures]
    late = data.draw(later(replace(prompt, failures=tuple(timely), siblings=())))
    day = last_day(late)
    assert not any(s.rule == "serious-overdue" for s in revocations(late, day))
    for fix in standing(late, POLICY, day).corrections:
        if fix.by == "rectified":
            eve = standing(late, POLICY, fix.date - ONE)
            event(f"told after {eve.status}")
            overdue = [s for s in revocations(late, fix.date - ONE) if fix.fact in s.facts]
            assert any(s.rule == "serious-overdue" for s in overdue)


def renamed(reason: Reason, names: dict[str, str]) -> Reason:
    return replace(reason, facts=tuple(sorted(names.get(name, name) for name in reason.facts)))


def told(found: Standing, names: dict[str, str]) -> tuple[object, ...]:
    """What a standing says, with facts by their later names."""
    reasons = sorted(
        (renamed(replace(reason, basis=None), names) for reason in found.reasons),  # type: ignore[arg-type]
        key=str,
    )
    return (
        *(found.status, found.since, found.until, found.next_change, found.bar_until, found.flags),
        *(reasons, sorted((names.get(name, name), code) for name, code in found.ineffective)),
        sorted((names.get(fix.fact, fix.fact), fix.date, fix.by) for fix in found.corrections),
        sorted(names.get(one.decision, one.decision) for one in found.reinstatements),
    )


@given(dense(), st.data())
def test_an_equal_fact_in_the_place_of_another_moves_nothing(
    facts: Facts, data: st.DataObject
) -> None:
    """Entered again in other words, whenever that is, it leaves status, sanctions, bars and ends
    as they are."""
    both: list[Decision | Failure] = [*facts.decisions, *facts.failures]
    old = data.draw(st.sampled_from(both))
    assume(old.void is None)
    known = old.acts if isinstance(old, Decision) else old.recorded
    day = known + ONE * data.draw(st.integers(0, 60))
    twin = replace(old, id=f"{old.id}Z", recorded=day, summary="改了字")
    void = Void(day, "文字有误", "改1号", twin.id)
    gone = replace(old, void=void)
    for group in ("decisions", "failures"):
        if old in getattr(facts, group):
            kept = tuple(gone if fact is old else fact for fact in getattr(facts, group))
            other = replace(facts, **{group: (*kept, twin)})  # type: ignore[arg-type]
    names = {old.id: twin.id}
    last = max(*knowledge_days(facts), day)
    for on in {day, day + ONE, last, last + ONE * 30, last + ONE * 400}:
        as_it_was, as_it_is = standing(facts, POLICY, on), standing(other, POLICY, on)
        event(str(as_it_is.status))
        assert told(as_it_is, names) == told(as_it_was, names), on
