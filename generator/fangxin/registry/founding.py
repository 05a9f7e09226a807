"""What takes or bars a recognition says by which document, by whatever road it comes in.

    problems = unfounded_additions(before, after, policy, today)

One rule for commands, lists, forms and the gate: of two versions of the registry it judges what was
added, in records and registers alike. What was let in before stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from fangxin.base.problem import Place, Problem
from fangxin.facts.naming_papers import instead_of_number, names_a_document
from fangxin.facts.policy.policy import Policy
from fangxin.facts.registers.rows import Registers, Row
from fangxin.facts.values import Act, Change, Decision, Failure, Merchant, Objection
from fangxin.registry.book import place_of
from fangxin.registry.document_years import impossible_years
from fangxin.registry.founding_grants import unfounded_grants
from fangxin.registry.founding_points import brings_a_sanction, papers_lacking
from fangxin.registry.redress import SEVERE, lacking, unfounded
from fangxin.registry.refusals import idle_refusals
from fangxin.registry.registry import Registry
from fangxin.standing.deadlines import appeal_by

FINAL_DOCUMENT = "final_document"


class Added(NamedTuple):
    """A failure that is new, or that has become final (``old``: as it was), and where it stands."""

    merchant: Merchant
    failure: Failure
    old: Failure | None
    where: str  # in its record; nothing for a row of a register
    place: Place

    @property
    def fresh(self) -> bool:
        """Whether it was no failure of this merchant before."""
        return self.old is None

    @property
    def finalised(self) -> bool:
        """Whether it is final and was not."""
        return self.failure.final is not None and (self.old is None or self.old.final is None)


def unfounded_additions(
    before: Registry, after: Registry, policy: Policy, today: date
) -> Iterator[Problem]:
    """Whatever is new in ``after`` and lacks what it must say, or names what cannot be."""
    yield from impossible_years(before, after, today)
    for added in additions(before, after):
        if added.failure.void is not None or _taken_over(added):
            continue
        missing = lacking(added.failure, policy) if added.fresh else ()
        if added.fresh and not missing:
            yield from _tipping(after, added, policy)
        if missing:
            problem = unfounded(added.merchant, added.where, added.failure, missing)
            yield replace(problem, place=added.place)
        turns = added.finalised and weighs(added.failure, policy)
        if turns and not finality_shown(added.failure, policy):
            yield _unshown(added)
    for merchant in after.merchants.values():
        there = before.merchants.get(merchant.id)
        yield from _endings(there, merchant, policy)
        if there is not merchant:
            yield from idle_refusals(there, merchant, after.facts(merchant.id), policy)
    yield from unfounded_grants(before, after)


def _tipping(after: Registry, added: Added, policy: Policy) -> Iterator[Problem]:
    """A failure that would weigh little alone, and brings a sanction with others."""
    missing = papers_lacking(added.failure)
    if missing and brings_a_sanction(after, added.merchant, added.failure, policy):
        problem = unfounded(added.merchant, added.where, added.failure, missing)
        yield replace(problem, place=added.place)


def additions(before: Registry, after: Registry) -> Iterator[Added]:
    """The failures that are new or final only now. A row that is as it was adds nothing, whoever
    it is about now."""
    was, rows = _rows(before.registers), _rows(after.registers)
    for merchant in after.merchants.values():
        there = before.merchants.get(merchant.id)
        if there is not None and there.failures == merchant.failures:
            continue
        olds = {one.id: one for one in there.failures} if there is not None else {}
        own = 0
        for failure in merchant.failures:
            where, place = "", Place(merchant.path)
            if failure.register is None:
                where, own = f"failures.{own}", own + 1
                place = place_of(merchant, where)
            elif failure.id in rows:
                if was.get(failure.id) == rows[failure.id]:
                    continue
                place = rows[failure.id].place
            added = Added(merchant, failure, olds.get(failure.id), where, place)
            if added.fresh or added.finalised:
                yield added


def _rows(registers: Registers) -> Mapping[str, Row]:
    return {row.id: row for row in registers.all()}


def _taken_over(added: Added) -> bool:
    """Whether it came with a recognition from an older register, which did not say."""
    imported = (one for one in added.merchant.decisions if one.imported)
    return added.fresh and any(one.acts >= added.failure.recorded for one in imported)


def weighs(failure: Failure, policy: Policy) -> bool:
    """Whether a finding only suspends until it is final, and takes the recognition away then."""
    kind = policy.on(failure.recorded).kinds.get(failure.kind)
    return kind is not None and kind.provisional and kind.severity in SEVERE


def finality_shown(failure: Failure, policy: Policy) -> bool:
    """Whether the record shows why a finding is final: by a document of its own, an appeal that was
    dismissed by one, or a service after which nobody appealed in time."""
    if names_a_document(failure.final_document):
        return True
    final, appeal = failure.final, failure.appeal
    if final is None:
        return False
    if appeal is not None:
        dismissed = appeal.outcome == "dismissed" and names_a_document(appeal.document)
        return dismissed and appeal.decided is not None and appeal.decided <= final
    return failure.served is not None and appeal_by(failure, policy) < final


def wanting(failure: Failure, policy: Policy) -> tuple[str, ...]:
    """The keys that a failure must say besides, for commands to ask for."""
    missing = lacking(failure, policy)
    final = failure.final is not None and weighs(failure, policy)
    return (*missing, FINAL_DOCUMENT) if final and not finality_shown(failure, policy) else missing


def _unshown(added: Added) -> Problem:
    id = added.failure.id
    zh, en = instead_of_number(added.failure.final_document)
    place = place_of(added.merchant, f"{added.where}.final") if added.where else added.place
    return Problem(
        place,
        "unshown-final",
        f"{id} 的最终确定日（final）使暂停变成撤销，须看得出凭什么最终确定：写 final_document"
        "（最终结论的文号），或者申诉不成立有文号、复检维持有报告、送达（served）以后申诉期满"
        f"没有申诉。这里都没有：final_document {zh}。请照文书补上",
        f"{id}: final turns a suspension into a revocation, so the record must show why it is: by "
        "final_document, by an appeal dismissed or a retest confirmed with its document, or by a "
        "service after which nobody appealed in time; none is there: "
        f"final_document {en}; add it",
    )


def _endings(was: Merchant | None, now: Merchant, policy: Policy) -> Iterator[Problem]:
    """Changes that end a recognition, objections that stop one and what declares one void, each
    new: they name a document that can be asked for."""
    changed = [one.id for one in was.changes if _ends(one, policy)] if was is not None else []
    for index, change in enumerate(now.changes):
        named = names_a_document(change.document) or change.id in changed
        if _ends(change, policy) and not named:
            yield _nameless(now, f"changes.{index}", change.id, "使认定终止", "ends")
    upheld = [one.id for one in was.objections if _upheld(one)] if was is not None else []
    for index, objection in enumerate(now.objections):
        named = names_a_document(objection.document) or objection.id in upheld
        if _upheld(objection) and not named:
            yield _nameless(now, f"objections.{index}", objection.id, "使认定不能作出", "stops")

    granted = [one.id for one in was.decisions if _annulled(one)] if was is not None else []
    for index, decision in enumerate(now.decisions):
        void = decision.void
        named = void is None or names_a_document(void.document) or decision.id in granted
        if _annulled(decision) and not named:
            where = f"certification.decisions.{index}.void"
            yield _nameless(now, where, f"{decision.id} void", "使认定落空", "annuls")


def _annulled(decision: Decision) -> bool:
    """Whether a recognition, or the publicity that it needs, is declared void."""
    return decision.void is not None and decision.act in (Act.CERTIFIED, Act.PUBLICISED)


def _ends(change: Change, policy: Policy) -> bool:
    ends = change.field in policy.on(change.acts).ends_on_change
    return ends and not change.continues and change.void is None


def _upheld(objection: Objection) -> bool:
    return objection.outcome == "upheld" and objection.void is None


def _nameless(merchant: Merchant, where: str, id: str, zh: str, en: str) -> Problem:
    return Problem(
        place_of(merchant, where),
        "unfounded-ending",
        f"{id} {zh}，须写明凭哪份文书：document（文号）没有写，或没有号码"
        "（“无”、“见附件”不是文号）。请照文书补上",
        f"{id} {en} a recognition, so document must be the number of a document that can be asked "
        "for: it is missing or has no number; add it",
    )
