"""Redress works: in time or admitted, decided by another office, for siblings and decisions too;
and a text that is mended moves nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxin.facts.programme.programme import Programme, read_programme
from fangxin.facts.recourse import Rewording
from fangxin.facts.values import Act, Appeal, Decision, Facts, Failure, FollowUp, Status
from fangxin.registry.registry import load
from fangxin.standing.deadlines import appeal_by, last_day, reply_by
from fangxin.standing.standing import standing
from fangxin.view.viewing import view_of
from tests.support.demonstration import KEPT
from tests.support.dense_facts import dense
from tests.support.office import Office
from tests.support.truth_reader import policy

DENSE = policy("dense")
_KEPT, _ = read_programme(KEPT / "content")
assert _KEPT is not None
PROGRAMME: Programme = _KEPT
DAY = date(2026, 6, 10)
SHOP, OTHER = "PJ239001B", "PJ2390029"
HEAD = """\
name: {name}
uscc: 91330726MA2DEM54XD
category: shop
town: 浦南街道
address: 浙江省浦江县浦南街道月泉路{door}号
certification:
  decisions:
    - {{id: D1, date: 2025-03-01, status: publicised, until: 2025-03-10, document: 文1号}}
    - {{id: D2, date: 2025-03-14, status: certified, until: 2028-03-13, document: 文2号,
       certificate: {certificate}}}
"""
RECORD = HEAD.format(name="月泉粮油店（示例）", door=18, certificate="FX-2025-9001")
SIBLING = HEAD.format(name="月泉粮油二店（示例）", door=20, certificate="FX-2025-9002")
FAKE = """\
failures:
  - id: F1
    kind: counterfeit
    date: 2026-06-01
    found_by: amr
    served: 2026-06-02
    recorded: 2026-06-03
    document: 浦市监罚〔2026〕17号
    summary: 销售假冒食用油
"""
SUSPENDED = (
    "    - {id: D3, date: 2026-06-03, status: suspended, document: 浦消联办〔2026〕31号, "
    "summary: 标牌外借}\n"
)
UPHELD = ("--outcome", "成立", "--document", "浦政复〔2026〕3号", "--summary", "查无实据")


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """Two shops of one operator; the first sold fakes, which reaches the second."""
    files = {f"shop/{SHOP}.yml": RECORD + FAKE, f"shop/{OTHER}.yml": SIBLING}
    return Office.make(tmp_path, capsys, files)


def codes(folder: Path, record: str, other: str = SIBLING) -> list[str]:
    """The codes of the problems of these two records."""
    for id, text in ((SHOP, record), (OTHER, other)):
        (folder / f"{id}.yml").write_text(text, encoding="utf-8")
    _, problems = load(folder, PROGRAMME, date(2026, 12, 1))
    return [problem.code for problem in problems]


# --- deadlines -----------------------------------------------------------------------------------

some_days = st.dates(date(2026, 4, 1), date(2026, 12, 31))


@given(st.none() | some_days, some_days, st.integers(0, 90), st.integers(0, 90), st.integers(0, 90))
def test_late_entry_never_shortens_the_time(
    served: date | None, recorded: date, days: int, notice: int, later: int
) -> None:
    """Recorded later, the last day is the same or a later one, with so many days left at least."""
    first = last_day(served, recorded, days, notice)
    after = recorded + timedelta(days=later)
    assert last_day(served, after, days, notice) >= first
    assert last_day(served, after, days, notice) >= after + timedelta(days=notice)
    assert last_day(served, recorded, days, None) <= first


def test_one_rule_for_pages_commands_and_checks() -> None:
    """Served long ago and entered today, the policy's notice counts; an older version has none."""
    policy = PROGRAMME.policy
    failure = Failure("F1", "penalty", date(2026, 4, 1), date(2026, 6, 1), date(2026, 4, 2))
    assert reply_by(failure, policy) == date(2026, 6, 16)  # 15 days after the entry
    assert appeal_by(failure, policy) == date(2026, 6, 16)
    before = replace(failure, recorded=date(2026, 3, 1), served=date(2026, 2, 1))
    assert reply_by(before, policy) == date(2026, 2, 6)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("    appeal: {filed: 2026-08-01}\n", None),  # 60 days after 2 June
        ("    appeal: {filed: 2026-08-02}\n", "too-late"),
        ("    appeal: {filed: 2026-08-02, admitted: {date: 2026-08-03, document: 文1号, "
         "reason: 送达地址有误}}\n", None),
        ("    reply: 已下架\n    replied: 2026-06-18\n", None),  # 15 days after 3 June
        ("    reply: 已下架\n    replied: 2026-06-19\n", "too-late"),
        ("    reply: 已下架\n    replied: 2026-06-19\n    reply_admitted: {date: 2026-06-20, "
         "document: 文1号, reason: 节假日}\n", None),
        ("    reply: 已下架\n", None),  # of an earlier release, without a day
        ("    appeal: {filed: 2026-06-09, decided: 2026-06-20, outcome: dismissed}\n",
         "office-missing"),
        ("    appeal: {filed: 2026-06-09, decided: 2026-06-20, outcome: dismissed, "
         "decided_by: amr}\n", "judged-by-itself"),
        ("    appeal: {filed: 2026-06-09, decided: 2026-06-20, outcome: dismissed, "
         "decided_by: office}\n", "judged-by-itself"),  # it sits in the bureau
        ("    appeal: {filed: 2026-06-09, decided: 2026-06-20, outcome: dismissed, "
         "decided_by: justice}\n", None),
        ("    appeal: {filed: 2026-06-09, decided: 2026-06-20, outcome: dismissed, "
         "decided_by: court}\n", "unknown-office"),
    ],
)  # fmt: skip
def test_a_record_is_judged_by_the_version_in_force(
    tmp_path: Path, more: str, code: str | None
) -> None:
    """From version 3 on: in time or admitted, decided by another office, which is named."""
    assert [c for c in codes(tmp_path, RECORD + FAKE + more) if c != "unknown-field"] == (
        [code] if code else []
    )


