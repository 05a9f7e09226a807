"""What a status page tells about a View: period, causes, corrections and what comes next.

Everything is a function of the View and the programme; days are named, never compared to a clock.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from fangxin.facts.programme.programme import Programme
from fangxin.facts.values import Status
from fangxin.standing.standing import Reason
from fangxin.view.amends import Amends
from fangxin.view.standins import tellable
from fangxin.view.view import FailureView, Step, View
from fangxin.words.annulled import WHY_ZH
from fangxin.words.few import few, some
from fangxin.words.sentences import (
    cause_zh,
    failures_of,
    reason_en,
    rule_label_zh,
    word_and_note,
    zh_day,
)

# What a correction calls the sanction that it annulled.
ANNULLED = {Status.REVOKED: ("撤销", "Revocation"), Status.SUSPENDED: ("暂停", "Suspension")}

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

# What became of a publicity, beside a step of the timeline that nothing else sets apart.
NOTE_ZH = {
    "awaiting": "公示期满，等待决定",
    "refused": "公示期满，决定不予认定",
    "stopped": "公示中止",
}


class Cause(NamedTuple):
    """One reason for the status, with the facts on the page that it rests on."""

    reason: Reason
    zh: str
    en: str
    rule: str | None
    failures: tuple[FailureView, ...]  # a few of them
    others: int  # how many besides


class CorrectionText(NamedTuple):
    """A correction in the words of the page. ``headline`` stands as large as the status did."""

    headline: tuple[str, ...]  # its clauses, to be broken between
    en: str
    told: tuple[Amends, ...]


def causes(view: View, programme: Programme) -> tuple[Cause, ...]:
    """The reasons for the status today, in the order of the standing; of many, a few."""
    return tuple(_cause(reason, view, programme) for reason in few(view.reasons).told)


def _cause(reason: Reason, view: View, programme: Programme) -> Cause:
    failures = failures_of(reason, view)
    told, _, _ = some(failures)
    return Cause(
        reason,
        cause_zh(reason, programme, view),
        reason_en(reason, programme, view),
        rule_label_zh(reason, programme),
        tuple(told),
        len(failures) - len(told),
    )


_MISTAKES = frozenset({"void", "parted"})  # corrections of what was never so


def past_cause_zh(reason: Reason, programme: Programme, view: View) -> str:
    """The cause of a step of the timeline; what was entered by mistake is not said once more."""
    mistaken = [c for c in view.corrections if c.by in _MISTAKES and c.fact in reason.facts]
    if mistaken:
        named = tellable([one.fact for one in mistaken])
        which = f"（{'、'.join(named)}）" if named else ""
        return f"当时的依据{which}{WHY_ZH[mistaken[0].by]}。"
    return cause_zh(reason, programme, view)


def period_zh(view: View) -> str:
    """The days of the status in Chinese; empty when it has no first day. That a suspension ends
    with the certificate, years ahead, stands among the next steps."""
    if view.since is None:
        return ""
    since = zh_day(view.since)
    if view.status is Status.PUBLICISED and view.until:
        return f"公示期 {since} 至 {zh_day(view.until)}"
    if view.status is Status.CERTIFIED and view.until:
        return f"自 {since} 起有效，至 {zh_day(view.until)}"
    if view.worsens and view.next_date and view.next_status is not Status.EXPIRED:
        return f"自 {since} 起。{_worse_zh(view, view.next_date)}"
    if view.status is Status.SUSPENDED and view.until and not view.worsens:
        return f"自 {since} 起，至 {zh_day(view.until)}"
    return f"自 {since} 起"


def period_en(view: View) -> str:
    """The days of the status in English; empty when it has no first day."""
    if view.since is None:
        return ""
    if view.worsens and view.next_status is Status.EXPIRED:
        return f"from {view.since}"
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


def correction(view: View) -> CorrectionText | None:
    """What to say, as large as the sanction was shown, while a correction is to be told; None when
    there is none."""
    told = [one for one in view.amends if one.told]
    if not told:
        return None
    was = told[0].was
    if was is None:
        return CorrectionText(("登记已更正",), "The entry has been corrected", tuple(told))
    word, english = ANNULLED[was]
    if view.status is not Status.CERTIFIED:  # nothing here may look valid, whatever was before
        earlier = (f"此前的{word}", "已纠正")
        return CorrectionText(earlier, f"An earlier {english.lower()} was annulled", tuple(told))
    if not told[0].valid:
        return CorrectionText((f"{word}已纠正",), f"{english} annulled", tuple(told))
    headline = (f"{word}已纠正，", "资格自始有效")
    return CorrectionText(headline, f"{english} annulled; valid all along", tuple(told))


def amends_zh(one: Amends) -> str:
    """A correction in one line: 撤销已纠正，资格自始有效."""
    if one.was is None:
        return "登记已更正"
    return f"{ANNULLED[one.was][0]}已纠正" + ("，资格自始有效" if one.valid else "")


def wrong_days_zh(one: Amends) -> str:
    """What was shown wrongly and on which days; empty when no status was."""
    return "，".join(
        f"{zh_day(wrong.since)}"
        + (f"至{zh_day(wrong.until)}" if wrong.until != wrong.since else "")
        + f"曾误示为「{word_and_note(wrong.status)[0]}」"
        for wrong in one.wrong
    )


def corrected_zh(step: Step, view: View) -> str:
    """The remark beside a step of the timeline that a correction annulled."""
    if step.status not in ANNULLED:
        return "后来已更正"
    annulled = {
        fix.fact
        for fix in view.corrections
        for reason in step.reasons
        if fix.annuls(reason.rule, reason.facts)
    }
    valid = any(one.valid for one in view.amends if one.fact in annulled)
    return f"{ANNULLED[step.status][0]}已纠正" + ("，资格自始有效" if valid else "")
