"""A foreign table becomes rows of a register: nothing dropped, nothing a person wrote lost."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from fangxin.base.problem import errors
from fangxin.cli.main import main
from fangxin.facts.programme.programme import read_programme
from fangxin.facts.registers.inspections import INSPECTIONS
from fangxin.facts.registers.reading import read_registers
from fangxin.facts.registers.rows import Registers
from fangxin.office.importer.register_rows import RowsOutcome, import_rows
from fangxin.office.importer.row_mapping import RowMapping, maps_rows, read_row_mapping
from tests.support.demonstration import KEPT
from tests.support.registers import TODAY, programme

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "content" / "imports"
DATA = ROOT.parent / "shared" / "data"
FOOD = DATA / "taipei-food-sampling-failures-111-113.csv"
SHOPS = DATA / "tfda-inspections-taipei-newtaipei-2026-05-02.csv"
needs_data = pytest.mark.skipif(
    not (FOOD.is_file() and SHOPS.is_file()),
    reason=f"the public tables are not in {DATA.name}/ beside the repository",
)
HEAD = "日期,品名,地点,结果,原因\n"
MAPPING = """\
title: 小表
register: inspections
file: small
prefix: T
id_from: [日期, 品名, 地点]
row:
  date: {column: 日期, format: Y/m/d, calendar: roc}
  recorded: {column: 日期, format: Y/m/d, calendar: roc}
  channel: {column: 地点, map: {网店: online}, default: offline}
  stage: {value: circulation}
  product: {text: "{品名}（示例）"}
  seller_name: {column: 地点, before: "/"}
  seller_address: {column: 地点, after: "/"}
  result: {column: 结果, map: {合格: passed, 不合格: failed}}
  reason: {column: 原因}
  responsible: {column: 结果, map: {合格: "-", 不合格: seller}}
  kind: {column: 结果, map: {合格: "-", 不合格: failed_sample}}
"""
ROW = '111/3/2,青椒,甲店(一/二)/东路1号,不合格,"农药甲 \n农药乙"\n'


def mapping_of(text: str = MAPPING) -> RowMapping:
    found, problems = read_row_mapping(text.encode(), "m.yml")
    assert found is not None, problems
    return found


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The kept programme, without registers."""
    shutil.copytree(KEPT / "content" / "programme", tmp_path / "content" / "programme")
    return tmp_path / "content"


def run(content: Path, rows: str, text: str = MAPPING) -> RowsOutcome:
    """Import ``rows`` by the mapping ``text``."""
    table = content / "table.csv"
    table.write_text(HEAD + rows, "utf-8")
    outcome, data = import_rows(table, mapping_of(text), content, programme(), TODAY)
    if data is not None:
        file_of(content).parent.mkdir(exist_ok=True)
        file_of(content).write_bytes(data)
    return outcome


def file_of(content: Path) -> Path:
    return content / "registers" / "inspections-small.csv"


def registers(content: Path) -> Registers:
    """What the strict reader makes of the result."""
    found, problems = read_registers(content, programme(), TODAY)
    assert errors(problems) == []
    return found


def test_a_row_becomes_a_row(content: Path) -> None:
    """Day, channel, name and address come out of their columns; a slash inside brackets does not
    part them, and lines of a reason stay lines."""
    outcome = run(content, ROW)
    assert (outcome.rows, outcome.created, outcome.problems) == (1, 1, [])
    (row,) = registers(content).of(INSPECTIONS)
    assert (row.date.isoformat(), row.channel, row.product) == (
        "2022-03-02",
        "offline",
        "青椒（示例）",
    )
    assert (row.seller.name, row.seller.address) == ("甲店(一/二)", "东路1号")
    assert row.reason == "农药甲\n农药乙"
    assert row.id.startswith("T-")


@pytest.mark.parametrize(
    "name", ["网店 https://shop.example/a/b", "网店 (https://shop.example/a)", "没有斜杠"]
)
def test_a_web_address_is_not_parted(content: Path, name: str) -> None:
    """The slashes of a web address separate no address."""
    run(content, ROW.replace("甲店(一/二)/东路1号", name))
    (row,) = registers(content).of(INSPECTIONS)
    assert (row.seller.name, row.seller.address) == (name, None)


def test_running_twice_changes_nothing(content: Path) -> None:
    """The second time every row is there; the file is not even written."""
    run(content, ROW)
    before = (file_of(content).read_bytes(), file_of(content).stat().st_mtime_ns)
    again = run(content, ROW)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)
    assert (file_of(content).read_bytes(), file_of(content).stat().st_mtime_ns) == before


