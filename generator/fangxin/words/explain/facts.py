"""The facts that ``fangxin show`` lists: each with its kind, its days and its papers.

One list serves text and JSON, so that neither tells what the other leaves out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fangxin.facts.values import Change, Facts, Objection, Review, Void
from fangxin.standing.knowledge import known
from fangxin.view import DecisionView, FailureView, View
from fangxin.words import (
    ACT_EN,
    ACT_ZH,
    INEFFECTIVE_EN,
    INEFFECTIVE_ZH,
    OUTCOME_EN,
    OUTCOME_ZH,
    SEVERITY_EN,
    SEVERITY_ZH,
)
from fangxin.words.annulled import APPEAL_EN, APPEAL_ZH, MISTAKE_EN, MISTAKE_ZH
from fangxin.words.causes import FIELD_EN, FIELD_ZH

LABELS = {
    "until": "至 / until",
    "certificate": "证书 / certificate",
    "recorded": "登记 / recorded",
    "found_by": "认定机关 / found by",
    "served": "送达 / served",
    "document": "文号 / document",
    "distinct_from": "同一文书的另一件事，不同于 / another act of the same document than",
    "same_act_as": "与这一条是同一件事 / one act with",
    "rectified": "整改 / rectified",
    "repaired": "信用修复 / repaired",
    "rectify_by": "整改期限 / rectify by",
    "final": "最终确定 / final",
    "decided": "答复 / decided",
    "summary": "说明 / summary",
}
OBJECTION = {
    "open": ("异议（未处理完毕）", "objection (open)"),
    "upheld": ("异议（成立）", "objection (upheld)"),
    "dismissed": ("异议（不成立）", "objection (dismissed)"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One fact. ``fact`` is what it is, ``kind`` which one (a code), ``values`` all else; days as
    date. ``zh`` and ``en`` name it for people."""

    fact: str  # "failure", "decision", "change", "objection" or "review"
    id: str
    kind: str
    date: date
    zh: str
    en: str
    values: Mapping[str, Any]
    merchant: str | None = None  # the sibling it stands at

    def lines(self) -> Iterator[str]:
        """What it is, and below it its days and papers."""
        id = f"{self.merchant}/{self.id}" if self.merchant else self.id
        yield f"  · {id} {self.date} {self.zh} | {self.en}"
        details = "，".join(self._details())
        if details:
            yield f"    {details}"

    def _details(self) -> Iterator[str]:
        values = self.values
        for key, label in LABELS.items():
            if values.get(key) is not None:
                yield f"{label} {values[key]}"
        if values.get("continues"):
            yield "认定继续有效 / the recognition goes on"
        appeal = values.get("appeal")
        if appeal is not None:
            state, day = appeal["state"], appeal["decided"] or appeal["filed"]
            yield f"{APPEAL_ZH[state]} / {APPEAL_EN[state]} {day}"
        if values.get("publication_over"):
            yield f"公开期满 / publication over {values['publication_ends']}"
        why = values.get("ineffective")
        if why is not None:
            yield f"无效的决定 / without effect: {INEFFECTIVE_ZH[why]} | {INEFFECTIVE_EN[why]}"
        void = values.get("void")
        if void is not None:
            yield f"{MISTAKE_ZH}，不再计入 / {MISTAKE_EN} {void['date']}: {void['reason']}"

    def as_json(self) -> dict[str, Any]:
        """The same for a program; days as YYYY-MM-DD or null."""
        head = {"fact": self.fact, "id": self.id, "merchant": self.merchant, "kind": self.kind}
        words = {"zh": self.zh, "en": self.en}
        return head | words | _plain({"date": self.date, **self.values})


def facts_told(view: View, facts: Facts, as_of: date) -> list[Told]:
    """Every fact known on ``as_of``, newest first; what is withheld from the public is not told."""
    now = known(facts, as_of)
    told = [_failure(failure) for failure in view.failures]
    told += [_decision(decision) for decision in view.decisions]
    told += [_change(change, as_of) for change in now.changes]
    told += [_objection(objection, as_of) for objection in now.objections]
    told += [_review(review) for review in view.reviews]
    return sorted(told, key=lambda fact: fact.date, reverse=True)


def _failure(failure: FailureView) -> Told:
    severity = SEVERITY_ZH[failure.severity], SEVERITY_EN[failure.severity]
    values = {
        "severity": failure.severity,
        "recorded": failure.recorded,
        "found_by": failure.found_by,
        "served": failure.served,
        "document": failure.document,
        "distinct_from": "、".join(failure.distinct_from) or None,
        "same_act_as": "、".join(failure.same_act_as) or None,
        "summary": failure.summary,
        "rectified": failure.rectified,
        "repaired": failure.repaired,
        "rectify_by": failure.rectify_by if failure.rectified is None else None,
        "final": failure.final,
        "appeal": _appeal(failure),
        "publication_ends": failure.publication_ends,
        "publication_over": failure.ended,
        "void": _void(failure.void_date, failure.void_reason),
    }
    return Told(
        "failure",
        failure.id,
        failure.kind,
        failure.date,
        f"{failure.kind_label}（{severity[0]}）",
        f"{failure.kind_label_en} ({severity[1]})",
        values,
        failure.merchant.id if failure.merchant else None,
    )


def _appeal(asked: FailureView | DecisionView) -> dict[str, Any] | None:
    if asked.appeal is None:
        return None
    return {
        "state": asked.appeal,
        "filed": asked.appeal_filed,
        "decided": asked.appeal_decided,
        "by": asked.decided_by,
    }


def _decision(decision: DecisionView) -> Told:
    act = decision.act
    values = {
        "until": decision.until,
        "certificate": decision.certificate,
        "document": decision.document,
        "summary": decision.summary,
        "served": decision.served,
        "appeal": _appeal(decision),
        "ineffective": decision.ineffective,
        "void": _void(decision.void_date, decision.void_reason),
    }
    return Told("decision", decision.id, act, decision.date, ACT_ZH[act], ACT_EN[act], values)


def _change(change: Change, as_of: date) -> Told:
    """That something changed; what it was before may be a home."""
    values = {
        "recorded": change.recorded,
        "document": change.document,
        "continues": change.continues,
        "void": _void_by(change.void, as_of),
    }
    zh, en = f"变更{FIELD_ZH[change.field]}", f"change of {FIELD_EN[change.field]}"
    return Told("change", change.id, change.field, change.date, zh, en, values)


def _objection(objection: Objection, as_of: date) -> Told:
    """Whether it is settled; what was objected is between the office and who objected."""
    kind = objection.outcome or "open"
    recorded = objection.recorded if objection.decided is not None else None
    values = {
        "recorded": recorded,
        "document": objection.document if objection.decided is not None else None,
        "decided": objection.decided,
        "void": _void_by(objection.void, as_of),
    }
    return Told("objection", objection.id, kind, objection.filed, *OBJECTION[kind], values)


def _review(review: Review) -> Told:
    outcome = review.outcome
    values = {"document": review.document, "summary": review.summary}
    zh, en = OUTCOME_ZH[outcome], OUTCOME_EN[outcome]
    return Told("review", review.id, outcome, review.date, zh, en, values)


def _void_by(void: Void | None, as_of: date) -> dict[str, Any] | None:
    return _void(void.date, void.reason) if void is not None and void.date <= as_of else None


def _void(day: date | None, reason: str | None) -> dict[str, Any] | None:
    return None if day is None else {"date": day, "reason": reason}


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON has them."""
    plain: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, dict):
            value = _plain(value)
        plain[key] = value.isoformat() if isinstance(value, date) else value
    return plain
