"""The handling rate, and how classes kept their clock, by a small table worked out by hand."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from fangxin.facts.registers.complaints import KIND
from fangxin.facts.registers.handling import Kept, Period, handling, judged
from fangxin.facts.values import Void
from tests.support.complaints import a_complaint, programme

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
AS_OF = date(2026, 4, 10)


def on(day: int, hour: int = 9, minute: int = 0, month: int = 3) -> datetime:
    return datetime.fromisoformat(f"2026-{month:02d}-{day:02d} {hour:02d}:{minute:02d}")


ROWS = (
    # general, three working days: met, late, never closed
    a_complaint(1, received=on(2), closed=on(4), outcome="settled"),
    a_complaint(2, received=on(2), closed=on(9), outcome="unfounded"),
    a_complaint(3, received=on(2)),
    # small, the same day: met, late
    a_complaint(4, sort="small", received=on(3), closed=on(3, 23, 59), outcome="performed"),
    a_complaint(5, sort="small", received=on(3), closed=on(4, 0, 0), outcome="performed"),
    # a question answered in 30 minutes, and in 31
    a_complaint(6, sort="consultation", received=on(5), closed=on(5, 9, 30), outcome="answered"),
    a_complaint(7, sort="consultation", received=on(5), closed=on(5, 9, 31), outcome="answered"),
    # on the spot in time, but never closed: the clock was kept, it was not handled
    a_complaint(8, sort="on_site", received=on(6), first_contact=on(6, 10, 59)),
    # taken back in time: closed with an outcome, but no merit of the department's
    a_complaint(9, received=on(10), closed=on(11), outcome="withdrawn"),
    # void, outside the period, and received after the day that counts
    a_complaint(10, received=on(12), void=Void(date(2026, 3, 20), "写错")),
    a_complaint(11, received=on(28, month=2)),
    a_complaint(12, received=on(20, month=4)),
)


def test_a_month_worked_out_by_hand() -> None:
    """Nine received, all clocks run out, seven closed with an outcome; four met of eight."""
    found = handling(ROWS, MARCH, AS_OF, programme())
    assert (found.received, found.due, found.handled) == (9, 9, 7)
    assert found.rate == Fraction(7, 9)
    assert found.kept == Kept(met=4, late=3, overdue=1, not_applicable=1)
    assert found.kept.rate == Fraction(1, 2)
    assert found.classes["general"] == Kept(met=1, late=1, overdue=1, not_applicable=1)
    assert found.classes["small"] == Kept(met=1, late=1)
    assert found.classes["consultation"] == Kept(met=1, late=1)
    assert found.classes["on_site"] == Kept(met=1)
    assert found.classes["illegal"] == Kept()


def test_running_clocks_are_left_out() -> None:
    """On the evening of 4 March the disputes of 2 March are not due: nobody can say yet."""
    found = handling(ROWS, MARCH, date(2026, 3, 4), programme())
    assert (found.received, found.due, found.handled) == (5, 2, 2)
    assert found.kept == Kept(met=2, late=1, running=2)
    assert found.rate == 1


def test_nothing_has_no_rate() -> None:
    """An empty period has no rate, neither 0 nor 100 per cent."""
    found = handling((), MARCH, AS_OF, programme())
    assert (found.rate, found.kept.rate) == (None, None)
    assert Kept(running=3).rate is None


def test_both_ends_of_a_period_count() -> None:
    """What is received on the first or the last day belongs to the period."""
    rows = (a_complaint(1, received=on(1, 0, 0)), a_complaint(2, received=on(31, 23, 59)))
    assert handling(rows, MARCH, AS_OF, programme()).received == 2


def test_judged_says_clock_deadline_and_whether_it_ran_out() -> None:
    """Each known complaint that is not void comes with what it was measured by."""
    first = judged(ROWS, AS_OF, programme())[0]
    assert first.clock is not None and first.clock.number == 3
    assert (first.due, first.ran_out, first.verdict) == (on(5, 23, 59), True, "met")
    assert len(judged(ROWS, AS_OF, programme())) == 10


def test_the_policy_knows_what_not_performed_is() -> None:
    """Every version has the kind of failure that a complaint not performed becomes."""
    assert all(KIND in version.kinds for version in programme().policy.versions)
