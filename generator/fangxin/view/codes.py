"""Every code that a merchant's own files print, besides its ID: what a shopper may read off a sign,
a certificate or a page and type in to ask whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fangxin.standing.signs import SignState
from fangxin.view.view import View

VALID, VOIDED = SignState.VALID.value, SignState.VOID.value
# What became of a sign, in the words of the search: code → Chinese, English. Only a sign in use is
# as good as its shop; every other number is answered with what became of it.
SIGN_STATES: Mapping[str, tuple[str, str]] = {
    VALID: ("在用", "in use"),
    SignState.DUE.value: ("认定已经结束，应当摘下", "to come down: the recognition has ended"),
    SignState.OVERDUE.value: ("认定已经结束，逾期没有摘下", "overdue: it should have come down"),
    SignState.LOST.value: ("已经丢失或被盗，不应再挂", "lost or stolen: it proves nothing"),
    SignState.TAKEN_DOWN.value: ("已经摘下，不应再挂", "taken down: it should hang nowhere"),
    SignState.REPLACED.value: ("已经换成新标牌，不应再挂", "replaced: it should hang nowhere"),
    SignState.VOID.value: ("已经作废，不应再挂", "void: it should hang nowhere"),
}


@dataclass(frozen=True, slots=True)
class Codes:
    """What one merchant is asked for by, besides ID, present certificate and credit code."""

    signs: tuple[tuple[str, str], ...] = ()  # number, a key of SIGN_STATES; oldest first
    certificates: tuple[str, ...] = ()  # former ones
    usccs: tuple[str, ...] = ()  # former ones
    website: str = ""
    shop: str = ""  # its number on a platform
    place: str = ""  # the public address below the town
    documents: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()  # ids of register rows that its page tells
    shops: tuple[str, ...] = ()  # former numbers on a platform
    websites: tuple[str, ...] = ()  # former ones: a stranger may have them now


def codes_of(view: View) -> Codes:
    """The codes of one merchant, each once."""
    given = (one.certificate for one in reversed(view.decisions))
    certificates = dict.fromkeys((*given, *view.former_certificates))
    return Codes(
        signs=tuple((sign.number, sign.state.value) for sign in view.signs),
        certificates=tuple(one for one in certificates if one and one != view.certificate),
        usccs=view.former_usccs,
        website=view.website or "",
        shop=view.platform_shop or "",
        place=_below_town(view.address or "", view.town or ""),
        documents=tuple(sorted({one for one in _documents(view) if one})),
        rows=tuple(sorted(set(_rows(view)))),
        shops=view.former_shops,
        websites=view.former_websites,
    )


def _below_town(address: str, town: str) -> str:
    """The part of an address that no list of towns says already."""
    return address.partition(town)[2] if town and town in address else address


def _documents(view: View) -> Iterator[str | None]:
    yield view.document
    yield from (one.document for one in view.decisions)
    yield from (one.document for one in view.failures)
    yield from (one.final_document for one in view.failures)
    yield from (one.document for one in view.changes)
    yield from (one.document for one in view.listings)
    yield from view.former_documents


def _rows(view: View) -> Iterator[str]:
    yield from (one.id for one in view.failures if one.source)
    yield from (one.id for one in view.listings)
