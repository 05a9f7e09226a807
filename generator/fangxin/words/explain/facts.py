"""The facts that ``fangxin show`` lists: each with its kind, its days and its papers.

One list serves text and JSON, so that neither tells what the other leaves out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from fangxin.view.view import View
from fangxin.words.annulled import (
    APPEAL_EN,
    APPEAL_ZH,
    MISTAKE_EN,
    MISTAKE_ZH,
    not_counted_en,
    not_counted_zh,
)
from fangxin.words.labelled import AppealState, Labelled, labelled
from fangxin.words.labels import SORTS
from fangxin.words.sentences import INEFFECTIVE_EN, INEFFECTIVE_ZH

LISTED = ("failures", "decisions", "changes", "objections", "reviews")
# In this order; what is not named comes after it.
_FIRST = (
    *("until", "certificate", "recorded", "found_by", "served", "document", "distinct_from"),
    *("same_act_as", "rectified", "repaired", "rectify_by", "final", "final_document", "decided"),
    *("summary", "continues", "appeal", "ended", "ineffective", "void"),
)
# On the page beside the fact, or said of the merchant: what may still be done, and its own words.
_WITHOUT = frozenset({"reply", "replied", "reply_by", "appeal_by", "replaced_by"})
_IN_JSON_ALONE = frozenset({"severity", "publication_ends"})
_RENAMED = {"ended": "publication_over"}  # in the JSON


def facts_told(view: View) -> list[Labelled]:
    """Every fact that the View tells and that may move a standing or was looked at, newest
    first."""
    told = [one for one in labelled(view) if one.sort in LISTED]
    return sorted(told, key=lambda one: one.date or date.min, reverse=True)


def fact_lines(one: Labelled) -> Iterator[str]:
    """What it is, and below it its days and papers."""
    zh, en = _title(one)
    yield f"  · {one.name} {one.date} {zh} | {en}"
    keys = one.chosen(_FIRST, _WITHOUT | _IN_JSON_ALONE)
    values = _values(one)
    details = "，".join(_detail(one, key, values) for key in keys if values[key] is not None)
    if details:
        yield f"    {details}"


def fact_json(one: Labelled) -> dict[str, Any]:
    """The same for a program; days as YYYY-MM-DD."""
    zh, en = _title(one)
    head = {"fact": SORTS[one.sort][1], "id": one.id, "merchant": one.merchant, "kind": one.code}
    values = {_RENAMED.get(key, key): _values(one)[key] for key in one.chosen((), _WITHOUT)}
    return head | {"zh": zh, "en": en} | _plain({"date": one.date, **values, **_whether(one)})


def _title(one: Labelled) -> tuple[str, str]:
    if one.sort == "changes":
        return f"变更{one.zh}", f"change of {one.en}"
    if one.sort == "objections":
        return f"异议（{one.zh}）", f"objection ({one.en})"
    return one.zh, one.en


def _values(one: Labelled) -> Mapping[str, Any]:
    """Its values; the last day to put something right while it is not."""
    done = one.values.get("rectified") is not None
    return {**one.values, "rectify_by": None} if done else one.values


def _whether(one: Labelled) -> dict[str, bool]:
    """What is so or not so."""
    return {
        _RENAMED.get(key, key): one.values[key] is not None
        for key in ("ended", "continues")
        if key in one.values
    }


def _detail(one: Labelled, key: str, values: Mapping[str, Any]) -> str:
    value, label = values[key], one.label(key)
    if key == "appeal":
        return _appeal(value)
    if key == "ended":
        return f"{label.zh} / {label.en} {values['publication_ends']}"
    if key == "ineffective":
        return f"{label.zh} / {label.en}: {INEFFECTIVE_ZH[value]} | {INEFFECTIVE_EN[value]}"
    if key == "void":
        return f"{MISTAKE_ZH}，不再计入 / {MISTAKE_EN} {value.date}: {value.reason}"
    said = "" if value is True else "、".join(value) if isinstance(value, tuple) else str(value)
    return f"{label.zh} / {label.en} {said}".strip()


def _appeal(asked: AppealState) -> str:
    zh, en = APPEAL_ZH[asked.state], APPEAL_EN[asked.state]
    if asked.retested:
        zh, en = not_counted_zh("retest"), not_counted_en("retest")
    return f"{zh} / {en} {asked.decided or asked.filed}"


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON has them."""
    plain: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, tuple) and hasattr(value, "_asdict"):
            value = _plain({k: v for k, v in value._asdict().items() if k != "retested"})
        elif isinstance(value, tuple):
            value = "、".join(value)
        plain[key] = value.isoformat() if isinstance(value, date) else value
    return plain
