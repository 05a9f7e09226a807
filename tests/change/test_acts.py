"""An act is counted once, whichever way it is entered; different documents are different acts."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.base.problem import Place, Problem
from fangxin.facts.recourse import Rewording
from fangxin.facts.registers.apart import moved_pairs
from fangxin.facts.registers.complaints import COMPLAINTS
from fangxin.facts.registers.inspections import INSPECTIONS
from fangxin.facts.registers.linking import joined
from fangxin.facts.registers.once import facts_stand_once
from fangxin.facts.registers.rows import Complaint, Inspection, Listing, Party, Registers
from fangxin.facts.values import Change, Failure, Merchant, Void
from fangxin.registry.acts import documents_are_entered_at_one_merchant
from fangxin.registry.registry import _codes
from tests.support.dialogue import at_terminal
from tests.support.forty import a_code, a_record, an_id
from tests.support.office import Office
from tests.support.registers import programme

DAY = date(2026, 3, 5)
FIRST = "浦市监罚〔2026〕88号"
SECOND = "浦综执罚〔2026〕12号"
ZONE = timezone(timedelta(hours=8))
NO_ROWS = Registers()
SHOP = Merchant("PJSH0016", "甲店（示例）", "shop", uscc="U1", address="示例路1号", path="甲.yml")
SPELLINGS: tuple[Callable[[str, int, int], str], ...] = (
    lambda office, year, serial: f"{office}〔{year}〕{serial}号",
    lambda office, year, serial: f"{office}（{year}）{serial}号",
    lambda office, year, serial: f"{office}[{year}]第{serial:03}号",
    lambda office, year, serial: f" {office} 【{year}】 {serial} 号",
    lambda office, year, serial: f"{office}字{year}年第{serial}号",
    lambda office, year, serial: f"{office}{year}-{serial}",
    lambda office, year, serial: f"行政处罚决定书{office}〔{year}〕{serial}号",
)
OFFICES = st.sampled_from(["浦市监罚", "浦综执罚", "浦卫食罚", "浦消投"])
YEARS, SERIALS = st.integers(2017, 2036), st.integers(1, 9999)


def failure(id: str, document: str | None, day: date = DAY, **more: object) -> Failure:
    """A penalty of the record."""
    values = {"kind": "penalty", "recorded": day} | more
    return Failure(id=id, date=day, document=document, **values)  # type: ignore[arg-type]


def sample(id: str, document: str, day: date = DAY) -> Inspection:
    """A failed sample of the shop."""
    return Inspection(
        id, day, day, "offline", "circulation", "移动电源", "failed", Party(SHOP.id), reason="温升",
        responsible="seller", kind="failed_sample", document=document, place=Place("抽检.csv", 2),
    )  # fmt: skip


def complaint(id: str, document: str, day: date = DAY, repeat: str | None = None) -> Complaint:
    """A complaint that was upheld and not performed."""
    moment = datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)
    return Complaint(
        id, moment, "12315", "small", "food", "amr", Party(SHOP.id), closed=moment,
        outcome="not_performed", repeat_of=repeat, recorded=day, document=document,
        place=Place("投诉.csv", 2),
    )  # fmt: skip


def listing(id: str, document: str, day: date = DAY) -> Listing:
    """A listing as seriously dishonest."""
    return Listing(
        id, SHOP.name, "市监局", "《办法》第八条", document, day, day, Party(SHOP.id),
        place=Place("名单.yml", 2),
    )  # fmt: skip


def judged(
    failures: tuple[Failure, ...], registers: Registers = NO_ROWS
) -> tuple[list[Problem], int]:
    """The problems of a shop with these failures, and how many acts count."""
    shop = replace(SHOP, failures=failures)
    [found] = joined([shop], registers, programme().policy)
    acts = {one.counts_as for one in found.failures if one.void is None}
    return list(facts_stand_once(registers, {shop.id: found})), len(acts)


def codes(problems: list[Problem]) -> list[str]:
    """Their codes."""
    return [problem.code for problem in problems]


# Once in the record: what else brings in the same act

OTHER = "浦市监罚（2026）第088号"
AGAIN: dict[str, tuple[tuple[Failure, ...], Registers]] = {
    "the same once more": ((failure("F2", FIRST),), Registers()),
    "another spelling": ((failure("F2", OTHER),), Registers()),
    "another day": ((failure("F2", FIRST, DAY - timedelta(1)),), Registers()),
    "half a year later": ((failure("F2", OTHER, DAY + timedelta(180)),), Registers()),
    "another kind": ((failure("F2", OTHER, kind="false_advertising"),), Registers()),
    "with others in one text": ((failure("F2", "浦市监罚〔2026〕87号、88号"),), Registers()),
    "as a sample": ((), Registers(inspections=(sample("INS-1", OTHER),))),
    "as a complaint": ((), Registers(complaints=(complaint("CMP-1", OTHER),))),
    "as a listing": ((), Registers(dishonest=(listing("LST-1", OTHER),))),
}


@pytest.mark.parametrize("way", AGAIN)
def test_a_second_entry_is_refused_with_the_place_of_the_first(way: str) -> None:
    """By every way in; it never counts twice."""
    more, registers = AGAIN[way]
    places = {f"failures.{at}": Place("甲.yml", 10 + at, 5) for at in range(2)}
    shop = replace(SHOP, failures=(failure("F1", FIRST), *more), places=places)
    [found] = joined([shop], registers, programme().policy)
    [problem] = facts_stand_once(registers, {shop.id: found})
    assert (problem.code, problem.level) == ("same-document", "error")
    assert f"（{problem.place}" not in problem.zh  # the place told is that of the other entry
    assert "是同一份文书" in problem.zh and any(
        f"{path}:{line}" in problem.zh
        for path, line in (("甲.yml", 10), ("甲.yml", 11), ("抽检.csv", 2), ("投诉.csv", 2))
    )
    assert len({one.counts_as for one in found.failures}) == 1


TWICE = {
    "sample and complaint": Registers(
        inspections=(sample("INS-1", FIRST),), complaints=(complaint("CMP-1", OTHER),)
    ),
    "sample and listing": Registers(
        inspections=(sample("INS-1", FIRST),), dishonest=(listing("LST-1", OTHER),)
    ),
    "complaint and listing": Registers(
        complaints=(complaint("CMP-1", FIRST),), dishonest=(listing("L-1", OTHER),)
    ),
}


@pytest.mark.parametrize("way", TWICE)
def test_two_registers_are_two_entries(way: str) -> None:
    """A document stands in one register."""
    problems, _ = judged((), TWICE[way])
    assert codes(problems) == ["same-document"]


@pytest.mark.parametrize(
    "registers",
    [
        Registers(inspections=(sample("INS-1", FIRST), sample("INS-2", OTHER))),
        Registers(
            inspections=(sample("INS-1", FIRST), sample("INS-2", "浦市监罚〔2026〕88、89号"))
        ),
        Registers(complaints=(complaint("CMP-1", FIRST), complaint("CMP-2", OTHER))),
        Registers(
            complaints=(
                complaint("CMP-1", FIRST),
                complaint("CMP-2", "甲〔2026〕1号", DAY + timedelta(1), "CMP-1"),
                complaint("CMP-3", OTHER, DAY + timedelta(2)),
            )
        ),
    ],
    ids=["batches", "one of two documents", "complaints", "a dispute"],
)
def test_witnesses_in_one_register_are_one_act(registers: Registers) -> None:
    """Batches of one inspection, complaints of one decision: counted once, no error."""
    assert judged((), registers) == ([], 1)


def test_rows_that_are_no_failures_share_a_report() -> None:
    """A passed sample and a complaint may rest on one paper; beside a record it is told."""
    passed = replace(sample("INS-1", FIRST), result="passed", responsible=None, kind=None)
    rows = Registers(inspections=(passed,), complaints=(complaint("CMP-1", FIRST),))
    assert judged((), rows) == ([], 1)
    assert codes(judged((failure("F1", OTHER),), Registers(inspections=(passed,)))[0]) == [
        "same-document"
    ]


def test_a_document_may_deal_with_two_acts() -> None:
    """Where the record says so, whichever of the two names the other; and of three each pair."""
    first, second = failure("F1", FIRST), failure("F2", OTHER)
    apart = replace(second, distinct_from=("F1",))
    assert judged((first, apart)) == ([], 2)
    assert judged((replace(first, distinct_from=("F2",)), second)) == ([], 2)
    third = failure("F3", FIRST, distinct_from=("F1",))
    assert codes(judged((first, apart, third))[0]) == ["same-document"]
    assert judged((first, apart, replace(third, distinct_from=("F1", "F2")))) == ([], 3)
    row = Registers(inspections=(sample("INS-1", OTHER), sample("INS-2", OTHER)))
    assert judged((replace(first, distinct_from=("INS-2",)),), row) == ([], 2)


def test_a_mended_number_still_names_what_was_first_written() -> None:
    """Windows go by the first number, so that a second act with it is told: as the same one, or
    apart; the act of its own mended number is the same as well."""
    mended = (Rewording(DAY, "document", FIRST, "办〔2026〕1号"),)
    first = failure("F1", SECOND, corrected=mended)
    for other in (FIRST, SECOND):
        second = failure("F2", other)
        problems = judged((first, second))[0]
        assert codes(problems) == ["same-document"] and f"更正前 {FIRST}" in problems[0].zh
        assert judged((first, replace(second, distinct_from=("F1",)))) == ([], 2)
    assert judged((first, failure("F2", "丙罚〔2026〕3号"))) == ([], 2)


def test_two_documents_may_be_of_one_act() -> None:
    """Where the later entry says so they count once, also beside a row of a register; three of a
    chain are one."""
    first, second = failure("F1", FIRST), failure("F2", SECOND, same_act_as=("F1",))
    assert judged((first, replace(second, same_act_as=()))) == ([], 2)
    assert judged((first, second)) == ([], 1)
    third = failure("F3", "丙罚〔2026〕3号", same_act_as=("F2",))
    assert judged((first, second, third)) == ([], 1)
    row = Registers(inspections=(sample("INS-1", FIRST),))
    assert judged((replace(second, same_act_as=("INS-1",)),), row) == ([], 1)


@pytest.mark.parametrize("paper", ["丙罚〔2026〕3号", SECOND])
def test_a_further_entry_makes_no_one_act_of_two(paper: str) -> None:
    """Neither by naming both, nor by naming the one and the document of the other: what followed
    from two would be undone by a third."""
    two = failure("F1", FIRST), failure("F2", SECOND)
    names = ("F1", "F2") if paper != SECOND else ("F1",)
    found = judged((*two, failure("F3", paper, same_act_as=names)))[0]
    told = [problem.zh for problem in found if problem.code == "not-the-same-act"]
    assert told and all("分别计算" in zh for zh in told), found
    chain = replace(two[1], same_act_as=("F1",))
    assert (
        codes(
            judged((two[0], chain, failure("F3", "丙罚〔2026〕3号", same_act_as=("F1", "F2"))))[0]
        )
        == []
    )


def test_acts_are_told_to_join_and_to_part() -> None:
    """Between what was published and what would be: by a document, by what tells them apart; what
    is void is nobody's."""
    one, other = failure("F1", FIRST), failure("F2", None)
    named = replace(other, document=FIRST)
    apart = replace(named, distinct_from=("F1",))
    void = replace(other, void=Void(DAY, "写错"))
    assert list(moved_pairs((one, other), (one, named))) == [(("F1", "F2"), True)]
    assert list(moved_pairs((one, named), (one, apart))) == [(("F1", "F2"), False)]
    for news in ((one, other), (one, void), (one, replace(other, document=SECOND)), (one, apart)):
        assert list(moved_pairs((one, other), news)) == []
    bridge = failure("F3", f"{FIRST}、{SECOND}", register="inspections")
    third = replace(other, document=SECOND)
    assert list(moved_pairs((one, third), (one, third, bridge))) == [(("F1", "F2"), True)]
    gone = replace(bridge, void=Void(DAY, "写错"))
    assert list(moved_pairs((one, third, bridge), (one, third, gone))) == []


