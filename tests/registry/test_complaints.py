"""The register of complaints: rows, what reaches a merchant, and nothing of who complained."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from fangxin.facts.policy.clocks import CLASSES
from fangxin.facts.registers.complaints import COMPLAINT, COMPLAINTS, KIND, OUTCOMES, failure_of
from fangxin.facts.registers.linking import joined
from fangxin.facts.registers.rows import Complaint, Party, Registers
from fangxin.facts.values import Merchant
from fangxin.text.csv.heading import columns_of
from tests.base.test_clock import at
from tests.support.complaints import a_complaint
from tests.support.demonstration import CONTENT, needs_demonstration
from tests.support.registers import read, table, told

ROW = {
    "id": "CMP-2026-00001",
    "received": "2026-03-02 09:05",
    "closed": "2026-03-04 10:00",
    "channel": "12315",
    "class": "general",
    "field": "prepaid",
    "merchant": "PJ180004G",
    "department": "amr",
    "amount": "880",
    "outcome": "settled",
}
NOT_PERFORMED = {"outcome": "not_performed", "document": "示例〔2026〕1号"}
PHONE, RESIDENT = "13812345678", "330726199001011232"


def test_a_row_is_read(tmp_path: Path) -> None:
    """Moments to the minute, class and field under their own names."""
    registers, problems = read(tmp_path, complaints=table(ROW))
    assert problems == []
    (row,) = registers.of(COMPLAINTS)
    assert (row.received, row.sort, row.area) == (at("2026-03-02 09:05"), "general", "prepaid")
    assert (row.merchant.id, row.amount, row.outcome) == ("PJ180004G", 880, "settled")


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_only_not_performed_reaches_a_merchant(outcome: str) -> None:
    """Unfounded, withdrawn, settled and the others never are a failure, late or not."""
    row = a_complaint(
        closed=at("2026-09-02 10:00"), outcome=outcome, merchant=Party("PJ180004G"), document="1号"
    )
    shop = Merchant(id="PJ180004G", name="示例", category="shop")
    (merchant,) = joined([shop], Registers(complaints=(row,)))
    assert [f.kind for f in merchant.failures] == ([KIND] if outcome == "not_performed" else [])


def test_lateness_reaches_no_merchant() -> None:
    """A complaint that nobody ever handled leaves its merchant as it was."""
    shop = Merchant(id="PJ180004G", name="示例", category="shop")
    rows = tuple(
        a_complaint(n, sort=sort, merchant=Party("PJ180004G")) for n, sort in enumerate(CLASSES)
    )
    assert joined([shop], Registers(complaints=rows)) == [shop]


def test_the_failure_enters_when_it_was_recorded() -> None:
    """It happened on the closing day, and counts from the day it entered the register."""
    row = a_complaint(closed=at("2026-03-04 10:00"), outcome="not_performed")
    first, later = failure_of(row), failure_of(replace(row, recorded=date(2026, 3, 9)))
    assert first is not None and (first.date, first.recorded) == (date(2026, 3, 4),) * 2
    assert later is not None and later.recorded == date(2026, 3, 9)
    assert failure_of(replace(row, closed=None)) is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"received": "2026-03-02"}, "bad-minute"),
        ({"received": "2026-03-05 09:05"}, "wrong-order"),
        ({"first_contact": "2026-03-05 10:00"}, "wrong-order"),
        ({"outcome": ""}, "key-alone"),
        ({"closed": ""}, "key-alone"),
        ({"class": "complaint"}, "bad-choice"),
        ({"outcome": "won"}, "bad-choice"),
        ({"channel": "wechat"}, "bad-choice"),
        ({"field": "cars"}, "unknown-row-code"),
        ({"department": "nobody"}, "unknown-row-code"),
        ({"amount": "88.5"}, "bad-number"),
        ({"outcome": "not_performed"}, "missing-key"),
        ({**NOT_PERFORMED, "merchant": ""}, "merchant-missing"),
        ({**NOT_PERFORMED, "class": "consultation"}, "question-with-blame"),
        ({**NOT_PERFORMED, "recorded": "2026-03-03"}, "recorded-before-closed"),
        ({"served": "2026-03-06"}, "key-misplaced"),
        ({"publication_ends": "2027-03-06"}, "key-misplaced"),
        ({"repeat_of": "CMP-2026-00009"}, "unknown-repeat"),
        ({"repeat_of": "CMP-2026-00001"}, "unknown-repeat"),
        ({"received": "2026-12-02 09:05", "closed": "", "outcome": ""}, "row-in-the-future"),
    ],
)
def test_contradictions_are_told(tmp_path: Path, changes: dict[str, str], code: str) -> None:
    """Every row that cannot be true is an error at its line."""
    _, problems = read(tmp_path, complaints=table({**ROW, **changes}))
    assert code in {one for _, _, one in told(problems)}
    assert all(problem.level == "error" and problem.place.line == 2 for problem in problems)


def test_a_repeat_names_an_earlier_one(tmp_path: Path) -> None:
    """The same matter again, later: fine; the other way round not."""
    again = {**ROW, "id": "CMP-2026-00002", "received": "2026-03-03 09:05"}
    _, problems = read(tmp_path, complaints=table(ROW, {**again, "repeat_of": ROW["id"]}))
    assert problems == []
    _, problems = read(tmp_path, complaints=table({**ROW, "repeat_of": again["id"]}, again))
    assert [code for _, _, code in told(problems)] == ["unknown-repeat"]


def test_there_is_no_place_for_a_consumer() -> None:
    """No column and no field of a row is about who complained; an invented one is refused."""
    words = ("consumer", "complainant", "caller", "phone", "person", "gender", "age", "email")
    names = {*columns_of(COMPLAINT), *(field.name for field in fields(Complaint))}
    assert not {name for name in names for word in words if word in name.split("_")}
    labels = "".join(spec.zh for spec in COMPLAINT.fields)
    assert not any(word in labels for word in ("消费者", "投诉人", "举报人", "电话", "身份证"))


@pytest.mark.parametrize("column", ["consumer_name", "投诉人", "phone"])
def test_a_column_for_a_consumer_is_refused(tmp_path: Path, column: str) -> None:
    """Whoever adds one is told before anything is read."""
    registers, problems = read(tmp_path, complaints=table({**ROW, column: "某人"}))
    assert "unknown-column" in {code for _, _, code in told(problems)}
    assert registers.of(COMPLAINTS) == ()


@pytest.mark.parametrize("number", [PHONE, RESIDENT, "１３８１２３４５６７８", "0579-84111111"])
@pytest.mark.parametrize("column", columns_of(COMPLAINT))
def test_personal_numbers_are_refused_in_every_cell(
    tmp_path: Path, column: str, number: str
) -> None:
    """Whatever a column is for, a phone or resident number in it is told and never repeated."""
    for cell in (number, f"联系 {number}"):
        _, problems = read(tmp_path, complaints=table({**ROW, column: cell}))
        assert "personal-number" in {code for _, _, code in told(problems)}, cell
        for problem in problems:
            assert number not in problem.zh + problem.en


@pytest.mark.parametrize(
    "number", ["110101 19900307 7758", "1101 0119 9003 0777 58", "3307 110101-19900307-7758 2"]
)
def test_a_number_in_groups_is_a_number(tmp_path: Path, number: str) -> None:
    """Blanks and hyphens between the digits of a resident number hide nothing."""
    _, problems = read(tmp_path, complaints=table({**ROW, "merchant_name": f"李某 {number}"}))
    assert {code for _, _, code in told(problems)} == {"personal-number"}


def test_an_amount_is_rounded(tmp_path: Path) -> None:
    """Jiao and fen are refused with the number to write."""
    _, problems = read(tmp_path, complaints=table({**ROW, "amount": "12.50"}))
    assert "四舍五入到元：13" in problems[0].zh and "whole yuan: 13" in problems[0].en


def test_a_mistyped_merchant_is_not_missing(tmp_path: Path) -> None:
    """A credit code in small letters is told as that, not as if nobody were named."""
    row = {**ROW, **NOT_PERFORMED, "merchant": "", "merchant_uscc": "91330726ma2dem0p1x"}
    _, problems = read(tmp_path, complaints=table({**row, "merchant_address": "示例路1号"}))
    assert [code for _, _, code in told(problems)] == ["bad-credit-code"]


@pytest.mark.parametrize(
    "harmless",
    [
        "2026-03-02 2026-03-09 12",
        "6222 0211 0101 1990 03",
        "浙江省浦江县浦阳街道示例路101号",
        "浦市监诉终〔2026〕17号",
        "FX-13812345678",
        "100000001381234567800",
        "0579",
        "2026-03-02 09:05",
    ],
)
def test_other_numbers_are_fine(tmp_path: Path, harmless: str) -> None:
    """Addresses, documents and long numbers are no personal numbers."""
    _, problems = read(tmp_path, complaints=table({**ROW, "merchant_name": harmless}))
    assert "personal-number" not in {code for _, _, code in told(problems)}


def test_a_credit_code_is_no_resident_number(tmp_path: Path) -> None:
    """A right credit code of digits only passes, a resident number in its column does not."""
    code = {"merchant": "", "merchant_uscc": "91330726MA2DEM0P1X", "merchant_address": "示例路1号"}
    assert read(tmp_path, complaints=table({**ROW, **code}))[1] == []
    code["merchant_uscc"] = RESIDENT
    _, problems = read(tmp_path, complaints=table({**ROW, **code}))
    assert [one for _, _, one in told(problems)].count("personal-number") == 1


@needs_demonstration
def test_the_demonstration_shows_every_class_and_some_lateness() -> None:
    """Two years and more, every class, repeats, and a rate of 95 to under 100 per cent a year."""
    from fangxin.facts.programme.programme import read_programme
    from fangxin.facts.registers.handling import Period, handling
    from fangxin.facts.registers.reading import read_registers

    programme, _ = read_programme(CONTENT)
    assert programme is not None
    registers, problems = read_registers(CONTENT, programme, date(2026, 11, 23))
    rows = registers.of(COMPLAINTS)
    assert [p for p in problems if "complaints" in p.place.path] == []
    assert len(rows) >= 150 and {row.sort for row in rows} == set(CLASSES)
    assert sum(row.repeat_of is not None for row in rows) >= 5
    assert {row.area for row in rows} == set(programme.areas)
    for year in (2024, 2025, 2026):
        period = Period(date(year, 1, 1), date(year, 12, 31))
        found = handling(rows, period, date(2026, 11, 23), programme)
        assert found.rate is not None and 0.95 <= found.rate < 1
        assert found.kept.late > 0
