"""A foreign table becomes records: nothing dropped silently, nothing a person wrote lost."""

from __future__ import annotations

import os
import re
import shlex
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fangxin.base.problem import errors
from fangxin.cli.main import main
from fangxin.facts.programme.programme import read_programme
from fangxin.facts.record.reading import read_record
from fangxin.office.importer.known import CountyCodes, unknown_words
from fangxin.office.importer.mapping import TableMapping
from fangxin.office.importer.mapping_file import read_mapping
from fangxin.office.importer.plan import ImportResult, stable_id
from fangxin.registry.registry import load
from fangxin.text.table.cells import CellRule
from fangxin.text.table.days import DayFormat
from fangxin.text.table.file import lines_of
from fangxin.text.table.shapes import clean
from fangxin.text.table.table import read_table
from tests.support.demonstration import CONTENT
from tests.support.importing import imported

ROOT = Path(__file__).parents[2]
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


def run(folder: Path, mapping: TableMapping, rows: str) -> ImportResult:
    """Import ``rows`` into ``folder / merchants``."""
    table = folder / "table.csv"
    table.write_bytes(("\ufeff" + HEAD + rows).encode())
    return imported(table, mapping, folder / "merchants")


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
        ("penalty_grave", "豆腐，农药；青菜，农药")
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
    told = sorted((problem.place.line, problem.code) for problem in outcome.problems)
    assert told == [
        (2, "unusable-row"),
        (2, "whole-merchant-left-out"),
        (3, "unusable-row"),
        (3, "whole-merchant-left-out"),
        (4, "bad-row"),
    ]
    assert (outcome.merchants, outcome.left_out) == (1, 2)
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
    (told,) = again.problems
    assert (told.code, told.level, told.place.line) == ("fact-missing", "error", 2)
    assert f"fangxin fail {path.stem} --kind failed_sample --date 2023-09-12" in told.zh


def test_a_fact_never_vanishes(tmp_path: Path, mapping: TableMapping) -> None:
    """A table that lacks an earlier failure does not take it out of the record."""
    run(tmp_path, mapping, "甲店,东路1号,青菜,112/9/11,农药,不合格,\n")
    again = run(tmp_path, mapping, "甲店,东路1号,青菜,112/10/11,农药,合格,\n")
    assert (again.kept, again.updated) == ([], 1)
    merchant, _ = read_record(next(records(tmp_path)).read_bytes(), next(records(tmp_path)).name)
    assert merchant is not None
    assert [(one.date, one.rectified) for one in merchant.failures] == [
        (date(2023, 9, 11), date(2023, 10, 11))
    ]


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
        (MAPPING.replace("Y/m/d", "d/m/d"), "bad-format"),
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
        (DayFormat("Y/m/d", "roc"), "114/9/3", date(2025, 9, 3)),
        (DayFormat("Ymd"), "20220105", date(2022, 1, 5)),
        (DayFormat("Y-m-d"), "2022-02-30", None),
        (DayFormat("Y/m/d", "roc"), "114/9", None),
        (DayFormat("d/m/Y"), "3/12/2026", date(2026, 12, 3)),
        (DayFormat("m/d/Y"), "03/12/2026 12:00:00 AM", date(2026, 3, 12)),
        (DayFormat("d.m.Y"), "3.12.2026", date(2026, 12, 3)),
        (DayFormat("d-b-y"), "31-Dec-25", date(2025, 12, 31)),
        (DayFormat("b d, Y"), "March 5, 2026", date(2026, 3, 5)),
        (DayFormat("dmY"), "05032026", date(2026, 3, 5)),
        (DayFormat("mdY"), "532026", None),
        (DayFormat("Y年m月d日"), "２０２６年３月５日", date(2026, 3, 5)),
        (DayFormat("d/m/Y"), "2026-03-05", date(2026, 3, 5)),
        (DayFormat(), "2026/3/5 0:00", date(2026, 3, 5)),
        (DayFormat(), "2026.3.5", date(2026, 3, 5)),
        (DayFormat(), "20260305", date(2026, 3, 5)),
        (DayFormat(), "3/5/2026", None),
        (DayFormat(), "", None),
    ],
)
def test_dates_are_read_in_their_calendar(cell: DayFormat, text: str, day: date | None) -> None:
    """Years of the Republic, joined digits, and days that do not exist."""
    assert cell.read(text) == day


def test_text_is_cleaned_to_one_visible_line() -> None:
    """Newlines, soft hyphens and decomposed letters do not reach a record."""
    assert clean("甲\n乙\xad 丙\u200b e\u0301", ("-",)) == "甲 乙 丙 é"
    assert clean(" - ", ("-",)) == ""


