"""Excel comes in: the same as CSV by a mapping, and our own forms without one."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fangxin.base.problem import errors
from fangxin.cli.main import main
from fangxin.facts.record.reading import read_record
from fangxin.facts.registers.inspections import INSPECTIONS
from fangxin.office.editing.numbers import next_ids, usual_prefix
from fangxin.office.editing.text import CannotEditError
from fangxin.office.importer.forms import form_of
from fangxin.office.importer.native import FormOutcome
from fangxin.text.csv.schema import columns
from fangxin.text.table.days import DayFormat
from tests.office.test_template import a_county, filled, made, sources
from tests.support.demonstration import KEPT
from tests.support.importing import taken_in

ROOT = Path(__file__).resolve().parents[2]
SHOPS = ROOT.parent / "shared" / "data" / "tfda-inspections-taipei-newtaipei-2026-05-02.csv"
MERCHANTS, SAMPLES, CASES = map(form_of, ("merchants", "inspections", "complaints"))
NEW = {
    "name": "白马小店（示例）",
    "uscc": "91330726MA2DEMX11U",
    "category": "放心商店",
    "town": "白马镇",
    "address": "浙江省浦江县白马镇示例路1号",
}
SAMPLE = {
    "date": "2026-03-05",
    "channel": "线下",
    "stage": "流通领域",
    "product": "移动电源",
    "result": "合格",
    "seller_name": "白马小店（示例）",
}
CASE = {
    "received": "2026-03-05 09:05",
    "channel": "12315",
    "class": "一般投诉",
    "field": "",
    "department": "",
}


def a_form(path: Path, form: Any, *rows: Mapping[str, Any]) -> Path:
    """A template with these rows, by key of the column."""
    path.write_bytes(made(form))
    book = openpyxl.load_workbook(path)
    places = {one.key: at for at, one in enumerate(form.columns, 1)}
    for number, row in enumerate(rows, 2):
        for key, value in row.items():
            book[form.zh].cell(number, places[key]).value = value
    book.save(path)
    return path


def taken(county: Path, table: Path, prefix: str | None = None) -> FormOutcome:
    return taken_in(table, sources(county), prefix)


def codes(outcome: FormOutcome) -> list[tuple[int, str, str]]:
    """Row, column's heading, code of every problem."""
    form = form_of(outcome.form)
    labels = dict(enumerate((one.key for one in form.columns), 1))
    return [(p.place.line, labels[p.place.column], p.code) for p in sorted(outcome.problems)]


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """The kept town, to be changed."""
    return a_county(tmp_path / "county")


def test_new_merchants_get_the_next_ids(county: Path, tmp_path: Path) -> None:
    """After the highest number of the year, by the year of the publicity; each passes the check."""
    before = sources(county)
    other = {**NEW, "name": "另一家（示例）", "address": "浙江省浦江县白马镇示例路2号"}
    public = {
        "publicised.date": datetime.fromisoformat("2025-03-05"),
        "publicised.until": "2025/3/12",
        "publicised.document": "浦示〔2025〕1号",
    }
    outcome = taken(county, a_form(tmp_path / "t.xlsx", MERCHANTS, NEW, {**other, **public}))
    assert errors(outcome.problems) == []
    numbers = [path.stem for path in (county / "merchants").rglob("PJ*.yml")]
    assert set(outcome.created.values()) <= set(numbers)
    first, second = (outcome.created[row] for row in (2, 3))
    assert first[:4] == "PJ26" and second[:4] == "PJ25"
    own = [id for id in numbers if id[:4] == "PJ26" and id != first]
    assert all(int(id[4:8]) < int(first[4:8]) for id in own)
    path = county / "merchants" / "shop" / f"{second}.yml"
    merchant, problems = read_record(path.read_bytes(), str(path))
    assert merchant is not None and errors(problems) == []
    (decision,) = merchant.decisions
    assert (decision.act.value, str(decision.date), str(decision.until)) == (
        "publicised", "2025-03-05", "2025-03-12",
    )  # fmt: skip
    assert decision.recorded == before.as_of  # the public did not see it before
    assert sources(county).errors == before.errors


