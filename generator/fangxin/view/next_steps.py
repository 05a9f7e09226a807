"""Who has to do, or may do, what until when: the next steps on a merchant's page.

Days only, never how many are left: a page stays true until it is made anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day

from fangxin.base.dates import add_days
from fangxin.facts.policy.policy import Policy
from fangxin.facts.values import Status
from fangxin.standing.standing import Reason
from fangxin.view.remedy import Remedy
from fangxin.view.view import DecisionView, FailureView, View

_STARTED = ("applied", "publicised")


@dataclass(frozen=True, slots=True)
class NextStep:
    """``who``: merchant, office, authority, anyone or day. ``act``: a key of words.steps.
    ``start`` and ``by`` are the first and the last day; neither: at any time, or not fixed."""

    who: str
    act: str
    start: Day | None = None
    by: Day | None = None
    about: str | None = None  # label of a failure's kind, or a number
    about_en: str | None = None
    elsewhere: str | None = None  # name of the sibling, or of the other office, that has to do it
    status: Status | None = None  # what it becomes
    to: str | None = None  # the office that an appeal is brought to


def next_steps(view: View, policy: Policy) -> tuple[NextStep, ...]:
    """The steps that are open, what must be done first; at least one for every status."""
    found = [
        *_change(view),
        *_suspended(view, policy),
        *_rights(view),
        *_publicity(view, policy),
        *_renewal(view, policy),
        *_again(view),
        *_signs(view),
    ]
    return tuple(dict.fromkeys(sorted(found, key=_order)))


def _order(step: NextStep) -> tuple[bool, Day]:
    day = step.by or step.start
    return day is None, day or Day.max


def _change(view: View) -> Iterator[NextStep]:
    """What the day alone brings. The end of a publicity brings nothing but the decision."""
    if view.next_date is None or view.next_status is None or view.status is Status.PUBLICISED:
        return
    yield NextStep("day", "change", view.next_date, view.next_date, status=view.next_status)


def _suspended(view: View, policy: Policy) -> Iterator[NextStep]:
    if view.status is not Status.SUSPENDED:
        return
    for reason in view.reasons:
        resting = _resting(view, reason)
        due = [one for one in resting if one.rectify_by is not None and one.rectified is None]
        if reason.provisional:
            yield NextStep("authority", "finalise")
        yield from (_rectify(one) for one in due)
        if reason.until is None and not reason.provisional and not due:
            untold = not resting and _ends_by_rectifying(reason, policy)
            yield _UNTOLD if untold else NextStep("office", "reinstate")


# What is to be put right is told no longer, or never was: the merchant has it in writing.
_UNTOLD = NextStep("merchant", "rectify", None, None, "问题记录", "finding")


def _ends_by_rectifying(reason: Reason, policy: Policy) -> bool:
    rules = policy.on(reason.since).rules
    return any(rule.code == reason.rule and rule.until == "rectified" for rule in rules)


def _rectify(failure: FailureView) -> NextStep:
    """Late is better than never: while it is suspended, it may still be mended."""
    by = None if "rectify" in failure.passed else failure.rectify_by
    elsewhere = failure.merchant.name if failure.merchant else None
    label, label_en = failure.kind_label, failure.kind_label_en
    return NextStep("merchant", "rectify", None, by, label, label_en, elsewhere)


def _resting(view: View, reason: Reason) -> list[FailureView]:
    return [one for one in view.failures if one.name in reason.facts]


def _rights(view: View) -> Iterator[NextStep]:
    """To reply and to appeal: about own failures, decisions, and siblings' failures that reach
    here; only about what counts."""
    answers = {one.fact: one.answers for one in view.remedies}
    own = {one.id for one in view.failures if one.merchant is None}
    for remedy in view.remedies:
        if remedy.fact not in own:
            yield from _about(remedy)
    for one in view.failures:
        if one.merchant is not None or not one.counts:
            continue
        label, label_en = one.kind_label, one.kind_label_en
        if one.appeal == "pending":
            yield NextStep("office", "answer", None, None, label, label_en, answers.get(one.id))
        if one.appeal is None and one.appeal_by is not None and "appeal" not in one.passed:
            to = answers.get(one.id)
            yield NextStep("merchant", "appeal", None, one.appeal_by, label, label_en, to=to)
        replied = one.reply is not None or "reply" in one.passed
        if not replied and one.reply_by is not None:
            yield NextStep("merchant", "reply", None, one.reply_by, label, label_en)


def _about(one: Remedy) -> Iterator[NextStep]:
    """What is open about a decision, told by its number, or about a sibling's failure."""
    label, label_en = one.label, one.label_en
    if one.elsewhere is not None:
        label, label_en = f"{label}（{one.elsewhere}）", f"{label_en} ({one.fact})"
    if one.pending:
        yield NextStep("office", "answer", None, None, label, label_en, one.answers)
    if one.appeal_by is not None:
        to = one.answers
        yield NextStep("merchant", "appeal", None, one.appeal_by, label, label_en, to=to)
    if one.reply_by is not None:
        yield NextStep("merchant", "reply", None, one.reply_by, label, label_en)


