"""严重违法失信 on pages: what is republished of a listing on a day, and on whose page.

Detail leaves on its day (信用修复): after it a listing is a line without name, cause or document,
and a merchant's page no longer mentions it. A mistake stays visible, without what it said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day

from fangxin.facts.recourse import Rewording, mended_by, void_of
from fangxin.facts.registers.dishonest import DISHONEST
from fangxin.facts.registers.rows import Listing, Restriction
from fangxin.registry.registry import Registry

CURRENT, ENDED, REPAIRED, VOID = "current", "ended", "repaired", "void"


@dataclass(frozen=True, slots=True)
class ListingView:
    """A listing as the public may read it on a day. ``name`` and all below it are None or empty
    once the detail is gone. ``state``: current, ended, repaired or void."""

    id: str
    state: str
    begins: Day
    recorded: Day
    left: Day | None = None  # the day from which it no longer holds
    operator: bool = False  # on a merchant's page: it names not the shop, but who runs it
    void_reason: str | None = None
    name: str | None = None
    uscc: str | None = None
    authority: str | None = None
    basis: str | None = None
    document: str | None = None
    summary: str | None = None
    ends: Day | None = None
    police: Day | None = None
    representative: bool = False
    restrictions: tuple[Restriction, ...] = ()
    mended: tuple[Rewording, ...] = ()

    @property
    def detailed(self) -> bool:
        """Whether its detail is public."""
        return self.authority is not None


def listing_view(row: Listing, as_of: Day, operator: bool = False) -> ListingView | None:
    """``row`` as it is public on ``as_of``; None before it was recorded."""
    if row.recorded > as_of:
        return None
    void = void_of(row, as_of)
    if void is not None:
        return ListingView(
            row.id,
            VOID,
            row.begins,
            row.recorded,
            left=void.date,
            operator=operator,
            void_reason=void.reason,
            name=row.name,
            mended=mended_by(row.corrected, as_of, DISHONEST.detail),
        )
    state, left = row.left_by(as_of) or (CURRENT, None)
    if not row.is_detailed(as_of):
        return ListingView(row.id, state, row.begins, row.recorded, left=left, operator=operator)
    return ListingView(
        row.id,
        state,
        row.begins,
        row.recorded,
        left=left,
        operator=operator,
        name=row.name,
        uscc=row.subject.uscc,
        authority=row.authority,
        basis=row.basis,
        document=row.document,
        summary=row.summary,
        ends=row.ends,
        police=row.police if row.police and row.police <= as_of else None,
        representative=row.representative,
        restrictions=row.restrictions,
        mended=mended_by(row.corrected, as_of),
    )


def listings_of(id: str, registry: Registry, as_of: Day) -> tuple[ListingView, ...]:
    """Those that the page of merchant ``id`` shows, newest first: current ones whose detail is
    public, and mistakes."""
    found = [listing_view(one.listing, as_of, one.operator) for one in registry.listed.get(id, ())]
    shown = [view for view in found if view is not None and (view.detailed or view.state == VOID)]
    return tuple(sorted(shown, key=lambda view: (view.begins, view.id), reverse=True))
