"""What a change does to whom, before it is public.

    found = effects(before, after)          # Sources of the same day
    lines = as_lines(found)                 # for a terminal
    subject = summary_zh(found)             # for the message of a commit

Neighbours are not listed because a link to them says another name or status.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from generator.effects.candidates import candidates
from generator.effects.comparing import compared
from generator.effects.effect import Beside, Brief, Cause, Effect, Effects
from generator.effects.lines import as_lines
from generator.effects.words import summary_zh
from generator.pool import each
from generator.sources import Sources

__all__ = ["Beside", "Brief", "Cause", "Effect", "Effects", "as_lines", "effects", "summary_zh"]

Tick = Callable[[int], None]
_Shared = tuple[Sources, Sources, date]


def effects(
    before: Sources, after: Sources, jobs: int = 1, tick: Tick | None = None
) -> Effects:  # fmt: skip
    """Everything public that differs on ``before.as_of``; with errors in either, what can still be
    said, and warnings."""
    as_of = before.as_of
    if before.registry is None or after.registry is None:
        return Effects(as_of, warnings=(_NO_PROGRAMME,))
    assert before.programme is not None and after.programme is not None
    ids = candidates(before.registry, after.registry, before.programme, after.programme)
    found = each(_work, (before, after, as_of), ids, jobs, tick)
    told = sorted((one for one in found if one is not None), key=lambda one: one.key)
    return Effects(
        as_of,
        tuple(told),
        compared=len(ids),
        policy=before.programme.policy != after.programme.policy,
    )


_NO_PROGRAMME = (
    "规则或设置（content/programme）读不出，无法推算；请先改正",
    "the programme (content/programme) cannot be read, so nothing can be said; mend it first",
)


def _work(shared: _Shared, ids: Sequence[str]) -> list[Effect | None]:
    before, after, as_of = shared
    return [compared(id, before, after, as_of) for id in ids]
