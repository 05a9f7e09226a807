"""A merchant as the registry knew it on an earlier day: what it has come by since is not there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fangxin.facts.values import Act, Decision, Failure, Merchant
from fangxin.standing.knowledge import upheld_known


def known_on(merchant: Merchant, day: date) -> Merchant | None:
    """The merchant with the names, codes, decisions and signs that it had by then; None where
    nothing was recorded of it, or its recognition came back since. Since when it has its website,
    shop and telephone nobody writes down: it has none."""
    decisions = tuple(one for one in merchant.decisions if one.recorded <= day)
    failures = tuple(one for one in merchant.failures if one.recorded <= day)
    signs = tuple(one for one in merchant.signs if one.issued <= day)
    changes = tuple(one for one in merchant.changes if one.acts <= day)
    if not (decisions or failures or signs or changes) or _rose_since(merchant, day):
        return None
    known = replace(
        merchant,
        decisions=decisions,
        failures=failures,
        signs=signs,
        changes=changes,
        website=None,
        platform_shop=None,
        service_phone=None,
    )
    for change in sorted(merchant.changes, key=lambda one: one.acts, reverse=True):
        if change.acts > day and change.before and change.field == "name":
            known = replace(known, name=change.before)
        if change.acts > day and change.field == "uscc":
            known = replace(known, uscc=change.before)
    return known


def _rose_since(merchant: Merchant, day: date) -> bool:
    """Whether something was undone or decided after ``day`` by which it may be recognised."""
    facts: tuple[Failure | Decision, ...] = (*merchant.failures, *merchant.decisions)
    undone = any(
        (upheld_known(one) or day) > day or (one.void is not None and one.void.date > day)
        for one in facts
    )
    acts = {one.act for one in merchant.decisions if one.recorded > day}
    return undone or not acts.isdisjoint({Act.CERTIFIED, Act.REINSTATED})
