"""One document number in many spellings is one; different numbers stay different."""

from __future__ import annotations

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.facts.document_number import (
    ByDocument,
    DocumentNumber,
    act_keys,
    document_keys,
    numbers_in,
    papers,
    same_document,
)

PENALTY = DocumentNumber("浦市监罚", 2026, "88")
SPELLINGS = """\
浦市监罚〔2026〕88号
浦市监罚（2026）88号
浦市监罚(2026)88号
浦市监罚[2026]88号
浦市监罚【2026】88号
浦市监罚﹝2026﹞88号
浦市监罚〖2026〗88号
浦市监罚《2026》88号
浦市监罚「2026」88号
浦市监罚〔２０２６〕８８号
浦市监罚〔2026〕 88 号
浦市监罚 〔2026〕第88号
浦市监罚字〔2026〕第88号
浦市监罚〔2026〕088号
浦市监罚〔2026〕88
浦市监罚〔2026年〕88号
浦市监罚〔二〇二六〕八十八号
浦市监罚〔二○二六〕88号
浦市监罚〔2026〕第八十八号
浦市监罚2026-88号
浦市监罚－2026－88
浦市监罚2026年第88号
（2026）浦市监罚第88号
行政处罚决定书浦市监罚〔2026〕88号
《行政处罚决定书》（浦市监罚〔2026〕88号）
行政处罚决定书文号：浦市监罚〔2026〕88号
浦市监罚〔2026〕88号行政处罚决定书
浦市监罚〔2026〕88號
文号:浦市监罚〔2026〕88号
浦江县市场监督管理局 浦市监罚〔2026〕88号
浦江县市场监督管理局：浦市监罚〔2026〕88号
关于浦市监罚〔2026〕88号的说明
根据浦市监罚〔2026〕88号
浦市监〔2026〕罚字第88号
浦市监罚〔2026〕№88
浦市监罚〔2026〕No.88
浦市监罚（2026）（88）号
浦市监罚〔2026〕88号，5000元
浦市监罚〔2026〕88号；共3份
""".splitlines()
OTHERS = """\
浦市监罚〔2026〕89号
浦市监罚〔2025〕88号
浦市监处〔2026〕88号
浦市监不罚〔2026〕88号
浙浦市监罚〔2026〕88号
浦市监罚〔2026〕88-1号
浦市监罚〔2026〕88号之一
浦市监罚〔2026〕880号
浦市监（治）罚〔2026〕88号
义市监（治）罚〔2026〕88号
浦综执〔2026〕罚字第88号
浦市监罚〔2026〕88号（一）
浦市监罚〔2026〕88号-1
浦卫罚〔2026〕№88
罚〔2026〕88号
浦市监罚
第88号
""".splitlines()


@pytest.mark.parametrize("text", SPELLINGS)
def test_spellings_of_one_number(text: str) -> None:
    """However an office writes it, it is read as the same value."""
    assert numbers_in(text) == (PENALTY,)
    assert same_document(text, str(PENALTY))


@pytest.mark.parametrize("text", OTHERS)
def test_other_numbers(text: str) -> None:
    """What differs in office, year or serial is another document, from every spelling."""
    assert not any(same_document(text, spelling) for spelling in SPELLINGS)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("浦市监罚〔2026〕88、89号", ["浦市监罚〔2026〕88号", "浦市监罚〔2026〕89号"]),
        ("浦市监罚〔2026〕1号、〔2027〕2号", ["浦市监罚〔2026〕1号", "浦市监罚〔2027〕2号"]),
        ("甲罚〔2026〕1号；乙罚〔2026〕1号", ["甲罚〔2026〕1号", "乙罚〔2026〕1号"]),
        ("甲罚〔2026〕1号 乙罚〔2026〕1号", ["甲罚〔2026〕1号", "乙罚〔2026〕1号"]),
        ("浦公（治）行罚决字〔2026〕00012号", ["浦公(治)行罚决〔2026〕12号"]),
        ("浦综执〔2026〕罚字第88号", ["浦综执罚〔2026〕88号"]),
        ("甲罚〔2026〕1号及乙罚〔2026〕3号", ["甲罚〔2026〕1号", "乙罚〔2026〕3号"]),
        (
            "甲罚〔2026〕88至90号",
            ["甲罚〔2026〕88号", "甲罚〔2026〕89号", "甲罚〔2026〕90号"],
        ),
        ("甲罚〔2026〕088-01号", ["甲罚〔2026〕88-1号"]),
        ("甲罚〔2026〕87号 88号", ["甲罚〔2026〕87号", "甲罚〔2026〕88号"]),
        ("甲罚〔2026〕87号/88号", ["甲罚〔2026〕87号", "甲罚〔2026〕88号"]),
        ("甲罚〔2026〕7～9号", [f"甲罚〔2026〕{n}号" for n in (7, 8, 9)]),
        ("甲罚〔2026〕7号至9号", [f"甲罚〔2026〕{n}号" for n in (7, 8, 9)]),
        ("违反食品安全法(2021)第34条", []),
        ("甲罚〔2026〕1、2、5号", ["甲罚〔2026〕1号", "甲罚〔2026〕2号", "甲罚〔2026〕5号"]),
        ("（2026）浙0726刑初88号", ["浙0726刑初〔2026〕88号"]),
        ("CJ-2026-001", ["cj〔2026〕1号"]),
        ("浦政办发〔2017〕212号文件", ["浦政办发〔2017〕212号"]),
        ("浦江县市场监管局2026年3月5日责令改正通知书", []),
        ("2026-03-05", []),
        ("", []),
    ],
)
def test_several_and_none(text: str, numbers: list[str]) -> None:
    """A text may hold several numbers, or none, which is then compared by its looks."""
    assert [str(number) for number in numbers_in(text)] == numbers
    assert document_keys(text) == frozenset(numbers or filter(None, [text]))


