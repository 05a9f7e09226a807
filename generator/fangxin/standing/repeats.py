"""Windows of failures: which of them count, and whether a rule is met on a day.

``docs/standing.md`` section 3. An act counts once, however many findings tell of it; it repeats
another one only when it happened after the merchant had been told of that one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from fangxin.base.dates import add_months
from fangxin.facts.policy.policy import Rule, Version
from fangxin.facts.values import Failure


@dataclass(frozen=True, slots=True)
class _Act:
    """``began``: the day of its first finding; ``told``: when the merchant knew of one of them;
    ``points``: those of its gravest; ``before``: those it had without the findings of the day."""

    began: date
    told: date
    new: bool  # none of its findings had been recorded before
    points: int
    before: int


class Triggers:
    """Which failures trigger which rule on which day, worked out once for as long as nothing of
    them changes that windows look at: most readings of one merchant differ in other things."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, date], tuple[object, list[_Trigger]]] = {}

    def on(
        self, owner: str, version: Version, seen: list[Failure], day: date
    ) -> Iterator[tuple[Rule, list[Failure]]]:
        """Each rule of ``version`` that is triggered on ``day`` with the failures that do it.
        ``seen``: those of ``owner`` recorded by then."""
        looks = [(f.id, f.kind, f.date, f.recorded, f.served, f.counts_as) for f in seen]
        known, triggered = self._kept.get((owner, day), (None, []))
        if known != looks:
            triggered = _triggered(version, seen, day)
            self._kept[owner, day] = (looks, triggered)
        for rule, places in triggered:
            yield rule, [seen[place] for place in places]


_Trigger = tuple[Rule, tuple[int, ...]]  # the places of the failures among those seen


def _triggered(version: Version, seen: list[Failure], day: date) -> list[_Trigger]:
    place = {id(failure): at for at, failure in enumerate(seen)}
    return [
        (rule, tuple(place[id(cause)] for cause in causes))
        for rule in version.rules
        for causes in triggers(rule, version, matching(rule, version, seen), day)
    ]


def matching(rule: Rule, version: Version, failures: Iterable[Failure]) -> list[Failure]:
    """The failures a rule looks at."""
    chosen = []
    for failure in failures:
        kind = version.kinds.get(failure.kind)
        if kind is None:
            continue
        if rule.severity is not None and kind.severity != rule.severity:
            continue
        if rule.kinds is not None and failure.kind not in rule.kinds:
            continue
        chosen.append(failure)
    return chosen


def triggers(
    rule: Rule, version: Version, failures: list[Failure], day: date
) -> Iterator[list[Failure]]:
    """Groups of failures that trigger ``rule`` on ``day``: single ones, or whole windows.

    A further, provisional finding must not turn a revocation into a suspension, so windows are
    looked for without provisional kinds first.
    """
    if rule.count == 1 and rule.points is None:
        yield from ([failure] for failure in failures if failure.recorded == day)
        return
    certain = [failure for failure in failures if not version.kinds[failure.kind].provisional]
    union = _windows(rule, version, certain, day) or _windows(rule, version, failures, day)
    if union:
        yield union


def _windows(rule: Rule, version: Version, failures: list[Failure], day: date) -> list[Failure]:
    """The failures of all windows that trigger ``rule`` on ``day``; none when it is not. Only what
    was recorded on the day can trigger it, so that other windows are passed over, and those too
    whose failures stand all in one that triggered it."""
    new = [failure.date for failure in failures if failure.recorded == day]
    if not new:
        return []
    found = sorted(
        (_Finding.of(failure, version, day) for failure in failures), key=lambda one: one.place
    )
    days = [one.failure.date for one in found]
    union: dict[str, Failure] = {}
    reached = 0  # how many of the first findings stand in the windows that triggered it
    for first in range(bisect_right(days, max(new))):
        end = add_months(days[first], rule.months or 0)
        if end <= min(new):
            continue
        last = bisect_left(days, end)
        if last > reached and _met(rule, _acts(found[first:last], version, day)):
            union.update((one.failure.id, one.failure) for one in found[first:last])
            reached = last
    return list(union.values())


@dataclass(frozen=True, slots=True)
class _Finding:
    """One failure as windows look at it; ``act``: what it is where no other tells of its act."""

    failure: Failure
    place: tuple[date, str]
    key: tuple[object, ...]
    act: _Act

    @classmethod
    def of(cls, failure: Failure, version: Version, day: date) -> _Finding:
        act = _act([failure], version, day)
        return cls(failure, (failure.date, failure.id), failure.counts_as, act)


def _acts(window: list[_Finding], version: Version, day: date) -> list[_Act]:
    """What the findings of a window tell of."""
    groups: dict[tuple[object, ...], list[Failure]] = {}
    if len({one.key for one in window}) == len(window):
        return [one.act for one in window]
    for one in window:
        groups.setdefault(one.key, []).append(one.failure)
    return [_act(findings, version, day) for findings in groups.values()]


def _act(findings: list[Failure], version: Version, day: date) -> _Act:
    began = min(failure.date for failure in findings)
    told = min(failure.served or failure.recorded for failure in findings)
    earlier = [failure for failure in findings if failure.recorded < day]
    return _Act(
        began=began,
        told=max(began, told),
        new=not earlier,
        points=_points(findings, version),
        before=_points(earlier, version),
    )


def _points(findings: list[Failure], version: Version) -> int:
    return max((version.kinds[failure.kind].points for failure in findings), default=0)


def _met(rule: Rule, acts: list[_Act]) -> bool:
    """Whether what was recorded on the day makes the acts enough. What was enough before is not
    met again by a further paper on an old act, nor by an act that repeats nothing."""
    if rule.points is not None:
        points, before = sum(act.points for act in acts), sum(act.before for act in acts)
        return points >= rule.points and points > before
    return any(act.new and _through(act, acts) >= rule.count for act in acts)


def _through(act: _Act, acts: list[_Act]) -> int:
    """How many acts the longest chain has that goes through ``act``."""
    before = [other for other in acts if other.told < act.began]
    after = [other for other in acts if other.began > act.told]
    return _chain(before) + 1 + _chain(after)


def _chain(acts: list[_Act]) -> int:
    """How many acts the longest chain has in which each happened after the merchant had been told
    of the one before."""
    length, told = 0, date.min
    for act in sorted(acts, key=lambda act: act.told):
        if length == 0 or act.began > told:
            length, told = length + 1, act.told
    return length
