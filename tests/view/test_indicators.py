"""Indicators: hand-calculated cases, past days proved against the standing, page and data agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from fangxin.facts.policy.policy import Basis
from fangxin.facts.programme.programme import Plan, Programme, Target, read_programme
from fangxin.facts.registers.rows import Complaint, Inspection, Registers
from fangxin.facts.values import Facts, Failure, Status, Void
from fangxin.registry.registry import Registry, load
from fangxin.standing.standing import Correction, Reason, Standing, standing
from fangxin.view.catalogue import Catalogue, Entry, Move
from fangxin.view.exits import Exit, exits
from fangxin.view.indicators import charts
from fangxin.view.indicators.measuring import measure
from fangxin.view.indicators.units import certified_on
from fangxin.view.indicators.values import Indicators, Measure, TargetVerdict, shown
from fangxin.view.viewing import entry_of, view_of
from tests.support.catalogue_factory import an_entry
from tests.support.demonstration import CONTENT, RECORDS

FIXTURES = Path(__file__).parents[1] / "fixtures" / "indicators"
CASES: list[dict[str, Any]] = yaml.safe_load((FIXTURES / "cases.yml").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 23)


@cache
def _programme() -> Programme:
    programme, problems = read_programme(CONTENT)
    assert programme is not None, problems
    return programme


@cache
def _registry() -> Registry:
    registry, _ = load(RECORDS, _programme(), TODAY)
    return registry


@cache
def _entries() -> tuple[Entry, ...]:
    return tuple(
        entry_of(view_of(id, _registry(), _programme(), TODAY)) for id in _registry().merchants
    )


def _case_entries(case: Mapping[str, Any]) -> Iterator[Entry]:
    for number, (name, days) in enumerate(case.get("units", {}).items(), start=1):
        moves: list[Move] = []
        for day in days:
            came = day.startswith("+")
            before, after = Status.PUBLICISED, Status.CERTIFIED
            if not came:
                before, after = Status.CERTIFIED, Status.SUSPENDED
            when = date.fromisoformat(day[1:])
            moves.insert(0, Move(when, name, name, "shop", before, after, (), False))
        yield an_entry(number, moves=tuple(moves))
    left = tuple(Exit(*days) for days in case.get("exits", ()))
    yield an_entry(90, category="market", exits=left)


def _case_inspections(case: Mapping[str, Any]) -> Iterator[Inspection]:
    for year, n in case.get("batches", {}).items():
        for number in range(n):
            day = date(year, 4, 1)
            yield _inspection(f"B-{year}-{number}", {"date": day, "stage": "circulation"})
    for at, row in enumerate(case.get("inspections", ())):
        more = dict(row)
        for number in range(more.pop("times", 1)):
            yield _inspection(f"I-{at}-{number}", more)


def _inspection(id: str, values: Mapping[str, Any]) -> Inspection:
    given = {"recorded": values["date"], "result": "passed", **values}
    if "void" in given:
        given["void"] = Void(given["void"], "登记有误")
    return Inspection(id=id, channel="offline", product="示例商品", **given)


def _case_complaints(case: Mapping[str, Any]) -> Iterator[Complaint]:
    for at, row in enumerate(case.get("complaints", ())):
        closed = row.get("closed")
        yield Complaint(
            id=f"C-{at}",
            received=datetime.fromisoformat(row["received"]),
            closed=datetime.fromisoformat(closed) if closed else None,
            outcome="settled" if closed else None,
            channel="12315",
            sort="small",
            area="food",
            department="amr",
            void=Void(row["void"], "登记有误") if "void" in row else None,
        )


def _measured(case: Mapping[str, Any]) -> Indicators:
    target = Target(**{"label": "目标", "unit": "", "clause": "一", **case["target"]})
    begins, ends = case["plan"]
    plan = Plan("case", "方案", "文号", begins, ends, (target,))
    registers = Registers(
        inspections=tuple(_case_inspections(case)), complaints=tuple(_case_complaints(case))
    )
    catalogue = Catalogue(case["as_of"], tuple(_case_entries(case)), registers)
    return measure(catalogue, replace(_programme(), plans=(plan,)))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_hand_calculated(case: Mapping[str, Any]) -> None:
    """Figures by year, the verdict on the period and that of now are those worked out by hand."""
    (judgement,) = _measured(case).judgements
    expected = case["expect"]
    found = judgement.indicator
    assert (found.id if found else None) == expected["indicator"]
    figures = {figure.year: figure for figure in found.figures} if found else {}
    for year, value in expected["figures"].items():
        got = figures[year].value
        assert (None if got is None or found is None else shown(got, found.kind)) == value
    for year, value in expected.get("median", {}).items():
        assert figures[year].parts["median"] == pytest.approx(value)
    assert judgement.final == expected["final"]
    assert judgement.running == expected["running"]


def test_verdicts_are_all_tried() -> None:
    """The cases reach every verdict, both on a period and now."""
    assert {case["expect"]["running"] for case in CASES} == set(TargetVerdict)
    finals = {case["expect"]["final"] for case in CASES}
    assert finals == {"met", "not_met", "no_data", None}


def test_past_counts_are_what_the_registry_said_then() -> None:
    """The count of a past day, read off the changes, equals evaluating every merchant's standing
    as of that day; so does today's count and the status in the lists."""
    entries = _entries()
    moved = sorted({move.date for entry in entries for move in entry.moves})
    days = sorted({*(date(year, 12, 31) for year in range(2017, 2026)), *moved[::7], TODAY})
    counted = certified_on(entries, days)
    categories = {entry.id: entry.category for entry in entries}
    for at, day in enumerate(days):
        evaluated: dict[str, int] = dict.fromkeys(counted, 0)
        for id, category in categories.items():
            if standing(_registry().facts(id), _programme().policy, day).status is Status.CERTIFIED:
                evaluated[category] += 1
        assert {category: counts[at] for category, counts in counted.items()} == evaluated, day
    assert sum(counts[-1] for counts in counted.values()) == sum(
        entry.status is Status.CERTIFIED for entry in entries
    )
    assert any(sum(counts[at] for counts in counted.values()) for at in range(len(days) - 1))


