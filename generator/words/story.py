"""What a status page tells about a View: period, causes, corrections and what comes next.

Everything is a function of the View and the programme; days are named, never compared to a clock.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from generator.dates import add_days
from generator.facts import Status
from generator.programme import Programme
from generator.standing import Reason
from generator.view import FailureView, Step, View
from generator.words import (
    STATUS_ZH,
    cause_zh,
    failures_of,
    reason_en,
    rule_label_zh,
    word_and_note,
    zh_day,
)

ENDED = frozenset({Status.REVOKED, Status.EXPIRED, Status.WITHDRAWN, Status.CLOSED})

HEADINGS = {
    Status.NONE: "为什么未认定",
    Status.PUBLICISED: "正在公示什么",
    Status.CERTIFIED: "认定依据",
    Status.SUSPENDED: "为什么暂停",
    Status.REVOKED: "为什么撤销",
    Status.EXPIRED: "为什么到期",
    Status.WITHDRAWN: "怎样退出的",
    Status.CLOSED: "为什么终止",
}


class Cause(NamedTuple):
    """One reason for the status, with the facts on the page that it rests on."""

    reason: Reason
    zh: str
    en: str
    rule: str | None
    failures: tuple[FailureView, ...]


class Ahead(NamedTuple):
    """A day to come, as seen from the standing, and what it brings."""

    day: date
    text: str


class Correction(NamedTuple):
    """A correction in the words of the page. ``headline`` stands as large as the status did."""

    headline: tuple[str, ...]  # its clauses, to be broken between
    en: str


def causes(view: View, programme: Programme) -> tuple[Cause, ...]:
    """The reasons for the status today, in the order of the standing."""
    return tuple(
        Cause(
            reason,
            cause_zh(reason, programme, view),
            reason_en(reason, programme, view),
            rule_label_zh(reason, programme),
            failures_of(reason, view),
        )
        for reason in view.reasons
    )


def past_cause_zh(reason: Reason, programme: Programme, view: View) -> str:
    """The cause of a step of the timeline; what was entered by mistake is not said once more."""
    mistaken = [c.fact for c in view.corrections if c.by == "void" and c.fact in reason.facts]
    if mistaken:
        return f"当时的依据（{'、'.join(mistaken)}）登记有误，非商户责任。"
    return cause_zh(reason, programme, view)


def period_zh(view: View) -> str:
    """The days of the status in Chinese; empty when it has no first day."""
    if view.since is None:
        return ""
    since = zh_day(view.since)
    if view.status is Status.PUBLICISED and view.until:
        return f"公示期 {since} 至 {zh_day(view.until)}"
    if view.status is Status.CERTIFIED and view.until:
        return f"自 {since} 起有效，至 {zh_day(view.until)}"
    if view.worsens and view.next_date:
        return f"自 {since} 起。{_worse_zh(view, view.next_date)}"
    if view.status is Status.SUSPENDED and view.until:
        return f"自 {since} 起，至 {zh_day(view.until)}"
    return f"自 {since} 起"


def period_en(view: View) -> str:
    """The days of the status in English; empty when it has no first day."""
    if view.since is None:
        return ""
    if view.worsens and view.next_date:
        unless = " unless rectified before" if _rectifiable(view) else ""
        return f"from {view.since}; recognition ends on {view.next_date}{unless}"
    return f"from {view.since}" + (f" to {view.until}" if view.until else "")


def _worse_zh(view: View, day: date) -> str:
    """What a suspension goes over into on ``day``, and what would prevent it."""
    if _rectifiable(view):
        return f"{zh_day(day)} 前没有整改的，当日撤销"
    return f"{zh_day(day)} 起{word_and_note(str(view.next_status))[0]}"


def _rectifiable(view: View) -> bool:
    """Whether the suspension would end when every failure it rests on is rectified."""
    found = [failure for reason in view.reasons for failure in failures_of(reason, view)]
    due = [failure for failure in found if failure.rectify_by and not failure.rectified]
    return bool(due) and view.next_status is Status.REVOKED


def correction(view: View) -> Correction | None:
    """What to say, as large as the sanction was shown, when one of the sanctions on the timeline
    was annulled; None when nothing was."""
    if not view.corrections:
        return None
    shown = {step.status for step in view.timeline if step.corrected}
    if Status.REVOKED in shown:
        return Correction(
            ("撤销已纠正，", "资格自始有效"),
            "Revocation annulled; valid all along",
        )
    if Status.SUSPENDED in shown:
        return Correction(
            ("暂停已纠正，", "资格自始有效"),
            "Suspension annulled; valid all along",
        )
    return Correction(("登记已更正",), "The entry has been corrected")


def corrected_zh(step: Step) -> str:
    """The remark beside a step of the timeline that a correction annulled."""
    word = {Status.REVOKED: "撤销", Status.SUSPENDED: "暂停"}.get(step.status)
    return f"{word}已纠正，资格自始有效" if word else "后来已更正"


def remove_sign_by(view: View, programme: Programme) -> date | None:
    """The last day to take the signs down after the recognition ended; None when it has not, or
    when no sign is known to hang."""
    hanging = any(sign.void is None and sign.taken_down is None for sign in view.signs)
    if view.status not in ENDED or view.since is None or not hanging:
        return None
    days = programme.policy.on(view.since).number_of("sign_removal_days")
    return add_days(view.since, days)


def ahead(view: View, programme: Programme) -> tuple[Ahead, ...]:
    """What comes next and when, if nothing new is recorded; ordered by day."""
    found = []
    if view.next_date is not None and view.next_status is not None:
        found.append(
            Ahead(view.next_date, f"如无新的登记，状态变为「{STATUS_ZH[view.next_status]}」")
        )
    pending = {f.id: f for reason in view.reasons for f in failures_of(reason, view)}
    for failure in pending.values():
        if failure.rectify_by is not None and failure.rectified is None:
            text = f"整改期限（{failure.kind_label}）；逾期未登记整改的，按规则撤销"
            found.append(Ahead(failure.rectify_by, text))
    if view.bar_until is not None:
        found.append(Ahead(view.bar_until, "在此日之前（含当日）不得再次认定"))
    removal = remove_sign_by(view, programme)
    if removal is not None:
        found.append(Ahead(removal, "门口标牌最迟在此日摘下；此后仍挂着的，请告诉我们"))
    return tuple(sorted(found))
