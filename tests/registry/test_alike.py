"""A report accuses the exact thing that was seen, and nothing that the search would take for
something genuine; what somebody comes by honestly later is no longer called fake."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fangxin.base.problem import Problem
from fangxin.facts.registers.misuse import MISUSES, is_quiet
from fangxin.facts.registers.rows import Misuse, Registers
from fangxin.facts.values import Appeal, Change, Merchant, Status, Void
from fangxin.registry.alike import ALIKE, bare_name
from fangxin.registry.book import Book
from fangxin.registry.genuine import Genuine, numbers_of
from fangxin.registry.registry import assemble, load
from fangxin.registry.reports import fakes_are_not_genuine, with_cleared
from fangxin.registry.since import known_on
from fangxin.standing.standing import standing
from fangxin.text.han import variants
from fangxin.view.misuse import misuse_views
from tests.support.demonstration import KEPT
from tests.support.registers import TODAY, programme
from tests.support.republished import MISUSE

ENDED = (Status.REVOKED, Status.WITHDRAWN, Status.CLOSED, Status.EXPIRED)
JS = Path(__file__).parents[2] / "theme" / "static" / "js" / "codes.js"


@pytest.fixture(scope="module")
def book() -> Book:
    """The kept town."""
    town, _ = load(KEPT / "merchants", programme(), TODAY)
    return Book((), town.merchants, programme(), TODAY, town.facts)


def owner(book: Book, value: str, kind: str = "sign") -> str | None:
    return Genuine(book).owner(replace(MISUSE, kind=kind, value=value))


def test_the_same_characters_look_alike_as_in_the_search() -> None:
    """One list in two languages."""
    assert (
        tuple(re.findall(r'"([0-9A-Z]{2,4})"', JS.read_text("utf-8").split("var ALIKE")[1][:80]))
        == ALIKE
    )


def test_no_slip_of_a_number_is_called_fake(book: Book) -> None:
    """Every number of every merchant, with one to all of its characters read as others."""
    dice = random.Random(20261128)
    others = {char: group for group in ALIKE for char in group}
    for merchant in book.merchants.values():
        for _, number in numbers_of(merchant):
            made = "".join(
                dice.choice(others[char]) if char in others and dice.random() < 0.5 else char
                for char in number
            )
            assert owner(book, made), (number, made)
            assert owner(book, number.lower().replace("-", " "))
            if len(number) > 7:
                assert owner(book, number[:-1]), number[:-1]


def test_no_spelling_or_part_of_a_name_is_called_fake(book: Book) -> None:
    """In other forms of its characters, cut on either side, with some left out."""
    dice = random.Random(20261128)
    for merchant in book.merchants.values():
        if standing(book.facts(merchant.id), book.programme.policy, TODAY).status in ENDED:
            continue  # it may lose its name to a stranger
        name = bare_name(merchant.name)
        other = "".join(
            dice.choice(next(iter(variants([char])), char)) if dice.random() < 0.8 else char
            for char in name
        )
        for value in (other, name[:-1], name[1:], name[:2] + name[3:], f" {name} ", name[-3:]):
            assert owner(book, value, "lookalike"), (name, value)


@pytest.mark.parametrize("value", [
    "放心消费", "放心消費", "放心消费单位", "放心消費單位", "百货店", "文具店", "超市", "BP-2024",
    "PJ24", "BP-2024-2", "bp 2024 2", "放心商店", "无理由退货", "城关", "A",
])  # fmt: skip
def test_words_and_beginnings_are_too_little(book: Book, value: str) -> None:
    """What every shop is called, and what many numbers begin with."""
    assert owner(book, value, "lookalike"), value


@pytest.mark.parametrize("value", [
    "全国放心消费示范单位（铜牌）", "放心消费金牌商家联盟", "甲一百货店南门加盟店", "FX-2024-9999",
    "BP-2024-0002X", "BP-2024-0002 FX-2019-8807", "12316", "ВР-2099-0101",
    "二维码 https://fx.example.evil.example/m/PJ240002A/", "诚信品牌AAA企业证书",
])  # fmt: skip
def test_what_is_something_else_can_be_reported(book: Book, value: str) -> None:
    """It names more than the genuine thing, or another one."""
    assert owner(book, value) is None, value


def told(book: Book, row: Misuse) -> list[Problem]:
    return list(fakes_are_not_genuine(Registers(misuse=(row,)), book))


def cleared(book: Book, row: Misuse) -> Misuse:
    return with_cleared(Registers(misuse=(row,)), book).of(MISUSES)[0]


def with_one(book: Book, merchant: Merchant) -> Book:
    those = {**book.merchants, merchant.id: merchant}
    town = assemble(list(those.values()), book.programme.policy.entity_kinds())
    return replace(book, merchants=those, facts=town.facts)


def later(book: Book) -> dict[str, tuple[Misuse, Book]]:
    """Reports of what was nobody's, and the registry after somebody came by it."""
    shop = book.merchants["PJ240002A"]
    on = date(2026, 6, 25)
    renamed = replace(
        shop,
        name="春风超市（示例）",
        changes=(
            Change("C9", on, "name", on, shop.name, "春风超市（示例）", "浦消联办〔2026〕499号"),
        ),
    )
    decided = replace(
        shop.decisions[-1], id="D9", document="浦消联办〔2026〕498号", date=on, recorded=on
    )
    new = Merchant("PJ269999X", "秋风超市（示例）", "shop", uscc="91330726MA2DEM64X3")
    return {
        "a name": (replace(MISUSE, kind="lookalike", value="春风超市"), with_one(book, renamed)),
        "a new shop": (replace(MISUSE, kind="lookalike", value="秋风超市"), with_one(book, new)),
        "a code": (replace(MISUSE, kind="sign", value="91330726MA2DEM64X3"), with_one(book, new)),
        "a website": (
            replace(MISUSE, value="chunfeng.example"),
            with_one(book, replace(shop, website="https://chunfeng.example/")),
        ),
        "a telephone": (
            replace(MISUSE, kind="sign", value="0579-84201234"),
            with_one(book, replace(shop, service_phone="0579-84201234")),
        ),
        "a document": (
            replace(MISUSE, kind="sign", value="浦消联办〔2026〕498号"),
            with_one(book, replace(shop, decisions=(*shop.decisions, decided))),
        ),
    }  # fmt: skip


