"""Changes and objections as the public may read them: that there was one, and how it ended.

What stood before a change may be a home, and who objected is nobody's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fangxin.facts.recourse import void_of
from fangxin.facts.values import Facts, Merchant
from fangxin.view.view import ChangeView, ObjectionView


def changes(merchant: Merchant, as_of: date) -> Iterator[ChangeView]:
    """Those that act on ``as_of``."""
    for one in merchant.changes:
        if one.acts <= as_of:
            void = void_of(one, as_of)
            yield ChangeView(
                id=one.id,
                field=one.field,
                date=one.date,
                document=one.document,
                recorded=one.recorded,
                continues=one.continues,
                void_date=void.date if void else None,
                void_reason=void.reason if void else None,
                mistaken=one.mistaken,
            )


def objections(facts: Facts, as_of: date) -> Iterator[ObjectionView]:
    """Those of ``facts``, which are known on ``as_of``; the answer where there is one."""
    for one in facts.objections:
        void, answered = void_of(one, as_of), one.decided is not None
        yield ObjectionView(
            id=one.id,
            filed=one.filed,
            outcome=one.outcome,
            decided=one.decided,
            recorded=one.recorded if answered else None,
            document=one.document if answered else None,
            void_date=void.date if void else None,
            void_reason=void.reason if void else None,
        )
