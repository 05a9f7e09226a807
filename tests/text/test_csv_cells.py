"""No CSV that we write, for others or for ourselves, makes a spreadsheet calculate."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.facts.registers.reading import read_registers
from fangxin.office.importer.register_rows import import_rows
from fangxin.office.importer.row_mapping import read_row_mapping
from fangxin.site.pages.cells import FORMULA_STARTS, harmless, meant
from fangxin.site.pages.opendata import merchants_csv
from fangxin.text.csv.formulas import is_formula
from fangxin.text.workbook.marking import Mark, copy_of
from fangxin.text.workbook.reading import GridLine
from tests.support.catalogue_factory import a_catalogue, a_programme, an_entry
from tests.support.registers import BATCH, TODAY, programme

STARTS = ("=", "+", "-", "@", "\t", "\r")
# Text of the signs that matter, so that most examples begin with one.
SIGNED = st.text("=+-@\t\r\n＝＋－＠'\"|!,;(a1中 ", max_size=12)


@given(SIGNED)
def test_guarded_cells_are_no_formulas_and_can_be_read_back(text: str) -> None:
    """Whatever a text begins with, its cell is harmless, and the text can be had again."""
    cell = harmless(text)
    assert not cell.startswith(FORMULA_STARTS)
    assert meant(cell) == text
    assert cell in (text, f"'{text}")


@given(SIGNED, SIGNED)
def test_the_open_data_survive_a_csv_and_a_workbook(name: str, address: str) -> None:
    """Through the real file, read as CSV and put into a workbook cell by cell: the same texts, and
    no cell is a formula."""
    entry = an_entry(80, name=f"{name}（示例）", address=address)
    data = merchants_csv(a_catalogue(entry), a_programme()).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(data, newline=""), strict=True))
    row = next(row for row in rows if row["id"] == entry.id)
    assert meant(row["name"]) == f"{name}（示例）"
    assert meant(row["address"]) == address
    sheet = openpyxl.Workbook().worksheets[0]
    for at, text in enumerate((row["name"], row["address"]), 1):
        if not any(ord(char) < 32 and char not in "\t\n\r" for char in text):
            assert sheet.cell(1, at, text).data_type != "f"


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        *((f"{start}SUM(1)", True) for start in STARTS),
        ("=1", True),
        ("＝1", True),
        ("+cmd|' /C calc'!A0", True),
        ("-2+3", True),
        ("-A1", True),
        ("-1;=2", True),
        ("-18℃冷冻水饺", False),
        ("-18℃冷冻水饺（原味）", False),
        ("+8610-12345678", False),
        ("+86 10 12345678", False),
        ("-5.5%", False),
        ("-", False),
        ("1+1=2", False),
        ("浦江", False),
        ("", False),
    ],
)
def test_what_a_spreadsheet_would_reckon(text: str, formula: bool) -> None:
    """Signs before plain numbers and words after them are text; all else is refused."""
    assert is_formula(text) == formula


@given(st.text("=+-@\t＝＋－＠0123456789.,()|!'A;℃中 ", max_size=14))
def test_what_a_register_takes_has_no_operator_behind_its_sign(text: str) -> None:
    """Told in another way than the rule is written: a sign may begin a cell only when no letter,
    call, reference or second sum follows."""
    signed = text[:1] in ("+", "-", "＋", "－") and any(char in text for char in "=()|!'")
    if text[:1] in ("=", "@", "＝", "＠", "\t") or signed:
        assert is_formula(text)
    elif text[:1] not in ("+", "-", "＋", "－"):
        assert not is_formula(text)


def test_a_register_with_a_formula_is_refused(tmp_path: Path) -> None:
    """Also when somebody wrote it by hand; the message does not repeat a long one."""
    words = {**BATCH, "product": "=HYPERLINK(1)" + "x" * 50}
    made = ",".join(words) + "\n" + ",".join(words.values()) + "\n"
    folder = tmp_path / "content" / "registers"
    folder.mkdir(parents=True)
    (folder / "inspections.csv").write_text(made, "utf-8")
    _, problems = read_registers(tmp_path / "content", programme(), TODAY)
    assert [problem.code for problem in problems] == ["formula-cell"]
    assert problems[0].place.line == 2 and len(problems[0].zh) < 120
    assert problems[0].en.startswith("product must not begin so")


def test_a_mapping_brings_no_formula_into_a_register(tmp_path: Path) -> None:
    """The row is left out and told; the others come in."""
    mapping, problems = read_row_mapping(
        "title: 小表\nregister: inspections\nfile: small\nprefix: T\nid_from: [品名]\nrow:\n"
        "  date: {value: 2026-03-02}\n  channel: {value: offline}\n  stage: {value: circulation}\n"
        "  product: {column: 品名}\n  result: {value: passed}\n".encode(),
        "m.yml",
    )
    assert mapping is not None, problems
    table = tmp_path / "t.csv"
    table.write_text('品名\n"=cmd|x"\n-18℃水饺\n', "utf-8")
    found, _ = import_rows(table, mapping, tmp_path, programme(), date(2026, 11, 23))
    assert [(p.code, p.place.line) for p in found.problems] == [("unusable-row", 2)]
    assert found.created == 1


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
def test_a_marked_copy_has_no_formula(cells: list[str]) -> None:
    """Whatever stands in a CSV comes back as text."""
    data = copy_of(Path("none.csv"), "", [Mark(1, 1, "=错")], [GridLine(1, tuple(cells))])
    book = openpyxl.load_workbook(io.BytesIO(data))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
