"""A cell says what it shows: the text that is read is the text that is shown, or there is a
problem."""

from __future__ import annotations

import csv
import shutil
import subprocess
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.text.workbook.formats import KNOWN, format_of
from fangxin.text.workbook.reading import read_workbook
from fangxin.text.workbook.shown import number_said, number_shown, plainly, text_shown
from tests.support.raw_book import raw_book

DAY = 46086  # 2026-03-05
CHINESE_DAYS = (27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58)
CHINESE_TIMES = (32, 33, 34, 35, 55, 56)

# Value, format, what is read: the text, or the code of the problem.
CATALOGUE = [
    (3, '"浦消联办〔2026〕"0"号"', "浦消联办〔2026〕3号"),
    (3, "第0号", "第3号"),
    (3, "浦示〔2026〕0号", "cell-format"),  # its 0 is a place, its 2 and 6 are nothing
    (17, '"浦示罚〔2026〕第"000"号"', "浦示罚〔2026〕第017号"),
    (3, '"No."0', "No.3"),
    (3, "\\N\\o\\.0", "No.3"),
    (3, 'General"号"', "3号"),
    (3, 'G/通用格式"号"', "3号"),
    (3, '[红色]"第"0"号"', "第3号"),
    (3, "General", "3"),
    (3, "", "3"),
    (3, "@", "3"),
    (3, '"No."@', "cell-format"),  # spreadsheets differ
    (60000, "#,##0", "60000"),
    (60000, "#,##0.00", "60000"),
    (60000.5, "#,##0.00", "60000.50"),
    (2.1, "0.00", "2.10"),
    (60000, '"¥"#,##0.00', "60000"),
    (60000, "[$¥-804]#,##0", "60000"),
    (60000, "[$$-409]#,##0", "$60,000"),
    (6, '0"万元"', "6万元"),
    (1234567.5, '#,##0.00"元"', "1,234,567.50元"),
    (60000, KNOWN[43], "60000"),
    (60000, KNOWN[44], "60000"),
    (0, KNOWN[43], "-"),
    (-60000, KNOWN[8], "-60000"),
    (-60000, "#,##0_);(#,##0)", "(60,000)"),
    (-5, "0;0", "shown-otherwise"),
    (-5, "0", "-5"),
    (5, "+0;-0", "+5"),
    (123, "000000", "000123"),
    (0, "#", "hidden-value"),
    (0, ".00", ".00"),
    (1.5, "?.??", "1.5"),
    (13800000000, "000-0000-0000", "138-0000-0000"),
    (20260305, "0000-00-00", "2026-03-05"),
    (0.5, "0%", "50%"),
    (0.123, "0%", "shown-otherwise"),
    (0.123, "0.0%", "12.3%"),
    (3.7, "0", "shown-otherwise"),
    (0.1 + 0.2, "0.0", "0.3"),
    (1 / 3, "0.00", "shown-otherwise"),
    (6000, "0,", "shown-otherwise"),
    (6000000, '0.0,,"百万"', "shown-otherwise"),
    (7, ";;;", "hidden-value"),
    (0, "0;-0;", "hidden-value"),
    (7, "**0", "cell-format"),
    (7, "*-0", "cell-format"),
    (7, "* 0", "7"),
    (0.5, "# ?/?", "cell-format"),
    (12300, "0.00E+00", "cell-format"),
    (3, "[DBNum1]General", "cell-format"),
    (3, "[DBNum2][$-804]0", "cell-format"),
    (3, "[$-30804]0", "3"),
    (3, "[$-2000804]0", "cell-format"),
    (3, "[$-th-TH,D00]0", "cell-format"),
    (3, "[$€-2] 0", "€ 3"),
    (-3, "0;[Red]0", "shown-otherwise"),
    (-3, "0_ ;[Red]\\-0\\ ", "-3"),
    (150, '[>100]"多";"少"', "多"),
    (50, '[>100]"多";"少"', "少"),
    (1, '[=1]"是";[=0]"否";0', "是"),
    (0, '[=1]"是";[=0]"否";0', "否"),
    (-1, '[=1]"是";[=0]"否";0', "cell-format"),
    (3, "[未知]0", "cell-format"),
    (3, "0;0;0;0;0", "cell-format"),
    (3, '"没有收尾', "cell-format"),
    (3, "0.0.0", "cell-format"),
    (3, "%%0", "cell-format"),
    (3, "0" * 200, "cell-format"),
    (3, "0" * 2000, "cell-format"),
    (913307261234567890, "0", "rounded-number"),
    (913307261234567890, "000000000000000000", "rounded-number"),
    (913307261234567890, '"代码"0', "rounded-number"),
    (DAY, "yyyy-mm-dd", "2026-03-05"),
    (DAY, 'yyyy"年"m"月"d"日"', "2026-03-05"),
    (DAY, "yyyy年m月d日", "2026-03-05"),
    (DAY, '[$-804]yyyy"年"m"月"d"日";@', "2026-03-05"),
    (DAY, '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "2026-03-05"),
    (DAY, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2026-03-05"),
    (DAY, "[$-404]e/m/d", "2026-03-05"),
    (DAY, "[$-x-sysdate]dddd, mmmm dd, yyyy", "2026-03-05"),
    (DAY, '[$-zh-CN]yyyy"年"m"月"d"日";@', "2026-03-05"),
    (DAY, "[$-ja-JP-x-gannen]ggge年m月d日;@", "2026-03-05"),
    (DAY, "[$-1010804]yyyy\\-mm\\-dd", "2026-03-05"),
    (DAY, "[$-411]ge.m.d", "2026-03-05"),
    (DAY, "yyyymmdd", "2026-03-05"),
    (DAY, "yyyy/m/d\\ aaaa", "2026-03-05"),
    (DAY, "m/d", "2026-03-05"),
    (DAY, 'yyyy"年"m"月"', "2026-03-05"),
    (DAY - 4, 'yyyy"年"m"月"', "day-not-shown"),
    (DAY, "yyyy", "cell-format"),
    (DAY, "aaaa", "cell-format"),
    (DAY, '"〔"yyyy"〕"d"号"', "cell-format"),  # words beside a day: no day is meant
    (DAY, 'yyyy-mm-dd"前"', "cell-format"),
    (DAY, "yyyy-mm-dd hh:mm", "2026-03-05"),
    (DAY + 0.378472222222, "yyyy/m/d h:mm", "2026-03-05 09:05"),
    (DAY + 0.378472222222, "yyyy-mm-dd", "2026-03-05"),
    (DAY + 0.5, "yyyy/m/d h:mm AM/PM", "2026-03-05 12:00"),
    (0.378472222222, "h:mm", "09:05"),
    (0.378472222222, '上午/下午h"时"mm"分"', "09:05"),
    (0.37853, "h:mm:ss", "09:05:05"),
    (0.378472222222, '"h"h', "cell-format"),
    (0.378472222222, "mm:ss", "cell-format"),
    (1.085, "[h]:mm", "26:02"),
    (1.085, '[h]"时"mm"分"', "26时02分"),
    (0.5, "[mm]:ss", "720:00"),
    (-1, "[h]:mm", "cell-format"),
    (60, "yyyy-mm-dd", "impossible-day"),  # 1900-02-29 never was
    (3, "yyyy-mm-dd", "impossible-day"),
    (0, "yyyy-mm-dd", "impossible-day"),
    (-1, "yyyy-mm-dd", "impossible-day"),
    (2_958_466, "yyyy-mm-dd", "impossible-day"),
    (20260305, "yyyy-mm-dd", "impossible-day"),
    (61, "yyyy-mm-dd", "1900-03-01"),
    (2_958_465, "yyyy-mm-dd", "9999-12-31"),
]


@pytest.mark.parametrize(("value", "code", "expected"), CATALOGUE)
def test_a_number_is_read_as_it_is_shown(value: float, code: str, expected: str) -> None:
    """Every kind of format: what is simple is rendered, the rest is refused."""
    shown = number_shown(value, code)
    assert (shown.trouble[0] if shown.trouble else shown.text) == expected


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("五", '"第"@"号"', "第五号"),
        ("5", '"No."@', "No.5"),
        ("五", '0;0;0;"第"@"号"', "第五号"),
        ("五", "0", "五"),
        ("五", "@", "五"),
        ("五", "_ @_ ", "五"),
        ("五", 'yyyy"年"m"月"d"日";@', "五"),
        ("五", ";;;", "hidden-value"),
        ("五", '0;0;0;"保密"', "shown-otherwise"),
        ("五", "@*-", "cell-format"),
        ("五", "0;0;0;[DBNum1]@", "cell-format"),
        ("", ";;;", ""),
        ("2026", "[没有]", "cell-format"),
    ],
)
def test_a_text_is_read_as_it_is_shown(text: str, code: str, expected: str) -> None:
    """A format puts texts into others, or hides them."""
    shown = text_shown(text, code)
    assert (shown.trouble[0] if shown.trouble else shown.text) == expected


