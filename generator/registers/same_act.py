"""``same_act_as``: two documents of one inspection, said to be one act."""

from __future__ import annotations

from collections.abc import Iterator

from generator.facts import Failure, Merchant
from generator.problem import Problem
from generator.registers.acts import place_in_record


def joined_to_another(merchant: Merchant) -> Iterator[Problem]:
    """What ``same_act_as`` names is another failure of this merchant, recorded no later, which the
    failure does not tell apart from itself as well."""
    others = {failure.id: failure for failure in merchant.failures}
    own = [failure for failure in merchant.failures if failure.register is None]
    for index, failure in enumerate(own):
        for id in failure.same_act_as if failure.void is None else ():
            reason = _not_the_same(failure, others.get(id), id)
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
    if id in failure.distinct_from or failure.id in other.distinct_from:
        return f"{id} 又写明不是同一件", f"but {id} is said to be another act too"
    return None
