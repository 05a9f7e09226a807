"""How a figure is shown: one way for pages, data, pictures and letters."""

from __future__ import annotations

from fractions import Fraction
from math import floor


def cut(value: Fraction) -> int | float:
    """A share in per cent, cut to a tenth: 99.96 is never called all, nor a target met that was
    missed by a hair."""
    return _tenths(floor(value * 10))


def mean(value: Fraction) -> int | float:
    """A mean, rounded to a tenth, half up."""
    return _tenths(floor(value * 10 + Fraction(1, 2)))


def _tenths(number: int) -> int | float:
    return number // 10 if number % 10 == 0 else number / 10
