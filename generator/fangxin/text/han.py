"""Characters that are written in several ways, so that 仙華山 finds 仙华山 and the other way round.

The groups stand in ``han.txt`` beside this module, one a line.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path


def variants(characters: Iterable[str]) -> tuple[str, ...]:
    """The groups that any of ``characters`` belongs to, in order, the simplified form first in
    each: at most as many as there are characters."""
    groups = _groups()
    found = {groups[char] for char in characters if char in groups}
    return tuple(sorted(found))


@cache
def _groups() -> dict[str, str]:
    """Character → its group."""
    lines = Path(__file__).with_name("han.txt").read_text("utf-8").splitlines()
    return {char: line for line in lines if not line.startswith("#") for char in line}


def folded(text: str) -> str:
    """A text with one form of every character that is written in several ways: for comparing."""
    return text.translate(_firsts())


@cache
def _firsts() -> dict[int, str]:
    """Code point → the first form of its group, where that is another one."""
    return {ord(char): group[0] for char, group in _groups().items() if char != group[0]}
