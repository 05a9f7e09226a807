"""Whether a fact counts on a day, and why not: one answer for page, show, diff, list and letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fangxin.facts.recourse import Void, stands, void_of
from fangxin.facts.values import Review, Status
from fangxin.office.letters.fitting import letters_that_fit
from tests.support.factories import a_view
from tests.support.status_pages import CERTIFIED, PUBLICISED, a_failure, a_programme

DAY = date(2026, 3, 1)
VOID = {"void_date": DAY, "void_reason": "写错商户"}
WON = {"appeal": "upheld", "appeal_filed": DAY, "appeal_decided": DAY}


def test_a_mistake_is_known_from_its_day() -> None:
    """Before it the fact stands; without a day it is asked what is written."""
    fact = Review("R1", DAY, "passed", void=Void(date(2026, 3, 2), "写错商户"))
    assert stands(fact, DAY) and not stands(fact, date(2026, 3, 2)) and not stands(fact)
    assert void_of(fact, DAY) is None and void_of(fact) is fact.void


@pytest.mark.parametrize(
    ("values", "by"),
    [
        ({}, None),
        ({"appeal": "pending"}, None),
        ({"appeal": "dismissed"}, None),
        ({"ended": True}, None),
        (VOID, "void"),
        (WON, "appeal"),
        (WON | {"retested": True}, "retest"),
        (WON | {"retested": True} | VOID, "void"),
    ],
)
def test_a_finding_is_annulled_by_one_thing(values: dict[str, Any], by: str | None) -> None:
    """A mistake says so first; what is over counts no longer, but nothing annulled it."""
    one = replace(a_failure(), **values)
    assert (one.annulled.by if one.annulled else None) == by
    assert one.counts is (by is None and not one.ended)


@pytest.mark.parametrize("values", [VOID, WON, {"ineffective": "bar"}])
def test_a_decision_counts_unless_annulled_or_without_effect(values: dict[str, Any]) -> None:
    """What has no effect was not annulled by anybody."""
    one = replace(CERTIFIED, **values)
    assert not one.counts and CERTIFIED.counts
    assert (one.annulled is None) is ("ineffective" in values)


def test_a_refusal_that_was_annulled_is_not_the_last_word() -> None:
    """No letter of refusal fits any more: the publicity before it is what happened last."""
    refused = replace(CERTIFIED, id="D2", act="refused", until=None, certificate=None)
    won = replace(refused, appeal="upheld", appeal_filed=DAY, appeal_decided=DAY)
    kinds = {}
    for name, one in (("refused", refused), ("won", won)):
        view = a_view(status=Status.NONE, decisions=(one, PUBLICISED), failures=())
        kinds[name] = {letter.kind for letter in letters_that_fit(view, a_programme(), DAY)}
    assert "refuse" in kinds["refused"] and "refuse" not in kinds["won"]
