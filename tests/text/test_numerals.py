"""Numbers of persons in Chinese numerals and other disguises are seen; other numerals are none."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.facts.registers.persons import without_persons
from fangxin.site.build.personal import personal_problems
from fangxin.text.fields.numerals import spelt_out
from fangxin.text.fields.personal import personal_numbers, resident_inside
from fangxin.text.yaml.reading import Map, Text
from tests.text.test_personal_numbers import BIRTHDAYS, PLACES, old, resident

PLAIN = "〇一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
SPOKEN = "零幺二三四五六七八九"
STICKS = "〇〡〢〣〤〥〦〧〨〩"
FULL = "０１２３４５６７８９"
RINGS = "⓪①②③④⑤⑥⑦⑧⑨"
ARABIC = "٠١٢٣٤٥٦٧٨٩"
BOLD = "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"
SETS = (PLAIN, FORMAL, TRADITIONAL, SPOKEN, STICKS, FULL, RINGS, ARABIC, BOLD)
BETWEEN = ("", " ", "-", " - ", "—", "·", "、", "\u200b", "\u2060", "\u00ad", "\u200d \u200d",
           "\u034f", "\u202a", "\ufe0f", "\u3000", "\u3164", ".", "\u2011")  # fmt: skip


def written(number: str, digits: str, between: str, mixed: bool = False) -> str:
    """A number in these digits, all or every other one, with something between them."""
    signs = [
        digits[int(char)] if char.isdigit() and not (mixed and at % 2) else char
        for at, char in enumerate(number)
    ]
    return between.join(signs)


@given(
    PLACES, BIRTHDAYS, st.integers(0, 999), st.sampled_from(SETS), st.sampled_from(BETWEEN),
    st.booleans(),
)  # fmt: skip
def test_a_residents_number_is_seen_in_every_dress(
    place: str, born: date, serial: int, digits: str, between: str, mixed: bool
) -> None:
    """In every kind of digits, all of it or half, with whatever between them, in a sentence too."""
    number = resident(place, born, serial)
    text = written(number, digits, between, mixed)
    for where in (text, f"身份证号码{text}，请核对", f"本人{text}号"):
        assert list(personal_numbers(where)), where
    assert resident_inside(f"FX-{text}") or between not in ("", "\u200b", "\u00ad")


@given(PLACES, BIRTHDAYS.filter(lambda day: day.year < 2000), st.integers(0, 999))
def test_old_numbers_in_numerals(place: str, born: date, serial: int) -> None:
    """Fifteen digits, as they were given until 1999."""
    assert list(personal_numbers(written(old(place, born, serial), PLAIN, "")))


@pytest.mark.parametrize("digits", SETS)
@pytest.mark.parametrize("between", ["", " ", "-", "\u200b"])
def test_a_mobile_number_is_seen(digits: str, between: str) -> None:
    """A phone of a person, spoken out digit by digit."""
    for number in ("13800000000", "8613912345678"):
        assert list(personal_numbers(f"请打{written(number, digits, between)}。"))


def test_ten_is_the_last_character() -> None:
    """The check character X is ten, and is written so too."""
    number = next(
        one for at in range(99) if (one := resident("330726", date(1990, 1, 1), at)).endswith("X")
    )
    for last in ("X", "x", "十", "拾", "Ⅹ", "Ｘ"):
        assert list(personal_numbers(written(number[:-1], PLAIN, "") + last)), last


HONEST = [
    "浦消联办〔二〇二六〕一〇七号",
    "二〇二六年三月十六日至二〇二七年三月十五日",
    "二〇二五—二〇二六年度、二〇二六—二〇二七年度、二〇二七—二〇二八年度",
    "壹拾贰万叁仟肆佰伍拾陆元柒角捌分",
    "人民币壹佰贰拾叁万肆仟伍佰陆拾柒元整（￥1,234,567.00）",
    "一、二、三、四、五、六、七、八、九、十、十一、十二、十三、十四、十五、十六、十七、十八",
    "第一、第二、第三、第四条；一二三四五六七八九",
    "请拨打一二三一五或者八八九〇，二十四小时有人接听",
    "星期一二三四五六日九点到十七点",
    "三三两两，七七八八，一五一十，九九归一",
    "九一三三〇七二六",
    "〇五七九—八四一二三四五六",
    "一三、一四、一五、一六、一七、一八、一九号门牌",
    "二〇二六〇三一六、二〇二六〇三一七、二〇二六〇三一八",
    "编号一〇〇一至一〇二〇，共二十家；一〇〇一、一〇〇二、一〇〇三、一〇〇四、一〇〇五",
    "条码六九〇一二三四五六七八九二",
    "一一得一，一二得二，一三得三，一四得四，一五得五，一六得六，一七得七，一八得八，一九得九",
    "甲级①②③④⑤⑥⑦⑧⑨⑩",
]


@pytest.mark.parametrize("text", HONEST)
def test_other_numerals_are_no_persons(text: str) -> None:
    """Numbers of documents, years, amounts, lists, hotlines, bar codes."""
    assert list(personal_numbers(text)) == []
    assert list(personal_problems("a.html", f"<p>{text}</p>".encode(), ())) == []


def test_the_last_net_reads_numerals() -> None:
    """In a finished page, between tags; a landline in a register of complaints."""
    number = resident("110101", date(1990, 3, 7), 123)
    for digits in (PLAIN, FORMAL):
        for text in (written(number, digits, ""), written(number, digits, " ", mixed=True)):
            found = list(personal_problems("a.html", f"<p>号码{text}</p>".encode(), ()))
            assert [one.code for one in found] == ["personal-number-published"]
    key, said = Text("note", 1, 1, True), Text("电话〇五七九—八四一二三四五六", 1, 1, True)
    cell = Map({"note": said}, {"note": key}, 1, 1)
    assert without_persons(cell, "complaints.csv", landlines=True)


def test_numerals_are_read_in_time_that_grows_with_the_text() -> None:
    """However long, and of whatever it is made."""
    for piece in ("一", "1 ", "一\u200b", "1-", "十", "1一、", "X1", " 一"):
        text = piece * 100_000
        start = time.process_time()
        list(personal_numbers(text))
        list(personal_problems("a.html", text.encode(), ()))
        assert time.process_time() - start < 6


@given(st.text(alphabet=PLAIN + FORMAL + ARABIC + "年月0123456789-、 \u200bX", max_size=60))
def test_both_readings_are_of_equal_length(text: str) -> None:
    """So that what is found in one is shown as it stands in the other."""
    plain, numerals = spelt_out(text)
    assert len(plain) == len(numerals)
