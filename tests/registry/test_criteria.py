"""Criteria are kept: judged by machine, ticked by an office, or excepted in everybody's sight."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.base.dates import add_days
from fangxin.base.problem import Problem
from fangxin.facts.programme.criteria import TESTS, Criterion, Test
from fangxin.facts.programme.programme import Programme
from fangxin.facts.values import (
    Act,
    Change,
    Commitment,
    Decision,
    Facts,
    Failure,
    Merchant,
    Pledge,
    Review,
    Tick,
    Void,
)
from fangxin.registry.book import Book
from fangxin.registry.criteria import criteria_are_kept
from fangxin.registry.judging import Case, judged, value_on, verdict
from fangxin.registry.sources.reading import read_sources
from fangxin.words.criteria import MARK, STATE_EN, STATE_ZH, judged_zh
from tests.office.test_import_meaning import TEXT, row, run
from tests.support.demonstration import CONTENT, RECORDS
from tests.support.dense_facts import dense, telling
from tests.support.forty import an_id, sheet
from tests.support.office import Office
from tests.support.registers import programme
from tests.support.truth_reader import policy
from tests.view.test_viewing import certified, failed

DAY = date(2026, 6, 1)
DENSE = policy("dense")


def a_case(merchant: Merchant, on: date = DAY, **more: Any) -> Case:
    """A merchant on a day, by the county's policy."""
    facts = Facts(merchant.id, decisions=merchant.decisions, failures=merchant.failures)
    return Case(merchant, facts, programme().policy, (), on, **more)


def a_shop(**more: Any) -> Merchant:
    return certified(**more)


def a_review(on: date) -> Review:
    return Review("R1", on, "passed")


GRADE = Test("field", field="catering_grade", one_of=("A", "B"))
YEAR = Test("no_failures", severity=("serious", "grave"), months=12)
LOST = Change("C1", date(2026, 7, 1), "catering_grade", date(2026, 7, 1), "B", "C")
MINOR = Failure("F1", "price_not_marked", date(2026, 5, 1), date(2026, 5, 2))
SERIOUS = replace(MINOR, kind="failed_sample")
# what is judged, of which merchant, on which day → whether it is met
TABLE: list[tuple[Test, dict[str, Any], date, bool]] = [
    (GRADE, {"catering_grade": "A"}, DAY, True),
    (GRADE, {"catering_grade": "C"}, DAY, False),
    (GRADE, {}, DAY, False),
    (GRADE, {"catering_grade": "C", "changes": (LOST,)}, DAY, True),  # only lost a month later
    (GRADE, {"catering_grade": "C", "changes": (LOST,)}, date(2026, 7, 1), False),
    (GRADE, {"catering_grade": "C", "changes": (replace(LOST, void=Void(DAY, "错")),)}, DAY, False),
    (GRADE, {"catering_grade": "A", "changes": (replace(LOST, before="C"),)}, DAY, False),
    (Test("field", field="website"), {"website": "https://x.example/"}, DAY, True),
    (Test("field", field="website"), {}, DAY, False),
    (Test("age", field="opened", months=12), {"opened": date(2025, 6, 1)}, DAY, True),
    (Test("age", field="opened", months=12), {"opened": date(2025, 6, 2)}, DAY, False),
    (Test("age", field="opened", months=12), {}, DAY, False),
    (Test("commitment", one_of=("recall",)), {"commitments": (Commitment("recall"),)}, DAY, True),
    (Test("commitment", one_of=("recall",)), {"commitments": (Commitment("genuine"),)}, DAY, False),
    (Test("commitment", one_of=("recall",)),
     {"commitments": (Commitment("recall", until=date(2026, 5, 31)),)}, DAY, False),
    (Test("commitment", one_of=("recall",)),
     {"commitments": (Commitment("recall", since=date(2026, 6, 2)),)}, DAY, False),
    (Test("pledge"), {"pledge": Pledge(DAY, 1)}, DAY, True),
    (Test("pledge"), {"pledge": Pledge(date(2026, 6, 2), 1)}, DAY, False),
    (Test("review", months=12), {"reviews": (a_review(date(2025, 6, 2)),)}, DAY, True),
    (Test("review", months=12), {"reviews": (a_review(date(2025, 6, 1)),)}, DAY, False),
    (Test("review", months=12), {"reviews": (Review("R1", DAY, "advised"),)}, DAY, False),
    (YEAR, {}, DAY, True),
    (YEAR, {"failures": (MINOR,)}, DAY, True),
    (YEAR, {"failures": (SERIOUS,)}, DAY, False),
    (YEAR, {"failures": (replace(SERIOUS, recorded=date(2026, 6, 2)),)}, DAY, True),  # not known
    (YEAR, {"failures": (SERIOUS,)}, date(2027, 5, 1), True),  # a year later to the day
    (YEAR, {"failures": (SERIOUS,)}, date(2027, 4, 30), False),
    (YEAR, {"failures": (replace(SERIOUS, void=Void(DAY, "错")),)}, DAY, True),
    (YEAR, {"failures": (replace(SERIOUS, void=Void(date(2026, 6, 2), "错")),)}, DAY, False),
    (YEAR, {"failures": (replace(SERIOUS, kind="never_heard_of"),)}, DAY, False),
    (Test("no_failures", kinds=("counterfeit",), months=12), {"failures": (SERIOUS,)}, DAY, True),
    (Test("no_sanction", months=12), {}, DAY, True),
    (Test("no_sanction", months=12), {"failures": (failed(),)}, DAY, False),
    (Test("not_listed"), {}, DAY, True),
]  # fmt: skip


