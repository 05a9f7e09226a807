"""Certifications keep the criteria of their category, and ticks name criteria that there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date as Day

from fangxin.base.problem import Problem
from fangxin.facts.programme.criteria import Criterion
from fangxin.facts.values import Act, Decision, Merchant
from fangxin.registry.book import Book, decision_place, place_of
from fangxin.registry.judging import Case, JudgedCriterion, judged
from fangxin.registry.republished import Reach

Listed = Mapping[str, tuple[Reach, ...]]


def criteria_are_kept(book: Book, listed: Listed) -> Iterator[Problem]:
    """A certification keeps the criteria that are asked for on the day it acts, or has a documented
    exception from them. What was taken over from an older register before today, and what rests on
    checks that are too old, was accepted once and is told as a doubt."""
    known = book.programme.categories
    for merchant in book.whole():
        for decision in merchant.decisions if merchant.category in known else ():
            if decision.act is Act.CERTIFIED and decision.void is None:
                yield from _told(book, merchant, decision, listed.get(merchant.id, ()))


def certification_problems(
    book: Book, merchant: Merchant, decision: Decision, listed: tuple[Reach, ...]
) -> Iterator[Problem]:
    """What stands against a certification that is new."""
    yield from _problems(merchant, decision, against(book, merchant, decision, listed))


def _told(
    book: Book, merchant: Merchant, decision: Decision, listed: tuple[Reach, ...]
) -> Iterator[Problem]:
    found = against(book, merchant, decision, listed)
    if not found or decision.acts >= book.day:
        yield from _problems(merchant, decision, found)
        return
    known = {one.criterion.code for one in against(book, merchant, decision, listed, once=True)}
    yield from _problems(merchant, decision, [one for one in found if one.criterion.code in known])
    since = [one for one in found if one.criterion.code not in known]
    for problem in _problems(merchant, decision, since):
        yield replace(problem, level="warning")


def _problems(
    merchant: Merchant, decision: Decision, found: Sequence[JudgedCriterion]
) -> Iterator[Problem]:
    unchecked = [one for one in found if one.unchecked]
    yield from (_missed(merchant, decision, one) for one in found if not one.unchecked)
    if unchecked:
        yield _unchecked(merchant, decision, unchecked)


def against(
    book: Book,
    merchant: Merchant,
    decision: Decision,
    listed: tuple[Reach, ...],
    once: bool = False,
) -> tuple[JudgedCriterion, ...]:
    """The criteria that stand against a certification on the day it acts: the day it is recorded
    here, whatever an older register decided when. ``once``: as it was judged in earlier releases,
    by the day of an older register and with checks of any age."""
    category = book.programme.categories[merchant.category]
    day = decision.date if once and decision.imported else decision.acts
    asked = [criterion for criterion in category.criteria if criterion.asked(day)]
    if not asked:
        return ()
    facts, policy = book.facts(merchant.id), book.programme.policy
    before = certified_before(merchant, day)
    case = Case(merchant, facts, policy, listed, day, before, aging=not once)
    return tuple(one for one in judged(case, asked) if not one.fine)


def certified_before(merchant: Merchant, day: Day) -> Day | None:
    """The day of the last certification before ``day``."""
    days = [one.acts for one in merchant.decisions if one.act is Act.CERTIFIED and one.void is None]
    return max((other for other in days if other < day), default=None)


def _missed(merchant: Merchant, decision: Decision, one: JudgedCriterion) -> Problem:
    criterion, day = one.criterion, decision.acts
    return Problem(
        decision_place(merchant, decision.id, "status"),
        "certified-against-criteria",
        f"决定 {decision.id}：{day} 的认定须符合条件“{criterion.label}”（{criterion.code}），"
        f"当日查得：{one.found[0]}。登记不对的先改正；确需例外的，登记 fangxin tick {merchant.id} "
        f"--criterion {criterion.code} --exception 是 --reason 理由 --by 部门 --document 文号，"
        "页面会公开；否则不能认定",
        f"decision {decision.id}: a certification of {day} must keep the criterion "
        f"{criterion.code} ({criterion.label_en or criterion.label}): {one.found[1]}; mend the "
        "record if it is wrong, or enter a documented exception with fangxin tick; otherwise it "
        "cannot be certified",
    )


def _unchecked(merchant: Merchant, decision: Decision, found: list[JudgedCriterion]) -> Problem:
    labels = "；".join(
        f"{one.criterion.label}（{one.criterion.code}，{one.found[0]}）" for one in found
    )
    codes = ", ".join(one.criterion.code for one in found)
    return Problem(
        decision_place(merchant, decision.id, "status"),
        "certified-against-criteria",
        f"决定 {decision.id}：{decision.acts} 的认定须由部门核对这些条件，没有可用的核对："
        f"{labels}。核对后登记 fangxin tick {merchant.id} --by 部门 --document 文号"
        "（认定时也可以写 --checked-by 部门）；不符合而例外认定的，加 --criterion、"
        "--exception 是 和 --reason",
        f"decision {decision.id}: no check that counts of these criteria for a certification of "
        f"{decision.acts}: {codes}; tick them with fangxin tick or --checked-by, or enter a "
        "documented exception",
    )


def ticks_are_clear(book: Book) -> Iterator[Problem]:
    """A tick names a criterion of the category and a department, and says one thing."""
    departments = book.programme.departments
    for merchant in book.merchants.values():
        category = book.programme.categories.get(merchant.category)
        known = {one.code: one for one in category.criteria} if category is not None else None
        for index, tick in enumerate(merchant.criteria):
            at = f"criteria.{index}"
            if known is not None and tick.criterion not in known:
                yield _unknown(merchant, f"{at}.criterion", tick.criterion, known)
            if tick.by not in departments:
                yield _unknown_department(merchant, f"{at}.by", tick.by, departments)
            if tick.met == tick.exception:
                yield Problem(
                    place_of(merchant, at),
                    "tick-unclear",
                    f"核对 {tick.id} 须写明 met: true（符合）或 exception: true（不符合而例外认定）"
                    "之一：这里" + ("两样都写了" if tick.met else "一样也没写") + "。请留一样",
                    f"tick {tick.id} must say either met: true or exception: true: it says "
                    + ("both" if tick.met else "neither")
                    + "; keep one",
                )


def _unknown(
    merchant: Merchant, at: str, code: str, known: Mapping[str, Criterion]
) -> Problem:  # fmt: skip
    listed = "、".join(f"{one.code}（{one.label}）" for one in known.values())
    return Problem(
        place_of(merchant, at),
        "unknown-criterion",
        f"criterion 须为本类别认定条件的代号：这里是“{code}”。可以写：{listed}",
        f"criterion must be one of the category's: got '{code}'; there are {', '.join(known)}",
    )


def _unknown_department(
    merchant: Merchant, at: str, code: str, known: Mapping[str, object]
) -> Problem:  # fmt: skip
    return Problem(
        place_of(merchant, at),
        "unknown-department",
        f"by 须为 departments.yml 里的部门代号：这里是“{code}”。可以写：{'、'.join(known)}",
        f"by must be a department of departments.yml: got '{code}'; there are {', '.join(known)}",
    )
