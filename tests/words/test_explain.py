"""What `fangxin show` says: facts with their papers, and the timeline in words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fangxin.facts.programme.programme import Programme, read_programme
from fangxin.registry.registry import load
from fangxin.view.viewing import view_of
from fangxin.words.explain.explaining import explanation, explanation_json
from tests.support.demonstration import CONTENT

RENEWED = """\
name: 月泉店（示例）
category: shop
uscc: 91330726MA2TEXT015
town: 仙华街道
address: 浙江省浦江县仙华街道例路1号
certification:
  decisions:
    - {id: D1, date: 2018-03-01, status: publicised, until: 2018-03-10, document: 例〔2018〕3号}
    - {id: D2, date: 2018-03-12, status: certified, until: 2021-03-11, certificate: FX-1, document: 例〔2018〕4号}
    - {id: D3, date: 2021-02-01, status: publicised, until: 2021-02-10, document: 例〔2021〕1号}
    - {id: D4, date: 2021-02-20, status: certified, until: 2024-02-19, certificate: FX-2, document: 例〔2021〕2号}
"""  # noqa: E501 - as records are written
FAILED = """\
failures:
  - id: F1
    kind: penalty
    date: 2019-06-03
    recorded: 2019-06-06
    served: 2019-06-05
    document: 浦市监罚〔2019〕17号
    summary: 标签不符
    {more}
"""


@pytest.fixture(scope="module")
def programme() -> Programme:
    """The county's real programme."""
    found, problems = read_programme(CONTENT)
    assert found is not None, problems
    return found


CHANGED = """\
changes:
  - {id: C1, date: 2019-01-10, field: address, before: 浙江省浦江县仙华街道旧路9号,
     after: 浙江省浦江县仙华街道例路1号, document: 例〔2019〕2号, continues: true}
objections:
  - {id: O1, filed: 2018-03-02, summary: 店主的邻居这样说, decided: 2018-03-05, outcome: dismissed,
     recorded: 2018-03-06, document: 例〔2018〕9号}
"""


def told(text: str, day: str, programme: Programme, folder: Path) -> list[str]:
    """The lines about a registry of this one record."""
    (folder / "TEST1B.yml").write_text(text, encoding="utf-8")
    as_of = date.fromisoformat(day)
    registry, problems = load(folder, programme, as_of, today=date(2026, 11, 23))
    assert [str(problem) for problem in problems] == []
    view = view_of("TEST1B", registry, programme, as_of)
    return explanation(view, programme, as_of).splitlines()


def test_facts_are_told_with_their_papers(programme: Programme, tmp_path: Path) -> None:
    """A failure stands there with kind, days, document, deadline and the state of its appeal."""
    text = RENEWED + FAILED.format(more="appeal: {filed: 2019-06-10}")
    lines = told(text, "2019-06-12", programme, tmp_path)
    at = next(number for number, line in enumerate(lines) if "· F1 2019-06-03" in line)
    assert "受到行政处罚（较重）" in lines[at] and "(serious)" in lines[at]
    for part in (
        "登记 / recorded 2019-06-06",
        "送达 / served 2019-06-05",
        "浦市监罚〔2019〕17号",
        "标签不符",
        "整改期限 / rectify by 2019-07-05",
        "申诉处理中 / appeal pending 2019-06-10",
    ):
        assert part in lines[at + 1]


def test_what_was_put_right_stays_told(programme: Programme, tmp_path: Path) -> None:
    """After the rectification the failure is still listed, with the day, and no deadline."""
    text = RENEWED + FAILED.format(more="rectified: 2019-06-28")
    lines = told(text, "2019-08-01", programme, tmp_path)
    assert "认定有效" in lines[1]
    (details,) = [lines[n + 1] for n, line in enumerate(lines) if "· F1 " in line]
    assert "整改完成日 / rectified 2019-06-28" in details and "rectify by" not in details