BOTH = f"{FIRST}、{SECOND}"
APART = sample("INS-1", FIRST), sample("INS-2", SECOND)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ((*APART, sample("INS-3", BOTH)), ["joins-two-acts"]),
        ((*APART, sample("INS-3", "浦市监罚〔2026〕88、89号")), []),
        ((*APART, sample("INS-3", BOTH, DAY - timedelta(3))), []),  # which said so first
        ((sample("INS-1", BOTH), sample("INS-2", FIRST), sample("INS-3", SECOND)), []),
        ((APART[0], replace(APART[1], void=Void(DAY, "重复登记")), sample("INS-3", BOTH)), []),
        ((*APART, replace(sample("INS-3", BOTH), void=Void(DAY, "写错"))), []),
        ((*APART, sample("INS-3", "浦市监罚〔2026〕88号、丙〔2026〕3号、" + SECOND)),
         ["joins-two-acts"]),
        ((*APART, sample("INS-3", "浦市监罚〔2026〕80至90号，浦综执罚〔2026〕12号")),
         ["joins-two-acts"]),
    ],
)  # fmt: skip
def test_a_row_of_two_papers_makes_no_one_act_of_two(
    rows: tuple[Inspection, ...], told: list[str]
) -> None:
    """What counted as two when it was entered stays two; who names both papers first says that
    they are of one act."""
    assert codes(judged((), Registers(inspections=rows))[0]) == told


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ({"same_act_as": ("F9",)}, "没有 F9"),
        ({"same_act_as": ("F2",)}, "F2 就是它自己"),
        ({"same_act_as": ("F1",), "distinct_from": ("F1",)}, "又写明不是同一件"),
        ({"same_act_as": ("F1",), "recorded": DAY - timedelta(3)}, "F1 登记在后"),
        ({"same_act_as": ("F1",), "day": DAY + timedelta(9)}, "不会就是它"),
    ],
)
def test_one_act_is_one_with_an_earlier_one(second: dict[str, Any], said: str) -> None:
    """Nothing is joined to itself, to nothing, to what came later or is told apart as well; what
    happened after an act was entered is no part of it."""
    first = failure("F1", FIRST)
    found = judged((first, failure("F2", SECOND, **second)))[0]
    told = [problem.zh for problem in found if problem.code == "not-the-same-act"]
    assert len(told) == 1 and said in told[0], found


