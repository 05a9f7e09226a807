"""What a register says of its page: what the page is for, how its rows stand there, its figures.

The page of a folder (``Register.page``) is made of the registers that name it, the first of which
gives it its title. Rows are shown as far as ``Register.shown`` says, under the labels of their
table; a page whose rows are better seen another way has a view of its own beside them
(``fangxin.site.pages.rows``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Any

from fangxin.facts.policy.policy import Policy
from fangxin.facts.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class RowFigure:
    """One number at the head of a page: what it counts, in both languages, as it is written, and
    what it is of, whose and of which day. ``share``: so many of so many, drawn as a bar."""

    zh: str
    en: str
    value: str
    note: str = ""
    share: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Headline:
    """What a row says in one line: the number, what it means, and what it is of. ``within``: the
    ends of its interval in per cent, drawn as a bar."""

    value: str
    text: str
    note: str = ""
    within: tuple[float, float] | None = None


Figures = Callable[[Sequence[Any], Programme, Day], Iterable[RowFigure]]


def _none(*_: Any) -> Iterator[RowFigure]:
    return iter(())


def _no_headline(*_: Any) -> Headline | None:
    return None


def _never(*_: Any) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """``lede``: what the page is for; ``empty``: what it says without a row; ``remarks``: what a
    reader must know, all in both languages. ``group``: the key by whose values rows stand together,
    in the order of its choices; ``chips``: keys whose values stand behind the title of a row;
    ``units``: what stands behind the value of a key; ``spans``: keys of a first day → the key of
    the last one, and what both are called; ``folded``: keys that are seen only on a click.
    ``headline`` of a row; ``past``: whether a row is over on a day, so that it stands behind the
    others; ``figures`` of all public rows."""

    lede: tuple[str, str]
    empty: tuple[str, str]
    remarks: tuple[tuple[str, str], ...] = ()
    group: str = ""
    chips: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    spans: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    folded: tuple[str, ...] = ()
    headline: Callable[[Any], Headline | None] = _no_headline
    past: Callable[[Any, Day], bool] = _never
    figures: Figures = _none


def shown_of(
    row: Any, policy: Policy, as_of: Day, keys: Sequence[str], later: Mapping[str, Sequence[str]]
) -> tuple[str, ...] | None:
    """The keys of a row that are public on a day: none before it was recorded, and those of
    ``later`` (attribute of a day → the keys that are known from it on) only from that day on; of a
    row that was a mistake nothing but that."""
    if row.recorded > as_of:
        return None
    if row.void is not None and row.void.date <= as_of:
        return ()
    days = {name: getattr(row, name) for name in later}
    hidden = {
        key for name, of in later.items() if not (days[name] and days[name] <= as_of) for key in of
    }
    return tuple(key for key in keys if key not in hidden)
