"""What a mapping import makes of rows that are the same, that differ, that contradict each other,
and of tables that change: a catalogue of what once went wrong, with its relatives."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from fangxin.base.problem import errors
from fangxin.cli.main import main
from fangxin.facts.programme.programme import read_programme
from fangxin.facts.record.reading import read_record
from fangxin.facts.values import Merchant, Status
from fangxin.office.importer.keeping import compose
from fangxin.office.importer.plan import ImportResult
from fangxin.office.importer.present import Public, own_text
from fangxin.registry.registry import load
from fangxin.standing.standing import standing
from tests.support.demonstration import CONTENT
from tests.support.importing import imported, mapping_of

HEAD = "店名,信用代码,乡镇,地址,日期,结果,问题,文号,罚款,送达\n"
WHO = {"店名": "示例一店", "乡镇": "浦阳街道", "地址": "浙江省浦江县浦阳街道示例街1号"}
TEXT = """\
title: 小表（示例）
group_by: [店名, 地址]
prefix: T
folder: small
merchant:
  name: {column: 店名}
  uscc: {column: 信用代码}
  town: {column: 乡镇}
  address: {column: 地址}
  category: {value: shop}
certified: {date: 2024-01-10, until: 2030-01-09, document: 示导〔2024〕1号, certificate: FX-2024-}
outcome: {column: 结果, pass: [合格], fail: [不合格]}
failures:
  date: {column: 日期}
  summary: [问题]
  document: {column: 文号}
  served: {column: 送达, format: Y/m/d}
  rectified_by_later_pass: true
  kinds:
    - {kind: penalty_grave, column: 罚款, at_least: 50000}
    - {kind: penalty, column: 文号, blank: false}
    - {kind: failed_inspection}
