"""严重违法失信 on pages: what is republished of a listing on a day, and on whose page.

Detail leaves on its day (信用修复): after it a listing is a line without name, cause or document,
and a merchant's page no longer mentions it. A mistake stays visible, without what it said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day

from fangxin.base.dates import add_days
from fangxin.facts.recourse import Rewording, mended_by, void_of
from fangxin.facts.registers.mended import ROW_TEXTS
from fangxin.facts.registers.rows import Listing, Restriction
from fangxin.registry import Registry

CURRENT, ENDED, REPAIRED, VOID = "current", "ended", "repaired", "void"


_OF_DETAIL = [key for key in ROW_TEXTS["dishonest"] if not key.startswith("void.")]


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
            mended=mended_by(row.corrected, as_of, _OF_DETAIL),
        )
    state, left = _state(row, as_of)
    if row.last_shown is not None and row.last_shown < as_of:
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


def _state(row: Listing, as_of: Day) -> tuple[str, Day | None]:
    """What has become of it by ``as_of``, and since when it no longer holds."""
    if row.lifted is not None and row.lifted <= as_of:
        return REPAIRED, row.repaired
    if row.ends is not None and row.ends < as_of:
        return ENDED, add_days(row.ends, 1)
    return CURRENT, None


def listings_of(id: str, registry: Registry, as_of: Day) -> tuple[ListingView, ...]:
    """Those that the page of merchant ``id`` shows, newest first: current ones whose detail is
    public, and mistakes."""
    found = [listing_view(one.listing, as_of, one.operator) for one in registry.listed.get(id, ())]
    shown = [view for view in found if view is not None and (view.detailed or view.state == VOID)]
    return tuple(sorted(shown, key=lambda view: (view.begins, view.id), reverse=True))
