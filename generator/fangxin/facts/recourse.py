"""What a merchant may do about what was found or decided, and how a text of a fact is mended.

Shapes of facts that several kinds of facts have in common. All days are ``datetime.date``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Day  # fields named ``date`` would hide the type
from typing import Protocol

OFFICE = "office"  # the registry's own office, beside the codes of departments.yml


@dataclass(frozen=True, slots=True)
class Void:
    """登记有误: the fact was entered by mistake, not the merchant's fault. Acts from ``date``."""

    date: Day
    reason: str
    document: str | None = None
    replaced_by: str | None = None


class Voidable(Protocol):
    """Whatever may be declared to be a mistake: a fact of a record, a row, a sign."""

    @property
    def void(self) -> Void | None:
        """What it was declared to be, and when."""
        ...


def void_of(fact: Voidable, day: Day | None = None) -> Void | None:
    """That a fact was entered by mistake, as known on ``day``; without a day as it is written."""
    void = fact.void
    return void if void is not None and (day is None or void.date <= day) else None


def stands(fact: Voidable, day: Day | None = None) -> bool:
    """Whether a fact was not declared to be a mistake: by ``day``, or at all."""
    return void_of(fact, day) is None


@dataclass(frozen=True, slots=True)
class Admission:
    """准予逾期: the stated decision that lets in what came after the last day."""

    date: Day
    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class Appeal:
    """申诉 against a failure or a decision. It acts from the later of ``decided`` and
    ``recorded``."""

    filed: Day
    decided: Day | None = None
    outcome: str | None = None  # "upheld" or "dismissed"
    recorded: Day | None = None
    document: str | None = None
    retest: bool = False  # no appeal of the merchant's: a retest found the goods in order
    decided_by: str | None = None  # code of a department, or OFFICE
    summary: str | None = None  # why it was decided so
    admitted: Admission | None = None  # it was filed after its last day


@dataclass(frozen=True, slots=True)
class Rewording:
    """更正文字: the words that stood under ``key`` before ``date``. Nothing else moves."""

    date: Day
    key: str  # dotted: "summary", "appeal.document"
    before: str
    document: str


def mended_by(
    corrected: Iterable[Rewording], day: Day, without: Iterable[str] = ()
) -> tuple[Rewording, ...]:
    """The mended texts of a row that are told on ``day``: what they say is public anew, so not
    those of keys whose words are not shown any more."""
    hidden = set(without)
    return tuple(one for one in corrected if one.date <= day and one.key not in hidden)


def first_words(corrected: Iterable[Rewording], key: str, now: str | None) -> str | None:
    """What was first written under ``key``: what facts are told apart by, so that a mended text
    moves no sanction."""
    return next((one.before for one in corrected if one.key == key), now)


@dataclass(frozen=True, slots=True)
class Repair:
    """信用修复: the authority that found a failure ended its publication. It acts from the later of
    ``date`` and ``recorded``; what else it lifts is the policy's to say."""

    date: Day
    document: str
    by: str | None = None  # the authority
    summary: str | None = None
    recorded: Day | None = None  # default: ``date``

    @property
    def known(self) -> Day:
        return max(self.date, self.recorded or self.date)
