"""目标与进度: the plan's targets measured from the registry and the registers, never typed in.

    found = measure(catalogue, programme)

Everything is counted as known on ``catalogue.as_of``, in one pass over merchants and rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date as Day
from fractions import Fraction

from fangxin.facts.programme.programme import Plan, Programme, Target
from fangxin.facts.registers.complaints import COMPLAINTS
from fangxin.facts.registers.inspections import INSPECTIONS
from fangxin.view.catalogue import Catalogue
from fangxin.view.indicators import definitions
from fangxin.view.indicators.complaints import handled_by_year, handling_rate, in_time
from fangxin.view.indicators.delays import delays, to_exit, to_record
from fangxin.view.indicators.kitchens import kitchens
from fangxin.view.indicators.sampling import batches, known, pass_rate
from fangxin.view.indicators.units import by_town, certified_on, first_word
from fangxin.view.indicators.values import Figure, Indicator, Indicators, Measure
from fangxin.view.indicators.verdicts import judge

__all__ = ["measure"]

_YEARS = 5  # that are shown where no plan has begun


def measure(catalogue: Catalogue, programme: Programme) -> Indicators:
    """Every indicator by year, and what becomes of every target of the plans that have begun."""
    as_of = catalogue.as_of
    begun = [plan for plan in programme.plans if plan.begins <= as_of]
    plans = tuple(sorted(begun, key=lambda plan: (plan.begins, plan.code), reverse=True))
    days = _days(plans, as_of)
    found = (
        *_units(catalogue, programme, plans, days),
        *_sampling(catalogue, programme, days),
        *_complaints(catalogue, programme, days),
        *_exits(catalogue, days),
        *kitchens(catalogue, days),
    )
    ids = {one.id: one for one in found}
    judgements = tuple(
        judge(plan, target, ids.get(_measured_by(target)), as_of)
        for plan in plans
        for target in plan.targets
    )
    return Indicators(as_of, found, plans, judgements, by_town(catalogue, programme.towns))


def _days(plans: Sequence[Plan], as_of: Day) -> list[Day]:
    """The days up to which years are counted: their ends, and today."""
    first = min((plan.begins.year for plan in plans), default=as_of.year - _YEARS + 1)
    return [*(Day(year, 12, 31) for year in range(first, as_of.year)), as_of]


def _measured_by(target: Target) -> str:
    return target.code if target.category is None else f"units_{target.category}"


def _units(
    catalogue: Catalogue, programme: Programme, plans: Sequence[Plan], days: Sequence[Day]
) -> Iterator[Indicator]:
    as_of = catalogue.as_of
    every = sorted({*days, *(plan.ends for plan in plans if plan.ends < as_of)})
    counts = certified_on(catalogue.entries, every)
    first = first_word(catalogue.entries)
    for code, category in programme.categories.items():
        numbers = counts.get(code, (0,) * len(every))
        figures = {
            day: Figure(day, None if first is None or day < first else Fraction(number))
            for day, number in zip(every, numbers, strict=True)
        }
        yield Indicator(
            id=f"units_{code}",
            kind=Measure.STOCK,
            unit="家",
            clause=category.clause,
            words=definitions.units(category),
            figures=tuple(figures[day] for day in days),
            at=tuple(figures[day] for day in every if day not in days),
        )


def _sampling(
    catalogue: Catalogue, programme: Programme, days: Sequence[Day]
) -> Iterator[Indicator]:
    rows = known(catalogue.registers.of(INSPECTIONS), catalogue.as_of)
    focus = {code: (topic.label, topic.label_en) for code, topic in programme.focus.items()}
    yield Indicator(
        id="circulation_batches",
        kind=Measure.COUNT,
        unit="批次",
        clause="一",
        words=definitions.CIRCULATION,
        figures=batches(
            rows, days, lambda row: row.stage == "circulation", lambda row: row.channel
        ),
        parts=definitions.CHANNELS,
    )
    yield Indicator(
        id="focus_batches",
        kind=Measure.COUNT,
        unit="批次",
        clause="二(一)2",
        words=definitions.FOCUS,
        figures=batches(
            rows,
            days,
            lambda row: row.stage == "circulation" and row.focus in focus,
            lambda row: row.focus,
        ),
        parts=focus,
    )
    yield Indicator(
        id="production_pass_rate",
        kind=Measure.RATE,
        unit="%",
        clause="一",
        words=definitions.PRODUCTION,
        figures=pass_rate(rows, days, "production", catalogue.as_of),
    )


def _complaints(
    catalogue: Catalogue, programme: Programme, days: Sequence[Day]
) -> Iterator[Indicator]:
    years = handled_by_year(catalogue.registers.of(COMPLAINTS), days, programme)
    yield Indicator(
        id="complaint_handling_rate",
        kind=Measure.RATE,
        unit="%",
        clause="一",
        words=definitions.HANDLING,
        figures=handling_rate(years),
    )
    clocks = programme.policy.on(catalogue.as_of).clocks
    for code, figures in in_time(years).items():
        clock = clocks.get(code)
        labels = (clock.label, clock.label_en) if clock else (None, None)
        yield Indicator(
            id=f"clock_{code}",
            kind=Measure.RATE,
            unit="%",
            clause="二(二)1",
            words=definitions.clock(code, *labels),
            figures=figures,
        )


def _exits(catalogue: Catalogue, days: Sequence[Day]) -> Iterator[Indicator]:
    left = [one for entry in catalogue.entries for one in entry.exits]
    for id, words, span in (
        ("exit_days", definitions.EXIT, to_exit),
        ("entry_days", definitions.ENTRY, to_record),
    ):
        yield Indicator(
            id=id,
            kind=Measure.DAYS,
            unit="天",
            clause="二(一)1",
            words=words,
            figures=delays(left, days, span),
            parts=definitions.MEDIAN,
        )
