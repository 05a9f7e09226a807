"""Old and open formats are read by the same rule as .xlsx: what is shown, or a problem."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

from fangxin.text.workbook import pages
from fangxin.text.workbook.marking import Mark, copy_of
from fangxin.text.workbook.reading import Grid, read_workbook
from tests.support.raw_book import packed, parts_of
from tests.support.shown_book import (
    CELLS,
    FIRST,
    FOLDER,
    HIDDEN_ROW,
    STRUCK,
    STRUCK_PART,
    shown_book,
)
from tests.text.test_workbook import read, refused, spoilt

CALC = b"application/vnd.oasis.opendocument.spreadsheet"
SPACES = " ".join(
    f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for key, name in (("office", "office"), ("table", "table"), ("text", "text"))
)


@pytest.fixture(params=["xlsx", "xls", "ods"])
def shown(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The same workbook in each format."""
    if request.param == "xlsx":
        return shown_book(tmp_path / "shown.xlsx")
    return FOLDER / f"shown.{request.param}"


def check_shown(grid: Grid) -> None:
    """What is right for the workbook of ``shown_book``."""
    lines = {line.number: line for line in grid.lines}
    for row, (_, code, expected) in enumerate(CELLS, FIRST):
        trouble = grid.troubles.get((row, 2))
        assert (trouble[0] if trouble else lines[row].cell(2)) == expected, code
    struck = {at: trouble[0] for at, trouble in grid.troubles.items() if "struck" in trouble[0]}
    assert struck == {
        (STRUCK, 1): "struck-row",
        (STRUCK, 2): "struck-row",
        (STRUCK_PART, 1): "struck-out",
    }
    assert lines[STRUCK_PART].cells == ("乙作废店", "照旧")
    assert (grid.sheet, grid.unread) == ("名单", ("去年（隐藏）",))
    assert (grid.hidden, grid.hidden_columns) == (frozenset({HIDDEN_ROW}), frozenset({4}))
    assert grid.partly == {(FIRST + 4, 2)}


def test_each_format_says_what_it_shows(shown: Path) -> None:
    """Number formats, strike, what is hidden: alike in .xlsx, .xls and .ods."""
    check_shown(read(shown))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("make", ["xlsx", "xls", "ods"])
def test_what_another_spreadsheet_saves_says_what_it_shows(tmp_path: Path, make: str) -> None:
    """The workbook as the LibreOffice of this machine saves it."""
    source = shown_book(tmp_path / "t.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", make, "--outdir", tmp_path / "out",
         source],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    check_shown(read(tmp_path / "out" / f"t.{make}"))


@pytest.mark.parametrize("make", ["xls", "ods"])
def test_no_spoilt_file_raises(tmp_path: Path, make: str) -> None:
    """Two hundred files with bytes changed, inside their parts too: rows or a problem."""
    chance, whole = random.Random(20260305), FOLDER / f"shown.{make}"
    parts = parts_of(whole) if make == "ods" else {}
    outcomes = set()
    for turn in range(200):
        path = tmp_path / "spoilt"
        if turn % 2 and parts:
            name = chance.choice(["content.xml", "styles.xml"])
            packed(path, {**parts, name: spoilt(parts[name], chance)})
        else:
            path.write_bytes(spoilt(whole.read_bytes(), chance))
        grid, problems = read_workbook(path, lambda _, head: bool(head))
        assert problems == [] or grid is None
        outcomes.add(problems[0].code if problems else "read")
    assert "read" in outcomes and outcomes & {"broken-workbook", "old-workbook"}


