"""Signs that a push adds go to shops that are recognised, and new numbers are nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from fangxin.base.problem import Problem
from fangxin.change.guard.push import Push
from fangxin.facts.values import Merchant
from fangxin.registry.book import Book
from fangxin.registry.genuine import numbers_of
from fangxin.registry.numbers import clashes, shared, taken
from fangxin.registry.signs import unrecognised


def signs_go_to_recognised_shops(push: Push) -> Iterator[Problem]:
    """No new sign is issued to a shop that is neither recognised nor suspended on that day."""
    sources = push.new.sources
    if push.first or sources.registry is None or sources.programme is None:
        return
    added = {(f.home, f.name) for f in push.facts if f.sort == "signs" and f.old is None}
    for id in sorted({home for home, _ in added} & sources.registry.merchants.keys()):
        merchant, facts = sources.registry.merchants[id], sources.registry.facts(id)
        for index, sign in enumerate(merchant.signs):
            if (id, sign.number) in added and sign.void is None:
                policy = sources.programme.policy
                yield from unrecognised(merchant, index, sign, facts, policy, "error")


def numbers_are_free(push: Push) -> Iterator[Problem]:
    """No number that a push adds, of whatever kind, is another merchant's."""
    sources = push.new.sources
    if push.first or sources.registry is None or sources.programme is None:
        return
    there, programme = sources.registry.merchants, sources.programme
    old = push.old.sources.registry
    known = (
        frozenset(chain.from_iterable(_spelt(one) for one in old.merchants.values())) if old else ()
    )
    book = Book((), there, programme, push.as_of, sources.registry.facts)
    for those in shared(book):
        new = [one for one in those if (one.merchant.id, one.kind, one.number) not in known]
        pairs = ((one, other) for one in reversed(new) for other in those if clashes(other, one))
        for one, other in islice(pairs, 1):
            yield taken(one, other, "error")


def _spelt(merchant: Merchant) -> Iterator[tuple[str, str, str]]:
    for key, number in numbers_of(merchant):
        yield merchant.id, key.partition(".")[0], number
