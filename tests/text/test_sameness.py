"""What looks the same is the same; what is shown is never what was compared."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.text.sameness import STANDARD, looks, premises, private_use, standard

SAME = [
    ("示例米粉店（东门店）", "示例米粉店(东门店)", "示例米粉店【东门店】", "示例米粉店〔东门店〕"),
    ("示例街８号", "示例街8号", " 示例街 8 号 ", "示例街8號"),
    ("Ａｂｃ咖啡", "abc咖啡", "ABC 咖啡"),
    ("甲·乙", "甲・乙", "甲•乙", "甲･乙", "甲‧乙"),
    ("一-二", "一－二", "一—二", "一–二", "一‐二"),
    ("“老字号”面馆", "„老字号”面馆", '"老字号"面馆'),
    ("台北路1号", "臺北路1号"),
    ("示例\u200b店", "示例店", "示例\ufeff店"),
    ("\ue7c7", "\u1e3f"),
    ("\ue81e记", "\u9fb4记"),
]
DIFFERENT = [
    ("示例街8号", "示例街9号"),
    ("示例甲店", "示例乙店"),
    ("示例店", "示例店二部"),
    ("1号", "11号"),
]


@pytest.mark.parametrize("spellings", SAME)
def test_spellings(spellings: tuple[str, ...]) -> None:
    """Width, case, blanks, brackets, dots, dashes, quotation marks and variants do not count."""
    assert len({looks(text) for text in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_differs(one: str, other: str) -> None:
    """What is another name or number stays another."""
    assert looks(one) != looks(other)


WRITTEN = st.text(
    "示例店臺台號号ＡａB１2０〇○（([【〔）)]】〕·・•-－—~～“”\"' 　，,：:\u200bé", max_size=60
)


@given(WRITTEN)
def test_looking_twice(text: str) -> None:
    """Folding what was folded changes nothing, for all that names are written with."""
    assert looks(looks(text)) == looks(text)


@given(st.text(max_size=60))
def test_any_text_is_folded(text: str) -> None:
    """Folding is total, and leaves no blank."""
    assert not any(char.isspace() for char in looks(text))


@pytest.mark.parametrize("old", sorted(STANDARD))
def test_a_character_with_a_place(old: int) -> None:
    """What GB 18030 gave a place since is no private-use character any more."""
    assert private_use(chr(old)) == ""
    assert unicodedata.category(standard(chr(old))) not in ("Co", "Cs")


def test_a_character_without_a_place() -> None:
    """What nobody has given a place is named."""
    assert private_use("示例\ue000店") == "\ue000"


UNITS = st.sampled_from(("号", "弄", "幢", "栋", "单元", "室", "楼", "层", "铺", "间", "摊"))
NUMBER = st.integers(1, 9999)


def in_words(number: int) -> str:
    """A number as people say it: 十二, 一百零二, 三千零一十."""
    said, empty = "", False
    for power, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            said += ("零" if empty and said else "") + "〇一二三四五六七八九"[digit] + sign
        empty = digit == 0
    return said.removeprefix("一") if 10 <= number < 20 else said


@given(NUMBER, UNITS)
def test_a_house_has_one_number_in_words_and_digits(number: int, unit: str) -> None:
    """Said as a number, or digit by digit; looking twice changes nothing."""
    plain = f"浦江县示例路{number}{unit}"
    spoken = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
    assert premises(f"浦江县示例路{in_words(number)}{unit}") == premises(plain)
    assert premises(f"浦江县示例路 {spoken} {unit}") == premises(plain)
    assert premises(premises(plain)) == premises(plain)


@given(NUMBER, NUMBER, NUMBER, NUMBER, st.booleans(), st.booleans())
def test_other_houses_stay_other_ones(
    house: int, room: int, other_house: int, other_room: int, words: bool, others: bool
) -> None:
    """Two addresses are one only where house and room are one, however each is spelt."""

    def address(house: int, room: int, words: bool) -> str:
        say = in_words if words else str
        return f"示例路{say(house)}号{say(room)}室"

    same = premises(address(house, room, words)) == premises(
        address(other_house, other_room, others)
    )
    assert same == ((house, room) == (other_house, other_room))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示例五一路1号", "示例51路1号"),
        ("示例路三号", "示例三路号"),
        ("示例路十二号", "示例路二十号"),
        ("示例路一二号", "示例路一、二号"),
        ("示例路三号", "示例路三号楼二室"),
        ("示例路三号", "示例路3-1号"),
        ("示例路101室", "示例路1-01室"),
        ("三村八号", "八村三号"),
        ("示例三街五号", "示例五街三号"),
        ("示例一区二号", "示例二区一号"),
    ],
)
def test_honest_addresses_are_told_apart(one: str, other: str) -> None:
    """Numbers of roads, villages and quarters are names."""
    assert premises(one) != premises(other)
