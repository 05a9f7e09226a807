"""The days on which everybody is off by law, in years whose notice is not known yet.

《全国年节及纪念日放假办法》, as amended by 国务院令第795号 and in force since 2025: New Year's Day;
the eve and the first three days of the lunar year; 清明; 1 and 2 May; 端午; 中秋; 1 to 3 October.
Which days are joined to them, and which weekends make up for that, only the State Council's yearly
notice says. Lunar days are computed ahead: three almanacs (lunar_python, lunardate, borax) and the
reckoning from sun and moon in the tests give the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

FIRST_YEAR = 2025
_FIXED = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
# The first day of the lunar year, 清明, 端午 and 中秋: month and day.
LUNAR: Mapping[int, tuple[int, int, int, int]] = {
    2025: (129, 404, 531, 1006), 2026: (217, 405, 619, 925), 2027: (206, 405, 609, 915),
    2028: (126, 404, 528, 1003), 2029: (213, 404, 616, 922), 2030: (203, 405, 605, 912),
    2031: (123, 405, 624, 1001), 2032: (211, 404, 612, 919), 2033: (131, 404, 601, 908),
    2034: (219, 405, 620, 927), 2035: (208, 405, 610, 916), 2036: (128, 404, 530, 1004),
    2037: (215, 404, 618, 924), 2038: (204, 405, 607, 913), 2039: (124, 405, 527, 1002),
    2040: (212, 404, 614, 920),
}  # fmt: skip


@cache
def statutory_days(year: int) -> frozenset[date]:
    """Every day off by law in a year; before the law of 2025 none is told, after the years of the
    table only those with a fixed day."""
    if year < FIRST_YEAR:
        return frozenset()
    found = {date(year, month, day) for month, day in _FIXED}
    if year in LUNAR:
        new_year, *others = (date(year, *divmod(one, 100)) for one in LUNAR[year])
        found |= {new_year + timedelta(days=number) for number in (-1, 0, 1, 2)} | set(others)
    return frozenset(found)
