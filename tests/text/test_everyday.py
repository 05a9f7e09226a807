"""Days, minutes and amounts as people and spreadsheets write them are read once, or refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.text.fields import everyday
from fangxin.text.fields.spoilt import rounded, unclear_day

CATALOGUE = Path(__file__).parents[1] / "fixtures" / "everyday.txt"
READERS: dict[str, Callable[[str], str | None]] = {
    "day": everyday.day,
    "minute": everyday.minute,
    "amount": lambda text: everyday.amount(text, "元"),
    "flag": everyday.flag,
}
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "registers.md"
MOMENTS = st.datetimes(*map(datetime.fromisoformat, ("1990-01-01", "2100-12-31")))
DAYS = (
    "{0:%Y-%m-%d}", "{0.year}/{0.month}/{0.day}", "{0.year}-{0.month}-{0.day}", "{0:%Y.%m.%d}",
    "{0:%Y%m%d}", "{0.year}年{0.month}月{0.day}日", "{0:%d-%b-%Y}", "{0:%B} {0.day}, {0.year}",
    "{0:%A, %B %d, %Y}",
)  # fmt: skip
CLOCKS = (
    " {0:%H:%M}", " {0.hour}:{0:%M}", " {0:%H:%M:%S}", "T{0:%H:%M:%S}", "T{0:%H:%M:%S}+08:00",
    " {0.hour}时{0:%M}分", " {0:%I:%M:%S %p}", " {0:%I:%M %p}",
)  # fmt: skip
SIGNS = st.text(
    "0123456789-/.年月日时分: TtAPMapm上下午JanuryFebMch,，¥元￥+eE()星期二０１．：", max_size=24
)


def catalogue() -> list[tuple[str, str, str]]:
    """Kind, text and what is expected of every line."""
    lines = CATALOGUE.read_text(encoding="utf-8").splitlines()
    found = [tuple(line.split(" | ")) for line in lines if line and not line.startswith("#")]
    return [(kind, text.replace("␣", " "), expected) for kind, text, expected in found]


@pytest.mark.parametrize(("kind", "text", "expected"), catalogue())
def test_each_spelling_of_the_catalogue(kind: str, text: str, expected: str) -> None:
    """It is read as told, or refused with the reason told."""
    known = READERS[kind](text)
    reason = unclear_day(text) if kind in ("day", "minute") else None
    code = "rounded-number" if rounded(text) else reason[0] if reason else "-"
    assert (known if known is not None else code) == expected


@pytest.mark.parametrize("kind", ["day", "moment", "amount"])
def test_the_document_tells_the_truth(kind: str) -> None:
    """Every spelling that docs/registers.md calls readable is read as what stands beside it."""
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    (row,) = (line for line in lines if re.match(rf"\| \S+ an? {kind} \|", line))
    canonical, *others = re.findall(r"`\"?([^`\"]+)\"?`", row)
    read = READERS["minute" if kind == "moment" else kind]
    assert len(others) >= 4 and {read(text) for text in others} == {canonical}


@given(MOMENTS, st.sampled_from(DAYS), st.sampled_from(CLOCKS))
def test_every_spelling_of_a_moment_is_that_moment(moment: datetime, day: str, clock: str) -> None:
    """Every order that has the year in four digits, with every clock."""
    assert everyday.day(day.format(moment)) == f"{moment:%Y-%m-%d}"
    assert everyday.minute((day + clock).format(moment)) == f"{moment:%Y-%m-%d %H:%M}"


@given(MOMENTS, st.sampled_from(DAYS), st.sampled_from(CLOCKS))
def test_a_moment_is_a_day_at_midnight_only(moment: datetime, day: str, clock: str) -> None:
    """What a spreadsheet puts behind a day goes; an hour that somebody wrote is not lost."""
    midnight = moment.replace(hour=0, minute=0, second=0)
    assert everyday.day((day + clock).format(midnight)) == f"{moment:%Y-%m-%d}"
    if moment.hour or moment.minute:
        assert everyday.day((day + clock).format(moment)) is None


@given(st.integers(0, 10**15), st.sampled_from(["{}", "{:,}", "{}.00", "{:,}.00", "￥{:,}.00"]))
def test_every_spelling_of_an_amount_is_that_amount(number: int, spelling: str) -> None:
    """Commas in threes, an empty fraction, the sign of the currency."""
    assert everyday.amount(spelling.format(number), "元") == str(number)


@given(SIGNS)
def test_what_is_read_once_is_read_the_same_again(text: str) -> None:
    """Canonical text is a spelling of itself, and nothing is both read and called unclear."""
    for kind, read in READERS.items():
        known = read(text)
        if known is not None:
            assert read(known) == known
            assert kind not in ("day", "minute") or unclear_day(text) is None
