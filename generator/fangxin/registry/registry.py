"""All records together: found, read in parallel, checked as a whole, and joined into facts.

``merchants/**/<ID>.yml``: folders are free, nothing else may live there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from fangxin.base.problem import Problem, errors
from fangxin.facts.programme.programme import Programme
from fangxin.facts.registers.confirm import failures_are_confirmed
from fangxin.facts.registers.linking import joined, linked, links_are_clear
from fangxin.facts.registers.once import facts_stand_once
from fangxin.facts.registers.repairs import with_repairs
from fangxin.facts.registers.rows import Registers
from fangxin.facts.values import Change, Facts, Merchant
from fangxin.registry.acts import documents_are_entered_at_one_merchant
from fangxin.registry.agreeing import (
    bad_examples_are_founded,
    good_examples_were_certified,
    honours_agree,
    kitchens_agree,
    sellers_are_known,
)
from fangxin.registry.book import Book
from fangxin.registry.checks import check_all
from fangxin.registry.criteria import criteria_are_kept
from fangxin.registry.laws import laws_of_rows_are_listed
from fangxin.registry.records import Records, Tick, read_records
from fangxin.registry.reports import fakes_are_not_genuine, with_cleared
from fangxin.registry.republished import (
    Reach,
    operators_are_acted_on,
    reaches,
)
from fangxin.standing.operators import codes_on


@dataclass(frozen=True, slots=True)
class Registry:
    """Every merchant by ID, in the order of IDs, and who is connected with whom."""

    merchants: Mapping[str, Merchant]
    reaching: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # whose failures reach
    operators: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # USCC → IDs
    stalls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # market → IDs inside
    registers: Registers = field(default_factory=Registers)
    listed: Mapping[str, tuple[Reach, ...]] = field(default_factory=dict)  # listings that reach it

    def linked(self) -> Mapping[str, str]:
        """Register row → merchant ID."""
        return linked(self.registers, self.merchants)

    def facts(self, id: str) -> Facts:
        """What the standing of ``id`` follows from, siblings included. KeyError if absent."""
        siblings = tuple(_own(self.merchants[other]) for other in self.reaching.get(id, ()))
        return _own(self.merchants[id], siblings)


def _own(merchant: Merchant, siblings: tuple[Facts, ...] = ()) -> Facts:
    codes = _code_changes(merchant)
    return Facts(
        id=merchant.id,
        uscc=merchant.uscc,
        decisions=merchant.decisions,
        failures=merchant.failures,
        objections=merchant.objections,
        changes=merchant.changes,
        siblings=siblings,
        first_code=codes[0].before if codes else None,
        code_since=codes[-1].acts if codes else date.min,
        follow_up=tuple(one for one in merchant.follow_up if one.elsewhere),
    )


def _code_changes(merchant: Merchant) -> list[Change]:
    """The changes of its credit code as they act, annulled ones too."""
    found = [change for change in merchant.changes if change.field == "uscc"]
    return sorted(found, key=lambda change: (change.acts, change.id))


def _codes(merchant: Merchant) -> frozenset[str]:
    """Every credit code under which it was ever run."""
    codes = {merchant.uscc}
    for change in _code_changes(merchant):
        codes |= {change.before, change.after}
    return frozenset(code for code in codes if code is not None)


def _run_by(merchant: Merchant, day: date) -> frozenset[str]:
    """The credit codes of its operator on ``day``, as far as is known."""
    counting = tuple(change for change in merchant.changes if change.void is None)
    return codes_on(_own(replace(merchant, changes=counting)), day)


def _reaches_far(merchant: Merchant, entity: frozenset[str]) -> bool:
    """Whether it has a failure that may reach the whole operator."""
    return any(failure.kind in entity for failure in merchant.failures)


def assemble(merchants: list[Merchant], entity: frozenset[str]) -> Registry:
    """Connect merchants: same USCC, ``affects``, ``because``, ``inside``. One per ID; the first
    one stays. ``entity`` are the kinds of failures that reach the whole operator."""
    ordered: dict[str, Merchant] = {}
    for merchant in sorted(merchants, key=lambda m: (m.id, m.path)):
        ordered.setdefault(merchant.id, merchant)
    operators: dict[str, list[str]] = defaultdict(list)
    codes: dict[str, list[str]] = defaultdict(list)  # former ones too
    stalls: dict[str, list[str]] = defaultdict(list)
    for merchant in ordered.values():
        if merchant.uscc:
            operators[merchant.uscc].append(merchant.id)
        for code in _codes(merchant):
            codes[code].append(merchant.id)
        if merchant.inside:
            stalls[merchant.inside].append(merchant.id)
    reaching: dict[str, set[str]] = defaultdict(set)
    for merchant in ordered.values():
        reached = {id for failure in merchant.failures for id in failure.affects}
        if _reaches_far(merchant, entity):
            reached.update(id for code in _codes(merchant) for id in codes[code])
        for other in (reached & ordered.keys()) - {merchant.id}:
            reaching[other].add(merchant.id)
        for name in (name for decision in merchant.decisions for name in decision.because):
            other = name.partition("/")[0]
            if "/" in name and other in ordered and other != merchant.id:
                reaching[merchant.id].add(other)
    return Registry(
        merchants=ordered,
        reaching={id: tuple(sorted(others)) for id, others in sorted(reaching.items())},
        operators={uscc: tuple(ids) for uscc, ids in sorted(operators.items())},
        stalls={id: tuple(ids) for id, ids in sorted(stalls.items())},
    )


def load(
    merchants: Path,
    programme: Programme,
    as_of: date,
    jobs: int = 1,
    tick: Tick | None = None,
    today: date | None = None,
    registers: Registers | None = None,
    records: Records | None = None,
    judged: bool = True,
    printed: Collection[str] = (),
) -> tuple[Registry, list[Problem]]:
    """Find, read and check all records, or check ``records`` that were read already. Every problem
    of every file at once, in the order of places; the registry holds what could be read, and is
    fit for use only without errors. Nothing can have happened after ``today``, by default
    ``as_of``. Rows of ``registers`` that are failures join the merchants they are about. Not
    ``judged``: only what single files have against themselves is told. ``printed``: index
    numbers and documents of the site's notices."""
    known = records or read_records(merchants, jobs, tick)
    more = [problem for _, problems in known.read.values() for problem in problems]
    rows = registers or Registers()
    found = [merchant for merchant, _ in known.read.values() if merchant is not None]
    found = joined(found, rows, programme.policy)
    rows = with_repairs(rows, found)
    registry = replace(assemble(found, programme.policy.entity_kinds()), registers=rows)
    last, everyone = today or as_of, registry.merchants
    seen = Book(tuple(found), everyone, programme, last, registry.facts, as_of=as_of)
    rows = with_cleared(rows, seen, printed)
    registry = replace(registry, registers=rows)
    registry = replace(registry, listed=reaches(rows, registry.merchants, _codes, _run_by))
    if not judged:
        return registry, sorted([*known.beside, *more])
    more += links_are_clear(rows, registry.merchants, merchants)
    more += facts_stand_once(rows, registry.merchants)
    more += documents_are_entered_at_one_merchant(registry.merchants, _codes)
    more += failures_are_confirmed(rows, registry.merchants)
    broken = frozenset(problem.place.path for problem in errors(more))
    book = Book(tuple(found), everyone, programme, last, registry.facts, broken, as_of)
    more += fakes_are_not_genuine(rows, book, printed)
    more += operators_are_acted_on(book, rows, registry.listed)
    more += criteria_are_kept(book, registry.listed)
    more += laws_of_rows_are_listed(rows, book)
    more += kitchens_agree(rows, book)
    more += bad_examples_are_founded(rows, book)
    more += good_examples_were_certified(rows, book)
    more += honours_agree(rows, book)
    more += sellers_are_known(rows, book, merchants)
    return registry, sorted([*known.beside, *more, *check_all(book)])