def test_a_day_without_its_year_is_told() -> None:
    """The value knows the year, the sheet does not show it."""
    assert number_shown(DAY, 'm"月"d"日"').partly
    assert number_shown(DAY, 'yyyy"年"m"月"').partly
    assert number_shown(DAY + 0.5, "h:mm").partly
    assert not number_shown(DAY, "yyyy-m-d").partly
    assert not number_shown(0.5, "h:mm").partly


@pytest.mark.parametrize("number", CHINESE_DAYS)
def test_days_of_a_chinese_spreadsheet_are_days(tmp_path: Path, number: int) -> None:
    """Formats 27 to 31, 36, 50 to 54, 57 and 58 stand in no file; ECMA-376 part 1, 18.8.30."""
    row = f'<row r="1"><c r="A1" s="1"><v>{DAY}</v></c></row>'
    path = raw_book(tmp_path / "t.xlsx", row, numbers=(0, number))
    grid, _ = read_workbook(path, lambda _, head: bool(head))
    assert grid is not None and grid.lines[0].cells == ("2026-03-05",) and not grid.troubles
    whole = number in (30, 31)
    assert grid.partly == (frozenset() if whole else {(1, 1)})


@pytest.mark.parametrize("number", CHINESE_TIMES)
def test_times_of_a_chinese_spreadsheet_are_times(number: int) -> None:
    """Formats 32 to 35, 55 and 56."""
    assert number_shown(0.378472222222, format_of(number, {})).text == "09:05"


