"""撤销日: whom a change brings near a revocation that comes by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from fangxin.change.effect.effect import Effect

NEAR = 16  # days: the first after the fifteen that a late entry usually leaves


def near_revocations(found: Iterable[Effect], as_of: date) -> Iterator[tuple[str, str]]:
    """A warning in Chinese and English for each merchant that the change brings within ``NEAR``
    days of its revocation, or nearer to it than it was."""
    for one in found:
        day = one.after.revokes if one.after is not None else None
        was = one.before.revokes if one.before is not None else None
        if day is None or (was is not None and was <= day) or (day - as_of).days > NEAR:
            continue
        left = (day - as_of).days
        yield (
            f"{one.id} {one.name}：撤销日 {day}（{left} 天后）：以前没有登记整改的，当天自动撤销。"
            "请马上告知商户，已经整改的现在就登记",
            f"{one.id} revokes on {day}, in {left} days, unless its rectification is recorded "
            "before: tell the merchant at once, and record what was put right already",
        )
