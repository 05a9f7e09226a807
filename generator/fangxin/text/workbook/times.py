"""Days and times that a spreadsheet keeps as numbers, read as ISO has them, or as a duration."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from fangxin.text.workbook.cells import IMPOSSIBLE_DAY, Trouble, day_not_shown
from fangxin.text.workbook.formats import Token

_AFTER_1904 = 1462  # days that a count from 1900 is ahead of one from 1904
_FIRST = 61  # 1900-03-01: spreadsheets differ about the days before, of which one never was
_END = 2_958_466  # the first day of the year 10000
_ZERO = datetime.fromisoformat("1899-12-30")
_BESIDE = frozenset("年月日号时時分秒点-/.:,，、 　星期周週禮拜礼")  # what stands around a time
_DAY = frozenset("ymd")


def time_shown(
    value: Decimal, tokens: Sequence[Token], from_1904: bool
) -> tuple[str, Trouble | None, bool]:
    """The text of a day, time or duration, what is the matter with it, and whether it says more
    than the cell shows. Raises ValueError where the format is not understood."""
    _only_times(tokens)
    if any(token.kind == "elapsed" for token in tokens):
        return _duration(value, tokens), None, False
    parts = _parts(tokens)
    asks = parts & _DAY
    clock = _clock(value, parts)
    days = int(value) + (_AFTER_1904 if from_1904 and (value >= 1 or asks) else 0)
    if not asks and not clock:
        raise ValueError("a weekday alone")
    if not asks and days < 1:
        return clock, None, False
    if value < 0 or not _FIRST <= days < _END:
        return str(value), IMPOSSIBLE_DAY, False
    day = (_ZERO + timedelta(days=days, seconds=_seconds(value % 1))).date()
    text = day.isoformat() + (f" {clock}" if clock not in ("", "00:00") else "")
    if asks == {"y", "m"} and day.day == 1:
        return text, day_not_shown(text), False
    if asks not in (set(), {"y", "m"}, {"m", "d"}, _DAY):
        raise ValueError("neither a day nor a month")
    return text, None, asks != _DAY


def _seconds(value: Decimal) -> int:
    """Whole seconds: what a spreadsheet keeps of them is never exact."""
    return int((value * 86_400).quantize(Decimal(1), ROUND_HALF_UP))


def _clock(value: Decimal, parts: frozenset[str]) -> str:
    """The time of the day as far as it is shown, or "". Raises ValueError where that is no time."""
    shown = parts - _DAY
    if not shown:
        return ""
    if value < 0 or "h" not in shown:
        raise ValueError("no time of a day")
    minutes, seconds = divmod(_seconds(value % 1) % 86_400, 60)
    if "n" not in shown and minutes % 60:
        raise ValueError("minutes that are not shown")
    text = f"{minutes // 60:02}:{minutes % 60:02}"
    return f"{text}:{seconds:02}" if "s" in shown and seconds else text


def _duration(value: Decimal, tokens: Sequence[Token]) -> str:
    """Hours, minutes or seconds in all, as shown. Raises ValueError."""
    if value < 0 or [t.kind for t in tokens].count("elapsed") > 1 or _parts(tokens) & _DAY:
        raise ValueError("no duration")
    total, text = _seconds(value), ""
    for token in _named(tokens):
        unit, wide = token.text[:1], len(token.text)
        if token.kind == "elapsed":
            text += str(total // {"h": 3600, "m": 60, "s": 1}[unit]).zfill(wide)
        elif token.kind == "date":
            number = {"h": total // 3600, "n": total // 60 % 60, "s": total % 60}[unit]
            text += str(number).zfill(wide)
        else:
            text += token.text if token.kind in ("literal", "bare", "point", "comma") else ""
    return text.strip()


def _only_times(tokens: Sequence[Token]) -> None:
    """Raises ValueError where words stand beside a time, or digits that might be part of it."""
    for at, token in enumerate(tokens):
        if token.kind == "digit":  # tenths of a second
            if not any(one.kind == "point" for one in tokens[:at]) or token.text != "0":
                raise ValueError("digits in a time")
        elif token.kind in ("literal", "bare"):
            if set(token.text) - _BESIDE and token.text not in ("T", "Z", "上午", "下午"):
                raise ValueError("words beside a time")
        elif token.kind in ("percent", "text", "general", "power", "fill"):
            raise ValueError("no time")


def _named(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with minutes told from months: n, behind hours or before seconds."""
    times = [at for at, token in enumerate(tokens) if token.kind in ("date", "elapsed")]
    named = [Token(t.kind, t.text.lower()) if t.kind in ("date", "elapsed") else t for t in tokens]
    for place, at in enumerate(times):
        token = named[at]
        before = named[times[place - 1]].text[:1] if place else ""
        behind = named[times[place + 1]].text[:1] if place + 1 < len(times) else ""
        minutes = before == "h" or behind == "s" or (token.kind == "date" and before == "[")
        if token.kind == "date" and token.text in ("m", "mm") and minutes:
            named[at] = Token("date", "n" * len(token.text))
    return named


def _parts(tokens: Sequence[Token]) -> frozenset[str]:
    """What is shown: y, m, d, h, n (minutes), s; names of weekdays say nothing."""
    letters = set()
    for token in _named(tokens):
        if token.kind == "date" and token.text not in ("ddd", "dddd", "aaa", "aaaa"):
            letter = token.text[0]
            letters.add({"e": "y", "b": "y"}.get(letter, letter))
    return frozenset(letters - {"g"})
