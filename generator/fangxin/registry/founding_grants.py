"""What clears the way to a recognition, or keeps one, says by which document, as what takes one.

    problems = unfounded_grants(before, after)

A dismissed appeal lets a sanction stand and makes a finding final; a dismissed objection lets a
certification through; an application entered after the end of a certificate brings it back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from fangxin.base.problem import Place, Problem
from fangxin.facts.naming_papers import names_a_document
from fangxin.facts.values import Act, Decision, Merchant
from fangxin.registry.book import place_of
from fangxin.registry.redress import asked_of
from fangxin.registry.registry import Registry

DISMISSED = "dismissed"
_STARTS = (Act.APPLIED, Act.PUBLICISED)  # what gives an expiring certificate its grace


class LateStart(NamedTuple):
    """An application or publicity of a day in time, entered after the certificate's last one."""

    merchant: Merchant
    at: int  # among its decisions
    decision: Decision
    certificate: Decision

    @property
    def place(self) -> Place:
        return place_of(self.merchant, f"certification.decisions.{self.at}")


def unfounded_grants(before: Registry, after: Registry) -> Iterator[Problem]:
    """Whatever of it is new in ``after`` and lacks what it must say."""
    for merchant in after.merchants.values():
        there = before.merchants.get(merchant.id)
        if there is merchant:
            continue
        yield from _appeals(before, after, there, merchant)
        yield from _objections(there, merchant)
    for late in late_starts(before, after):
        named = names_a_document(late.decision.document)
        if not named or not (late.decision.summary or "").strip():
            yield _unfounded_start(late)


def _appeals(
    before: Registry, after: Registry, there: Merchant | None, merchant: Merchant
) -> Iterator[Problem]:
    """Appeals that are dismissed only now."""
    asked = asked_of(there, before.merchants) if there is not None else ()
    was = {(_sort(one.where), one.label) for one in asked if _dismissed(one.appeal)}
    for one in asked_of(merchant, after.merchants):
        appeal = one.appeal
        if appeal is None or not _dismissed(appeal) or (_sort(one.where), one.label) in was:
            continue
        if not names_a_document(appeal.document):
            where = f"{one.where}.appeal"
            yield _nameless(merchant, where, one.label, ("申诉", "the appeal about"))


def _sort(where: str) -> str:
    """The list that "certification.decisions.3" stands in."""
    return where.rpartition(".")[0]


def _dismissed(judged: object) -> bool:
    return getattr(judged, "outcome", None) == DISMISSED


def _objections(there: Merchant | None, merchant: Merchant) -> Iterator[Problem]:
    """Objections that are dismissed only now: they no longer stop a certification."""
    was = {one.id for one in there.objections if _dismissed(one)} if there is not None else set()
    for index, one in enumerate(merchant.objections):
        if one.void is not None or not _dismissed(one) or one.id in was:
            continue
        if not names_a_document(one.document):
            yield _nameless(merchant, f"objections.{index}", one.id, ("异议", "objection"))


def late_starts(before: Registry, after: Registry) -> Iterator[LateStart]:
    """New applications and publicities that were entered when the certificate had run out."""
    for merchant in after.merchants.values():
        there = before.merchants.get(merchant.id)
        known = {one.id for one in there.decisions} if there is not None else set()
        for index, one in enumerate(merchant.decisions):
            if one.act in _STARTS and one.void is None and one.id not in known:
                last = _certificate(merchant, one)
                if (
                    last is not None
                    and last.until is not None
                    and one.date <= last.until < one.acts
                ):
                    yield LateStart(merchant, index, one, last)


def _certificate(merchant: Merchant, decision: Decision) -> Decision | None:
    """The last certification that acted when a decision was entered."""
    found = (
        one
        for one in merchant.decisions
        if one.act is Act.CERTIFIED and one.void is None and one.acts <= decision.acts
    )
    return max(found, key=lambda one: (one.acts, one.id), default=None)


def _nameless(merchant: Merchant, where: str, label: str, what: tuple[str, str]) -> Problem:
    return Problem(
        place_of(merchant, where),
        "unfounded-dismissal",
        f"{label} 的{what[0]}不成立，须写明凭哪份文书：document（作出答复的机关的文号）没有写，"
        "或没有号码（“无”、“见附件”不是文号）。请照文书补上",
        f"{what[1]} {label} is dismissed, so document must be the number of what the deciding "
        "office wrote: it is missing or has no number; add it",
    )


def _unfounded_start(late: LateStart) -> Problem:
    one, until = late.decision, late.certificate.until
    return Problem(
        late.place,
        "unfounded-decision",
        f"{one.id}（{one.act}）写的是 {one.date}，{one.acts} 才登记，证书 {until} 已经到期：这会使"
        "到期的认定恢复，须写明 document（受理的文号，要有号码）和 summary（为什么迟登）。请补上；"
        "没有文书的，date 照今天写",
        f"{one.id} ({one.act}) is of {one.date} and was entered on {one.acts}, after the last day "
        f"of the certificate, {until}: it brings back what has expired and must say document (the "
        "number of the acceptance) and summary (why it is late); add them, or else write today's "
        "date",
    )