def test_ended_period_keeps_its_verdict() -> None:
    """Years later the verdict on the period is the same, however many there are now."""
    entries = _entries()
    soon = measure(Catalogue(date(2021, 1, 1), entries), _programme())
    late = measure(Catalogue(TODAY, entries), _programme())
    finals = [(one.target.code, one.final) for one in soon.judgements]
    assert finals == [(one.target.code, one.final) for one in late.judgements]
    assert {final for _, final in finals} <= {
        TargetVerdict.NOT_MET,
        TargetVerdict.NO_DATA,
        TargetVerdict.MET,
    }


def test_next_plan_is_another_file() -> None:
    """With a second plan the newest one's targets come first, and the first keeps its verdicts."""
    first = _programme().plans[0]
    target = replace(first.targets[0], value=1)
    second = Plan("2", "下一个方案", "文号", date(2026, 1, 1), date(2028, 12, 31), (target,))
    later = replace(second, code="3", begins=date(2027, 1, 1))
    found = measure(
        Catalogue(TODAY, _entries()), replace(_programme(), plans=(first, second, later))
    )
    assert [plan.code for plan in found.plans] == ["2", first.code]  # the third has not begun
    assert found.judgements[0].final is None
    assert len(found.of(first)) == len(first.targets)
    assert all(one.final is not None for one in found.of(first))


def test_every_target_of_the_plan_is_told() -> None:
    """No target is left out, and those that something measures are joined to it."""
    found = measure(Catalogue(TODAY, _entries()), _programme())
    codes = [one.target.code for one in found.judgements]
    assert codes == [target.code for target in _programme().plans[0].targets]
    unmeasured = {one.target.code for one in found.judgements if one.indicator is None}
    assert unmeasured == set()


def test_towns_add_up() -> None:
    """Towns by category sum up to today's units; every town stands there, also an empty one."""
    entries = _entries()
    found = measure(Catalogue(TODAY, entries), _programme())
    assert [one.town for one in found.towns if one.town][:15] == list(_programme().towns)
    for code in _programme().categories:
        (units,) = [one for one in found.all if one.id == f"units_{code}"]
        assert sum(one.by_category.get(code, 0) for one in found.towns) == units.now.value
    nobody = measure(Catalogue(TODAY, (an_entry(1, status=Status.NONE),)), _programme())
    assert [one.total for one in nobody.towns] == [0] * 15


def _standing(day: date, status: Status, *facts: str) -> Standing:
    reason = Reason("serious-suspend", facts, Basis("二(一)1"), day, None)
    now = standing(Facts("X"), _programme().policy, day)
    return replace(now, status=status, reasons=(reason,) if facts else ())


