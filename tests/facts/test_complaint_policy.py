"""Clocks, thresholds and holidays as written: read strictly, each number with its basis."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from fangxin.base.problem import Problem
from fangxin.facts.policy.clocks import CLASSES, THRESHOLDS
from fangxin.facts.policy.file import read_policy
from fangxin.facts.policy.policy import Basis, Clock, Policy
from fangxin.facts.programme.holidays import HOLIDAYS, Holidays, holidays_of, holidays_problems
from fangxin.facts.programme.programme import read_programme
from fangxin.facts.registers.complaints import COMPLAINT
from fangxin.text.fields.tables import Field, Report
from fangxin.text.yaml.reading import read_yaml
from tests.support.complaints import programme
from tests.support.demonstration import KEPT

PLAIN = Path(__file__).parents[1] / "fixtures/programme/content/programme/policy.yml"
SHIPPED = KEPT / "content/programme/policy.yml"
TEXT = SHIPPED.read_text(encoding="utf-8")


def told(text: str) -> list[tuple[str, str]]:
    """Code and line of each problem of a policy."""
    lines = text.splitlines()
    _, problems = read_policy(text.encode(), "policy.yml")
    return [(p.code, lines[p.place.line - 1].strip()) for p in problems]


def test_every_version_has_a_clock_for_every_class() -> None:
    """The classes of the policy are those of the register, in the plan's order."""
    policy = programme().policy
    for version in policy.versions:
        assert list(version.clocks) == list(CLASSES)
        assert set(version.analysis) == set(THRESHOLDS)
        assert all(version.analysis[code].unit == unit for code, unit in THRESHOLDS.items())
    kind = COMPLAINT.table["class"].kind
    assert list(getattr(kind, "options")) == list(CLASSES)  # noqa: B009 - a Kind has no options


def test_clocks_are_those_of_the_plan() -> None:
    """At once, the same day, three days, promptly, at once: clause 二(二)1, the rest is assumed."""
    clocks = programme().policy.versions[0].clocks
    assert {code: (c.counts, c.within, c.number, c.calendar) for code, c in clocks.items()} == {
        "consultation": ("closed", "minutes", 30, "every"),
        "small": ("closed", "same_day", 0, "every"),
        "general": ("closed", "days", 3, "working"),
        "on_site": ("first_contact", "minutes", 120, "every"),
        "illegal": ("first_contact", "minutes", 120, "every"),
    }
    assert clocks["small"].basis == Basis("二(二)1")
    for code in ("consultation", "general", "on_site", "illegal"):
        basis = clocks[code].basis
        assert basis.assumed and basis.under == "二(二)1" and basis.source


def test_both_sections_are_optional() -> None:
    """A policy without them is sound, and then nothing is judged."""
    policy, problems = read_policy(PLAIN.read_bytes(), "policy.yml")
    assert problems == [] and isinstance(policy, Policy)
    assert all(not version.clocks and not version.analysis for version in policy.versions)


@pytest.mark.parametrize(
    ("before", "after", "code", "line"),
    [
        ("        number: 30\n", "", "missing-key", "label: 咨询，第一时间答复"),
        ("within: same_day\n", "within: same_day\n        number: 3\n", None, "number: 3"),
        ("        counts: closed\n", "", "missing-key", "label: 咨询，第一时间答复"),
        ("counts: closed", "counts: handled", "bad-choice", "counts: handled"),
        ("within: minutes", "within: hours", "bad-choice", "within: hours"),
        ("calendar: every", "calendar: weekdays", "bad-choice", "calendar: weekdays"),
        ("number: 30", "number: 0", "bad-number", "number: 0"),
        ("        clause: 二(二)1\n        basis: assumed\n        source: 方案只说“第一时间沟通",
         "        basis: assumed\n        source: 方案只说“第一时间沟通",
         "missing-key", "label: 咨询，第一时间答复"),
        ("        source: 方案只说“第一时间沟通答复”，未定分钟；平台24小时在线，暂定三十分钟\n", "",
         "missing-key", "label: 咨询，第一时间答复"),
        ("      illegal:\n", "      other:\n", None, "other:"),
        ("        value: 5\n", "        value: 0\n", "bad-number", "value: 0"),
        ("        clause: 二(二)2\n        basis: assumed\n        source: 方案只说“反映较为集中”，"
         "未定件数；县域每月投诉不多，五件以下多属偶然，为假定\n", "", "no-basis", None),
    ],
)  # fmt: skip
def test_bad_clocks_and_thresholds_are_told(
    before: str, after: str, code: str | None, line: str | None
) -> None:
    """What is missing, unknown or without basis is an error at its place."""
    assert before in TEXT
    found = told(TEXT.replace(before, after, 1))
    assert found
    assert code is None or code in {one for one, _ in found}
    assert line is None or line in {at for _, at in found}


