"""What a diff tells of a row is what pages show of it on that day, nothing that has left them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fangxin.facts.registers.dishonest import DISHONEST
from fangxin.facts.registers.misuse import MISUSES, OUTCOMES
from fangxin.facts.registers.rows import Listing, Misuse
from fangxin.facts.values import Void
from fangxin.view.listings import VOID, listing_view
from fangxin.view.misuse import misuse_views
from tests.support.registers import programme
from tests.support.republished import LISTING, MISUSE

POLICY = programme().policy
FROM = date(2026, 2, 27)
days = st.integers(0, 400).map(lambda n: FROM + timedelta(days=n))
maybe = st.none() | days


@st.composite
def listings(draw: st.DrawFn) -> Listing:
    """A listing that ran out, was repaired or declared void, or was none of these."""
    void = draw(st.none() | days.map(lambda day: Void(day, "写错")))
    dated: dict[str, Any] = {
        key: draw(maybe)
        for key in ("ends", "repaired", "repaired_recorded", "police", "publication_ends")
    }
    if dated["repaired"] is None:
        dated["repaired_recorded"] = None
    return replace(LISTING, recorded=draw(days), void=void, **dated)


@st.composite
def reports(draw: st.DrawFn) -> Misuse:
    """A report of misuse that waits, was handled one way or another, or was a mistake."""
    handled = draw(maybe)
    outcome = draw(st.sampled_from(sorted(OUTCOMES))) if handled else None
    void = draw(st.none() | days.map(lambda day: Void(day, "写错")))
    return replace(MISUSE, recorded=draw(days), handled=handled, outcome=outcome, void=void)


@given(listings(), days)
def test_a_listing_is_told_as_it_is_shown(row: Listing, day: date) -> None:
    """From the same day on, with the same detail, and as long; of a mistake the name alone."""
    view, shown = listing_view(row, day), DISHONEST.shown(row, POLICY, day)
    assert (view is None) == (shown is None)
    if view is None or shown is None:
        return
    for key in shown.keys:
        attr = DISHONEST.row.table[key].attr or key
        assert getattr(view, attr) == getattr(row, attr), key
    detail = {"authority", "law", "document", "summary", "until"}
    assert (detail <= {*shown.keys}) == view.detailed == bool(detail & {*shown.keys})
    assert (shown.title or None) == view.name
    left = None if view.state == VOID else view.left
    assert shown.more.get("移出") == (left.isoformat() if left else None)


@given(reports(), days)
def test_a_report_is_told_as_it_is_shown(row: Misuse, day: date) -> None:
    """Nobody is accused by a mistake, or by what was found to be no misuse."""
    views, shown = misuse_views([row], POLICY, day), MISUSES.shown(row, POLICY, day)
    assert len(views) == (shown is not None)
    for view in views:
        assert shown is not None
        assert ("note" in shown.keys) == view.known == (row.value in shown.title)
        assert ("handled" in shown.keys) == ("outcome" in shown.keys) == (view.handled is not None)
