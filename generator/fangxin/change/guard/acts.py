"""What counted as two acts counts as two, and what counted as one as one, whatever is added later.

A document added to a fact, a complaint that is said to repeat another one, a row that names two
papers: none of them undoes what followed from two acts. What was entered twice is declared void.
"""

from __future__ import annotations

from collections.abc import Iterator

from fangxin.base.problem import Place, Problem
from fangxin.change.guard.push import Push
from fangxin.facts.registers.apart import moved_pairs


def acts_stay_as_they_are(push: Push) -> Iterator[Problem]:
    """No two failures that were published become one act, and none becomes two."""
    old, new = push.old.sources.registry, push.new.sources.registry
    if push.first or old is None or new is None:
        return
    for id, merchant in new.merchants.items():
        before = old.merchants.get(id)
        if before is None or len(before.failures) < 2 or before.failures == merchant.failures:
            continue
        for (one, other), joined in moved_pairs(before.failures, merchant.failures):
            yield (_joined if joined else _split)(_place(push, id, one, other), id, one, other)


def _place(push: Push, id: str, *names: str) -> Place:
    """Where the push writes something about one of them, or else the record."""
    for fact in push.facts:
        if fact.name in names:
            return fact.place()
    registry = push.new.sources.registry
    return Place(registry.merchants[id].path if registry is not None else id)


def _joined(place: Place, id: str, one: str, other: str) -> Problem:
    return Problem(
        place,
        "acts-joined",
        f"{id} 的 {one} 和 {other} 公布时是分别计算的两件，这次补写以后并成了一件，"
        "已作的处理就不作数了。"
        f"文号、重复投诉以后补写都不能这样。确是同一件登记了两次的，把其中一条写 void（登记有误，"
        "fangxin void，写明文号）；不是同一件的，请核对补写的文号",
        f"{id}: {one} and {other} were published as two acts, and by what is added they would be "
        "one, which undoes what followed from two; where one act was entered twice, declare one of "
        "them void (fangxin void, with a document), or else check the number that is added",
    )


def _split(place: Place, id: str, one: str, other: str) -> Problem:
    return Problem(
        place,
        "acts-split",
        f"{id} 的 {one} 和 {other} 公布时是一件，这次补写以后成了分别计算的两件，"
        "过去的处理就变了。distinct_from 只能同后登记的那一条一起写；确是两件的，"
        "把后一条写 void（登记有误），另记一条新的，写明 distinct_from",
        f"{id}: {one} and {other} were published as one act, and by what is added they would be "
        "two; distinct_from is written together with the later entry: declare that one void and "
        "enter it anew",
    )
