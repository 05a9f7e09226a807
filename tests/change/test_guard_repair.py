"""The net under the gate takes a credit repair for a reason to come back, where it lifts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

from fangxin.change.guard.standings import Moved, nobody_comes_back_unexplained
from fangxin.facts.policy.policy import Policy
from fangxin.facts.values import Facts, Failure
from tests.view.test_publication import GRANTED, barred, lifting


def codes(policy: Policy, before: Facts, after: Facts) -> list[str]:
    """What the net says of one merchant on the day on which the repair is known."""
    merchants = {before.id: SimpleNamespace(path="merchants/shop/TEST1.yml")}
    sources = SimpleNamespace(
        programme=SimpleNamespace(policy=policy), registry=SimpleNamespace(merchants=merchants)
    )
    side = SimpleNamespace(sources=sources)
    push: Any = SimpleNamespace(old=side, new=side, records=(), as_of=GRANTED.known)
    found = nobody_comes_back_unexplained(push, [Moved(before.id, before, after)])
    return [problem.code for problem in found]


def test_a_repair_explains_what_it_lifts() -> None:
    """A repair that the policy lets lift a revocation is why the merchant is back; anything else
    that was added to the failure is not."""
    before, after = barred(None), barred(GRANTED)
    assert codes(lifting("grave-revoke"), before, after) == []
    assert codes(lifting("serious-twice"), before, after) == [], "nobody is back"
    served: Failure = replace(before.failures[0], served=date(2024, 5, 6))  # the bar would be over
    shorter = replace(before, failures=(served,))
    assert codes(lifting(), before, shorter) == ["unexplained-return"]