def test_a_file_may_define_a_known_format_otherwise(tmp_path: Path) -> None:
    """What it says of a number goes before what every spreadsheet knows of it; a number that
    nobody knows is told."""
    rows = f'<row r="1"><c s="1"><v>{DAY}</v></c><c s="2"><v>5</v></c></row>'
    own = '<numFmt numFmtId="57" formatCode="0&quot;号&quot;"/>'
    path = raw_book(tmp_path / "t.xlsx", rows, formats=own, numbers=(0, 57, 99))
    grid, _ = read_workbook(path, lambda _, head: bool(head))
    assert grid is not None and grid.lines[0].cells == (f"{DAY}号", "5")
    assert {at: trouble[0] for at, trouble in grid.troubles.items()} == {(1, 2): "cell-format"}


def test_days_may_count_from_1904(tmp_path: Path) -> None:
    """Workbooks made on a Mac of old; ISO days within count from nowhere."""
    rows = (
        f'<row r="1"><c s="1"><v>{DAY - 1462}</v></c><c s="1" t="d"><v>2026-03-05</v></c>'
        '<c t="d"><v>2026-03-05T09:05:00</v></c></row>'
    )
    for mode in ("1", "true"):
        path = raw_book(tmp_path / "t.xlsx", rows, numbers=(0, 14), book=f'date1904="{mode}"')
        grid, _ = read_workbook(path, lambda _, head: bool(head))
        assert grid is not None
        assert grid.lines[0].cells == ("2026-03-05", "2026-03-05", "2026-03-05 09:05")
    assert number_shown(0, "yyyy-mm-dd", True).text == "1904-01-01"


WORDS = st.text(st.sampled_from("浦消联办〔〕号第No.元年 -/（）"), max_size=6)
NUMBERS = st.one_of(
    st.integers(0, 10**9).map(Decimal),
    st.decimals(0, 10**6, places=3, allow_nan=False, allow_infinity=False),
)


def slowly(value: Decimal, zeros: int, places: int, grouped: bool, percent: bool) -> str:
    """What is shown of a number that is not negative, reckoned as one would on paper."""
    many = value * 100 if percent else value
    cut = many.quantize(Decimal(10) ** -places, ROUND_HALF_UP)
    whole, _, fraction = format(cut, "f").partition(".")
    whole = whole.zfill(zeros) if zeros else whole.lstrip("0")
    if grouped:
        marks = [whole[max(0, at - 3) : at] for at in range(len(whole), 0, -3)]
        whole = ",".join(reversed(marks))
    return whole + ("." + fraction if places else "") + ("%" if percent else "")


@given(NUMBERS, WORDS, WORDS, st.integers(1, 6), st.integers(0, 4), st.booleans(), st.booleans())
def test_what_is_read_is_what_is_shown_or_a_problem(
    value: Decimal, before: str, behind: str, zeros: int, places: int, grouped: bool, percent: bool
) -> None:
    """Against a second reckoning, for words, zeros, decimals, commas and per cents."""
    digits = ("#,##" if grouped else "") + "0" * zeros + ("." + "0" * places if places else "")
    code = f'"{before}"{digits}"{behind}"' + ("%" if percent else "")
    number = slowly(value, zeros, places, grouped, percent)
    seen = before + number.removesuffix("%") + behind + ("%" if percent else "")
    shown = number_shown(float(value), code)
    told = Decimal(number.replace(",", "").removesuffix("%")) / (100 if percent else 1)
    if told != value:
        assert shown.trouble is not None and shown.trouble[0] == "shown-otherwise"
    elif set(before + behind) - {" "} or percent:
        assert shown.trouble is None and shown.text in (seen.strip(), mere(seen))
    else:
        assert shown.trouble is None and shown.text == mere(seen)


def mere(text: str) -> str:
    """A mere number as it is read: without commas and an empty fraction."""
    bare = text.replace(",", "").strip()
    return bare.rstrip("0").rstrip(".") if set(bare.partition(".")[2]) == {"0"} else bare


