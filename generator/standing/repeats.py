"""Windows of failures: which of them count, and whether a rule is met on a day.

``docs/standing.md`` section 3. An act counts once, however many findings tell of it; it repeats
another one only when it happened after the merchant had been told of that one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.dates import add_months
from generator.facts import Failure
from generator.policy import Rule, Version


@dataclass(frozen=True, slots=True)
class _Act:
    """``began``: the day of its first finding; ``told``: when the merchant knew of one of them;
    ``points``: those of its gravest; ``before``: those it had without the findings of the day."""

    began: date
    told: date
    new: bool  # none of its findings had been recorded before
    points: int
    before: int


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
    """The failures of all windows that trigger ``rule`` on ``day``; none when it is not."""
    failures = sorted(failures, key=lambda failure: (failure.date, failure.id))
    union: dict[str, Failure] = {}
    for first, earliest in enumerate(failures):
        end = add_months(earliest.date, rule.months or 0)
        window = [failure for failure in failures[first:] if failure.date < end]
        if _met(rule, _acts(window, version, day)):
            union.update((failure.id, failure) for failure in window)
    return list(union.values())


def _acts(window: list[Failure], version: Version, day: date) -> list[_Act]:
    groups: dict[tuple[object, ...], list[Failure]] = {}
    for failure in window:
        groups.setdefault(failure.counts_as, []).append(failure)
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
