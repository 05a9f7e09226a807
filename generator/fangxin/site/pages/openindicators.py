"""``/api/v1/indicators.json``: the numbers of the page 目标与进度 for programs."""

from __future__ import annotations

from fangxin.facts.programme.programme import Plan
from fangxin.view.indicators.values import Figure, Indicator, Indicators, Judgement, Measure, shown


def indicator_rows(found: Indicators) -> list[dict[str, object]]:
    """Every indicator with its figures by year and its targets."""
    return [_indicator(one, found) for one in found.all]


def plan_rows(found: Indicators) -> list[dict[str, object]]:
    """The plans that have begun, the newest first, each with the verdicts on its targets."""
    return [
        {
            **_plan(plan, found),
            "targets": [_judgement(one) for one in found.of(plan)],
        }
        for plan in found.plans
    ]


def town_rows(found: Indicators) -> list[dict[str, object]]:
    """Certified units today by town and category; the town is null where none is given."""
    return [
        {"town": one.town or None, "total": one.total, "categories": dict(one.by_category)}
        for one in found.towns
    ]


def _plan(plan: Plan, found: Indicators) -> dict[str, object]:
    return {
        "id": plan.code,
        "title": plan.title,
        "document": plan.document,
        "begins": plan.begins.isoformat(),
        "ends": plan.ends.isoformat(),
        "ended": found.as_of > plan.ends,
    }


def _judgement(one: Judgement) -> dict[str, object]:
    target = one.target
    return {
        "id": target.code,
        "label": target.label,
        "indicator": one.indicator.id if one.indicator else None,
        "value": target.value,
        "unit": target.unit,
        "at_least": target.at_least,
        "rising": target.rising,
        "clause": target.clause,
        "assumed": target.basis is not None,
        "source": target.source,
        "note": target.note,
        "final": one.final.value if one.final else None,
        "judged": [figure.through.isoformat() for figure in one.judged],
        "running": one.running.value,
    }


def _indicator(one: Indicator, found: Indicators) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "label": one.words.label,
        "label_en": one.words.label_en,
        "unit": one.unit,
        "clause": one.clause,
        "definition": one.words.zh,
        "definition_en": one.words.en,
        "targets": [
            {"plan": judgement.plan.code, "id": judgement.target.code}
            for judgement in found.judgements
            if judgement.indicator is one
        ],
        "figures": [_figure(figure, one.kind) for figure in one.figures],
        "at": [_figure(figure, one.kind) for figure in one.at],
    }


def _figure(figure: Figure, kind: Measure) -> dict[str, object]:
    parts_of = Measure.COUNT if kind is not Measure.DAYS else kind
    return {
        "year": figure.year,
        "through": figure.through.isoformat(),
        "whole": figure.whole,
        "value": None if figure.value is None else shown(figure.value, kind),
        "numerator": figure.n,
        "cases": figure.of,
        "parts": {code: shown(value, parts_of) for code, value in figure.parts.items()},
    }
