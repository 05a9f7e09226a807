"""Numbers that commands give: of merchants, facts, certificates and signs. None is given twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from fangxin.facts.values import Merchant
from fangxin.registry.genuine import called_fake, numbers_of, tidy
from fangxin.registry.registry import Registry
from fangxin.text.fields.idents import check_character

_NUMBER = re.compile(r"(.*?)-?(\d{4})-(\d+)")
_ID = re.compile(r"([A-Z]{1,6})(\d{2})(\d{4})[0-9A-Z]")
LAST_NUMBER = 9999
PREFIX = "FX"  # of a registry without any merchant


@dataclass
class Numbers:
    """Running numbers of certificates or signs: those that are taken, and the next ones. A number
    is a prefix, the year and a serial number: FX-2026-0042. ``reserved``: tidy codes that are none
    of them and cannot be given, with the report that calls them fake, "" for a number of another
    kind; ``skipped``: those that were passed over, number → report."""

    prefix: str
    taken: set[str] = field(default_factory=set)
    reserved: Mapping[str, str] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)

    def next(self, day: date) -> str:
        """A number of ``day``'s year that nobody has, one above the highest; it is taken then."""
        found = [match for one in self.taken if (match := _NUMBER.fullmatch(one))]
        prefixes = Counter(match[1] for match in found if match[1])
        prefix = prefixes.most_common(1)[0][0] if prefixes else self.prefix
        year = f"{day.year:04}"
        same = [match[3] for match in found if match[1] == prefix and match[2] == year]
        width = max((len(serial) for serial in same), default=4)
        for serial in count(max(map(int, same), default=0) + 1):
            number = f"{prefix}-{year}-{serial:0{width}}"
            if tidy(number) not in self.reserved:
                break
            self.skipped[number] = self.reserved[tidy(number)]
        self.taken.add(number)
        return number

    def words(self) -> Iterator[tuple[str, str]]:
        """What is to be said of numbers that were passed over, in both languages."""
        for number, report in self.skipped.items():
            zh = f"冒用举报 {report} 说它是假的" if report else "登记簿里另有同样的号"
            en = f"report {report} calls it fake" if report else "the registry has it already"
            yield f"跳过编号 {number}：{zh}", f"{number} was passed over: {en}"


def certificate_numbers(registry: Registry, day: date) -> Numbers:
    """The numbers of all certificates, valid or not: none is given twice."""
    those = registry.merchants.values()
    taken = {d.certificate for one in those for d in one.decisions if d.certificate}
    taken |= {number for one in those for number in _mended(one)}
    return Numbers("FX", taken, _reserved(registry, day, taken))


def _mended(merchant: Merchant) -> Iterator[str]:
    """The numbers that stood on its certificates before they were mended."""
    for decision in merchant.decisions:
        yield from (one.before for one in decision.corrected if one.key == "certificate")


def sign_numbers(registry: Registry, day: date) -> Numbers:
    """The numbers of all signs."""
    taken = {sign.number for one in registry.merchants.values() for sign in one.signs}
    return Numbers("BP", taken, _reserved(registry, day, taken))


def _reserved(registry: Registry, day: date, taken: Collection[str]) -> dict[str, str]:
    """What is a number of another kind, or is called fake."""
    found = {tidy(code) for one in registry.merchants.values() for _, code in numbers_of(one)}
    other = dict.fromkeys(found - set(map(tidy, taken)), "")
    return {**other, **called_fake(registry.registers, day)}


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


def next_ids(
    prefix: str, taken: Iterable[str], years: Iterable[int], fakes: Collection[str] = ()
) -> Iterator[str]:
    """The next free ID for each of the years, none of the ``fakes``. Raises ValueError when a
    year's numbers are used up."""
    highest: Counter[int] = Counter()
    for id in taken:
        found = _ID.fullmatch(id)
        if found and found[1] == prefix:
            year = int(found[2])
            highest[year] = max(highest[year], int(found[3]))
    for year in years:
        id = ""
        while not id or id in fakes:
            highest[year % 100] += 1
            if highest[year % 100] > LAST_NUMBER:
                raise ValueError(f"{prefix}{year % 100:02}")
            body = f"{prefix}{year % 100:02}{highest[year % 100]:04}"
            id = body + check_character(body)
        yield id


def next_merchant_id(registry: Registry, day: date, prefix: str | None = None) -> str:
    """The ID of a new merchant, by default with the letters of most merchants so far; not one that
    a report calls fake. Raises ValueError when the year's numbers are used up."""
    taken, fakes = registry.merchants, called_fake(registry.registers, day)
    return next(next_ids(prefix or usual_prefix(taken) or PREFIX, taken, [day.year], fakes))
