"""Nothing enters the registry on a day before the last publication: the past is not rewritten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from fangxin.base.problem import Problem
from fangxin.change.guard.facts import FactChange
from fangxin.change.guard.moved import only_moved
from fangxin.change.guard.push import Push
from fangxin.facts.registers.declared import named
from fangxin.facts.registers.register import Register

_GRANTS = frozenset({"certified", "publicised", "reinstated", "applied"})


class ActingKey(NamedTuple):
    """A key that acts from a day: the key that says which, and where to write another one."""

    key: str  # where to point at
    day: date
    remedy: str  # the key that says when it was recorded
    what: str


Days = Callable[[FactChange], Iterator[ActingKey]]


def day_of(text: str | None) -> date | None:
    """The day of a written day or moment, None where it is none."""
    try:
        return date.fromisoformat(text[:10]) if text else None  # of a moment its day
    except ValueError:
        return None  # no day at all: told by the reader


def _pair(fact: FactChange, key: str, recorded: str, what: str, new: bool) -> Iterator[ActingKey]:
    """A day and when it was recorded, if the day is new in this push."""
    day = day_of(fact.written(key))
    if day is None or (not new and fact.was(key) is not None):
        return
    yield ActingKey(key, max(day, day_of(fact.written(recorded)) or day), recorded, what)


def _decision(fact: FactChange) -> Iterator[ActingKey]:
    if fact.old is None:
        yield from _pair(fact, "date", "recorded", "决定", True)
    yield from _pair(fact, "appeal.decided", "appeal.recorded", "申诉结果", fact.old is None)


def _failure(fact: FactChange) -> Iterator[ActingKey]:
    if fact.old is None:
        day = day_of(fact.written("recorded")) or day_of(fact.written("date"))
        if day is not None:
            yield ActingKey("recorded", day, "recorded", "问题")
    new = fact.old is None
    yield from _pair(fact, "rectified", "rectified_recorded", "整改", new)
    yield from _pair(fact, "final", "final_recorded", "最终确定", new)
    yield from _pair(fact, "appeal.decided", "appeal.recorded", "申诉结果", new)
    yield from _pair(fact, "repair.date", "repair.recorded", "信用修复", new)


def _change(fact: FactChange) -> Iterator[ActingKey]:
    if fact.old is None:
        yield from _pair(fact, "date", "recorded", "变更", True)


def _objection(fact: FactChange) -> Iterator[ActingKey]:
    yield from _pair(fact, "decided", "recorded", "异议结果", fact.old is None)


def _row(register: Register[Any]) -> Days:
    def days(fact: FactChange) -> Iterator[ActingKey]:
        for one in register.dated:
            if fact.old is not None and not one.late:
                continue
            if one.only is not None and not fact.written(one.recorded):
                key, word = one.only
                if fact.written(key) != word:
                    continue
            for known in _pair(fact, one.key, one.recorded, one.zh, fact.old is None):
                yield known._replace(key=one.at or one.key)

    return days


def _void(fact: FactChange) -> Iterator[ActingKey]:
    """A fact may be declared void from now on; in a new fact it is nobody's concern."""
    day = day_of(fact.written("void.date"))
    if fact.old is not None and fact.was("void.date") is None and day is not None:
        yield ActingKey("void.date", day, "void.date", "更正")


_DAYS: dict[str, Days] = {
    "decisions": _decision,
    "failures": _failure,
    "follow_up": _failure,
    "changes": _change,
    "objections": _objection,
}


def known_days(fact: FactChange) -> tuple[ActingKey, ...]:
    """Everything of a fact that acts from a day, and is new in the push."""
    if fact.new is None:
        return ()
    register = named(fact.sort)
    days = _row(register) if register is not None else _DAYS.get(fact.sort)
    return (*_void(fact), *(days(fact) if days is not None else ()))


def nothing_is_back_dated(push: Push) -> Iterator[Problem]:
    """What is new acts on the day of the last publication or later, whatever day it happened."""
    moved = only_moved(push)  # which is told already, and is not what redate is for
    for fact in push.facts:
        for known in () if push.first else known_days(fact):
            if known.day >= push.published or (fact.home, fact.sort, fact.name) in moved:
                continue
            grant = fact.sort == "decisions" and fact.written("status") in _GRANTS
            if grant and known.what == "决定":
                yield _grant(push, fact, known)
            else:
                yield _late(push, fact, known)


def _grant(push: Push, fact: FactChange, known: ActingKey) -> Problem:
    act = fact.written("status")
    return Problem(
        fact.place(known.key),
        "back-dated-grant",
        f"{fact.label}（{act}）从 {known.day} 起作用，早于上次发布 {push.published}："
        "那几天网站已经说过"
        f"不是这样，认定、公示、恢复都不能倒填。请加一行 recorded: {push.as_of}（今天登记），"
        "公示和认定按这天起算；早就记好、今天才推送的，运行 fangxin redate 一次改好",
        f"{fact.label} ({act}) acts from {known.day}, before the last publication, "
        f"{push.published}, which said otherwise; grants are not back-dated: write recorded: "
        f"{push.as_of}, the day it is entered; fangxin redate does it for all that was entered "
        "earlier and is pushed today",
    )


def _late(push: Push, fact: FactChange, known: ActingKey) -> Problem:
    return Problem(
        fact.place(known.key),
        "recorded-too-early",
        f"{fact.label} 的{known.what}写成 {known.day} 就进了登记簿，早于上次发布 {push.published}，"
        f"而那时网站上还没有。哪天发生照实写，另写 {known.remedy}: {push.as_of}（今天登记）；"
        "早就记好、今天才推送的，运行 fangxin redate 一次改好",
        f"{fact.label}: {known.key} counts as recorded on {known.day}, before the last "
        "publication, "
        f"{push.published}, which did not have it; leave the day it happened, and write "
        f"{known.remedy}: {push.as_of}, the day it is entered; fangxin redate does it for all that "
        "was entered earlier and is pushed today",
    )


def imports_are_new(push: Push) -> Iterator[Problem]:
    """A decision taken over from an older register stands in a record that is new."""
    there = {record.id for record in push.records if record.old is not None}
    for fact in push.facts:
        if fact.sort != "decisions" or fact.old is not None or fact.home not in there:
            continue
        if fact.written("imported") == "true":
            yield Problem(
                fact.place("imported"),
                "imported-into-record",
                f"{fact.label} 写了 imported: true，而 {fact.home} 早已在登记簿里："
                "从旧登记簿导入只能在建档时。"
                "请按规则公示、认定，并删去 imported",
                f"{fact.label} says imported: true, but {fact.home} is in the registry already, "
                "and "
                "only a new record takes over decisions of an older register; publicise and "
                "certify "
                "by the policy, and delete imported",
            )
