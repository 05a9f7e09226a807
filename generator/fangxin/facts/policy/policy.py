"""The policy: what follows from which failure, in versions that never change once published.

Every number carries its basis: the plan's clause, or ``assumed`` with the source it was taken from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from fangxin.base.dates import add_months

Severity = Literal["minor", "serious", "grave"]


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a number comes from: a clause of the plan or a law, or ``assumed`` with its source."""

    clause: str  # "二(一)1", a law and article, or "assumed"
    source: str | None = None  # required when the clause is "assumed"
    under: str | None = None  # the clause that an assumed number serves, where there is one

    @property
    def assumed(self) -> bool:
        return self.clause == "assumed"


@dataclass(frozen=True, slots=True)
class FailureKind:
    """A kind of failure 问题类型."""

    code: str
    label: str
    label_en: str
    severity: Severity
    points: int
    entity: bool  # reaches every shop of the same USCC
    provisional: bool  # can only suspend until final
    basis: Basis
    published: bool = True  # False: a warning and the like, of which nothing is ever told


@dataclass(frozen=True, slots=True)
class Rule:
    """One consequence. ``docs/standing.md`` section 3 says exactly when it is triggered."""

    code: str
    label: str
    label_en: str
    basis: Basis
    effect: Literal["revoke", "suspend"]
    severity: Severity | None = None
    kinds: frozenset[str] | None = None
    count: int = 1
    points: int | None = None
    months: int | None = None  # needed when count > 1 or points are given
    bar_years: int | None = None  # for revoke
    until: Literal["rectified", "reinstated", "days"] | None = None  # for suspend
    days: int | None = None
    overdue_days: int | None = None
    overdue_bar_years: int | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of the policy that is not part of a rule. ``unit``: days, months, years, count or
    percent."""

    code: str
    label: str
    label_en: str
    value: int
    unit: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Clock:
    """投诉时限: how long a complaint of one class may take, counted from its receipt."""

    code: str  # the class: consultation, small, general, on_site or illegal
    label: str
    label_en: str
    counts: Literal["first_contact", "closed"]  # what must have happened
    within: Literal["minutes", "same_day", "days"]
    calendar: Literal["every", "working"]  # whether days off count too
    basis: Basis
    number: int = 0  # of minutes or days


@dataclass(frozen=True, slots=True)
class Span:
    """How long failures of one severity are public, in months from the day they were served, or
    else recorded. ``shortest``: no credit repair before; ``longest`` 0: never."""

    severity: Severity
    label: str
    label_en: str
    shortest: int
    longest: int
    basis: Basis


@dataclass(frozen=True, slots=True)
class Publication:
    """公示与信用修复 by severity. ``repair_lifts``: rules whose sanctions and bars a repair of all
    their failures lifts, besides the publication."""

    spans: Mapping[Severity, Span]
    repair_lifts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Remains:
    """What a page still tells when publication and bar have both ended: "kind", as before, or
    "nothing": that it was recognised and left."""

    tells: Literal["kind", "nothing"]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Redress:
    """Who answers appeals; ``as_one`` are offices that count as one, such as a bureau and an
    office that sits in it."""

    label: str
    label_en: str
    answers: str
    basis: Basis
    as_one: frozenset[str] = frozenset()

    def same(self, one: str, other: str) -> bool:
        """Whether two offices would judge their own finding."""
        return one == other or {one, other} <= self.as_one

    @property
    def offices(self) -> frozenset[str]:
        """Every office that it names."""
        return self.as_one | {self.answers}


@dataclass(frozen=True, slots=True)
class Reinstatement:
    """恢复: what a decision of the office to reinstate may lift. Everything else ends only by an
    upheld appeal, a void, or a fresh publicity and certification after the bar."""

    suspensions: bool
    decisions: bool  # revocations that the office decided itself
    rules: frozenset[str] = frozenset()  # codes of revoking rules, "<rule>-overdue" among them
    basis: Basis = Basis("assumed", "规则没有写明的，只能恢复暂停和办公室自己的决定")
    written: bool = True  # False: the version says nothing of it


@dataclass(frozen=True, slots=True)
class Version:
    """One published version of the policy, in force from ``effective`` until the next one's."""

    number: int
    effective: date
    document: str | None
    parameters: Mapping[str, Parameter]
    kinds: Mapping[str, FailureKind]
    rules: tuple[Rule, ...]
    ends_on_change: frozenset[str]
    ends_on_change_basis: Basis
    summary: str | None = None  # what this version changed, for the reader of the policy page
    summary_en: str | None = None
    clocks: Mapping[str, Clock] = field(default_factory=dict)  # by class of complaint, all or none
    analysis: Mapping[str, Parameter] = field(default_factory=dict)  # thresholds, all or none
    publication: Publication | None = None  # None: ``publication_months`` for every failure
    remains: Remains | None = None  # None: the kind
    redress: Redress | None = None  # who answers appeals
    reinstatement: Reinstatement = Reinstatement(True, True, written=False)
    written: Mapping[str, Any] = field(default_factory=dict, repr=False)  # the keys as they stand

    def number_of(self, code: str) -> int:
        """The value of the parameter named ``code``; every one in ``PARAMETERS`` is present."""
        return self.parameters[code].value

    def limit(self, code: str) -> int | None:
        """The value of one of ``LIMITS``, or None where this version does not give it."""
        given = self.parameters.get(code)
        return None if given is None else given.value


# The parameters every version must give, with their units.
PARAMETERS: Mapping[str, str] = {
    "publicity_days": "days",
    "publicity_valid_days": "days",
    "term_years": "years",  # usual term, offered by commands
    "term_max_years": "years",
    "renewal_grace_days": "days",
    "manual_bar_years": "years",
    "appeal_days": "days",
    "reply_days": "days",
    "publication_months": "months",  # a failure's detail is public this long after it was recorded
    "sign_removal_days": "days",  # to take a sign down after a certificate ended
    "misuse_days": "days",  # to handle a report of a fake sign, badge or website
}

# Parameters that a version may give: without one there is no such limit.
LIMITS: Mapping[str, str] = {
    "notice_days": "days",  # to rectify, reply or appeal, at least so long after it was recorded
    "provisional_most_days": "days",  # a provisional finding suspends so long at most
    "manual_suspension_most_days": "days",  # and a decision of the office
    "publicity_most_days": "days",  # a publicity is no longer than this
}


@dataclass(frozen=True, slots=True)
class Policy:
    """All versions, oldest first; at least one."""

    versions: tuple[Version, ...]

    def entity_kinds(self) -> frozenset[str]:
        """Kinds of failures that reach the whole operator by some version."""
        return frozenset(
            code for version in self.versions for code, kind in version.kinds.items() if kind.entity
        )

    def on(self, day: date) -> Version:
        """The version in force on ``day``; the first one for days before it."""
        chosen = self.versions[0]
        for version in self.versions:
            if version.effective <= day:
                chosen = version
        return chosen

    def public_until(self, recorded: date, publication_ends: date | None = None) -> date:
        """The last day on which a fact that is no failure is public, and a failure where the
        version in force when it was recorded has no ``publication``: its own
        ``publication_ends``, or else ``publication_months`` after it was recorded. For failures
        ask ``fangxin.facts.policy.publication``."""
        months = self.on(recorded).number_of("publication_months")
        return publication_ends or add_months(recorded, months)
