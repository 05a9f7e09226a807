"""What was printed and is mended or another now: whoever reads it on a wall is told whose it is.

Of what is told no longer, the old numbers are not told either.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fangxin.facts.document_number import numbers_in
from fangxin.facts.recourse import stands
from fangxin.facts.values import Decision, Failure, Merchant
from fangxin.view.view import View

_CERTIFICATE, _DOCUMENT = "certificate", "document"


def former(merchant: Merchant, field: str, now: str | None, as_of: date) -> tuple[str, ...]:
    """What stood in ``field`` before, oldest first, so that a search for the old one finds it."""
    values = [
        change.before
        for change in sorted(merchant.changes, key=lambda change: (change.date, change.id))
        if change.field == field and stands(change, as_of) and change.acts <= as_of
        if not change.mistaken
    ]
    return tuple(dict.fromkeys(value for value in values if value and value != now))


def former_certificates(merchant: Merchant, as_of: date) -> Iterator[str]:
    """The numbers that stood on certificates, in the order of the decisions."""
    for decision in merchant.decisions:
        for one in decision.corrected if stands(decision, as_of) else ():
            if one.key == _CERTIFICATE and one.date <= as_of and decision.acts <= as_of:
                yield one.before


def former_documents(merchant: Merchant, view: View) -> Iterator[str]:
    """The numbers of documents that facts were said to rest on, where the view tells the mending;
    of what stood there the numbers alone."""
    told = {one.id: one.mended for one in view.failures}
    told |= {one.id: one.mended for one in view.decisions}
    facts: tuple[Failure | Decision, ...] = (*merchant.failures, *merchant.decisions)
    for fact in facts:
        for one in fact.corrected:
            if one.key.endswith(_DOCUMENT) and (one.date, one.key) in told.get(fact.id, ()):
                yield from map(str, numbers_in(one.before))