@pytest.mark.parametrize(("test", "said", "on", "met"), TABLE)
def test_what_a_machine_judges(test: Test, said: dict[str, Any], on: date, met: bool) -> None:
    """Each test at its edges, with what was found in both languages."""
    result, (zh, en) = verdict(test, a_case(a_shop(**said), on))
    assert result is met
    assert zh and en


def test_every_test_is_tried() -> None:
    """No kind of test goes without a case that is met."""
    assert {test.what for test, _, _, met in TABLE if met} == set(TESTS)


@given(dense(), st.integers(0, 60))
def test_what_comes_later_changes_nothing(facts: Facts, after: int) -> None:
    """What is judged of a day follows from what was known on it: the facts recorded later may as
    well not be there."""
    on = add_days(telling(facts)[0], after)
    shop = Merchant("TEST1", "例店（示例）", "shop")
    early = replace(
        facts,
        decisions=tuple(d for d in facts.decisions if d.acts <= on),
        failures=tuple(f for f in facts.failures if f.recorded <= on),
        changes=tuple(c for c in facts.changes if c.acts <= on),
        objections=tuple(o for o in facts.objections if o.filed <= on),
    )
    kinds = [Test("no_failures", months=6), Test("no_sanction", months=6)]
    for test in kinds:
        whole, part = (Case(shop, one, DENSE, (), on) for one in (facts, early))
        assert verdict(test, whole) == verdict(test, part)


def test_the_value_of_a_day_goes_back_through_all_changes() -> None:
    """Several changes: the value before the first one after the day."""
    later = replace(LOST, id="C2", date=date(2026, 9, 1), before="C", after="A")
    shop = a_shop(catering_grade="A", changes=(later, LOST))
    days = [DAY, date(2026, 7, 1), date(2026, 8, 31), date(2026, 9, 1)]
    assert [value_on(shop, "catering_grade", on) for on in days] == ["B", "C", "C", "A"]


TICK = Tick("K1", "licence", date(2026, 5, 20), "amr", "例〔2026〕1号", met=True)
LICENCE = Criterion("licence", "执照有效", "Licence", applies=date(2026, 4, 1))
MACHINE = Criterion("grade", "A 级或 B 级", "A or B", applies=date(2026, 4, 1), test=GRADE)
EXCEPTED = replace(TICK, id="K2", criterion="grade", met=False, exception=True, reason="改造中")


