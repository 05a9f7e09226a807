"""A foreign table becomes records: nothing dropped silently, nothing a person wrote lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.importer import Outcome, import_table, stable_id
from generator.importer.mapping import DateCell, TableMapping
from generator.importer.mapping_file import read_mapping
from generator.importer.table import clean
from generator.record import read_record

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "content" / "imports" / "tfda-inspections.yml"
HEAD = "店名,地址,品名,日期,项目,结果,罚款\n"
MAPPING = """\
title: 小表
blanks: ["-"]
group_by: [店名, 地址]
prefix: T
folder: small
merchant:
  name: {column: 店名}
  address: {column: 地址}
  category: {column: 项目, map: {餐饮: catering}, default: shop}
certified: {date: 2020-06-01, until: 2030-12-31, document: 导入1号, certificate: T-}
outcome: {column: 结果, pass: [合格], fail: [不合格]}
failures:
  date: {column: 日期, format: Y/m/d, calendar: roc}
  summary: [品名, 项目]
  final: true
  rectified_by_later_pass: true
  kinds:
    - {kind: penalty_grave, column: 罚款, at_least: 1000}
    - {kind: failed_sample}
"""


@pytest.fixture
def mapping() -> TableMapping:
    """The small mapping, read by the real reader."""
    found, problems = read_mapping(MAPPING.encode(), "m.yml")
    assert not problems
    assert found is not None
    return found


def run(folder: Path, mapping: TableMapping, rows: str) -> Outcome:
    """Import ``rows`` into ``folder / merchants``."""
    table = folder / "table.csv"
    table.write_bytes(("\ufeff" + HEAD + rows).encode())
    return import_table(table, mapping, folder / "merchants")


def records(folder: Path) -> Iterator[Path]:
    yield from sorted((folder / "merchants").rglob("*.yml"))


def test_rows_of_one_merchant_become_one_record(tmp_path: Path, mapping: TableMapping) -> None:
    """Two visits of one shop, one failed and later passed, are one certified record."""
    outcome = run(
        tmp_path,
        mapping,
        "甲店,东路1号,青菜,112/9/11,农药,不合格,-\n"
        "甲店,东路1号,青菜,112/10/1,农药,合格,\n"
        "甲店,西路2号,-,112/9/11,餐饮,合格,\n",
    )
    assert (outcome.merchants, outcome.failures, outcome.problems) == (2, 1, [])
    path = tmp_path / "merchants" / "small"
    id = stable_id("T", ("甲店", "东路1号"))
    merchant, problems = read_record((path / id[-2] / f"{id}.yml").read_bytes(), f"{id}.yml")
    assert merchant is not None
    assert not problems
    assert merchant.category == "shop"
    assert merchant.decisions[0].imported
    failure = merchant.failures[0]
    assert (failure.kind, failure.date, failure.final, failure.rectified) == (
        "failed_sample",
        date(2023, 9, 11),
        date(2023, 9, 11),
        date(2023, 10, 1),
    )
    assert failure.summary == "青菜，农药"


def test_one_visit_is_one_failure_of_the_gravest_kind(
    tmp_path: Path, mapping: TableMapping
) -> None:
    """Several failed samples of one day count once; what the mapping names first is gravest."""
    run(
        tmp_path,
        mapping,
        "甲店,东路1号,青菜,112/9/11,农药,不合格,\n甲店,东路1号,豆腐,112/9/11,农药,不合格,5000\n",
    )
    merchant, _ = read_record(next(records(tmp_path)).read_bytes(), next(records(tmp_path)).name)
    assert merchant is not None
    assert [(failure.kind, failure.summary) for failure in merchant.failures] == [
        ("penalty_grave", "青菜，农药；豆腐，农药")
    ]


def test_every_unusable_row_is_told_with_its_number(tmp_path: Path, mapping: TableMapping) -> None:
    """A bad date, an unknown outcome and a torn row are listed; the others are used."""
    outcome = run(
        tmp_path,
        mapping,
        "甲店,东路1号,青菜,112/13/11,农药,不合格,\n"
        "乙店,东路2号,青菜,112/9/11,农药,也许,\n"
        "丙店,东路3号\n"
        "丁店,东路4号,青菜,112/9/11,农药,合格,\n",
    )
    assert sorted(problem.place.line for problem in outcome.problems) == [2, 3, 4]
    assert outcome.merchants == 3  # of these the failed date and outcome make no fact
    assert all("行" in problem.zh and "row" in problem.en for problem in outcome.problems)


def test_a_second_import_changes_nothing(tmp_path: Path, mapping: TableMapping) -> None:
    """The same table twice: the same bytes, nothing written."""
    rows = "甲店,东路1号,青菜,112/9/11,农药,不合格,\n"
    run(tmp_path, mapping, rows)
    before = [(path, path.stat().st_mtime_ns, path.read_bytes()) for path in records(tmp_path)]
    again = run(tmp_path, mapping, rows)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)
    assert [(p, p.stat().st_mtime_ns, p.read_bytes()) for p in records(tmp_path)] == before


def test_a_newer_table_adds_facts(tmp_path: Path, mapping: TableMapping) -> None:
    """A record nobody touched takes up new rows."""
    run(tmp_path, mapping, "甲店,东路1号,青菜,112/9/11,农药,合格,\n")
    again = run(
        tmp_path,
        mapping,
        "甲店,东路1号,青菜,112/9/11,农药,合格,\n甲店,东路1号,豆腐,112/9/12,农药,不合格,\n",
    )
    assert (again.updated, again.kept) == (1, [])


def test_a_hand_edit_is_never_overwritten(tmp_path: Path, mapping: TableMapping) -> None:
    """An edited record stays as it is, and is named when it lacks a new fact."""
    run(tmp_path, mapping, "甲店,东路1号,青菜,112/9/11,农药,合格,\n")
    path = next(records(tmp_path))
    path.write_bytes(path.read_bytes() + b"service_phone: 0579-00000001\n")
    edited = path.read_bytes()
    again = run(tmp_path, mapping, "甲店,东路1号,豆腐,112/9/12,农药,不合格,\n")
    assert again.kept == [str(path)]
    assert path.read_bytes() == edited


def test_a_fact_never_vanishes(tmp_path: Path, mapping: TableMapping) -> None:
    """A table that lacks an earlier failure does not take it out of the record."""
    run(tmp_path, mapping, "甲店,东路1号,青菜,112/9/11,农药,不合格,\n")
    before = next(records(tmp_path)).read_bytes()
    again = run(tmp_path, mapping, "甲店,东路1号,青菜,112/10/11,农药,合格,\n")
    assert len(again.kept) == 1
    assert next(records(tmp_path)).read_bytes() == before


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("group_by: [店名, 地址]", "group_by: [店名, 地点]"), "missing-column"),
        (("encoding", "encoding"), None),
    ],
)
def test_a_missing_column_is_told(
    tmp_path: Path, change: tuple[str, str], code: str | None
) -> None:
    """A mapping that names a column the table lacks says which ones there are."""
    found, problems = read_mapping(MAPPING.replace(*change).encode(), "m.yml")
    assert found is not None, problems
    outcome = run(tmp_path, found, "甲店,东路1号,青菜,112/9/11,农药,合格,\n")
    assert [problem.code for problem in outcome.problems] == ([code] if code else [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (MAPPING.replace("title: 小表\n", ""), "missing-key"),
        (MAPPING.replace("  name:", "  naam:"), "unknown-key"),
        (MAPPING + "encoding: klingon\n", "unknown-encoding"),
        (MAPPING.replace("Y/m/d", "d/m/Y"), "bad-code"),
    ],
)
def test_a_bad_mapping_is_refused(text: str, code: str) -> None:
    """A mapping with a mistake gives no import but a problem with its code."""
    found, problems = read_mapping(text.encode(), "m.yml")
    assert found is None
    assert code in {problem.code for problem in problems}


@pytest.mark.parametrize(
    ("cell", "text", "day"),
    [
        (DateCell("d", "Y/m/d", "roc"), "114/9/3", date(2025, 9, 3)),
        (DateCell("d", "Ymd"), "20220105", date(2022, 1, 5)),
        (DateCell("d", "Y-m-d"), "2022-02-30", None),
        (DateCell("d", "Y/m/d", "roc"), "114/9", None),
    ],
)
def test_dates_are_read_in_their_calendar(cell: DateCell, text: str, day: date | None) -> None:
    """Years of the Republic, joined digits, and days that do not exist."""
    assert cell.read(text) == day


def test_text_is_cleaned_to_one_visible_line() -> None:
    """Newlines, soft hyphens and decomposed letters do not reach a record."""
    assert clean("甲\n乙\xad 丙\u200b e\u0301", ("-",)) == "甲 乙 丙 é"
    assert clean(" - ", ("-",)) == ""


def test_real_inspections_become_10584_merchants(tmp_path: Path, shared: Path) -> None:
    """The shipped mapping uses every row of the real table, twice with the same result."""
    mapping, problems = read_mapping(SHIPPED.read_bytes(), str(SHIPPED))
    assert mapping is not None, problems
    table = next((shared / "data").glob("tfda-inspections-*.csv"))
    first = import_table(table, mapping, tmp_path)
    assert (first.rows, first.merchants, first.created) == (17185, 10584, 10584)
    assert first.problems == []
    again = import_table(table, mapping, tmp_path)
    assert (again.unchanged, again.created, again.updated, again.kept) == (10584, 0, 0, [])
