"""A merchant as the registry knew it on an earlier day: what it has come by since is not there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fangxin.facts.values import Merchant


def known_on(merchant: Merchant, day: date) -> Merchant | None:
    """The merchant with the names, codes, decisions and signs that it had by then; None where
    nothing was recorded of it. Since when it has its website, shop and telephone nobody writes
    down: it has none."""
    decisions = tuple(one for one in merchant.decisions if one.recorded <= day)
    failures = tuple(one for one in merchant.failures if one.recorded <= day)
    signs = tuple(one for one in merchant.signs if one.issued <= day)
    changes = tuple(one for one in merchant.changes if one.acts <= day)
    if not (decisions or failures or signs or changes):
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