@pytest.mark.parametrize(
    ("criterion", "ticks", "state"),
    [
        (LICENCE, (), "open"),
        (LICENCE, (TICK,), "ticked"),
        (LICENCE, (replace(TICK, void=Void(DAY, "错")),), "open"),
        (LICENCE, (replace(TICK, date=date(2026, 6, 2)),), "open"),  # only afterwards
        (LICENCE, (replace(TICK, date=date(2026, 2, 1)),), "open"),  # for the certification before
        (LICENCE, (replace(TICK, exception=True),), "open"),  # says both
        (LICENCE, (replace(TICK, met=False, exception=True, reason="改造中"),), "excepted"),
        (MACHINE, (), "missed"),
        (MACHINE, (replace(TICK, criterion="grade"),), "missed"),  # the machine knows better
        (MACHINE, (EXCEPTED,), "excepted"),
    ],
)
def test_who_says_that_a_criterion_is_met(
    criterion: Criterion, ticks: tuple[Tick, ...], state: str
) -> None:
    """Ticks count once, by their day; what a machine denies no tick can claim."""
    shop = a_shop(catering_grade="C", criteria=ticks)
    (found,) = judged(a_case(shop, after=date(2026, 2, 1)), [criterion])
    assert found.state == state
    assert found.fine == (state in ("ticked", "excepted"))


def problems_of(merchant: Merchant, criteria: tuple[Criterion, ...], today: date) -> list[Problem]:
    """What is said of the certifications of a shop."""
    base = programme()
    category = replace(base.categories["shop"], criteria=criteria)
    settings = replace(base, categories={**base.categories, "shop": category})
    facts = Facts(merchant.id, decisions=merchant.decisions, failures=merchant.failures)
    book = Book((merchant,), {merchant.id: merchant}, settings, today, lambda id: facts)
    return list(criteria_are_kept(book, {}))


def against(merchant: Merchant, *criteria: Criterion) -> list[str]:
    """The same on the day of the certification, in English."""
    return [problem.en for problem in problems_of(merchant, criteria, DAY)]


def levels(merchant: Merchant, today: date, *criteria: Criterion) -> list[str]:
    """How grave what is said of the certifications of a shop is on a later day."""
    return [problem.level for problem in problems_of(merchant, criteria, today)]


def renewed(on: date, **more: Any) -> Merchant:
    """A shop that was certified again."""
    again = Decision("D3", on, Act.CERTIFIED, on, date(2038, 1, 1), certificate="EX-2")
    return replace(certified(**more), decisions=(*certified().decisions, again))


def test_only_certifications_since_then_are_asked() -> None:
    """From the first day to the last of a criterion, those days included."""
    eve, first = date(2026, 3, 31), date(2026, 4, 1)
    assert against(renewed(eve), LICENCE) == []
    assert len(against(renewed(first), LICENCE)) == 1
    assert against(renewed(first), replace(LICENCE, ends=eve)) == []
    assert len(against(renewed(first), replace(LICENCE, ends=first))) == 1
    assert against(renewed(first), replace(LICENCE, applies=None)) == []  # only told


def test_everything_unchecked_is_said_at_once_and_what_is_missed_each() -> None:
    """One message for what an office has to look at, one for each test that failed."""
    more = replace(LICENCE, code="prices")
    told = against(renewed(DAY), LICENCE, more, MACHINE)
    assert len(told) == 2
    assert any("licence, prices" in one for one in told)


TAKEN = Decision("D3", date(2025, 1, 1), Act.CERTIFIED, DAY, date(2028, 1, 1), imported=True)


