"""What a change writes onto a merchant's page by itself: words and values that rest on no document.

Whatever a page says is sorted here, or asks for its papers elsewhere: what calls a merchant by a
standing or says the contrary of the registry is refused; a reply, a review and a promise of money
say whence they come; all of it is told at the top of the report and wants a second person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fangxin.base.problem import Place
from fangxin.facts.naming_papers import names_a_document
from fangxin.facts.record.table import MERCHANT
from fangxin.facts.record.texts import label_of
from fangxin.facts.values import Merchant
from fangxin.registry.book import place_of
from fangxin.registry.registry import Registry

CERTIFICATION = "certification"
# Texts and values of facts that may be added without a paper of their own. What ends or lifts a
# sanction, what takes a recognition away and what is mended has rules of its own.
SAID: Mapping[str, tuple[str, ...]] = {
    "decisions": ("summary", "reply", "certificate", "successor"),
    "failures": ("summary", "reply"),
    "follow_up": ("reply",),
    "commitments": ("kind", "limit", "summary", "until"),
    "reviews": ("outcome", "summary"),
    "honours": ("name", "by", "until"),
    "signs": ("place",),
}
# What tells of a merchant what somebody else has found or what it has said itself.
TOLD_BY = ("decisions", "failures", "follow_up", "reviews")
# Of the record itself: any other word or value, and those that are filled in where none was.
ANEW = ("name_en", "inside")
FILLED = (
    "town",
    "uscc",
    "address",
    "catering_grade",
    "kitchen",
    "scenic_level",
    "opened",
    "pledge",
)
_NAMES = ("id", "fact", "number", "kind", "name")
CALLED = ("name_en", "platform", "platform_shop")  # and what is called so in a fact:
CALLED_IN: Mapping[str, tuple[str, ...]] = {"honours": ("name", "by"), "signs": ("place",)}


@dataclass(frozen=True, slots=True)
class WordedValue:
    """One text or value that is new on a merchant's page. ``fact``: the one it stands in, as NEW
    has it; ``where``: its dotted place in the record; ``fresh``: whether the fact is new too."""

    merchant: Merchant
    where: str
    sort: str
    key: str
    said: str
    was: str | None = None
    fact: Any = None
    fresh: bool = False

    @property
    def place(self) -> Place:
        """Where it stands, or the nearest that does."""
        return place_of(self.merchant, self.where)

    @property
    def name(self) -> str:
        """What the fact is called; nothing for the record itself."""
        names = (getattr(self.fact, key, None) for key in _NAMES)
        return next((str(one) for one in names if one), "")

    @property
    def labels(self) -> tuple[str, str]:
        """What the key is called, in Chinese and English."""
        if self.sort:
            return label_of(self.sort, self.key)
        spec = MERCHANT.table[self.key]
        return spec.zh, spec.en

    @property
    def is_founded(self) -> bool:
        """Whether it came with a document that can be asked for: one of a fact that is new; who
        adds words to what was published adds them by himself, and a reply is the merchant's. A
        sign is issued by the rules of signs."""
        if self.sort == "signs":
            return self.fresh
        paper = getattr(self.fact, "document", None)
        return self.fresh and self.key != "reply" and names_a_document(paper)

    @property
    def wants_two(self) -> bool:
        """Whether somebody else must read it. That a review was passed is told, and no more; so is
        a reply, which is quoted with the day of the merchant's letter."""
        alone = self.key == "reply" or (self.sort == "reviews" and self.said == "passed")
        return self.is_told and not alone

    @property
    def is_told(self) -> bool:
        """Whether it is told first of all: it rests on no document, and is no way to reach the
        merchant, which is told by itself."""
        return not self.is_founded and (bool(self.sort) or self.key in (*ANEW, *FILLED))

    @property
    def calls(self) -> bool:
        """Whether the merchant, or something of it, is called so."""
        return self.key in (CALLED_IN.get(self.sort, ()) if self.sort else CALLED)


def worded(before: Registry, after: Registry) -> Iterator[WordedValue]:
    """Everything of published merchants that is new and may rest on no document; of new merchants,
    who come by a decision, what they are called and what is said of them by others."""
    for id, new in after.merchants.items():
        old = before.merchants.get(id)
        if old == new:
            continue
        taken_over = any(one.imported for one in new.decisions)
        for one in (*_of_record(old, new), *_of_facts(old, new)):
            if old is not None or one.calls or (one.sort in TOLD_BY and not taken_over):
                yield one


def unpapered(before: Registry, after: Registry) -> Iterator[WordedValue]:
    """Those of published merchants that rest on no document."""
    for one in worded(before, after):
        if one.merchant.id in before.merchants and one.is_told:
            yield one


def _of_record(old: Merchant | None, new: Merchant) -> Iterator[WordedValue]:
    for key in dict.fromkeys((*CALLED, *ANEW, *FILLED)):
        was, now = getattr(old, key, None), getattr(new, key)
        filled = was is None and now is not None and not _entered(old, new, key)
        if was != now and (filled or key not in FILLED):
            yield WordedValue(new, key, "", key, _text(now), _text(was) if was else None)


def _entered(old: Merchant | None, new: Merchant, key: str) -> bool:
    """Whether what is filled in leaves an entry, which names its document."""
    known = {one.id for one in old.changes} if old is not None else set()
    return any(one.field == key and one.id not in known for one in new.changes)


def _of_facts(old: Merchant | None, new: Merchant) -> Iterator[WordedValue]:
    for sort, keys in SAID.items():
        facts = [one for one in getattr(new, sort) if getattr(one, "register", None) is None]
        olds = getattr(old, sort) if old is not None else ()
        for at, (fact, was) in enumerate(_beside(facts, olds)):
            where = f"{CERTIFICATION}.{sort}" if sort == "decisions" else sort
            for key in keys if fact != was else ():
                now = getattr(fact, key)
                if now is not None and getattr(was, key, None) is None:
                    there = f"{where}.{at}.{key}"
                    yield WordedValue(
                        new, there, sort, key, _text(now), fact=fact, fresh=was is None
                    )


def _beside(news: Sequence[Any], olds: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Each fact with what it was: the equal one, or else one of the same name and beginning."""
    left: dict[tuple[object, ...], list[Any]] = defaultdict(list)
    same = list(olds)
    for one in olds:
        left[_known_by(one)].append(one)
    for one in news:
        if one in same:
            same.remove(one)
            left[_known_by(one)].remove(one)
    for one in news:
        if one in olds:
            yield one, one
        else:
            found = left[_known_by(one)]
            yield one, found.pop(0) if found else None


def _known_by(fact: Any) -> tuple[object, ...]:
    """What stays the same of a fact: its id, or what it promises, from when and up to how much."""
    for keys in (("id",), ("fact",), ("number",), ("kind", "since", "limit"), ("name", "granted")):
        if all(hasattr(fact, key) for key in keys):
            return tuple(getattr(fact, key) for key in keys)
    return ()


def _text(value: object) -> str:
    if value is None:
        return ""
    signed = getattr(value, "signed", None)
    return str(signed) if signed is not None else " ".join(str(value).split())