def test_a_mistake_is_told_as_one(programme: Programme, tmp_path: Path) -> None:
    """A void failure says that it was entered by mistake, and why."""
    text = RENEWED + FAILED.format(more="void: {date: 2019-06-20, reason: 写错商户}")
    lines = told(text, "2019-08-01", programme, tmp_path)
    (details,) = [lines[n + 1] for n, line in enumerate(lines) if "· F1 " in line]
    assert "登记有误，不再计入 / void 2019-06-20: 写错商户" in details
    assert any("认定暂停" in line and "（后更正）" in line for line in lines)


def test_a_suspension_before_a_revocation_has_no_end(programme: Programme, tmp_path: Path) -> None:
    """The day before the revocation is not shown as the day until which one has to wait."""
    lines = told(RENEWED + FAILED.format(more=""), "2019-06-12", programme, tmp_path)
    assert "认定暂停" in lines[1]
    assert lines[2] == "  自 / since 2019-06-06"
    assert "2019-07-06: 认定已撤销" in lines[3]


def test_a_suspension_longer_than_the_certificate(programme: Programme, tmp_path: Path) -> None:
    """Two ends are told as what they are: the one of the decision, and the one that comes first."""
    decision = (
        "    - {id: D5, date: 2024-01-20, status: suspended, until: 2024-04-15,"
        " document: 例〔2024〕9号, summary: 例}\n"
    )
    lines = told(RENEWED + decision, "2024-02-01", programme, tmp_path)
    assert "2024-02-20: 认定已到期" in lines[3]
    (reason,) = [line for line in lines if "办公室决定（例〔2024〕9号）" in line]
    assert "决定写明至2024年4月15日（认定2024年2月19日先到期）" in reason
    assert any("until 2024-04-15 (the certificate ends first, on 2024-02-19)" in x for x in lines)
    shorter = decision.replace("2024-04-15", "2024-02-10")
    lines = told(RENEWED + shorter, "2024-02-01", programme, tmp_path)
    assert "暂停认定，至2024年2月10日。" in " ".join(lines) and "先到期" not in " ".join(lines)


def facts_of(text: str, day: str, programme: Programme, folder: Path) -> dict[str, dict[str, Any]]:
    """The facts of the JSON by id, after they have gone through text."""
    told(text, day, programme, folder)
    as_of = date.fromisoformat(day)
    registry, _ = load(folder, programme, as_of)
    view = view_of("TEST1B", registry, programme, as_of)
    shown = json.loads(json.dumps(explanation_json(view, as_of)))
    days = [fact["date"] for fact in shown["facts"]]
    assert days == sorted(days, reverse=True)
    return {fact["id"]: fact for fact in shown["facts"]}


def test_json_lists_every_fact(programme: Programme, tmp_path: Path) -> None:
    """Failures, decisions, changes and objections with kind, document and days."""
    text = RENEWED + FAILED.format(more="appeal: {filed: 2019-06-10}") + CHANGED
    facts = facts_of(text, "2019-06-12", programme, tmp_path)
    assert list(facts) == ["F1", "C1", "D2", "O1", "D1"]  # D3 and D4 lie ahead
    seen = {id: (f["fact"], f["kind"], f["date"], f["document"]) for id, f in facts.items()}
    assert seen == {
        "F1": ("failure", "penalty", "2019-06-03", "浦市监罚〔2019〕17号"),
        "C1": ("change", "address", "2019-01-10", "例〔2019〕2号"),
        "D2": ("decision", "certified", "2018-03-12", "例〔2018〕4号"),
        "O1": ("objection", "dismissed", "2018-03-02", "例〔2018〕9号"),
        "D1": ("decision", "publicised", "2018-03-01", "例〔2018〕3号"),
    }
    assert facts["F1"]["severity"] == "serious" and facts["F1"]["served"] == "2019-06-05"
    filed = {"state": "pending", "filed": "2019-06-10", "decided": None, "by": None}
    assert facts["F1"]["appeal"] == filed
    assert facts["F1"]["rectify_by"] == "2019-07-05" and facts["F1"]["void"] is None
    assert facts["D2"]["until"] == "2021-03-11" and facts["D2"]["certificate"] == "FX-1"
    assert facts["O1"]["decided"] == "2018-03-05" and facts["C1"]["continues"] is True
    assert all(fact["zh"] and fact["en"] for fact in facts.values())
    assert "旧路" not in str(facts) and "邻居" not in str(facts)


