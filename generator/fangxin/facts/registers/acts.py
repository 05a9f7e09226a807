"""Acts and their witnesses: where a record or a register says that something went wrong.

An act is one object. A failure of a record, a row of a register and a listing may all be told of
it; those of one register that share a document, or that repeat one complaint, are witnesses of one
act, and everything else that shares a document is the same act entered twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date as Day  # fields named ``date`` would hide the type
from typing import Any

from fangxin.base.problem import Place
from fangxin.facts.document_number import act_keys
from fangxin.facts.recourse import first_words
from fangxin.facts.registers.register import Register
from fangxin.facts.values import Failure, Merchant


@dataclass(frozen=True, slots=True)
class Witness:
    """One entry about a merchant that rests on a document. ``register``: the name of the register
    it stands in, None for the record; ``failure``: whether it is a failure of the merchant;
    ``paper``: the document as it was first written, where its number was mended."""

    id: str
    document: str
    date: Day
    recorded: Day
    place: Place
    register: str | None = None
    failure: bool = True
    distinct_from: tuple[str, ...] = ()
    paper: str | None = None

    @property
    def where(self) -> str:
        """Id and place, day and document, to be found again: "F1（….yml:12，2026-03-05，…）"."""
        line = f"{self.place.path}:{self.place.line}"
        before = f"，更正前 {self.paper}" if self.paper not in (None, self.document) else ""
        return f"{self.id}（{line}，{self.date}，{self.document}{before}）"

    @property
    def keys(self) -> frozenset[str]:
        """What the act is compared by: windows go by the first words, whatever was mended."""
        return act_keys(self.document, self.date) | act_keys(self.paper or self.document, self.date)

    @property
    def order(self) -> tuple[object, ...]:
        """In the order in which they were recorded; on one day the record goes first."""
        return self.recorded, self.register or "", self.place

    def apart_from(self, others: Iterable[Witness]) -> bool:
        """Whether one of them says that they are two acts."""
        return any(
            other.id in self.distinct_from or self.id in other.distinct_from for other in others
        )


def own_witnesses(merchant: Merchant) -> list[Witness]:
    """Those of its record that count, as far as they name a document."""
    own = [failure for failure in merchant.failures if failure.register is None]
    return [
        Witness(
            failure.id,
            failure.document,
            failure.date,
            failure.recorded,
            place_in_record(merchant, index),
            distinct_from=failure.distinct_from,
            paper=failure.paper,
        )
        for index, failure in enumerate(own)
        if failure.document is not None and failure.void is None
    ]


def place_in_record(merchant: Merchant, index: int) -> Place:
    """Where the failure stands that is the one at ``index`` in the record."""
    return merchant.places.get(f"failures.{index}", Place(merchant.path))


def row_witness(register: Register[Any], row: Any, merchant: Merchant) -> Witness | None:
    """A row about the merchant; None where it names no document or is void."""
    document = getattr(row, "document", None)
    if document is None or row.void is not None:
        return None
    day = register.day_of(row)
    return Witness(
        row.id,
        document,
        day,
        getattr(row, "recorded", None) or day,
        row.place,
        register.name,
        any(one.id == row.id and one.register is not None for one in merchant.failures),
        paper=first_words(row.corrected, "document", document),
    )


def as_acts(failures: tuple[Failure, ...]) -> tuple[Failure, ...]:
    """The failures of a merchant, those that windows count once alike in ``counts_as``: connected
    by a dispute, by documents, one naming several of them, or because one says so."""
    groups = _Groups()
    standing = [failure for failure in failures if failure.void is None]
    by_id = {failure.id: failure for failure in standing}
    for failure in standing:
        named = (by_id[id].counts_as for id in failure.same_act_as if id in by_id)
        groups.join(failure.counts_as, *_links(failure), *named)
    kinds: dict[object, set[object]] = defaultdict(set)
    for failure in failures:
        if failure.void is None:
            kinds[groups.first(failure.counts_as)].add(failure.counts_as)
    if all(len(kind) == 1 for kind in kinds.values()):
        return failures
    first: dict[object, str] = {}
    found = []
    for failure in failures:
        group = groups.first(failure.counts_as)
        if failure.void is None and len(kinds[group]) > 1:
            failure = replace(failure, act=first.setdefault(group, failure.act or failure.id))
        found.append(failure)
    return tuple(found)


def _links(failure: Failure) -> Iterable[object]:
    """What else it is one act with: the same documents."""
    if failure.paper is None or failure.distinct_from:
        return ()
    return act_keys(failure.paper, failure.date)


class _Groups:
    """Things that are joined, by the first of each group."""

    def __init__(self) -> None:
        self._above: dict[object, object] = {}

    def first(self, one: object) -> object:
        above = self._above
        while (higher := above.get(one, one)) != one:
            above[one] = one = above.get(higher, higher)
        return one

    def join(self, one: object, *others: object) -> None:
        for other in others:
            mine, theirs = self.first(one), self.first(other)
            if mine != theirs:
                self._above[theirs] = mine
