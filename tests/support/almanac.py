"""The Chinese calendar reckoned from sun and moon, slowly: an oracle for the table of lunar days.

After J. Meeus, Astronomical Algorithms (chapters 25 and 49, the large terms), good to some minutes;
and the rule of GB/T 33661: a month begins on the day of the new moon in China; the one with the
winter solstice is the eleventh; where thirteen lie between two of them, the first without a turn of
the sun through a multiple of 30 degrees is a leap month.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from math import floor, radians, sin

_EPOCH = date(2000, 1, 1)  # noon of it, in terrestrial time, is J2000.0
_CHINA = 8 / 24
_DELTA = 75 / 86400  # terrestrial minus universal time in these decades, in days


def _day(moment: float) -> date:
    """The day in China of a moment, days since J2000.0 in terrestrial time."""
    return _EPOCH + timedelta(days=floor(moment - _DELTA + _CHINA + 0.5))


def sun(moment: float) -> float:
    """The apparent longitude of the sun in degrees."""
    t = moment / 36525
    m = radians(357.52911 + 35999.05029 * t)
    true = 280.46646 + 36000.76983 * t + (1.914602 - 0.004817 * t) * sin(m)
    true += 0.019993 * sin(2 * m) + 0.000289 * sin(3 * m)
    return (true - 0.00569 - 0.00478 * sin(radians(125.04 - 1934.136 * t))) % 360


def turn(degrees: float, near: float) -> float:
    """When the sun reaches a longitude, near a moment."""
    for _ in range(8):
        near += ((degrees - sun(near) + 180) % 360 - 180) * 365.2422 / 360
    return near


def new_moon(k: int) -> float:
    """The k-th new moon after January 2000."""
    t = k / 1236.85
    e = 1 - 0.002516 * t
    m = radians(2.5534 + 29.10535670 * k)
    moon = radians(201.5643 + 385.81693528 * k)
    f = radians(160.7108 + 390.67050284 * k)
    node = radians(124.7746 - 1.56375588 * k)
    found = 5.09766 + 29.530588861 * k + 0.00015437 * t * t
    found += -0.40720 * sin(moon) + 0.17241 * e * sin(m) + 0.01608 * sin(2 * moon)
    found += 0.01039 * sin(2 * f) + 0.00739 * e * sin(moon - m) - 0.00514 * e * sin(moon + m)
    found += 0.00208 * e * e * sin(2 * m) - 0.00111 * sin(moon - 2 * f)
    found += -0.00057 * sin(moon + 2 * f) + 0.00056 * e * sin(2 * moon + m)
    return found - 0.00042 * sin(3 * moon) + 0.00042 * e * sin(m + 2 * f) - 0.00017 * sin(node)


@cache
def _first_days(year: int) -> tuple[date, ...]:
    """The first days of the months from the eleventh that begins in ``year`` - 1 to the next."""
    solstices = [_day(turn(270, (y - 2000) * 365.2422 + 354)) for y in (year - 1, year)]
    start = int((year - 2001) * 12.3683) - 2
    moons = [_day(new_moon(k)) for k in range(start, start + 32)]
    first, last = (max(day for day in moons if day <= one) for one in solstices)
    return tuple(day for day in moons if first <= day <= last)


def _has_turn(first: date, following: date) -> bool:
    """Whether the sun passes a multiple of 30 degrees within a month."""
    begins = (first - _EPOCH).days - 0.5 - _CHINA + _DELTA
    ends = (following - _EPOCH).days - 0.5 - _CHINA + _DELTA
    return floor(sun(begins) / 30) != floor(sun(ends) / 30)


@cache
def months(year: int) -> dict[int, date]:
    """Month → its first day, of the months 1 to 10 of a lunar year, leap months left out."""
    days = _first_days(year)
    leap = len(days) == 14  # both eleventh months and twelve, not eleven, between them
    number, found = 11, {}
    for at in range(1, len(days) - 1):
        if leap and not _has_turn(days[at], days[at + 1]):
            leap = False
            continue
        number = number % 12 + 1
        found[number] = days[at]
    return found


def lunar_days(year: int) -> tuple[date, date, date, date]:
    """The first day of the lunar year, 清明, 端午 and 中秋."""
    first = months(year)
    spring = _day(turn(15, (year - 2000) * 365.2422 + 94))
    return first[1], spring, first[5] + timedelta(days=4), first[8] + timedelta(days=14)
