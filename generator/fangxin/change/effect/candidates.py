"""Who may be affected by a change, found without computing a single standing.

What is public of a merchant follows from its own record (rows of registers that are its failures
joined), the records whose failures reach it, the listings that name it or its operator, the policy
and the day. Where the policy is the same, nobody else can be affected: tests compare everybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from fangxin.facts.programme.programme import Programme
from fangxin.registry.registry import Registry

V = TypeVar("V")


def candidates(
    before: Registry, after: Registry, old: Programme, new: Programme
) -> tuple[str, ...]:
    """The IDs to compare, in their order: everybody when the policy differs."""
    if old.policy != new.policy:
        return tuple(sorted(before.merchants.keys() | after.merchants.keys()))
    own = _differing(before.merchants, after.merchants)
    reached = _differing(before.reaching, after.reaching)
    if own:
        for registry in (before, after):
            reached |= {id for id, by in registry.reaching.items() if not own.isdisjoint(by)}
    listed = _differing(before.listed, after.listed)
    return tuple(sorted(own | reached | listed))


def _differing(old: Mapping[str, V], new: Mapping[str, V]) -> set[str]:
    """The keys whose values differ; values that are the same object are not looked into."""
    found = old.keys() ^ new.keys()
    for id in old.keys() & new.keys():
        was, now = old[id], new[id]
        if was is not now and was != now:
            found.add(id)
    return set(found)
