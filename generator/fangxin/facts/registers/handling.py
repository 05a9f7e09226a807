"""投诉处理率: how many complaints were handled, and how well each class kept its clock.

The handling rate 投诉处理率 of a period is, among the complaints received in it whose clock has run
out by the day that counts, the share that has been closed with an outcome by that day, whether in
time or late. Left out are complaints entered by mistake (void), complaints whose clock still runs
(nobody can say yet), and complaints of a class for which the policy has no clock. How many were in
time is another figure: ``Kept.rate``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from fangxin.facts.policy.clocks import CLASSES
from fangxin.facts.policy.policy import Clock
from fangxin.facts.programme.programme import Programme
from fangxin.facts.registers.clock import (
    VERDICTS,
    Moment,
    Verdict,
    as_known,
    clock_of,
    deadline,
    in_time,
)
from fangxin.facts.registers.rows import Complaint

DEFINITION_ZH = (
    "一段时间内受理、到统计日时限已经届满的投诉举报中，已经办结并有结果的占多少（不论是否超时）。"
    "登记有误的、时限还没有到的不计入。"
)
DEFINITION_EN = (
    "Of the complaints received in the period whose clock has run out by the day that counts, the "
    "share closed with an outcome by then, in time or late; void rows and running clocks left out."
)


class Period(NamedTuple):
    """From the first to the last day, both counted."""

    begins: date
    ends: date


@dataclass(frozen=True, slots=True)
class Kept:
    """How complaints kept their clock: how many of each verdict."""

    met: int = 0
    late: int = 0
    overdue: int = 0
    running: int = 0
    not_applicable: int = 0

    @property
    def judged(self) -> int:
        """How many can be said to have kept the clock or not."""
        return self.met + self.late + self.overdue

    @property
    def rate(self) -> Fraction | None:
        """The share in time of those that can be judged; None when there are none."""
        return Fraction(self.met, self.judged) if self.judged else None


@dataclass(frozen=True, slots=True)
class Handling:
    """What came of the complaints received in a period, as known at the end of a day."""

    received: int  # without void ones
    due: int  # whose clock has run out: the denominator
    handled: int  # of these, closed with an outcome: the numerator
    kept: Kept  # all classes together
    classes: Mapping[str, Kept]  # by class, all five

    @property
    def rate(self) -> Fraction | None:
        """The handling rate; None when no clock has run out."""
        return Fraction(self.handled, self.due) if self.due else None


@dataclass(frozen=True, slots=True)
class JudgedComplaint:
    """One complaint as known on a day, with its deadline and how it was kept."""

    complaint: Complaint
    clock: Clock | None  # None: the policy has none for its class
    due: Moment | None
    verdict: Verdict
    ran_out: bool  # the deadline lies before the day that counts


def judged(
    complaints: Iterable[Complaint], as_of: date, programme: Programme
) -> tuple[JudgedComplaint, ...]:
    """Every complaint that is known on ``as_of`` and not void, in the order given."""
    found = []
    for complaint in complaints:
        known = as_known(complaint, as_of)
        if known is not None and known.void is None:
            clock = clock_of(complaint, programme.policy)
            due = deadline(complaint, clock, programme.holidays) if clock else None
            verdict = in_time(complaint, clock, programme.holidays, as_of)
            ran_out = due is not None and due.date() < as_of
            found.append(JudgedComplaint(known, clock, due, verdict, ran_out))
    return tuple(found)


def kept(rows: Iterable[JudgedComplaint]) -> Kept:
    """How many of each verdict."""
    counts = Counter(row.verdict for row in rows)
    return Kept(**{verdict: counts[verdict] for verdict in VERDICTS})


def handling(
    complaints: Iterable[Complaint], period: Period, as_of: date, programme: Programme
) -> Handling:
    """Handling rate and clocks of what was received in ``period``, as known on ``as_of``."""
    return handling_of(
        row
        for row in judged(complaints, as_of, programme)
        if period.begins <= row.complaint.received.date() <= period.ends
    )


def handling_of(judged_rows: Iterable[JudgedComplaint]) -> Handling:
    """The same of complaints that have been judged already."""
    rows = tuple(judged_rows)
    due = [row for row in rows if row.ran_out]
    return Handling(
        received=len(rows),
        due=len(due),
        handled=sum(row.complaint.outcome is not None for row in due),
        kept=kept(rows),
        classes={code: kept(row for row in rows if row.complaint.sort == code) for code in CLASSES},
    )