def test_what_was_taken_over_is_judged_by_the_day_it_is_recorded() -> None:
    """What an older register decided in 2025 and comes in today keeps the criteria of today; what
    it decided and brought in before there were any, none."""
    shop = replace(certified(), decisions=(TAKEN,))
    assert len(against(shop, LICENCE)) == 1
    before = replace(TAKEN, recorded=TAKEN.date)
    assert against(replace(shop, decisions=(before,)), LICENCE) == []
    fine = replace(shop, criteria=(replace(TICK, date=DAY),))
    assert against(fine, LICENCE) == []
    restaurant = replace(fine, catering_grade="C")
    assert len(against(restaurant, LICENCE, MACHINE)) == 1
    excepted = replace(restaurant, criteria=(*fine.criteria, replace(EXCEPTED, date=DAY)))
    assert against(excepted, LICENCE, MACHINE) == []


def test_what_was_accepted_before_stays_readable() -> None:
    """A certification of an earlier day that was taken over, or rests on old checks, is doubted;
    one of today is refused. What was an error at any time is one still."""
    shop = replace(certified(), decisions=(TAKEN,))
    for later, level in ((DAY, "error"), (add_days(DAY, 1), "warning")):
        assert levels(shop, later, LICENCE, MACHINE) == [level, level]
    old = replace(TICK, date=date(2019, 5, 1))
    ordinary = replace(renewed(DAY, criteria=(old,)), decisions=renewed(DAY).decisions[-1:])
    for later, level in ((DAY, "error"), (add_days(DAY, 1), "warning")):
        assert levels(ordinary, later, LICENCE) == [level]
    assert levels(ordinary, add_days(DAY, 9), replace(LICENCE, code="other")) == ["error"]


AGES = [(date(2026, 5, 20), 12, True), (date(2025, 6, 2), 12, True), (date(2025, 6, 1), 12, False),
        (date(2019, 5, 1), 12, False), (date(2026, 4, 30), 1, False), (date(2026, 5, 2), 1, True),
        (date(2019, 5, 1), 120, True)]  # fmt: skip


@pytest.mark.parametrize(("on", "months", "counts"), AGES)
@pytest.mark.parametrize("exception", [False, True])
def test_a_check_counts_for_so_many_months(
    on: date, months: int, counts: bool, exception: bool
) -> None:
    """To the day, also for a first certification, and for exceptions; what was certified shows on
    which day it was checked."""
    criterion = replace(LICENCE, tick_months=months)
    tick = replace(TICK, date=on, met=not exception, exception=exception)
    case = a_case(a_shop(criteria=(tick,)))
    (found,) = judged(case, [criterion])
    assert found.fine == counts
    if not counts:
        assert str(on) in found.found[0] and str(months) in found.found[1]
    (then,) = judged(replace(case, aging=False), [criterion])
    assert then.tick == tick


def test_a_void_certification_is_not_judged() -> None:
    """It was a mistake in any case."""
    shop = renewed(DAY)
    last = replace(shop.decisions[-1], void=Void(DAY, "错"))
    assert against(replace(shop, decisions=(*shop.decisions[:-1], last)), LICENCE) == []


def test_every_state_has_words_and_a_mark() -> None:
    """In both languages."""
    assert set(STATE_ZH) == set(STATE_EN) == set(MARK)


def test_every_criterion_of_the_demonstration_is_explained() -> None:
    """The page of the rules says who judges it and from when."""
    settings: Programme = programme()
    for category in settings.categories.values():
        for criterion in category.criteria:
            assert "起" in judged_zh(criterion, settings) or criterion.applies is None


RESTAURANT = (
    "name: 第{n}号面馆（示例）\nuscc: 91330726MA2DEM61XW\ncategory: catering\ntown: 浦南街道\n"
    "address: 浙江省浦江县浦南街道示例路{n}号\ncatering_grade: {grade}\nkitchen: {kitchen}\n"
    "certification:\n  decisions:\n    - {{id: D1, date: 2026-10-08, status: publicised, "
    "until: 2026-10-14, document: 浦消联办〔2026〕81号}}\n"
)
LATER, GRANT = "2026-10-20", "浦消联办〔2026〕82号"
CERTIFY = ("decide", "certify", an_id(1), "--document", GRANT)


