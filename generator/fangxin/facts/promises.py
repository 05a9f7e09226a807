"""What a merchant promises and shows, and what was erased by law, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
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
    document: str | None = None  # the merchant's letter or pledge, where it came later


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
class Restored:
    """撤回登记: what had been entered of a sign was a mistake, or a lost one was found again. The
    words that stood there are kept, under their own key; exactly one is there."""

    date: Day
    reason: str
    document: str
    lost: Lost | None = None
    taken_down: Day | None = None
    replaced_by: str | None = None
    void: Void | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """Which of what becomes of a sign is taken back."""
        return tuple(key for key in FATES if getattr(self, key) is not None)


FATE_ZH: Mapping[str, str] = {  # what may become of a sign
    "void": "作废",
    "taken_down": "取下",
    "lost": "丢失或被盗",
    "replaced_by": "换新",
}
FATES = tuple(FATE_ZH)


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
    restored: tuple[Restored, ...] = ()

    def known_on(self, day: Day) -> Sign:
        """The sign as the record had it on ``day``: what was taken back later still stood there."""
        sign = self
        for entry in sorted(self.restored, key=lambda one: one.date, reverse=True):
            if entry.date > day:
                was = {key: getattr(entry, key) for key in entry.keys}
                sign = replace(sign, **was)
        return replace(sign, restored=tuple(one for one in self.restored if one.date <= day))
