"""What a merchant promises and shows, and what was erased: facts that no standing follows from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day  # fields named ``date`` would hide the type


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