OFFICES = st.text("浦江兰溪市监罚处检消联办农卫", min_size=2, max_size=8)
BRACKETS = st.sampled_from(["〔〕", "（）", "()", "[]", "【】", "﹝﹞", "［］"])
WIDE = str.maketrans(string.digits, "０１２３４５６７８９")


@given(OFFICES, st.integers(1990, 2099), st.integers(1, 99999), st.data())
def test_spelling_never_matters(office: str, year: int, serial: int, data: st.DataObject) -> None:
    """Any mixture of brackets, blanks, width, zeros, 字, 第 and 号 gives the same number."""
    brackets = data.draw(BRACKETS)
    digits = data.draw(st.sampled_from([f"{serial}", f"{serial:05}", f"{serial}".translate(WIDE)]))
    blank = data.draw(st.sampled_from(["", " ", "\u3000"]))
    character, ordinal, number = (data.draw(st.sampled_from(["", word])) for word in "字第号")
    text = f"{office}{character}{blank}{brackets[0]}{year}{brackets[1]}{blank}{ordinal}"
    text += f"{digits}{blank}{number}"
    assert numbers_in(text) == (DocumentNumber(office, year, str(serial)),)


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    """No text raises anything, and reading what was read changes nothing."""
    for number in numbers_in(text):
        assert document_keys(str(number)) == {str(number)}


# The number as a key


@given(st.lists(st.tuples(OFFICES, st.integers(1990, 2036), st.integers(1, 999)), max_size=8))
def test_a_document_is_found_however_it_is_written(numbers: list[tuple[str, int, int]]) -> None:
    """Of two spellings of one document the first stands; the keys stay as they were written."""
    written = {f"{office}〔{year}〕{serial}号": serial for office, year, serial in numbers}
    found = ByDocument(written)
    assert dict(found) == written and found == written and len(found) == len(written)
    for office, year, serial in numbers:
        for text in (f"{office}（{year}）第{serial:03}号", f"{office}{year}-{serial}"):
            assert text in found and found[text] == serial
            assert found.written(text) == f"{office}〔{year}〕{serial}号"
    assert "甲〔1900〕1号" not in found and found.get("没有文号") is None
    with pytest.raises(KeyError):
        found["甲〔1900〕1号"]


def test_the_first_spelling_stands() -> None:
    """Of two entries of one document."""
    found = ByDocument({"浦市监罚〔2026〕88号": 1, "浦市监罚（2026）88号": 2})
    assert found["浦市监罚2026-88"] == 1 and found["浦市监罚（2026）88号"] == 2


@given(OFFICES, st.integers(0, 9999), st.integers(0, 10**9 - 1))
def test_the_usual_spelling_is_read_alike(office: str, year: int, serial: int) -> None:
    """What is read fast is what the forms read."""
    usual = f"{office}〔{year:04}〕{serial:03}号"
    assert numbers_in(usual) == numbers_in(f"{office}({year:04}){serial:03}号")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("甲1号", True),
        ("第八十八号", True),
        ("SP20260032", True),
        ("违反食品安全法第15条", False),
        ("违反食品安全法第22、28条，依同法第47条", False),
        ("依同法第44条第1项1款规定", False),
        ("字体小于2毫米", False),
        ("26", False),
        ("行政处罚决定书", False),
    ],
)
def test_which_words_name_a_paper(text: str, named: bool) -> None:
    """Only what has a number of its own is one document on whatever day."""
    one, other = (act_keys(text, date(2026, 3, day)) for day in (5, 6))
    assert bool(papers(text)) is named
    assert (one == other) is named
