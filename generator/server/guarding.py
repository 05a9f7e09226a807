"""The one place where a push meets the guard: what a commit does to what was published before."""

from __future__ import annotations

from datetime import date

from generator.git import NOTHING
from generator.problem import Problem
from generator.server.layout import Server


def guard_problems(server: Server, old: str, new: str, as_of: date) -> list[Problem]:
    """What the guard has against going from ``old`` to ``new``. A first push has no before."""
    if old == NOTHING:
        return []
    return []
