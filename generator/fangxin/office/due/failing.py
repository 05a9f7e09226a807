"""What failures ask for: to be put right in time, appeals to be answered, findings to be final."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from fangxin.base.dates import add_days
from fangxin.base.problem import Place
from fangxin.facts.policy.policy import Policy
from fangxin.facts.record.parts import FINAL
from fangxin.facts.registers.register import Register
from fangxin.facts.values import Status
from fangxin.office.due.duty import Duty, of_view
from fangxin.office.due.lapsing import lapses_after
from fangxin.view.view import FailureView, View
from fangxin.words.sentences import ACT_EN, ACT_ZH

# Failure → the register that it stands in, and its row's place where that is known.
Rows = Mapping[str, tuple[Register[Any], Place | None]]
PATIENCE = 30  # days after which a finding that is not final is told although nothing hangs on it


def failing(
    view: View, policy: Policy, as_of: date, lead: str | None, rows: Rows | None = None
) -> Iterator[Duty]:
    """Everything open about the failures that the view tells; far deadlines too. ``rows``: those
    that stand in registers."""
    doomed = list(_doomed(view))
    yield from _revocations(view, doomed, lead)
    yield from _rectifications(view, doomed, lead)
    yield from _suspension(view, policy, lead)
    late = list(_revoked_overdue(view))
    for one, since in late:
        yield of_view("revoked_overdue", view, lead, one.appeal_by, since, **_about(one))
    yield from _elsewhere(view, lead)
    told = {one.id for one, _ in late}
    for one in view.failures:
        if one.merchant is None and one.annulled is None:
            yield from _procedure(one, view, lead, told)
            if _not_final(one, view, policy, as_of):
                waits = of_view("provisional", view, lead, None, one.recorded, **_about(one))
                row = (rows or {}).get(one.id)
                yield waits if row is None else _as_row(waits, *row)


def _as_row(duty: Duty, register: Register[Any], place: Place | None) -> Duty:
    """That a finding of a register becomes final by the command that keeps its rows, or in its
    file; one whose rows cannot say so is looked at where it stands."""
    final = FINAL[0].key
    command = ""
    if register.command and final in register.row.table:
        command = f"fangxin {register.command} {duty.fact} --{final} 日期 --{final}-document 文号"
    where = f"{place.path}:{place.line}" if place is not None else None
    return replace(duty, command=command, where=where)


def _elsewhere(view: View, lead: str | None) -> Iterator[Duty]:
    """The same of decisions, and of siblings' failures that reach this merchant."""
    own = {one.id for one in view.failures if one.merchant is None}
    for one in view.remedies:
        if one.fact in own:
            continue
        decided = one.elsewhere is None
        zh, en = ACT_ZH.get(one.label, one.label), ACT_EN.get(one.label_en, one.label_en)
        about: dict[str, Any] = {
            "fact": one.fact,
            "about": f"{zh}（决定 {one.fact}）" if decided else f"{zh}（{one.elsewhere}）",
            "about_en": f"{en} ({one.fact})",
        }
        if one.pending:
            yield of_view("appeal", view, lead, None, one.filed, **about)
        if one.appeal_by is not None:
            yield of_view("appeal_period", view, lead, one.appeal_by, **about)
        if one.reply_by is not None:
            yield of_view("reply_period", view, lead, one.reply_by, **about)


def _about(one: FailureView) -> dict[str, Any]:
    """What the sentences and the command say of a failure; that of a sibling stands elsewhere."""
    if one.merchant is None:
        names = one.kind_label, one.kind_label_en
    else:
        names = (
            f"{one.kind_label}（{one.merchant.name}）",
            f"{one.kind_label_en} at {one.merchant.id}",
        )
    at = one.merchant.id if one.merchant else None
    return {"fact": one.id, "at": at, "about": names[0], "about_en": names[1]}


def _open(one: FailureView) -> bool:
    """Whether it still has to be put right by a day."""
    return one.annulled is None and one.rectify_by is not None and one.rectified is None


