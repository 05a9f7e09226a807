"""Numbers that commands give: of merchants, facts, certificates and signs. None is given twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from generator.facts import Merchant
from generator.fields.idents import check_character, is_merchant_id

_NUMBER = re.compile(r"(.*?)-?(\d{4})-(\d+)")
_MERCHANT = re.compile(r"([A-Z]+)(\d{2})(\d{4})[A-Z0-9]")
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
    )
    return [fact.id for group in facts for fact in group]


def next_merchant_id(taken: Iterable[str], day: date, prefix: str | None = None) -> str:
    """The ID of a new merchant: letters (those of most merchants so far), two digits of the year,
    four of a serial number, the check character. Raises ValueError when a year has 9,999."""
    found = [match for one in taken if (match := _MERCHANT.fullmatch(one)) and is_merchant_id(one)]
    letters = Counter(match[1] for match in found)
    chosen = prefix or (letters.most_common(1)[0][0] if letters else PREFIX)
    year = f"{day.year % 100:02}"
    serials = [int(match[3]) for match in found if (match[1], match[2]) == (chosen, year)]
    serial = max(serials, default=0) + 1
    if serial > 9999:
        raise ValueError(f"no number is left for {chosen}{year}")
    body = f"{chosen}{year}{serial:04}"
    return body + check_character(body)
