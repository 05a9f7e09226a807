"""/programme/ 目标与进度: every indicator with its sentence, progress, chart, table and verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from fangxin.facts.programme.checks import NO_TILE
from fangxin.facts.programme.programme import Plan, Programme
from fangxin.site.pages.lists import town_slugs
from fangxin.site.render import Renderer
from fangxin.view.catalogue import Catalogue
from fangxin.view.indicators import charts, words
from fangxin.view.indicators.measuring import measure
from fangxin.view.indicators.values import Figure, Indicator, Indicators, Judgement, Measure, shown

ROW = 5  # tiles in a row where the programme draws no grid
MOST_LABELS = 10  # years that fit below a chart in four digits
SECTIONS = (
    ("units", "示范单位", "Demonstration units", "units_"),
    ("sampling", "商品质量抽检", "Sampling of goods", "circulation_ focus_ production_"),
    ("complaints", "投诉处理", "Complaints", "complaint_ clock_"),
    ("kitchen", "阳光厨房", "Kitchens in the open", "kitchen_"),
    ("exit", "失信即时退出", "Exit upon failure", "exit_ entry_"),
)


@dataclass(frozen=True, slots=True)
class Card:
    """One indicator as the page shows it; ``judgement`` by the newest plan that has its target."""

    indicator: Indicator
    judgement: Judgement | None
    chart: Markup
    progress: tuple[int | float, int] | None  # value and the number that is the full length


@dataclass(frozen=True, slots=True)
class Section:
    """Indicators that belong together."""

    id: str
    label: str
    label_en: str
    cards: tuple[Card, ...]


def programme_pages(catalogue: Catalogue, renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """The page of the plan's targets."""
    programme = renderer.programme
    found = measure(catalogue, programme)
    context: dict[str, Any] = {
        "found": found,
        "words_of": words,
        "shown": shown,
        "count": Measure.COUNT,
        "sections": tuple(_sections(found)),
        "tiles": _tiles(found, programme),
        "slugs": town_slugs(programme.towns),
        "covered": sum(1 for one in found.towns if one.town in programme.towns and one.total),
        "unmeasured": tuple(one for one in _current(found) if one.indicator is None),
        "summary": _summary(found),
        "ended": {plan.code: found.as_of > plan.ends for plan in found.plans},
    }
    yield "programme/index.html", renderer.page("programme.html", **context)


def current_plan(found: Indicators) -> Plan | None:
    """The plan that began last."""
    return found.plans[0] if found.plans else None


def _current(found: Indicators) -> tuple[Judgement, ...]:
    plan = current_plan(found)
    return found.of(plan) if plan else ()


def _summary(found: Indicators) -> tuple[tuple[str, int], ...]:
    """How many targets of the newest plan have which verdict now, those without any left out."""
    verdicts = [one.running for one in _current(found)]
    return tuple(
        (verdict, verdicts.count(verdict)) for verdict in words.RUNNING if verdict in verdicts
    )


def _sections(found: Indicators) -> Iterator[Section]:
    for id, label, label_en, prefixes in SECTIONS:
        starts = tuple(prefixes.split())
        cards = tuple(_card(one, found) for one in found.all if one.id.startswith(starts))
        yield Section(id, label, label_en, cards)


def _card(one: Indicator, found: Indicators) -> Card:
    judgement = next((each for each in found.judgements if each.indicator is one), None)
    return Card(one, judgement, _chart(one, judgement), _progress(one, judgement))


def _progress(one: Indicator, judgement: Judgement | None) -> tuple[int | float, int] | None:
    value = one.now.value
    if value is None or judgement is None or one.kind is Measure.DAYS:
        return None
    full = 100 if one.kind is Measure.RATE else judgement.target.value
    return min(shown(value, one.kind), full), full


def _chart(one: Indicator, judgement: Judgement | None) -> Markup:
    """The chart by year; none where there is nothing to draw."""
    if all(figure.value is None for figure in one.figures):
        return Markup("")
    title = f"{one.words.label}，{one.figures[0].year}–{one.now.year}年（{one.unit}）"
    target = judgement.target if judgement else None
    said = words.trend_zh(one) + (f"{words.aim(target)}。" if target else "")
    svg = charts.bars(
        f"chart-{one.id.replace('_', '-')}",
        title,
        said,
        [_bar(figure, one, len(one.figures) > MOST_LABELS) for figure in one.figures],
        float(target.value) if target else None,
    )
    return Markup(svg)


def _bar(figure: Figure, one: Indicator, short: bool) -> charts.Bar:
    value = None if figure.value is None else float(figure.value)
    year = f"{figure.year % 100:02d}" if short else str(figure.year)
    return charts.Bar(year, value, words.number(figure, one), not figure.whole)


def _tiles(found: Indicators, programme: Programme) -> Markup:
    """The towns as a schematic grid of how many certified units each has."""
    totals = {one.town: one.total for one in found.towns}
    rows = programme.grid or tuple(
        programme.towns[start : start + ROW] for start in range(0, len(programme.towns), ROW)
    )
    grid: Sequence[Sequence[charts.Tile | None]] = [
        [None if name == NO_TILE else charts.Tile(name, totals.get(name, 0)) for name in row]
        for row in rows
    ]
    told = "，".join(f"{town} {totals.get(town, 0)} 家" for town in programme.towns)
    title = "各乡镇（街道）认定有效的家数（示意方格）"
    return Markup(charts.tiles("chart-towns", title, f"{told}。", grid))