def test_who_found_it_is_asked_of_whose_finding_it_is(tmp_path: Path) -> None:
    """An appeal of a sibling about a failure that names no office: the other record lacks it, and
    the place is there."""
    failed = RECORD + FAKE.replace("    found_by: amr\n", "")
    appealed = (
        f"follow_up:\n  - fact: {SHOP}/F1\n    appeal: {{filed: 2026-06-09, decided: 2026-06-20, "
        "outcome: dismissed, document: 浦政复〔2026〕3号, summary: 维持, decided_by: justice}\n"
    )
    assert codes(tmp_path, failed, SIBLING + appealed) == ["office-missing"]
    _, (missing,) = load(tmp_path, PROGRAMME, date(2026, 12, 1))
    assert missing.place.path.endswith(f"{SHOP}.yml")
    assert missing.place.line == failed[: failed.index("  - id: F1")].count("\n") + 1
    assert codes(tmp_path, RECORD + FAKE, SIBLING + appealed) == []


@pytest.mark.parametrize("missing", ["document", "summary"])
def test_what_takes_a_recognition_away_is_founded(tmp_path: Path, missing: str) -> None:
    """A serious or grave failure, or one that reaches others, says by which document and why; a
    minor one need not, nor one of before that version."""
    lines = FAKE.splitlines(keepends=True)
    bare = "".join(line for line in lines if not line.strip().startswith(f"{missing}:"))
    assert codes(tmp_path, RECORD + bare) == ["unfounded-failure"]
    minor = bare.replace("kind: counterfeit", "kind: price_not_marked")
    assert codes(tmp_path, RECORD + minor) == []
    assert codes(tmp_path, RECORD + minor + f"    affects: [{OTHER}]\n") == ["unfounded-failure"]
    earlier = bare.replace("2026-06", "2026-03")
    assert "unfounded-failure" not in codes(tmp_path, RECORD + earlier)


@pytest.mark.parametrize("words", ["无", "见附件", "（依法删除", "口头"])
def test_a_document_without_a_number_founds_nothing(tmp_path: Path, words: str) -> None:
    """It cannot be asked for, as for what undoes; what was erased by law stays readable."""
    bare = re.sub(r"(?m)^    document: .*", f"    document: {words}", FAKE)
    assert bare != FAKE
    assert codes(tmp_path, RECORD + bare) == ["unfounded-failure"]
    assert codes(tmp_path, RECORD + bare.replace(words, "（依法删除）")) == []


# --- siblings and decisions ----------------------------------------------------------------------