def office(folder: Path, capsys: pytest.CaptureFixture[str], grade: str, kitchen: str) -> Office:
    """A restaurant whose publicity has ended."""
    text = RESTAURANT.format(n=1, grade=grade, kitchen=kitchen)
    return Office.make(folder, capsys, {f"catering/{an_id(1)}.yml": text})


@pytest.mark.parametrize(("grade", "kitchen"), [("C", "open"), ("A", "none"), ("C", "none")])
def test_no_restaurant_is_certified_against_the_criteria(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], grade: str, kitchen: str
) -> None:
    """Not by the command, not by a list, not as a candidate; nobody's tick helps, an exception
    does, and shows."""
    desk = office(tmp_path, capsys, grade, kitchen)
    before = desk.text(an_id(1))
    named = sheet(tmp_path / "名单.xlsx", [{"商户编号": an_id(1)}])
    lines: list[tuple[str, ...]] = [CERTIFY]
    lines.append(("decide", "certify", "--list", named, "--document", GRANT))
    for line in lines:
        assert desk.run(*line, "--checked-by", "amr", on=LATER) == 1
        assert "certified-against-criteria" in desk.err and desk.text(an_id(1)) == before
    listed = str(tmp_path / "可认定.xlsx")
    assert desk.run("decide", "certify", "--candidates", listed, on=LATER) == 1
    assert "没有列入" in desk.err
    missing = [c for c, bad in (("grade", grade == "C"), ("kitchen", kitchen == "none")) if bad]
    for code in missing:
        line = ("tick", an_id(1), "--criterion", code, "--by", "amr", "--document", GRANT)
        assert desk.run(*line, "--exception", "是", on=LATER) == 2  # without a reason
        reason = ("--exception", "是", "--reason", "年底改造完成")
        assert desk.run(*line, *reason, on=LATER) == 0, desk.err
    assert desk.run(*CERTIFY, "--checked-by", "amr", on=LATER) == 0, desk.err
    assert desk.run("check", on=LATER) == 0, desk.out


def test_ticks_are_entered_once_for_all_that_is_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The criteria without a test; afterwards there is nothing left to tick."""
    desk = office(tmp_path, capsys, "A", "open")
    line = ("tick", an_id(1), "--by", "市场监管局", "--document", GRANT)
    assert desk.run("tick", an_id(1), "--by", "nobody", "--document", GRANT, on=LATER) != 0
    assert desk.run("tick", an_id(1), "--by", "amr", "--document", GRANT, on=LATER) == 0, desk.err
    assert "criterion: licence" in desk.text(an_id(1))
    assert desk.run(*line[:2], "--by", "amr", "--document", GRANT, on=LATER) == 1
    old = ("tick", an_id(1), "--criterion", "licence", "--by", "amr", "--document", GRANT)
    assert desk.run(*old, "--date", "2019-05-01", on=LATER) == 1 and "太旧" in desk.err
    unknown = (*line[:2], "--criterion", "parking", "--by", "amr", "--document", GRANT)
    assert desk.run(*unknown, on=LATER) == 1 and "licence" in desk.err
    assert desk.run(*CERTIFY, on=LATER) == 0, desk.err
    mistake = ("void", an_id(1), "K1", "--reason", "没有核对", "--document", GRANT)
    assert desk.run(*mistake, on=LATER) == 1
    assert "certified-against-criteria" in desk.err  # the certificate rests on it


def test_a_grade_that_is_lost_is_a_duty_and_no_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The certification was right on its day; the change says so, and somebody has to look."""
    desk = office(tmp_path, capsys, "B", "open")
    assert desk.run(*CERTIFY, "--checked-by", "amr", on=LATER) == 0, desk.err
    change = ("change", an_id(1), "catering_grade", "C", "--document", "浦市监餐评〔2026〕9号")
    assert desk.run(*change, on="2026-11-02") == 0, desk.err
    assert "before: B, after: C" in desk.text(an_id(1))
    assert desk.run("check", on="2026-11-02") == 0, desk.out
    assert desk.run("todo", "--kind", "criterion", on="2026-11-02") == 0
    assert "量化分级为 A 级或 B 级" in desk.out
    listed = desk.text(an_id(1))
    excepted = ("tick", an_id(1), "--criterion", "grade", "--exception", "是", "--reason", "待复评")
    line = (*excepted, "--by", "amr", "--document", "浦消联办〔2026〕85号")
    assert desk.run(*line, on="2026-11-03") == 0, desk.err
    assert desk.run("show", an_id(1), on="2026-11-03") == 0
    assert "例外认定" in desk.out and "待复评" in desk.out
    desk.run("todo", "--kind", "criterion", on="2026-11-03")
    assert "量化分级" not in desk.out
    path = desk.path(an_id(1))
    path.write_text(listed, encoding="utf-8")
    silent = path.read_text(encoding="utf-8").partition("changes:")[0]
    path.write_text(silent, encoding="utf-8")
    assert desk.run("check", on="2026-11-02") == 1  # nobody can say that it was B on the day


