"""What a change will need a second person for, said while it is made: the acts that the gate will
find in the files, before there is a commit.
"""

from __future__ import annotations

from dataclasses import dataclass

from fangxin.change.changeset import Changeset
from fangxin.change.guard.settings import acts
from fangxin.change.guard.signs import said_gone_before
from fangxin.facts.programme.guard import ACTS, UNDOING

# Of what is published meanwhile nothing is known here: the day before today is told.
_BACK_DATED = (
    "标牌丢失、取下的日子早于上次发布、又没有报案或登报文号的，",
    "a sign said to be gone since before the last publication, without the number of a paper",
)


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
    if found.keys() & (UNDOING - {"undoing"}):
        found.pop("undoing", None)  # which says the same of several
    words = [ACTS[act] for act in found]
    if any(
        True for _ in said_gone_before(change.new.sources.as_of, change.facts, change.new.sources)
    ):
        words.append(_BACK_DATED)
    if not words:
        return None
    return Second("、".join(zh for zh, _ in words), ", ".join(en for _, en in words))
