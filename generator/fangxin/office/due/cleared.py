"""Reports of misuse whose value somebody has come by honestly since: to be looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fangxin.facts.registers.misuse import MISUSES
from fangxin.office.due.duty import Duty
from fangxin.office.due.kinds import every_kind
from fangxin.registry.registry import Registry
from fangxin.words.sentences import zh_day


def cleared(registry: Registry, as_of: date) -> Iterator[Duty]:
    """One for each report that the site has stopped to tell."""
    table = every_kind()["misuse_cleared"]
    for row in registry.registers.of(MISUSES):
        owner = row.cleared
        if owner and row.recorded <= as_of:
            yield Duty(
                kind="misuse_cleared",
                id=row.id,
                name=row.value,
                zh=table.zh.format(value=row.value, owner=owner, since=zh_day(row.reported)),
                en=table.en.format(value=row.value, owner=owner, since=row.reported),
                command=table.command.format(id=row.id),
                since=row.reported,
                where=f"{row.place.path}:{row.place.line}" if row.place.path else None,
            )
