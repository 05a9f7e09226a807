"""Small complaints: a plausible one, changed where a test needs it changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from fangxin.facts.policy.policy import Basis, Clock
from fangxin.facts.programme.programme import Programme, read_programme
from fangxin.facts.registers.rows import Complaint
from tests.support.demonstration import KEPT

Moment = datetime

_ONE = Complaint(
    id="CMP-2026-00001",
    received=Moment(2026, 3, 2, 9, 5),  # a Monday
    channel="12315",
    sort="general",
    area="prepaid",
    department="amr",
)


def a_complaint(number: int = 1, **changes: Any) -> Complaint:
    """An ordinary dispute of Monday 2 March 2026, still open, with the given fields changed."""
    return replace(_ONE, id=f"CMP-2026-{number:05d}", **changes)


def a_clock(**changes: Any) -> Clock:
    """Closed within three working days, with the given fields changed."""
    clock = Clock("general", "示例", "Example", "closed", "days", "working", Basis("二(二)1"), 3)
    return replace(clock, **changes)


@cache
def programme() -> Programme:
    """The kept town's programme."""
    found, problems = read_programme(KEPT / "content")
    assert found is not None, problems
    return found
