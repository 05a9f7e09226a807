"""The life of a printed sign: what it is on a day, from facts, standing and policy.

``docs/standing.md`` section 8. A sign is exactly one of seven things. While the merchant is
recognised or suspended it may hang; when the recognition ends it is to come down within the days
that the policy of that day gives, and is overdue afterwards, until somebody records what became
of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day
from enum import StrEnum

from fangxin.base.dates import add_days
from fangxin.facts.policy.policy import Policy
from fangxin.facts.values import Facts, Sign, Status
from fangxin.standing.reading import Reading, event_days, read, status_on

HELD = frozenset({Status.CERTIFIED, Status.SUSPENDED})


class SignState(StrEnum):
    """What a sign is. The first four may hang on a wall; of these only VALID should."""

    VALID = "valid"  # 在用
    DUE = "due"  # 应在某日前摘下
    OVERDUE = "overdue"  # 逾期未摘
    LOST = "lost"  # 丢失或被盗
    TAKEN_DOWN = "taken_down"  # 已摘下
    REPLACED = "replaced"  # 已换新
    VOID = "void"  # 作废


HANGING = frozenset({SignState.VALID, SignState.DUE, SignState.OVERDUE})
UP = frozenset({SignState.DUE, SignState.OVERDUE})  # hangs, and must not


@dataclass(frozen=True, slots=True)
class SignStanding:
    """``since``: the first day of this state as far as facts say; ``due``: the last day to take it
    down, where it is to come down or is overdue."""

    sign: Sign
    state: SignState
    since: Day
    due: Day | None = None

    @property
    def number(self) -> str:
        """The number printed on it."""
        return self.sign.number

    @property
    def hangs(self) -> bool:
        """Whether, for all that is known, it hangs on a wall."""
        return self.state in HANGING

    def overdue_days(self, as_of: Day) -> int:
        """How many days it hangs too long on ``as_of``; 0 while it may hang."""
        return max(0, (as_of - self.due).days) if self.due is not None else 0


def ended_on(reading: Reading, as_of: Day) -> Day | None:
    """The first day of the unbroken stretch up to ``as_of`` on which the merchant was neither
    recognised nor suspended, as the history is known now; None while it is, and ``date.min`` when
    it never was."""
    if status_on(reading, as_of) in HELD:
        return None
    first = as_of
    for day in reversed([day for day in event_days(reading) if day <= as_of]):
        if status_on(reading, day) in HELD:
            return first
        first = day
    return Day.min


def sign_standing(
    sign: Sign, replaced: Day | None, ended: Day | None, days: int, as_of: Day
) -> SignStanding:
    """What one sign is on ``as_of``, a day on which it had been issued. ``replaced``: the day on
    which the sign was issued that hangs in its place; ``ended``: as ``ended_on`` says; ``days``
    to take it down."""
    sign = sign.known_on(as_of)
    gone = _gone(sign, replaced, as_of)
    if gone is not None:
        return gone
    if ended is None:
        return SignStanding(sign, SignState.VALID, sign.issued)
    begins = max(ended, sign.issued)
    due = add_days(begins, days)
    if as_of <= due:
        return SignStanding(sign, SignState.DUE, begins, due)
    return SignStanding(sign, SignState.OVERDUE, add_days(due, 1), due)


def _gone(sign: Sign, replaced: Day | None, as_of: Day) -> SignStanding | None:
    """What became of it, whatever the standing: a mistake comes first, then what is sure."""
    void, lost = sign.void, sign.lost
    if void is not None and void.date <= as_of:
        return SignStanding(sign, SignState.VOID, max(void.date, sign.issued))
    if sign.taken_down is not None and sign.taken_down <= as_of:
        state = SignState.REPLACED if _by(replaced, as_of) else SignState.TAKEN_DOWN
        return SignStanding(sign, state, sign.taken_down)
    if lost is not None and lost.date <= as_of:
        return SignStanding(sign, SignState.LOST, lost.date)
    if replaced is not None and replaced <= as_of:
        return SignStanding(sign, SignState.REPLACED, replaced)
    return None


def _by(day: Day | None, as_of: Day) -> bool:
    return day is not None and day <= as_of


def sign_standings(
    signs: tuple[Sign, ...], facts: Facts, policy: Policy, as_of: Day
) -> tuple[SignStanding, ...]:
    """What each sign is that had been issued by ``as_of``, in the order of ``signs``."""
    issued = tuple(sign for sign in signs if sign.issued <= as_of)
    return states_of(issued, read(facts, policy, as_of), policy, as_of) if issued else ()


def states_of(
    issued: tuple[Sign, ...], reading: Reading, policy: Policy, as_of: Day
) -> tuple[SignStanding, ...]:
    """The same for signs that were issued, of a merchant whose facts were read."""
    ended = ended_on(reading, as_of)
    following = {sign.number: sign.issued for sign in issued}
    found = []
    for sign in issued:
        begins = max(ended or sign.issued, sign.issued)
        days = policy.on(begins).number_of("sign_removal_days")
        replaced = following.get(sign.known_on(as_of).replaced_by or "")
        found.append(sign_standing(sign, replaced, ended, days, as_of))
    return tuple(found)
