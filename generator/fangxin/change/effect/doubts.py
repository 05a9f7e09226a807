"""What cannot be said for sure, because files with errors could not be read in full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath

from fangxin.change.effect.effect import Effect
from fangxin.registry.records import BEGINNING
from fangxin.registry.sources.reading import Sources

NO_PROGRAMME = (
    "规则或设置（content/programme）读不出，无法推算；请先改正",
    "the programme (content/programme) cannot be read, so nothing can be said; mend it first",
)


@dataclass(frozen=True, slots=True)
class Doubts:
    """``unread``: merchants whose file one side cannot read; ``broken``: files with errors."""

    unread: frozenset[str]
    broken: frozenset[str]


def doubts(before: Sources, after: Sources) -> Doubts:
    """Of both sides together."""
    unread = set()
    broken = set()
    for sources in (before, after):
        broken |= {problem.place.path for problem in sources.errors}
        unread |= {
            PurePath(path).stem
            for path, (merchant, _) in sources.records.read.items()
            if merchant is None
        }
    return Doubts(frozenset(unread), frozenset(broken))


def doubted(effect: Effect, found: Doubts, before: Sources, after: Sources) -> Effect:
    """The effect, not sure where the merchant's file, or one whose failures reach it, is broken."""
    if not found.broken:
        return effect
    for sources in (before, after):
        registry = sources.registry
        assert registry is not None
        for id in (effect.id, *registry.reaching.get(effect.id, ())):
            merchant = registry.merchants.get(id)
            if merchant is not None and merchant.path in found.broken:
                return replace(effect, sure=False)
    return effect


def warnings(before: Sources, after: Sources, unread: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """In Chinese and English, what is doubtful and why."""
    for sources, zh, en in ((before, "原来的", "before"), (after, "改动后的", "after")):
        count = sum(one.code not in BEGINNING for one in sources.errors)
        if count:
            yield (
                f"{zh}数据有 {count} 个错误，读不出的没有算进去；请先用 fangxin check 查看并改正",
                f"the data {en} the change has {count} errors; what cannot be read is not counted,"
                " so see fangxin check and mend them first",
            )
    if unread:
        yield (
            f"读不出档案，无法推算：{'、'.join(unread)}",
            f"records that cannot be read, nothing can be said of them: {', '.join(unread)}",
        )