@pytest.mark.parametrize(
    ("names", "told"),
    [(("F1",), "F1 就是它自己"), (("F9",), "没有 F9"), (("F2",), "F2 的文书不同")],
)
def test_distinct_from_tells_something_apart(names: tuple[str, ...], told: str) -> None:
    """It names another failure of the merchant with the same document."""
    problems, _ = judged(
        (failure("F1", FIRST, distinct_from=names), failure("F2", "甲〔2026〕9号"))
    )
    assert codes(problems) == ["not-distinct"] and told in problems[0].zh


def test_a_mistake_counts_for_nothing() -> None:
    """What was declared void does not stand in the way of the right entry."""
    void = replace(failure("F1", FIRST), void=Void(DAY, "登记有误"))
    assert judged((void, failure("F2", OTHER))) == ([], 1)


WORDS = ("违反食品安全法第15条", "依食安法第四十七條第1項第2款裁處", "现场检查笔录", "口头告知")


@pytest.mark.parametrize("words", WORDS)
def test_words_without_a_number_name_no_paper(words: str) -> None:
    """A law, a kind of paper: on another day they are another act, on one day they are told."""
    later = failure("F2", words, DAY + timedelta(30))
    assert judged((failure("F1", words), later)) == ([], 2)
    assert codes(judged((failure("F1", words), failure("F2", words)))[0]) == ["same-document"]


