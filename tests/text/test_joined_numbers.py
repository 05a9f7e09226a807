"""A number of a person in pieces is the number that a reader sees; whatever is recognised anywhere
is concealed everywhere; figures that stand side by side are nobody's."""

from __future__ import annotations

import random
import re
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.facts.notices.unbroken import broken_numbers
from fangxin.site.build.personal import personal_problems
from fangxin.text.fields.concealing import concealed, names_a_person
from fangxin.text.fields.numerals import HAN, spelt_out
from fangxin.text.fields.personal import personal_numbers, resident_inside
from tests.house.test_house import ROOT
from tests.text.test_personal_numbers import BIRTHDAYS, NUMBER, PLACES, resident

CUTS = st.lists(st.integers(1, 17), max_size=3, unique=True).map(sorted)
GAPS = [
    "_",
    " ",
    "（",
    "）",
    ",",
    "，",
    "、",
    "/",
    "*",
    " | ",
    "-",
    "—",
    "·",
    "\n",
    "; ",
    "~",
    "'",
    ".",
]
UNSHOWN = ["**", "`", "</b><b>", "<wbr>", "<!-- a -->", '<span title="x"></span>', "&#8203;"]
PARTED = ["</td><td>", "</td>\n<td>", "<br>", "</p><p>", "</li>\n<li>"]


def pieces(number: str, cuts: list[int]) -> list[str]:
    return [number[a:b] for a, b in zip([0, *cuts], [*cuts, len(number)], strict=True)]


def coded(number: str, at: int, form: int) -> str:
    """With one digit in code."""
    digit = number[at]
    return (
        number[:at] + (f"&#{ord(digit)};", f"%3{digit}", f"&#x3{digit};")[form] + number[at + 1 :]
    )