def test_a_sibling_replies_and_wins_for_itself_alone(office: Office) -> None:
    """It is revoked with the other; its own reply and appeal stand in its own record, and lift it
    alone, as a correction."""
    name = f"{SHOP}/F1"
    assert office.run("reply", OTHER, name, "--reply", "进货渠道不同", on="2026-06-08") == 0
    assert office.run("reply", OTHER, name, "--reply", "再来", on="2026-06-08") == 1
    assert office.run("appeal", OTHER, name, "--filed", "2026-06-09", on="2026-06-09") == 0
    decide = ("appeal", OTHER, name, "--decided", "2026-06-20", *UPHELD)
    assert office.run(*decide, "--decided-by", "office", on="2026-06-20") == 1
    assert "judged-by-itself" in office.err
    assert office.run(*decide, "--decided-by", "justice", on="2026-06-20") == 0, office.err
    registry, problems = load(office.folder / "merchants", PROGRAMME, date(2026, 6, 21))
    assert problems == []
    status = {
        id: standing(registry.facts(id), PROGRAMME.policy, date(2026, 6, 21))
        for id in (SHOP, OTHER)
    }
    assert (status[SHOP].status, status[OTHER].status) == (Status.REVOKED, Status.CERTIFIED)
    (fix,) = status[OTHER].corrections
    assert (fix.fact, fix.by, fix.merchant) == (name, "appeal", SHOP)


def test_a_fact_that_does_not_reach_it_cannot_be_appealed_against(office: Office) -> None:
    """Neither a sibling's fact that is not there nor one of a stranger."""
    assert office.run("appeal", OTHER, f"{SHOP}/F9", "--filed", "2026-06-09", on="2026-06-09") == 1
    assert f"{SHOP}/F1" in office.err
    assert office.run("appeal", SHOP, "D2", "--filed", "2026-06-09", on="2026-06-09") == 1
    assert "不利" in office.err


def test_a_decision_is_answered_and_annulled(office: Office) -> None:
    """A suspension of the office can be replied to and appealed against; upheld, it is a
    correction."""
    path = office.path(OTHER)
    path.write_text(SIBLING.replace("91330726MA2DEM54XD", "91330726MA2DEM55XE") + SUSPENDED)
    assert office.run("reply", OTHER, "D3", "--reply", "标牌没有外借", on="2026-06-08") == 0
    assert office.run("appeal", OTHER, "D3", "--filed", "2026-06-09", on="2026-06-09") == 0
    decide = ("appeal", OTHER, "D3", "--decided", "2026-06-20", *UPHELD, "--decided-by")
    assert office.run(*decide, "office", on="2026-06-20") == 1
    assert office.run(*decide, "justice", on="2026-06-20") == 0, office.err
    assert "认定暂停 → 认定有效" in office.out
    registry, _ = load(office.folder / "merchants", PROGRAMME, date(2026, 6, 21))
    now = standing(registry.facts(OTHER), PROGRAMME.policy, date(2026, 6, 21))
    assert [(fix.fact, fix.by) for fix in now.corrections] == [("D3", "appeal")]


@pytest.mark.parametrize("outcome", ["upheld", "dismissed", None])
@pytest.mark.parametrize("act", [Act.SUSPENDED, Act.REVOKED, Act.REFUSED, Act.CLOSED])
def test_only_an_upheld_appeal_annuls_a_decision(act: Act, outcome: str | None) -> None:
    """From the day it is known; before, and otherwise, the decision stands."""
    begun = Decision("A0", DAY, Act.CERTIFIED, DAY, DAY + timedelta(days=90), imported=True)
    day = DAY + timedelta(days=5)
    appeal = Appeal(day, day + timedelta(days=3) if outcome else None, outcome)
    against = Decision("D1", day, act, day, appeal=appeal)
    facts = Facts("M1", decisions=(begun, against))
    without = Facts("M1", decisions=(begun,))
    for ahead, counts in ((2, True), (3, outcome != "upheld")):
        on = day + timedelta(days=ahead)
        same = standing(facts, DENSE, on).status is standing(without, DENSE, on).status
        assert same is (not counts or act is Act.REFUSED)


# --- the page ------------------------------------------------------------------------------------


