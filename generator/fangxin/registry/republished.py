"""Listings of other authorities beside the merchants of the registry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from fangxin.base.dates import add_days
from fangxin.base.problem import Problem
from fangxin.facts.registers.dishonest import DISHONEST, KIND
from fangxin.facts.registers.linking import linked
from fangxin.facts.registers.rows import Listing, Registers
from fangxin.facts.values import Merchant, Status
from fangxin.registry.book import Book
from fangxin.standing.standing import standing

Codes = Callable[[Merchant], frozenset[str]]  # the credit codes of a merchant, former ones too
RunBy = Callable[[Merchant, date], frozenset[str]]  # those of whoever ran it on a day


@dataclass(frozen=True, slots=True)
class Reach:
    """A listing that a merchant's page shows. ``operator``: it names not this shop, but whoever
    runs it."""

    listing: Listing
    operator: bool


def reaches(
    registers: Registers,
    merchants: Mapping[str, Merchant],
    codes: Codes,
    run_by: RunBy | None = None,
) -> dict[str, tuple[Reach, ...]]:
    """Merchant ID → the listings that concern it: its own, and its operator's by credit code.
    ``run_by``: the codes of a merchant's operator on a day, where it may have had several."""
    links = linked(registers, merchants)
    shops: dict[str, list[str]] = defaultdict(list)
    for merchant in merchants.values() if registers.of(DISHONEST) else ():
        for code in codes(merchant):
            shops[code].append(merchant.id)
    found: dict[str, list[Reach]] = defaultdict(list)
    for listing in registers.of(DISHONEST):
        own = links.get(listing.id)
        if own:
            found[own].append(Reach(listing, operator=False))
        named = _named(listing, merchants.get(own or ""), run_by)
        for id in sorted({id for code in named for id in shops.get(code, ())} - {own}):
            if run_by is None or _concerns(listing, named, merchants[id], run_by):
                found[id].append(Reach(listing, operator=True))
    return {id: tuple(found[id]) for id in sorted(found)}


def _named(listing: Listing, shop: Merchant | None, run_by: RunBy | None) -> frozenset[str]:
    """The credit codes of whoever is listed: as it says, or those of the shop that it names."""
    if listing.subject.uscc is not None or shop is None:
        return frozenset(filter(None, [listing.subject.uscc]))
    if run_by is None:
        return frozenset(filter(None, [shop.uscc]))
    return run_by(shop, listing.recorded)


def _concerns(listing: Listing, named: frozenset[str], shop: Merchant, run_by: RunBy) -> bool:
    """Whether the operator of a shop is the listed one, now or when the listing was recorded: not
    one that sold the shop before."""
    return any(named & run_by(shop, day) for day in (listing.recorded, date.max))


def operators_are_acted_on(
    book: Book, registers: Registers, reach: Mapping[str, tuple[Reach, ...]]
) -> Iterator[Problem]:
    """Where the policy counts listings, none names only the operator of a certified shop: the page
    would show both, for only a row that names a shop moves it."""
    links = linked(registers, book.merchants)
    policy = book.programme.policy
    for id, found in reach.items():
        for listing in (one.listing for one in found):
            counts = KIND in policy.on(listing.recorded).kinds
            if not counts or listing.id in links or not _runs(listing, book):
                continue
            if standing(book.facts(id), policy, book.today).status is Status.CERTIFIED:
                yield Problem(
                    listing.place,
                    "listed-but-certified",
                    f"{listing.id}：只写了信用代码，名下的 {id} 仍然认定有效，"
                    "它的页面会同时显示名单；核实后请把这一行 void（写明文号），另记一行写明 "
                    "merchant（商户编号），recorded 写登记的当天，从那天按规则处理",
                    f"{listing.id}: it names the credit code alone, and {id} of that operator is "
                    "still certified, so that its page shows both; once verified, declare this row "
                    "void by a document and write a new one with merchant (the ID), recorded on "
                    "the day it is entered, from which the policy acts",
                    "warning",
                )


def _runs(listing: Listing, book: Book) -> bool:
    """Whether the listing is in force on the last day that counts."""
    over = [day for day in (listing.lifted, listing.void and listing.void.date) if day]
    if listing.ends is not None:
        over.append(add_days(listing.ends, 1))
    return listing.recorded <= book.today and all(day > book.today for day in over)