def test_ids_have_the_usual_prefix_and_end() -> None:
    """The prefix most IDs have; numbers go on; a full year raises."""
    ids = ["PJ180001M", "PJ180002K", "TF180003X", "PJSH0016"]
    assert usual_prefix(ids) == "PJ"
    assert usual_prefix(["PJSH0016"]) is None
    assert [*next_ids("PJ", ids, [2018, 2018, 2019])] == ["PJ180003I", "PJ180004G", "PJ190001R"]
    with pytest.raises(ValueError, match="PJ18"):
        next(next_ids("PJ", ["PJ189999X"], [2018]))


def test_an_empty_registry_asks_for_a_prefix(county: Path, tmp_path: Path) -> None:
    """Nobody may guess what is printed on signs for ever."""
    shutil.rmtree(county / "merchants")
    (county / "merchants").mkdir()
    for register in (county / "content" / "registers").glob("*"):
        register.unlink()
    table = a_form(tmp_path / "t.xlsx", MERCHANTS, NEW)
    assert codes_only(taken(county, table)) == ["no-prefix"]
    assert [id[:4] for id in taken(county, table, "QT").created.values()] == ["QT26"]


def codes_only(outcome: FormOutcome) -> list[str]:
    return [problem.code for problem in outcome.problems]


def test_nobody_is_entered_twice(county: Path, tmp_path: Path) -> None:
    """The same by code and address, or by name and address, also in one sheet; a second category
    is a second record; what differs is told and nothing is changed."""
    table = a_form(
        tmp_path / "t.xlsx",
        MERCHANTS,
        NEW,
        {**NEW, "name": "改了名（示例）"},
        {**NEW, "category": "放心餐饮店"},
    )
    outcome = taken(county, table)
    assert [*outcome.created] == [2, 4]
    assert (3, "name", "row-twice") in codes(outcome)
    id = outcome.created[2]
    path = county / "merchants" / "shop" / f"{id}.yml"
    mine = path.read_bytes() + b"# by hand\n"
    path.write_bytes(mine)
    changed = {**NEW, "uscc": "91330726MA2DEMX510", "service_phone": "0579-00000001"}
    again = taken(county, a_form(tmp_path / "u.xlsx", MERCHANTS, changed))
    assert (again.created, again.present) == ({}, {2: id})
    assert codes(again)[0][2] == "row-differs" and id in again.problems[0].zh
    assert "“统一社会信用代码”、“服务电话”" in again.problems[0].zh
    assert path.read_bytes() == mine


def test_every_mistake_is_told_of_its_cell(county: Path, tmp_path: Path) -> None:
    """One horrible row: its whole diagnosis; the good row beside it comes in."""
    bad = {
        "uscc": 913307261234567890,
        "category": "放心商点",
        "town": "白马",
        "address": "=A1",
        "address_public": "半公开",
        "website": "example",
        "inside": "PJ190001X",
        "catering_grade": "D",
        "service_phone": "110-1",
        "publicised.date": 46086,
        "publicised.until": "2026-02-30",
    }
    outcome = taken(county, a_form(tmp_path / "t.xlsx", MERCHANTS, bad, NEW))
    assert [one for one in codes(outcome) if one[0] == 2] == [
        (2, "name", "missing-cell"),
        (2, "uscc", "rounded-number"),
        (2, "category", "not-in-list"),
        (2, "town", "not-in-list"),
        (2, "address", "formula-without-value"),
        (2, "address_public", "bad-choice"),
        (2, "website", "bad-address"),
        (2, "inside", "bad-merchant-id"),
        (2, "catering_grade", "bad-choice"),
        (2, "service_phone", "bad-code"),
        (2, "publicised.date", "date-number"),
        (2, "publicised.until", "bad-day"),
        (2, "publicised.document", "missing-cell"),
    ]
    assert (outcome.left_out, [*outcome.created]) == (1, [3])
    assert all(
        "补上一行" not in one.zh and one.zh.startswith("第 2 行") for one in outcome.problems
    )