"""
GOOD_CODE, OTHER_CODE = "91330726MA2DEM118J", "91330726MA2DEMX11U"


def row(**cells: str) -> str:
    """A line of the table; what is not said is that of the shop, and a failed visit of 5 March."""
    usual = {**WHO, "日期": "2026-03-05", "结果": "不合格", "问题": "后厨卫生不达标"}
    said = {**usual, **cells}
    return ",".join(f'"{said.get(name, "")}"' for name in HEAD.strip().split(",")) + "\n"


def run(
    folder: Path,
    *rows: str,
    text: str = TEXT,
    public: Public | None = None,
    encoding: str = "utf-8",
) -> ImportResult:
    """Import these rows."""
    table = folder / "table.csv"
    table.write_bytes((HEAD + "".join(rows)).encode(encoding))
    return imported(table, mapping_of(text), folder / "merchants", public=public)


def records(folder: Path) -> list[Path]:
    return sorted((folder / "merchants").rglob("*.yml"))


def merchants(folder: Path) -> list[Merchant]:
    """What the strict reader makes of the records."""
    found = [read_record(path.read_bytes(), path.name) for path in records(folder)]
    assert all(not problems for _, problems in found)
    return [merchant for merchant, _ in found if merchant is not None]


def codes(outcome: ImportResult) -> list[tuple[int, str]]:
    """Line and code of every problem but that a merchant was left out."""
    told = sorted(outcome.problems)
    return [(p.place.line, p.code) for p in told if p.code != "whole-merchant-left-out"]


def statuses(folder: Path, day: str) -> list[Status]:
    """The status of every merchant on a day."""
    programme, _ = read_programme(CONTENT)
    assert programme is not None
    as_of = date.fromisoformat(day)
    registry, problems = load(folder / "merchants", programme, as_of, today=date(2027, 1, 1))
    assert errors(problems) == []
    return [
        standing(registry.facts(id), programme.policy, as_of).status for id in registry.merchants
    ]


ONE, TWO = "示罚〔2026〕1号", "示罚〔2026〕2号"
ACTS: Mapping[str, tuple[Sequence[str], int]] = {  # rows → how many acts they are
    "two documents of one day": ([row(文号=ONE), row(文号=TWO)], 2),
    "one document twice": ([row(文号=ONE), row(文号=ONE)], 1),
    "one document in two spellings": ([row(文号=ONE), row(文号="示罚(2026)第001号")], 1),
    "one document on two days": ([row(文号=ONE), row(文号=ONE, 日期="2026-03-06")], 1),
    "one document, two findings": ([row(文号=ONE), row(文号=ONE, 问题="计量作弊")], 1),
    "one visit, two findings": ([row(), row(问题="从业人员无健康证")], 1),
    "two visits": ([row(), row(日期="2026-03-06")], 2),
    "a visit and a document of its day": ([row(), row(文号=ONE)], 2),
    "numbers that differ in the year": ([row(文号=ONE), row(文号="示罚〔2025〕1号")], 2),
    "numbers that differ in the office": ([row(文号=ONE), row(文号="乙罚〔2026〕1号")], 2),
    "a number and its part": ([row(文号=ONE), row(文号="示罚〔2026〕1-1号")], 2),
    "many documents of one day": ([row(文号=f"示罚〔2026〕{n}号") for n in range(1, 31)], 30),
    "words that are no number": ([row(文号="决定书"), row(文号="决定书", 日期="2026-03-07")], 2),
}


@pytest.mark.parametrize("name", ACTS)
def test_acts(tmp_path: Path, name: str) -> None:
    """Different documents are different acts, and one act is one failure."""
    rows, acts = ACTS[name]
    outcome = run(tmp_path, *rows)
    assert outcome.problems == []
    (merchant,) = merchants(tmp_path)
    assert len(merchant.failures) == len({one.counts_as for one in merchant.failures}) == acts


def test_two_documents_of_a_day_are_no_repetition(tmp_path: Path) -> None:
    """Two serious acts within twelve months revoke when the second came after the first was told:
    those of one day are two acts, and neither repeats the other."""
    other = {"店名": "示例乙店", "地址": "浙江省浦江县浦阳街道示例街2号"}
    run(
        tmp_path,
        row(文号=ONE),
        row(文号=TWO),
        row(**other, 文号="示罚〔2026〕3号"),
        row(**other, 文号="示罚〔2026〕4号", 日期="2026-03-06"),
    )
    assert statuses(tmp_path, "2026-03-06") == [Status.SUSPENDED, Status.REVOKED]


SPELLINGS = [
    {"店名": "示例一店 "},
    {"店名": "示例　一店"},
    {"地址": "浙江省浦江县浦阳街道示例街１号"},
    {"地址": "浙江省浦江县浦阳街道示例街 1号"},
    {"店名": "示例一店\u200b"},
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_one_shop_in_two_spellings_is_one_shop(tmp_path: Path, spelling: dict[str, str]) -> None:
    """In one table, and in two that come one after the other; its ID stays."""
    passed = row(结果="合格", 问题="", 日期="2026-03-01")
    (tmp_path / "one").mkdir()
    run(tmp_path / "one", passed, row(**spelling))
    (merchant,) = merchants(tmp_path / "one")
    assert len(merchant.failures) == 1
    (tmp_path / "two").mkdir()
    run(tmp_path / "two", row(**spelling))
    before = records(tmp_path / "two")
    run(tmp_path / "two", passed, row(**spelling))
    assert records(tmp_path / "two") == before
    assert before[0].name == records(tmp_path / "one")[0].name


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"信用代码": OTHER_CODE}, TEXT),
        ({"乡镇": "黄宅镇"}, TEXT),
        ({"地址": "浙江省浦江县浦阳街道示例街2号"}, TEXT.replace("[店名, 地址]", "[信用代码]")),
        ({"店名": "示例二店"}, TEXT.replace("[店名, 地址]", "[信用代码]")),
        ({"信用代码": OTHER_CODE}, TEXT.replace("[店名, 地址]", "[信用代码]")),
    ],
)
def test_rows_that_contradict_each_other_are_told_together(
    tmp_path: Path, changed: dict[str, str], text: str
) -> None:
    """About who the merchant is: neither joined nor taken for two, and both rows are named."""
    outcome = run(
        tmp_path, row(信用代码=GOOD_CODE), row(**{"信用代码": GOOD_CODE, **changed}), text=text
    )
    told = [one for one in outcome.problems if one.code == "contradicting-rows"]
    assert [one.place.line for one in told] == [3]
    assert "第 2 行和第 3 行" in told[0].zh and "rows 2 and 3" in told[0].en
    left = [one.name for one in merchants(tmp_path)]
    assert left == [] or changed == {"信用代码": OTHER_CODE}


def test_a_record_of_somebody_else_is_told(tmp_path: Path) -> None:
    """A newer table that says another town, or another code, changes nothing."""
    run(tmp_path, row(信用代码=GOOD_CODE))
    before = records(tmp_path)[0].read_bytes()
    outcome = run(tmp_path, row(信用代码=OTHER_CODE, 日期="2026-04-01"))
    assert codes(outcome) == [(2, "record-contradicts")]
    assert records(tmp_path)[0].read_bytes() == before


def test_a_wrong_check_character_says_nothing(tmp_path: Path) -> None:
    """The row is refused, unless the mapping says that the licence has it so."""
    wrong = GOOD_CODE[:-1] + "K"
    assert codes(run(tmp_path, row(信用代码=wrong))) == [(2, "unusable-row")]
    assert records(tmp_path) == []
    assert codes(run(tmp_path, row(信用代码=wrong), text=TEXT + f"codes: [{wrong}]\n")) == []
    (path,) = records(tmp_path)
    merchant, problems = read_record(path.read_bytes(), path.name)
    assert merchant is not None and merchant.uscc == wrong
    assert [one.code for one in problems] == ["credit-code-check"]


@pytest.mark.parametrize(
    "cells",
    [
        {"日期": "2027-03-05"},
        {"日期": "3/5/2026"},
        {"结果": "待定"},
        {"罚款": "许多", "文号": ONE},
        {"送达": "5.3.2026", "文号": ONE},
        {"送达": "2026/3/1", "文号": ONE},  # served before it happened
        {"文号": "很长的文书名称" * 12},  # outgrows its field
    ],
)
def test_what_the_registry_would_refuse_is_not_written(
    tmp_path: Path, cells: dict[str, str]
) -> None:
    """An import judges before it writes, and tells the row."""
    outcome = run(tmp_path, row(**cells))
    assert {line for line, _ in codes(outcome)} == {2}
    assert (records(tmp_path), outcome.created, outcome.left_out) == ([], 0, 1)


def by_hand(path: Path) -> bytes:
    """A person adds a line."""
    path.write_bytes(path.read_bytes() + b"service_phone: 0579-00000001\n")
    return path.read_bytes()


def test_each_fact_that_an_edited_record_lacks_is_named(tmp_path: Path) -> None:
    """With the command that enters it; what is there, in whatever spelling, is not."""
    run(tmp_path, row(文号=ONE))
    edited = by_hand(records(tmp_path)[0])
    outcome = run(
        tmp_path,
        row(文号="示罚（2026）1号"),
        row(文号=TWO),
        row(文号="示罚(2026)2号", 问题="计量作弊"),
        row(日期="2026-04-01"),
        row(结果="合格", 问题="", 日期="2026-05-01"),
    )
    assert codes(outcome) == [(2, "fact-missing"), (3, "fact-missing"), (5, "fact-missing")]
    told = sorted(outcome.problems)
    id = records(tmp_path)[0].stem
    assert f"fangxin rectify {id} F2026-1-" in told[0].zh and "2026-05-01" in told[0].zh
    assert f"fangxin fail {id} --kind penalty --date 2026-03-05 --document" in told[1].zh
    assert f"fangxin fail {id} --kind failed_inspection --date 2026-04-01" in told[2].zh
    assert records(tmp_path)[0].read_bytes() == edited
    assert (outcome.kept, outcome.updated) == ([str(records(tmp_path)[0])], 0)


def test_an_edited_record_that_lacks_nothing_is_fine(tmp_path: Path) -> None:
    """It is left alone, and nothing is told."""
    run(tmp_path, row(文号=ONE))
    by_hand(records(tmp_path)[0])
    outcome = run(tmp_path, row(文号=ONE))
    assert (outcome.problems, outcome.unchanged, outcome.kept) == ([], 1, [])


def test_what_a_whole_table_took_back_is_told(tmp_path: Path) -> None:
    """A row that is gone, a day that was mended, a shop that is gone: nothing changes by itself."""
    whole = TEXT + "whole: true\n"
    other = {"店名": "示例乙店", "地址": "浙江省浦江县浦阳街道示例街2号"}
    run(tmp_path, row(), row(日期="2026-04-01", 问题="无健康证"), row(**other), text=whole)
    before = [path.read_bytes() for path in records(tmp_path)]
    mended = row(日期="2026-03-06")
    outcome = run(tmp_path, mended, text=whole)
    gone = (1, "merchant-not-in-table")
    assert codes(outcome) == [gone, (2, "row-taken-back"), (2, "row-taken-back")]
    assert [path.read_bytes() for path in records(tmp_path)] == before
    words = "".join(one.zh for one in outcome.problems)
    assert "原表第 2 行现在写的是 2026-03-06" in words and "原表里已经没有了" in words
    full = run(tmp_path, row(), row(日期="2026-04-01", 问题="无健康证"), text=whole)
    assert codes(full) == [gone]
    assert errors(full.problems) == []
    assert run(tmp_path, mended).problems == []  # any other table only adds


def test_a_documents_day_that_was_mended_is_told(tmp_path: Path) -> None:
    """It is the same act; the day that was entered stays."""
    whole = TEXT + "whole: true\n"
    run(tmp_path, row(文号=ONE, 日期="2026-05-05"), text=whole)
    outcome = run(tmp_path, row(文号=ONE, 日期="2026-05-08"), text=whole)
    assert codes(outcome) == [(2, "row-taken-back")]
    assert [one.date for one in merchants(tmp_path)[0].failures] == [date(2026, 5, 5)]


def test_a_cell_that_cannot_be_read_keeps_out_only_whom_it_may_mean(tmp_path: Path) -> None:
    """Its shop is known by the other cells; the others of the town come in."""
    text = TEXT.replace("[店名, 地址]", "[店名, 乡镇]")
    others = [
        row(店名=f"示例{n}店", 地址=f"示例街{n}号", 结果="合格", 问题="") for n in range(2, 5)
    ]
    outcome = run(tmp_path, row(问题="\ue000"), *others, text=text)
    assert (outcome.created, codes(outcome)) == (3, [(2, "private-use-character")])


def test_an_appeal_that_was_decided_later_is_added(tmp_path: Path) -> None:
    """In any order; what contradicts is told as people read it."""
    text = TEXT.replace(
        "  rectified_by",
        "  appeal: {filed: {value: 2026-03-10}, decided: {column: 送达, format: Y/m/d}, "
        "outcome: {column: 罚款}}\n  rectified_by",
    ).replace("  served: {column: 送达, format: Y/m/d}\n", "")
    text = text.replace("    - {kind: penalty_grave, column: 罚款, at_least: 50000}\n", "")
    filed, decided = row(文号=ONE), row(文号=ONE, 送达="2026/3/12", 罚款="dismissed")
    for folder, tables in (("one", (filed, decided)), ("other", (decided, filed))):
        (tmp_path / folder).mkdir()
        for table in tables:
            assert run(tmp_path / folder, table, text=text).problems == []
    one, other = (merchants(tmp_path / name)[0] for name in ("one", "other"))
    assert one.failures == other.failures
    assert one.failures[0].appeal is not None and one.failures[0].appeal.outcome == "dismissed"
    outcome = run(tmp_path / "one", row(文号=ONE, 送达="2026/3/13", 罚款="dismissed"), text=text)
    assert codes(outcome) == [(2, "unusable-row")]
    assert (
        "decided 2026-03-12" in outcome.problems[0].zh and "datetime" not in outcome.problems[0].zh
    )


def test_a_particular_that_changed_is_told_and_stays(tmp_path: Path) -> None:
    """A telephone is no fact that an import may change; a newer one is not dropped silently."""
    text = TEXT.replace("  category: {", "  service_phone: {column: 信用代码}\n  category: {")
    text = text.replace("  uscc: {column: 信用代码}\n", "")
    run(tmp_path, row(信用代码="0579-00000001"), text=text)
    outcome = run(tmp_path, row(信用代码="0579-00000002", 日期="2026-04-01"), text=text)
    assert [(one.code, one.level) for one in outcome.problems] == [
        ("particular-differs", "warning")
    ]
    (merchant,) = merchants(tmp_path)
    assert (merchant.service_phone, len(merchant.failures)) == ("0579-00000001", 2)


LEGACY = {  # what an earlier version wrote for two documents of one day, and for one
    "id": "F20260305",
    "kind": "penalty",
    "date": date(2026, 3, 5),
    "summary": "后厨卫生不达标；计量作弊",
}


@pytest.mark.parametrize(
    ("document", "told", "failures"),
    [
        (f"{ONE}；{TWO}", [(2, "joined-documents")], ["F20260305"]),
        (ONE, [], ["F20260305", "F2026-2-"]),
    ],
)
def test_records_of_an_earlier_version(
    tmp_path: Path, document: str, told: list[tuple[int, str]], failures: list[str]
) -> None:
    """IDs that were given do not move, no fact is doubled, and what was joined is named."""
    run(tmp_path, row(结果="合格", 问题=""))
    (path,) = records(tmp_path)
    own = own_text(path.read_bytes())
    assert own is not None
    path.write_bytes(compose({**own[0], "failures": [{**LEGACY, "document": document}]}))
    outcome = run(tmp_path, row(文号=ONE), row(文号=TWO, 问题="计量作弊"))
    assert (codes(outcome), records(tmp_path)) == (told, [path])
    (merchant,) = merchants(tmp_path)
    assert len(merchant.failures) == len(failures)
    for failure, begins in zip(
        sorted(merchant.failures, key=lambda f: f.id), sorted(failures), strict=True
    ):
        assert failure.id.startswith(begins)


TODAY = date(2026, 11, 23)


def test_new_facts_of_a_public_registry_enter_it_today(tmp_path: Path) -> None:
    """Certification, failure and rectification; what was published stays as it is and is told."""
    passed = row(结果="合格", 问题="", 日期="2026-03-20")
    before = TODAY - timedelta(days=5)
    public = Public(before - timedelta(days=3), before, {})
    assert run(tmp_path, row(), passed, public=public).problems == []
    (merchant,) = merchants(tmp_path)
    (failure,) = merchant.failures
    assert merchant.decisions[0].acts == before
    assert (failure.recorded, failure.rectified_recorded) == (before, before)
    path = records(tmp_path)[0]
    known = Public(TODAY, TODAY, {path.stem: path.read_bytes()})
    outcome = run(tmp_path, row(文号=""), row(问题="无健康证"), row(文号=ONE), public=known)
    assert codes(outcome) == [(2, "published-differs")]
    (merchant,) = merchants(tmp_path)
    assert [one.summary for one in merchant.failures] == ["后厨卫生不达标", "后厨卫生不达标"]
    assert sorted(one.recorded for one in merchant.failures) == [before, TODAY]


CONDITIONS = {
    "is": ("{column: 结果, pass: [合格], fail: [不合格]}", [True, False, None]),
    "otherwise": ("{column: 结果, pass: [合格], fail: otherwise}", [True, False, False]),
    "blank": ("{column: 问题, pass: blank, fail: {blank: false}}", [True, False, False]),
    "contains": (
        "{column: 结果, pass: {is: [合格]}, fail: {contains: [不合, 待]}}",
        [True, False, False],
    ),
    "elsewhere": (
        "{column: 结果, pass: [合格, {column: 罚款, blank: true}], fail: [不合格]}",
        [True, None, True],
    ),
    "at least": ("{column: 罚款, pass: otherwise, fail: {at_least: 1000}}", [True, False, True]),
}


@pytest.mark.parametrize("name", CONDITIONS)
def test_outcomes_by_conditions(tmp_path: Path, name: str) -> None:
    """The same conditions as kinds have; what fits neither, or both, is unusable."""
    said, expected = CONDITIONS[name]
    text = TEXT.replace("{column: 结果, pass: [合格], fail: [不合格]}", said)
    rows = [
        row(结果="合格", 问题=""),
        row(店名="示例乙店", 罚款="1,500" if name == "at least" else ""),
        row(店名="示例丙店", 结果="待定"),
    ]
    outcome = run(tmp_path, *rows, text=text)
    usable = {one.name: not one.failures for one in merchants(tmp_path)}
    shops = ("示例一店", "示例乙店", "示例丙店")
    assert [usable.get(shop) for shop in shops] == expected
    assert outcome.left_out == expected.count(None)


def test_a_table_without_outcomes_is_a_list_of_findings(tmp_path: Path) -> None:
    """Every row is one; rows that a condition leaves out are counted."""
    text = TEXT.replace("outcome: {column: 结果, pass: [合格], fail: [不合格]}\n", "")
    text += "skip: [{column: 结果, is: [撤案]}]\n"
    outcome = run(tmp_path, row(文号=ONE, 罚款="60,000"), row(文号=TWO, 结果="撤案"), text=text)
    (merchant,) = merchants(tmp_path)
    assert [one.kind for one in merchant.failures] == ["penalty_grave"]
    assert (outcome.rows, outcome.skipped, outcome.problems) == (1, 1, [])


def test_signs_commitments_and_honours(tmp_path: Path) -> None:
    """Items of the record's lists, each once; thousands' commas are no part of an amount."""
    text = TEXT + (
        "signs: [{number: {column: 文号}, issued: {column: 送达, format: Y/m/d}}]\n"
        "commitments: [{kind: {value: advance_compensation}, limit: {column: 罚款}}]\n"
    )
    text = text.replace("  document: {column: 文号}\n", "").replace(
        "  served: {column", "  # {column"
    )
    sign = {"结果": "合格", "问题": "", "文号": "BP-1", "送达": "2026/3/5", "罚款": "5,000"}
    for _ in range(2):
        assert run(tmp_path, row(**sign), row(**sign), text=text).problems == []
    assert run(tmp_path, row(**{**sign, "文号": "BP-2"}), text=text).problems == []
    (merchant,) = merchants(tmp_path)
    assert [(one.number, one.issued) for one in merchant.signs] == [
        ("BP-1", date(2026, 3, 5)),
        ("BP-2", date(2026, 3, 5)),
    ]
    assert [(one.kind, one.limit) for one in merchant.commitments] == [
        ("advance_compensation", 5000)
    ]


def test_later_recognitions_and_appeals(tmp_path: Path) -> None:
    """A recognition for each day, and what became of an appeal, out of columns."""
    text = TEXT.replace(
        "certified: {date: 2024-01-10, until: 2030-01-09, document: 示导〔2024〕1号, "
        "certificate: FX-2024-}",
        "certified: {date: {column: 送达, format: Y/m/d}, until: {value: 2030-01-09}, "
        "document: {value: 示导〔2024〕1号}, certificate: {column: 罚款}}",
    ).replace("  served: {column: 送达, format: Y/m/d}\n", "")
    text = text.replace(
        "  rectified_by",
        "  appeal: {filed: {value: 2026-03-10}, decided: {value: 2026-03-12}, "
        "outcome: {value: dismissed}}\n  rectified_by",
    )
    passed = {"结果": "合格", "问题": ""}
    outcome = run(
        tmp_path,
        row(**passed, 送达="2024/1/10", 罚款="FX-1"),
        row(**passed, 送达="2025/1/10", 罚款="FX-2"),
        row(送达="2025/1/10", 罚款="FX-2", 文号=""),
        text=text.replace("- {kind: penalty_grave, column: 罚款, at_least: 50000}\n    ", ""),
    )
    assert outcome.problems == []
    (merchant,) = merchants(tmp_path)
    assert [(one.id, one.certificate) for one in merchant.decisions] == [
        ("D20240110", "FX-1"),
        ("D20250110", "FX-2"),
    ]
    appeal = merchant.failures[0].appeal
    assert appeal is not None and appeal.outcome == "dismissed"


NOWHERE = {"地址": "", "乡镇": ""}


@pytest.mark.parametrize(
    ("first", "then", "records_after", "told"),
    [
        ({"信用代码": GOOD_CODE}, {"信用代码": GOOD_CODE, **NOWHERE}, 1, []),
        ({"信用代码": GOOD_CODE, **NOWHERE}, {"信用代码": GOOD_CODE}, 1, []),
        ({"信用代码": GOOD_CODE}, {"信用代码": OTHER_CODE, **NOWHERE}, 2, []),
        ({}, NOWHERE, 1, []),
        (NOWHERE, NOWHERE, 1, []),
        ({"信用代码": GOOD_CODE}, NOWHERE, 1, []),
    ],
)
def test_a_list_without_addresses_finds_the_shop(
    tmp_path: Path,
    first: dict[str, str],
    then: dict[str, str],
    records_after: int,
    told: list[tuple[int, str]],
) -> None:
    """The same operator's shop is the one that is meant; no second record beside a green one."""
    online = TEXT.replace("value: shop", "value: online")
    run(tmp_path, row(**first, 结果="合格", 问题=""), text=online)
    outcome = run(tmp_path, row(**then, 文号=ONE, 罚款="90,000"), text=online)
    assert codes(outcome) == told
    assert len(records(tmp_path)) == records_after
    if records_after == 1:
        assert [one.kind for one in merchants(tmp_path)[0].failures] == ["penalty_grave"]


