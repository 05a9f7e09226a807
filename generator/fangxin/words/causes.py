"""Parts of the sentence about a reason: until when it holds, which particular changed."""

from __future__ import annotations

from datetime import date

from fangxin.facts.values import Status
from fangxin.standing.standing import Reason
from fangxin.view.view import View
from fangxin.words.dates import zh_day
from fangxin.words.labels import FIELD_EN, FIELD_ZH


def told_until(reason: Reason, view: View) -> date | None:
    """The last day to name; none where worse follows, lest it look like an end."""
    return None if view.worsens and reason in view.reasons else reason.until


def outlived(reason: Reason, view: View) -> tuple[str, str]:
    """What to add to a sentence whose end lies after that of the certificate: which comes first.
    Empty where the end of the reason is the end of the status."""
    decision = next((d for d in view.decisions if d.id in reason.facts), None)
    if decision is None or decision.until is None or told_until(reason, view) is not None:
        return "", ""
    if view.next_status is not Status.EXPIRED or view.until is None:
        return "", ""
    return (
        f"（认定{zh_day(view.until)}先到期）",
        f" (the certificate ends first, on {view.until})",
    )


def changed_zh(reason: Reason, view: View) -> str:
    """What changed and by which document: 经营者变更（浦市监〔2026〕8号）."""
    found = [change for change in view.changes if change.id in reason.facts]
    fields = dict.fromkeys(FIELD_ZH.get(change.field, change.field) for change in found)
    documents = dict.fromkeys(change.document for change in found if change.document)
    named = f"（{'、'.join(documents)}）" if documents else ""
    return f"{'、'.join(fields) or '主要登记事项或经营者'}变更{named}"


def changed_en(reason: Reason, view: View) -> str:
    """What changed, at the beginning of an English sentence: The owner."""
    found = [change for change in view.changes if change.id in reason.facts]
    fields = dict.fromkeys(FIELD_EN.get(change.field, change.field) for change in found)
    return f"The {' and the '.join(fields) or 'main particulars or the owner'}"
