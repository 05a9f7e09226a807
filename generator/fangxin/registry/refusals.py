"""不予认定 answers somebody who asked: an application or a publicity that waits for its decision.

Said of a shop that is recognised and has asked for nothing, it would only blacken its page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from fangxin.base.problem import Problem
from fangxin.facts.policy.policy import Policy
from fangxin.facts.recourse import stands
from fangxin.facts.values import Act, Decision, Facts, Merchant
from fangxin.registry.book import Book, decision_place
from fangxin.standing.signs import HELD
from fangxin.standing.standing import standing

_ASKS = (Act.APPLIED, Act.PUBLICISED)
_ANSWERS = (Act.CERTIFIED, Act.REFUSED, Act.WITHDRAWN, Act.CLOSED)


def is_pending(decisions: Iterable[Decision], day: date) -> bool:
    """Whether an application or a publicity of these waits on ``day`` for its answer."""
    waits = False
    for one in sorted(decisions, key=lambda d: d.acts):  # of one day in the order of the record
        upheld = one.appeal is not None and one.appeal.outcome == "upheld"
        if one.acts <= day and stands(one) and not upheld:
            waits = one.act in _ASKS or (waits and one.act not in _ANSWERS)
    return waits


def answers_nobody(facts: Facts, policy: Policy, day: date) -> bool:
    """Whether a refusal on ``day`` would be said of a recognised shop that asked for nothing."""
    if is_pending(facts.decisions, day):
        return False
    return standing(facts, policy, day).status in HELD


def refusals_answer_somebody(book: Book) -> Iterator[Problem]:
    """A refusal of a recognised shop answers what waited; what stood there before is told."""
    for merchant in book.whole():
        yield from _idle(merchant, (), book.facts(merchant.id), book.programme.policy)


def idle_refusals(
    there: Merchant | None, merchant: Merchant, facts: Facts, policy: Policy
) -> Iterator[Problem]:
    """Those of a record that are new, which are refused."""
    known = tuple(one.id for one in there.decisions) if there is not None else ()
    for problem in _idle(merchant, known, facts, policy):
        yield replace(problem, level="error")


def _idle(
    merchant: Merchant, known: tuple[str, ...], facts: Facts, policy: Policy
) -> Iterator[Problem]:
    for decision in merchant.decisions:
        if decision.act is not Act.REFUSED or decision.id in known or not stands(decision):
            continue
        others = tuple(one for one in facts.decisions if one.id != decision.id)
        if answers_nobody(replace(facts, decisions=others), policy, decision.acts):
            yield _answers_nobody(merchant, decision)


def _answers_nobody(merchant: Merchant, decision: Decision) -> Problem:
    return Problem(
        decision_place(merchant, decision.id, "status"),
        "refused-nothing",
        f"决定 {decision.id} 不予认定，可是 {decision.acts} 没有等着答复的申请或公示，认定有效："
        "页面上会写着没有申请过的“不予认定”。请核对编号；申请过的先登记受理（applied），"
        "要处理的用暂停、撤销，登记错了的用 fangxin void 注明",
        f"decision {decision.id} refuses, but on {decision.acts} no application or publicity "
        "waited for an answer and the recognition held: the page would say refused to whoever "
        "asked for nothing. Check the ID; record the application first, suspend or revoke where "
        "that is meant, or declare a mistake void with fangxin void",
        "warning",
    )
