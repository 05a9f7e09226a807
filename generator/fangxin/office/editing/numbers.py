"""Numbers that commands give: of merchants, facts, certificates and signs. None is given twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from fangxin.facts.values import Merchant
from fangxin.text.fields.idents import check_character

_NUMBER = re.compile(r"(.*?)-?(\d{4})-(\d+)")
_ID = re.compile(r"([A-Z]{1,6})(\d{2})(\d{4})[0-9A-Z]")
LAST_NUMBER = 9999
PREFIX = "FX"  # of a registry without any merchant


@dataclass
class Numbers:
    """Running numbers of certificates or signs: those that are taken, and the next ones. A number
    is a prefix, the year and a serial number: FX-2026-0042."""

    prefix: str
    taken: set[str] = field(default_factory=set)

    def next(self, day: date) -> str:
        """A number of ``day``'s year that nobody has, one above the highest; it is taken then."""
        found = [match for one in self.taken if (match := _NUMBER.fullmatch(one))]
        prefixes = Counter(match[1] for match in found if match[1])
        prefix = prefixes.most_common(1)[0][0] if prefixes else self.prefix
        year = f"{day.year:04}"
        same = [match[3] for match in found if match[1] == prefix and match[2] == year]
        width = max((len(serial) for serial in same), default=4)
        number = f"{prefix}-{year}-{max(map(int, same), default=0) + 1:0{width}}"
        self.taken.add(number)
        return number


def certificate_numbers(merchants: Iterable[Merchant]) -> Numbers:
    """The numbers of all certificates, valid or not: none is given twice."""
    taken = {d.certificate for merchant in merchants for d in merchant.decisions if d.certificate}
    return Numbers("FX", taken)


def sign_numbers(merchants: Iterable[Merchant]) -> Numbers:
    """The numbers of all signs."""
    return Numbers("BP", {sign.number for merchant in merchants for sign in merchant.signs})


def next_id(letter: str, taken: Iterable[str]) -> str:
    """The id of a new fact: ``letter`` and a number above all that were ever used in the record."""
    numbers = [int(one[1:]) for one in taken if re.fullmatch(rf"{letter}\d{{1,6}}", one)]
    return f"{letter}{max(numbers, default=0) + 1}"


def fact_ids(merchant: Merchant) -> list[str]:
    """Every id that facts of the record have; ids of register rows are none of them."""
    facts = (
        merchant.decisions,
        [failure for failure in merchant.failures if failure.register is None],
        merchant.changes,
        merchant.objections,
        merchant.reviews,
        merchant.criteria,
    )
    return [fact.id for group in facts for fact in group]


def usual_prefix(ids: Iterable[str]) -> str | None:
    """The letters that most IDs of the usual shape begin with; None when there is none."""
    counted = Counter(found[1] for id in ids if (found := _ID.fullmatch(id)))
    return min(counted, key=lambda prefix: (-counted[prefix], prefix), default=None)


def next_ids(prefix: str, taken: Iterable[str], years: Iterable[int]) -> Iterator[str]:
    """The next free ID for each of the years. Raises ValueError when a year's numbers are used
    up."""
    highest: Counter[int] = Counter()
    for id in taken:
        found = _ID.fullmatch(id)
        if found and found[1] == prefix:
            year = int(found[2])
            highest[year] = max(highest[year], int(found[3]))
    for year in years:
        highest[year % 100] += 1
        if highest[year % 100] > LAST_NUMBER:
            raise ValueError(f"{prefix}{year % 100:02}")
        body = f"{prefix}{year % 100:02}{highest[year % 100]:04}"
        yield body + check_character(body)


def next_merchant_id(taken: Collection[str], day: date, prefix: str | None = None) -> str:
    """The ID of a new merchant, by default with the letters of most merchants so far. Raises
    ValueError when the year's numbers are used up."""
    return next(next_ids(prefix or usual_prefix(taken) or PREFIX, taken, [day.year]))
