"""An erasure takes no row of a register away from a merchant: what it did stays its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from fangxin.base.problem import Place, Problem
from fangxin.change.guard.facts import FactChange
from fangxin.change.guard.push import Push
from fangxin.facts.registers.linking import mistaken


def erasures_unlink_nothing(push: Push) -> Iterator[Problem]:
    """A row that names a merchant by its address names it by its ID before the address goes, from
    the record or from the row."""
    erasures = [fact for fact in push.facts if fact.sort == "redacted" and fact.old is None]
    old, new = push.old.sources.registry, push.new.sources.registry
    if push.first or not erasures or old is None or new is None:
        return
    was, now = old.linked(), new.linked()
    mistakes = mistaken(new.registers, new.merchants)
    lost: dict[str, list[str]] = defaultdict(list)
    for id, shop in was.items():
        if now.get(id) != shop and id not in mistakes and shop in new.merchants:
            lost[shop].append(id)
    for shop, ids in sorted(lost.items()):
        fact = next((one for one in erasures if one.home == shop), erasures[0])
        yield _unlinked(fact, shop, ids, old.registers.places())


def _unlinked(fact: FactChange, shop: str, lost: list[str], places: dict[str, Place]) -> Problem:
    first = min(lost)
    where = places[first]
    return Problem(
        fact.place(),
        "erasure-unlinks",
        f"删去以后，登记簿的 {'、'.join(sorted(lost)[:5])} 就不知道是谁的了：它只凭信用代码和地址"
        f"找到 {shop}。请先在那一行（{where.path} 第 {where.line} 行）补写商户编号 "
        f"{shop}，可以在同一次提交里写；行里的地址也要删的，随后按 docs/guard.md 在 guard.yml "
        "写 redacted",
        f"after this erasure nobody would know whose {', '.join(sorted(lost)[:5])} are, which "
        f"found {shop} by credit code and address; first write the ID {shop} into the "
        f"row ({where.path}, line {where.line}), in the same commit if you like; the address in "
        "the row is erased by redacted in guard.yml (docs/guard.md)",
    )
