"""Acts stay what they were: what comes later makes no one act of two, nor two of one.

What followed from two acts would be undone without a word by a paper that names both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from fangxin.base.problem import Place, Problem
from fangxin.facts.document_number import papers
from fangxin.facts.registers.acts import as_acts
from fangxin.facts.values import Failure, Merchant

Pair = tuple[str, str]


def moved_pairs(
    olds: tuple[Failure, ...], news: tuple[Failure, ...]
) -> Iterator[tuple[Pair, bool]]:
    """Two failures of one merchant, void neither before nor after, that counted as two acts and
    count as one (True), or as one and count as two (False)."""
    stand = {one.id for one in news if one.void is None}
    olds = tuple(one for one in olds if one.void is None and one.id in stand)
    if len(olds) < 2:
        return
    before, after = _counted(olds), _counted(news)
    for joined, first, second in ((True, after, before), (False, before, after)):
        groups: dict[object, list[str]] = defaultdict(list)
        for id in sorted(before):
            groups[first[id]].append(id)
        for ids in groups.values():
            other = next((id for id in ids if second[id] != second[ids[0]]), None)
            if other is not None:
                yield (ids[0], other), joined


def _counted(failures: Iterable[Failure]) -> dict[str, object]:
    """Failure → what it counts as among these alone."""
    plain = tuple(replace(one, act=one.dispute) for one in failures if one.void is None)
    return {one.id: one.counts_as for one in as_acts(plain)}


def papers_join_no_two(merchant: Merchant, places: Mapping[str, Place]) -> Iterator[Problem]:
    """No document that names several papers makes one act of two that were entered before.

    ``places``: where the rows stand that are failures of the merchant."""
    failures = [one for one in merchant.failures if one.void is None]
    for failure in failures:
        if failure.register is None or failure.paper is None or len(papers(failure.paper)) < 2:
            continue
        pair = _joined(failure, [one for one in failures if _order(one) < _order(failure)])
        if pair is not None:
            first, second = pair
            yield Problem(
                places[failure.id],
                "joins-two-acts",
                f"{failure.id}：文号写了几份文书，会把原来分别计算的 {first}、{second} 并成一件，"
                "已作的处理就会改变。请只写这一件自己的文号；两条确是同一件的，"
                "先把多登的一条写 void（登记有误，须文号），再登记",
                f"{failure.id}: its document names several papers and would make one act of "
                f"{first} and {second}, which count as two; write its own number alone, or first "
                "declare one of the two void where they really are one",
            )


def _order(one: Failure) -> tuple[object, ...]:
    return one.recorded, one.id


def _joined(failure: Failure, earlier: list[Failure]) -> Pair | None:
    """Two that are one act only by ``failure``."""
    before, now = _counted(earlier), _counted((*earlier, failure))
    own = sorted(id for id in before if now[id] == now[failure.id])
    other = next((id for id in own if before[id] != before[own[0]]), None)
    return None if other is None else (own[0], other)
