"""A report that a push brings calls nothing genuine fake, whatever the day it is dated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fangxin.base.problem import Problem
from fangxin.change.guard.push import Push
from fangxin.facts.registers.misuse import MISUSES, is_quiet
from fangxin.registry.reports import called_genuine


def reports_call_nothing_genuine_fake(push: Push) -> Iterator[Problem]:
    """No report is added, altered or made to count again whose value is genuine. One that was right
    before somebody came by it stays, and is told as a warning."""
    registry = push.new.sources.registry
    if push.first or registry is None:
        return
    told = {one.place for one in push.new.sources.errors if one.code == "genuine-code"}
    old = push.old.sources.registry
    there = {row.id: row for row in old.registers.of(MISUSES)} if old is not None else {}
    for row in registry.registers.of(MISUSES):
        before = there.get(row.id)
        accused = before is not None and not is_quiet(replace(before, cleared=""), push.as_of)
        if not row.cleared or (accused and before is not None and before.value == row.value):
            continue
        if row.place not in told:
            yield called_genuine(row, row.cleared)
