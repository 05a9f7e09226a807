"""What a change does to whom, before it is public.

    found = effects(before, after)          # Sources of the same day
    lines = as_lines(found)                 # for a terminal
    subject = summary_zh(found)             # for the message of a commit

Neighbours are not listed because a link to them says another name or status.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from fangxin.base.pool import each
from fangxin.change.effect.beside import notices_beside, rows_beside
from fangxin.change.effect.candidates import candidates
from fangxin.change.effect.comparing import compared, same_record
from fangxin.change.effect.deadlines import near_revocations
from fangxin.change.effect.doubts import NO_PROGRAMME, doubted, doubts, warnings
from fangxin.change.effect.effect import Beside, Brief, BriefCause, Effect, Effects
from fangxin.change.effect.lines import as_lines
from fangxin.change.effect.programme import programme_beside
from fangxin.change.effect.questions import questions
from fangxin.change.effect.words import summary_zh
from fangxin.registry.sources.reading import Sources

__all__ = [
    "Beside",
    "Brief",
    "BriefCause",
    "Effect",
    "Effects",
    "as_lines",
    "effects",
    "summary_zh",
]

Tick = Callable[[int], None]
_Shared = tuple[Sources, Sources, date]


def effects(before: Sources, after: Sources, jobs: int = 1, tick: Tick | None = None) -> Effects:
    """Everything public that differs on ``before.as_of``; with errors in either, what can still be
    said, and warnings."""
    as_of = before.as_of
    if before.registry is None or after.registry is None:
        return Effects(as_of, warnings=(NO_PROGRAMME, *warnings(before, after, ())))
    assert before.programme is not None and after.programme is not None
    everybody = candidates(before.registry, after.registry, before.programme, after.programme)
    known = doubts(before, after)
    ids = [id for id in everybody if id not in known.unread]
    unread = tuple(id for id in everybody if id in known.unread)
    found = each(_work, (before, after, as_of), ids, jobs, tick)
    told = [doubted(one, known, before, after) for one in found if one is not None]
    silent = (id for id, one in zip(ids, found, strict=True) if one is None)
    return Effects(
        as_of,
        merchants=tuple(sorted(told, key=lambda one: one.key)),
        beside=(
            *programme_beside(before.programme, after.programme),
            *notices_beside(before, after, as_of),
            *rows_beside(before, after, as_of),
        ),
        unseen=tuple(id for id in silent if not same_record(id, before, after)),
        unread=unread,
        compared=len(ids),
        policy=before.programme.policy != after.programme.policy,
        warnings=(*near_revocations(told, as_of), *warnings(before, after, unread)),
        questions=questions(before, after, ids),
    )


def _work(shared: _Shared, ids: Sequence[str]) -> list[Effect | None]:
    before, after, as_of = shared
    return [compared(id, before, after, as_of) for id in ids]
