"""Two versions of the registry compared: what the change does today, and on the days on which a
changed policy takes effect later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from fangxin.base.problem import Problem
from fangxin.change.effect.effect import Effects
from fangxin.change.effect.effects import effects
from fangxin.change.effect.everybody import everybody
from fangxin.facts.policy.policy import Policy
from fangxin.registry.registry import Registry, load
from fangxin.registry.sources.reading import Sources
from fangxin.registry.sources.revision import Revision

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
    """``old`` and ``new``: what was compared, as people name it. ``days``: the effects on the day
    that counts, then what a changed policy alone does on later days, as far as is recorded now.
    ``errors`` of the new version, ``former`` ones of the old; ``elsewhere``: changed files that no
    effect is told of."""

    old: str
    new: str
    days: tuple[Effects, ...]
    errors: tuple[Problem, ...] = ()
    former: tuple[Problem, ...] = ()
    elsewhere: tuple[str, ...] = ()

    @property
    def now(self) -> Effects:
        """The effects on the day that counts."""
        return self.days[0]

    @property
    def later(self) -> tuple[Effects, ...]:
        """Those on days on which a changed policy takes effect."""
        return self.days[1:]


def comparison(
    old: Revision, new: Revision, jobs: int = 1, tick: Callable[[int], None] | None = None
) -> Comparison:
    """Everything that the change from ``old`` to ``new`` does."""
    before, after, more = _fit(old, new)
    now = effects(before, after, jobs, tick)
    changed = old.changed_to(new)
    everyone = everybody(before, after, changed)
    days = [replace(now, warnings=(*more, *now.warnings), everybody=everyone)]
    coming = later_days(before, after)
    former = _under(before, after) if coming else after
    for day in coming:
        then = effects(replace(former, as_of=day), replace(after, as_of=day), jobs, tick)
        days.append(replace(then, beside=(), unseen=(), warnings=(), questions=()))
    return Comparison(
        old.name,
        new.name,
        tuple(days),
        tuple(sorted(new.sources.errors)),
        tuple(sorted(old.sources.errors)),
        tuple(path for path in changed if not path.startswith(TOLD)),
    )


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


def _fit(
    old: Revision, new: Revision
) -> tuple[Sources, Sources, tuple[tuple[str, str], ...]]:  # fmt: skip
    """Both as they can be compared. Before the first commit there is an empty registry; where the
    programme of one cannot be read, the changed records are read by that of the other."""
    before, after = old.sources, new.sources
    if before.registry is None and not old.files and after.registry is not None:
        empty = replace(after, registry=Registry({}), records=type(after.records)({}))
        return replace(empty, gazette=type(after.gazette)(), problems=()), after, ()
    if before.registry is not None and after.registry is None:
        edited = before.edited(new.records_unlike(old))
        edited = replace(edited, problems=(*edited.problems, *after.problems))
        return before, edited, (_BY_THE_OLD,)
    if before.registry is None and after.registry is not None:
        edited = after.edited(old.records_unlike(new))
        edited = replace(edited, problems=(*edited.problems, *before.problems))
        return edited, after, (_BY_THE_NEW,)
    return before, after, ()