def test_exit_is_measured_from_the_failure_that_made_the_difference() -> None:
    """Of several failures the one recorded last counts; an annulled exit is none."""
    old = Failure("F1", "penalty", date(2024, 1, 1), date(2024, 1, 5))
    new = Failure("F2", "penalty", date(2024, 5, 1), date(2024, 5, 4))
    facts = Facts("X", failures=(old, new))
    history = (
        _standing(date(2023, 1, 1), Status.CERTIFIED),
        _standing(date(2024, 5, 4), Status.SUSPENDED, "F1", "F2"),
        _standing(date(2024, 9, 1), Status.REVOKED, "F1", "F2"),
    )
    found = list(exits(history, facts, history[-1]))
    assert found == [Exit(date(2024, 5, 1), date(2024, 5, 4), date(2024, 5, 4))]
    corrected = replace(history[-1], corrections=(Correction("F2", date(2024, 10, 1), "appeal"),))
    assert list(exits(history, facts, corrected)) == []


def test_exit_is_counted_once_for_a_failure() -> None:
    """Suspended at once, reinstated, and revoked later by a decision that names the same failure:
    the recognition stopped on the first day."""
    failure = Failure("F1", "penalty", date(2024, 1, 1), date(2024, 1, 5))
    history = (
        _standing(date(2023, 1, 1), Status.CERTIFIED),
        _standing(date(2024, 1, 5), Status.SUSPENDED, "F1"),
        _standing(date(2024, 2, 1), Status.CERTIFIED),
        _standing(date(2024, 2, 20), Status.REVOKED, "D3", "F1"),
    )
    found = list(exits(history, Facts("X", failures=(failure,)), history[-1]))
    assert found == [Exit(date(2024, 1, 1), date(2024, 1, 5), date(2024, 1, 5))]


def test_exit_of_a_manual_decision_without_failure_is_not_measured() -> None:
    """A decision that names no failure has no day on which anything happened."""
    history = (
        _standing(date(2023, 1, 1), Status.CERTIFIED),
        _standing(date(2024, 5, 4), Status.SUSPENDED, "D2"),
    )
    assert list(exits(history, Facts("X"), history[-1])) == []


def _svg(text: str) -> ElementTree.Element:
    root = ElementTree.fromstring(text)
    for element in root.iter():
        assert not {"style", "onload", "href"} & set(element.attrib)
        assert element.tag not in ("style", "script")
    return root


def test_bars_are_as_high_as_their_numbers() -> None:
    """Heights are proportional; a year without data has a dash and no bar; the target a line."""
    drawn = _svg(
        charts.bars(
            "c",
            "抽检 <批次>",
            "2018年 10，2019年 20。",
            [
                charts.Bar("2017", None, "无数据"),
                charts.Bar("2018", 10, "10"),
                charts.Bar("2019", 20, "20", open=True),
            ],
            20,
        )
    )
    heights = [float(bar.attrib["height"]) for bar in drawn.iter("rect")]
    assert heights[1] == pytest.approx(2 * heights[0])
    top = next(
        float(bar.attrib["y"]) for bar in drawn.iter("rect") if "is-open" in bar.attrib["class"]
    )
    line = next(one for one in drawn.iter("line") if one.attrib["class"] == "chart-target")
    assert float(line.attrib["y1"]) == pytest.approx(top)
    assert [text.text for text in drawn.iter("text")].count("–") == 1
    assert drawn.attrib["role"] == "img"
    assert drawn.attrib["aria-labelledby"] == "c-title c-desc"
    assert drawn.findtext("title") == "抽检 <批次>"


def test_chart_of_noughts_and_of_nothing_is_drawn() -> None:
    """All noughts, no bar at all and no target break nothing."""
    nought = _svg(charts.bars("c", "t", "d", [charts.Bar("2018", 0, "0")], 0))
    assert [bar.attrib["height"] for bar in nought.iter("rect")] == ["0"]
    assert list(_svg(charts.bars("c", "t", "d", [], None)).iter("rect")) == []
    assert list(_svg(charts.tiles("c", "t", "d", [])).iter("rect")) == []


def test_tiles_are_darker_the_more_there_are() -> None:
    """Nothing is a dashed outline; the shade rises with the number; a gap stays empty."""
    row = [charts.Tile("甲", 0), None, charts.Tile("乙", 1), charts.Tile("丙", 6)]
    drawn = list(_svg(charts.tiles("c", "t", "d", [row])).iter("rect"))
    shades = [float(tile.attrib["fill-opacity"]) for tile in drawn]
    assert shades == sorted(set(shades))
    assert shades[0] == 0
    assert "stroke-dasharray" in drawn[0].attrib
    assert len(drawn) == 3


def test_numbers_are_shown_without_flattery() -> None:
    """A rate is cut to a tenth; whole numbers stay whole."""
    assert shown(Fraction(9499, 100), Measure.RATE) == 94.9
    assert shown(Fraction(100), Measure.RATE) == 100
    assert shown(Fraction(3, 2), Measure.DAYS) == 1.5