@pytest.mark.parametrize("words", ["甲1号", "甲第八号", "案号A-77", "2026年3月5日现场笔录"])
def test_an_unusual_number_is_a_number(words: str) -> None:
    """Whatever the day."""
    again = failure("F2", words, DAY + timedelta(30))
    assert codes(judged((failure("F1", words), again))[0]) == ["same-document"]


# At two merchants


def at_two(one: Merchant, other: Merchant) -> list[str]:
    """The codes of what is said where both have a failure by one document."""
    merchants = {
        one.id: replace(one, failures=(failure("F1", FIRST),)),
        other.id: replace(other, failures=(failure("F1", OTHER, DAY + timedelta(1)),)),
    }
    problems = list(documents_are_entered_at_one_merchant(merchants, _codes))
    assert {problem.level for problem in problems} == {"warning"}
    assert all(f"{one.id} " in p.zh and "甲.yml:1" in p.zh for p in problems)
    return codes(problems)


def test_two_premises_and_two_operators() -> None:
    """One operator's shops share one entry, former codes too; two operators share no number."""
    sibling = replace(SHOP, id="PJSH0024", path="乙.yml")
    moved = Change("C1", DAY, "uscc", DAY, before="U1", after="U2", continues=True)
    assert at_two(SHOP, sibling) == ["document-at-two-premises"]
    assert at_two(SHOP, replace(sibling, uscc="U2")) == ["document-at-two-operators"]
    assert at_two(SHOP, replace(sibling, uscc="U2", changes=(moved,))) == [
        "document-at-two-premises"
    ]


def test_words_without_a_number_are_nobodys() -> None:
    """现场笔录 at two merchants is not one document."""
    merchants = {
        id: replace(SHOP, id=id, failures=(failure("F1", "现场检查笔录"),)) for id in ("A1", "A2")
    }
    assert list(documents_are_entered_at_one_merchant(merchants, _codes)) == []


