"""What a change will need a second person for, said while it is made: the acts that the gate will
find in the files, before there is a commit.
"""

from __future__ import annotations

from dataclasses import dataclass

from fangxin.change.changeset import Changeset
from fangxin.change.guard.settings import acts
from fangxin.facts.programme.guard import ACTS, UNDOING


@dataclass(frozen=True, slots=True)
class Second:
    """Why others must approve, in both languages, and how many of them."""

    zh: str
    en: str
    count: int = 1


def second_persons(change: Changeset) -> Second | None:
    """Who is asked for besides whoever makes the change; None where one person is enough."""
    if any(fact.sort == "redacted" and fact.old is None for fact in change.facts):
        return Second("依法删除", "an erasure", 2)
    found = {act: None for act, _ in acts(change) if act in change.guarding.asked}
    if not found:
        return None
    if found.keys() & (UNDOING - {"undoing"}):
        found.pop("undoing", None)  # which says the same of several
    words = [ACTS[act] for act in found]
    return Second("、".join(zh for zh, _ in words), ", ".join(en for _, en in words))
