"""投诉时限: by when a complaint must have got how far, and whether it did. Pure, to the minute.

    deadline(complaint, clock, holidays)        the last minute in time
    in_time(complaint, clock, holidays, as_of)  "met", "late", "running", "overdue" or
                                                "not_applicable"

The clock starts when the complaint is received. Lateness counts against the department alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from fangxin.base.problem import Problem
from fangxin.facts.policy.policy import Clock, Policy
from fangxin.facts.programme.holidays import Holidays
from fangxin.facts.programme.programme import Programme
from fangxin.facts.registers.rows import Complaint

Moment = datetime  # naive, UTC+08:00
Verdict = Literal["met", "late", "running", "overdue", "not_applicable"]
VERDICTS: tuple[Verdict, ...] = ("met", "late", "overdue", "running", "not_applicable")

_LAST_MINUTE = time(23, 59)
_DAY = timedelta(days=1)


def as_known(complaint: Complaint, as_of: date) -> Complaint | None:
    """The complaint as the register knew it at the end of ``as_of``; None before it came.

    A closing is known from the day it was recorded."""
    if complaint.received.date() > as_of:
        return None

    def seen(moment: Moment | None) -> Moment | None:
        return moment if moment is not None and moment.date() <= as_of else None

    closed = seen(complaint.closed)
    if closed is not None and complaint.recorded is not None and complaint.recorded > as_of:
        closed = None
    void = complaint.void
    return replace(
        complaint,
        assigned=seen(complaint.assigned),
        first_contact=seen(complaint.first_contact),
        closed=closed,
        outcome=complaint.outcome if closed is not None else None,
        void=void if void is not None and void.date <= as_of else None,
    )


def clock_of(complaint: Complaint, policy: Policy) -> Clock | None:
    """The clock of its class, by the policy in force when it was received."""
    return policy.on(complaint.received.date()).clocks.get(complaint.sort)


def deadline(complaint: Complaint, clock: Clock, holidays: Holidays) -> Moment:
    """The last minute that is in time. The day of receipt does not count among days."""
    start = complaint.received
    if clock.within == "minutes":
        return _after_minutes(start, clock, holidays)
    day = start.date()
    if clock.within == "same_day":
        while not _counts(day, clock, holidays):
            day += _DAY
        return datetime.combine(day, _LAST_MINUTE)
    left = clock.number
    while left:
        day += _DAY
        left -= _counts(day, clock, holidays)
    return datetime.combine(day, _LAST_MINUTE)


def _counts(day: date, clock: Clock, holidays: Holidays) -> bool:
    return clock.calendar == "every" or holidays.works(day)


def _after_minutes(start: Moment, clock: Clock, holidays: Holidays) -> Moment:
    """``start`` plus so many minutes; the clock stands still on days that do not count."""
    left = timedelta(minutes=clock.number)
    while True:
        midnight = datetime.combine(start.date() + _DAY, time())
        if _counts(start.date(), clock, holidays):
            if left <= midnight - start:
                return start + left
            left -= midnight - start
        start = midnight


def years_without_notice(complaint: Complaint, clock: Clock, holidays: Holidays) -> list[int]:
    """The years that its deadline rests on and whose days off are not known: it is provisional."""
    if clock.calendar == "every":
        return []
    until = deadline(complaint, clock, holidays).year
    years = range(complaint.received.year, until + 1)
    return [year for year in years if year not in holidays.years]


def in_time(complaint: Complaint, clock: Clock | None, holidays: Holidays, as_of: date) -> Verdict:
    """How the clock was kept, as known at the end of ``as_of``.

    What is due on ``as_of`` itself still runs: a site published in the morning accuses nobody of
    the evening. A complaint that the consumer took back in time, one that is void and one without
    clock say nothing about the department."""
    known = as_known(complaint, as_of)
    if known is None or known.void is not None or clock is None:
        return "not_applicable"
    due = deadline(known, clock, holidays)
    if known.outcome == "withdrawn" and known.closed is not None and known.closed <= due:
        return "not_applicable"
    done = _done(known, clock)
    if done is not None:
        return "met" if done <= due else "late"
    return "overdue" if due.date() < as_of else "running"


def _done(complaint: Complaint, clock: Clock) -> Moment | None:
    """When what counts had happened; who closed a complaint has been in contact."""
    if clock.counts == "first_contact" and complaint.first_contact is not None:
        return complaint.first_contact
    return complaint.closed


def calendar_is_known(complaints: tuple[Complaint, ...], programme: Programme) -> Iterator[Problem]:
    """A warning for each year whose holidays are not known although a deadline depends on them."""
    told: set[int] = set()
    for row in complaints:
        clock = clock_of(row, programme.policy)
        if clock is None:
            continue
        for year in years_without_notice(row, clock, programme.holidays):
            if year not in told:
                told.add(year)
                yield Problem(
                    row.place,
                    "holidays-unknown",
                    f"{row.id}：时限按工作日计算，holidays.yml 里没有 {year} 年的放假安排，"
                    "暂按周末和法定节假日推算；请照国务院办公厅的通知补上这一年",
                    f"{row.id}: its clock counts working days, but holidays.yml has no {year}, so "
                    "for now weekends and the days off by law are taken off; add that year from "
                    "the State Council's notice",
                    "warning",
                )
