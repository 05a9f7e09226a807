"""Kitchens that guests can see: of three groups of units, at the end of each year and today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date as Day

from fangxin.facts.registers.kitchens import KITCHEN_RATINGS, UNIT_KINDS, Rating, kitchen_shares
from fangxin.view.catalogue import Catalogue
from fangxin.view.indicators import definitions
from fangxin.view.indicators.sampling import share
from fangxin.view.indicators.values import Figure, Indicator, Measure


def kitchens(catalogue: Catalogue, days: Sequence[Day]) -> Iterator[Indicator]:
    """One indicator for each kind of unit, each over its own denominator."""
    rows = catalogue.registers.of(KITCHEN_RATINGS)
    for kind in UNIT_KINDS:
        yield Indicator(
            id=f"kitchen_{kind}s",
            kind=Measure.RATE,
            unit="%",
            clause="二(一)4",
            words=definitions.kitchen(*UNIT_KINDS[kind]),
            figures=tuple(_figure(rows, day, kind) for day in days),
        )


def _figure(rows: Sequence[Rating], day: Day, kind: str) -> Figure:
    found = kitchen_shares(rows, day).get(kind)
    return Figure(day) if found is None else share(day, found.visible, found.of)
