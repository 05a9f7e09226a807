"""Who was punished with another one because of a mistake about a credit code, which is put right.

A change that joined two merchants is void, in either record; or one says that the code before it
had been mistyped. Rows of registers that came with a mistaken change are void with it by themselves
(``fangxin.facts.registers.linking``).
"""

from __future__ import annotations

from collections.abc import Iterator

from fangxin.facts.record.particulars import CODE
from fangxin.facts.recourse import stands
from fangxin.facts.values import Change, Facts


def parted(old: Facts, new: Facts) -> Iterator[str]:
    """The failures of those who were joined by what is said to be a mistake now: ``<ID>/<id>``."""
    now = {sibling.id: sibling.changes for sibling in new.siblings}
    own = _put_right(old.changes, new.changes)
    for sibling in old.siblings:
        if own or _put_right(sibling.changes, now.get(sibling.id, sibling.changes)):
            yield from (f"{sibling.id}/{failure.id}" for failure in sibling.failures)


def _put_right(old: tuple[Change, ...], new: tuple[Change, ...]) -> bool:
    """Whether a change of the code is void, or says that the code before was a mistake, and did
    not."""
    return bool(set(_mistakes(new)) - set(_mistakes(old)))


def _mistakes(changes: tuple[Change, ...]) -> Iterator[tuple[str, bool]]:
    for change in changes:
        if change.field == CODE and (change.mistaken or not stands(change)):
            yield change.id, stands(change)