def test_ids_do_not_depend_on_the_order(content: Path) -> None:
    """Other rows before it leave a row's id as it is; the very same words get a number."""
    run(content, ROW)
    first = registers(content).of(INSPECTIONS)[0].id
    run(content, ROW.replace("青椒", "白菜") + ROW + ROW)
    ids = {row.id for row in registers(content).of(INSPECTIONS)}
    assert len(ids) == 3
    assert {first, f"{first}-2"} < ids


def test_every_unusable_row_is_told_with_number_and_reason(content: Path) -> None:
    """A bad day, an unknown result, a missing reason and a torn row; the others are imported."""
    outcome = run(
        content,
        ROW.replace("111/3/2", "111/13/2").replace("\n农药", "农药")
        + ROW.replace("不合格", "也许").replace("\n农药", "农药")
        + '111/3/2,青椒,甲店/东路1号,不合格,""\n'
        + "111/3/2,青椒\n"
        + "111/3/2,豆腐,乙店/西路2号,合格,\n",
    )
    told = sorted({(problem.place.line, problem.code) for problem in outcome.problems})
    assert told == [(2, "unusable-row"), (3, "unusable-row"), (4, "unusable-row"), (5, "bad-row")]
    assert outcome.created == 1
    assert all("行" in problem.zh and "row" in problem.en for problem in outcome.problems)
    assert [row.product for row in registers(content).of(INSPECTIONS)] == ["豆腐（示例）"]


def _edited(content: Path, **changes: str) -> list[dict[str, str]]:
    """The register after a person changed cells of its first row."""
    with file_of(content).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0] |= changes
    columns = list(dict.fromkeys([*rows[0]]))
    with file_of(content).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return rows


def test_what_a_person_added_stays(content: Path) -> None:
    """A merchant's ID and a follow-up written by hand survive another import and its new rows."""
    run(content, ROW)
    _edited(content, seller="PJ240002A", follow_up="已下架")
    again = run(content, ROW + ROW.replace("青椒", "白菜"))
    assert (again.created, again.unchanged, again.kept) == (1, 1, [])
    rows = {row.product: row for row in registers(content).of(INSPECTIONS)}
    assert rows["青椒（示例）"].seller.id == "PJ240002A"
    assert rows["青椒（示例）"].follow_up == "已下架"


def test_what_a_person_changed_stays(content: Path) -> None:
    """A row found to be the producer's fault is left alone whole and named, cleared cells too."""
    run(content, ROW)
    _edited(content, responsible="producer", kind="")
    before = file_of(content).read_bytes()
    again = run(content, ROW)
    assert again.kept == [registers(content).of(INSPECTIONS)[0].id]
    assert file_of(content).read_bytes() == before
    assert registers(content).of(INSPECTIONS)[0].responsible == "producer"


def test_rows_gone_from_the_table_stay(content: Path) -> None:
    """What was once recorded does not vanish with the table."""
    run(content, ROW)
    run(content, ROW.replace("青椒", "白菜"))
    assert len(registers(content).of(INSPECTIONS)) == 2


def test_a_broken_register_is_not_written_over(content: Path) -> None:
    """When the register itself cannot be read, its problems are told and it stays as it is."""
    run(content, ROW)
    file_of(content).write_text("id,wrong\n1,2\n", "utf-8")
    outcome = run(content, ROW)
    assert "unknown-column" in {problem.code for problem in outcome.problems}
    assert file_of(content).read_text("utf-8") == "id,wrong\n1,2\n"


@pytest.mark.parametrize("key", ["甲店(一/二)/东路1号", "甲店(一/二)"])
def test_a_confirmed_merchant_is_written_into_its_rows(content: Path, key: str) -> None:
    """Only what an official confirmed links; without it the name stays a name."""
    run(content, ROW)
    assert registers(content).of(INSPECTIONS)[0].seller.id is None
    outcome = run(content, ROW, MAPPING + f'confirmed: {{"{key}": PJ240002A}}\n')
    assert (outcome.confirmed, outcome.updated, outcome.problems) == (1, 1, [])
    assert registers(content).of(INSPECTIONS)[0].seller.id == "PJ240002A"


