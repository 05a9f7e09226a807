"""What the checks of the whole registry look at, and where things stand in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from fangxin.base.problem import Place
from fangxin.facts.programme.programme import Programme
from fangxin.facts.values import Facts, Failure, Merchant


@dataclass(frozen=True, slots=True)
class Book:
    """What the checks look at. ``read`` has every record that could be read, doubles too; ``today``
    is the last day on which something can have happened; ``broken`` are the files with errors."""

    read: tuple[Merchant, ...]
    merchants: Mapping[str, Merchant]
    programme: Programme
    today: date
    facts: Callable[[str], Facts]
    broken: frozenset[str] = frozenset()
    as_of: date | None = None  # the day that is looked at; None: ``today``

    @property
    def day(self) -> date:
        """From which day on facts are new, and not what was accepted before."""
        return self.as_of or self.today

    def whole(self) -> Iterator[Merchant]:
        """Those whose facts, and whose siblings' facts, could all be read: only of these can be
        said what follows from them."""
        if not self.broken:
            yield from self.merchants.values()
            return
        for merchant in self.merchants.values():
            connected = (self.merchants[s.id] for s in self.facts(merchant.id).siblings)
            if self.broken.isdisjoint(one.path for one in (merchant, *connected)):
                yield merchant


def own_failures(merchant: Merchant) -> list[Failure]:
    """The failures that stand in its record, in their order there; not those of registers."""
    return [failure for failure in merchant.failures if failure.register is None]


def place_of(merchant: Merchant, dotted: str) -> Place:
    """Where a value stands, or the nearest enclosing one, or else the file."""
    while dotted:
        if dotted in merchant.places:
            return merchant.places[dotted]
        dotted = dotted.rpartition(".")[0]
    return Place(merchant.path)


def decision_place(merchant: Merchant, id: str, key: str) -> Place:
    """Where ``key`` of the decision ``id`` stands."""
    for index, decision in enumerate(merchant.decisions):
        if decision.id == id:
            return place_of(merchant, f"certification.decisions.{index}.{key}")
    return Place(merchant.path)
