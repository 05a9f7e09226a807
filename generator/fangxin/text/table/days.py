"""A day in a cell, written in whatever order the table has it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from unicodedata import normalize

from fangxin.text.fields import everyday

_PARTS = {
    "Y": r"(?P<Y>\d{4})",
    "y": r"(?P<y>\d{2})",
    "m": r"(?P<m>\d{1,2})",
    "d": r"(?P<d>\d{1,2})",
    "b": rf"(?P<b>(?:{'|'.join(everyday.MONTHS)})[a-z]*)\.?",
}
_CLOCK = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?)?"
_ISO = re.compile(rf"(?P<Y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d){_CLOCK}", re.ASCII | re.I)
CENTURY, LATEST = 2000, 69  # of years of two digits: 70 and above are of the century before


def is_format(text: str) -> bool:
    """Whether a format has a year (Y or y), a month (m or b) and a day (d), once each."""
    counts = {part: text.count(part) for part in _PARTS}
    return (counts["Y"] + counts["y"], counts["m"] + counts["b"], counts["d"]) == (1, 1, 1)


@dataclass(frozen=True, slots=True)
class DayFormat:
    """How a column writes days: year Y or y, month m or b (Mar), day d, in any order, with what
    stands between; "" reads every day that can be read in one way only. ``calendar``:
    "gregorian", or "roc" for years of the Republic. A time of day behind is passed over."""

    format: str = ""
    calendar: str = "gregorian"

    def read(self, text: str) -> date | None:
        """The day, or None when ``text`` is not one. YYYY-MM-DD is a day in any format, because
        that is what the date cells of a workbook give."""
        plain = " ".join(normalize("NFKC", text).split())
        iso = _ISO.fullmatch(plain)
        if iso is not None:
            return _day(int(iso["Y"]), iso["m"], iso["d"])
        if not self.format:
            usual = everyday.day(plain) or (everyday.minute(plain) or "")[:10]
            return date.fromisoformat(usual) if usual else None
        found = _pattern(self.format, self.calendar == "roc").fullmatch(plain)
        if found is None:
            return None
        parts = found.groupdict()
        year = _whole(int(parts["y"])) if "y" in parts else int(parts["Y"])
        month = everyday.MONTHS.index(parts["b"][:3].lower()) + 1 if "b" in parts else parts["m"]
        return _day(self._year(year), month, parts["d"])

    def _year(self, year: int) -> int:
        return year + 1911 if self.calendar == "roc" else year


def _whole(year: int) -> int:
    """A year of two digits in full."""
    return CENTURY + year if year <= LATEST else CENTURY - 100 + year


@lru_cache(maxsize=64)
def _pattern(format: str, short: bool) -> re.Pattern[str]:
    """What a text of this format looks like; parts without anything between have all digits.
    ``short``: years of the Republic, of up to three."""
    tight = re.search(r"[Yymd]{2}", format) is not None
    parts = [_PARTS.get(char, re.escape(normalize("NFKC", char))) for char in format]
    text = "".join(parts)
    if short:
        text = text.replace(r"(?P<Y>\d{4})", r"(?P<Y>\d{2,3})" if tight else r"(?P<Y>\d{1,3})")
    if tight:
        text = text.replace(r"\d{1,2}", r"\d{2}")
    return re.compile(text + _CLOCK, re.ASCII | re.IGNORECASE)


def _day(year: int, month: int | str, day: str) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None