AGAINST = """\
    - {id: D5, date: 2019-05-01, status: suspended, served: 2019-05-02, document: 例〔2019〕6号,
       until: 2019-06-30, appeal: {filed: 2019-05-06, decided: 2019-05-20, outcome: dismissed,
       document: 例〔2019〕7号, decided_by: justice}}
"""


def test_decisions_tell_service_and_appeal(programme: Programme, tmp_path: Path) -> None:
    """As failures do, in text and JSON; and who found a failure."""
    text = RENEWED + AGAINST + FAILED.format(more="found_by: amr")
    lines = "\n".join(told(text, "2019-06-12", programme, tmp_path))
    facts = facts_of(text, "2019-06-12", programme, tmp_path)
    assert facts["D5"]["served"] == "2019-05-02"
    assert (facts["D5"]["appeal"]["state"], facts["D5"]["appeal"]["by"]) == ("dismissed", "justice")
    assert "送达 / served 2019-05-02" in lines and "申诉未予支持" in lines
    assert "认定机关 / found by amr" in lines


def test_json_knows_what_was_known(programme: Programme, tmp_path: Path) -> None:
    """An objection is open, and has no outcome yet, before its outcome was recorded."""
    objection = facts_of(RENEWED + CHANGED, "2018-03-05", programme, tmp_path)["O1"]
    assert objection["kind"] == "open"
    assert objection["decided"] is None and objection["document"] is None


def test_text_lists_changes_and_objections(programme: Programme, tmp_path: Path) -> None:
    """The text names what changed and how an objection went, with days and papers."""
    lines = told(RENEWED + CHANGED, "2019-06-12", programme, tmp_path)
    (change,) = [n for n, line in enumerate(lines) if "· C1 " in line]
    assert lines[change] == "  · C1 2019-01-10 变更地址 | change of address"
    assert "例〔2019〕2号" in lines[change + 1] and "认定继续有效" in lines[change + 1]
    (objection,) = [n for n, line in enumerate(lines) if "· O1 " in line]
    assert lines[objection] == "  · O1 2018-03-02 异议（不成立） | objection (dismissed)"
    assert "答复 / decided 2018-03-05" in lines[objection + 1]
    assert "例〔2018〕9号" in lines[objection + 1]


def test_timeline_is_in_words(programme: Programme, tmp_path: Path) -> None:
    """A renewal is told by its flag and decision; a plain certification is no special decision."""
    lines = told(RENEWED, "2022-01-01", programme, tmp_path)
    story = [line.partition(" | ")[0] for line in lines[lines.index("履历 / timeline") + 1 :]]
    assert story == [
        "  2021-02-20 → — 放心消费单位（认定有效）；认定 D4",
        "  2021-02-11 → 2021-02-19 放心消费单位（认定有效）；认定 D2",
        "  2021-02-01 → 2021-02-10 放心消费单位（认定有效）；认定 D2；续期公示中",
        "  2018-03-12 → 2021-01-31 放心消费单位（认定有效）；认定 D2",
        "  2018-03-11 → 2018-03-11 未认定；公示 D1；公示期已满，等待决定（尚未认定）",
        "  2018-03-01 → 2018-03-10 公示中（尚未认定）；公示 D1",
    ]
    assert not any("个案决定" in line for line in lines)


def test_equal_stretches_are_told_once(programme: Programme, tmp_path: Path) -> None:
    """Neighbours of which the same is to be said are one line, from the first to the last day."""
    (tmp_path / "TEST1B.yml").write_text(RENEWED, encoding="utf-8")
    as_of = date(2022, 1, 1)
    registry, _ = load(tmp_path, programme, as_of)
    view = view_of("TEST1B", registry, programme, as_of)
    newest = view.timeline[0]
    parts = (
        replace(newest, since=date(2021, 6, 1)),
        replace(newest, until=date(2021, 5, 31)),
        *view.timeline[1:],
    )
    cut = replace(view, timeline=parts)
    assert explanation(cut, programme, as_of) == explanation(view, programme, as_of)