def test_the_view_says_in_one_place_what_can_be_done(office: Office) -> None:
    """Of own facts, of decisions and of siblings' facts: what, until when, who answers."""
    path = office.path(OTHER)
    path.write_text(SIBLING + SUSPENDED)
    registry, _ = load(office.folder / "merchants", PROGRAMME, date(2026, 6, 5))
    view = view_of(OTHER, registry, PROGRAMME, date(2026, 6, 5))
    told = {one.fact: one for one in view.remedies}
    assert set(told) == {f"{SHOP}/F1", "D3"}
    assert told[f"{SHOP}/F1"].elsewhere == "月泉粮油店（示例）"
    assert told[f"{SHOP}/F1"].appeal_by == date(2026, 8, 1)
    assert told["D3"].reply_by == date(2026, 6, 18)
    assert {one.answers for one in view.remedies} == {"县司法局"}
    own = view_of(SHOP, registry, PROGRAMME, date(2026, 6, 5))
    assert [one.fact for one in own.remedies] == ["F1"]
    assert view_of(SHOP, registry, PROGRAMME, date(2026, 12, 1)).remedies == ()


# --- mended texts --------------------------------------------------------------------------------


@settings(max_examples=150)
@given(dense(), st.data())
def test_a_mended_text_moves_nothing(facts: Facts, data: st.DataObject) -> None:
    """Summaries and numbers of failures are replaced, documents by those of other failures too:
    statuses, reasons and bars stay, today and on every later day."""

    def mended(failure: Failure) -> Failure:
        key = data.draw(st.sampled_from(("summary", "document")))
        new = data.draw(st.sampled_from(("N1", "N2", "别的文号")))
        old = getattr(failure, key)
        if old is None:
            return failure
        entry = Rewording(DAY, key, old, "文9号")
        more: dict[str, Any] = {key: new}
        return replace(failure, **more, corrected=(entry,))

    changed = replace(facts, failures=tuple(map(mended, facts.failures)))
    for ahead in (0, 5, 40, 400, 900):
        day = date(2020, 1, 25) + timedelta(days=ahead)
        assert standing(changed, DENSE, day) == standing(facts, DENSE, day)


ENTRY = "    corrected: [{{date: {}, key: {}, before: {}, document: 文1号}}]\n"


def test_a_typo_is_mended_and_the_gate_lets_it_through(office: Office) -> None:
    """Days and bars stay, the old words are kept, and nothing else can be changed that way."""
    mend = ("correct", SHOP, "F1", "--document", "浦消联办〔2026〕81号", "--key")
    before = standing_of(office)
    assert office.run(*mend, "summary", "--value", "销售假冒食用油（两桶）", on="2026-12-01") == 0
    assert office.run(*mend, "document", "--value", "浦市监罚〔2026〕71号", on="2026-12-01") == 0
    assert standing_of(office) == before
    assert "before: 销售假冒食用油" in office.text(SHOP)
    office.git("add", "-A")
    assert office.run("guard", "--staged", "--published", "2026-11-30", on="2026-12-01") == 0, (
        office.out
    )
    for key in ("date", "kind", "served", "recorded", "nonsense"):
        assert office.run(*mend, key, "--value", "2026-06-02", on="2026-12-01") == 1
    assert office.run(*mend, "reply", "--value", "没有", on="2026-12-01") == 1


def standing_of(office: Office) -> tuple[Status, object, object]:
    """What is true of the first shop: its status, its bar and its reasons."""
    registry, _ = load(office.folder / "merchants", PROGRAMME, date(2026, 6, 21))
    now = standing(registry.facts(SHOP), PROGRAMME.policy, date(2026, 6, 21))
    return now.status, now.bar_until, tuple((r.rule, r.facts, r.since) for r in now.reasons)


