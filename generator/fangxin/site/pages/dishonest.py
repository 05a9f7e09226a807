"""严重违法失信名单: /dishonest/, what other authorities decided and we republish."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from fangxin.facts.registers.dishonest import DISHONEST, KIND
from fangxin.site.render import Renderer
from fangxin.view.catalogue import Catalogue, Entry
from fangxin.view.listings import CURRENT, VOID, ListingView, listing_view


def dishonest_pages(catalogue: Catalogue, renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """The page of the list: path below the output, bytes."""
    found = [listing_view(row, catalogue.as_of) for row in catalogue.registers.of(DISHONEST)]
    views = sorted(
        (view for view in found if view is not None),
        key=lambda view: (view.left or view.begins, view.id),
        reverse=True,
    )
    shops = _shops(catalogue.entries)
    open_now = [view for view in views if view.state == CURRENT and view.detailed]
    kinds = renderer.programme.policy.on(catalogue.as_of).kinds
    yield (
        "dishonest/index.html",
        renderer.page(
            "dishonest.html",
            police=[(view, shops[view.id]) for view in open_now if view.police],
            current=[(view, shops[view.id]) for view in open_now if not view.police],
            withheld=[view for view in views if view.state == CURRENT and not view.detailed],
            gone=[view for view in views if view.state not in (CURRENT, VOID)],
            mistakes=[(view, shops[view.id]) for view in views if view.state == VOID],
            kind=kinds.get(KIND),
        ),
    )


def _shops(entries: Iterable[Entry]) -> defaultdict[str, list[Entry]]:
    """Listing → the merchants on whose pages it stands."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for view in entry.listings:
            found[view.id].append(entry)
    return found


def listings_at(entries: Iterable[Entry]) -> tuple[ListingView, ...]:
    """The listings on the pages of these merchants, each once, newest first; one that names a shop
    is not told as naming the operator alone."""
    found: dict[str, ListingView] = {}
    for entry in entries:
        for view in entry.listings:
            if view.id not in found or not view.operator:
                found[view.id] = view
    return tuple(sorted(found.values(), key=lambda view: (view.begins, view.id), reverse=True))
