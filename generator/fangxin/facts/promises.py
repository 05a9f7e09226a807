"""What a merchant promises and shows, and what was erased by law, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day  # fields named ``date`` would hide the type

from fangxin.facts.recourse import Rewording, Void


@dataclass(frozen=True, slots=True)
class Commitment:
    """A public promise: kind is a key of the programme's commitments; ``limit`` in yuan."""

    kind: str
    since: Day | None = None
    until: Day | None = None
    limit: int | None = None
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class Honour:
    """Another recognition, granted by somebody else (消费者信得过单位, …)."""

    name: str
    granted: Day
    by: str | None = None
    until: Day | None = None


@dataclass(frozen=True, slots=True)
class Pledge:
    """放心消费承诺 signed by the merchant under one version of the policy."""

    signed: Day
    policy_version: int


@dataclass(frozen=True, slots=True)
class Redaction:
    """An authorised erasure of published detail."""

    date: Day
    fields: tuple[str, ...]
    document: str


@dataclass(frozen=True, slots=True)
class Tick:
    """核对: an office found that a criterion is met, or decided on an exception from it."""

    id: str
    criterion: str  # code of a criterion of the merchant's category
    date: Day
    by: str  # code of the department
    document: str
    met: bool = False
    exception: bool = False  # not met, and recognised all the same
    reason: str | None = None
    void: Void | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """A sign was lost or stolen: whoever shows it after ``date`` shows somebody else's."""

    date: Day
    document: str | None = None  # of the report to the police, or of the office


@dataclass(frozen=True, slots=True)
class Sign:
    """A numbered printed sign 标牌."""

    number: str
    issued: Day
    place: str | None = None
    taken_down: Day | None = None
    void: Void | None = None
    corrected: tuple[Rewording, ...] = ()
    lost: Lost | None = None
    replaced_by: str | None = None  # number of the sign that hangs in its place
