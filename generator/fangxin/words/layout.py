"""What the page of a merchant places by hand, and what it adds by itself.

The template has its own sentence for each value that is named here. Whatever else a View tells of a
fact stands below these under its name, so that nothing new is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from fangxin.view.view import DecisionView, FailureView
from fangxin.words.dates import zh_day
from fangxin.words.labelled import values_of
from fangxin.words.labels import heading

PLACED: Mapping[str, frozenset[str]] = {
    "failures": frozenset(
        {"severity", "recorded", "served", "document", "summary", "rectified", "rectify_by"}
        | {"appeal", "appeal_by", "reply", "reply_by", "final", "publication_ends", "ended"}
        | {"void", "replaced_by", "distinct_from", "same_act_as", "repaired", "found_by"}
        | {"final_document", "replied"}
    ),
    "decisions": frozenset(
        {"until", "document", "certificate", "summary", "ineffective", "appeal", "reply", "void"}
    )
    # Told among the next steps while they run; the day of service is between office and merchant.
    | {"appeal_by", "reply_by", "replied", "served"},
}


def further(one: FailureView | DecisionView) -> Iterator[tuple[str, str]]:
    """The names and values that the template does not place."""
    sort = "failures" if isinstance(one, FailureView) else "decisions"
    for key, value in values_of(one).items():
        if value is not None and key not in PLACED[sort]:
            yield heading(sort, key), said_zh(value)


def said_zh(value: Any) -> str:
    """A value as people write it."""
    if isinstance(value, tuple):
        return "、".join(map(said_zh, value))
    if value is True:
        return "是"
    return zh_day(value) if isinstance(value, date) else str(value)
