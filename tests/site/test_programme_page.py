"""The page 目标与进度 and indicators.json: both say the same, and the page keeps its promises."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from html import unescape
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from fangxin.facts.programme.programme import Plan, Programme, read_programme
from fangxin.facts.registers.rows import Complaint, Inspection, Registers
from fangxin.facts.values import Status
from fangxin.registry.registry import load
from fangxin.site.pages.opendata import indicators_json
from fangxin.site.pages.openschema import SCHEMAS
from fangxin.site.pages.programme import programme_pages
from fangxin.site.render import Renderer
from fangxin.view.catalogue import Catalogue
from fangxin.view.exits import Exit
from fangxin.view.indicators import words
from fangxin.view.indicators.values import TargetVerdict
from fangxin.view.viewing import entry_of, view_of
from tests.support.catalogue_factory import an_entry
from tests.support.demonstration import KEPT, ROOT

TODAY = date(2026, 11, 23)
FOCUS = ("electronics", "clothing", None)


@cache
def _programme() -> Programme:
    programme, problems = read_programme(KEPT / "content")
    assert programme is not None, problems
    return programme


@cache
def _catalogue() -> Catalogue:
    """The kept merchants, and registers that give every indicator a figure."""
    registry, _ = load(KEPT / "merchants", _programme(), TODAY)
    entries = tuple(
        entry_of(view_of(id, registry, _programme(), TODAY)) for id in registry.merchants
    )
    left = tuple(Exit(date(y, 3, 1), date(y, 3, 20), date(y, 3, 20)) for y in (2019, 2026))
    entries = (replace(entries[0], exits=left), *entries[1:])
    return Catalogue(
        TODAY,
        entries,
        Registers(inspections=tuple(_inspections()), complaints=tuple(_complaints())),
    )


def _inspections() -> list[Inspection]:
    return [
        Inspection(
            id=f"INS-{year}-{number:03d}",
            date=date(year, 3, 1),
            recorded=date(year, 3, 9),
            channel="online" if number % 3 else "offline",
            stage="production" if number % 7 == 0 else "circulation",
            product="示例商品",
            result="failed" if number % 21 == 0 else "passed",
            focus=FOCUS[number % 3],
        )
        for year in (2024, 2025, 2026)
        for number in range(year - 1960)
    ]


def _moment(year: int, day: int, clock: str) -> datetime:
    return datetime.fromisoformat(f"{year}-05-{day:02d} {clock}")


def _complaints() -> list[Complaint]:
    return [
        Complaint(
            id=f"CMP-{year}-{number}",
            received=_moment(year, 6, "09:00"),
            first_contact=_moment(year, 6, "09:10"),
            closed=_moment(year, 6 + (number == 3), "09:20"),
            outcome="settled",
            channel="12315",
            sort=("consultation", "small", "general", "on_site", "illegal")[number % 5],
            area="food",
            department="amr",
        )
        for year in (2025, 2026)
        for number in range(11)
    ]


def _page(catalogue: Catalogue, programme: Programme | None = None) -> str:
    renderer = Renderer(programme or _programme(), ROOT / "theme", KEPT / "content")
    ((path, data),) = programme_pages(catalogue, renderer)
    assert path == "programme/index.html"
    return data.decode()


@cache
def _data() -> dict[str, Any]:
    found = json.loads(indicators_json(_catalogue(), _programme()))
    assert isinstance(found, dict)
    return found


def _section(page: str, id: str) -> str:
    """The card of one indicator."""
    _, _, rest = page.partition(f'<section class="card indicator" id="{id}">')
    assert rest, f"no card of {id}"
    return rest.partition("</section>")[0]


def _cells(row: str) -> list[str]:
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in cells]


def _rows(table: str) -> list[list[str]]:
    body = table.partition("<tbody>")[2].partition("</tbody>")[0]
    return [_cells(row) for row in body.split("</tr>") if "<t" in row]


def test_page_and_data_have_the_same_figures() -> None:
    """Every number of every table, and the cases a rate rests on, stand in the JSON too."""
    page = _page(_catalogue())
    told = 0
    for indicator in _data()["indicators"]:
        rows = _rows(_section(page, indicator["id"]))
        figures = list(reversed(indicator["figures"]))
        assert len(rows) == len(figures)
        for row, figure in zip(rows, figures, strict=True):
            assert row[0].startswith(f"{figure['year']}年")
            assert row[1] == ("无数据" if figure["value"] is None else str(figure["value"]))
            if indicator["kind"] == "rate" and figure["cases"]:
                assert row[2] == f"{figure['numerator']} / {figure['cases']}"
            if indicator["id"] == "circulation_batches" and figure["value"]:
                parts = [figure["parts"].get(code, 0) for code in ("offline", "online")]
                assert row[2:] == [str(part) for part in parts]
                assert sum(parts) == figure["value"]
            told += figure["value"] is not None
    assert told > 60


def test_page_and_data_have_the_same_verdicts() -> None:
    """The words of both verdicts stand in the overview line of each target."""
    page = _page(_catalogue())
    overview = page.partition('<ul class="overview">')[2].partition("</ul>")[0].split("</li>")
    (plan,) = _data()["plans"]
    assert plan["ended"] is True
    for line, target in zip(overview, plan["targets"], strict=False):
        assert target["label"] in line
        assert words.RUNNING[TargetVerdict(target["running"])][0] in line
        assert words.FINAL[TargetVerdict(target["final"])][0] in line
    assert len(overview) == len(plan["targets"]) + 1


def test_page_and_data_have_the_same_towns() -> None:
    """Town by town and category by category; the tiles say the totals."""
    page = _page(_catalogue())
    table = page.partition('id="towns"')[2].partition("</table>")[0]
    rows = {row[0]: row[1:] for row in _rows(table)}
    codes = list(_programme().categories)
    for town in _data()["towns"]:
        numbers = [town["categories"].get(code, 0) for code in codes]
        assert rows[town["town"] or "未注明"] == [str(n) for n in [*numbers, town["total"]]]
    tiles = page.partition('id="chart-towns"')[2].partition("</svg>")[0]
    drawn = dict(
        re.findall(r'chart-town"[^>]*>([^<]+)</text><text class="chart-count"[^>]*>(\d+)<', tiles)
    )
    assert drawn == {name: rows[name][-1] for name in _programme().towns}


def test_data_keep_their_schema() -> None:
    """indicators.json is what was promised, also when nothing is there to be measured."""
    checker = Draft202012Validator(
        SCHEMAS["indicators"], format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    checker.validate(_data())
    empty = Catalogue(TODAY, (an_entry(1, status=Status.NONE),))
    checker.validate(json.loads(indicators_json(empty, replace(_programme(), plans=()))))


def test_each_chart_has_title_description_sentence_and_table() -> None:
    """Who cannot see a chart is told the same; ids are unique on the page."""
    page = _page(_catalogue())
    for indicator in _data()["indicators"]:
        card = _section(page, indicator["id"])
        if indicator["id"].startswith("kitchen_"):  # none was rated: there is nothing to draw
            assert "尚无记录" in card and 'role="img"' not in card
            continue
        assert 'role="img"' in card
        assert re.search(r"<desc[^>]*>[^<]*\d{4}年", card)
        assert "今年以来" in card or "目前认定有效" in card
        assert indicator["definition"] in unescape(card)
        assert indicator["definition_en"] in unescape(card)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_page_keeps_the_content_security_policy() -> None:
    """Charts come without style, handlers and scripts."""
    page = _page(_catalogue())
    assert not re.search(r"<style|\sstyle=|<script|\son[a-z]+=", page)


def test_ended_period_is_told_honestly() -> None:
    """The page says that the period is over and that counting goes on."""
    page = _page(_catalogue())
    assert "期限到2020年，此后继续统计" in page
    running = replace(_programme().plans[0], ends=date(2028, 12, 31))
    page = _page(_catalogue(), replace(_programme(), plans=(running,)))
    assert "此后继续统计" not in page
    assert "到期" not in page.partition('class="overview"')[2].partition("</ul>")[0]


def test_empty_registers_are_no_success() -> None:
    """Without rows the page says so in each card, draws nothing and counts nothing as met."""
    page = _page(Catalogue(TODAY, _catalogue().entries))
    card = _section(page, "circulation_batches")
    assert "尚无记录" in card
    assert "<svg" not in card
    assert words.RUNNING[TargetVerdict.NO_DATA][0] in card
    assert "is-met" not in card


def test_page_without_a_plan_is_still_a_page() -> None:
    """Before the first plan begins there are figures and no targets."""
    page = _page(_catalogue(), replace(_programme(), plans=()))
    assert "还没有开始的方案" in page
    assert "方案没有定目标" in _section(page, "units_shop")


def test_second_plan_leaves_the_first_on_the_page() -> None:
    """The newest plan leads; the verdicts of the one before stay below."""
    target = replace(_programme().plans[0].targets[1], value=20)
    second = Plan(
        "2", "下一个方案", "浦政办发〔2025〕9号", date(2026, 1, 1), date(2028, 12, 31), (target,)
    )
    page = _page(_catalogue(), replace(_programme(), plans=(*_programme().plans, second)))
    assert "期限到2028年12月31日" in re.sub(r"<[^>]+>", "", page)
    below = page.partition('id="plans"')[2]
    assert _programme().plans[0].title in below
    assert below.count("到期") >= len(_programme().plans[0].targets)
    assert "目标 20" in _section(page, "units_shop")


@pytest.mark.parametrize("grid", [(), (("浦阳街道", "·"), ("仙华街道", "黄宅镇"))])
def test_tiles_follow_the_programme(grid: tuple[tuple[str, ...], ...]) -> None:
    """A drawn grid is drawn as it stands; without one the towns fill rows of five."""
    page = _page(_catalogue(), replace(_programme(), grid=grid))
    tiles = page.partition('id="chart-towns"')[2].partition("</svg>")[0]
    drawn = re.findall(r'chart-town"[^>]*>([^<]+)<', tiles)
    names = [name for row in grid for name in row if name != "·"]
    assert drawn == (names or list(_programme().towns))
