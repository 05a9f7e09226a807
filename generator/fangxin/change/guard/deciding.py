"""What a new decision must carry and keep, whoever writes it and by which way it comes in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from fangxin.base.problem import Problem
from fangxin.change.guard.facts import FactChange, dig
from fangxin.change.guard.push import Push
from fangxin.facts.demands import DEMANDS, in_words, lacking
from fangxin.facts.values import Act
from fangxin.registry.book import Book
from fangxin.registry.criteria import certification_problems
from fangxin.registry.offices import doubts_of
from fangxin.registry.policy import short_publicity
from fangxin.text.yaml.reading import Seq, Text


def decisions_are_founded(push: Push) -> Iterator[Problem]:
    """A decision that is new says what its kind must say; a certification that is taken over from
    an older register says what that said."""
    for fact in push.facts if not push.first else ():
        act = _act(fact)
        taken_over = act is Act.CERTIFIED and fact.written("imported") == "true"
        if act is None or fact.old is not None or taken_over:
            continue
        missing = lacking(act, partial(_said, fact))
        if missing:
            yield _unfounded(fact, act, in_words(missing, partial(_said, fact)))


def certifications_keep_criteria(push: Push) -> Iterator[Problem]:
    """A certification that is new keeps the criteria of the day on which it acts here, whether it
    was decided or taken over, with checks that are young enough."""
    book, registry = _book(push), push.new.sources.registry
    if book is None or registry is None:
        return
    for fact in push.facts:
        shop = book.merchants.get(fact.home)
        if shop is None or _act(fact) is not Act.CERTIFIED or fact.old is not None:
            continue
        decision = next((one for one in shop.decisions if one.id == fact.name), None)
        counts = decision is not None and decision.void is None
        if decision is not None and counts and shop.category in book.programme.categories:
            listed = registry.listed.get(shop.id, ())
            yield from certification_problems(book, shop, decision, listed)


def publicities_are_long_enough(push: Push) -> Iterator[Problem]:
    """A publicity that is new is warned of when it is shorter than the policy asks: a decision of
    Friday that is pushed on Monday has lost days."""
    book = _book(push)
    for fact in push.facts if book is not None else ():
        shop = book.merchants.get(fact.home) if book is not None else None
        if book is None or shop is None or _act(fact) is not Act.PUBLICISED or fact.old is not None:
            continue
        for decision in shop.decisions:
            if decision.id == fact.name:
                yield from short_publicity(shop, decision, book.programme.policy)


def offices_are_named_truly(push: Push) -> Iterator[Problem]:
    """An office that is newly named as finding, deciding or checking is that of the paper, and who
    found something does not answer the appeal."""
    book = _book(push)
    if book is None:
        return
    facts = {(fact.home, fact.sort, fact.name): fact for fact in push.facts}
    for id in sorted({id for id, _, _ in facts} & book.merchants.keys()):
        for named, problem in doubts_of(book.merchants[id], book):
            fact = facts.get((id, named.sort, named.name))
            if fact is not None and fact.was(named.key) != fact.written(named.key):
                yield problem


def _book(push: Push) -> Book | None:
    """The registry of NEW as its checks look at it; None where nothing was there before."""
    programme, registry = push.new.sources.programme, push.new.sources.registry
    if push.first or programme is None or registry is None:
        return None
    everyone = registry.merchants
    return Book(tuple(everyone.values()), everyone, programme, push.as_of, registry.facts)


def _act(fact: FactChange) -> Act | None:
    """Which decision a fact of the push is; None for anything else."""
    word = fact.written("status") if fact.sort == "decisions" else None
    return Act(word) if word in {act.value for act in Act} else None


def _said(fact: FactChange, key: str) -> str | None:
    """The text under a key, of a list its items."""
    node = dig(fact.new.node, key) if fact.new is not None else None
    if type(node) is Seq:
        return " ".join(item.value for item in node.items if type(item) is Text)
    return fact.written(key)


def _unfounded(fact: FactChange, act: Act, words: tuple[str, str]) -> Problem:
    zh, en = words
    return Problem(
        fact.place("status"),
        "unfounded-decision",
        f"{fact.label}（{act}）须写明凭哪份文书、为什么（{DEMANDS[act].zh}）：{zh}。请照文书补上",
        f"{fact.label} ({act}) must say by which document and why ({DEMANDS[act].en}): {en}; "
        "add them from the document",
    )
