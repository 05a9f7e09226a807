"""How urgent a duty is on a day, and the duties of each urgency in the order to do them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from generator.dates import add_days
from generator.duties.duty import Duty
from generator.duties.kinds import KINDS

CRITICAL = 2  # days ahead: what comes on a Sunday is told on the Friday before
WEEK = 7

URGENCIES: Mapping[str, tuple[str, str]] = {
    "critical": ("最要紧：最后一天一过，状态自动改变", "critical: the day alone changes a status"),
    "overdue": ("已逾期", "overdue"),
    "today": ("今天", "today"),
    "week": ("本周（7 天内）", "within 7 days"),
    "later": ("以后（{ahead} 天内）", "within {ahead} days"),
    "waiting": ("等着办：没有定期限，或期限还远", "waiting: no day is set, or it is far"),
}


def urgency(duty: Duty, as_of: date, ahead: int) -> str:
    """A key of URGENCIES."""
    due = duty.due
    if due is None or due > add_days(as_of, ahead):
        return "waiting"
    if due < as_of:
        return "overdue"
    if KINDS[duty.kind].automatic and due <= add_days(as_of, CRITICAL):
        return "critical"
    if due == as_of:
        return "today"
    return "week" if due <= add_days(as_of, WEEK) else "later"


def by_urgency(found: Iterable[Duty], as_of: date, ahead: int) -> dict[str, list[Duty]]:
    """Every urgency, with nothing in it too; in each the most dangerous kind first, and of a kind
    what is due, or has waited, longest."""
    groups: dict[str, list[Duty]] = {code: [] for code in URGENCIES}
    for duty in found:
        groups[urgency(duty, as_of, ahead)].append(duty)
    for group in groups.values():
        group.sort(key=lambda d: (d.rank, d.due or date.max, d.since or date.max, d.id))
    return groups
