"""Fair process of what a push adds: in time, founded. The checks ask the same of whole records,
from the first version of the policy that says so; the gate asks it of everything new.
"""

from __future__ import annotations

from collections.abc import Iterator

from fangxin.base.problem import Problem
from fangxin.change.guard.facts import FactChange
from fangxin.change.guard.push import Push
from fangxin.change.misworded import misworded
from fangxin.facts.policy.policy import Policy
from fangxin.facts.registers.declared import named
from fangxin.facts.values import Merchant
from fangxin.registry.founding import unfounded_additions
from fangxin.registry.redress import Asked, asked_of, too_late
from fangxin.standing.deadlines import appeal_by, reply_by

_SORTS = ("failures", "decisions", "follow_up")


def what_comes_is_in_time(push: Push) -> Iterator[Problem]:
    """An appeal or a reply that is new came by its last day, or a stated decision let it in."""
    programme, registry = push.new.sources.programme, push.new.sources.registry
    if push.first or programme is None or registry is None:
        return
    for fact in push.facts:
        merchant = registry.merchants.get(fact.home)
        if fact.sort in _SORTS and fact.new is not None and merchant is not None:
            one = next((a for a in asked_of(merchant, registry.merchants) if _is(a, fact)), None)
            if one is not None:
                yield from _late(push, fact, merchant, one, programme.policy)


def _is(one: Asked, fact: FactChange) -> bool:
    return one.label == fact.name and fact.sort in one.where.split(".")


def _late(
    push: Push, fact: FactChange, merchant: Merchant, one: Asked, policy: Policy
) -> Iterator[Problem]:
    new = one.appeal is not None and fact.was("appeal.filed") is None
    if new and one.appeal is not None and one.appeal.admitted is None:
        last = appeal_by(one.about, policy)
        if one.appeal.filed > last:
            yield too_late(merchant, f"{one.where}.appeal.filed", one.label, one.appeal.filed, last)
    if fact.written("reply") is not None and fact.was("reply") is None and not one.late_reply:
        last, came = reply_by(one.about, policy), one.replied or push.as_of
        if came > last:
            yield too_late(merchant, f"{one.where}.replied", one.label, came, last)


def _served(sort: str) -> bool:
    """Whether facts of a list or register tell the day of a service."""
    register = named(sort)
    return sort in _SORTS or (register is not None and "served" in register.row.table)


def service_shortens_nothing(push: Push) -> Iterator[Problem]:
    """A service that is told later is not of a day before the entry: the merchant was told its last
    days by the day of entry, and they never come sooner."""
    for fact in push.facts:
        if not _served(fact.sort) or fact.old is None or fact.was("served") is not None:
            continue
        served = fact.written("served")
        entered = max(fact.was("recorded") or "", fact.was("date") or "")
        if served is not None and served < entered:
            yield Problem(
                fact.place("served"),
                "served-shortens",
                f"{fact.label} 是 {entered} 登记的，期限已经照这一天告诉商户；补登更早的送达日"
                f"（{served}）会缩短整改、陈述、申诉的期限。请把 served 去掉，期限照登记的那天算",
                f"{fact.label} was entered on {entered}, and its last days were told by that day;"
                f" an earlier service ({served}) that is added later would shorten them; leave it"
                " out",
            )


def additions_are_founded(push: Push) -> Iterator[Problem]:
    """What is new and takes or bars a recognition, in records and registers, says by which
    document, and a finding that becomes final by what."""
    old, new = push.old.sources.registry, push.new.sources.registry
    programme = push.new.sources.programme
    if not push.first and old is not None and new is not None and programme is not None:
        yield from unfounded_additions(old, new, programme.policy, push.as_of)


def words_are_founded(push: Push) -> Iterator[Problem]:
    """Nothing new on a merchant's page calls it by a standing, says the contrary of the registry,
    or speaks without the paper that its kind asks for."""
    if not push.first:
        yield from misworded(push.old.sources, push.new.sources)
