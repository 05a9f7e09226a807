"""What was printed stays known as the merchant's, whatever it was mended to or became."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.base.problem import Problem
from fangxin.facts.recourse import Rewording, Void
from fangxin.facts.values import Act, Change, Decision, Failure, Merchant
from fangxin.registry.book import Book
from fangxin.registry.genuine import numbers_of, tidy
from fangxin.registry.numbers import newly_taken
from fangxin.view.codes import codes_of
from fangxin.view.former import former, former_certificates, former_documents
from tests.support.factories import a_view

DAY, LATER = date(2026, 4, 13), date(2026, 4, 20)
PAPER = "浦消联办〔2026〕9号"
CERTIFIED = Decision("D2", DAY, Act.CERTIFIED, DAY, certificate="FX-2025-0101")
SHOP = Merchant("PJ269001Q", "甲一百货店（示例）", "shop", decisions=(CERTIFIED,))
NUMBERS = st.integers(1, 9999).map(lambda n: f"FX-2025-{n:04}")


def mended(numbers: list[str]) -> Merchant:
    """A shop whose certificate has the last of the numbers, and had the others before."""
    entries = tuple(Rewording(DAY, "certificate", one, PAPER) for one in numbers[:-1])
    decision = replace(CERTIFIED, certificate=numbers[-1], corrected=entries)
    return replace(SHOP, decisions=(decision,))


@given(st.lists(NUMBERS, min_size=1, max_size=4, unique=True))
def test_every_number_of_a_certificate_stays_its_shops(numbers: list[str]) -> None:
    """It is looked up, and nobody else is given it."""
    shop = mended(numbers)
    assert set(numbers) <= {number for _, number in numbers_of(shop)}
    assert list(former_certificates(shop, DAY)) == numbers[:-1]
    view = replace(a_view(certificate=numbers[-1]), former_certificates=tuple(numbers[:-1]))
    assert set(codes_of(view).certificates) >= set(numbers[:-1])
    for number in numbers:
        other = replace(mended([number]), id="PJ269004K")
        merchants = {one.id: one for one in (shop, other)}
        assert [one.code for one in _taken({shop.id: shop}, merchants)] == (
            ["number-taken"] if number != numbers[-1] else []  # that is a double: told elsewhere
        )
        assert not list(_taken(merchants, merchants))


def _taken(before: dict[str, Merchant], after: dict[str, Merchant]) -> Iterator[Problem]:
    nothing: Any = None  # neither the programme nor what the facts say is asked
    return newly_taken(before, Book((), after, nothing, LATER, nothing))


def test_what_is_void_or_still_to_come_was_printed_by_nobody() -> None:
    """Nor is a mending told before its day."""
    shop = mended(["FX-2025-0101", "FX-2025-0111"])
    void = replace(shop.decisions[0], void=Void(DAY, "写错"))
    assert list(former_certificates(replace(shop, decisions=(void,)), DAY)) == []
    assert list(former_certificates(shop, date(2026, 4, 12))) == []


@pytest.mark.parametrize("key", ["website", "platform_shop", "uscc"])
def test_what_a_shop_had_before_is_known(key: str) -> None:
    """Once each, not what it has now, and not what was entered by mistake."""
    olds = ("一", "二", "一", "现")
    changes = tuple(
        Change(f"C{n}", DAY, key, DAY, before=old, after="x") for n, old in enumerate(olds)
    )
    wrong = replace(changes[0], before="错", void=Void(DAY, "写错"))
    shop = replace(SHOP, changes=(*changes, wrong))
    assert former(shop, key, "现", LATER) == ("一", "二")


@pytest.mark.parametrize(
    ("key", "before", "told"),
    [
        ("document", "浦市监罚〔2025〕101号", ["浦市监罚〔2025〕101号"]),
        ("appeal.document", "见浦政复〔2025〕1号，已答复", ["浦政复〔2025〕1号"]),
        ("final_document", "浦市监检（2025）第05号", ["浦市监检〔2025〕5号"]),
        ("document", "见附件", []),
        ("summary", "浦市监罚〔2025〕101号", []),
    ],
)
def test_of_a_mended_document_the_old_number_is_known(
    key: str, before: str, told: list[str]
) -> None:
    """As long as the mending is told, and never the words that stood around it."""
    entry = Rewording(DAY, key, before, PAPER)
    shop = replace(SHOP, failures=(Failure("F1", "penalty", DAY, DAY, corrected=(entry,)),))

    def found(*failures: Any) -> list[str]:
        view: Any = SimpleNamespace(failures=failures, decisions=())
        return list(former_documents(shop, view))

    assert found(SimpleNamespace(id="F1", mended=((DAY, key),))) == told
    assert found(SimpleNamespace(id="F1", mended=())) == found() == []


def test_a_number_is_compared_as_it_is_typed() -> None:
    """Small letters and other dashes make no other number of it."""
    shop = mended(["fx 2025 0101", "FX-2025-0111"])
    assert "FX20250101" in {tidy(number) for _, number in numbers_of(shop)}
