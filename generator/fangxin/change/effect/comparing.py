"""One merchant before and after: both standings in words, and which public facts differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from fangxin.change.effect.details import changed_facts
from fangxin.change.effect.effect import Brief, BriefCause, Effect
from fangxin.facts.programme.programme import Programme
from fangxin.facts.values import Status
from fangxin.registry.sources.reading import Sources
from fangxin.standing.standing import Reason
from fangxin.view.view import Link, View
from fangxin.view.viewing import view_of
from fangxin.words.causes import changed_zh
from fangxin.words.rules import reason_labels
from fangxin.words.sentences import ACT_ZH, decision_of, failures_of, reason_zh


def compared(id: str, before: Sources, after: Sources, as_of: date) -> Effect | None:
    """What happens to ``id``; None when nothing public does."""
    old, new = _view(id, before, as_of), _view(id, after, as_of)
    if old is None and new is None:
        return None
    alike = old is not None and new is not None and own(old) == own(new)
    if alike and same_record(id, before, after):
        return None
    was, now = _brief(old, before), _brief(new, after)
    facts = tuple(changed_facts(old, new, before, after))
    if was == now and not facts:
        if alike:
            return None
        facts = ("页面上的细节有变化",)
    shown = new or old
    assert shown is not None
    programme = after.programme if new is not None else before.programme
    assert programme is not None
    category = programme.categories.get(shown.category)
    label = category.label if category else shown.category
    return Effect(id, shown.name, label, was, now, facts)


def same_record(id: str, before: Sources, after: Sources) -> bool:
    """Whether the record says the same, rows of registers that are its failures joined."""
    assert before.registry is not None and after.registry is not None
    return before.registry.merchants.get(id) == after.registry.merchants.get(id)


def own(view: View) -> View:
    """What a view says of the merchant itself: without names and statuses of others."""
    return replace(
        view,
        siblings=(),
        stalls=(),
        inside=None,
        successor=None,
        failures=tuple(
            replace(one, merchant=Link(one.merchant.id, "", "", Status.NONE))
            if one.merchant
            else one
            for one in view.failures
        ),
    )


def _view(id: str, sources: Sources, as_of: date) -> View | None:
    registry, programme = sources.registry, sources.programme
    assert registry is not None and programme is not None
    if id not in registry.merchants:
        return None
    return view_of(id, registry, programme, as_of)


def _brief(view: View | None, sources: Sources) -> Brief | None:
    if view is None:
        return None
    programme = sources.programme
    assert programme is not None
    return Brief(
        view.status,
        view.since,
        view.until,
        view.next_date,
        view.next_status,
        view.certificate,
        view.bar_until,
        view.flags,
        tuple(_causes(view, programme)),
        view.revokes,
    )


def _causes(view: View, programme: Programme) -> Iterator[BriefCause]:
    for reason in view.reasons:
        basis = reason.basis
        under = f"，为落实 {basis.under}" if basis.under else ""
        yield BriefCause(
            rule=reason.rule,
            label=_label(reason, view, programme),
            facts=reason.facts,
            brief=_short(reason, view, programme),
            told=reason_zh(reason, programme, view),
            basis=f"暂定{under}" if basis.assumed else basis.clause,
            source=basis.source,
        )


def _label(reason: Reason, view: View, programme: Programme) -> str:
    """What a reason is called in a few words: a decision by what it does."""
    decision = decision_of(reason, view) if reason.rule == "decision" else None
    if decision is not None:
        return ACT_ZH[decision.act]
    if reason.rule == "publicity":
        return ACT_ZH["publicised"]
    return reason_labels(reason, programme.policy)[0]


def _short(reason: Reason, view: View, programme: Programme) -> str:
    """The facts and what they are: F3 受到行政处罚."""
    found = failures_of(reason, view)
    if found:
        named = [
            f"{one.merchant.id}/{one.id} {one.kind_label}"
            if one.merchant
            else f"{one.id} {one.kind_label}"
            for one in found
        ]
        overdue = "，逾期未整改" if reason.rule.endswith("-overdue") else ""
        return "、".join(named) + overdue
    what = _label(reason, view, programme)
    if reason.rule == "transfer":
        what = changed_zh(reason, view)
    return f"{'、'.join(reason.facts)} {what}".strip()
