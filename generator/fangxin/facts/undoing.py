"""Everything that ends, lifts or annuls a sanction, in one list, and what each must say.

Gate, commands, documents and tests read this list; whatever raises a standing without being in it
is a fault, which a test looks for. What is not in it undoes nothing: a document, another act or a
repetition that is told later joins no two acts (``fangxin.change.guard.acts``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fangxin.facts.record.undoing import OF_RECORDS, Undoing, Written
from fangxin.facts.registers.declared import every

Said = Callable[[str], str | None]  # dotted key → its text


def every_undoing() -> tuple[Undoing, ...]:
    """Those of records, and those that registers declare."""
    return (*OF_RECORDS, *(one for register in every() for one in register.undoings))


def undoings_of(
    sort: str, said: Said, before: Written, written: Written, published: bool
) -> Iterator[Undoing]:
    """What a fact of a list undoes that is new or was added to. ``said``, ``written``: what it says
    under a dotted key, and whether it says something; ``before``: whether it did so before;
    ``published``: whether it was there at all."""
    for undoing in every_undoing():
        if undoing.sort != sort or (undoing.late and not published):
            continue
        fresh = written(undoing.key) and not before(undoing.key)
        worded = not undoing.value or said(undoing.key) == undoing.value
        if fresh and worded and _weighed(undoing, said, before):
            yield undoing


def _weighed(undoing: Undoing, said: Said, before: Written) -> bool:
    """Whether the fact was, before, one that can be undone."""
    if undoing.of is None:
        return True
    key, value = undoing.of
    return before(key) and value in ("", said(key))


def needed(sort: str, key: str) -> tuple[str, ...]:
    """The keys that must stand beside ``key`` of a fact; none where it undoes nothing."""
    return next((one.needs for one in every_undoing() if (one.sort, one.key) == (sort, key)), ())
