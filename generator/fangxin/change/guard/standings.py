"""The safety net over all merchants: whoever was out is not back without a reason that shows, and
what the registry said before the last publication is what it still says of that time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from fangxin.base.problem import Place, Problem
from fangxin.change.guard.push import Push
from fangxin.facts.policy.policy import Policy
from fangxin.facts.record.particulars import CODE, JOINING
from fangxin.facts.values import Act, Decision, Facts, Failure, Status
from fangxin.standing.knowledge import upheld_known
from fangxin.standing.standing import Standing, standing
from fangxin.standing.timeline import timeline
from fangxin.words.sentences import STATUS_ZH

_RANK = {Status.REVOKED: 2, Status.SUSPENDED: 1}
_LEFT = frozenset({Status.WITHDRAWN, Status.CLOSED})  # no recognition either
_LIFTING = frozenset({Act.REINSTATED, Act.CERTIFIED})


class Moved(NamedTuple):
    """A merchant whose facts or rules differ: before and after."""

    id: str
    old: Facts
    new: Facts


def moved(push: Push) -> Iterator[Moved]:
    """Everybody who was there before and whose facts, own or of others that reach it, differ; all,
    when the policy does."""
    before, after = push.old.sources, push.new.sources
    if before.registry is None or after.registry is None:
        return
    one, other = _policy(push)
    rules_differ = one != other
    for id in before.registry.merchants:
        if id not in after.registry.merchants:
            continue
        old, new = before.registry.facts(id), after.registry.facts(id)
        if rules_differ or old != new:
            yield Moved(id, old, new)


def _policy(push: Push) -> tuple[Policy, Policy]:
    before, after = push.old.sources.programme, push.new.sources.programme
    assert before is not None and after is not None
    return before.policy, after.policy


def _place(push: Push, id: str) -> Place:
    known = {record.id: record for record in push.records}
    registry = push.new.sources.registry
    path = registry.merchants[id].path if registry is not None else id
    return known[id].place() if id in known else Place(path)


def nobody_comes_back_unexplained(push: Push, everybody: Sequence[Moved]) -> Iterator[Problem]:
    """Whoever was revoked or suspended is better now only by a new decision, an upheld appeal, a
    recorded rectification, a credit repair or a fact declared void."""
    for one in everybody:
        old, new = _policy(push)
        was, now = standing(one.old, old, push.as_of), standing(one.new, new, push.as_of)
        if not _better(was, now) or _explained(was, one, push.as_of):
            continue
        shorter = was.status is now.status
        zh = f"限制期由 {was.bar_until} 提前到 {now.bar_until}" if shorter else "这次提交后成了"
        yield Problem(
            _place(push, one.id),
            "unexplained-return",
            f"{one.id} 原来是「{STATUS_ZH[was.status]}」，{zh}「{STATUS_ZH[now.status]}」，"
            "却没有恢复决定、申诉成立、按时登记的整改、信用修复或 void 说明为什么。要恢复，请用 "
            "fangxin decide（reinstated，because 写明哪一件）、fangxin appeal 或 fangxin rectify；"
            "登记错了用 fangxin void",
            f"{one.id} was {was.status} (barred until {was.bar_until}) and would be {now.status} "
            f"(until {now.bar_until}), but no new reinstatement, upheld appeal, recorded "
            "rectification, credit repair or void explains it; use fangxin decide (reinstated, "
            "with because), fangxin appeal, fangxin rectify or fangxin void",
        )


def _better(was: Standing, now: Standing) -> bool:
    before, after = _RANK.get(was.status, 0), _RANK.get(now.status, 0)
    if was.status is Status.SUSPENDED and now.status in _LEFT:
        return False
    if was.bar_until is not None and (now.bar_until is None or now.bar_until < was.bar_until):
        return True
    return after < before


def _explained(was: Standing, one: Moved, as_of: date) -> bool:
    """Whether something new says why: a decision, or mercy for a fact that the status rested on."""
    causes = {
        name if "/" in name or reason.merchant is None else f"{reason.merchant}/{name}"
        for reason in was.reasons
        for name in reason.facts
    }
    known = {decision.id for decision in one.old.decisions}
    for decision in one.new.decisions:
        new = decision.id not in known and decision.void is None
        if new and decision.acts <= as_of and decision.act in _LIFTING:
            return True
    spared = set(_spared(one.old, one.new, ""))
    for sibling in one.new.siblings:
        before = next((other for other in one.old.siblings if other.id == sibling.id), None)
        if before is not None:
            spared |= set(_spared(before, sibling, f"{sibling.id}/"))
    spared |= set(_parted(one))
    return bool(spared & causes) or (not causes and bool(spared)) or _only_barred(was, spared)


def _parted(one: Moved) -> Iterator[str]:
    """The failures of those whom a credit code joined that was a mistake, as is said now; and of
    the rows that came by a code or an address that was."""
    void = {change.id for change in one.old.changes if change.void is not None}
    for change in one.new.changes:
        if change.void is None or change.id in void or change.field not in JOINING:
            continue
        left = {failure.id for failure in one.new.failures}
        yield from (failure.id for failure in one.old.failures if failure.id not in left)
        for sibling in one.old.siblings if change.field == CODE else ():
            yield from (f"{sibling.id}/{failure.id}" for failure in sibling.failures)


def _only_barred(was: Standing, spared: set[str]) -> bool:
    """A bar of somebody who is not revoked has no reasons that name it."""
    return was.status is not Status.REVOKED and was.bar_until is not None and bool(spared)


def _spared(old: Facts, new: Facts, prefix: str) -> Iterator[str]:
    """The facts that are void, won on appeal, rectified or repaired, and were not before."""
    failures = {failure.id: failure for failure in old.failures}
    for failure in new.failures:
        if failure.id in failures and _milder(failures[failure.id], failure):
            yield prefix + failure.id
    decisions = {decision.id: decision for decision in old.decisions}
    for decision in new.decisions:
        if decision.id in decisions and _annulled(decisions[decision.id], decision):
            yield prefix + decision.id
        elif prefix and decision.id not in decisions and decision.act is Act.REINSTATED:
            yield from (prefix + failure.id for failure in new.failures)
    before = {item.fact for item in old.follow_up if upheld_known(item)}
    yield from (one.fact for one in new.follow_up if upheld_known(one) and one.fact not in before)


def _milder(old: Failure, new: Failure) -> bool:
    """Whether something was added to it that may lift what followed from it: ``facts.undoing``."""
    added = any(
        getattr(old, key) is None and getattr(new, key) is not None
        for key in ("rectified", "repair", "served")
    )
    return _annulled(old, new) or added


def _annulled(old: Decision | Failure, new: Decision | Failure) -> bool:
    """Whether it is void or won on appeal, and was not before."""
    won = upheld_known(new) is not None and upheld_known(old) is None
    return won or (old.void is None and new.void is not None)


def the_past_stays(push: Push, everybody: Sequence[Moved]) -> Iterator[Problem]:
    """What the registry said of any day before the last publication, it still says."""
    if push.first or push.published <= date.min + timedelta(days=1):
        return
    eve = push.published - timedelta(days=1)
    for one in everybody:
        old, new = _policy(push)
        said, says = _story(one.old, old, eve), _story(one.new, new, eve)
        if said == says:
            continue
        day = _first_difference(said, says)
        yield Problem(
            _place(push, one.id),
            "past-rewritten",
            f"{one.id} 在 {day} 的状态，网站当时说的和这次提交推出来的不同："
            "已经发布的过去不能改写。"
            f"新登记的事，登记日写 {push.as_of}；补写登记簿某行的商户编号而牵动过去的，请把那行写 "
            "void，"
            "改记一行新的（recorded 写今天）；补写送达而牵动过去的（例如逾期已经撤销），"
            "走申诉或恢复决定",
            f"{one.id}: on {day} the published registry said otherwise than it would by this "
            f"commit, and the past is not rewritten; record what is new as of {push.as_of}; where "
            "a "
            "row of a register gets its merchant only now, declare it void and write a new row "
            "recorded today; where a day of service that is added moves the past, as when overdue "
            "rectification has revoked already, it takes an appeal or a reinstatement",
        )


def _story(facts: Facts, policy: Policy, until: date) -> tuple[tuple[date, Status], ...]:
    """The days on which the status changed, and to what."""
    steps: list[tuple[date, Status]] = []
    said = Status.NONE
    for step in timeline(facts, policy, until):
        if step.status is not said:
            steps.append((step.as_of, step.status))
            said = step.status
    return tuple(steps)


def _first_difference(
    one: tuple[tuple[date, Status], ...], other: tuple[tuple[date, Status], ...]
) -> date:
    different = set(one) ^ set(other)
    return min(day for day, _ in different)
