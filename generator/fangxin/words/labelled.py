"""The facts of a View, each with its name and with its values by their keys: told once, and chosen
from by page, ``show``, diff and letter.

What may be told is the View's to say: whatever is an attribute of a fact there is a value here, by
itself. What a value is called says ``fangxin.words.labels``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, NamedTuple

from fangxin.facts.programme.programme import Programme
from fangxin.facts.recourse import Void
from fangxin.standing.signs import SignState
from fangxin.view.view import DecisionView, FailureView, View
from fangxin.words.labels import (
    ACT_EN,
    ACT_ZH,
    FIELD_EN,
    FIELD_ZH,
    OBJECTION_EN,
    OBJECTION_ZH,
    OUTCOME_EN,
    OUTCOME_ZH,
    Label,
    label,
)
from fangxin.words.sentences import SEVERITY_EN, SEVERITY_ZH

# What makes a fact this one: its title says it.
_ITSELF = frozenset(
    {"id", "number", "name", "kind", "kind_label", "kind_label_en", "act", "field", "outcome"}
    | {"date", "filed", "merchant"}
)
# Parts of a value: of a mistake and of an appeal.
_PARTS = frozenset({"void_date", "void_reason"})
_OF_APPEALS = frozenset({"appeal_filed", "appeal_decided", "decided_by", "retested"})
# For the layout of a page alone, or told of all facts together.
_LAYOUT = frozenset({"passed", "source", "mended", "corrected"})


class AppealState(NamedTuple):
    """An appeal: ``state`` is pending, upheld or dismissed; ``retested``: it was a retest."""

    state: str
    filed: date | None
    decided: date | None
    by: str | None
    retested: bool


class Mistake(NamedTuple):
    """That it was entered by mistake, and why, where that is told."""

    date: date
    reason: str | None


@dataclass(frozen=True, slots=True)
class Labelled:
    """One fact. ``sort``: the list of a record it stands in; ``code``: which one of its sort (kind,
    act, outcome, particular), and ``zh``, ``en`` what that is called; ``values``: by their keys,
    None where there is nothing to tell; days as date, lists as tuples, offices as codes."""

    sort: str
    id: str
    code: str
    date: date | None
    zh: str
    en: str
    values: Mapping[str, Any]
    merchant: str | None = None  # the sibling it stands at

    @property
    def name(self) -> str:
        """What it is called where several merchants have facts."""
        return f"{self.merchant}/{self.id}" if self.merchant else self.id

    def label(self, key: str) -> Label:
        """What a value of it is called."""
        return label(self.sort, key)

    def chosen(self, first: tuple[str, ...], without: frozenset[str] = frozenset()) -> list[str]:
        """The keys of its values: ``first`` those that are named, then all others but ``without``:
        whatever is new is told by itself."""
        named = [key for key in first if key in self.values]
        return [*named, *(key for key in self.values if key not in first and key not in without)]


def labelled(view: View, programme: Programme | None = None) -> Iterator[Labelled]:
    """Every fact that the View tells, sort by sort; promises by their name in the programme."""
    for failure in view.failures:
        severity = SEVERITY_ZH[failure.severity], SEVERITY_EN[failure.severity]
        zh = f"{failure.kind_label}（{severity[0]}）"
        en = f"{failure.kind_label_en} ({severity[1]})"
        owner = failure.merchant.id if failure.merchant else None
        values = values_of(failure)
        yield Labelled(
            "failures", failure.id, failure.kind, failure.date, zh, en, values, owner
        )  # fmt: skip
    for decision in view.decisions:
        act = decision.act
        titles = ACT_ZH[act], ACT_EN[act]
        yield Labelled(
            "decisions", decision.id, act, decision.date, *titles, values_of(decision)
        )  # fmt: skip
    for change in view.changes:
        field = change.field
        titles = FIELD_ZH[field], FIELD_EN[field]
        yield Labelled("changes", change.id, field, change.date, *titles, values_of(change))
    for objection in view.objections:
        code = objection.outcome or "open"
        titles = OBJECTION_ZH[code], OBJECTION_EN[code]
        yield Labelled(
            "objections", objection.id, code, objection.filed, *titles, values_of(objection)
        )  # fmt: skip
    for review in view.reviews:
        code = review.outcome
        titles = OUTCOME_ZH[code], OUTCOME_EN[code]
        values = values_of(review)
        del values["void"]  # one that was a mistake is not told at all
        yield Labelled("reviews", review.id, code, review.date, *titles, values)
    yield from _shown(view, programme)


def _shown(view: View, programme: Programme | None) -> Iterator[Labelled]:
    """What never moves a standing: promises, honours, signs. They have no names but their own."""
    for promise in view.commitments:
        named = programme.commitments if programme is not None else {}
        name = named.get(promise.kind, promise.kind)
        yield Labelled("commitments", name, promise.kind, None, "", "", values_of(promise))
    for honour in view.honours:
        yield Labelled("honours", honour.name, "", None, "", "", values_of(honour))
    for one in view.signs:
        values = values_of(one.sign)
        if one.state is not SignState.VOID:  # not known to be yet
            values["void"] = None
        yield Labelled("signs", one.sign.number, "", None, "", "", values)


def values_of(one: Any) -> dict[str, Any]:
    """Whatever the View has of a fact, under the keys of its table."""
    values: dict[str, Any] = {}
    for key in (spec.name for spec in fields(one)):
        if key == "void_date":
            day = one.void_date
            values["void"] = None if day is None else Mistake(day, one.void_reason)
        elif key == "appeal":
            values["appeal"] = _asked(one)
        elif key not in _ITSELF | _PARTS | _OF_APPEALS | _LAYOUT:
            value = getattr(one, key)
            mistake = isinstance(value, Void)
            values[key] = Mistake(value.date, value.reason) if mistake else _told(value)
    return values


def _told(value: Any) -> Any:
    """None for a list of nothing, and for what is not so."""
    return None if value is False or value == () else value


def _asked(one: FailureView | DecisionView) -> AppealState | None:
    if one.appeal is None:
        return None
    retested = isinstance(one, FailureView) and one.retested
    return AppealState(one.appeal, one.appeal_filed, one.appeal_decided, one.decided_by, retested)
