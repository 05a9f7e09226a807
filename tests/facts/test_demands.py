"""What a new decision must carry: every kind stands in the table, and command and list keep it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.facts.demands import DEMANDS, WORDS, demanded, ending, lacking
from fangxin.facts.programme.guard import ACTS, ALWAYS, Guarding, Official
from fangxin.facts.record.decisions import ACTS as LABELS
from fangxin.facts.record.decisions import DECISION
from fangxin.facts.values import Act
from tests.support.forty import an_id, sheet
from tests.support.office import Office
from tests.support.town_repository import founded

ROOT = Path(__file__).resolve().parents[2]
TWO = (Official("a@fx.example", "经办"), Official("b@fx.example", "分管领导"))
SAID = {"document": "浦消联办〔2026〕1号", "summary": "停业", "because": "F1"}


def test_no_kind_of_decision_stands_outside_the_table() -> None:
    """A new kind is entered, so that somebody thinks about what it must carry."""
    assert set(DEMANDS) == set(Act) == {Act(word) for word in LABELS}
    for act, demand in DEMANDS.items():
        assert set(demand.keys) <= set(WORDS) & set(DECISION.table), act
        assert act.value in ACTS, "guard.yml can ask for two persons in it"


def test_whatever_takes_a_recognition_away_is_founded_and_of_one_class() -> None:
    """Nobody goes without a document and a reason, and who asks for two in one asks in all."""
    for act in (Act.REFUSED, Act.SUSPENDED, Act.REVOKED, Act.WITHDRAWN, Act.CLOSED, Act.REINSTATED):
        assert {"document", "summary"} <= set(demanded(act))
    assert ending() == {"revoked", "withdrawn", "closed"}
    for word in ending():
        assert Guarding(two_persons=(word,)).asked >= ending()
    assert not Guarding(two_persons=("policy",)).asked & ending()


@given(st.sampled_from(sorted(Act)), st.sets(st.sampled_from(sorted(SAID))))
def test_what_is_lacking_is_what_is_demanded_and_not_said(act: Act, said: set[str]) -> None:
    """No more and no less."""
    given_ = {key: SAID[key] for key in said}
    assert set(lacking(act, given_.get)) == set(demanded(act)) - said


@pytest.mark.parametrize("words", ["", "无", "见附件", "口头", " "])
def test_words_without_a_number_are_no_document(words: str) -> None:
    """A document can be asked for."""
    assert lacking(Act.CLOSED, {**SAID, "document": words}.get) == ("document",)


def test_a_mended_text_needs_two_unless_the_registry_says_otherwise() -> None:
    """As soon as there are two officials, whatever guard.yml names."""
    assert Guarding().asked == frozenset()
    assert Guarding(officials=TWO).asked == ALWAYS
    assert "corrected" in Guarding(two_persons=("policy",)).asked
    waived = Guarding(officials=TWO, two_persons=("policy",), one_person=("corrected",))
    assert waived.asked == {"policy", "affects", "distinct", "standing_told", "words"}


def test_the_documents_say_what_the_table_says() -> None:
    """Each kind with its keys, and whether it is of the class."""
    for name in ("guard.md", "policy.md"):
        text = (ROOT / "docs" / name).read_text(encoding="utf-8")
        rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \| ([^|]+) \| [^|]+ \|$", text, re.M)
        found = {act: (frozenset(re.findall(r"`(\w+)`", keys)), two) for act, keys, two in rows}
        for act, demand in DEMANDS.items():
            keys, two = found[act.value]
            assert keys == set(demand.keys), (name, act)
            assert ("同类" in two) == demand.ends, (name, act)


SHOP = (
    "name: 第{n}号面馆（示例）\nuscc: 91330726MA2DEM61XW\ncategory: shop\ntown: 浦南街道\n"
    "address: 浙江省浦江县浦南街道示例路{n}号\n"
    "certification:\n  decisions:\n    - {{id: D1, date: 2024-10-08, status: certified, "
    "until: 2027-10-07, document: 旧〔2024〕1号, certificate: FX-2024-0{n}, imported: true}}\n"
)
DAY, PAPER = "2026-10-20", "浦消联办〔2026〕82号"


@pytest.mark.parametrize("act", ["suspend", "revoke", "withdraw", "close"])
def test_command_and_list_refuse_what_says_too_little(
    act: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By ID and by list, each thing alone; with both it is entered."""
    text = SHOP.format(n=100)
    desk = Office.make(tmp_path, capsys, {f"shop/{an_id(1)}.yml": text})
    before, why = desk.text(an_id(1)), ("--summary", "店面转让")
    until = ("--until", "2026-12-01") if act == "suspend" else ()
    listed = sheet(tmp_path / "名单.xlsx", [{"商户编号": an_id(1)}])
    for who in ((an_id(1),), ("--list", listed)):
        for said in ((), ("--document", PAPER), why, ("--document", "见附件", *why)):
            assert desk.run("decide", act, *who, *said, *until, on=DAY) != 0, said
            assert desk.text(an_id(1)) == before
    full = ("--document", PAPER, *why, *until)
    assert desk.run("decide", act, "--list", listed, *full, on=DAY) == 0, desk.err
    assert "店面转让" in desk.text(an_id(1))


TAKEN = """\
name: 癸十粮油店（示例）
uscc: 91330726MA2DEM56XF
category: shop
town: 浦南街道
address: 浙江省浦江县浦南街道示例路10号
certification:
  decisions:
    - {id: D1, date: 2025-01-08, recorded: 2026-04-10, status: certified, until: 2027-12-31,
       certificate: FX-2025-0110, document: 旧〔2025〕1号, imported: true}
"""
CHECKS = "criteria:\n" + "".join(
    f"  - {{id: K{number}, criterion: {code}, date: DAY, by: amr,"
    " document: 浦市监核〔2026〕3号, met: true}\n"
    for number, code in enumerate(("licence", "prices", "returns"), 1)
)


@pytest.mark.parametrize(
    ("checks", "codes"),
    [
        ("", {"certified-against-criteria"}),
        (CHECKS.replace("DAY", "2019-04-10"), {"certified-against-criteria"}),
        (CHECKS.replace("DAY", "2025-04-10"), {"certified-against-criteria"}),
        (CHECKS.replace("DAY", "2025-04-11"), set()),
        (CHECKS.replace("DAY", "2026-04-10"), set()),
    ],
)
def test_the_gate_judges_what_is_taken_over_by_the_day_it_comes_in(
    checks: str, codes: set[str], tmp_path: Path
) -> None:
    """Entered on the 10th and pushed on the 13th, when the check would doubt it only."""
    town = founded(tmp_path / "town")
    town.take([{"write": "merchants/shop/PJ269010O.yml", "text": TAKEN + checks}])
    day = date(2026, 4, 13)
    town.commit(day=day)
    assert town.codes(as_of=day, clock=day) == codes