def test_a_confirmation_by_row_id(content: Path) -> None:
    """The id that fangxin todo prints confirms one row alone."""
    run(content, ROW + ROW)
    second = registers(content).of(INSPECTIONS)[1].id
    outcome = run(content, ROW + ROW, MAPPING + f"confirmed: {{{second}: PJ240002A}}\n")
    assert outcome.confirmed == 1
    assert [row.seller.id for row in registers(content).of(INSPECTIONS)] == [None, "PJ240002A"]


@pytest.mark.parametrize(
    ("key", "why"), [("丙店", "没有这一行"), ("甲店", "几个地址"), ("T-0000000000", "没有这一行")]
)
def test_a_confirmation_of_nobody_is_told(content: Path, key: str, why: str) -> None:
    """A name that no row has, or that stands at several addresses, confirms nothing."""
    rows = "111/3/2,青椒,甲店/东路1号,不合格,甲\n111/3/2,青椒,甲店/西路2号,不合格,甲\n"
    outcome = run(content, rows, MAPPING + f"confirmed: {{{key}: PJ240002A}}\n")
    assert [problem.code for problem in outcome.problems] == ["confirmed-nothing"]
    assert why in outcome.problems[0].zh
    assert {row.seller.id for row in registers(content).of(INSPECTIONS)} == {None}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (MAPPING.replace("title: 小表\n", ""), "missing-key"),
        (MAPPING.replace("  stage: {value: circulation}\n", ""), "missing-key"),
        (MAPPING.replace("  stage:", "  stages:"), "unknown-key"),
        (MAPPING.replace("register: inspections", "register: fines"), "bad-choice"),
        (MAPPING.replace("{column: 地点, before", "{before"), "key-alone"),
        (MAPPING + "encoding: klingon\n", "unknown-encoding"),
    ],
)
def test_a_bad_mapping_is_refused(text: str, code: str) -> None:
    """A mapping with a mistake gives no import but a problem with its code."""
    found, problems = read_row_mapping(text.encode(), "m.yml")
    assert found is None
    assert code in {problem.code for problem in problems}


def test_a_missing_column_is_told(content: Path) -> None:
    """A column of the table that only a text names is asked for too."""
    outcome = run(content, ROW, MAPPING.replace("{品名}", "{品牌}"))
    assert [problem.code for problem in outcome.problems] == ["missing-column"]


def test_the_two_kinds_of_mappings_are_told_apart() -> None:
    """``register:`` makes a mapping one of rows."""
    assert maps_rows(MAPPING.encode())
    assert not maps_rows((SHIPPED / "tfda-inspections.yml").read_bytes())