def test_of_several_shops_of_an_operator_nobody_can_say_which(tmp_path: Path) -> None:
    """The row is told with both, and neither changes."""
    other = {"店名": "示例乙店", "地址": "浙江省浦江县浦阳街道示例街2号", "信用代码": GOOD_CODE}
    passed = {"结果": "合格", "问题": ""}
    run(tmp_path, row(信用代码=GOOD_CODE, **passed), row(**other, **passed))
    outcome = run(tmp_path, row(店名="示例公司", 信用代码=GOOD_CODE, **NOWHERE))
    assert codes(outcome) == [(2, "same-merchant-twice")]
    assert [one.failures for one in merchants(tmp_path)] == [(), ()]


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_that_seem_one_neither_is_taken(tmp_path: Path, order: int) -> None:
    """Whichever stands first: the failing row must not leave the passing one green."""
    text = TEXT.replace("[店名, 地址]", "[店名, 地址, 信用代码]")
    rows = [row(信用代码=GOOD_CODE, 结果="合格", 问题=""), row(信用代码=OTHER_CODE)][::order]
    outcome = run(tmp_path, *rows, text=text)
    assert (records(tmp_path), outcome.left_out) == ([], 2)


def test_what_an_edited_record_has_milder_is_named(tmp_path: Path) -> None:
    """A failure of the day of another, lighter kind is not the same as recorded; nor are two
    documents one failure."""
    run(tmp_path, row())
    by_hand(records(tmp_path)[0])
    graver = TEXT.replace("    - {kind: failed_inspection}", "    - {kind: failed_inspection, "
                          "column: 问题, is: [轻]}\n    - {kind: penalty_minor}")  # fmt: skip
    assert codes(run(tmp_path, row(文号=ONE), row(文号=TWO))) == [
        (2, "fact-missing"),
        (3, "fact-missing"),
    ]
    assert codes(run(tmp_path, row(问题="轻"), text=graver)) == []
    lighter = TEXT.replace("  kinds:", "  kinds:\n    - {kind: counterfeit, column: 问题, "
                           "contains: [食物]}")  # fmt: skip
    outcome = run(tmp_path, row(问题="食物中毒"), text=lighter)
    assert (
        codes(outcome) == [(2, "fact-missing")] and "较重的 counterfeit" in outcome.problems[0].zh
    )