GOOD = "甲店,东路1号,青菜,112/9/11,农药,合格,\n"


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ("甲店,东路1号,青菜,2023年9月11日,农药,不合格,\n", 3),
        ("甲店,东路1号,青菜,112/9/11,农药,待定,\n", 3),
        ("甲店,东路1号,青菜,112/9/11,农药,不合格,一万\n", 3),
        ("甲店,东路1号,青菜,腐坏,112/9/11,农药,不合格,\n", 3),  # torn, all its words there
        ("甲店,青菜,112/9/11,农药,不合格,\n", 3),  # torn, the address is missing
    ],
)
def test_one_unusable_row_keeps_its_merchant_out(
    tmp_path: Path, mapping: TableMapping, row: str, number: int
) -> None:
    """The row that is not understood may be the failure: its shop is not certified out of the
    others, and that is said with the row's number; other shops are imported."""
    outcome = run(tmp_path, mapping, GOOD + row + "乙店,东路2号,青菜,112/9/11,农药,合格,\n")
    assert (outcome.merchants, outcome.left_out) == (1, 1)
    id = stable_id("T", ("甲店", "东路1号"))
    assert id not in {path.stem for path in records(tmp_path)}
    said = [p for p in outcome.problems if p.code == "whole-merchant-left-out"]
    assert [p.place.line for p in said] == [number]
    assert said[0].zh == (
        f"“甲店”有 1 行不能用，整家没有导入；改好第 {number} 行（或对照表）再导入一次"
    )


def test_an_unusable_row_leaves_an_existing_record_alone(
    tmp_path: Path, mapping: TableMapping
) -> None:
    """A record that is there already neither changes nor vanishes, and that is said too."""
    run(tmp_path, mapping, GOOD)
    before = next(records(tmp_path)).read_bytes()
    rows = GOOD + "甲店,东路1号,豆腐,112/9/12,农药,不合格,\n" + "甲店,东路1号,豆腐,?,农药,不合格,\n"
    outcome = run(tmp_path, mapping, rows)
    assert (outcome.left_out, outcome.updated, outcome.merchants) == (1, 0, 0)
    assert next(records(tmp_path)).read_bytes() == before
    assert "已有的档案没有改动" in sorted(outcome.problems)[-1].zh


def test_a_torn_row_of_nobody_keeps_nobody_out(tmp_path: Path, mapping: TableMapping) -> None:
    """A torn row that names no merchant of the table is told by itself."""
    outcome = run(tmp_path, mapping, GOOD + "丙店,青菜\n")
    assert [problem.code for problem in outcome.problems] == ["bad-row"]
    assert (outcome.merchants, outcome.left_out) == (1, 0)


KNOWN = CountyCodes(
    towns=("浦阳街道",), categories={"shop": "放心商店"}, kinds={"failed_sample": "抽检"}
)


def test_unknown_towns_and_categories_are_told_by_row(
    tmp_path: Path, mapping: TableMapping
) -> None:
    """A town the county lacks, a category the programme lacks, and a word the map lacks."""
    cells = {
        **mapping.merchant,
        "town": CellRule(column="品名"),
        "category": CellRule(column="项目", words={"餐饮": "catering", "商店": "shop"}),
    }
    outcome = import_rows(
        tmp_path,
        replace(mapping, merchant=cells),
        "甲店,1号,浦阳街道,112/9/11,商店,合格,\n"
        "乙店,2号,仙华镇,112/9/11,商店,合格,\n"
        "丙店,3号,浦阳街道,112/9/11,餐饮,合格,\n"
        "丁店,4号,浦阳街道,112/9/11,网吧,合格,\n",
    )
    rows = [problem for problem in sorted(outcome.problems) if problem.code == "unusable-row"]
    assert [problem.place.line for problem in rows] == [3, 4, 5]
    for problem, word in zip(rows, ("仙华镇", "catering", "网吧"), strict=True):
        assert f"“{word}”" in problem.zh
    assert (outcome.created, outcome.left_out) == (1, 3)


def import_rows(folder: Path, mapping: TableMapping, rows: str) -> ImportResult:
    """Import ``rows`` with the towns, categories and kinds of ``KNOWN``."""
    table = folder / "table.csv"
    table.write_text(HEAD + rows, "utf-8")
    return imported(table, mapping, folder / "merchants", known=KNOWN)


def test_words_of_the_mapping_are_known(mapping: TableMapping) -> None:
    """A category or a kind that only the mapping gets wrong is told once, for the mapping."""
    codes = [problem.code for problem in unknown_words(mapping, KNOWN, "m.yml")]
    assert codes == ["unknown-category", "unknown-kind"]
    towns = replace(mapping, merchant={"town": CellRule(value="仙华镇")}, failures=None)
    assert [problem.code for problem in unknown_words(towns, KNOWN, "m.yml")] == ["unknown-town"]


SOLE = MAPPING.replace("name: {", "uscc: {value: 92330726MA2DEMX21R}\n  name: {").replace(
    "address: {", "ADDRESS_PUBLICaddress: {"
)


