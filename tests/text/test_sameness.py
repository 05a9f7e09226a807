"""What looks the same is the same; what is shown is never what was compared."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.text.sameness import STANDARD, looks, private_use, standard

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
