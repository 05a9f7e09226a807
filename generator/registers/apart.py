"""Acts stay what they were: what comes later makes no one act of two, nor two of one.

What followed from two acts would be undone without a word by a paper that names both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from generator.document_number import papers
from generator.facts import Failure, Merchant
from generator.problem import Place, Problem
from generator.registers.acts import as_acts

Disputes = Mapping[str, str]  # complaint → the first one of its dispute
Pair = tuple[str, str]


class Acts(NamedTuple):
    """The failures of one merchant and how complaints repeat one another."""

    failures: tuple[Failure, ...]
    disputes: Disputes

    def of(self, ids: Container[str]) -> dict[str, object]:
        """Failure → what it counts as among these, which are not void."""
        chosen = [_plain(one, self.disputes) for one in self.failures if one.id in ids]
        return {one.id: one.counts_as for one in as_acts(tuple(chosen))}

    @property
    def standing(self) -> set[str]:
        """The failures that are not void."""
        return {one.id for one in self.failures if one.void is None}


def moved_pairs(old: Acts, new: Acts) -> Iterator[tuple[Pair, bool]]:
    """Two failures, void neither before nor after, that counted as two acts and count as one
    (True), or as one and count as two (False)."""
    stand = old.standing & new.standing
    if len(stand) < 2:
        return
    before, after = old.of(stand), new.of(new.standing)
    for joined, first, second in ((True, after, before), (False, before, after)):
        groups: dict[object, list[str]] = defaultdict(list)
        for id in sorted(stand):
            groups[first[id]].append(id)
        for ids in groups.values():
            other = next((id for id in ids if second[id] != second[ids[0]]), None)
            if other is not None:
                yield (ids[0], other), joined


def papers_join_no_two(
    merchant: Merchant, disputes: Disputes, places: Mapping[str, Place]
) -> Iterator[Problem]:
    """No document that names several papers makes one act of two that were entered before.

    ``places``: where the rows stand that are failures of the merchant."""
    failures = [one for one in merchant.failures if one.void is None]
    for failure in failures:
        if failure.register is None or failure.paper is None or len(papers(failure.paper)) < 2:
            continue
        earlier = [one for one in failures if _order(one) < _order(failure)]
        pair = _joined(failure, [_plain(one, disputes) for one in earlier], disputes)
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


def _plain(one: Failure, disputes: Disputes) -> Failure:
    """A failure as it was before it was joined to others by documents."""
    return replace(one, act=disputes.get(one.id))


def _joined(failure: Failure, earlier: list[Failure], disputes: Disputes) -> Pair | None:
    """Two that are one act only by ``failure``."""
    before = {one.id: one.counts_as for one in as_acts(tuple(earlier))}
    now = {one.id: one.counts_as for one in as_acts((*earlier, _plain(failure, disputes)))}
    own = sorted(id for id in before if now[id] == now[failure.id])
    other = next((id for id in own if before[id] != before[own[0]]), None)
    return None if other is None else (own[0], other)
