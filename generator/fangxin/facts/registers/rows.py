"""What stands in the registers: one frozen value a row. Days are dates, moments are to the minute.

A row names a merchant by ID, or by credit code and address; a name alone is never a link.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date as Day  # fields named ``date`` would hide the type
from datetime import datetime as Moment
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol, TypeVar

from fangxin.base.dates import add_days
from fangxin.base.problem import Place
from fangxin.facts.programme.former import Renamed
from fangxin.facts.recourse import Repair, Rewording
from fangxin.facts.values import Void

R = TypeVar("R")
Of = TypeVar("Of", contravariant=True)
NOWHERE = Place("")


@dataclass(frozen=True, slots=True)
class Party:
    """Whom a row is about, as it was written."""

    id: str | None = None
    uscc: str | None = None
    address: str | None = None
    name: str | None = None  # to find a merchant by hand; never a link
    unread: bool = field(default=False, repr=False)  # something was written, but in no good form

    @property
    def told(self) -> bool:
        """Whether anything was written that says who it is."""
        return bool(self.id or self.uscc or self.name or self.unread)


@dataclass(frozen=True, slots=True)
class Inspection:
    """抽检: one batch of goods looked at. ``result``: "passed" or "failed"."""

    id: str
    date: Day  # when it was sampled
    recorded: Day  # when the result entered the register
    channel: str  # "online" or "offline"
    stage: str  # "production" or "circulation"
    product: str
    result: str
    seller: Party = field(default_factory=Party)
    batch: str | None = None
    focus: str | None = None  # a focus class of the programme
    producer: str | None = None
    campaign: str | None = None  # a campaign of the programme
    reason: str | None = None  # what failed
    responsible: str | None = None  # "seller", "producer", "both" or "none"
    kind: str | None = None  # kind of failure, when the seller is responsible
    served: Day | None = None
    document: str | None = None
    retest: str | None = None  # "confirmed" or "overturned"
    retested: Day | None = None
    retested_recorded: Day | None = None
    retest_document: str | None = None
    final: Day | None = None
    final_recorded: Day | None = None
    final_document: str | None = None  # what made it final
    follow_up: str | None = None  # what was done about the goods
    publication_ends: Day | None = None
    repair: Repair | None = None  # written in the merchant's record: ``with_repairs``
    void: Void | None = None
    corrected: tuple[Rewording, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def confirming(self) -> str | None:
        """The report of the retest that confirmed the finding by the day on which it was final."""
        retested, final = self.retested, self.final
        if self.retest != "confirmed" or retested is None or final is None or retested > final:
            return None
        return self.retest_document

    @property
    def blames_seller(self) -> bool:
        """Whether the seller is responsible for what failed."""
        return self.result == "failed" and self.responsible in ("seller", "both")


@dataclass(frozen=True, slots=True)
class Complaint:
    """投诉举报 without anything about the consumer. Moments are in UTC+08:00."""

    id: str
    received: Moment
    channel: str  # "8890" or "12315"
    sort: str  # consultation, small, general, on_site or illegal
    area: str  # a field of consumption of the programme
    department: str  # a department of the programme
    merchant: Party = field(default_factory=Party)
    assigned: Moment | None = None
    first_contact: Moment | None = None
    closed: Moment | None = None
    amount: int | None = None  # yuan
    outcome: str | None = None  # answered, settled, performed, not_performed, unfounded, withdrawn,
    # transferred
    repeat_of: str | None = None
    recorded: Day | None = None  # when not_performed entered the register; default: the closing day
    served: Day | None = None
    document: str | None = None
    publication_ends: Day | None = None
    repair: Repair | None = None  # written in the merchant's record: ``with_repairs``
    void: Void | None = None
    corrected: tuple[Rewording, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Restriction:
    """一处违法、处处受限: one thing that is restricted, and the law that says so."""

    what: str
    law: str
    whom: str = "firm"  # or "representative": a role, never a name


@dataclass(frozen=True, slots=True)
class Listing:
    """严重违法失信: decided by a competent authority; republished, never decided here."""

    id: str
    name: str
    authority: str
    basis: str  # the law
    document: str
    begins: Day
    recorded: Day
    subject: Party = field(default_factory=Party)
    representative: bool = False  # the legal representative is listed too
    ends: Day | None = None  # last day on the list
    summary: str | None = None
    repaired: Day | None = None  # 信用修复
    repaired_recorded: Day | None = None  # default: ``repaired``
    lifted_document: str | None = None  # of the repair, or of the removal from the list
    lifted_summary: str | None = None
    police: Day | None = None  # handed over to the police
    restrictions: tuple[Restriction, ...] = ()
    publication_ends: Day | None = None
    void: Void | None = None
    corrected: tuple[Rewording, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def lifted(self) -> Day | None:
        """The day from which its repair is known."""
        return None if self.repaired is None else self.repaired_recorded or self.repaired

    def left_by(self, as_of: Day) -> tuple[str, Day] | None:
        """How it ended ("repaired" or "ended") and from which day it no longer holds, as known on a
        day; None while it runs."""
        if self.repaired is not None and self.lifted is not None and self.lifted <= as_of:
            return "repaired", self.repaired
        if self.ends is not None and self.ends < as_of:
            return "ended", add_days(self.ends, 1)
        return None

    def is_detailed(self, as_of: Day) -> bool:
        """Whether its detail is public on a day."""
        return self.last_shown is None or as_of <= self.last_shown

    @property
    def last_shown(self) -> Day | None:
        """The last day on which its detail is public; None while nobody knows."""
        eve = None if self.lifted is None else self.lifted - timedelta(days=1)
        return min(filter(None, (self.publication_ends, self.ends, eve)), default=None)


@dataclass(frozen=True, slots=True)
class Misuse:
    """冒用举报: a fake sign, badge or website, a paid look-alike. No finding of the office."""

    id: str
    kind: str  # sign, badge, domain or lookalike
    value: str
    seen: Day
    reported: Day  # the clock starts
    recorded: Day
    note: str
    evidence: str
    handled: Day | None = None
    outcome: str | None = None  # removed, referred, warned or unfounded
    void: Void | None = None
    corrected: tuple[Rewording, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)
    cleared: str = ""  # whose it is by now what it names: fangxin.registry.reports


class Row(Protocol):
    """What every row has, of whatever register."""

    @property
    def id(self) -> str: ...
    @property
    def void(self) -> Void | None: ...
    @property
    def corrected(self) -> tuple[Rewording, ...]: ...
    @property
    def place(self) -> Place: ...


class Declared(Protocol[Of]):
    """A register as it is declared, as far as its rows are looked for."""

    @property
    def name(self) -> str: ...
    def day_of(self, row: Of) -> Day: ...


class Registers:
    """Every register by its name, its rows in the order of their ids; an absent file is an empty
    register. ``home``: the folder of the records that these registers belong to; ``renamed``: the
    places of the county that the state renamed, which rows call by either name.

    Registers(complaints=rows).of(COMPLAINTS)
    """

    def __init__(
        self,
        *,
        home: Path | None = None,
        renamed: tuple[Renamed, ...] = (),
        **rows: tuple[Any, ...],
    ) -> None:
        self.home, self.renamed = home, renamed
        self.rows: Mapping[str, tuple[Any, ...]] = {name: of for name, of in rows.items() if of}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Registers):
            return False
        own, others = ((one.home, one.renamed, one.rows) for one in (self, other))
        return own == others

    __hash__ = None  # type: ignore[assignment]

    def of(self, register: Declared[R]) -> tuple[R, ...]:
        """The rows of one register."""
        return self.rows.get(register.name, ())

    def all(self) -> Iterator[Row]:
        """Every row of every register."""
        for rows in self.rows.values():
            yield from rows

    def places(self) -> dict[str, Place]:
        """Where each row stands, by its id."""
        return {row.id: row.place for row in self.all()}

    def each(self, change: Callable[[Any], Any]) -> Registers:
        """The same registers with every row changed."""
        rows = {name: tuple(map(change, of)) for name, of in self.rows.items()}
        return Registers(home=self.home, renamed=self.renamed, **rows)

    def digest(self) -> str:
        """Changes when any row does, or the name of a place."""
        return hashlib.sha256(repr((self.renamed, sorted(self.rows.items()))).encode()).hexdigest()
