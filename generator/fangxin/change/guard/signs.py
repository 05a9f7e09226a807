"""Signs that a push adds go to shops that are recognised."""

from __future__ import annotations

from collections.abc import Iterator

from fangxin.base.problem import Problem
from fangxin.change.guard.push import Push
from fangxin.registry.signs import unrecognised


def signs_go_to_recognised_shops(push: Push) -> Iterator[Problem]:
    """No new sign is issued to a shop that is neither recognised nor suspended on that day."""
    sources = push.new.sources
    if push.first or sources.registry is None or sources.programme is None:
        return
    added = {(f.home, f.name) for f in push.facts if f.sort == "signs" and f.old is None}
    for id in sorted({home for home, _ in added} & sources.registry.merchants.keys()):
        merchant, facts = sources.registry.merchants[id], sources.registry.facts(id)
        for index, sign in enumerate(merchant.signs):
            if (id, sign.number) in added and sign.void is None:
                policy = sources.programme.policy
                yield from unrecognised(merchant, index, sign, facts, policy, "error")