# Properties

WAYS = st.sampled_from(["record", "inspections", "complaints"])


def entered(
    way: str, number: int, document: str, day: date
) -> tuple[tuple[Failure, ...], Registers]:
    """One more entry of a document by one way in."""
    if way == "record":
        return (failure(f"F{number}", document, day),), Registers()
    if way == "inspections":
        return (), Registers(inspections=(sample(f"INS-{number}", document, day),))
    return (), Registers(complaints=(complaint(f"CMP-{number}", document, day),))


def both(
    one: tuple[tuple[Failure, ...], Registers], other: tuple[tuple[Failure, ...], Registers]
) -> tuple[tuple[Failure, ...], Registers]:
    """Two entries together."""
    (first, rows), (second, more) = one, other
    return first + second, Registers(
        inspections=rows.of(INSPECTIONS) + more.of(INSPECTIONS),
        complaints=rows.of(COMPLAINTS) + more.of(COMPLAINTS),
    )


@given(
    OFFICES, YEARS, SERIALS, st.sampled_from(SPELLINGS), st.sampled_from(SPELLINGS), WAYS, WAYS,
    st.integers(-400, 400),
)  # fmt: skip
def test_the_same_act_again_never_counts(
    office: str,
    year: int,
    serial: int,
    one: Callable[[str, int, int], str],
    other: Callable[[str, int, int], str],
    way: str,
    again: str,
    days: int,
) -> None:
    """In any spelling, on any day, by any way: one act, refused unless one register has both."""
    first = entered(way, 1, one(office, year, serial), DAY)
    second = entered(again, 2, other(office, year, serial), DAY + timedelta(days))
    problems, acts = judged(*both(first, second))
    assert acts == 1
    witnesses = way == again != "record"
    assert codes(problems) == ([] if witnesses else ["same-document"])


@given(
    st.tuples(OFFICES, YEARS, SERIALS), st.tuples(OFFICES, YEARS, SERIALS),
    st.sampled_from(SPELLINGS), st.sampled_from(SPELLINGS), WAYS, WAYS,
)  # fmt: skip
def test_different_documents_are_different_acts(
    one: tuple[str, int, int],
    other: tuple[str, int, int],
    spelled: Callable[[str, int, int], str],
    otherwise: Callable[[str, int, int], str],
    way: str,
    again: str,
) -> None:
    """Another office, year or serial number: two acts, also on one day."""
    first = entered(way, 1, spelled(*one), DAY)
    second = entered(again, 2, otherwise(*other), DAY)
    problems, acts = judged(*both(first, second))
    assert (one == other) == (acts == 1)
    if one != other:
        assert problems == []


# In an office

ID, SIBLING, STRANGER = an_id(1), an_id(2), an_id(3)
SAID = ("--summary", "销售标签不符合规定的食品")
PENALTY = (*SAID, "--kind", "penalty", "--date", "2026-03-05", "--document", FIRST)
ON = "2026-03-20"
RECOGNISED = """\
certification:
  decisions:
    - {id: D1, date: 2025-03-14, status: certified, until: 2028-03-13, certificate: FX-2025-9001,
       document: 浦消联办〔2025〕93号, imported: true}
"""


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """Two shops of one operator, one of another; the first has a penalty, committed."""
    records = {id: a_record(number) for number, id in enumerate((ID, SIBLING, STRANGER), 1)}
    records[ID] += RECOGNISED
    records[SIBLING] = records[SIBLING].replace(a_code(2), a_code(1))
    found = Office.make(tmp_path, capsys, {f"shop/{id}.yml": text for id, text in records.items()})
    assert found.run("fail", ID, *PENALTY, "--commit", on=ON) == 0, found.err
    return found


@pytest.mark.parametrize(
    "words",
    [
        ("--kind", "penalty", "--date", "2026-03-05", "--document", "浦市监罚（2026）88号"),
        ("--kind", "penalty", "--date", "2026-03-04", "--document", FIRST),
        ("--kind", "false_advertising", "--date", "2026-03-05", "--document", "浦市监罚2026-88"),
        (*PENALTY[:-1], "行政处罚决定书浦市监罚〔2026〕第088号"),
    ],
)
def test_a_command_twice(office: Office, words: tuple[str, ...]) -> None:
    """Refused before anything is written, with the place of the first."""
    assert office.run("fail", ID, *SAID, *words, "-y", on=ON) == 1
    assert "same-document" in office.err and f"{ID}.yml:" in office.err and FIRST in office.err
    assert office.git("status", "--porcelain") == ""
    assert office.run("fail", ID, *SAID, *words, "--json", on=ON) == 1
    told = json.loads(office.out)
    assert not told["written"] and [one["code"] for one in told["problems"]] == ["same-document"]


