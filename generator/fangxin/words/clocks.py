"""Clocks of complaints and what came of them, in words made from their numbers."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from fangxin.base.both import parted
from fangxin.base.rounding import cut, mean
from fangxin.facts.policy.policy import Clock
from fangxin.facts.registers.clock import Moment

_VERDICT = {
    "met": ("按时", "in time"),
    "late": ("超时办到", "late"),
    "overdue": ("超时未办", "overdue"),
    "running": ("时限未到", "running"),
    "not_applicable": ("不评价", "not judged"),
}
VERDICT_ZH, VERDICT_EN = parted(_VERDICT)
_STEP = {"first_contact": ("联系", "contact"), "closed": ("办结", "closed")}


def clock_zh(clock: Clock) -> str:
    """By when it must have got how far: “3 个工作日内办结”."""
    step = _STEP[clock.counts][0]
    if clock.within == "same_day":
        return f"当天{step}" if clock.calendar == "every" else f"当个工作日{step}"
    if clock.within == "days":
        days = "个工作日" if clock.calendar == "working" else "天"
        return f"{clock.number} {days}内{step}"
    idle = "" if clock.calendar == "every" else "（休息日不计）"
    return f"{length_zh(timedelta(minutes=clock.number))}内{step}{idle}"


def clock_en(clock: Clock) -> str:
    """The same in English."""
    step = _STEP[clock.counts][1]
    if clock.within == "same_day":
        return f"{step} the same {'day' if clock.calendar == 'every' else 'working day'}"
    unit = "minute" if clock.within == "minutes" else "day"
    idle = "working " if clock.calendar == "working" else ""
    many = "" if clock.number == 1 else "s"
    if unit == "minute":
        after = " of working days" if idle else ""
        return f"{step} within {clock.number} minute{many}{after}"
    return f"{step} within {clock.number} {idle}day{many}"


def length_zh(length: timedelta) -> str:
    """A length of time in days, hours and minutes, to the minute."""
    minutes = int(length.total_seconds()) // 60
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [f"{n} {unit}" for n, unit in ((days, "天"), (hours, "小时"), (minutes, "分钟")) if n]
    return " ".join(parts) or "不到 1 分钟"


def percent(rate: Fraction | None) -> str:
    """A share with one decimal, rounded down so that 99.96 % is never called all; “–” for none."""
    return "–" if rate is None else f"{cut(100 * rate)}%"


def month_zh(month: date) -> str:
    """A month as people write it, 2026年3月."""
    return f"{month.year}年{month.month}月"


def moment_zh(moment: Moment) -> str:
    """A moment as people write it, 2026年3月2日 09:05."""
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"


def mean_zh(value: Fraction) -> str:
    """A mean with one decimal, rounded half up."""
    return str(mean(value))
