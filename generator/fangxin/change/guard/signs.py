"""Signs that a push adds go to shops that are recognised, and new numbers are nobody else's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, islice

from fangxin.base.problem import Problem
from fangxin.change.guard.days import day_of
from fangxin.change.guard.facts import FactChange
from fangxin.change.guard.persons import approved
from fangxin.change.guard.push import Push
from fangxin.facts.naming_papers import names_a_document
from fangxin.facts.values import Merchant
from fangxin.registry.book import Book
from fangxin.registry.genuine import numbers_of
from fangxin.registry.numbers import clashes, shared, taken
from fangxin.registry.signs import unrecognised
from fangxin.registry.sources.reading import Sources
from fangxin.standing.signs import HELD
from fangxin.standing.standing import standing


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


def fates_are_not_back_dated(push: Push) -> Iterator[Problem]:
    """Nobody says alone and without a paper that the sign of a recognised shop was lost or came
    down before the last publication, which showed it in use."""
    if push.first:
        return
    for fact, key, told in said_gone_before(push.published, push.facts, push.new.sources):
        if not approved(push, fact.path):
            yield _back_dated(push, fact, key, told)


def said_gone_before(
    day: date, facts: Iterable[FactChange], sources: Sources
) -> Iterator[tuple[FactChange, str, date]]:
    """Signs of shops recognised on ``day`` that are said to be gone since before, without a paper:
    the key, and since when."""
    registry, programme = sources.registry, sources.programme
    if registry is None or programme is None:
        return
    for fact in facts:
        for key, told in _fates(fact):
            if told >= day or names_a_document(fact.written("lost.document") or ""):
                continue
            if fact.home in registry.merchants:
                status = standing(registry.facts(fact.home), programme.policy, day).status
                if status in HELD:
                    yield fact, key, told


def _fates(fact: FactChange) -> Iterator[tuple[str, date]]:
    """What is newly said of a sign that was there: the key, and since when."""
    for key in ("taken_down", "lost.date") if fact.sort == "signs" and fact.old else ():
        said = day_of(fact.written(key))
        if said is not None and fact.was(key) is None:
            yield key, said


def _back_dated(push: Push, fact: FactChange, key: str, told: date) -> Problem:
    return Problem(
        fact.place(key),
        "back-dated-sign",
        f"{fact.label} 写成 {told} 起就不在了，早于上次发布 {push.published}，那时网站说它在用："
        f"一个人空口不能倒填。请照登记的日子写 {push.as_of}；日子确实更早的，丢失的写上 "
        "lost.document（报案、登报的文号），或者请第二个人批准（fangxin approve）",
        f"{fact.label} is said to be gone since {told}, before the last publication, "
        f"{push.published}, which showed it in use; write the day it is entered, {push.as_of}, or, "
        "if it was earlier, lost.document with the number of a paper, or let a second person "
        "approve it (fangxin approve)",
    )


def _spelt(merchant: Merchant) -> Iterator[tuple[str, str, str]]:
    for key, number in numbers_of(merchant):
        yield merchant.id, key.partition(".")[0], number
