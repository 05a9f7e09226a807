"""What is true about one merchant on one day. The rules are in ``docs/standing.md``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.facts import Change, Decision, Failure, Objection, Status
from generator.policy import Basis


@dataclass(frozen=True, slots=True)
class Facts:
    """What the standing of one merchant follows from. ``siblings`` are the facts of merchants whose
    failures may reach it (same USCC, or named in ``affects``); their own siblings are not read."""

    id: str
    uscc: str | None = None
    decisions: tuple[Decision, ...] = ()
    failures: tuple[Failure, ...] = ()
    objections: tuple[Objection, ...] = ()
    changes: tuple[Change, ...] = ()
    siblings: tuple[Facts, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause of a status. ``rule`` is a rule of the policy, or one of decision, expiry, grace,
    publicity, refused, closed, withdrawn, transfer, unknown-kind, no-certificate."""

    rule: str
    facts: tuple[str, ...]
    basis: Basis
    since: date
    until: date | None = None
    merchant: str | None = None  # the sibling it comes from
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """A fact that had moved the standing and was annulled: by "appeal" or "void"."""

    fact: str
    date: date
    by: str
    merchant: str | None = None


@dataclass(frozen=True, slots=True)
class NextChange:
    date: date
    status: Status


@dataclass(frozen=True, slots=True)
class Standing:
    """True on ``as_of``. Days are inclusive; see ``docs/standing.md`` section 5."""

    as_of: date
    status: Status
    since: date | None = None
    until: date | None = None
    next_change: NextChange | None = None
    certificate: str | None = None
    bar_until: date | None = None
    flags: frozenset[str] = frozenset()
    reasons: tuple[Reason, ...] = ()
    corrections: tuple[Correction, ...] = ()
    ineffective: tuple[tuple[str, str], ...] = ()  # (decision id, why), ordered by id


# def standing(facts: Facts, policy: Policy, as_of: date) -> Standing
# def timeline(facts: Facts, policy: Policy, as_of: date) -> tuple[Standing, ...]   one per change