def _doomed(view: View) -> Iterator[FailureView]:
    """The failures whose last day to be put right is the eve of a revocation."""
    if view.next_status is Status.REVOKED and view.next_date is not None:
        eve = add_days(view.next_date, -1)
        yield from (one for one in view.failures if _open(one) and one.rectify_by == eve)


def _revocations(view: View, doomed: list[FailureView], lead: str | None) -> Iterator[Duty]:
    """The day before a revocation, whatever it comes from."""
    for one in doomed:
        yield of_view("revocation", view, lead, one.rectify_by, **_about(one))
    if view.next_status is Status.REVOKED and view.next_date is not None and not doomed:
        eve, show = add_days(view.next_date, -1), f"fangxin show {view.id}"
        cause: dict[str, Any] = {"about": "所依据的问题", "about_en": "what it rests on"}
        yield of_view("revocation", view, lead, eve, command=show, **cause)


def _rectifications(view: View, doomed: list[FailureView], lead: str | None) -> Iterator[Duty]:
    """The other deadlines of a suspension that runs; a passed one waits on."""
    if view.status is not Status.SUSPENDED:
        return
    named = {name for reason in view.reasons for name in reason.facts}
    for one in view.failures:
        if one.name in named and _open(one) and one not in doomed:
            kind = "rectify_late" if "rectify" in one.passed else "rectify"
            yield of_view(kind, view, lead, one.rectify_by, **_about(one))


def _suspension(view: View, policy: Policy, lead: str | None) -> Iterator[Duty]:
    """A suspension that ends on its day, or lapses, or that only a decision ends."""
    if view.status is not Status.SUSPENDED:
        return
    lapses = sorted(day for reason in view.reasons if (day := lapses_after(reason, view, policy)))
    if lapses:
        yield of_view("suspension_lapses", view, lead, lapses[0])
    elif view.until is not None and view.next_status is Status.CERTIFIED:
        yield of_view("suspension_ends", view, lead, view.until)
    mended = {one.name for one in view.failures if one.rectify_by is not None}
    for reason in view.reasons:
        if reason.until is None and not reason.provisional and mended.isdisjoint(reason.facts):
            yield of_view("reinstate", view, lead, None, reason.since)
            return


def _revoked_overdue(view: View) -> Iterator[tuple[FailureView, date]]:
    """Failures that revoked because nobody recorded in time that they were put right, and since
    when; while the merchant may still appeal."""
    if view.status is not Status.REVOKED:
        return
    for reason in view.reasons:
        for one in view.failures if reason.rule.endswith("-overdue") else ():
            asked = one.appeal is not None or "appeal" in one.passed
            if one.merchant is None and one.id in reason.facts and _open(one) and not asked:
                yield one, reason.since


def _procedure(one: FailureView, view: View, lead: str | None, told: set[str]) -> Iterator[Duty]:
    """An appeal that waits for its answer; the merchant's time to appeal and to reply."""
    if one.appeal == "pending":
        yield of_view("appeal", view, lead, None, one.appeal_filed, **_about(one))
    if one.ended:
        return
    if one.appeal is None and "appeal" not in one.passed and one.id not in told:
        yield of_view("appeal_period", view, lead, one.appeal_by, **_about(one))
    if one.reply is None and "reply" not in one.passed:
        yield of_view("reply_period", view, lead, one.reply_by, **_about(one))


def _not_final(one: FailureView, view: View, policy: Policy, as_of: date) -> bool:
    """Whether a provisional finding is not final although a suspension hangs on it, or for long."""
    kind = policy.on(one.recorded).kinds.get(one.kind)
    if kind is None or not kind.provisional or one.final is not None or one.ended:
        return False
    hangs = any(reason.provisional and one.id in reason.facts for reason in view.reasons)
    return hangs or as_of > add_days(one.recorded, PATIENCE)
