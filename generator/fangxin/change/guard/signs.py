"""Signs that a push adds go to shops that are recognised, and new numbers are nobody else's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from fangxin.base.problem import Problem
from fangxin.change.guard.days import day_of
from fangxin.change.guard.facts import FactChange
from fangxin.change.guard.persons import approved
from fangxin.change.guard.push import Push
from fangxin.facts.naming_papers import names_a_document
from fangxin.registry.book import Book
from fangxin.registry.numbers import newly_taken
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
    registry, old = sources.registry, push.old.sources.registry
    book = Book((), registry.merchants, sources.programme, push.as_of, registry.facts)
    yield from newly_taken(old.merchants if old is not None else {}, book)


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
