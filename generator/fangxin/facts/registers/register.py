"""What a register says of itself, once; whatever handles registers asks here and names none.

Reading, gate, diff, import, forms, web form, due list, open data and documents loop over
``every()`` (``fangxin.facts.registers.declared``). A new register is a module that declares it, and
a name in that list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date as Day  # fields named ``date`` would hide the type
from datetime import datetime
from typing import Any, Generic, TypeVar

from fangxin.base.problem import Problem
from fangxin.facts.policy.policy import Policy
from fangxin.facts.programme.programme import Programme
from fangxin.facts.record.undoing import Undoing
from fangxin.facts.registers.page import RegisterPage
from fangxin.facts.registers.rows import Party
from fangxin.facts.values import Failure
from fangxin.text.fields.kinds import Choice
from fangxin.text.fields.tables import Group, ListOf

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Dated:
    """A key that acts from its day, which is none before the last publication. ``recorded``: the
    key that says when it was entered; ``zh``: what it is called; ``only``: the key and word without
    which nothing follows from it, unless ``recorded`` is written; ``late``: it may come after the
    row; ``at``: the key that messages point at, by default its own."""

    key: str
    recorded: str
    zh: str
    only: tuple[str, str] | None = None
    late: bool = False
    at: str = ""


@dataclass(frozen=True, slots=True)
class RegisterForm:
    """A workbook to fill in: its name, invented rows by key ("" takes the example of the table),
    and what whoever fills it in must know."""

    zh: str
    examples: tuple[Mapping[str, str], ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waits:
    """That a row waits until somebody brings it to an end: the keys that say since when and that
    it is done, the parameter of the policy with its days ("": ``since`` is itself the last day),
    the key it is called by. Sentences may have ``{due}``, and ``{key}`` for what the row says under
    a key."""

    since: str
    done: str
    days: str
    name: str
    label: tuple[str, str]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What the public may read of a row on a day: under which columns, what it is called, and what
    stands in no column, by its label."""

    keys: tuple[str, ...]
    title: str = ""
    more: Mapping[str, str | None] = field(default_factory=dict)


def _fine(*_: Any) -> Iterator[Problem]:
    return iter(())


def _no_failures(*_: Any) -> Mapping[str, Failure]:
    return {}


def _nothing(*_: Any) -> Shown | None:
    return None


@dataclass(frozen=True, slots=True, eq=False)
class Register(Generic[R]):
    """One register and its rows of type ``R``, which have ``id``, ``void`` and ``place``."""

    name: str  # of its files, and in commands and erasures
    title: tuple[str, str]  # in Chinese and English
    zh: str  # what a row is
    ending: str  # of its files: "csv" or "yml"
    row: Group
    day: str  # the column of the day that counts: for files by year, and for numbers
    rules: Callable[[tuple[R, ...]], Iterator[Problem]] = _fine
    against: Callable[[tuple[R, ...], Programme], Iterator[Problem]] = _fine
    party: str = ""  # the column with the merchant's ID; "": its rows are about no merchant
    party_attr: str = ""  # where a row has its party; default: ``party``
    happened: Callable[[R], Day] | None = None  # default: the day of ``day``
    # Row id → the failure that the row is of its merchant, by the policy (None: by any policy).
    failures: Callable[[tuple[R, ...], Policy | None], Mapping[str, Failure]] = _no_failures
    provisional: bool = False  # no kind of its failures is final at once
    own_term: bool = False  # until when a row is public is not for the policy to say
    landlines: bool = False  # no telephone number of any kind may stand in it
    dated: tuple[Dated, ...] = ()
    undoings: tuple[Undoing, ...] = ()
    shown: Callable[[R, Policy, Day], Shown | None] = _nothing
    by_policy: bool = False  # what is shown follows from the policy too
    open: bool = False  # what is shown of its rows is open data
    page: str = ""  # the folder of the site that its pages fill
    told: RegisterPage | None = None  # what its page says, where that follows from it alone
    anchor: str = ""  # where a row stands below the site: "{year}", "{id}"
    same: tuple[str, ...] = ()  # what a row is known by again; default: what must be written
    form: RegisterForm | None = None
    waits: Waits | None = None
    refers: tuple[tuple[str, str], ...] = ()  # keys that name a row, and the register it stands in
    command: str = ""  # that keeps its rows; "": its file is edited
    book: str = ""  # what it is called as a whole; default: by its title

    @property
    def fails(self) -> bool:
        """Whether rows of it can be failures of a merchant."""
        return self.failures is not _no_failures

    @property
    def file(self) -> str:
        """The name of its file, where it has but one."""
        return f"{self.name}.{self.ending}"

    @property
    def book_zh(self) -> str:
        """The register as a whole."""
        return self.book or f"{self.title[0]}登记簿"

    @property
    def texts(self) -> tuple[str, ...]:
        """Dotted keys of the texts of a row that may be mended."""
        spec = self.row.table.get("corrected")
        if spec is None:
            return ()
        item = spec.kind.item if isinstance(spec.kind, ListOf) else None
        key = item.table["key"].kind if isinstance(item, Group) else None
        keys = key.options if isinstance(key, Choice) else getattr(spec.kind, "keys", ())
        return tuple(keys)

    @property
    def detail(self) -> tuple[str, ...]:
        """Those that are told no longer once the detail of a row is gone."""
        return tuple(key for key in self.texts if not key.startswith("void."))

    def party_of(self, row: R) -> Party | None:
        """Whom a row is about."""
        return getattr(row, self.party_attr or self.party) if self.party else None

    def day_of(self, row: R) -> Day:
        """The day on which it happened."""
        if self.happened is not None:
            return self.happened(row)
        value = self.value(row, self.day)
        return value.date() if isinstance(value, datetime) else value

    def value(self, row: R, key: str) -> Any:
        """What a row says under a column; of the party its ID."""
        if self.party and key == self.party:
            party = self.party_of(row)
            return party.id if party else None
        return getattr(row, self.row.table[key].attr or key)