def test_a_publicity_says_by_which_document(county: Path, tmp_path: Path) -> None:
    """What a record of before may lack, a new row may not."""
    for document, code in ((None, "missing-cell"), ("见附件", "unfounded-decision")):
        row = {**NEW, "publicised.date": "2025/3/5", "publicised.until": "2025/3/12"}
        row |= {"publicised.document": document} if document else {}
        outcome = taken(county, a_form(tmp_path / "t.xlsx", MERCHANTS, row))
        assert codes(outcome) == [(2, "publicised.document", code)]
        assert outcome.created == {}


def test_what_only_the_registry_knows_is_told_of_its_cell(county: Path, tmp_path: Path) -> None:
    """A sole trader says what is public; a stall's market must exist."""
    sole = {**NEW, "uscc": "92330726MA2DEM61XW"}
    stall = {**NEW, "name": "摊位（示例）", "inside": "PJ999999Z"}
    stall["inside"] = next(next_ids("ZZ", [], [2099]))
    outcome = taken(county, a_form(tmp_path / "t.xlsx", MERCHANTS, sole, stall))
    found = codes(outcome)
    assert (2, "address_public", "missing-cell") in found
    assert any(one[:2] == (3, "inside") for one in found)
    assert outcome.created == {}


def test_rows_go_behind_those_of_the_register(county: Path, tmp_path: Path) -> None:
    """What stood there stays byte by byte, whatever the ends of its lines; ids go on; equal rows
    are two, and the same two again."""
    path = county / "content" / "registers" / "inspections.csv"
    head = ",".join(one.key for one in columns(INSPECTIONS.row))
    row = "INS-2026-0041,2026-03-02,2026-03-20,,offline,circulation,,灯,,,,,,,passed" + "," * 16
    old = f"\ufeff{head}\r\n{row}".encode()  # as spreadsheets save it, without a last break
    path.write_bytes(old)
    table = a_form(tmp_path / "t.xlsx", SAMPLES, SAMPLE, SAMPLE, {**SAMPLE, "date": "2025-03-05"})
    outcome = taken(county, table)
    assert errors(outcome.problems) == []
    assert path.read_bytes().startswith(old)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    new = {row["id"]: row for row in rows if row["id"] in outcome.created.values()}
    assert len(new) == 3 and len({row["id"] for row in rows}) == len(rows)
    assert outcome.created == {2: "INS-2026-0042", 3: "INS-2026-0043", 4: "INS-2025-0001"}
    first = outcome.created[2]
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n") == 5
    assert new[first]["stage"] == "circulation" and new[first]["product"] == "移动电源"
    again = taken(county, table)
    assert (again.created, again.present) == ({}, outcome.created)


def test_a_row_confirmed_by_hand_is_still_the_same(county: Path, tmp_path: Path) -> None:
    """An official may have written the merchant's ID and what was done since."""
    table = a_form(tmp_path / "t.xlsx", SAMPLES, SAMPLE)
    id = taken(county, table).created[2]
    path = county / "content" / "registers" / "inspections.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    next(row for row in rows if row["id"] == id)["follow_up"] = "已下架"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0]])
        writer.writeheader()
        writer.writerows(rows)
    assert taken(county, table).present == {2: id}


