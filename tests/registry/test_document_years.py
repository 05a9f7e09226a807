"""No document that is added is of a year still to come, under whatever key it stands."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.facts.record.table import MERCHANT
from fangxin.facts.registers.declared import every, named
from fangxin.facts.registers.rows import Registers
from fangxin.facts.values import Merchant
from fangxin.registry.document_years import OLDER_YEARS, impossible_years
from fangxin.registry.registry import Registry
from fangxin.text.fields.said import documents_by
from tests.support.by_tables import record_with, row_with

TODAY = date(2026, 11, 28)
OF_RECORDS = [key for key, _ in documents_by(MERCHANT).fields()]
OF_ROWS = [(one.name, key) for one in every() for key, _ in documents_by(one.row).fields()]
NOTHING = Registry({})


def with_record(merchant: Merchant) -> Registry:
    return Registry({merchant.id: merchant})


def told(before: Registry, after: Registry) -> list[tuple[str, str]]:
    return [(one.code, one.level) for one in impossible_years(before, after, TODAY)]


@pytest.mark.parametrize("dotted", OF_RECORDS)
def test_every_document_of_a_record_is_looked_at(dotted: str) -> None:
    """One of this year passes, one of a year to come is refused; what stood there stays."""
    good = with_record(record_with(dotted, "浦消联办〔2026〕9号"))
    bad = with_record(record_with(dotted, "浦消联办〔2062〕9号"))
    assert told(NOTHING, good) == []
    assert told(NOTHING, bad) == told(good, bad) == [("document-year", "error")]
    assert told(bad, bad) == []


@pytest.mark.parametrize(("name", "dotted"), OF_ROWS)
def test_every_document_of_a_row_is_looked_at(name: str, dotted: str) -> None:
    """In every register."""
    register = named(name)
    assert register is not None

    def registry(words: str) -> Registry:
        rows: dict[str, Any] = {name: (row_with(register, dotted, words),)}
        return Registry({}, registers=Registers(**rows))

    good, bad = registry("浦消联办〔2026〕9号"), registry("浦消联办〔2027〕9号")
    assert told(NOTHING, good) == [] and told(good, bad) == [("document-year", "error")]
    assert told(bad, bad) == []


@given(st.integers(1980, 2099))
def test_a_year_is_near_the_fact_or_told(year: int) -> None:
    """The failure of the example happened in 2019."""
    after = with_record(record_with("failures.document", f"浦市监罚〔{year}〕9号"))
    expected = [("document-year", "error")] if year > TODAY.year else []
    if year < 2019 - OLDER_YEARS:
        expected = [("document-year", "warning")]
    assert told(NOTHING, after) == expected
