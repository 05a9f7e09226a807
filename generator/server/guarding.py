"""The one place where a push meets the guard: what it does to what was public before."""

from __future__ import annotations

from datetime import date

from generator import ambient
from generator.guard import guard, push_of
from generator.problem import Problem
from generator.server.layout import Server


def guard_problems(server: Server, old: str, new: str, as_of: date) -> list[Problem]:
    """What the guard has against going from commit ``old``, NOTHING for a first push, to ``new``.
    Raises GitError when it cannot judge."""
    jobs = server.config.jobs or ambient.cores()
    push = push_of(server.repository, old, new, as_of, clock=ambient.clock(), jobs=jobs)
    return guard(push)
