"""What a change does, for a program: days as YYYY-MM-DD or null, statuses as codes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from fangxin.base.problem import bounded
from fangxin.base.report import problems_json
from fangxin.change.effect.comparison import Comparison
from fangxin.change.effect.effect import Brief, Effect, Effects
from fangxin.change.effect.headline import headline_en, headline_zh


def as_json(found: Comparison) -> dict[str, Any]:
    """Everything; of errors of one kind in one file, the first and how many more."""
    return {
        "old": found.old,
        "new": found.new,
        **effects_json(found.now),
        "later": [effects_json(day) for day in found.later],
        **problems_json(found.errors, "errors"),
        "elsewhere": list(found.elsewhere),
    }


def effects_json(day: Effects) -> dict[str, Any]:
    """The effects of one day."""
    return {
        "as_of": day.as_of.isoformat(),
        "summary": {"zh": headline_zh(day), "en": headline_en(day)},
        "policy_changed": day.policy,
        "compared": day.compared,
        "moves": [
            {"before": old and old.value, "after": new and new.value, "count": count}
            for (old, new), count in day.moves.items()
        ],
        "merchants": [_effect(one) for one in day.merchants],
        "everybody": [{"zh": one.zh, "en": one.en, "path": one.path} for one in day.everybody],
        "beside": [asdict(one) for one in day.beside],
        "unseen": list(day.unseen),
        "unread": list(day.unread),
        "warnings": [{"zh": zh, "en": en} for zh, en in day.warnings],
        "questions": [problem.as_json() for problem in bounded(day.questions)[0]],
    }


def _effect(one: Effect) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "category": one.category,
        "sort": one.sort,
        "sure": one.sure,
        "before": _brief(one.before),
        "after": _brief(one.after),
        "facts": list(one.facts),
    }


def _brief(brief: Brief | None) -> dict[str, Any] | None:
    if brief is None:
        return None
    following = None
    if brief.next_date is not None and brief.next_status is not None:
        following = {"date": brief.next_date.isoformat(), "status": brief.next_status.value}
    return {
        "status": brief.status.value,
        "since": _day_of(brief.since),
        "until": _day_of(brief.until),
        "next_change": following,
        "certificate": brief.certificate,
        "bar_until": _day_of(brief.bar_until),
        "revokes": _day_of(brief.revokes),
        "flags": list(brief.flags),
        "reasons": [
            {
                "rule": cause.rule,
                "label": cause.label,
                "facts": list(cause.facts),
                "told": cause.told,
                "basis": cause.basis,
                "source": cause.source,
            }
            for cause in brief.causes
        ],
    }


def _day_of(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
