"""JSON Schemas of the published files: written by hand, because they are promises to others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fangxin.facts.promises import FATES
from fangxin.facts.values import Status
from fangxin.site.pages.indicatorschema import INDICATOR, PLAN, TOWN
from fangxin.site.pages.lists import EXPIRING_DAYS
from fangxin.standing.signs import SignState

DIALECT = "https://json-schema.org/draft/2020-12/schema"
STATUSES = [status.value for status in Status]

_DAY = {"type": "string", "format": "date", "description": "A day in UTC+08:00, inclusive."}
_DAY_OR_NULL = {"type": ["string", "null"], "format": "date"}
_TEXT_OR_NULL = {"type": ["string", "null"]}
_ID = {"type": "string", "pattern": "^[A-Z0-9]{4,16}$"}
_STATUS = {
    "enum": STATUSES,
    "description": "Only `certified` means that the merchant is recognised.",
}
_CODES = {"type": "array", "items": {"type": "string"}}
_PROVISIONAL = {
    **_CODES,
    "description": "Those of the rules whose findings are not final: not applied yet, and the"
    " suspension lasts until they are.",
}
_URL = {"type": "string", "format": "uri"}

_MERCHANT: dict[str, Any] = {
    "type": "object",
    "required": ["id", "name", "category", "status", "recognised", "since", "until", "url"],
    "properties": {
        "id": _ID,
        "name": {"type": "string"},
        "name_en": _TEXT_OR_NULL,
        "former_names": _CODES,
        "category": {"type": "string"},
        "town": _TEXT_OR_NULL,
        "uscc": _TEXT_OR_NULL,
        "address": _TEXT_OR_NULL,
        "status": _STATUS,
        "recognised": {"type": "boolean"},
        "since": _DAY_OR_NULL,
        "until": _DAY_OR_NULL,
        "certificate": _TEXT_OR_NULL,
        "rules": _CODES,
        "provisional": _PROVISIONAL,
        "flags": _CODES,
        "bar_until": _DAY_OR_NULL,
        "publicity_until": _DAY_OR_NULL,
        "open_objections": {"type": "integer", "minimum": 0},
        "signs_up": {"type": "integer", "minimum": 0, "description": "Hang, and must not."},
        "signs_overdue": {"type": "integer", "minimum": 0},
        "example": {"type": "boolean", "description": "Invented, for demonstration only."},
        "url": _URL,
    },
    # One word and one truth: a merchant is recognised exactly when its status is certified.
    "if": {"properties": {"status": {"const": "certified"}}},
    "then": {"properties": {"recognised": {"const": True}}},
    "else": {"properties": {"recognised": {"const": False}}},
}

_EXPIRING: dict[str, Any] = {
    "type": "object",
    "required": ["id", "name", "category", "until", "within_days", "flags", "url"],
    "properties": {
        "id": _ID,
        "name": {"type": "string"},
        "category": {"type": "string"},
        "until": {**_DAY, "description": "The last day of the term."},
        "within_days": {"enum": [*EXPIRING_DAYS], "description": "The shortest span it is in."},
        "flags": _CODES,
        "url": _URL,
    },
}
_CHANGE: dict[str, Any] = {
    "type": "object",
    "required": ["date", "id", "name", "before", "after", "rules", "corrected", "url"],
    "properties": {
        "date": _DAY,
        "id": _ID,
        "name": {"type": "string"},
        "category": {"type": "string"},
        "before": _STATUS,
        "after": _STATUS,
        "rules": _CODES,
        "provisional": _PROVISIONAL,
        "corrected": {"type": "boolean", "description": "What it rested on was annulled later."},
        "corrected_on": _DAY_OR_NULL,
        "correction": {"type": "boolean", "description": "It annuls an earlier, wrong change."},
        "url": _URL,
    },
}

_REASON: dict[str, Any] = {
    "type": "object",
    "required": ["rule", "facts", "clause", "since", "until", "merchant", "provisional"],
    "properties": {
        "rule": {"type": "string"},
        "facts": _CODES,
        "clause": {"type": "string"},
        "since": _DAY,
        "until": _DAY_OR_NULL,
        "merchant": _TEXT_OR_NULL,
        "provisional": {"type": "boolean"},
    },
}

_CORRECTION: dict[str, Any] = {
    "type": "object",
    "required": ["fact", "date", "by", "merchant"],
    "properties": {
        "fact": {"type": "string"},
        "date": _DAY,
        "by": {"enum": ["appeal", "void", "rectified"]},
        "merchant": _TEXT_OR_NULL,
    },
}

_REINSTATEMENT: dict[str, Any] = {
    "type": "object",
    "required": ["decision", "date", "effect", "facts", "merchant"],
    "properties": {
        "decision": {"type": "string"},
        "date": _DAY,
        "effect": {"enum": ["revoke", "suspend"]},
        "facts": {"type": "array", "items": {"type": "string"}},
        "merchant": _TEXT_OR_NULL,
    },
}

_SIGN: dict[str, Any] = {
    "type": "object",
    "required": ["number", "state", "since", "due", "replaced_by"],
    "properties": {
        "number": {"type": "string"},
        "state": {
            "enum": [state.value for state in SignState],
            "description": "`due` and `overdue` hang, and must not.",
        },
        "since": _DAY,
        "due": _DAY_OR_NULL,
        "replaced_by": _TEXT_OR_NULL,
        "restored": {
            "type": "array",
            "description": "What had been entered of it and was taken back.",
            "items": {
                "type": "object",
                "required": ["date", "was", "reason", "document"],
                "properties": {
                    "date": _DAY,
                    "was": {"enum": list(FATES)},
                    "reason": {"type": "string"},
                    "document": {"type": "string"},
                },
            },
        },
    },
}

_CRITERION: dict[str, Any] = {
    "type": "object",
    "required": ["code", "state", "date", "by", "document", "reason"],
    "properties": {
        "code": {"type": "string"},
        "state": {
            "enum": ["kept", "ticked", "excepted", "lost", "missed", "open", "before"],
            "description": "`excepted`: recognised without meeting it; `lost`: met when it was"
            " recognised, no longer.",
        },
        "date": {**_DAY_OR_NULL, "description": "Null: judged as the record stands now."},
        "by": _TEXT_OR_NULL,
        "document": _TEXT_OR_NULL,
        "reason": _TEXT_OR_NULL,
    },
}

_MERCHANT_STATUS: dict[str, Any] = {
    "schema": {"const": "v1"},
    "id": _ID,
    "name": {"type": "string"},
    "category": {"type": "string"},
    "status": _STATUS,
    "status_zh": {"type": "string"},
    "status_en": {"type": "string"},
    "since": _DAY_OR_NULL,
    "until": _DAY_OR_NULL,
    "reasons": {"type": "array", "items": _REASON},
    "next_change": {
        "type": ["object", "null"],
        "required": ["date", "status"],
        "properties": {"date": _DAY, "status": _STATUS},
    },
    "certificate": _TEXT_OR_NULL,
    "bar_until": _DAY_OR_NULL,
    "flags": _CODES,
    "corrections": {"type": "array", "items": _CORRECTION},
    "signs": {"type": "array", "items": _SIGN},
    "criteria": {"type": "array", "items": _CRITERION},
    "reinstatements": {"type": "array", "items": _REINSTATEMENT},
    "url": _URL,
}

# Keys that a later release added are not asked of what an earlier one published.
_REQUIRED = [key for key in _MERCHANT_STATUS if key not in ("signs", "criteria", "reinstatements")]
_HEAD: dict[str, Any] = {
    "version": {"const": "v1"},
    "as_of": _DAY,
    "next_update": _DAY,
    "title": {"type": "string"},
    "url": _URL,
    "count": {"type": "integer", "minimum": 0},
}


def _schema(title: str, body: Mapping[str, Any]) -> dict[str, Any]:
    return {"$schema": DIALECT, "title": title, "type": "object", **body}


SCHEMAS: Mapping[str, dict[str, Any]] = {
    "status": _schema(
        "One merchant's status: /m/<ID>/status.json",
        {"required": _REQUIRED, "properties": _MERCHANT_STATUS},
    ),
    "registry": _schema(
        "Every merchant of the registry: /api/v1/registry.json",
        {
            "required": [*_HEAD, "counts", "merchants"],
            "properties": {
                **_HEAD,
                "office": {"type": "string"},
                "county": {"type": "string"},
                "demonstration": {"type": "boolean"},
                "counts": {
                    "type": "object",
                    "propertyNames": {"enum": STATUSES},
                    "additionalProperties": {"type": "integer", "minimum": 0},
                },
                "merchants": {"type": "array", "items": _MERCHANT},
            },
        },
    ),
    "changes": _schema(
        "Every change of a status, newest first: /api/v1/changes.json",
        {
            "required": [*_HEAD, "changes"],
            "properties": {**_HEAD, "changes": {"type": "array", "items": _CHANGE}},
        },
    ),
    "expiring": _schema(
        "Terms of the certified that end soon, the first first: /api/v1/expiring.json",
        {
            "required": [*_HEAD, "expiring"],
            "properties": {**_HEAD, "expiring": {"type": "array", "items": _EXPIRING}},
        },
    ),
    "indicators": _schema(
        "The plan's targets and what was measured: /api/v1/indicators.json",
        {
            "required": [*_HEAD, "plans", "towns", "indicators"],
            "properties": {
                **_HEAD,
                "plans": {"type": "array", "items": PLAN},
                "towns": {"type": "array", "items": TOWN},
                "indicators": {"type": "array", "items": INDICATOR},
            },
        },
    ),
    "asof": _schema(
        "When the site was published and when it will be next: /asof.json",
        {
            "required": ["as_of", "next_update"],
            "properties": {"as_of": _DAY, "next_update": _DAY},
        },
    ),
}
