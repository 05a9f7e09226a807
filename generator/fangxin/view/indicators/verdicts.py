"""How an actual stands to its target: at the end of the period, and now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Day
from fractions import Fraction
from itertools import pairwise

from fangxin.facts.programme.programme import Plan, Target
from fangxin.view.indicators.values import Figure, Indicator, Judgement, Measure, TargetVerdict


def judge(plan: Plan, target: Target, indicator: Indicator | None, as_of: Day) -> Judgement:
    """Both verdicts. Without an indicator, or without a figure, there is no data."""
    over = as_of > plan.ends
    if indicator is None:
        final = TargetVerdict.NO_DATA if over else None
        return Judgement(plan, target, None, final, (), TargetVerdict.NO_DATA)
    judged = _judged(plan, indicator)
    return Judgement(
        plan=plan,
        target=target,
        indicator=indicator,
        final=_of_period(target, judged) if over else None,
        judged=judged if over else (),
        running=_now(plan, target, indicator, as_of),
    )


def reaches(target: Target, value: Fraction) -> bool:
    """Whether the number alone is good enough."""
    return value >= target.value if target.at_least else value <= target.value


def _judged(plan: Plan, indicator: Indicator) -> tuple[Figure, ...]:
    """What a period is judged by: a stock by its last day, all else by each of its whole years."""
    if indicator.kind is Measure.STOCK:
        at = (figure for figure in (*indicator.figures, *indicator.at))
        return tuple(figure for figure in at if figure.through == plan.ends)[:1]
    return tuple(
        figure
        for figure in indicator.figures
        if figure.whole and Day(figure.year, 1, 1) >= plan.begins and figure.through <= plan.ends
    )


def _of_period(target: Target, judged: Sequence[Figure]) -> TargetVerdict:
    """Met when every year reached the target, and rose where it had to. One bad year is enough
    not to have met it; one unknown year is enough not to know."""
    values = [figure.value for figure in judged]
    pairs = list(pairwise(values)) if target.rising else []
    if any(value is not None and not reaches(target, value) for value in values):
        return TargetVerdict.NOT_MET
    if any(a is not None and b is not None and b <= a for a, b in pairs):
        return TargetVerdict.NOT_MET
    if not values or None in values or (target.rising and not pairs):
        return TargetVerdict.NO_DATA
    return TargetVerdict.MET


def _now(plan: Plan, target: Target, indicator: Indicator, as_of: Day) -> TargetVerdict:
    """How the running year, or today's stock, stands."""
    figure = indicator.now
    if figure.value is None:
        return TargetVerdict.NO_DATA
    if indicator.kind is Measure.STOCK:
        done = _elapsed(plan.begins, plan.ends, as_of) if as_of <= plan.ends else None
        return _towards(Fraction(target.value), figure.value, done, target)
    if indicator.kind is Measure.COUNT:
        return _count(target, indicator, figure, as_of)
    if not reaches(target, figure.value):
        return TargetVerdict.NOT_MET
    return TargetVerdict.MET if figure.whole else TargetVerdict.ON_COURSE  # a rate may still fall


def _count(target: Target, indicator: Indicator, figure: Figure, as_of: Day) -> TargetVerdict:
    """A year's number beside the target and, where it is to rise, beside the year before."""
    assert figure.value is not None
    need = Fraction(target.value)
    if target.rising:
        before = indicator.figures[-2].value if len(indicator.figures) > 1 else None
        if before is None and reaches(target, figure.value):
            return TargetVerdict.NO_DATA  # enough, but more than what?
        need = max(need, (before or Fraction(0)) + 1)
    done = None if figure.whole else _elapsed(Day(as_of.year, 1, 1), Day(as_of.year, 12, 31), as_of)
    return _towards(need, figure.value, done, target)


def _towards(
    need: Fraction, value: Fraction, done: Fraction | None, target: Target
) -> TargetVerdict:
    """Met; or on course when the share of what is needed is that of the time that has passed."""
    if not target.at_least:
        return TargetVerdict.MET if value <= need else TargetVerdict.NOT_MET
    if value >= need:
        return TargetVerdict.MET
    on_course = done is not None and value >= need * done
    return TargetVerdict.ON_COURSE if on_course else TargetVerdict.NOT_MET


def _elapsed(begins: Day, ends: Day, day: Day) -> Fraction:
    """The share of the days from ``begins`` to ``ends`` that have passed with ``day``."""
    return Fraction((day - begins).days + 1, (ends - begins).days + 1)