def test_a_missing_column_and_file_are_made(county: Path, tmp_path: Path) -> None:
    """A register by years takes a row into its year; a heading grows by what a row has."""
    folder = county / "content" / "registers"
    row = "INS-2024-0001,2024-03-02,offline,circulation,灯,passed"
    (folder / "inspections-2024.csv").write_text(
        f"id,date,channel,stage,product,result\n{row}\n", "utf-8"
    )
    old = {**SAMPLE, "date": "2024-03-06", "batch": "A1"}
    outcome = taken(county, a_form(tmp_path / "t.xlsx", SAMPLES, SAMPLE, old))
    assert errors(outcome.problems) == []
    assert outcome.created == {2: "INS-2026-0001", 3: "INS-2024-0002"}
    text = (folder / "inspections-2024.csv").read_text("utf-8-sig")
    assert text.splitlines()[0] == "id,date,channel,stage,product,result,batch,seller_name"
    assert "INS-2024-0001,2024-03-02,offline,circulation,灯,passed,,\n" in text
    assert (folder / "inspections-2026.csv").is_file()


def test_complaints_tell_nothing_of_a_consumer(county: Path, tmp_path: Path) -> None:
    """A telephone in any cell is refused, of its cell; moments are read to the minute."""
    example = dict(CASES.examples[0])
    good = {key: text for key, text in example.items() if key != "merchant_name"}
    bad = {**good, "merchant_name": "某店 0579-84112233"}
    outcome = taken(county, a_form(tmp_path / "t.xlsx", CASES, good, bad))
    assert [*outcome.created] == [2]
    assert (3, "merchant_name", "personal-number") in codes(outcome)
    assert "84112233" not in str(outcome.problems)


def test_a_cell_that_would_be_a_formula_is_refused(county: Path, tmp_path: Path) -> None:
    """Registers are opened in spreadsheets; what merely begins with a sign is text."""
    path = a_form(tmp_path / "t.xlsx", SAMPLES, {**SAMPLE, "product": "x"},
                  {**SAMPLE, "product": "-18℃冷冻水饺"})  # fmt: skip
    book = openpyxl.load_workbook(path)
    cell = next(c for c in book["抽检"][2] if c.value == "x")
    cell.value, cell.data_type = "@SUM(1+9)*cmd|' /C calc'!A0", "s"
    book.save(path)
    outcome = taken(county, path)
    assert codes(outcome) == [(2, "product", "formula-cell")]
    assert [*outcome.created] == [3]


@pytest.mark.parametrize(
    ("encoding", "comma"), [("utf-8-sig", ","), ("gb18030", ","), ("utf-8", ";"), ("utf-16", "\t")]
)
def test_a_template_saved_as_csv_needs_no_mapping(
    county: Path, tmp_path: Path, encoding: str, comma: str
) -> None:
    """Whatever encoding and separator the spreadsheet of that office writes."""
    path = tmp_path / "t.csv"
    head = [one.heading for one in MERCHANTS.columns]
    row = [str(NEW.get(one.key, "")) for one in MERCHANTS.columns]
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=comma).writerows([head, row])
    outcome = taken(county, path)
    assert errors(outcome.problems) == []
    assert [*outcome.created] == [2]


def test_other_headings_are_told(county: Path, tmp_path: Path) -> None:
    """A misspelt column is an error, a new one is left unread; another table is none of ours."""
    for text, code, made_it in (
        ("备注", "unknown-column", True),
        ("服务电活", "unknown-column", False),
    ):
        path = a_form(tmp_path / "t.xlsx", MERCHANTS, NEW)
        book = openpyxl.load_workbook(path)
        book["商户"].cell(1, 15).value = text
        book.save(path)
        outcome = taken(a_county(tmp_path / text), path)
        assert code in codes_only(outcome) and bool(outcome.created) == made_it
    book = openpyxl.Workbook()
    book.worksheets[0].append(["店名", "地址"])
    book.save(path)
    assert codes_only(taken(county, path)) == ["unknown-table"]


