"""Calendar arithmetic on days: no clock, no time zone."""

from __future__ import annotations

import calendar
from datetime import date, timedelta


def add_months(day: date, months: int) -> date:
    """``day`` plus calendar months, the day clipped to the month's length. Total: clipped to the
    range of ``date``."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    """``day`` plus calendar years; 29 February becomes the 28th."""
    return add_months(day, 12 * years)


def add_days(day: date, days: int) -> date:
    """``day`` plus ``days``, clipped to the range of ``date``."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


_IN_WORDS = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1}


def is_day_in_words(word: str) -> bool:
    """Whether it is 今天, 昨天, 前天, 明天 …"""
    return word in _IN_WORDS


def day_in_words(word: str, today: date) -> date | None:
    """The day that such a word means; None for any other word."""
    return add_days(today, _IN_WORDS[word]) if word in _IN_WORDS else None