def test_the_demonstration_keeps_its_criteria() -> None:
    """All certifications since the criteria apply; one by way of an exception that is shown."""
    found = read_sources(RECORDS, CONTENT, date(2026, 11, 28), date(2026, 11, 28))
    codes = {problem.code for problem in found.errors}
    assert "certified-against-criteria" not in codes


def test_an_import_does_not_certify_against_the_criteria(tmp_path: Path) -> None:
    """A register taken over with certifications of before is; one of after that day is refused
    row by row, and nothing of it written."""
    passed = row(结果="合格", 问题="", 日期="2026-05-12")
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    assert run(tmp_path / "old", passed).problems == []
    text = TEXT.replace("date: 2024-01-10", "date: 2026-05-10")
    outcome = run(tmp_path / "new", passed, text=text)
    assert "unusable-row" in {problem.code for problem in outcome.problems}
    assert any("执照" in problem.zh for problem in outcome.problems), outcome.problems
    assert not list((tmp_path / "new" / "merchants").rglob("*.yml"))


CHECK = "date: {value: 2026-11-20}, by: {value: amr}, document: {value: 浦市监核〔2026〕3号}"
CHECKED = (
    "criteria:\n"
    f"  - {{criterion: {{value: licence}}, {CHECK}}}\n"
    f"  - {{criterion: {{value: prices}}, {CHECK}}}\n"
    f"  - {{criterion: {{value: returns}}, {CHECK}, exception: {{value: 'true'}},"
    " reason: {value: 老字号}}\n"
)


def test_an_older_register_comes_in_by_the_criteria_of_today(tmp_path: Path) -> None:
    """Its certification is of 2024 and begins here today: it needs what one of today needs, and
    the table can say who checked it and what was excepted."""
    passed = row(结果="合格", 问题="", 日期="2026-05-12")
    late = TEXT.replace("date: 2024-01-10,", "date: 2024-01-10, recorded: 2026-11-23,")
    for name in ("bare", "stale", "checked"):
        (tmp_path / name).mkdir()
    stale = CHECKED.replace("2026-11-20", "2025-11-20")
    for name, text in (("bare", late), ("stale", late + stale)):
        outcome = run(tmp_path / name, passed, text=text)
        assert any("执照" in problem.zh for problem in outcome.problems), outcome.problems
        assert not list((tmp_path / name / "merchants").rglob("*.yml"))
    assert run(tmp_path / "checked", passed, text=late + CHECKED).problems == []
    (written,) = (tmp_path / "checked" / "merchants").rglob("*.yml")
    said = written.read_text(encoding="utf-8")
    assert "id: K3" in said and "exception: true" in said and said.count("met: true") == 2
    assert run(tmp_path / "checked", passed, text=late + CHECKED).problems == []
    assert written.read_text(encoding="utf-8") == said  # once