def test_mistakes_come_back_and_the_corrected_copy_goes_in(
    county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole way of an official: fill in, import, correct the red cells, import again."""
    table = a_form(tmp_path / "名单.xlsx", MERCHANTS, NEW, {**NEW, "name": "乙店（示例）",
                   "address": "浙江省浦江县白马镇示例路2号", "town": "白马"})  # fmt: skip
    original = table.read_bytes()
    where = ["--merchants", str(county / "merchants"), "--content", str(county / "content")]
    assert main(["import", str(table), *where]) == 1
    said = capsys.readouterr()
    assert "新登记 1" in said.out and "没有导入 1" in said.out and "名单-需改正.xlsx" in said.err
    assert table.read_bytes() == original
    copy = tmp_path / "名单-需改正.xlsx"
    book = openpyxl.load_workbook(copy)
    (red,) = [c for row in book["商户"] for c in row if c.fill.fgColor.rgb == "00FF7C80"]
    assert red.comment is not None
    assert "是不是“白马镇”" in red.comment.text and red.value == "白马"
    red.value = "白马镇"
    book.save(copy)
    assert main(["import", str(copy), *where, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (len(told["created"]), len(told["present"]), told["left_out"]) == (1, 1, 0)
    assert sorted(path.name for path in tmp_path.glob("*.xlsx")) == [
        "名单-需改正.xlsx",
        "名单.xlsx",
    ]
    assert main(["check", *where]) == 0


def test_a_copy_that_cannot_be_written_is_no_failure(
    county: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The rows are told all the same; --no-copy asks for none."""
    table = a_form(tmp_path / "t.xlsx", MERCHANTS, {**NEW, "town": "白马"})
    where = ["--merchants", str(county / "merchants"), "--content", str(county / "content")]

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    assert main(["import", str(table), *where]) == 1
    assert sorted(path.name for path in tmp_path.glob("*.xlsx")) == ["t.xlsx"]
    said = capsys.readouterr()
    assert "没有写成" in said.err and "白马镇" in said.out
    monkeypatch.undo()
    assert main(["import", str(table), *where, "--no-copy"]) == 1
    assert sorted(path.name for path in tmp_path.glob("*.xlsx")) == ["t.xlsx"]


MAPPING = """\
title: 小表
group_by: [店名, 地址]
prefix: T
folder: t
merchant:
  name: {column: 店名}
  address: {column: 地址}
  category: {value: catering}
certified: {date: 2020-06-01, until: 2030-12-31, document: x, certificate: T-}
outcome: {column: 结果, pass: [合格], fail: [不合格]}
failures:
  date: {column: 日期, format: Y/m/d}
  kinds: [{kind: failed_inspection}]
"""
ROWS: list[list[Any]] = [
    ["店名", "地址", "日期", "结果"],
    ["甲店", "东路1号", date(2026, 3, 5), "不合格"],
    ["乙店", "东路2号", "2026/3/6", "合格"],
]


def run(folder: Path, table: Path, mapping: str = MAPPING) -> tuple[int, dict[str, bytes]]:
    """Import by a mapping; the exit code and every record by name."""
    (folder / "m.yml").write_text(mapping, "utf-8")
    out = folder / f"from-{table.suffix[1:]}"
    command = ["import", str(table), "--mapping", str(folder / "m.yml"), "--merchants", str(out)]
    code = main([*command, "--content", str(KEPT / "content")])
    return code, {path.name: path.read_bytes() for path in sorted(out.rglob("*.yml"))}


def a_table(path: Path, rows: list[list[Any]], title: str = "Sheet") -> Path:
    """A workbook, or a CSV as a spreadsheet would write it."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
        return path
    book = openpyxl.Workbook()
    book.worksheets[0].title = title
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def test_a_workbook_by_a_mapping_is_its_csv(tmp_path: Path) -> None:
    """Real date cells are days whatever format the text cells have."""
    workbook = run(tmp_path, a_table(tmp_path / "t.xlsx", ROWS))
    assert workbook == run(tmp_path, a_table(tmp_path / "t.csv", ROWS))
    assert workbook[0] == 0 and len(workbook[1]) == 2


def test_titles_above_and_other_sheets_are_no_matter(tmp_path: Path) -> None:
    """The heading is found below two lines of title; the mapping may name the sheet."""
    table = a_table(tmp_path / "t.xlsx", [["检查结果"], [], *ROWS], "二季度")
    assert run(tmp_path, table) == run(tmp_path, a_table(tmp_path / "t.csv", ROWS))
    book = openpyxl.load_workbook(table)
    book.create_sheet("一季度", 0).append(["别的"])
    book.save(table)
    (tmp_path / "x").mkdir()
    assert run(tmp_path / "x", table)[0] == 1
    (tmp_path / "y").mkdir()
    code, found = run(tmp_path / "y", table, MAPPING + "sheet: 二季度\n")
    assert (code, len(found)) == (0, 2)
    assert run(tmp_path / "y", table, MAPPING + "sheet: 三季度\n")[0] == 1


def test_a_spoilt_cell_leaves_its_merchant_out_and_comes_back_red(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The row may be the one that matters; a spoilt cell of a column nobody reads is no matter."""
    rows = [
        [*ROWS[0], "备注"],
        [*ROWS[1], "#N/A"],
        ["甲店", "东路1号", "#REF!", "合格", ""],
        ROWS[2],
    ]
    table = a_table(tmp_path / "t.xlsx", rows)
    code, found = run(tmp_path, table)
    assert (code, len(found)) == (1, 1)
    assert "t.xlsx:3:3: error-cell" in capsys.readouterr().out
    copy = openpyxl.load_workbook(tmp_path / "t-需改正.xlsx")["Sheet"]
    red = {c.coordinate for row in copy for c in row if c.fill.fgColor.rgb == "00FF7C80"}
    assert red == {"C3"}


def test_a_csv_comes_back_as_a_workbook_that_can_be_imported(tmp_path: Path) -> None:
    """The same mapping reads the corrected copy."""
    rows = [*ROWS[:2], ["乙店", "东路2号", "昨天", "合格"]]
    assert run(tmp_path, a_table(tmp_path / "t.csv", rows))[0] == 1
    copy = tmp_path / "t-需改正.xlsx"
    book = openpyxl.load_workbook(copy)
    assert book["Sheet"]["C3"].value == "昨天"
    book["Sheet"]["C3"].value = "2026/3/6"
    book.save(copy)
    code, found = run(tmp_path, copy)
    assert (code, len(found)) == (0, 2)


def test_a_day_of_a_date_cell_is_a_day_in_any_format() -> None:
    """YYYY-MM-DD, also where the table's text has years of the Republic."""
    cell = DayFormat("Y/m/d", "roc")
    assert cell.read("2026-03-05") == cell.read("115/3/5") == date(2026, 3, 5)
    assert cell.read("2026-02-30") is None
    assert DayFormat("Ymd").read("2026-3-5") is None


@pytest.mark.skipif(
    not SHOPS.is_file(), reason=f"the public table {SHOPS.name} is not beside the repository"
)
def test_a_thousand_real_rows_are_the_same_from_excel(tmp_path: Path) -> None:
    """Every record of the first thousand rows, byte by byte."""
    with SHOPS.open(encoding="utf-8-sig", newline="") as file:
        rows: list[list[Any]] = list(csv.reader(file))[:1001]
    mapping = (ROOT / "content" / "imports" / "tfda-inspections.yml").read_text("utf-8")
    from_csv = run(tmp_path, a_table(tmp_path / "t.csv", rows), mapping)
    from_xlsx = run(tmp_path, a_table(tmp_path / "t.xlsx", rows), mapping)
    assert from_csv == from_xlsx
    assert from_csv[0] == 0 and len(from_csv[1]) > 300


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_another_spreadsheet_saved_comes_in(county: Path, tmp_path: Path) -> None:
    """A template that LibreOffice opened and saved anew is read like the original."""
    source = filled(tmp_path / "t.xlsx", MERCHANTS)
    out = tmp_path / "again"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", out, source],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    outcome = taken(county, out / "t.xlsx")
    assert errors(outcome.problems) == []
    assert [*outcome.created] == [2]


def test_a_row_of_a_register_is_marked_at_its_column(tmp_path: Path) -> None:
    """What the register's table refuses is told of the column that the mapping takes it from."""
    mapping = (
        "title: 小表\nregister: inspections\nfile: s\nprefix: T\nid_from: [品名]\nrow:\n"
        "  date: {column: 日期, format: Y/m/d}\n  channel: {column: 渠道}\n"
        "  stage: {value: circulation}\n  product: {column: 品名}\n  result: {value: passed}\n"
    )
    rows: list[list[Any]] = [
        ["日期", "品名", "渠道"],
        ["2026/3/5", "灯", "电话"],
        ["昨天", "灯", "offline"],
    ]
    (tmp_path / "content").mkdir()
    shutil.copytree(KEPT / "content" / "programme", tmp_path / "content" / "programme")
    (tmp_path / "m.yml").write_text(mapping, "utf-8")
    table = a_table(tmp_path / "t.xlsx", rows)
    command = ["import", str(table), "--mapping", str(tmp_path / "m.yml")]
    assert main([*command, "--content", str(tmp_path / "content")]) == 1
    sheet = openpyxl.load_workbook(tmp_path / "t-需改正.xlsx")["Sheet"]
    red = {c.coordinate for row in sheet for c in row if c.fill.fgColor.rgb == "00FF7C80"}
    assert red == {"A3", "C2"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xef\xbb\xbf",
        b"\xff\xfe\x00",
        b"\x00" * 50,
        bytes(range(256)) * 9,
        b'"open,quote\n' * 3,
        b"a," * 2000,
    ],
)
def test_no_file_without_a_mapping_breaks_the_command(
    tmp_path: Path, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rubbish is told in both languages, with the remedy."""
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    where = ["--merchants", str(KEPT / "merchants"), "--content", str(KEPT / "content")]
    assert main(["import", str(path), *where]) == 1
    said = capsys.readouterr()
    assert " | " in said.out and "意外" not in said.err
    assert sorted(tmp_path.iterdir()) == [path]


def test_odd_line_separators_break_no_row(county: Path, tmp_path: Path) -> None:
    """Only real line ends part rows of a CSV; what was pasted from a web page does not."""
    path = tmp_path / "t.csv"
    odd = {**NEW, "name": "白马\u2028小店\x0b（示例）"}
    cells = [[one.heading for one in MERCHANTS.columns]]
    cells.append([str(odd.get(one.key, "")) for one in MERCHANTS.columns])
    path.write_text("\n".join(",".join(row) for row in cells), "utf-8")
    outcome = taken(county, path)
    assert errors(outcome.problems) == []
    (id,) = outcome.created.values()
    text = (county / "merchants" / "shop" / f"{id}.yml").read_text("utf-8")
    assert text.startswith("name: 白马 小店 （示例）\n")


def test_a_register_that_cannot_be_edited_is_left_alone(
    county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told in words, and nothing is written."""

    def refuse(*_: object) -> bytes:
        raise CannotEditError("two headings")

    monkeypatch.setattr("fangxin.office.importer.additions.with_rows", refuse)
    outcome = taken(county, a_form(tmp_path / "t.xlsx", SAMPLES, SAMPLE))
    assert [one.code for one in errors(outcome.problems)] == ["register-unusual"]
    assert outcome.created == {}
    assert not (county / "content" / "registers" / "inspections.csv").exists()


def test_a_document_number_made_by_a_format_is_imported_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A cell 3 that shows 浦示检〔2026〕3号; days as Chinese Excel shows them; each told once."""
    rows = [
        [*ROWS[0], "文书"],
        ["甲店", "东路1号", date(2026, 3, 5), "不合格", 3],
        ["乙店", "东路2号", date(2026, 3, 6), "不合格", 3.5],
        ["丙店", "东路3号", date(2026, 3, 7), "不合格", 4],
    ]
    table = a_table(tmp_path / "t.xlsx", rows)
    book = openpyxl.load_workbook(table)
    sheet: Any = book.worksheets[0]
    for row in (2, 3, 4):
        sheet.cell(row, 3).number_format = 'm"月"d"日"'
        sheet.cell(row, 5).number_format = '"浦示检〔2026〕"0"号"'
    for cell in sheet[4]:
        cell.font = openpyxl.styles.Font(strike=True)
    sheet.column_dimensions["B"].hidden = True
    book.save(table)
    mapping = MAPPING.replace("failures:\n", "failures:\n  document: {column: 文书}\n")
    code, found = run(tmp_path, table, mapping)
    text = b"".join(found.values()).decode()
    assert code == 1 and len(found) == 1
    assert "document: 浦示检〔2026〕3号" in text and "date: 2026-03-05" in text
    said = capsys.readouterr().out
    assert "t.xlsx:3:5: shown-otherwise" in said and said.count("struck-row") == 1
    assert "hidden-columns" in said and "C2 2026-03-05、C3 2026-03-06" in said
    copy = openpyxl.load_workbook(tmp_path / "t-需改正.xlsx")["Sheet"]
    red = {c.coordinate for row in copy for c in row if c.fill.fgColor.rgb == "00FF7C80"}
    assert red == {"E3", "A4"} and copy["E2"].number_format == '"浦示检〔2026〕"0"号"'


def test_a_form_with_a_row_struck_out_leaves_that_row_out(county: Path, tmp_path: Path) -> None:
    """It is withdrawn, or somebody says that it is not."""
    other = {**NEW, "name": "另一家（示例）", "address": "浙江省浦江县白马镇示例路2号"}
    path = a_form(tmp_path / "t.xlsx", MERCHANTS, NEW, other)
    book = openpyxl.load_workbook(path)
    for cell in book["商户"][2]:
        cell.font = openpyxl.styles.Font(strike=True)
    book.save(path)
    outcome = taken(county, path)
    assert ([*outcome.created], outcome.left_out) == ([3], 1)
    assert codes(outcome) == [(2, "name", "struck-row")]


@pytest.mark.parametrize("make", ["xls", "ods"])
def test_old_and_open_workbooks_need_no_saving_anew(
    tmp_path: Path, make: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """By a mapping like any other; what is wrong comes back as an .xlsx."""
    mapping = (
        "title: 小表\nregister: inspections\nfile: s\nprefix: T\nid_from: [名称]\nrow:\n"
        "  date: {value: 2026-03-05}\n  channel: {value: offline}\n  stage: {value: circulation}\n"
        "  product: {column: 名称}\n  batch: {column: 值}\n  result: {value: passed}\n"
    )
    (tmp_path / "content").mkdir()
    shutil.copytree(KEPT / "content" / "programme", tmp_path / "content" / "programme")
    (tmp_path / "m.yml").write_text(mapping, "utf-8")
    table = tmp_path / f"t.{make}"
    table.write_bytes((Path(__file__).parents[1] / "workbooks" / f"shown.{make}").read_bytes())
    command = ["import", str(table), "--mapping", str(tmp_path / "m.yml")]
    assert main([*command, "--content", str(tmp_path / "content")]) == 1
    with (tmp_path / "content" / "registers" / "inspections-s.csv").open(
        encoding="utf-8-sig"
    ) as file:
        rows = {row["product"]: row["batch"] for row in csv.DictReader(file)}
    assert rows["店2（示例）"] == "浦消联办〔2026〕3号" and rows["店12（示例）"] == "000123"
    assert "作废" not in rows and "店17（示例）" not in rows
    assert "hidden-value" in capsys.readouterr().out
    assert (tmp_path / "t-需改正.xlsx").is_file()