def test_a_clash_with_another_record_leaves_out_its_own_shop(tmp_path: Path) -> None:
    """A sign number that another shop has: this shop is left out, the others come in."""
    text = TEXT.replace("  document: {column: 文号}\n", "").replace(
        "column: 文号, blank", "column: 罚款, blank"
    )
    text += "signs: [{number: {column: 文号}, issued: {value: 2026-03-01}}]\n"
    passed = {"结果": "合格", "问题": ""}
    other = {"店名": "示例乙店", "地址": "浙江省浦江县浦阳街道示例街2号"}
    third = {"店名": "示例丙店", "地址": "浙江省浦江县浦阳街道示例街3号"}
    assert run(tmp_path, row(**passed, 文号="BP-1"), text=text).problems == []
    outcome = run(
        tmp_path,
        row(**passed, **other, 文号="BP-1"),
        row(**passed, **third, 文号="BP-2"),
        text=text,
    )
    assert (outcome.created, outcome.left_out) == (1, 1)
    assert sorted(one.name for one in merchants(tmp_path)) == ["示例一店", "示例丙店"]


def test_the_row_that_is_wrong_is_named(tmp_path: Path) -> None:
    """What the registry would refuse is told of the row of that fact, not of the shop's first."""
    outcome = run(tmp_path, row(), row(日期="2027-04-01"))
    assert codes(outcome) == [(3, "unusable-row")]