REFUSED = {
    "another text in silence": ("销售假冒食用油", "销售食用油", "", "failure-milder fact-altered"),
    "old words that were not there": (
        "销售假冒食用油", "销售食用油",
        ENTRY.format("2026-12-01", "summary", "别的话"),
        "rewording-untrue fact-altered",
    ),
    "an entry without a change": (
        "", "",
        ENTRY.format("2026-12-01", "summary", "销售假冒食用油"),
        "rewording-untrue",
    ),
    "a day that is called a text": (
        "date: 2026-06-01", "date: 2026-06-02",
        ENTRY.format("2026-12-01", "date", "2026-06-01"),
        "not-listed failure-milder rewording-untrue",
    ),
    "an entry of before the last publication": (
        "销售假冒食用油", "销售假冒食用油两桶",
        ENTRY.format("2026-06-04", "summary", "销售假冒食用油"),
        "recorded-too-early",
    ),
    "two texts under one entry": (
        "17号\n    summary: 销售假冒食用油", "18号\n    summary: 销售食用油",
        ENTRY.format("2026-12-01", "summary", "销售假冒食用油"),
        "fact-altered",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_the_gate_lets_nothing_else_through(office: Office, case: str) -> None:
    """Every text that is replaced needs its own entry with the very words that stood there."""
    old, new, more, expected = REFUSED[case]
    path = office.path(SHOP)
    path.write_text((office.text(SHOP).replace(old, new) if old else office.text(SHOP)) + more)
    office.git("add", "-A")
    words = ("guard", "--staged", "--published", "2026-11-30")
    assert office.run(*words, on="2026-12-01") == 1
    assert any(code in office.out for code in expected.split()), office.out


UNDONE = {
    "void without a document": "    void: {date: 2026-12-01, reason: 写错}\n",
    "an appeal upheld without grounds": (
        "    appeal: {filed: 2026-06-09, decided: 2026-12-01, outcome: upheld, "
        "decided_by: justice}\n"
    ),
    "put right without what was seen": "    rectified: 2026-12-01\n",
}


@pytest.mark.parametrize("case", UNDONE)
def test_the_gate_asks_what_undoing_rests_on(office: Office, case: str) -> None:
    """In one line by one person nobody becomes green again."""
    path = office.path(SHOP)
    path.write_text(office.text(SHOP) + UNDONE[case])
    office.git("add", "-A")
    words = ("guard", "--staged", "--published", "2026-11-30")
    assert office.run(*words, on="2026-12-01") == 1
    assert "undoing-unfounded" in office.out


def test_a_follow_up_of_a_sibling_is_masked_until_it_is_known() -> None:
    """Before its outcome is recorded the sanction stands, in the history too."""
    failure = Failure("F1", "g", DAY, DAY, affects=("M1",))
    sibling = Facts("S1", "U1", failures=(failure,))
    known = DAY + timedelta(days=9)
    won = FollowUp("S1/F1", appeal=Appeal(DAY, DAY + timedelta(days=2), "upheld", recorded=known))
    begun = Decision(
        "A0", DAY - timedelta(days=30), Act.CERTIFIED, DAY - timedelta(days=30),
        DAY + timedelta(days=300), imported=True,
    )  # fmt: skip
    facts = Facts("M1", "U1", decisions=(begun,), siblings=(sibling,), follow_up=(won,))
    for ahead in range(12):
        status = standing(facts, DENSE, DAY + timedelta(days=ahead)).status
        assert status is (Status.CERTIFIED if ahead >= 9 else Status.REVOKED), ahead


def test_a_service_is_told_later(office: Office) -> None:
    """By the command, with its proof, of a failure and of a decision; once, and not of what stands
    elsewhere."""
    record = office.folder / "merchants" / "shop" / f"{SHOP}.yml"
    text = (RECORD + SUSPENDED + FAKE).replace("    served: 2026-06-02\n", "")
    record.write_text(text, encoding="utf-8")
    words = ("served", SHOP, "F1", "--served", "2026-06-05")
    assert office.run(*words, on=str(DAY)) == 2  # the proof is missing
    assert "served-document" in office.err
    proof = ("--served-document", "浦市监送〔2026〕17号")
    early = (*words[:4], "2026-06-02", *proof)  # the last days were told by the day of entry
    assert office.run(*early, on=str(DAY)) == 1 and "会缩短期限" in office.err
    assert office.run(*words, *proof, on=str(DAY)) == 0, office.err
    assert office.run("served", SHOP, "D3", "--served", "2026-06-05", on=str(DAY)) == 0, office.err
    assert record.read_text("utf-8").count("served: 2026-06-05") == 2
    assert office.run(*words, *proof, on=str(DAY)) == 1 and "已经登记过" in office.err
    elsewhere = ("served", OTHER, f"{SHOP}/F1", *words[3:])
    assert office.run(*elsewhere, *proof, on=str(DAY)) == 1 and "别的门店" in office.err
