"""Reports of misuse whose value somebody has come by honestly since: to be looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fangxin.facts.programme.programme import Programme
from fangxin.facts.registers.misuse import MISUSES
from fangxin.office.due.duty import Duty
from fangxin.office.due.kinds import every_kind
from fangxin.registry.book import Book
from fangxin.registry.genuine import Genuine
from fangxin.registry.registry import Registry
from fangxin.words.sentences import zh_day


def cleared(registry: Registry, programme: Programme, as_of: date) -> Iterator[Duty]:
    """One for each report that the site has stopped to tell."""
    table = every_kind()["misuse_cleared"]
    known = Genuine(Book((), registry.merchants, programme, as_of, registry.facts))
    for row in registry.registers.of(MISUSES):
        owner = known.called(row) if row.cleared and row.recorded <= as_of else None
        if owner is not None:
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