@pytest.mark.parametrize("encoding", ["gb2312", "gbk", "gb18030", "GB_2312-80", "cp936"])
def test_what_is_announced_as_gb_is_read_as_gb18030(tmp_path: Path, encoding: str) -> None:
    """· stays ·, and a character that GB 2312 lacks is one."""
    name = "示例·镕一店"
    outcome = run(
        tmp_path, row(店名=name), text=TEXT + f"encoding: {encoding}\n", encoding="gb18030"
    )
    assert outcome.problems == []
    assert [one.name for one in merchants(tmp_path)] == [name]


def test_private_use_characters(tmp_path: Path) -> None:
    """What a standard has given a place is written so; what none has is told with its cell."""
    outcome = run(tmp_path, row(店名="示例\ue81e店"), row(店名="示例\ue000店", 地址="别处"))
    assert codes(outcome) == [(3, "private-use-character")]
    assert [one.name for one in merchants(tmp_path)] == ["示例\u9fb4店"]


def test_json_tells_every_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Those of the table beside those of the registry, whether something is written or not."""
    shutil.copytree(CONTENT, tmp_path / "content")
    table, mapping = tmp_path / "t.csv", tmp_path / "m.yml"
    mapping.write_text(TEXT, "utf-8")
    words = ["import", str(table), "--mapping", str(mapping), "--merchants"]
    words += [str(tmp_path / "merchants"), "--content", str(tmp_path / "content"), "--json", "-y"]
    other = row(店名="示例乙店", 地址="浙江省浦江县浦阳街道示例街2号")
    for rows in (row(结果="待定") + other, row(结果="待定")):
        table.write_text(HEAD + rows, "utf-8")
        assert main(words) == 1
        told = json.loads(capsys.readouterr().out)
        assert [one["code"] for one in told["problems"]][:1] == ["unusable-row"]
        assert told["left_out"] == 1


def test_importing_nothing_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--dry-run`` shows whom it moves and leaves every byte."""
    shutil.copytree(CONTENT, tmp_path / "content")
    table, mapping = tmp_path / "t.csv", tmp_path / "m.yml"
    table.write_text(HEAD + row(文号=ONE, 罚款="60,000"), "utf-8")
    mapping.write_text(TEXT, "utf-8")
    words = ["import", str(table), "--mapping", str(mapping), "--merchants"]
    words += [str(tmp_path / "merchants"), "--content", str(tmp_path / "content")]
    assert main([*words, "--dry-run"]) == 0
    told = capsys.readouterr()
    assert "不在册 → 认定已撤销" in told.out and "没有改动任何文件" in told.err
    assert not (tmp_path / "merchants").exists()
    assert main([*words, "-y"]) == 0
    assert len(records(tmp_path)) == 1


