"""What a change does, as values: to whom, from which standing to which, and what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Literal

from fangxin.base.problem import Problem
from fangxin.change.effect.told import Way
from fangxin.facts.values import Status

Sort = Literal["loses", "gains", "moves", "same", "facts"]
SORTS: tuple[Sort, ...] = ("loses", "gains", "moves", "same", "facts")  # the gravest first
# Of those who lose it, and of those who move: what is worst for a merchant comes first.
_GRAVITY = (
    Status.REVOKED,
    Status.SUSPENDED,
    Status.CLOSED,
    Status.EXPIRED,
    Status.WITHDRAWN,
    Status.NONE,
    Status.PUBLICISED,
    Status.CERTIFIED,
)
Move = tuple[Status | None, Status | None]  # before and after; None: not in the registry


@dataclass(frozen=True, slots=True)
class BriefCause:
    """One reason of a standing in words. ``brief``: the facts and what they are (F3 受到行政处罚);
    ``told``: the sentence of the merchant's page; ``basis``: the clause or law, in few words, and
    ``source`` what an assumed number follows."""

    rule: str
    label: str
    facts: tuple[str, ...]
    brief: str
    told: str
    basis: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """A standing as it is told beside another one."""

    status: Status
    since: Day | None
    until: Day | None
    next_date: Day | None
    next_status: Status | None
    certificate: str | None
    bar_until: Day | None
    flags: tuple[str, ...]
    causes: tuple[BriefCause, ...]
    revokes: Day | None = None  # 撤销日, if nothing is recorded before


@dataclass(frozen=True, slots=True)
class Effect:
    """What happens to one merchant. ``facts``: which public facts change, in Chinese; ``sure`` is
    False where errors in its files, or in those of its operator's other shops, were not read."""

    id: str
    name: str
    category: str  # its label
    before: Brief | None  # None: not in the registry before
    after: Brief | None  # None: gone
    facts: tuple[str, ...] = ()
    sure: bool = True

    @property
    def move(self) -> Move:
        """The status before and after."""
        return (
            self.before.status if self.before else None,
            self.after.status if self.after else None,
        )

    @property
    def sort(self) -> Sort:
        """How grave it is."""
        old, new = self.move
        if old is not new:
            if old is Status.CERTIFIED:
                return "loses"
            return "gains" if new is Status.CERTIFIED else "moves"
        return "facts" if self.before == self.after else "same"

    @property
    def key(self) -> tuple[object, ...]:
        """The order in which effects are told."""
        new = self.move[1]
        gravity = _GRAVITY.index(new) if new is not None else -1  # to vanish is the worst
        return SORTS.index(self.sort), gravity, self.id


@dataclass(frozen=True, slots=True)
class Beside:
    """Something else that becomes public. ``about``: which register, 公告, 规则 or 设置; ``zh``:
    what changes, on one line."""

    about: str
    zh: str
    way: Way = "changed"


@dataclass(frozen=True, slots=True)
class Everybody:
    """Something that changes for everybody, on one line in both languages, and the file."""

    zh: str
    en: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Effects:
    """Everything that a change does on one day, the gravest first. ``everybody``: what changes for
    all; ``compared``: how many
    merchants were compared; ``unseen``: whose files differ without anything public; ``unread``:
    whose file cannot be read, so that nothing can be said; ``warnings``: what else is doubtful."""

    as_of: Day
    merchants: tuple[Effect, ...] = ()
    beside: tuple[Beside, ...] = ()
    unseen: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    compared: int = 0
    policy: bool = False  # whether the policy differs, so that everybody was compared
    warnings: tuple[tuple[str, str], ...] = field(default=())  # Chinese and English
    everybody: tuple[Everybody, ...] = ()
    questions: tuple[Problem, ...] = ()  # perhaps one act entered twice, for a person to look at

    @property
    def moves(self) -> Mapping[Move, int]:
        """How many go from which status to which, in the order in which they are told."""
        return Counter(one.move for one in self.merchants if one.sort in SORTS[:3])

    def of(self, sort: Sort) -> tuple[Effect, ...]:
        """The effects of one gravity."""
        return tuple(one for one in self.merchants if one.sort == sort)

    def __bool__(self) -> bool:
        """Whether anything public changes."""
        return bool(self.merchants or self.beside or self.everybody)
