"""holidays.yml: which days are worked, by the State Council's yearly notices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fangxin.base.problem import Place, Problem
from fangxin.facts.programme.statutory import statutory_days
from fangxin.text.fields.kinds import Coded, Line
from fangxin.text.fields.tables import Field, Group, ListOf, MapOf, Report
from fangxin.text.fields.times import Day
from fangxin.text.yaml.reading import Node

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Holidays:
    """Days off, weekend days that are worked, and the years whose notice is known."""

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def works(self, day: date) -> bool:
        """Whether ``day`` is a working day; in years without a notice weekends and the days off by
        law are off, nothing else, until the notice is entered."""
        if day in self.work:
            return True
        law = frozenset() if day.year in self.years else statutory_days(day.year)
        return day not in self.off and day not in law and day.weekday() < SATURDAY


REST = Group(
    (
        Field("name", Line(20), "节日", "holiday", required=True, example="春节"),
        Field("from", Day(), "第一天", "first day", required=True, example="2026-02-15"),
        Field("to", Day(), "最后一天", "last day", required=True, example="2026-02-23"),
    ),
    order=(("from", "to"),),
)
YEAR = Group(
    (
        Field("document", Line(60), "文号", "document number of the notice", required=True),
        Field("rest", ListOf(REST, least=1, most=20), "放假", "days off", required=True),
        Field("work", ListOf(Day(), most=30), "调休上班日", "weekend days worked", required=True),
    )
)
HOLIDAYS = MapOf(YEAR, key=Coded(r"(?:19|20)\d\d", "四位年份", "a year of four digits"))


def days_off(rest: Mapping[str, Any]) -> Iterator[date]:
    """Every day of one holiday."""
    for number in range((rest["to"] - rest["from"]).days + 1):
        yield rest["from"] + timedelta(days=number)


def holidays_of(values: Mapping[str, Any]) -> Holidays:
    """The calendar that a file without errors gives."""
    return Holidays(
        off=frozenset(
            day for year in values.values() for rest in year["rest"] for day in days_off(rest)
        ),
        work=frozenset(day for year in values.values() for day in year["work"]),
        years=frozenset(int(year) for year in values),
    )


def holidays_problems(values: Mapping[str, Any], report: Report) -> Iterator[Problem]:
    """Days stand in their year; who works on a make-up day works on a Saturday or Sunday."""
    for year, notice in values.items():
        off = set()
        for index, rest in enumerate(notice["rest"]):
            off |= set(days_off(rest)) if rest["from"] <= rest["to"] else set()
            for key in ("from", "to"):
                if str(rest[key].year) != year:
                    at = report.node_of(notice, f"rest.{index}.{key}")
                    yield _elsewhere(report, at, rest[key], year)
        for index, day in enumerate(notice["work"]):
            at = report.node_of(notice, f"work.{index}")
            if str(day.year) != year:
                yield _elsewhere(report, at, day, year)
            elif day.weekday() < SATURDAY or day in off:
                yield _no_weekend(report, at, day)


def _elsewhere(report: Report, at: Node, day: date, year: str) -> Problem:
    return Problem(
        Place(report.path, at.line, at.column),
        "holiday-year",
        f"{year} 年下面只写这一年的日子：写的是 {day}。请改正，或移到那一年下面",
        f"only days of {year} may stand below it: found {day}; correct it, or move it to its year",
    )


def _no_weekend(report: Report, at: Node, day: date) -> Problem:
    return Problem(
        Place(report.path, at.line, at.column),
        "no-weekend",
        f"work（调休上班日）须是没有放假的周六或周日：{day} 不是。请对照放假通知改正",
        f"work must be Saturdays or Sundays that are not off: {day} is none; check the notice",
    )
