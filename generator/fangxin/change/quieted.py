"""Reports of misuse that a change silences: nobody is warned any more of what was called fake."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fangxin.base.problem import Place
from fangxin.change.changeset import Changeset
from fangxin.facts.recourse import void_of
from fangxin.facts.registers.misuse import MISUSES, OUTCOMES, is_quiet
from fangxin.facts.registers.rows import Misuse
from fangxin.registry.sources.revision import CONTENT, MERCHANTS


@dataclass(frozen=True, slots=True)
class Quieted:
    """A published report that accuses nobody from now on; ``owner``: by whom its value became
    genuine, "" where the report itself says why it is quiet."""

    row: Misuse
    owner: str
    zh: str
    en: str


def quieted(change: Changeset) -> Iterator[Quieted]:
    """Each report that warned before the change and does not after it."""
    before, after = change.old.sources, change.new.sources
    if before.registry is None or after.registry is None:
        return
    known = {row.id: row for row in before.registry.registers.of(MISUSES)}
    for row in after.registry.registers.of(MISUSES):
        old = known.get(row.id)
        if old is None or is_quiet(old, after.as_of) or not is_quiet(row, after.as_of):
            continue
        if void_of(row, after.as_of) is not None:
            yield Quieted(row, "", "登记有误", "declared void")
        elif row.cleared:
            yield Quieted(
                row,
                row.cleared,
                f"从此有主（{row.cleared}）",
                f"somebody has it from now on ({row.cleared})",
            )
        else:
            yield Quieted(row, "", *OUTCOMES["unfounded"])


def clearing(change: Changeset, one: Quieted) -> Iterator[Place]:
    """What the change wrote by which the value of a report became genuine: the owner's record, or
    where that is not among it, all that it wrote."""
    registry = change.new.sources.registry
    shop = registry.merchants.get(one.owner) if registry is not None else None
    if shop is not None and shop.path in change.changed:
        yield Place(shop.path)
        return
    for path in change.changed:
        if path.startswith((f"{MERCHANTS}/", f"{CONTENT}/")) and path in change.new.files:
            yield Place(path)