@pytest.mark.parametrize(
    ("id", "words", "code"),
    [
        (ID, ("--date", "2026-03-11", "--document", "浦市监罚〔2026〕91号"), "perhaps-one-act"),
        (ID, ("--date", "2026-03-05", "--document", "浦公罚〔2026〕9号"), "perhaps-one-act"),
        (SIBLING, ("--date", "2026-03-05", "--document", FIRST), "document-at-two-premises"),
        (STRANGER, ("--date", "2026-03-05", "--document", FIRST), "document-at-two-operators"),
    ],
)
def test_what_is_asked_about(office: Office, id: str, words: tuple[str, ...], code: str) -> None:
    """A warning that stops nobody; told by the preview, by ``--json`` and by ``diff`` as well."""
    command = ("fail", id, *SAID, "--kind", "penalty", *words)
    assert office.run(*command, "--dry-run", "--json", on=ON) == 0
    assert [one["code"] for one in json.loads(office.out)["effects"]["questions"]] == [code]
    assert office.run(*command, "--commit", on=ON) == 0, office.err
    assert office.err.count(code) == 1 and "请核对" in office.err
    assert "请核对" not in office.git("log", "-1", "--format=%B")
    assert office.run("diff", "HEAD~1..HEAD", on=ON) == 0
    assert office.out.count("请核对：") == 1
    for form in ("markdown", "html"):
        assert office.run("diff", "HEAD~1..HEAD", "--format", form, on=ON) == 0
        assert "请核对" in office.out


def test_at_a_terminal_it_is_told_before_the_question(office: Office) -> None:
    """Whoever says no leaves everything as it was."""
    folders = ("--merchants", f"{office.folder}/merchants", "--content", f"{office.folder}/content")
    words = (
        "fail",
        ID,
        "--kind",
        "penalty",
        "--date",
        "2026-03-06",
        "--document",
        "浦市监罚〔2026〕91号",
    )
    code, _, shown = at_terminal(
        (*words, *folders, "--as-of", ON, "--served", ON, "--summary", "甲", "--found-by", "amr"),
        ["n"],
    )
    assert code == 0 and -1 < shown.index("perhaps-one-act") < shown.index("写入吗")
    assert office.git("status", "--porcelain") == ""


def test_what_is_not_asked_about(office: Office) -> None:
    """Another kind, eight days later, or said to be another act of the document."""
    kind, far = ("--kind", "false_advertising"), ("--kind", "penalty", "--date", "2026-03-13")
    for words in (
        (*kind, "--date", "2026-03-05", "--document", "浦市监罚〔2026〕91号"),
        (*far, "--document", "浦市监罚〔2026〕91号"),
        ("--kind", "penalty", "--date", "2026-03-06", "--document", FIRST, "--distinct-from", "F1"),
    ):
        assert office.run("fail", ID, *SAID, *words, "--dry-run", on=ON) == 0, office.err
        assert "请核对" not in office.out + office.err.replace("没有改动任何文件", "")


def test_a_hand_edit_is_told_alike(office: Office) -> None:
    """``check`` and ``diff`` refuse what the command would have refused."""
    path = office.path(ID)
    text = path.read_text("utf-8")
    again = "  - {id: F2, kind: penalty, date: 2026-03-06, document: 浦市监罚（2026）第88号}\n"
    path.write_text(text + again, encoding="utf-8")
    assert office.run("check", on=ON) == 1 and "same-document" in office.out
    assert office.run("diff", "HEAD", on=ON) == 1 and "same-document" in office.err


def test_a_sanction_by_the_paper_of_a_failure(office: Office) -> None:
    """What follows from a failure follows by the policy; a decision has its own number, or says
    what it rests on."""
    words = ("decide", "suspend", ID, "--document", "浦市监罚（2026）88号", "--summary", "待查",
             "--dry-run")  # fmt: skip
    assert office.run(*words, on=ON) == 0, office.err
    assert "decision-by-failure" in office.err
    assert office.run(*words, "--because", "F1", on=ON) == 0, office.err
    assert "decision-by-failure" not in office.err
