"""The clock of complaints: deadlines to the minute, verdicts, and what they never touch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.facts.policy.policy import Clock
from fangxin.facts.programme.holidays import Holidays
from fangxin.facts.registers.clock import as_known, calendar_is_known, clock_of, deadline, in_time
from fangxin.facts.values import Void
from tests.support.complaints import a_clock, a_complaint, programme

HOLIDAYS = programme().holidays
MINUTES = a_clock(counts="first_contact", within="minutes", number=30, calendar="every")
TODAY = "same_day"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("received", "clock", "due"),
    [
        ("2026-03-02 09:05", MINUTES, "2026-03-02 09:35"),
        ("2026-03-02 23:50", MINUTES, "2026-03-03 00:20"),
        # on a Saturday, where only working days count, the clock stands still until Monday
        ("2026-03-07 12:00", replace(MINUTES, calendar="working"), "2026-03-09 00:30"),
        ("2026-03-06 23:50", replace(MINUTES, calendar="working"), "2026-03-09 00:20"),
        ("2026-03-02 09:05", a_clock(within=TODAY, calendar="every"), "2026-03-02 23:59"),
        ("2026-03-07 09:05", a_clock(within=TODAY), "2026-03-09 23:59"),
        # Saturday 28 February 2026 makes up for the Spring Festival and is worked
        ("2026-02-28 09:05", a_clock(within=TODAY), "2026-02-28 23:59"),
        ("2026-03-02 09:05", a_clock(), "2026-03-05 23:59"),
        ("2026-03-06 09:05", a_clock(), "2026-03-11 23:59"),
        ("2026-03-06 09:05", a_clock(calendar="every"), "2026-03-09 23:59"),
        # Friday the 13th: the 14th is worked, the festival lasts from the 15th to the 23rd
        ("2026-02-13 16:00", a_clock(), "2026-02-25 23:59"),
        ("2025-09-30 10:00", a_clock(), "2025-10-11 23:59"),
    ],
)
def test_deadlines_by_hand(received: str, clock: Clock, due: str) -> None:
    """Weekends, festivals and make-up days, each counted by hand from the yearly notice."""
    assert deadline(a_complaint(received=at(received)), clock, HOLIDAYS) == at(due)


def minute_by_minute(start: datetime, clock: Clock, holidays: Holidays) -> datetime:
    """The oracle: walk on one minute at a time and count those, or days, that count."""

    def counts(day: date) -> bool:
        return clock.calendar == "every" or holidays.works(day)

    now, left = start, clock.number
    if clock.within == "minutes":
        while left:
            left -= counts(now.date())
            now += timedelta(minutes=1)
        return now
    passed = 0  # days after the day of receipt that count
    while True:
        if (now.hour, now.minute) == (23, 59):
            if clock.within == "same_day" and counts(now.date()):
                return now
            if clock.within == "days" and passed == clock.number:
                return now
        now += timedelta(minutes=1)
        passed += now.hour == now.minute == 0 and counts(now.date())


CLOCKS = st.builds(
    lambda within, number, calendar: a_clock(within=within, number=number, calendar=calendar),
    st.sampled_from(["minutes", "same_day", "days"]),
    st.integers(1, 9),
    st.sampled_from(["every", "working"]),
)
MOMENTS = st.datetimes(at("2024-01-01 00:00"), at("2027-02-01 00:00")).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


@given(MOMENTS, CLOCKS, st.integers(1, 3000))
def test_deadline_equals_the_walk(received: datetime, clock: Clock, minutes: int) -> None:
    """The reckoned deadline is the one that a walk minute by minute reaches."""
    if clock.within == "minutes":
        clock = replace(clock, number=minutes)
    due = deadline(a_complaint(received=received), clock, HOLIDAYS)
    assert due == minute_by_minute(received, clock, HOLIDAYS)
    assert due >= received


@given(MOMENTS, st.integers(0, 20_000), CLOCKS, st.integers(0, 40))
def test_verdict_is_that_of_the_days(
    received: datetime, after: int, clock: Clock, wait: int
) -> None:
    """Met or late as soon as the closing is known; before that running until the day is over."""
    done = received + timedelta(minutes=after)
    row = a_complaint(received=received, closed=done, outcome="settled")
    as_of = received.date() + timedelta(days=wait)
    due = deadline(row, clock, HOLIDAYS)
    if as_of < done.date():
        expected = "running" if as_of <= due.date() else "overdue"
    else:
        expected = "met" if done <= due else "late"
    assert in_time(row, clock, HOLIDAYS, as_of) == expected


def test_the_last_minute_is_in_time() -> None:
    """Closed in the minute of the deadline is in time, one minute later is late."""
    for closed, verdict in (("2026-03-05 23:59", "met"), ("2026-03-06 00:00", "late")):
        row = a_complaint(closed=at(closed), outcome="settled")
        assert in_time(row, a_clock(), HOLIDAYS, date(2026, 3, 20)) == verdict


def test_due_today_still_runs() -> None:
    """What is due on the day itself is not overdue before the day is over."""
    row = a_complaint()
    assert in_time(row, a_clock(), HOLIDAYS, date(2026, 3, 5)) == "running"
    assert in_time(row, a_clock(), HOLIDAYS, date(2026, 3, 6)) == "overdue"


def test_what_says_nothing_about_the_department() -> None:
    """Void, unknown yet, without clock, or taken back in time: not applicable."""
    day, clock = date(2026, 3, 20), a_clock()
    void = a_complaint(void=Void(date(2026, 3, 10), "写错"))
    early = a_complaint(closed=at("2026-03-03 10:00"), outcome="withdrawn")
    tardy = a_complaint(closed=at("2026-03-12 10:00"), outcome="withdrawn")
    assert in_time(void, clock, HOLIDAYS, day) == "not_applicable"
    assert in_time(void, clock, HOLIDAYS, date(2026, 3, 9)) == "overdue"
    assert in_time(early, clock, HOLIDAYS, day) == "not_applicable"
    assert in_time(tardy, clock, HOLIDAYS, day) == "late"
    assert in_time(a_complaint(), None, HOLIDAYS, day) == "not_applicable"
    assert in_time(a_complaint(), clock, HOLIDAYS, date(2026, 3, 1)) == "not_applicable"


def test_who_closed_it_was_in_contact() -> None:
    """A contact that was not written down is the closing at the latest."""
    closed = a_complaint(closed=at("2026-03-02 09:20"), outcome="settled")
    both = replace(closed, first_contact=at("2026-03-02 09:06"))
    slow = replace(closed, closed=at("2026-03-02 10:20"))
    for row, verdict in ((closed, "met"), (both, "met"), (slow, "late")):
        assert in_time(row, MINUTES, HOLIDAYS, date(2026, 3, 3)) == verdict


def test_known_is_what_had_happened() -> None:
    """On a day only what had happened, and a closing only once it was recorded."""
    row = a_complaint(
        assigned=at("2026-03-02 09:20"),
        first_contact=at("2026-03-03 10:00"),
        closed=at("2026-03-05 10:00"),
        outcome="not_performed",
        recorded=date(2026, 3, 9),
    )
    assert as_known(row, date(2026, 3, 1)) is None
    first = as_known(row, date(2026, 3, 2))
    assert first is not None and first.assigned is not None and first.first_contact is None
    for day, outcome in ((8, None), (9, "not_performed")):
        known = as_known(row, date(2026, 3, day))
        assert known is not None and known.outcome == outcome
        assert (known.closed is None) == (outcome is None)


def test_the_clock_is_that_of_the_day_of_receipt() -> None:
    """A later version of the policy moves no deadline of an older complaint."""
    policy = programme().policy
    first, second = policy.versions[:2]
    changed = replace(second, clocks={"general": a_clock(number=9)})
    policy = replace(policy, versions=(first, changed))
    for day, number in (("2023-12-31 10:00", 3), ("2024-01-01 10:00", 9)):
        clock = clock_of(a_complaint(received=at(day)), policy)
        assert clock is not None and clock.number == number
    assert clock_of(a_complaint(sort="small", received=at("2024-05-01 10:00")), policy) is None


def test_unknown_holidays_are_told_once_a_year() -> None:
    """Where working days count and a year's notice is missing, one warning names the year."""
    rows = (
        a_complaint(1, received=at("2026-12-31 10:00")),
        a_complaint(2, received=at("2027-03-01 10:00")),
        a_complaint(3, received=at("2027-03-01 10:00"), sort="small"),
        a_complaint(4, received=at("2026-03-02 10:00")),
    )
    told = list(calendar_is_known(rows, programme()))
    assert [(p.code, p.level) for p in told] == [("holidays-unknown", "warning")]
    assert "2027" in told[0].zh and "CMP-2026-00001" in told[0].zh
    # and then weekends and days of the law are off, like New Year's Day, a Friday: Thursday 31
    # December + 3 = Wednesday 6 January 2027
    assert deadline(rows[0], a_clock(), HOLIDAYS) == at("2027-01-06 23:59")