def page(text: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>甲</title></head><body>{text}</body></html>".encode()


@given(PLACES, BIRTHDAYS, st.integers(0, 999), CUTS, st.sampled_from(GAPS))
def test_pieces_are_one_number(
    place: str, born: date, serial: int, cuts: list[int], gap: str
) -> None:
    """Whatever single sign stands between: seen, and nothing of it repeated."""
    number = resident(place, date(min(born.year, 2012), born.month, min(born.day, 28)), serial)
    text = f"身份证{gap.join(pieces(number, cuts))}号"
    assert list(personal_numbers(text)), text
    assert names_a_person(text)
    left = re.sub(r"\D", "", concealed(text))
    assert len(left) <= 6, concealed(text)


@given(
    st.integers(0, 16), st.integers(0, 2), st.sampled_from(["{}", "/about/?id={}", "a {} b"]),
)  # fmt: skip
def test_digits_in_code_are_digits(at: int, form: int, where: str) -> None:
    """In an address or as a reference, in any place."""
    text = where.format(coded(NUMBER, at, form))
    assert list(personal_numbers(text)) and NUMBER[6:] not in spelt_out(concealed(text))[0]
    assert resident_inside(text)
    for seen in (f"<p>{text}</p>", f'<a href="{text}">甲</a>', f'<img alt="{text}" src="/x.png">'):
        assert list(personal_problems("a/index.html", page(seen), ())), seen


@given(CUTS.filter(bool), st.sampled_from(UNSHOWN[2:]))
def test_the_net_sees_what_a_page_shows(cuts: list[int], between: str) -> None:
    """Inline elements, comments and what has no width part nothing."""
    text = between.join(pieces(NUMBER, cuts))
    assert list(personal_problems("x/index.html", page(f"<p>证号<b>{text}</b></p>"), ())), text


@pytest.mark.parametrize("between", PARTED)
@pytest.mark.parametrize("cuts", [[6], [6, 14], [14], [9], [3, 11]])
def test_the_net_joins_cells_and_lines(between: str, cuts: list[int]) -> None:
    """A row of a table, an item below another."""
    text = between.join(pieces(NUMBER, cuts))
    assert list(personal_problems("x/index.html", page(f"<div>{text}</div>"), ())), text


@pytest.mark.parametrize("name,text", [
    ("a.csv", f"甲,{NUMBER[:6]},{NUMBER[6:14]},{NUMBER[14:]},乙"),
    ("a.json", f'["{NUMBER[:6]}", "{NUMBER[6:]}"]'),
    ("a.json", f'{{"x": "{NUMBER[:5]}\\u003{NUMBER[5]}{NUMBER[6:]}"}}'),
    ("a.ics", f"SUMMARY:{NUMBER[:9]}\r\n {NUMBER[9:]}"),
    ("a.svg", f"<svg><text>{NUMBER[:9]}<tspan>{NUMBER[9:]}</tspan></text></svg>"),
    ("a.xml", f"<content>&lt;p&gt;{NUMBER[:9]}&lt;b&gt;{NUMBER[9:]}&lt;/b&gt;</content>"),
    ("a.html", page("<p>138<b>0000</b>0000</p>").decode()),
    ("a.html", page("<p>联系(138)00000000</p>").decode()),
    ("a.html", page("<p>微信wx13800000000</p>").decode()),
    ("a.html", page('<a href="tel:138%3000%300000">甲</a>').decode()),
    ("a.txt", "138_0000_0000"),
])  # fmt: skip
def test_the_net_holds_for_every_kind_of_file(name: str, text: str) -> None:
    """Each read as who opens it reads it."""
    assert [one.code for one in personal_problems(name, text.encode(), ())] == [
        "personal-number-published"
    ]


@pytest.mark.parametrize("text", [
    f"证 {NUMBER[:6]}**{NUMBER[6:14]}**{NUMBER[14:]} 的",
    f"证 {NUMBER[:9]}\n{NUMBER[9:]} 的",
    f"证 {NUMBER[:6]}<b>{NUMBER[6:]}</b> 的",
    f"证 [{NUMBER[:6]}](/about/){NUMBER[6:]} 的",
    f"<table>\n<tr><td>{NUMBER[:6]}</td>\n<td>{NUMBER[6:]}</td></tr>\n</table>",
    f"- {NUMBER[:6]}\n- {NUMBER[6:]}",
    f"{NUMBER[:6]}&nbsp;{NUMBER[6:]}",
    f"{NUMBER[:6]}&thinsp;{NUMBER[6:14]}&#8203;{NUMBER[14:]}",
    f"{NUMBER[:6]}\n\n{NUMBER[6:]}",
    "电话 138**0000**0000",
    "电话 1380000\n0000",
])  # fmt: skip
def test_a_text_is_read_as_its_page_shows_it(text: str) -> None:
    """In a page or a notice, before anything is built of it."""
    lines = [one for line in text.split("\n") for one in personal_numbers(line)]
    found = list(broken_numbers(text))
    assert bool(found) != bool(lines) and len(found) < 2, (found, lines)
    assert all(text[one.at] in NUMBER for one in found)


QUIET = [
    "服务时间 2026-03-16 至 2029-03-15，电话 0579-00000001、0579-00000002、12315",
    "浦消联办〔2026〕107号、108号、109号；索引号 330726-901-020300-2017-0008",
    "BP-2025-0101、BP-2025-0102，证书 FX-2025-0101，信用代码 91330726MA2DEM54XD",
    "| 2024 | 1380 | 1234 | 5678 |\n| 2025 | 138 | 1234 | 5678 |",
    "共 13,812,345,678 元，其中 1,990,010,112 元；15000-160000 元",
    "330726 2026-03-16 1234", "330726\t20260316\t1234",
    "400-800-0000 转 138，邮编 322200，区号 0579", "CMP-2026-00001 CMP-2026-00002 INS-2026-0046",
    "0046 0078 0112 0113 0114 0115 0116", "2026-03-16 09:00:00 2026-03-16 17:30:00",
    "23 09:10,2026-02-23 09:20", "11 11:05,2025-02-11 11:22", "2026-09-22 17:46,2026-09-22 17:57",
    "SC10633072600123 JY13307260012345 6901234567892",
]  # fmt: skip


@pytest.mark.parametrize("text", QUIET)
def test_what_is_nobodys_stays(text: str) -> None:
    """Days, telephones of offices, documents, signs, codes, tables of figures."""
    assert list(personal_numbers(text)) == [] and concealed(text) == text
    cells = re.sub(r"\s*[|、，\t]\s*", "</td><td>", text)
    assert list(broken_numbers(text)) == []
    assert list(personal_problems("a.html", page(f"<p>{text}</p><td>{cells}</td>"), ())) == []


def test_the_demonstration_has_no_number_of_anybody() -> None:
    """No line of any text that it is made of, nor any of its texts as a whole."""
    for folder in ("content", "merchants", "docs", "theme"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".yml", ".csv", ".md", ".js", ".css", ".svg", ".html"):
                text = path.read_text("utf-8").replace("138-0000-0000", "")
                lines = [one for line in text.split("\n") for one in personal_numbers(line)]
                assert lines == [], (path, lines)
                assert path.suffix != ".md" or list(broken_numbers(text)) == [], path


def test_hours_beside_days_are_nobodys() -> None:
    """Every day of years, with every hour at which something may come in."""
    dice = random.Random(20261128)
    for _ in range(20_000):
        day, more = (f"{dice.randint(2014, 2027)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
                     for _ in range(2))  # fmt: skip
        hours = [f"{dice.randint(0, 23):02}:{dice.randint(0, 59):02}" for _ in range(2)]
        text = f"{day} {hours[0]},{more} {hours[1]},,12315"
        assert list(personal_numbers(text)) == [], text


def test_letters_that_look_like_digits() -> None:
    """A one and a nought as letters, some or all of them; not in words and codes."""
    for text in (NUMBER.replace("1", "l"), NUMBER.replace("0", "O"), NUMBER.translate(
        str.maketrans("10", "Io"))):  # fmt: skip
        assert list(personal_numbers(f"证 {text}")) and text not in concealed(f"证 {text}"), text
    for text in ("91330726MA2DEM54XD", "lOOO lOOO lOOO", "0123456789012345lO", "O" * 18):
        assert not list(personal_numbers(text)) and concealed(text) == text


def test_tables_of_figures_are_nobodys() -> None:
    """Three thousand rows of counts, days and amounts, in the files that programs read."""
    dice = random.Random(20261128)
    rows = [
        [str(dice.randrange(10 ** dice.randint(1, 6))) for _ in range(5)]
        + [
            f"{dice.randint(2018, 2027)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
            "330726",
        ]
        for _ in range(3_000)
    ]
    csv = "\n".join(",".join(row) for row in rows)
    html = "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in rows)
    assert list(personal_problems("a.csv", csv.encode(), ())) == []
    assert list(personal_problems("a.html", page(f"<table>{html}</table>"), ())) == []


PARTS = st.sampled_from(
    [NUMBER, NUMBER[:6], NUMBER[6:14], NUMBER[14:], NUMBER[:9], NUMBER[9:], "13800001234", "138",
     "00001234", "wx", "（", "）", "_", "**", " ", "\n", ",", "|", "-", "·", "x", "号",
     "&#49;", "%31", "一二三四", "330726900101123", "6222021001116245702", "………",
     "服务电话：“", "1", *HAN[:6]]
)  # fmt: skip


@given(st.lists(PARTS, max_size=12).map("".join))
def test_whatever_is_recognised_is_concealed(text: str) -> None:
    """By every matcher: the texts of fields, names of files and commits, codes."""
    found = [number for number, _, _ in personal_numbers(text)]
    now = concealed(text)
    if found and "服务电话" not in text:
        assert now != text and names_a_person(text)
        for number in found:
            assert number not in spelt_out(now)[0], (number, now)


@pytest.mark.parametrize("text", [
    "wx13812345678", "tel13812345678", "找V13812345678聊", "13812 345678", "(138)12345678",
    "（138）12345678", "138_1234_5678", "a13812345678", "13812345678abc", "138*1234*5678",
])  # fmt: skip
def test_a_mobile_number_is_concealed_however_it_is_parted(text: str) -> None:
    """In a message of a commit, the name of a file, a comment."""
    assert names_a_person(text) and len(re.sub(r"\D", "", concealed(text))) == 5


def test_it_takes_time_that_grows_with_the_text() -> None:
    """Of pieces that nearly are a number."""
    for piece in (
        "1",
        "1 ",
        "19 ",
        "330726 199001",
        "1<b>",
        "</td><td>1",
        "3307261990",
        "&#49;",
        "<",
    ):
        text = piece * 10_000
        start = time.process_time()
        list(personal_problems("a.html", text.encode(), ()))
        list(broken_numbers(text))
        concealed(text)
        assert time.process_time() - start < 4, piece
