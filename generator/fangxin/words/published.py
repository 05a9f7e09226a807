"""The published form of one merchant: ``status.json`` and the JSON-LD of its page.

Published types are not the written types: keys are only added, never renamed, within ``v1``.
"""

from __future__ import annotations

import json
from typing import TypedDict

from fangxin.facts.programme.programme import Programme
from fangxin.facts.values import Status
from fangxin.standing.signs import SignStanding
from fangxin.standing.standing import Correction, Reason
from fangxin.view.criterion import CriterionView
from fangxin.view.returns import Return
from fangxin.view.view import View
from fangxin.words import sentences as words


class ReasonV1(TypedDict):
    """One cause of the status; days in ISO form. ``merchant`` is the ID of a sibling."""

    rule: str
    facts: list[str]
    clause: str
    since: str
    until: str | None
    merchant: str | None
    provisional: bool


class NextChangeV1(TypedDict):
    """What becomes true on ``date`` if nothing new is recorded."""

    date: str
    status: str


class CorrectionV1(TypedDict):
    """A fact that had moved the status and was annulled by "appeal" or "void"; or by "rectified", a
    revocation for want of a rectification that had been done in time; or by "parted", a failure of
    another operator's, joined by a credit code that was a mistake."""

    fact: str
    date: str
    by: str
    merchant: str | None


class SignV1(TypedDict):
    """A printed sign: ``state`` is valid, due, overdue, taken_down, lost, replaced or void;
    ``due`` the last day to take it down."""

    number: str
    state: str
    since: str
    due: str | None
    replaced_by: str | None
    restored: list[RestoredV1]


class RestoredV1(TypedDict):
    """What had been entered of a sign and was taken back: ``was`` is void, taken_down, lost or
    replaced_by."""

    date: str
    was: str
    reason: str
    document: str


class CriterionV1(TypedDict):
    """A criterion of the category: ``state`` is kept, ticked, excepted, lost, missed, open or
    before; ``date`` when it was judged (None: as things stand now), ``by`` the code of the
    department that did."""

    code: str
    state: str
    date: str | None
    by: str | None
    document: str | None
    reason: str | None


class ReinstatementV1(TypedDict):
    """What a decision of the office lifted: "revoke" or "suspend", resting on ``facts``."""

    decision: str
    date: str
    effect: str
    facts: list[str]
    merchant: str | None


class StatusV1(TypedDict):
    """``/m/<ID>/status.json``."""

    schema: str
    id: str
    name: str
    category: str
    status: str
    status_zh: str
    status_en: str
    since: str | None
    until: str | None
    reasons: list[ReasonV1]
    next_change: NextChangeV1 | None
    certificate: str | None
    bar_until: str | None
    flags: list[str]
    corrections: list[CorrectionV1]
    signs: list[SignV1]
    criteria: list[CriterionV1]
    reinstatements: list[ReinstatementV1]
    url: str


def status_document(view: View, programme: Programme) -> StatusV1:
    """The published form of a merchant's status, without personal data."""
    return {
        "schema": "v1",
        "id": view.id,
        "name": view.name,
        "category": view.category,
        "status": view.status.value,
        "status_zh": words.STATUS_ZH[view.status],
        "status_en": words.STATUS_EN[view.status],
        "since": view.since.isoformat() if view.since else None,
        "until": view.until.isoformat() if view.until else None,
        "reasons": [_reason(reason) for reason in view.reasons],
        "next_change": _next_change(view),
        "certificate": view.certificate,
        "bar_until": view.bar_until.isoformat() if view.bar_until else None,
        "flags": sorted(view.flags),
        "corrections": [_correction(correction) for correction in view.corrections],
        "signs": [sign_json(one) for one in view.signs],
        "criteria": [criterion_json(one) for one in view.criteria],
        "reinstatements": [_reinstatement(one) for one in view.returns],
        "url": url_of(view, programme),
    }


def status_json(view: View, programme: Programme) -> bytes:
    """``status.json``: UTF-8, sorted keys, one object, a newline at the end."""
    document = status_document(view, programme)
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def url_of(view: View, programme: Programme) -> str:
    """The address in the QR code: the status page with its trailing slash."""
    return f"{programme.site.url}/m/{view.id}/"


def json_ld(view: View, programme: Programme) -> str:
    """JSON-LD of the page, escaped so that it can stand in a script data block as it is."""
    site, certified = programme.site, view.status is Status.CERTIFIED
    document: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "LocalBusiness",
        "@id": url_of(view, programme) + "#merchant",
        "name": view.name,
        "hasCertification": {
            "@type": "Certification",
            "name": programme.categories[view.category].label,
            "certificationStatus": "https://schema.org/Certification"
            + ("Active" if certified else "Inactive"),
            "description": words.STATUS_ZH[view.status],
            "issuedBy": {"@type": "GovernmentOrganization", "name": site.office},
            "url": url_of(view, programme),
            **({"certificationIdentification": view.certificate} if view.certificate else {}),
            **(_term(view) if certified else {}),
        },
    }
    if view.name_en:
        document["alternateName"] = view.name_en
    if view.address:
        document["address"] = view.address
    if view.uscc:
        document["identifier"] = view.uscc
    return _for_data_block(json.dumps(document, ensure_ascii=False, sort_keys=True))


def _term(view: View) -> dict[str, str]:
    """The days that stand on the certificate; while a renewal is in progress its end says nothing
    of the recognition, which goes on."""
    first, last = view.certificate_since or view.since, view.certificate_until or view.until
    days = {"validFrom": first, "expires": None if "grace" in view.flags else last}
    return {key: day.isoformat() for key, day in days.items() if day}


def _for_data_block(text: str) -> str:
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _reason(reason: Reason) -> ReasonV1:
    return {
        "rule": reason.rule,
        "facts": list(reason.facts),
        "clause": reason.basis.clause,
        "since": reason.since.isoformat(),
        "until": reason.until.isoformat() if reason.until else None,
        "merchant": reason.merchant,
        "provisional": reason.provisional,
    }


def _next_change(view: View) -> NextChangeV1 | None:
    if view.next_date is None or view.next_status is None:
        return None
    return {"date": view.next_date.isoformat(), "status": view.next_status.value}


def sign_json(one: SignStanding) -> SignV1:
    """A printed sign as programs read it."""
    return {
        "number": one.number,
        "state": one.state.value,
        "since": one.since.isoformat(),
        "due": one.due.isoformat() if one.due else None,
        "replaced_by": one.sign.replaced_by,
        "restored": [
            {
                "date": entry.date.isoformat(),
                "was": key,
                "reason": entry.reason,
                "document": entry.document,
            }
            for entry in one.sign.restored
            for key in entry.keys
        ],
    }


def criterion_json(one: CriterionView) -> CriterionV1:
    """A criterion as programs read it."""
    return {
        "code": one.code,
        "state": one.state,
        "date": one.day.isoformat() if one.day is not None else None,
        "by": one.by,
        "document": one.document,
        "reason": one.reason,
    }


def _correction(correction: Correction) -> CorrectionV1:
    return {
        "fact": correction.fact,
        "date": correction.date.isoformat(),
        "by": correction.by,
        "merchant": correction.merchant,
    }


def _reinstatement(one: Return) -> ReinstatementV1:
    return {
        "decision": one.decision,
        "date": one.date.isoformat(),
        "effect": one.effect,
        "facts": list(one.facts),
        "merchant": one.merchant,
    }