def _publicity(view: View, policy: Policy) -> Iterator[NextStep]:
    """Objections while it runs; the decision afterwards, before the publicity is stale."""
    until = view.publicity_until
    if until is None and view.status is Status.PUBLICISED:
        until = view.until
    if until is not None:
        yield NextStep("anyone", "object", None, until)
    if view.open_objections:
        yield NextStep("office", "settle", about=str(view.open_objections))
    waiting = [reason for reason in view.reasons if reason.rule == "publicity"]
    if until is None and "pending" in view.flags and waiting:
        until = add_days(waiting[0].since, -1)
    if until is not None and view.status is not Status.CERTIFIED:
        stale = add_days(until, policy.on(until).number_of("publicity_valid_days"))
        yield NextStep("office", "decide", add_days(until, 1), stale)


def _renewal(view: View, policy: Policy) -> Iterator[NextStep]:
    """To apply while it is valid, or the office to decide before the grace is over."""
    if view.status is not Status.CERTIFIED or view.certificate_until is None:
        return
    if not _applied(view):
        yield NextStep("merchant", "renew", None, view.certificate_until)
        return
    until, start = view.certificate_until, None
    last = add_days(until, policy.on(until).number_of("renewal_grace_days"))
    over = next((one.until for one in _since_decided(view) if one.act == "publicised"), None)
    if over is not None:
        start = add_days(over, 1)
        last = min(last, add_days(over, policy.on(over).number_of("publicity_valid_days")))
    yield NextStep("office", "decide_renewal", start, last)


def _applied(view: View) -> bool:
    """Whether a renewal was applied for since the last certification, and not refused."""
    if any(decision.act in _STARTED for decision in _since_decided(view)):
        return True
    return not {"renewal", "grace"}.isdisjoint(view.flags)


def _since_decided(view: View) -> Iterator[DecisionView]:
    """The decisions that count since the last certification or refusal, newest first."""
    for decision in view.decisions:
        if decision.counts:
            if decision.act in ("certified", "refused"):
                return
            yield decision


def _again(view: View) -> Iterator[NextStep]:
    """From when it may be recognised anew. What is closed never is; its successor may be."""
    if view.status is Status.CLOSED:
        yield NextStep("merchant", "anew")
        return
    if not {"again", "pending"}.isdisjoint(view.flags):
        return
    if view.status in (Status.NONE, Status.REVOKED, Status.EXPIRED, Status.WITHDRAWN):
        free = add_days(view.bar_until, 1) if view.bar_until is not None else None
        yield NextStep("merchant", "apply", free)


def _signs(view: View) -> Iterator[NextStep]:
    last = remove_sign_by(view)
    if last is not None:
        yield NextStep("merchant", "take_down", None, last)


def remove_sign_by(view: View) -> Day | None:
    """The last day to take down the first of the signs that must not hang any more; None when
    there is none."""
    return min((one.due for one in view.hanging if one.due is not None), default=None)
