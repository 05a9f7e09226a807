"""How urgent a duty is on a day, and the duties of each urgency in the order to do them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fangxin.base.dates import add_days
from fangxin.facts.programme.holidays import Holidays
from fangxin.office.due.duty import Duty
from fangxin.office.due.kinds import every_kind

CRITICAL = 2  # days ahead at least
WEEK = 7


@dataclass(frozen=True, slots=True)
class Horizon:
    """The day that counts and how far is looked ahead. ``critical`` is the last day that does not
    wait: that of the next working day at least, so that nothing changes by itself over a weekend
    or a holiday that nobody was told of before."""

    as_of: date
    ahead: int
    critical: date


def horizon(as_of: date, ahead: int, holidays: Holidays) -> Horizon:
    """The one of a day, by the calendar of working days."""
    last = add_days(as_of, 1)
    while not holidays.works(last) and last < date.max:
        last = add_days(last, 1)
    return Horizon(as_of, ahead, max(last, add_days(as_of, CRITICAL)))


URGENCIES: Mapping[str, tuple[str, str]] = {
    "critical": ("最要紧：最后一天一过，状态自动改变", "critical: the day alone changes a status"),
    "overdue": ("已逾期", "overdue"),
    "today": ("今天", "today"),
    "week": ("本周（7 天内）", "within 7 days"),
    "later": ("以后（{ahead} 天内）", "within {ahead} days"),
    "waiting": ("等着办：没有定期限，或期限还远", "waiting: no day is set, or it is far"),
}


def urgency(duty: Duty, seen: Horizon) -> str:
    """A key of URGENCIES."""
    due = duty.due
    if due is None or due > add_days(seen.as_of, seen.ahead):
        return "waiting"
    if due < seen.as_of:
        return "overdue"
    if every_kind()[duty.kind].automatic and due <= seen.critical:
        return "critical"
    if due == seen.as_of:
        return "today"
    return "week" if due <= add_days(seen.as_of, WEEK) else "later"


def by_urgency(found: Iterable[Duty], seen: Horizon) -> dict[str, list[Duty]]:
    """Every urgency, with nothing in it too; in each the most dangerous kind first, and of a kind
    what is due, or has waited, longest."""
    groups: dict[str, list[Duty]] = {code: [] for code in URGENCIES}
    for duty in found:
        groups[urgency(duty, seen)].append(duty)
    for group in groups.values():
        group.sort(key=lambda d: (d.rank, d.due or date.max, d.since or date.max, d.id))
    return groups
