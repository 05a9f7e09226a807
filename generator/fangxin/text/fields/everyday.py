"""How people and spreadsheets write days, minutes, amounts and truth → the one way of the registry.

    day("2024年1月2日")             "2024-01-02"
    minute("2024/1/2 下午3:05")     "2024-01-02 15:05"
    amount("60,000.00")             "60000"

Every function gives None for what is not such a thing or can be read in two ways: nothing is
guessed. A day has its year in four digits, in front or behind the name of the month; 3/12/2026 is
March to some and December to others. Seconds do not count. ``fangxin.text.fields.spoilt`` has the
words for what is refused. Who reads registers, forms and typed words asks here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from unicodedata import normalize

_FLAGS: Mapping[str, str] = {
    "true": "true", "yes": "true", "是": "true", "false": "false", "no": "false", "否": "false",
}  # fmt: skip
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = "january february march april may june july august september october november december"
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = rf"(?P<name>{'|'.join(_NAMES.split())}|{'|'.join(MONTHS)}|sept)\.?"
_ZH_WEEK = r"(?:星期|周|礼拜)(?P<week>[一二三四五六日天])"
_EN_WEEK = rf"(?P<week>{'|'.join(_WEEK)}|{'|'.join(name[:3] for name in _WEEK)})"
_Y, _M, _D = r"(?P<year>[12]\d{3})", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
_DAYS = tuple(
    re.compile(shape, re.ASCII)
    for shape in (
        rf"{_Y} ?(?P<mark>[-/.]) ?{_M} ?(?P=mark) ?{_D}(?: ?\(?{_ZH_WEEK}\)?)?",
        rf"{_Y} ?年 ?{_M} ?月 ?{_D} ?[日号]?(?: ?\(?{_ZH_WEEK}\)?)?",
        r"(?P<year>(?:19|20)\d{2}|2100)(?P<month>\d{2})(?P<day>\d{2})",
        rf"{_Y}(?P<mark>[-/ .]){_MONTH}(?P=mark){_D}",
        rf"(?:{_EN_WEEK},? )?{_D}(?P<mark>[-/ .]){_MONTH}(?P=mark){_Y}",
        rf"(?:{_EN_WEEK},? )?{_MONTH} {_D},? {_Y}",
    )
)
_HALF = r"上午|下午|[ap]\.?m\.?"  # as spreadsheets have it, twelve before noon is midnight
_CLOCK = re.compile(
    rf"(?:(?P<before>{_HALF}) ?)?(?P<hour>\d{{1,2}}) ?(?::|时|点) ?(?P<minute>\d{{1,2}})"
    rf"(?:分|(?::|分)(?P<second>\d{{1,2}})(?:\.\d+)?秒?)?(?: ?(?P<after>{_HALF}))?",
    re.ASCII,
)
_ZONE = re.compile(r" ?(?:\+08:?00)\Z")  # the registry's own; another one would be reckoning
_MOMENT = re.compile(
    rf"(.*?\S)(?: ?t ?| |(?<=[日号]))((?:(?:{_HALF}) ?)?\d{{1,2}} ?[:时点].*)", re.ASCII
)
_GROUPED = re.compile(r"(-?\d{1,3}(?:,\d{3})+)(?:\.0+)?", re.ASCII)
_PLAIN = re.compile(r"(-?\d+)(?:\.(?!0{3}\Z)0+)?", re.ASCII)  # 60.000 is sixty to some


def day(text: str) -> str | None:
    """The day as YYYY-MM-DD; a clock behind it must say midnight, as spreadsheets add it."""
    words = _plain(text)
    whole = _day(words)
    if whole is None and (parts := _MOMENT.fullmatch(_ZONE.sub("", words))):
        whole = _day(parts[1]) if clock(parts[2]) == "00:00" and _even(parts[2]) else None
    return whole


def minute(text: str) -> str | None:
    """The moment as YYYY-MM-DD HH:MM; a day alone is none."""
    parts = _MOMENT.fullmatch(_ZONE.sub("", _plain(text)))
    whole, time = (_day(parts[1]), clock(parts[2])) if parts else (None, None)
    return f"{whole} {time}" if whole and time else None


def clock(text: str) -> str | None:
    """The hour and minute as HH:MM: 9:05, 9时05分, 下午3:05, 3:05 PM, 15:05:59."""
    found = _CLOCK.fullmatch(_plain(text))
    if found is None or (found["before"] and found["after"]):
        return None
    hour, half = int(found["hour"]), found["before"] or found["after"]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "下午" or half.startswith("p") else 0)
    short = len(found["minute"]) < 2 and ":" in found[0]  # 9:5 is 9:05 to some, 9:50 to others
    good = hour < 24 and int(found["minute"]) < 60 and int(found["second"] or 0) < 60
    return f"{hour:02}:{int(found['minute']):02}" if good and not short else None


def amount(text: str, unit: str = "") -> str | None:
    """The whole number in digits: without thousands' commas, an empty fraction, and, where
    ``unit`` is 元, the sign or the word of the currency."""
    words = _plain(text).replace("¥", "￥")
    if unit == "元":
        words = words.removeprefix("￥").removesuffix("元").strip()
    found = _GROUPED.fullmatch(words) or _PLAIN.fullmatch(words)
    return found[1].replace(",", "") if found else None


def flag(text: str) -> str | None:
    """``true`` or ``false``, for TRUE and 是 too."""
    return _FLAGS.get(_plain(text))


def _plain(text: str) -> str:
    """Half-width, small letters, one blank at a time."""
    return " ".join(normalize("NFKC", text).lower().split())


def _even(words: str) -> bool:
    """Whether no seconds are told; midnight and a bit is no day."""
    found = _CLOCK.fullmatch(words)
    return found is not None and not int(found["second"] or 0)


def _day(words: str) -> str | None:
    for shape in _DAYS:
        found = shape.fullmatch(words)
        if found is not None:
            return _of_calendar(found.groupdict())
    return None


def _of_calendar(said: Mapping[str, str | None]) -> str | None:
    """The day that the parts name, None where the calendar has none or the weekday is another."""
    name = said.get("name")
    month = MONTHS.index(name[:3]) + 1 if name else int(said["month"] or 0)
    try:
        found = date(int(said["year"] or 0), month, int(said["day"] or 0))
    except ValueError:
        return None
    week = said.get("week")
    if week is None:
        return found.isoformat()
    zh = "一二三四五六日".find(week.replace("天", "日"))
    told = zh if zh >= 0 else next(at for at, one in enumerate(_WEEK) if one[:3] == week[:3])
    return found.isoformat() if told == found.weekday() else None