def test_what_somebody_comes_by_later_is_no_error(book: Book) -> None:
    """Not fake any more on any page, told as a warning, and in force again should it be lost."""
    for what, (row, after) in later(book).items():
        assert told(book, row) == [] and not cleared(book, row).cleared, what
        assert [(one.code, one.level) for one in told(after, row)] == [
            ("genuine-since", "warning")
        ], what
        now = cleared(after, row)
        assert now.cleared and is_quiet(now, TODAY)
        views = misuse_views((now,), after.programme.policy, TODAY)
        assert [view.value for view in views] == [None] and not views[0].known
        void = replace(row, void=Void(TODAY, "看错"))
        assert told(after, void) == [] and not cleared(after, void).cleared


def test_what_was_genuine_is_an_error(book: Book) -> None:
    """On the day the report was recorded; numbers that the office gives, on any day."""
    shop = book.merchants["PJ240002A"]
    early = replace(MISUSE, kind="sign", value=shop.id, recorded=date(2020, 1, 1))
    for row in (replace(MISUSE, kind="lookalike", value=shop.name), early):
        assert [(one.code, one.level) for one in told(book, row)] == [("genuine-code", "error")]
        assert cleared(book, row).cleared
    assert known_on(shop, date(2020, 1, 1)) is None


def test_an_upheld_appeal_is_not_stopped_by_a_true_report(book: Book) -> None:
    """A revoked shop's name may be a stranger's; when the shop is right in the end, it has it."""
    found = date(2026, 6, 10)
    failure = replace(book.merchants["PJ220003X"].failures[0], date=found, recorded=found)
    shop = replace(book.merchants["PJ240002A"], failures=(replace(failure, served=None),),
                   website="https://nine.example/")  # fmt: skip
    appeal = Appeal(date(2026, 6, 20), decided=TODAY, outcome="upheld", recorded=TODAY)
    right = replace(shop, failures=(replace(shop.failures[0], appeal=appeal),))
    before, after = with_one(book, shop), with_one(book, right)
    policy = book.programme.policy
    assert standing(before.facts(shop.id), policy, TODAY).status is Status.REVOKED
    assert standing(after.facts(shop.id), policy, TODAY).status is Status.CERTIFIED
    for value in (shop.name, bare_name(shop.name), "nine.example"):
        kind = "domain" if value.isascii() else "lookalike"
        row = replace(MISUSE, kind=kind, value=value)
        assert told(before, row) == [], value
        assert [(one.code, one.level) for one in told(after, row)] == [("genuine-since", "warning")]


def test_the_advice_names_the_command(book: Book) -> None:
    """With the report's own id."""
    for row in (replace(MISUSE, kind="lookalike", value="放心消费"), later(book)["a name"][0]):
        (found,) = told(later(book)["a name"][1], row)
        assert f"fangxin void {row.id} --reason 原因 --document 文号" in found.zh