def _holidays(text: str) -> tuple[Holidays, list[Problem]]:
    root, problems = read_yaml(text.encode(), "holidays.yml")
    assert root is not None and problems == []
    report = Report("holidays.yml")
    values = HOLIDAYS.read(root, Field("", HOLIDAYS, "文件", "the file"), report)
    return holidays_of(values), [*report.problems, *holidays_problems(values, report)]


YEAR = """\
"2026":
  document: 国办发明电〔2025〕7号
  rest:
    - {name: 春节, from: 2026-02-15, to: 2026-02-23}
  work: [2026-02-14, 2026-02-28]
"""


def test_holidays_are_read() -> None:
    """Days off with both ends, weekend days that are worked, and the year that is known."""
    found, problems = _holidays(YEAR)
    assert problems == []
    assert len(found.off) == 9 and found.years == {2026}
    days = [date(2026, 2, 13) + timedelta(days=n) for n in range(13)]
    assert [day.day for day in days if found.works(day)] == [13, 14, 24, 25]


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("to: 2026-02-23", "to: 2026-02-12", "wrong-order"),
        ("from: 2026-02-15", "from: 2025-02-15", "holiday-year"),
        ("2026-02-14,", "2027-02-14,", "holiday-year"),
        ("2026-02-14,", "2026-02-13,", "no-weekend"),
        ("2026-02-14,", "2026-02-21,", "no-weekend"),
        ('"2026"', '"26"', "bad-code"),
    ],
)
def test_bad_holidays_are_told(before: str, after: str, code: str) -> None:
    """Days of another year, make-up days in the week or within the festival, turned ends."""
    _, problems = _holidays(YEAR.replace(before, after))
    assert code in {problem.code for problem in problems}
    assert all(p.zh and p.en for p in problems)


def test_holidays_are_checked_with_the_programme(tmp_path: Path) -> None:
    """A wrong day stops everything, with its line."""
    for source in (KEPT / "content/programme").rglob("*.yml"):
        copy = tmp_path / "programme" / source.relative_to(KEPT / "content/programme")
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8")
        copy.write_text(text.replace("2026-10-10]", "2026-10-09]"), encoding="utf-8")
    found, problems = read_programme(tmp_path)
    assert found is None
    assert [(p.code, Path(p.place.path).name) for p in problems] == [("no-weekend", "holidays.yml")]


# Beginning, end and make-up days by the State Council's notices, in a notation of their own.
NOTICES = {
    2024: (
        "1.1 2.10-2.17 4.4-4.6 5.1-5.5 6.10 9.15-9.17 10.1-10.7",
        "2.4 2.18 4.7 4.28 5.11 9.14 9.29 10.12",
    ),
    2025: (
        "1.1 1.28-2.4 4.4-4.6 5.1-5.5 5.31-6.2 10.1-10.8",
        "1.26 2.8 4.27 9.28 10.11",
    ),
    2026: (
        "1.1-1.3 2.15-2.23 4.4-4.6 5.1-5.5 6.19-6.21 9.25-9.27 10.1-10.7",
        "1.4 2.14 2.28 5.9 9.20 10.10",
    ),
}


@pytest.mark.parametrize("year", NOTICES)
def test_the_shipped_years_are_those_of_the_notices(year: int) -> None:
    """Three years, day by day, against the notices written down a second time."""

    def day(text: str) -> date:
        month, number = re.fullmatch(r"(\d+)\.(\d+)", text).groups()  # type: ignore[union-attr]
        return date(year, int(month), int(number))

    rest, work = NOTICES[year]
    off = set()
    for span in rest.split():
        first, _, last = span.partition("-")
        days = (day(last or first) - day(first)).days + 1
        off |= {day(first) + timedelta(days=n) for n in range(days)}
    holidays = programme().holidays
    assert {one for one in holidays.off if one.year == year} == off
    assert {one for one in holidays.work if one.year == year} == set(map(day, work.split()))
    assert year in holidays.years


def test_a_year_has_as_many_working_days_as_the_law_leaves() -> None:
    """Festivals take 11 working days of 2024, 13 of 2025 and 2026, whatever is moved about."""
    holidays = programme().holidays
    for year, festive in ((2024, 11), (2025, 13), (2026, 13)):
        days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
        days = [one for one in days if one.year == year]
        weekdays = sum(one.weekday() < 5 for one in days)
        worked = sum(map(holidays.works, days))
        assert weekdays - worked == festive


def test_a_clock_is_a_value() -> None:
    """Two readings of the same file give equal clocks."""
    first, _ = read_policy(SHIPPED.read_bytes(), "policy.yml")
    second, _ = read_policy(SHIPPED.read_bytes(), "policy.yml")
    assert first is not None and second is not None
    assert first.versions[0].clocks == second.versions[0].clocks
    assert isinstance(first.versions[0].clocks["small"], Clock)
