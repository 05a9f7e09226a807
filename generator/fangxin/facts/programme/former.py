"""What had another name or address before: the site itself, and places that the state renamed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Day  # a field named ``date`` would hide the type


@dataclass(frozen=True, slots=True)
class FormerUrl:
    """An address that the site had until a day; signs still lead there."""

    url: str
    until: Day
    document: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """A town or county that the state renamed or merged into another."""

    before: str
    after: str
    date: Day
    document: str


def follows(old: str, new: str, renamed: Iterable[Renamed]) -> bool:
    """Whether ``new`` is ``old`` with nothing but renamed places renamed in it."""
    reached = {old}
    for one in renamed:
        reached |= {text.replace(one.before, one.after, 1) for text in reached}
    return new in reached


def renamed_in(text: str, renamed: Iterable[Renamed]) -> str:
    """``text`` with every renamed place called as it is today."""
    for one in sorted(renamed, key=lambda one: one.date):
        if one.before in text and not (one.before in one.after and one.after in text):
            text = text.replace(one.before, one.after, 1)
    return text
