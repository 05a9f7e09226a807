"""Why a merchant's standing is what it is: for ``fangxin show``, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from fangxin.facts.policy.policy import Basis
from fangxin.facts.programme.programme import Programme
from fangxin.facts.values import Status
from fangxin.standing.standing import Reason
from fangxin.view.view import Step, View
from fangxin.words.annulled import WHY_EN, WHY_ZH
from fangxin.words.criteria import MARK, STATE_ZH, found_zh
from fangxin.words.explain.facts import fact_json, fact_lines, facts_told
from fangxin.words.few import few, some
from fangxin.words.published import criterion_json, sign_json
from fangxin.words.returns import LIFTED_EN, grounds_zh
from fangxin.words.rules import reason_labels
from fangxin.words.sentences import (
    ACT_EN,
    ACT_ZH,
    FLAG_EN,
    FLAG_ZH,
    STATUS_EN,
    STATUS_ZH,
    decision_of,
    reason_en,
    reason_zh,
)
from fangxin.words.signs import restored_en, restored_zh, sign_en, sign_zh


def explanation(view: View, programme: Programme, as_of: date) -> str:
    """Status, what it rests on, what comes next, the facts, and how it came about; several
    lines."""
    return "\n".join(_lines(view, programme, as_of))


def _lines(view: View, programme: Programme, as_of: date) -> Iterator[str]:
    yield f"{view.id} {view.name}"
    yield f"{as_of}: {STATUS_ZH[view.status]} | {STATUS_EN[view.status]} ({view.status.value})"
    # A suspension that ends in a revocation has no end that anybody should look forward to.
    worse = view.status is Status.SUSPENDED and view.next_status is Status.REVOKED
    end = "" if worse else f"，至 / until {_day(view.until)}"
    yield f"  自 / since {_day(view.since)}{end}"
    if view.next_date is not None and view.next_status is not None:
        zh, en = STATUS_ZH[view.next_status], STATUS_EN[view.next_status]
        yield f"  下一次变化 / next change {view.next_date}: {zh} | {en}"
    if view.certificate is not None:
        yield f"  证书 / certificate {view.certificate}"
    if view.bar_until is not None:
        yield f"  不得再次认定至 / barred until {view.bar_until}"
    for flag in view.flags:
        yield f"  {FLAG_ZH[flag]} | {FLAG_EN[flag]}"
    if view.open_objections:
        yield f"  未处理完毕的异议 / open objections {view.open_objections}"
    yield from _reason_lines(view, programme)
    for fix in view.corrections:
        why = f"{WHY_ZH[fix.by]} | {WHY_EN[fix.by]}"
        yield f"已更正 / corrected {fix.date} {fix.fact}: {why}"
    for back in view.returns:
        english = f"{LIFTED_EN[back.effect]} lifted, resting on {', '.join(back.facts)}"
        yield f"已恢复 / reinstated {back.date} {back.decision}: {grounds_zh(back)} | {english}"
    yield "事实 / facts"
    for told in facts_told(view):
        yield from fact_lines(told)
    yield from _kept(view, programme)
    yield "履历 / timeline"
    for line in _timeline(view, programme):
        yield f"  {line}"


def _kept(view: View, programme: Programme) -> Iterator[str]:
    """Its criteria and its signs, each with its state."""
    if view.criteria:
        yield "认定条件 / criteria"
    for one in view.criteria:
        found = found_zh(one, programme)
        yield f"  {MARK[one.state]} {one.code} {one.label}：{STATE_ZH[one.state]}" + (
            f"（{found}）" if found else ""
        )
    if view.signs:
        yield "标牌 / signs"
    for sign in view.signs:
        yield f"  · {sign.number} {sign_zh(sign)} | {sign_en(sign)}"
        for entry in sign.sign.restored:
            yield f"      {restored_zh(entry)} | {restored_en(entry)}"


def _reason_lines(view: View, programme: Programme) -> Iterator[str]:
    yield "理由 / reasons"
    told, others = few(view.reasons)
    for reason in told:
        yield f"  · {reason_zh(reason, programme, view)}"
        yield f"    {reason_en(reason, programme, view)}"
        zh, en = _labels(reason, view, programme)
        yield f"    规则 / rule {reason.rule}: {zh} | {en}"
        yield f"    依据 / basis {_basis(reason.basis)}"
        facts = _names(reason) or "—"
        yield f"    事实 / facts {facts}；{_stretch(reason.since, reason.until)}"
    if others:
        yield f"  · 另有 {others} 项，全部见 --json | {others} more, all of them in --json"


def _names(reason: Reason) -> str:
    names, _, more = some(reason.facts)
    return ", ".join(names) + more


def _labels(reason: Reason, view: View, programme: Programme) -> tuple[str, str]:
    """What a reason is called in a few words: a decision by what it does."""
    decision = decision_of(reason, view) if reason.rule == "decision" else None
    if decision is not None:
        return ACT_ZH[decision.act], ACT_EN[decision.act]
    if reason.rule == "publicity":  # the status or a flag says whether it still runs
        return ACT_ZH["publicised"], ACT_EN["publicised"]
    return reason_labels(reason, programme.policy)


def _basis(basis: Basis) -> str:
    if not basis.assumed:
        return basis.clause
    served = f"，为落实 / to serve {basis.under}" if basis.under is not None else ""
    return f"暂定 / assumed{served}（{basis.source}）"


def _timeline(view: View, programme: Programme) -> Iterator[str]:
    """Newest first; neighbours of which the same is to be said are one stretch."""
    merged: list[tuple[date, date | None, str]] = []
    for step in view.timeline:
        said = _step(step, view, programme)
        if merged and merged[-1][2] == said:
            merged[-1] = (step.since, merged[-1][1], said)
        else:
            merged.append((step.since, step.until, said))
    for since, until, said in merged:
        yield f"{_stretch(since, until)} {said}"


def _step(step: Step, view: View, programme: Programme) -> str:
    zh, en = [STATUS_ZH[step.status]], [STATUS_EN[step.status]]
    told, others = few(step.reasons)
    for reason in told:
        label_zh, label_en = _labels(reason, view, programme)
        facts = _names(reason)
        zh.append(f"{label_zh} {facts}".strip())
        en.append(f"{label_en} {facts}".strip())
    if others:
        zh.append(f"另有 {others} 项")
        en.append(f"{others} more")
    zh += [FLAG_ZH[flag] for flag in step.flags]
    en += [FLAG_EN[flag] for flag in step.flags]
    fixed = ("（后更正）", " (corrected later)") if step.corrected else ("", "")
    return f"{'；'.join(zh)}{fixed[0]} | {'; '.join(en)}{fixed[1]}"


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else "—"


def _stretch(since: date, until: date | None) -> str:
    return f"{since} → {_day(until)}"


def explanation_json(view: View, as_of: date) -> dict[str, Any]:
    """The same for a program; days as YYYY-MM-DD or null."""
    following = None
    if view.next_date is not None and view.next_status is not None:
        following = {"date": view.next_date.isoformat(), "status": view.next_status.value}
    return {
        "id": view.id,
        "name": view.name,
        "as_of": as_of.isoformat(),
        "status": view.status.value,
        "since": _iso(view.since),
        "until": _iso(view.until),
        "next_change": following,
        "certificate": view.certificate,
        "bar_until": _iso(view.bar_until),
        "flags": list(view.flags),
        "reasons": [_reason_json(reason) for reason in view.reasons],
        "corrections": [
            {"fact": fix.fact, "merchant": fix.merchant, "date": fix.date.isoformat(), "by": fix.by}
            for fix in view.corrections
        ],
        "reinstatements": [
            {
                "decision": back.decision,
                "merchant": back.merchant,
                "date": back.date.isoformat(),
                "effect": back.effect,
                "facts": list(back.facts),
            }
            for back in view.returns
        ],
        "revokes": _iso(view.revokes),
        "ineffective": [
            {"decision": item.id, "date": item.date.isoformat(), "why": item.ineffective}
            for item in view.decisions
            if item.ineffective is not None
        ],
        "criteria": [criterion_json(one) for one in view.criteria],
        "signs": [sign_json(one) for one in view.signs],
        "facts": [fact_json(told) for told in facts_told(view)],
        "timeline": [_step_json(step) for step in view.timeline],
    }


def _reason_json(reason: Reason) -> dict[str, Any]:
    return {
        "rule": reason.rule,
        "facts": list(reason.facts),
        "clause": reason.basis.clause,
        "assumed": reason.basis.assumed,
        "source": reason.basis.source,
        "since": reason.since.isoformat(),
        "until": _iso(reason.until),
        "merchant": reason.merchant,
        "provisional": reason.provisional,
    }


def _step_json(step: Step) -> dict[str, Any]:
    """Of many reasons a few; ``others``: how many besides."""
    told, others = few(step.reasons)
    return {
        "since": step.since.isoformat(),
        "until": _iso(step.until),
        "status": step.status.value,
        "flags": list(step.flags),
        "reasons": [_reason_json(reason) for reason in told],
        "others": others,
        "corrected": step.corrected,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
