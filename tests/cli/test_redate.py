"""Facts that were entered offline and are pushed days later: one command, and the gate passes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fangxin.change.guard.days import known_days
from fangxin.change.guard.facts import FactChange, ItemAt
from fangxin.change.guard.late import tables
from fangxin.cli.main import main
from fangxin.office.editing.entered_days import entered_days
from fangxin.office.editing.mending import with_mended
from fangxin.text.fields.tables import Group, ListOf
from tests.change.test_guard_properties import tree_of
from tests.support.town_repository import TODAY, Town, founded

FRIDAY, NIGHTLY = date(2026, 3, 13), date(2026, 3, 16)
ROWS = "content/registers/inspections.csv"
STEPS = [
    {"in": "merchants/shop/PJ269004K.yml", "append":
     "    - {id: D2, date: 2026-03-13, status: certified, until: 2029-03-12, certificate: "
     "FX-2026-0104, document: 浦消联办〔2026〕105号}\n"},
    {"in": "merchants/shop/PJ269002O.yml", "append":
     "    rectified: 2026-03-12\n    rectified_recorded: 2026-03-13\n"
     "    rectified_document: 浦市监查〔2026〕3号\n    rectified_summary: 已清出临期食品\n"},
    {"in": "merchants/online/PJ269009A.yml", "replace": "appeal: {filed: 2026-02-25}", "by":
     "appeal: {filed: 2026-02-25, decided: 2026-03-12, outcome: dismissed, "
     "document: 浦消联办〔2026〕106号}"},
    {"in": "merchants/shop/PJ269003M.yml", "append":
     "  - id: F3\n    kind: price_not_marked\n    date: 2026-03-12\n    recorded: 2026-03-13\n"
     "    summary: 部分商品没有明码标价\n"},
    {"in": "merchants/catering/PJ269005I.yml", "replace": "summary: 反映后厨没有开放}", "by":
     "summary: 反映后厨没有开放, decided: 2026-03-13, outcome: dismissed, "
     "document: 浦消联办〔2026〕105号}"},
    {"in": ROWS, "append":
     "INS-2026-0007,2026-03-05,2026-03-13,offline,circulation,电饭煲,PJ269001Q,,,,failed,"
     "标志不合格,seller,failed_sample_label,2026-03-13,浦市监检〔2026〕4号,,,,,,,,\n"},
    {"in": "content/registers/misuse.yml", "append":
     "- {id: MIS-2026-002, kind: domain, value: fx-pujiang.example, seen: 2026-03-08, reported: "
     "2026-03-12, evidence: 截图, note: 域名不是本站的}\n"},
    {"in": "merchants/shop/PJ269006G.yml", "replace": "summary: 把标牌借给另一家店使用}", "by":
     "summary: 把标牌借给另一家店使用, void: {date: 2026-03-13, reason: 应为另一家店, "
     "document: 浦消联办〔2026〕105号}}"},
]  # fmt: skip


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A registry in which somebody entered all of it on Friday."""
    made = founded(tmp_path / "town")
    made.take(STEPS)
    made.commit("Friday", day=FRIDAY)
    return made


def redate(town: Town, *words: str) -> int:
    where = ("--repository", str(town.folder), "--as-of", str(TODAY))
    return main(["redate", *words, *where])


def test_what_was_entered_on_friday_is_pushed_on_monday(town: Town) -> None:
    """The site said until Monday that there was nothing; after redate the gate lets it pass, and
    nothing but days of recording has changed."""
    assert town.codes(published=NIGHTLY) == {"recorded-too-early", "back-dated-grant"}
    assert redate(town, "published") == 0
    differ = town.git("diff", "-U0", "HEAD")
    added = re.findall(r"^\+(?!\+)(.*)", differ, re.MULTILINE)
    assert len(added) == len(STEPS) and all("2026-03-16" in line for line in added)
    town.commit("Monday")
    assert town.codes(published=NIGHTLY) == set()
    record = (town.folder / "merchants/shop/PJ269003M.yml").read_text("utf-8")
    assert "date: 2026-03-12\n    recorded: 2026-03-16" in record


def test_it_does_nothing_twice(town: Town) -> None:
    """What is recorded today stays."""
    assert redate(town, "published") == 0
    head = town.commit("Monday")
    assert redate(town, "published") == 0
    assert town.git("status", "--porcelain") == "" and town.git("rev-parse", "HEAD") == head


