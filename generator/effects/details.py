"""Which public facts of a merchant differ, in Chinese: 新增决定 D3：认定，…"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.sources import Sources
from generator.view import View


def changed_facts(
    id: str, old: View | None, new: View | None, before: Sources, after: Sources, as_of: date
) -> Iterator[str]:
    """A line for each fact that is new, other or gone."""
    known = {one.id for one in old.decisions} if old else set()
    for decision in new.decisions if new else ():
        if decision.id not in known:
            yield f"新增决定 {decision.id}"
