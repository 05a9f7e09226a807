"""``same_act_as``: two documents of one inspection, said to be one act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fangxin.base.problem import Problem
from fangxin.facts.registers.acts import as_acts, place_in_record
from fangxin.facts.values import Failure, Merchant


def joined_to_another(merchant: Merchant) -> Iterator[Problem]:
    """What ``same_act_as`` names is another failure of this merchant, recorded no later and not
    before this happened, which the failure does not tell apart from itself as well; and it makes no
    one act of two that counted apart, or a further entry would undo what followed from them."""
    others = {failure.id: failure for failure in merchant.failures}
    own = [failure for failure in merchant.failures if failure.register is None]
    for index, failure in enumerate(own):
        for id in failure.same_act_as if failure.void is None else ():
            reason = _not_the_same(failure, others.get(id), id) or _bridge(failure, id, merchant)
            if reason is not None:
                zh, en = reason
                yield Problem(
                    place_in_record(merchant, index),
                    "not-the-same-act",
                    f"{failure.id}：same_act_as 须是本商户先登记的另一条问题记录，{zh}；"
                    "请改正或删去",
                    f"{failure.id}: same_act_as must name another failure of this merchant that "
                    f"was recorded no later, {en}; correct or delete it",
                )


def _not_the_same(failure: Failure, other: Failure | None, id: str) -> tuple[str, str] | None:
    if other is None:
        return f"没有 {id}", f"but there is no {id}"
    if id == failure.id:
        return f"{id} 就是它自己", f"but {id} is the failure itself"
    if other.recorded > failure.recorded:
        return f"{id} 登记在后", f"but {id} was recorded later"
    if failure.date > other.recorded:
        return (
            f"{failure.date} 才发生的，{other.recorded} 登记的 {id} 不会就是它",
            f"but what happened on {failure.date} is not {id}, recorded on {other.recorded}",
        )
    if id in failure.distinct_from or failure.id in other.distinct_from:
        return f"{id} 又写明不是同一件", f"but {id} is said to be another act too"
    return None


def _bridge(failure: Failure, id: str, merchant: Merchant) -> tuple[str, str] | None:
    """Which failure becomes one act with ``id`` only by this one."""
    apart = as_acts(tuple(_without(one, failure.id) for one in merchant.failures))
    act = {one.id: one.counts_as for one in apart if one.void is None}
    own = act.get(failure.id)
    joined = {name for name, counted in act.items() if counted == own and name != failure.id}
    joined |= {name for name in failure.same_act_as if name in act}
    other = next((name for name in sorted(joined) if act[name] != act.get(id, act[name])), None)
    if other is None:
        return None
    return f"{id} 与 {other} 原是分别计算的两件", f"but {id} and {other} counted as two acts before"


def _without(one: Failure, id: str) -> Failure:
    """A failure as it counts without what failure ``id`` says, or what is said of that."""
    named = () if one.id == id else tuple(name for name in one.same_act_as if name != id)
    return replace(one, same_act_as=named, act=None if one.register is None else one.act)