def test_the_commands_import_and_list(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the command line: rows come in, and the shop of that name is a task, not a link."""
    shop = next((KEPT / "merchants").rglob("PJ240002A.yml"))
    (tmp_path / "merchants").mkdir()
    shutil.copy(shop, tmp_path / "merchants")
    name = next(line for line in shop.read_text("utf-8").splitlines() if line.startswith("name:"))
    table, mapping = tmp_path / "t.csv", tmp_path / "m.yml"
    table.write_text(HEAD + ROW.replace("甲店(一/二)", name.removeprefix("name: ")), "utf-8")
    mapping.write_text(MAPPING, "utf-8")
    where = ["--merchants", str(tmp_path / "merchants"), "--content", str(content)]
    assert main(["import", str(table), "--mapping", str(mapping), *where]) == 0
    assert "新增 1" in capsys.readouterr().out
    assert main(["todo", *where, "--json", "--as-of", TODAY.isoformat()]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert (listed["rows"], listed["parties"]) == (1, 1)
    (item,) = listed["names_to_confirm"]
    assert [merchant["id"] for merchant in item["merchants"]] == ["PJ240002A"]
    assert main(["todo", *where, "--as-of", TODAY.isoformat()]) == 0
    said = capsys.readouterr().out
    assert item["row"] in said
    assert "待确认 1 行" in said


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The public tables imported: 10,584 merchants and the register."""
    folder = tmp_path_factory.mktemp("county")
    shutil.copytree(KEPT / "content" / "programme", folder / "content" / "programme")
    where = ["--merchants", str(folder / "merchants"), "--content", str(folder / "content")]
    assert (
        main(["import", str(SHOPS), "--mapping", str(SHIPPED / "tfda-inspections.yml"), *where])
        == 0
    )
    assert (
        main(["import", str(FOOD), "--mapping", str(SHIPPED / "taipei-food-sampling.yml"), *where])
        == 0
    )
    yield folder


@needs_data
def test_all_rows_of_the_public_table_come_in(county: Path) -> None:
    """673 rows, all failed, their days those of the table, none linked to anybody."""
    found = registers(county / "content").of(INSPECTIONS)
    with FOOD.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(found) == len(rows) == 673
    assert {row.result for row in found} == {"failed"}
    assert sorted(f"{row.date:%Y%m%d}" for row in found) == sorted(r["抽驗日期"] for r in rows)
    assert not any(row.seller.id or row.seller.uscc for row in found)
    assert sum("\n" in (row.reason or "") for row in found) > 100


@needs_data
def test_the_public_list_to_confirm(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Names that two tables share are a list for officials; each has the name or a part of it."""
    where = ["--merchants", str(county / "merchants"), "--content", str(county / "content")]
    capsys.readouterr()
    assert main(["todo", *where, "--json", "--as-of", TODAY.isoformat()]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert (listed["rows"], listed["parties"]) == (654, 535)
    same = [item for item in listed["names_to_confirm"] if item["merchants"][0]["same_address"]]
    assert len(same) == 623


@needs_data
def test_the_public_table_twice_changes_nothing(county: Path) -> None:
    """Another run leaves every byte."""
    before = sorted((county / "content" / "registers").iterdir())
    bytes_before = [path.read_bytes() for path in before]
    where = ["--merchants", str(county / "merchants"), "--content", str(county / "content")]
    assert (
        main(["import", str(FOOD), "--mapping", str(SHIPPED / "taipei-food-sampling.yml"), *where])
        == 0
    )
    assert [path.read_bytes() for path in before] == bytes_before


def test_the_shipped_mapping_is_sound() -> None:
    """It reads without a problem and names kinds and codes of the programme."""
    found, problems = read_row_mapping(
        (SHIPPED / "taipei-food-sampling.yml").read_bytes(), "taipei-food-sampling.yml"
    )
    assert problems == []
    assert found is not None
    shipped, _ = read_programme(ROOT / "content")
    assert shipped is not None
    kinds = set((found.row["kind"].words or {}).values()) - {"-"}
    assert kinds == {"failed_sample"} <= set(shipped.policy.versions[-1].kinds)


def test_new_rows_of_a_public_register_enter_it_today(content: Path) -> None:
    """A row does not enter before the last publication, which did not have it; one that is there
    keeps its day, and the same table changes nothing."""
    table = content / "table.csv"
    table.write_text(HEAD + ROW, "utf-8")
    mapping, since = mapping_of(), TODAY - timedelta(days=2)
    for created in (1, 0):
        outcome, data = import_rows(table, mapping, content, programme(), TODAY, since=since)
        assert (outcome.created, outcome.problems) == (created, [])
        if data is not None:
            file_of(content).parent.mkdir(exist_ok=True)
            file_of(content).write_bytes(data)
    (row,) = registers(content).of(INSPECTIONS)
    assert (row.date.isoformat(), row.recorded) == ("2022-03-02", TODAY)


def test_a_row_in_two_spellings_is_one_row(content: Path) -> None:
    """Width and blanks in the words that tell rows apart do not count; the id stays."""
    run(content, ROW)
    before = [row.id for row in registers(content).of(INSPECTIONS)]
    outcome = run(content, ROW.replace("甲店(一/二)", "甲店（一/二）").replace("青椒", "青椒 "))
    assert [row.id for row in registers(content).of(INSPECTIONS)] == before
    assert outcome.created == 0


def test_rows_that_differ_under_one_id_all_come_in(content: Path) -> None:
    """Two rows with the words of one id, in any order and in two lists: none is lost."""
    other = ROW.replace("农药甲", "农药丙")
    run(content, other)
    run(content, ROW + other)
    outcome = run(content, other + ROW)
    assert (outcome.created, outcome.unchanged) == (0, 2)
    reasons = {row.reason for row in registers(content).of(INSPECTIONS)}
    assert len(reasons) == 2


def test_a_warning_never_costs_a_row(content: Path) -> None:
    """Hidden rows come in, as the warning says."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in csv.reader(io.StringIO(HEAD + ROW + ROW.replace("青椒", "白菜"), newline="")):
        sheet.append(cells)
    sheet.row_dimensions[2].hidden = True
    book.save(content / "table.xlsx")
    outcome, _ = import_rows(content / "table.xlsx", mapping_of(), content, programme(), TODAY)
    assert [one.code for one in outcome.problems] == ["hidden-rows"]
    assert outcome.created == outcome.rows
