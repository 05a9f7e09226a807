"""What the merchant can still do: reply, rectify, appeal; about what, until when, and to whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Day  # fields named ``date`` would hide the type

from fangxin.facts.programme.programme import Programme
from fangxin.facts.recourse import OFFICE
from fangxin.facts.values import Merchant
from fangxin.view.remedy import Remedy
from fangxin.view.view import DecisionView, FailureView


def remedies(
    merchant: Merchant,
    failures: tuple[FailureView, ...],
    decisions: tuple[DecisionView, ...],
    programme: Programme,
) -> Iterator[Remedy]:
    """Everything open, siblings' failures that reach this merchant too, newest first."""
    replied = {one.fact for one in merchant.follow_up if one.reply is not None}
    for one in failures:
        if one.counts:
            found = _of_failure(one, replied, programme)
            if found.open:
                yield found
    for decision in decisions:
        if decision.appeal_by is not None and decision.annulled is None:
            found = _of_decision(decision, programme)
            if found.open:
                yield found


def _of_failure(one: FailureView, replied: set[str], programme: Programme) -> Remedy:
    owner = one.merchant
    own_reply = one.reply is not None if owner is None else one.name in replied
    return Remedy(
        fact=one.name,
        anchor=one.name.replace("/", "-"),
        label=one.kind_label,
        label_en=one.kind_label_en,
        elsewhere=owner.name if owner is not None else None,
        rectify_by=None if one.rectified is not None else _still("rectify", one, one.rectify_by),
        reply_by=None if own_reply else _still("reply", one, one.reply_by),
        appeal_by=None if one.appeal is not None else _still("appeal", one, one.appeal_by),
        pending=one.appeal == "pending",
        answers=_answers(one.recorded, programme),
        filed=one.appeal_filed,
        office=answering(one.recorded, programme),
    )


def _of_decision(one: DecisionView, programme: Programme) -> Remedy:
    return Remedy(
        fact=one.id,
        anchor=one.id,
        label=one.act,
        label_en=one.act,
        elsewhere=None,
        rectify_by=None,
        reply_by=None if one.reply is not None else _still("reply", one, one.reply_by),
        appeal_by=None if one.appeal is not None else _still("appeal", one, one.appeal_by),
        pending=one.appeal == "pending",
        answers=_answers(one.date, programme),
        filed=one.appeal_filed,
        office=answering(one.date, programme),
    )


def _still(what: str, one: FailureView | DecisionView, by: Day | None) -> Day | None:
    return None if what in one.passed else by


def answering(entered: Day, programme: Programme) -> str | None:
    """The code of the office that answers appeals, by the version in force on that day."""
    redress = programme.policy.on(entered).redress
    return redress.answers if redress is not None else None


def _answers(entered: Day, programme: Programme) -> str | None:
    """Its name."""
    code = answering(entered, programme)
    if code is None:
        return None
    found = programme.departments.get(code)
    return programme.site.office if code == OFFICE or found is None else found.label
