"""What is measured and what is found: one frozen value each, numbers exact until they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from enum import StrEnum
from fractions import Fraction

from fangxin.base.rounding import cut, mean
from fangxin.facts.programme.programme import Plan, Target


class TargetVerdict(StrEnum):
    """How an actual stands to its target. Without data there is no success."""

    MET = "met"
    NOT_MET = "not_met"
    ON_COURSE = "on_course"
    NO_DATA = "no_data"


class Measure(StrEnum):
    """STOCK: what there is on a day. COUNT: what was done in a year. RATE: a share of a year's
    cases in per cent. DAYS: how long it took at most in a year's cases."""

    STOCK = "stock"
    COUNT = "count"
    RATE = "rate"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Figure:
    """The actual of a year, counted up to ``through``; ``value`` None: no data.

    A rate has its numerator ``n``; ``of`` is the number of cases that a rate or days rest on.
    ``parts`` are further numbers by code, which ``Indicator.parts`` names."""

    through: Day
    value: Fraction | None = None
    n: int | None = None
    of: int | None = None
    parts: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def year(self) -> int:
        return self.through.year

    @property
    def whole(self) -> bool:
        """Whether the year is over."""
        return (self.through.month, self.through.day) == (12, 31)


@dataclass(frozen=True, slots=True)
class IndicatorWords:
    """What an indicator is called and how it is computed, in both languages."""

    label: str
    label_en: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that is measured: a figure a year, oldest first; the last is the running year's.
    ``at`` are figures of other days on which a period ended."""

    id: str
    kind: Measure
    unit: str
    clause: str
    words: IndicatorWords
    figures: tuple[Figure, ...]
    parts: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # code → Chinese, English
    at: tuple[Figure, ...] = ()

    @property
    def now(self) -> Figure:
        """The running year's figure."""
        return self.figures[-1]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A target of a plan beside the indicator that measures it (None: nothing measures it yet).

    ``final`` is the verdict on the plan's period and None while that runs; it rests on
    ``judged``. ``running`` is how things stand now, by the same target."""

    plan: Plan
    target: Target
    indicator: Indicator | None
    final: TargetVerdict | None
    judged: tuple[Figure, ...]
    running: TargetVerdict


@dataclass(frozen=True, slots=True)
class TownCount:
    """Certified units of a town today ("": no town given), in all and by category."""

    town: str
    total: int
    by_category: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Indicators:
    """Everything that was measured on ``as_of``. Plans that have begun, the newest first."""

    as_of: Day
    all: tuple[Indicator, ...]
    plans: tuple[Plan, ...]
    judgements: tuple[Judgement, ...]
    towns: tuple[TownCount, ...]

    def of(self, plan: Plan) -> tuple[Judgement, ...]:
        """The judgements of one plan's targets, in its order."""
        return tuple(one for one in self.judgements if one.plan is plan)


def shown(value: Fraction, kind: Measure) -> int | float:
    """The number as pages and data show it: a rate cut, never rounded up, to a tenth."""
    return cut(value) if kind is Measure.RATE else mean(value)