@pytest.mark.parametrize(
    ("public", "category", "expected"),
    [
        ("address_public: {value: full}\n  ", "shop", "full"),
        ("address_public: {column: 品名, map: {临街: road}}\n  ", "shop", "road"),
        ("", "online", "road"),  # nothing else is allowed
        ("", "shop", None),
        ("address_public: {value: full}\n  ", "online", None),
    ],
)
def test_sole_traders_say_what_is_public_of_their_address(
    tmp_path: Path, public: str, category: str, expected: str | None
) -> None:
    """The mapping says it; only an online shop has a default; else the merchant is left out."""
    text = SOLE.replace("ADDRESS_PUBLIC", public).replace("default: shop", f"default: {category}")
    found, problems = read_mapping(text.encode(), "m.yml")
    assert found is not None, problems
    outcome = run(tmp_path, found, "甲店,东路1号,临街,112/9/11,农药,合格,\n")
    written = [read_record(path.read_bytes(), str(path))[0] for path in records(tmp_path)]
    assert [record and record.address_public for record in written] == (
        [expected] if expected else []
    )
    assert all("address_public" in p.zh for p in outcome.problems if p.code == "unusable-row")
    assert outcome.left_out == (expected is None)


def test_a_wrong_address_public_is_a_mistake_of_the_mapping() -> None:
    """Only full and road can be published, and the mapping is refused before any row is read."""
    text = SOLE.replace("ADDRESS_PUBLIC", "address_public: {value: half}\n  ")
    found, problems = read_mapping(text.encode(), "m.yml")
    assert found is None
    assert [problem.code for problem in problems] == ["bad-choice"]


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (b"PK\x03\x04 and the rest of a workbook", "broken-workbook", "另存一份"),
        (b"\xd0\xcf\x11\xe0 an old one", "old-workbook", "另存为“Excel 工作簿（.xlsx）"),
        (None, "no-file", "找不到"),
    ],
)
def test_what_is_no_table_is_said_plainly(
    tmp_path: Path, mapping: TableMapping, data: bytes | None, code: str, word: str
) -> None:
    """A workbook and a missing file get one message each, with the remedy."""
    table = tmp_path / "table.xlsx"
    if data is not None:
        table.write_bytes(data)
    outcome = imported(table, mapping, tmp_path / "merchants")
    assert [problem.code for problem in outcome.problems] == [code]
    assert word in outcome.problems[0].zh


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a" * (1 << 21), "bad-csv"),  # one line without end
        ("a," * 400_000 + "\n", "missing-column"),
        (f"{HEAD}{GOOD}" * 60_000, "too-big"),
    ],
)
def test_a_huge_table_is_refused_without_filling_the_memory(
    tmp_path: Path,
    mapping: TableMapping,
    text: str,
    code: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Over the limit it is not even read, and no message grows with it."""
    monkeypatch.setattr("fangxin.text.table.file.MOST_BYTES", 4 << 20)
    path = tmp_path / "t.csv"
    path.write_text(text, "utf-8")
    tracemalloc.start()
    table = read_table(path, mapping)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert {problem.code for problem in table.problems} >= {code}
    assert len(table.problems) < 50
    assert max(len(str(problem)) for problem in table.problems) < 2000
    assert peak < (64 << 20)
    assert lines_of(path) == (0 if code == "too-big" else text.count("\n"))


@pytest.mark.parametrize("comma", [",", ";", "\t"])
def test_titles_may_stand_above_the_heading(
    tmp_path: Path, mapping: TableMapping, comma: str
) -> None:
    """In a CSV as in a workbook: the row that names the columns is the heading."""
    path = tmp_path / "t.csv"
    plain = read_table(written(path, HEAD + GOOD, comma), mapping)
    titled = read_table(written(path, f"某县名单\n\n{HEAD}{GOOD}", comma), mapping)
    assert [row.number for row in plain.rows] == [2] and plain.problems == []
    assert [row.number for row in titled.rows] == [4] and titled.problems == []
    assert dict(plain.rows[0].cells) == dict(titled.rows[0].cells)


def written(path: Path, text: str, comma: str) -> Path:
    """A CSV whose cells are separated by ``comma``."""
    path.write_text(text.replace(",", comma), "utf-8")
    return path


def test_a_table_that_is_no_file_is_not_waited_for(
    tmp_path: Path, mapping: TableMapping, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pipe without a writer would be waited for for ever, as table and as mapping."""
    pipe, file = tmp_path / "pipe", tmp_path / "file"
    os.mkfifo(pipe)
    file.write_text(MAPPING, "utf-8")
    assert [problem.code for problem in read_table(pipe, mapping).problems] == ["not-a-file"]
    assert lines_of(pipe) == 0
    for table, words in ((pipe, file), (file, pipe)):
        assert main(["import", str(table), "--mapping", str(words)]) == 2
        assert f"{pipe} 不是文件" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["t.csv", "m.yml"])