def an_ods(path: Path, inside: str, styles: str = "", before: str = "") -> Path:
    """An .ods with one sheet."""
    content = (
        f"{before}<office:document-content {SPACES}>{styles}<office:body><office:spreadsheet>"
        f'<table:table table:name="表">{inside}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return packed(path, {"mimetype": CALC, "content.xml": content})


def row(rows: str = "", cells: str = "") -> str:
    """A row of an .ods that stands for so many, with a cell that does."""
    many = f' table:number-rows-repeated="{rows}"' if rows else ""
    wide = f' table:number-columns-repeated="{cells}"' if cells else ""
    return (
        f'<table:table-row{many}><table:table-cell office:value-type="string"{wide}>'
        "<text:p>甲</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
    )


def test_what_repeats_in_an_ods_is_there_as_often(tmp_path: Path) -> None:
    """Rows and cells may stand for many; blank ones for a million."""
    rows = (
        row(cells="2")
        + '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        + row(rows="2")
        + '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/>'
        "</table:table-row>"
    )
    grid = read(an_ods(tmp_path / "t.ods", rows))
    assert [(line.number, line.cells) for line in grid.lines] == [
        (1, ("甲", "甲")),
        (5, ("甲",)),
        (6, ("甲",)),
    ]


@pytest.mark.parametrize(
    "rows", [row("1048576"), row("99999999999"), row(cells="16384"), row("9999", "9999")]
)
def test_repeats_without_end_are_refused(tmp_path: Path, rows: str) -> None:
    """A few bytes that stand for millions of cells."""
    assert refused(an_ods(tmp_path / "t.ods", rows)) == "too-big"


def test_many_cells_of_an_ods_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever they hold, in all sheets together, before one is chosen."""
    monkeypatch.setattr(pages, "MOST_CELLS", 50)
    assert refused(an_ods(tmp_path / "t.ods", row("60"))) == "too-big"


def test_an_ods_may_declare_no_entities(tmp_path: Path) -> None:
    """Neither at its beginning nor behind a long remark."""
    for before in ("<!DOCTYPE x [<!ENTITY a 'b'>]>", f"<!-- <a> {' ' * 9000} --><!DOCTYPE x>"):
        path = an_ods(tmp_path / "t.ods", "<table:table-row/>", before=before)
        assert refused(path) == "broken-workbook"


def test_remarks_and_readings_are_no_words_of_an_ods(tmp_path: Path) -> None:
    """Comments, how to say a word, and tables within cells; blanks that are told as such count."""
    rows = (
        '<table:table-row><table:table-cell office:value-type="string">'
        "<office:annotation><text:p>批注</text:p></office:annotation>"
        "<text:p>仙<text:span>华</text:span><text:ruby><text:ruby-base>山</text:ruby-base>"
        '<text:ruby-text>shan</text:ruby-text></text:ruby> 超<text:s text:c="2"/>市</text:p>'
        "<text:p>二行</text:p></table:table-cell></table:table-row>"
    )
    assert read(an_ods(tmp_path / "t.ods", rows)).lines[0].cells == ("仙华山 超  市\n二行",)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('office:value-type="float" office:value="3"><text:p>3</text:p>', "3"),
        ('office:value-type="float" office:value="3">', "3"),
        ('office:value-type="float" office:value="x">', "broken-workbook"),
        ('office:value-type="float" office:value="9.13e17"><text:p>1</text:p>', "rounded-number"),
        ('office:value-type="date" office:date-value="2026-03-05"><text:p>3/5</text:p>',
         "2026-03-05"),
        ('office:value-type="date" office:date-value="昨天"><text:p>昨天</text:p>', "cell-format"),
        ('office:value-type="time" office:time-value="PT09H05M00S"><text:p>9:05</text:p>', "09:05"),
        ('office:value-type="boolean" office:boolean-value="true"><text:p>真</text:p>', "TRUE"),
        ('table:formula="of:=1/0" office:value-type="string" office:string-value="">'
         "<text:p>#DIV/0!</text:p>", "error-cell"),
        ('table:formula="of:=x">', "formula-without-value"),
        ('table:formula="of:=x"><text:p>Err:508</text:p>', "error-cell"),
        ('office:value-type="string" office:string-value="藏"><text:p/>', "hidden-value"),
        ('office:value-type="string" office:string-value="五"><text:p>第五号</text:p>', "第五号"),
        ('office:value-type="string" office:string-value="五"><text:p>保密</text:p>',
         "shown-otherwise"),
    ],
)  # fmt: skip
def test_cells_of_an_ods(tmp_path: Path, cell: str, expected: str) -> None:
    """Each kind of value, with what is shown beside it."""
    rows = f"<table:table-row><table:table-cell {cell}</table:table-cell></table:table-row>"
    path = an_ods(tmp_path / "t.ods", rows)
    grid, problems = read_workbook(path, lambda *_: True)
    told = [one.code for one in problems]
    if grid is not None:
        told += [trouble[0] for trouble in grid.troubles.values()]
    assert told == [expected] if told else grid and grid.lines[0].cells == (expected,)


def test_an_old_file_with_a_password_is_said(
    tmp_path: Path,
) -> None:
    """The first record after the workbook's beginning says that all others are enciphered."""
    data = (FOLDER / "shown.xls").read_bytes()
    begin = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")  # BOF of the workbook, BIFF8
    after = begin + 20
    size = int.from_bytes(data[after + 2 : after + 4], "little")
    lock = b"\x2f\x00" + size.to_bytes(2, "little") + b"\x01" * size
    path = tmp_path / "t.xls"
    path.write_bytes(data[:after] + lock + data[after + 4 + size :])
    assert refused(path) == "locked-workbook"


@pytest.mark.parametrize("make", ["xls", "ods"])
def test_an_old_or_open_file_comes_back_as_text(tmp_path: Path, make: str) -> None:
    """Its copy is an .xlsx; what a text cannot show stays wrong until somebody mends it."""
    data = copy_of(FOLDER / f"shown.{make}", "名单", [Mark(17, 2, "看不清"), Mark(30, 1, "作废？")])
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["Sheet"]
    assert sheet["B2"].value == "浦消联办〔2026〕3号" and sheet["B12"].value == "000123"
    assert (sheet["B17"].value, sheet["B17"].fill.fgColor.rgb) == ("#VALUE!", "00FF7C80")
    assert sheet["A30"].font.strike and sheet["A31"].font.strike and not sheet["B31"].font.strike
    (tmp_path / "t.xlsx").write_bytes(data)
    first = read(FOLDER / f"shown.{make}")
    assert set(read(tmp_path / "t.xlsx", "Sheet").troubles) == set(first.troubles)


def test_fixtures_hold_only_invented_shops() -> None:
    """Both are small, and name nobody."""
    for make in ("xls", "ods"):
        assert (FOLDER / f"shown.{make}").stat().st_size < 20_000
    with zipfile.ZipFile(FOLDER / "shown.ods") as parts:
        assert "店2（示例）" in parts.read("content.xml").decode()