@given(
    st.dates(date(1900, 3, 1), date(9999, 12, 31)),
    st.permutations(["yyyy", "m", "d"]),
    st.lists(
        st.sampled_from(["年", "月", "日", "-", "/", ".", " ", "aaaa"]), min_size=3, max_size=3
    ),
)
def test_every_whole_day_is_read_in_any_order(
    day: date, order: list[str], between: list[str]
) -> None:
    """Year, month and day in whatever order, with whatever between them."""
    code = "".join(
        part + (f'"{mark}"' if mark != "aaaa" else f" {mark} ")
        for part, mark in zip(order, between, strict=True)
    )
    serial = (day - date(1899, 12, 30)) // timedelta(days=1)
    assert number_shown(serial, code) == number_shown(serial, "yyyy-mm-dd")
    assert number_shown(serial, code).text == day.isoformat()


@given(st.floats(), st.text(max_size=30) | st.text('0#?.,%@;_*[]\\"ymdhs eEgG/-+>=', max_size=30))
def test_no_format_raises(value: float, code: str) -> None:
    """Whatever a file says: a text, and perhaps a problem."""
    for shown in (number_shown(value, code), text_shown("甲", code), number_said(value, code)):
        assert shown.text or shown.trouble


@given(NUMBERS, st.text(st.sampled_from("0123456789.,%-〔〕号 "), max_size=12))
def test_words_beside_a_value_are_about_it(value: Decimal, said: str) -> None:
    """Where a file tells what is shown, the value stands in it, or there is a problem."""
    shown = number_said(float(value), said)
    digits = "".join(char for char in said if char.isdigit())
    if shown.trouble is None and digits and "%" not in said:
        bare = (said + digits).replace(",", "").replace(".", "")
        assert plainly(value).replace(".", "").strip("0") in bare


FORMATS = [
    "General", "0", "0.00", "#,##0", "#,##0.00", "000000", "0%", "0.00%", '"No."0',
    '"浦示〔2026〕"0"号"',
    'General"号"', '#,##0.00"元"', "0,", '0,,"百万"', ";;;", "0;;", "0;-0;", '[>100]"多";"少"',
    '[=1]"是";[=0]"否";0', "000-0000-0000", "0000-00-00", "(000) 000", "[Red]0;[Blue]-0", KNOWN[43],
    '"¥"#,##0.00;"¥"-#,##0.00', "[$¥-804]#,##0.00", "[$$-409]#,##0.00", "#,##0_);(#,##0)", "?.??",
    "#.##", "0.0#", ".00", "#", '0"-"0', '0.0"万"', "\\A0", '"1"0', '0 "个"', "+0;-0", "0.000",
    "[<1]0.0%;0",
    '0"〔"0"〕"', "￥0", "#,###", "#,###.##", '0000"年"00"月"', "[h]:mm", "[ss]",
]  # fmt: skip
VALUES = [3, 60000, 3.7, 0, -5, 0.5, 46086, 1.5, 123456, 20260305, 0.123, 1 / 3, 60]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("make", ["xlsx", "xls", "ods"])
def test_another_spreadsheet_shows_the_same(tmp_path: Path, make: str) -> None:
    """Every format with every value: what is read is what LibreOffice writes into a CSV, or there
    is a problem."""
    book = openpyxl.Workbook()
    for row, code in enumerate(FORMATS, 1):
        for column, value in enumerate(VALUES, 1):
            cell = book.worksheets[0].cell(row, column)
            cell.value, cell.number_format = value, code
    book.save(tmp_path / "t.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    for target in ("csv:Text - txt - csv (StarCalc):44,34,76,1", make):
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", target, "--outdir",
             tmp_path / "out", tmp_path / "t.xlsx"],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    with (tmp_path / "out" / "t.csv").open(encoding="utf-8", newline="") as file:
        seen = list(csv.reader(file))
    grid, _ = read_workbook(tmp_path / "out" / f"t.{make}", lambda _, head: bool(head))
    assert grid is not None
    lines = {line.number: line for line in grid.lines}
    differ, read = [], 0
    for row, code in enumerate(FORMATS, 1):
        for column, value in enumerate(VALUES, 1):
            text, shown = lines[row].cell(column), seen[row - 1][column - 1]
            if (row, column) in grid.troubles or "#FMT" in shown:
                continue
            read += 1
            if plainest(text) != plainest(shown):
                differ.append((code, value, shown, text))
    assert differ == [] and read > len(FORMATS) * len(VALUES) // 2


def plainest(text: str) -> str:
    """A mere number without what is dropped of it; other texts without blanks around."""
    bare = mere(text.replace("¥", "").replace("￥", "").rstrip(" ."))
    return bare if set(bare) <= set("0123456789.-") else text.strip()
