"""Nothing that ``/verify/`` knows can be called fake, however it is written; fakes can."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fangxin.base.problem import errors
from fangxin.facts.registers.misuse import none_is_our_own
from fangxin.facts.registers.rows import Registers
from fangxin.facts.values import Void
from fangxin.registry.book import Book
from fangxin.registry.genuine import Genuine
from fangxin.registry.registry import load
from fangxin.registry.reports import fakes_are_not_genuine
from tests.support.demonstration import KEPT
from tests.support.registers import TODAY, programme
from tests.support.republished import MISUSE

SHOP = "PJ240002A"


@pytest.fixture(scope="module")
def book() -> Book:
    """The kept town."""
    town, problems = load(KEPT / "merchants", programme(), TODAY)
    assert errors(problems) == []
    return Book((), town.merchants, programme(), TODAY, town.facts)


GENUINE = [
    ("sign", SHOP),
    ("badge", SHOP.lower()),
    ("sign", "FX-2024-0004"),
    ("sign", "BP 2024 0002"),
    ("sign", "标牌 ＦＸ－２０２４－０００４"),
    ("sign", "91330726MA2DEM1423"),
    ("badge", "https://fx.example/m/PJ240002A/"),
    ("badge", "HTTP://WWW.FX.EXAMPLE/m/PJ240002A"),
    ("sign", "扫码得到 fx.example/m/PJ240002A/"),
    ("lookalike", "fx.example"),
    ("domain", "yunxigu.example"),
    ("domain", "www.yunxigu.example"),
    ("badge", "https://yunxigu.example/"),
    ("sign", "m.yunxigu.example/a"),
    ("sign", "12315"),
    ("lookalike", "电话：12315"),
    ("sign", "0579-00000001"),
    ("sign", "0579 00000003"),
    ("lookalike", "放心消费在浦江"),
    ("lookalike", "“放心消费 在浦江”"),
]
FAKE = [
    ("sign", "FX-2024-9999"),
    ("sign", "FX-2024-0004 下面印着 FX-2024-9998"),
    ("sign", "PJ240002A1"),
    ("domain", "fx-fake.example"),
    ("domain", "yunxigu.example.evil.example"),
    ("domain", "yunxigu-shop.example"),
    ("badge", "https://fx.example@evil.example/m/PJ240002A/"),
    ("badge", "https://evil.example/m/PJ240002A/"),
    ("badge", "网店首页的静态截图徽标"),
    ("lookalike", "全国放心消费示范单位（铜牌）"),
    ("lookalike", "放心消费在浦江推选委员会"),
    ("sign", "12316"),
    ("sign", "0579-99999999"),
    ("sign", "假字〔2026〕1号"),
]


@pytest.mark.parametrize(("kind", "value"), GENUINE)
def test_what_is_genuine_is_not_called_fake(book: Book, kind: str, value: str) -> None:
    """IDs, numbers, credit codes, addresses, telephones and names, in any spelling."""
    assert Genuine(book).owner(replace(MISUSE, kind=kind, value=value)) is not None


@pytest.mark.parametrize(("kind", "value"), FAKE)
def test_what_differs_may_be_reported(book: Book, kind: str, value: str) -> None:
    """What only looks alike, or names something else besides."""
    assert Genuine(book).owner(replace(MISUSE, kind=kind, value=value)) is None


def test_names_and_documents_are_genuine(book: Book) -> None:
    """Every name of a recognised shop, with and without the mark of invented ones; every document
    that a decision names."""
    known = Genuine(book)
    shop = book.merchants[SHOP]
    for name in (shop.name, shop.name.replace("（示例）", ""), f" {shop.name} "):
        assert known.owner(replace(MISUSE, kind="lookalike", value=name)) == SHOP
    document = next(one.document for one in shop.decisions if one.document)
    assert known.owner(replace(MISUSE, kind="sign", value=document)) is not None
    others = known.owner(replace(MISUSE, kind="sign", value=f"{document}、假字〔2026〕1号"))
    assert others is None


def test_the_check_tells_it_until_it_is_void(book: Book) -> None:
    """One error; none where the report was a mistake."""
    row = replace(MISUSE, kind="lookalike", value="放心消费在浦江")
    found = list(fakes_are_not_genuine(Registers(misuse=(row,)), book))
    assert [(one.code, one.level) for one in found] == [("genuine-code", "error")]
    _, problems = load(KEPT / "merchants", programme(), TODAY, registers=Registers(misuse=(row,)))
    assert [one.code for one in errors(problems)] == ["genuine-code"]
    void = replace(row, void=Void(date(2026, 7, 1), "看错"))
    assert list(fakes_are_not_genuine(Registers(misuse=(void,)), book)) == []


@pytest.mark.parametrize("value", ["fx.example", "www.fx.example"])
def test_our_own_domain_is_not_called_fake(value: str) -> None:
    """With www. too."""
    row = replace(MISUSE, kind="domain", value=value)
    assert [one.code for one in none_is_our_own((row,), programme())] == ["own-domain"]