LISTS = """\
title: 检查（示例）
group_by: [店名, 地址]
prefix: T
folder: small
merchant:
  name: {column: 店名}
  town: {column: 乡镇}
  address: {column: 地址}
  category: {value: catering}
certified: {date: 2024-01-10, until: 2030-01-09, document: 示导〔2024〕1号, certificate: FX-2024-}
outcome: {column: 结果, pass: [合格], fail: otherwise}
failures:
  date: {column: 检查日期}
  summary: [问题]
  rectified_by_later_pass: true
  kinds:
    - {kind: food_safety_incident, column: 问题, contains: [食物中毒]}
    - {kind: failed_inspection}
"""
DOCUMENTS = (
    LISTS.replace("检查日期", "日期")
    .replace("  summary: [问题]\n", "  summary: [问题]\n  document: {column: 文书}\n")
    .replace("    - {kind: failed_inspection}", "    - {kind: penalty}")
)
FINDINGS = """\
title: 处罚（示例）
group_by: [当事人, 地址]
prefix: T
folder: small
merchant:
  name: {column: 当事人}
  town: {value: 黄宅镇}
  address: {column: 地址}
  category: {value: shop}
certified: {date: 2024-01-10, until: 2030-01-09, document: 示导〔2024〕1号, certificate: FX-2024-}
failures:
  date: {column: 处罚日期, format: m/d/Y}
  document: {column: 文号}
  summary: [违法事实]
  kinds: [{kind: penalty_grave, column: 罚款, at_least: 50000}, {kind: penalty}]
"""
BLANK = """\
title: Inspections（示例）
group_by: [Establishment, Street, "No"]
prefix: T
folder: small
merchant:
  name: {column: Establishment}
  town: {value: 黄宅镇}
  address: {text: "{Street} {No}"}
  category: {value: catering}
certified: {date: 2024-01-10, until: 2030-01-09, document: 示导〔2024〕1号, certificate: FX-2024-}
outcome: {column: Severity, pass: blank, fail: otherwise}
failures:
  date: {column: Inspected, format: m/d/Y}
  summary: [Finding]
  kinds: [{kind: food_safety_incident, column: Severity, contains: [Crucial]}, {kind: penalty}]
"""
GREEN, AMBER, RED = Status.CERTIFIED, Status.SUSPENDED, Status.REVOKED
CASES: Mapping[str, tuple[Sequence[str], str, str, list[Status]]] = {
    "a newer list": (["newer-list-1.csv", "newer-list-2.csv"], LISTS, "2026-04-05", [RED]),
    "a newer list the day before": (
        ["newer-list-1.csv", "newer-list-2.csv"],
        LISTS,
        "2026-04-04",
        [GREEN],
    ),
    "an older list later": (["newer-list-2.csv", "newer-list-1.csv"], LISTS, "2026-04-05", [RED]),
    "two spellings": (["two-spellings.csv"], LISTS, "2026-04-20", [AMBER]),
    "two spellings in a workbook": (["two-spellings-需改正.xlsx"], LISTS, "2026-04-20", [AMBER]),
    "two documents": (["two-documents.csv"], DOCUMENTS, "2026-03-06", [RED, AMBER]),
    "every row a finding": (["no-outcome-column.tsv"], FINDINGS, "2026-03-12", [RED]),
    "an empty cell is clean": (["blank-is-clean.csv"], BLANK, "2026-02-03", [AMBER, RED]),
}


@pytest.mark.parametrize("name", CASES)
def test_tables_that_went_wrong(tmp_path: Path, shared: Path, name: str) -> None:
    """The small tables beside the repository, by a mapping alone."""
    files, text, day, expected = CASES[name]
    for file in files:
        table = shared / "cases" / file
        if not table.is_file():
            pytest.skip(f"needs {file} in ../shared/cases, which this machine does not have")
        outcome = imported(table, mapping_of(text), tmp_path / "merchants")
        assert errors(outcome.problems) == []
    assert sorted(statuses(tmp_path, day)) == sorted(expected)
