"""Duties as lines for a person at a terminal: Chinese first, the most urgent first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from fangxin.base.width import wrapped
from fangxin.office.due.duty import Duty
from fangxin.office.due.kinds import every_kind
from fangxin.office.due.urgency import URGENCIES, Horizon, by_urgency
from fangxin.words.sentences import zh_day

WIDTH = 80  # columns where no terminal says how many it has
MOST = 20  # duties of one kind and urgency that are told one by one


def lines(
    found: Iterable[Duty], seen: Horizon, width: int = WIDTH, most: int = MOST
) -> Iterator[str]:
    """A count; then by urgency, and there by kind, what is due, with the command that does it. No
    more than ``most`` of a kind and urgency, and how many others there are."""
    as_of, ahead = seen.as_of, seen.ahead
    groups = by_urgency(found, seen)
    total = sum(map(len, groups.values()))
    if not total:
        until = f"{zh_day(as_of)}起 {ahead} 天内"
        yield f"{until}没有到期的事 | Nothing is due within {ahead} days of {as_of}"
        return
    counts = "，".join(f"{_short(code)} {len(one)}" for code, one in groups.items() if one)
    yield from wrapped(f"待办 {total} 件（{zh_day(as_of)}）：{counts} | due: {total}", width)
    for code, group in groups.items():
        if group:
            zh, en = (text.format(ahead=ahead) for text in URGENCIES[code])
            yield ""
            yield from wrapped(f"━━ {zh}：{len(group)} 件 | {en}", width)
            for kind, some in groupby(group, key=lambda duty: duty.kind):
                yield from _kind(kind, list(some), as_of, width, most)


def _short(code: str) -> str:
    return re.split("[：（]", URGENCIES[code][0])[0]


def _kind(kind: str, some: list[Duty], as_of: date, width: int, most: int) -> Iterator[str]:
    yield ""
    yield from wrapped(
        f"{every_kind()[kind].label} | {every_kind()[kind].label_en}", width, "  ", "  "
    )
    for duty in some[:most]:
        yield from _one(duty, as_of, width)
    if len(some) > most:
        more = len(some) - most
        yield from wrapped(
            f"…… 还有 {more} 件：fangxin todo --kind {kind} | and {more} more", width, "  ", "  "
        )


def _one(duty: Duty, as_of: date, width: int) -> Iterator[str]:
    names = dict.fromkeys((duty.id, duty.name))
    head = " ".join(filter(None, ("·", when(duty, as_of), *names)))
    yield from wrapped(head, width, "  ", "    ")
    yield from wrapped(duty.zh, width, "    ", "    ")
    if duty.command:
        yield f"    → {duty.command}"  # never broken, so that it can be copied
    if duty.where:
        yield f"    → 改 {duty.where}" if not duty.command else f"      （{duty.where}）"


def when(duty: Duty, as_of: date) -> str:
    """The last day and how far away it is, or since when it waits; "" where no day is known."""
    if duty.due is None:
        return f"自 {duty.since}" if duty.since else ""
    days = (duty.due - as_of).days
    if days < 0:
        return f"{duty.due} 逾期 {-days} 天"
    return f"{duty.due} " + {0: "今天", 1: "明天", 2: "后天"}.get(days, f"还有 {days} 天")
