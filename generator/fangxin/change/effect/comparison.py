"""Two versions of the registry compared: what the change does today, and on the days on which a
changed policy takes effect later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from fangxin.base.problem import Problem
from fangxin.change.changeset import Changeset
from fangxin.change.effect.effect import Effects
from fangxin.change.effect.effects import effects
from fangxin.change.effect.everybody import everybody
from fangxin.facts.policy.policy import Policy
from fangxin.registry.registry import Registry, load
from fangxin.registry.sources.reading import Sources

TOLD = ("merchants/", "content/programme/", "content/registers/", "content/notices/")


_BY_THE_OLD = (
    "新的规则或设置（content/programme）读不出：下面按原来的规则推算改动过的档案",
    "the new programme (content/programme) cannot be read: what follows is by the old one, for the"
    " records that differ",
)
_BY_THE_NEW = (
    "原来的规则或设置（content/programme）读不出：下面按新的规则推算改动过的档案",
    "the old programme (content/programme) cannot be read: what follows is by the new one, for the"
    " records that differ",
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was compared, and ``days``: the effects on the day that counts, then what a changed
    policy alone does on later days, as far as is recorded now."""

    change: Changeset
    days: tuple[Effects, ...]

    @property
    def old(self) -> str:
        """What was compared, as people name it."""
        return self.change.old.name

    @property
    def new(self) -> str:
        """With what."""
        return self.change.new.name

    @property
    def now(self) -> Effects:
        """The effects on the day that counts."""
        return self.days[0]

    @property
    def later(self) -> tuple[Effects, ...]:
        """Those on days on which a changed policy takes effect."""
        return self.days[1:]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Errors of the new version."""
        return tuple(sorted(self.change.new.sources.errors))

    @property
    def former(self) -> tuple[Problem, ...]:
        """Those of the old one."""
        return tuple(sorted(self.change.old.sources.errors))

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """Changed files that no effect is told of."""
        return tuple(path for path in self.change.changed if not path.startswith(TOLD))


def comparison(
    change: Changeset, jobs: int = 1, tick: Callable[[int], None] | None = None
) -> Comparison:
    """Everything that the change does."""
    fit, more = _fit(change)
    before, after = fit.old.sources, fit.new.sources
    now = effects(before, after, jobs, tick)
    days = [replace(now, warnings=(*more, *now.warnings), everybody=everybody(fit))]
    coming = later_days(before, after)
    former = _under(before, after) if coming else after
    for day in coming:
        then = effects(replace(former, as_of=day), replace(after, as_of=day), jobs, tick)
        days.append(replace(then, beside=(), unseen=(), warnings=(), questions=()))
    return Comparison(change, tuple(days))


def later_days(before: Sources, after: Sources) -> tuple[date, ...]:
    """The days after ``before.as_of`` on which versions of the policy take effect that are not the
    same in both."""
    if before.programme is None or after.programme is None:
        return ()
    old, new = _versions(before.programme.policy), _versions(after.programme.policy)
    return tuple(sorted({day for day, _ in old ^ new if day > before.as_of}))


def _under(before: Sources, after: Sources) -> Sources:
    """``after`` as it would be under the policy of ``before``: what else changes is the same."""
    assert before.programme is not None and after.programme is not None
    assert after.registry is not None
    programme = replace(after.programme, policy=before.programme.policy)
    registry, _ = load(
        after.merchants,
        programme,
        after.as_of,
        today=after.today,
        registers=after.registry.registers,
        records=after.records,
    )
    return replace(after, programme=programme, registry=registry)


def _versions(policy: Policy) -> set[tuple[date, str]]:
    return {(version.effective, repr(version)) for version in policy.versions}


def _fit(change: Changeset) -> tuple[Changeset, tuple[tuple[str, str], ...]]:
    """Both as they can be compared. Before the first commit there is an empty registry; where the
    programme of one cannot be read, the changed records are read by that of the other."""
    old, new = change.old, change.new
    before, after = old.sources, new.sources
    if before.registry is None and not old.files and after.registry is not None:
        empty = replace(after, registry=Registry({}), records=type(after.records)({}))
        empty = replace(empty, gazette=type(after.gazette)(), problems=())
        return Changeset(replace(old, sources=empty), new), ()
    if before.registry is not None and after.registry is None:
        edited = before.edited(new.records_unlike(old))
        edited = replace(edited, problems=(*edited.problems, *after.problems))
        return Changeset(old, replace(new, sources=edited)), (_BY_THE_OLD,)
    if before.registry is None and after.registry is not None:
        edited = after.edited(old.records_unlike(new))
        edited = replace(edited, problems=(*edited.problems, *before.problems))
        return Changeset(replace(old, sources=edited), new), (_BY_THE_NEW,)
    return change, ()
