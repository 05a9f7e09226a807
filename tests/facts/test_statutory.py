"""In a year without a notice, the days off by law are off, and nothing else besides weekends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from fangxin.facts.programme.holidays import Holidays
from fangxin.facts.programme.statutory import LUNAR, statutory_days
from fangxin.facts.registers.clock import deadline, years_without_notice
from tests.base.test_clock import at
from tests.support.almanac import lunar_days
from tests.support.complaints import a_clock, a_complaint, programme

KNOWN = programme().holidays
DAYS = 13  # by the law of 2025


@pytest.mark.parametrize("year", LUNAR)
def test_the_table_is_what_sun_and_moon_say(year: int) -> None:
    """Each lunar day reckoned anew."""
    assert tuple(date(year, *divmod(one, 100)) for one in LUNAR[year]) == lunar_days(year)


@pytest.mark.parametrize("year", LUNAR)
def test_every_year_has_thirteen_days(year: int) -> None:
    """Less where 中秋 falls into the first days of October, as in 2028, 2031 and 2039."""
    autumn = date(year, *divmod(LUNAR[year][3], 100))
    assert len(statutory_days(year)) == DAYS - (date(year, 10, 1) <= autumn <= date(year, 10, 3))


@pytest.mark.parametrize("year", sorted(KNOWN.years - {2024}))
def test_notices_are_of_the_law(year: int) -> None:
    """Every day of the law is off in the notices that are entered too."""
    assert statutory_days(year) <= KNOWN.off


@pytest.mark.parametrize("year", [2027, 2033, 2040])
def test_weekends_and_the_law_and_nothing_else(year: int) -> None:
    """Day by day through a year of which no notice is known."""
    for number in range(365):
        day = date(year, 1, 1) + timedelta(days=number)
        off = day.weekday() >= 5 or day in statutory_days(year)
        assert Holidays().works(day) == (not off)


def test_a_notice_is_all_that_counts_for_its_year() -> None:
    """Once it is entered, also where it were to say another thing than the law."""
    known = Holidays(work=frozenset({date(2027, 2, 7)}), years=frozenset({2027}))
    assert known.works(date(2027, 2, 8)) and known.works(date(2027, 2, 7))
    assert not Holidays().works(date(2027, 2, 8))


def test_years_beyond_the_table_and_before_the_law() -> None:
    """After it the fixed days, before the law of 2025 weekends alone."""
    assert [str(day) for day in sorted(statutory_days(2041))][:3] == [
        "2041-01-01", "2041-05-01", "2041-05-02",
    ]  # fmt: skip
    assert statutory_days(2024) == frozenset()


def test_a_deadline_over_the_next_spring_festival() -> None:
    """Friday 5 February 2027 is the eve; received on Thursday, three working days are over on
    Thursday the 11th, since Monday is the third day of the year."""
    row = a_complaint(received=at("2027-02-04 10:00"))
    assert deadline(row, a_clock(), KNOWN) == at("2027-02-11 23:59")
    assert years_without_notice(row, a_clock(), KNOWN) == [2027]
    assert years_without_notice(row, a_clock(calendar="every"), KNOWN) == []
    late = a_complaint(received=at("2026-12-31 10:00"))
    assert years_without_notice(late, a_clock(), KNOWN) == [2027]
