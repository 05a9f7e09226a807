"""Ratings and examples agree with the records of the merchants that they are about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fangxin.base.problem import errors
from fangxin.facts.promises import Honour
from fangxin.facts.recourse import Void
from fangxin.facts.registers.exemplars import EXEMPLARS, Exemplar
from fangxin.facts.registers.honoured import HONOURED
from fangxin.facts.registers.kitchens import KITCHEN_RATINGS, Rating
from fangxin.facts.registers.recalls import RECALLS
from fangxin.facts.registers.rows import Party, Registers
from fangxin.registry.agreeing import (
    bad_examples_are_founded,
    good_examples_were_certified,
    honours_agree,
    kitchens_agree,
    sellers_are_known,
)
from fangxin.registry.book import Book
from fangxin.registry.registry import load
from tests.support.county import county
from tests.support.demonstration import KEPT
from tests.support.registers import TODAY, programme

CATERER, SHOP, BARRED = "PJ180007A", "PJ240002A", "PJ220003X"


@cache
def book() -> Book:
    """The kept town."""
    town, problems = load(KEPT / "merchants", programme(), TODAY)
    assert errors(problems) == []
    return Book((), town.merchants, programme(), TODAY, town.facts)


def rating(folder: Path, **changes: Any) -> Rating:
    (row,) = county(folder).of(KITCHEN_RATINGS)
    return replace(row, **changes)


def exemplar(folder: Path, **changes: Any) -> Exemplar:
    (row,) = county(folder).of(EXEMPLARS)
    return replace(row, **changes)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"grade": "B"}, ["kitchen-differs"]),
        ({"kitchen": "none"}, ["kitchen-differs"]),
        ({"kitchen": "none", "grade": "C"}, ["kitchen-differs", "kitchen-differs"]),
        ({"grade": "B", "shop": Party()}, []),
        ({"grade": "B", "shop": Party(id="PJ999999X")}, []),
        ({"grade": "B", "void": Void(TODAY, "写错")}, []),
        ({"grade": "B", "left": date(2026, 9, 1)}, []),
        ({"grade": "B", "recorded": date(2026, 11, 24)}, []),
    ],
)
def test_a_certified_caterer_says_the_same(
    changes: dict[str, Any], codes: list[str], tmp_path: Path
) -> None:
    """In the register and in its record; who is not in the registry, or gone, is not compared."""
    found = kitchens_agree(Registers(kitchens=(rating(tmp_path, **changes),)), book())
    assert [one.code for one in found] == codes


def test_only_the_newest_rating_is_compared(tmp_path: Path) -> None:
    """What was rated before may have been worse."""
    old = rating(tmp_path, id="KIT-2025-0001", date=date(2025, 6, 1), grade="C")
    rows = Registers(kitchens=(old, rating(tmp_path)))
    assert [*kitchens_agree(rows, book())] == []


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"finding": "浦市监罚（2023）第090号"}, []),
        ({"finding": "浦市监罚〔2023〕91号"}, ["exemplar-unfounded"]),
        ({"shop": Party(id=SHOP)}, ["exemplar-unfounded"]),
        ({"ends": date(2036, 1, 1)}, ["exemplar-unfounded"]),
        ({"ends": date(2036, 1, 1), "taken_down": TODAY}, []),
        ({"finding": "浦市监罚〔2023〕91号", "void": Void(TODAY, "写错")}, []),
        ({"finding": "浦市监罚〔2023〕91号", "ends": date(2026, 11, 22)}, []),
    ],
)
def test_a_bad_example_rests_on_a_failure(
    changes: dict[str, Any], codes: list[str], tmp_path: Path
) -> None:
    """Of this merchant, that is public as long; one that is told no longer needs none."""
    rows = Registers(exemplars=(exemplar(tmp_path, **changes),))
    assert [one.code for one in bad_examples_are_founded(rows, book())] == codes


@pytest.mark.parametrize("annulled", ["void", "publication_ends"])
def test_a_bad_example_falls_with_its_failure(annulled: str, tmp_path: Path) -> None:
    """When that is declared a mistake, or its publication ends earlier."""
    rows, known = Registers(exemplars=(exemplar(tmp_path),)), book()
    merchant = known.merchants[BARRED]
    change: Any = Void(TODAY, "写错") if annulled == "void" else date(2026, 11, 23)
    failures = tuple(replace(one, **{annulled: change}) for one in merchant.failures)
    there = {**known.merchants, BARRED: replace(merchant, failures=failures)}
    found = bad_examples_are_founded(rows, replace(known, merchants=there))
    assert [one.code for one in found] == ["exemplar-unfounded"]


@pytest.mark.parametrize(
    ("shop", "day", "codes"),
    [
        (SHOP, date(2026, 3, 1), []),
        (BARRED, date(2026, 3, 1), ["exemplar-not-certified"]),
        (SHOP, date(2018, 3, 1), ["exemplar-not-certified"]),
    ],
)
def test_a_good_example_was_certified(
    shop: str, day: date, codes: list[str], tmp_path: Path
) -> None:
    """On the day on which it was held up."""
    row = exemplar(tmp_path, kind="good", shop=Party(id=shop), date=day, ends=None, finding=None)
    found = good_examples_were_certified(Registers(exemplars=(row,)), book())
    assert [one.code for one in found] == codes


HONOUR = Honour("守合同重信用单位（示例）", date(2026, 2, 10), "某局（示例）", date(2029, 2, 9))


@pytest.mark.parametrize(
    ("changes", "written", "codes"),
    [
        ({}, {}, []),
        ({}, {"by": None}, []),
        ({}, {"by": "别的单位"}, ["honour-differs"]),
        ({}, {"granted": date(2026, 2, 11)}, ["honour-differs"]),
        ({}, {"until": None}, ["honour-differs"]),
        ({}, {"name": "别的荣誉"}, ["honour-differs"]),
        ({"taken": date(2026, 11, 1)}, {"until": None}, []),
        ({"ends": date(2026, 11, 1)}, {"until": None}, []),
        ({"void": Void(TODAY, "写错")}, {"until": None}, []),
        ({"shop": Party()}, {"until": None}, []),
    ],
)
def test_an_honour_says_the_same(
    changes: dict[str, Any], written: dict[str, Any], codes: list[str], tmp_path: Path
) -> None:
    """Of a merchant that has it: name, issuer and days in the register and in its record."""
    (row,) = county(tmp_path).of(HONOURED)
    row = replace(row, **{"shop": Party(id=SHOP), **changes})
    known = book()
    merchant = replace(known.merchants[SHOP], honours=(replace(HONOUR, **written),))
    rows = Registers(honoured=(row,))
    there = {**known.merchants, SHOP: merchant}
    found = honours_agree(rows, replace(known, merchants=there))
    assert [one.code for one in found] == codes


@pytest.mark.parametrize(
    ("sellers", "codes"),
    [
        ((), []),
        ((SHOP,), []),
        ((SHOP, "PJ999999X"), ["unknown-seller"]),
        (("PJ999999X", "PJ999998Z"), ["unknown-seller", "unknown-seller"]),
    ],
)
def test_a_seller_is_on_record(sellers: tuple[str, ...], codes: list[str], tmp_path: Path) -> None:
    """Or nobody finds out from the recall who sold it."""
    (row,) = county(tmp_path).of(RECALLS)
    rows = Registers(recalls=(replace(row, sellers=sellers),))
    elsewhere = Registers(home=tmp_path, recalls=rows.of(RECALLS))
    assert [*sellers_are_known(elsewhere, book(), KEPT)] == []
    assert [*sellers_are_known(rows, replace(book(), broken=frozenset({"a"})), KEPT)] == []
    assert [one.code for one in sellers_are_known(rows, book(), KEPT)] == codes