def test_the_command_says_which_file_is_missing(
    root: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    missing: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A table or a mapping that is not there: one line in Chinese and English, nothing written."""
    monkeypatch.chdir(root)
    for name, text in (("t.csv", HEAD + GOOD), ("m.yml", MAPPING)):
        if name != missing:
            (tmp_path / name).write_text(text, "utf-8")
    words = [str(tmp_path / "t.csv"), "--mapping", str(tmp_path / "m.yml")]
    assert main(["import", *words, "--merchants", str(tmp_path / "merchants")]) == 2
    told = capsys.readouterr().err
    assert f"找不到文件 {tmp_path / missing}" in told
    assert "Errno" not in told
    assert not (tmp_path / "merchants").exists()


def blocks(kind: str) -> list[str]:
    """The fenced blocks of one kind in docs/import.md."""
    text = (ROOT / "docs" / "import.md").read_text("utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the documented table and mapping, as an official would save them."""
    (tmp_path / "content").symlink_to(CONTENT)
    (tmp_path / "检查结果.csv").write_text(blocks("csv")[0], "utf-8")
    (tmp_path / "检查结果.yml").write_text(blocks("yaml")[0], "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def documented(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Run exactly the documented command: its code, and the Chinese half of what it prints before
    it shows whom that moves."""
    program, *words = shlex.split(blocks("sh")[0])
    assert program == "fangxin"
    code = main(words)
    lines = capsys.readouterr().out.splitlines()
    last = next(at for at, line in enumerate(lines) if " 行 → " in line)
    return code, "".join(line.partition(" | ")[0] + "\n" for line in lines[: last + 1])


def test_the_documented_example_is_true(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Table, mapping and command of the guide give the output and the record it shows, and what
    they give passes the check."""
    assert blocks("csv")[0].count("\n") == 11, "ten rows and a heading"
    assert documented(capsys) == (0, blocks("text")[0])
    shown = re.search(
        r"`(merchants/daoru/\w/\w+\.yml)`", (ROOT / "docs/import.md").read_text("utf-8")
    )
    assert shown is not None
    assert (example / shown[1]).read_text("utf-8") == blocks("yaml")[1]
    programme, _ = read_programme(example / "content")
    assert programme is not None
    registry, problems = load(example / "merchants", programme, date(2026, 11, 23))
    assert errors(problems) == []
    public = {m.name: m.address_public for m in registry.merchants.values()}
    assert public["绢花小铺（示例）"] == "road"
    assert public["塔山早点铺（示例）"] == "full"


def test_the_documented_mistakes_are_told_as_documented(
    example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two spoilt rows give the messages of the guide; once mended, the same command adds them."""
    table = example / "检查结果.csv"
    good = table.read_text("utf-8").splitlines(keepends=True)
    spoilt = list(good)
    spoilt[2] = good[2].replace("2026/3/20", "2026年3月20日")
    spoilt[3] = good[3].replace(",浦阳街道,", ",仙华镇,")
    table.write_text("".join(spoilt), "utf-8")
    assert documented(capsys) == (1, blocks("text")[1])
    table.write_text("".join(good), "utf-8")
    code, said = documented(capsys)
    assert code == 0
    assert "新建 2，更新 0，未变 4" in said


def test_real_inspections_become_10378_merchants(tmp_path: Path, shared: Path) -> None:
    """The shipped mapping uses every row of the real table, twice with the same result. 206 of the
    10,584 names and addresses are others in another spelling (台北 and 臺北, width, brackets)."""
    mapping, problems = read_mapping(SHIPPED.read_bytes(), str(SHIPPED))
    assert mapping is not None, problems
    table = next((shared / "data").glob("tfda-inspections-*.csv"))
    first = imported(table, mapping, tmp_path)
    assert (first.rows, first.merchants, first.created) == (17185, 10378, 10378)
    assert first.problems == []
    again = imported(table, mapping, tmp_path)
    assert (again.unchanged, again.created, again.updated, again.kept) == (10378, 0, 0, [])


def test_a_registry_that_is_public_already_says_when_an_import_entered_it(
    tmp_path: Path, mapping: TableMapping
) -> None:
    """The certification acts from that day, never from a past in which nobody could see it."""
    granted = replace(mapping.certified, recorded=CellRule(value="2026-03-02"))
    outcome = run(
        tmp_path, replace(mapping, certified=granted), "甲店,东路1号,-,112/9/11,餐饮,合格,\n"
    )
    assert outcome.problems == []
    (path,) = records(tmp_path)
    merchant, problems = read_record(path.read_bytes(), path.name)
    assert merchant is not None and not problems
    assert merchant.decisions[0].acts == date(2026, 3, 2)