def test_it_says_what_it_needs(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a published commit, or with changes that are not committed, nothing is touched."""
    assert redate(town) == 2
    assert "origin/main" in capsys.readouterr().err
    town.take([{"in": ROWS, "append": "\n"}])
    assert redate(town, "published") == 2
    assert "git commit" in capsys.readouterr().err
    assert redate(town, "nowhere") == 2


FIXED = [  # what law or a document fixes, beside what is moved
    {"in": "content/registers/dishonest.yml", "replace": "  restrictions:", "by":
     "  until: 2026-03-12\n  lifted_document: 浦市监移〔2026〕2号\n  lifted_summary: 期满移出\n"
     "  restrictions:"},
    {"in": "merchants/catering/PJ269005I.yml", "append":
     "failures:\n  - id: F1\n    kind: price_not_marked\n    date: 2026-03-11\n"
     "    served: 2026-03-12\n    recorded: 2026-03-13\n    publication_ends: 2026-05-20\n"
     "    summary: 没有明码标价\n"},
    {"in": "merchants/shop/PJ269001Q.yml", "replace": "    summary: 销售标签不符合规定的商品\n",
     "by": "    summary: 销售标签不符合规定的预包装商品\n    corrected:\n"
     "      - {date: 2026-03-13, key: summary, before: 销售标签不符合规定的商品, "
     "document: 浦消联办〔2026〕9号}\n"},
]  # fmt: skip
DATES = re.compile(r"(\w+)\"?: (\d{4}-\d\d-\d\d)")


def test_only_days_of_recording_move(tmp_path: Path) -> None:
    """The last day on a list, a service, the end of a publication stay what a document says; a
    text that was mended on Friday counts as mended on Monday."""
    town = founded(tmp_path / "town")
    town.take(FIXED)
    mended = ("INS-2026-0003", "product", "电水壶", "浦消联办〔2026〕9号", FRIDAY)
    path, data = with_mended(town.folder / "content", *mended)
    path.write_bytes(data)
    town.commit("Friday", day=FRIDAY)
    assert town.codes(published=NIGHTLY) == {"recorded-too-early"}
    assert redate(town, "published") == 0
    changed = town.git("diff", "-U0", "HEAD")
    moved = [DATES.findall(line) for line in changed.splitlines() if line.startswith("+ ")]
    assert sorted(key for found in moved for key, _ in found) == ["date", "recorded"]
    assert "2026-03-16|product|浦消联办〔2026〕9号|电热水壶" in path.read_text("utf-8")
    town.commit("Monday")
    assert town.codes(published=NIGHTLY) == set()


def test_whatever_counts_from_a_day_names_a_day_of_recording() -> None:
    """By no kind of fact does the gate tell somebody to write today under what something else
    fixes."""
    keys = "date recorded rectified final decided until from repaired reported retested closed"
    days = dict.fromkeys(keys.split(), "2026-03-01")
    more = {"status": "certified", "result": "failed", "outcome": "not_performed"}
    inner = {"void": days, "repair": days, "appeal": days}
    for sort in tables():
        fact = FactChange(
            "x", sort, "x", Group(()), None, ItemAt(tree_of({**days, **more, **inner}), "x")
        )
        late = replace(fact, old=ItemAt(tree_of({"id": "x"}), "x"))
        for known in (*known_days(fact), *known_days(late)):
            last = known.remedy.split(".")[-1]
            assert last.endswith("recorded") or known.remedy == "void.date", (sort, known)


TAKEN_BACK = [
    {"in": "merchants/shop/PJ269001Q.yml", "replace": "place: 店门}", "by":
     "place: 店门, restored: [{date: 2026-03-13, reason: 找到了, document: 浦消联办〔2026〕50号, "
     "lost: {date: 2026-03-01}}]}"},
    {"in": "merchants/shop/PJ269003M.yml", "append":
     "  - id: F3\n    kind: price_not_marked\n    date: 2026-03-12\n    recorded: 2026-03-13\n"
     "    summary: 部分商品没有明码标价\n"
     "    void: {date: 2026-03-13, reason: 另一家, document: 浦消联办〔2026〕51号}\n"},
]  # fmt: skip


def test_what_the_registry_takes_back_moves_with_it(tmp_path: Path) -> None:
    """A sign that was found, and a failure that was entered and declared void on one Friday; what
    had been said of the sign keeps its day."""
    town = founded(tmp_path / "town")
    town.take([{**TAKEN_BACK[0], "by": "place: 店门, lost: {date: 2026-03-01}}"}])
    town.git("tag", "-f", "published", town.commit("Lost", day=FRIDAY))
    town.take([{**TAKEN_BACK[0], "replace": "place: 店门, lost: {date: 2026-03-01}}"}])
    town.take(TAKEN_BACK[1:])
    town.commit("Friday", day=FRIDAY)
    assert town.codes(published=NIGHTLY) >= {"recorded-too-early"}
    assert redate(town, "published") == 0
    added = re.findall(r"^\+(?!\+)(.*)", town.git("diff", "-U0", "HEAD"), re.MULTILINE)
    days = [re.findall(r"date: (2026-03-\d\d)|recorded: (2026-03-\d\d)", one) for one in added]
    assert ["".join(one) for found in days for one in found] == [
        *("2026-03-16", "2026-03-01"),  # taken back; lost
        *("2026-03-16", "2026-03-16"),  # recorded; void
    ]
    assert len(added) == 3
    town.commit("Monday")
    assert town.codes(published=NIGHTLY) == set()


def _marked(table: Group, above: str = "") -> Iterator[tuple[str, str]]:
    """Days of recording and of the registry's own words in a table, and what says the day."""
    for spec in table.fields:
        if spec.entered or spec.falls_to:
            yield above + spec.key, above + (spec.falls_to or spec.key)
        elif isinstance(spec.kind, Group):
            yield from _marked(spec.kind, f"{above}{spec.key}.")
        elif isinstance(spec.kind, ListOf) and isinstance(spec.kind.item, Group):
            yield from _marked(spec.kind.item, f"{above}{spec.key}.0.")


def _said(path: str) -> Any:
    """A day under a dotted key."""
    value: Any = "2026-03-13"
    for step in reversed(path.split(".")):
        value = [value] if step == "0" else {step: value}
    return value


@pytest.mark.parametrize(
    ("sort", "key", "says"),
    [(sort, *one) for sort, table in tables().items() for one in _marked(table)],
)
def test_every_day_that_a_table_marks_is_moved(sort: str, key: str, says: str) -> None:
    """What is new counts from the day of the push, whatever key has its day."""
    more = {"status": "certified", "result": "failed", "outcome": "not_performed"}
    new = ItemAt(tree_of({"id": "x", **more, **_said(says)}), "x.yml")
    fact = FactChange("x", sort, "x", tables()[sort], None, new)
    assert key in {known.remedy for known in known_days(fact)} | dict(entered_days(fact)).keys()
    assert not dict(entered_days(replace(fact, old=new)))


NOTICE = "content/notices/help-2026.md"
HEAD = "Title: 说明\nDate: {}\n{}Category: 消费提醒\nSummary: 说明。\n\n文字。\n"
GAZETTED = [  # a notice, or what happened to a published one, of Friday
    [{"write": NOTICE, "text": HEAD.format("2026-03-13", "")}],
    [{"write": NOTICE, "text": HEAD.format("2024-10-12", "Recorded: 2026-03-13 从旧网站移来\n")}],
    [{"in": "content/notices/gs-2026-3.md", "replace": "公示不是认定。", "by": "公示还不是认定。"},
     {"in": "content/notices/gs-2026-3.md", "replace": "Date: 2026-03-02\n", "by":
      "Date: 2026-03-02\nCorrected: 2026-03-13 浦消联办〔2026〕107号\n"},
     {"in": "content/notices/gs-2026-3.md", "append": "\n> 公示不是认定。\n"}],
    [{"in": "content/notices/gs-2026-3.md", "replace": "Category:", "by":
      "Withdrawn: 2026-03-13 浦消联办〔2026〕107号 名单弄错\nCategory:"}],
    [{"in": "merchants/shop/PJ269001Q.yml", "replace": "issued: 2025-03-17, place: 店门}", "by":
      "issued: 2025-03-17, place: 店门, restored: [{date: 2026-03-13, reason: 写错编号, document: "
      "浦消联办〔2026〕9号, lost: {date: 2026-03-12}}]}"}],
]  # fmt: skip


@pytest.mark.parametrize("steps", GAZETTED, ids=["new", "late", "corrected", "withdrawn", "sign"])
def test_notices_and_signs_are_dated_again_too(tmp_path: Path, steps: list[dict[str, str]]) -> None:
    """Their day, that of a late entry, of a correction, of a withdrawal and of what is taken back
    of a sign: the gate refused them, and passes them afterwards."""
    town = founded(tmp_path / "town")
    town.take(steps)
    town.commit("Friday", day=FRIDAY)
    assert town.codes(published=NIGHTLY) & {"recorded-too-early", "notice-back-dated"}
    assert redate(town, "published") == 0
    (moved,) = re.findall(r"^\+(?!\+)(.*)", town.git("diff", "-U0", "HEAD"), re.MULTILINE)
    assert "2026-03-16" in moved
    town.commit("Monday")
    assert town.codes(published=NIGHTLY) == set()
    assert redate(town, "published") == 0 and town.git("status", "--porcelain") == ""


def test_a_period_for_objections_is_moved_by_a_person(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It stands in a decision too: redate leaves it as it is, and says what to write."""
    town = founded(tmp_path / "town")
    period = "Document: 浦消联办〔2026〕108号\nBegins: 2026-03-13\nEnds: 2026-03-19\n"
    text = HEAD.format("2026-03-13", period).replace("消费提醒", "公示公告")
    town.take([{"write": NOTICE, "text": text}])
    town.commit("Friday", day=FRIDAY)
    assert redate(town, "published") == 1
    assert "Begins 请写 2026-03-16" in capsys.readouterr().out
    assert town.git("status", "--porcelain") == ""
