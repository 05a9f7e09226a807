"""The short form of every merchant, from which lists, search and open data are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day  # fields named ``date`` would hide the type

from fangxin.facts.notices.notice import Notice
from fangxin.facts.registers.rows import Registers
from fangxin.facts.values import Status
from fangxin.standing.signs import SignStanding, SignState
from fangxin.view.amends import Amends
from fangxin.view.codes import Codes
from fangxin.view.exits import Exit
from fangxin.view.listings import ListingView
from fangxin.view.returns import Return


@dataclass(frozen=True, slots=True)
class Move:
    """One change of a merchant's status, as the registry said it on ``date`` (a feed entry)."""

    date: Day
    id: str
    name: str
    category: str
    before: Status
    after: Status
    rules: tuple[str, ...]  # rules of the reasons after the change
    corrected: bool
    corrected_on: Day | None = None  # when what it rested on was annulled
    amends: tuple[Amends, ...] = ()  # the corrections that it came with
    returns: tuple[Return, ...] = ()  # and the reinstatements
    provisional: tuple[str, ...] = ()  # those of the rules that wait for a final finding


@dataclass(frozen=True, slots=True)
class Entry:
    """One merchant in a list."""

    id: str
    name: str
    former_names: tuple[str, ...]
    name_en: str | None
    category: str
    town: str | None
    uscc: str | None
    address: str | None
    pinyin: str
    initials: str
    status: Status
    since: Day | None
    until: Day | None
    certificate: str | None
    flags: tuple[str, ...]
    rules: tuple[str, ...]  # rules of the reasons for the status
    bar_until: Day | None
    publicity_until: Day | None  # while a publicity runs, also for renewals
    objections: int  # open ones
    example: bool  # an invented merchant, marked 示例
    moves: tuple[Move, ...]  # newest first
    exits: tuple[Exit, ...] = ()  # oldest first
    amends: tuple[Amends, ...] = ()  # corrections, newest first
    returns: tuple[Return, ...] = ()  # reinstatements, newest first
    listings: tuple[ListingView, ...] = ()  # of other authorities, newest first
    signs_up: tuple[SignStanding, ...] = ()  # that hang and must not
    sign_states: tuple[SignState, ...] = ()  # what became of each sign that was issued
    codes: Codes = field(default_factory=Codes)  # whatever else it may be asked for by
    provisional: tuple[str, ...] = ()  # those of the rules that wait for a final finding
    won: tuple[str, ...] = ()  # its own failures that an appeal or a retest annulled

    @property
    def cleared(self) -> frozenset[str]:
        """Its facts that an appeal or a retest annulled; corrections are told longer than
        findings. What was only put right in time had happened."""
        fixed = (one.fact for one in self.amends if one.by in ("appeal", "retest"))
        return frozenset((*self.won, *fixed))

    @property
    def signs_overdue(self) -> int:
        """How many signs hang longer than they may."""
        return sum(one.state is SignState.OVERDUE for one in self.signs_up)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every merchant exactly once, ordered by ID."""

    as_of: Day
    entries: tuple[Entry, ...]
    registers: Registers = field(default_factory=Registers)
    linked: Mapping[str, str] = field(default_factory=dict)  # register row → merchant ID
    notices: tuple[Notice, ...] = ()  # published on the day, newest first

    def by_id(self) -> Mapping[str, Entry]:
        return {entry.id: entry for entry in self.entries}
