"""A resident identity number is a person's and stands for no firm, by whichever way it comes in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from generator.fields.idents import fault_of_code
from generator.record import read_record

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_BORN = st.dates(date(1900, 1, 1), date(2026, 1, 1))
_REGIONS = st.sampled_from(
    [f"{p}{rest}" for p in ("11", "33", "51", "65", "82") for rest in ("0101", "1102", "0726")]
)


def resident(region: str, born: date, serial: int) -> str:
    """An invented number of GB 11643: region, birthday, serial, check character."""
    body = f"{region}{born:%Y%m%d}{serial:03d}"
    total = sum(int(char) * weight for char, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


NUMBER = resident("330726", date(1990, 1, 1), 1)
FORMS = (
    NUMBER,
    f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}",
    "".join(chr(ord(char) + 0xFEE0) for char in NUMBER),
)
CHANGE = (
    "changes: [{{id: C1, date: 2026-01-05, field: uscc, before: {}, after: {}, document: 甲1号}}]"
)
GOOD = "91330726MA2DEM0P1X"


@given(_REGIONS, _BORN, st.integers(0, 999))
def test_no_number_of_a_person_is_a_credit_code(region: str, born: date, serial: int) -> None:
    """Whatever the region, and also where the check character of GB 32100 is right by chance."""
    assert fault_of_code(resident(region, born, serial)) == "person"


@given(st.integers(0, 10**9))
def test_codes_of_companies_are_no_persons(serial: int) -> None:
    """A right code of digits alone is one, unless it is a resident's number as well."""
    body = f"91330726{serial % 10**9:09d}"
    assert fault_of_code(body + str(uscc.calc_check_digit(body))) is None


@pytest.mark.parametrize("written", FORMS)
@pytest.mark.parametrize(
    "line",
    ["uscc: {}", CHANGE.replace("{}", GOOD, 1), CHANGE.replace("after: {}", f"after: {GOOD}")],
    ids=["uscc", "after", "before"],
)
def test_a_record_refuses_it(line: str, written: str) -> None:
    """In each field that holds a code, however it is written; no message repeats it."""
    text = line.format(written)
    _, problems = read_record(f"name: 甲\ncategory: online\n{text}\n".encode(), "PJ00000O.yml")
    assert "personal-number" in {problem.code for problem in problems if problem.level == "error"}
    assert not any(NUMBER in f"{problem.zh}{problem.en}" for problem in problems)


def test_a_day_that_is_none_is_no_birthday() -> None:
    """Eighteen digits without a possible birthday are judged by their shape alone."""
    day = date(1990, 1, 1) + timedelta(days=3)
    assert fault_of_code(NUMBER[:10] + "1399" + NUMBER[14:]) == "check"
    assert fault_of_code(resident("330726", day, 12)) == "person"
