"""Of many reasons those that are told: a page must not grow with the square of what went wrong.

Nothing is lost by it: every finding stands on the page once, and ``status.json`` has every reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from fangxin.standing.standing import Reason

MOST = 6
Item = TypeVar("Item")


class Few(NamedTuple):
    """``told`` in their order, and how many ``others`` there are."""

    told: tuple[Reason, ...]
    others: int


def few(reasons: Sequence[Reason]) -> Few:
    """All of a few reasons. Of many the first of each rule and the youngest, ``MOST`` in all."""
    if len(reasons) <= MOST:
        return Few(tuple(reasons), 0)
    first = {(one.rule, one.provisional): at for at, one in reversed(list(enumerate(reasons)))}
    wanted = sorted(first.values())[:MOST]
    rest = [at for at in range(len(reasons) - 1, -1, -1) if at not in wanted]
    chosen = sorted([*wanted, *rest[: MOST - len(wanted)]])
    return Few(tuple(reasons[at] for at in chosen), len(reasons) - len(chosen))


def some(items: Sequence[Item]) -> tuple[Sequence[Item], str, str]:
    """All of a few things. Of many as many as are told, and how a list of them ends in Chinese and
    English."""
    if len(items) <= MOST:
        return items, "", ""
    return items[:MOST], f"等 {len(items)} 项", f" and {len(items) - MOST} more"
