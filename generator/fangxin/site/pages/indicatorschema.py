"""JSON Schema of what ``/api/v1/indicators.json`` lists: plans, towns and indicators."""

from __future__ import annotations

from typing import Any

_DAY = {"type": "string", "format": "date", "description": "A day in UTC+08:00, inclusive."}
_TEXT_OR_NULL = {"type": ["string", "null"]}
_COUNT = {"type": "integer", "minimum": 0}
_NUMBERS = {"type": "object", "additionalProperties": {"type": "number"}}
_VERDICT = {
    "enum": ["met", "not_met", "on_course", "no_data"],
    "description": "Where there is no data nothing counts as met.",
}

_FIGURE: dict[str, Any] = {
    "type": "object",
    "required": ["year", "through", "whole", "value", "numerator", "cases", "parts"],
    "properties": {
        "year": {"type": "integer"},
        "through": {**_DAY, "description": "The last day that is counted."},
        "whole": {"type": "boolean", "description": "Whether the year is over."},
        "value": {
            "type": ["number", "null"],
            "description": "Null: no data. A rate is in per cent, cut to a tenth.",
        },
        "numerator": {"type": ["integer", "null"], "minimum": 0},
        "cases": {
            "type": ["integer", "null"],
            "minimum": 0,
            "description": "How many cases a rate or a number of days rests on.",
        },
        "parts": _NUMBERS,
    },
}

_TARGET: dict[str, Any] = {
    "type": "object",
    "required": ["id", "indicator", "value", "unit", "at_least", "rising", "final", "running"],
    "properties": {
        "id": {"type": "string"},
        "label": {"type": "string"},
        "indicator": {**_TEXT_OR_NULL, "description": "Null: nothing measures it yet."},
        "value": {"type": "integer"},
        "unit": {"type": "string"},
        "at_least": {"type": "boolean"},
        "rising": {"type": "boolean", "description": "Also more in every year than before."},
        "clause": {"type": "string"},
        "assumed": {"type": "boolean", "description": "The plan does not give the number."},
        "source": _TEXT_OR_NULL,
        "note": _TEXT_OR_NULL,
        "final": {
            "anyOf": [{"enum": ["met", "not_met", "no_data"]}, {"type": "null"}],
            "description": "The verdict on the period; null while it runs.",
        },
        "judged": {"type": "array", "items": _DAY},
        "running": _VERDICT,
    },
}

PLAN: dict[str, Any] = {
    "type": "object",
    "required": ["id", "title", "document", "begins", "ends", "ended", "targets"],
    "properties": {
        "id": {"type": "string"},
        "title": {"type": "string"},
        "document": {"type": "string"},
        "begins": _DAY,
        "ends": _DAY,
        "ended": {"type": "boolean"},
        "targets": {"type": "array", "items": _TARGET},
    },
}

INDICATOR: dict[str, Any] = {
    "type": "object",
    "required": ["id", "kind", "label", "unit", "definition", "definition_en", "figures"],
    "properties": {
        "id": {"type": "string"},
        "kind": {"enum": ["stock", "count", "rate", "days"]},
        "label": {"type": "string"},
        "label_en": {"type": "string"},
        "unit": {"type": "string"},
        "clause": {"type": "string"},
        "definition": {"type": "string"},
        "definition_en": {"type": "string"},
        "targets": {"type": "array", "items": {"type": "object"}},
        "figures": {"type": "array", "items": _FIGURE, "minItems": 1},
        "at": {"type": "array", "items": _FIGURE},
    },
}

TOWN: dict[str, Any] = {
    "type": "object",
    "required": ["town", "total", "categories"],
    "properties": {
        "town": {**_TEXT_OR_NULL, "description": "Null: no town given."},
        "total": _COUNT,
        "categories": {"type": "object", "additionalProperties": _COUNT},
    },
}
