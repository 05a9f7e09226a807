"""What the merchant may do about what a letter tells: reply, appeal, until when, and to whom.

Of its own failures, of decisions of the office, and of siblings' failures that reach it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fangxin.facts.values import Appeal, Merchant
from fangxin.office.letters.case import LetterCase
from fangxin.office.letters.kinds import Letter
from fangxin.office.letters.told import ANSWERS, values_told, worded
from fangxin.view.annulled import UPHELD
from fangxin.view.remedies import answering
from fangxin.view.view import DecisionView, FailureView
from fangxin.words.dates import zh_day
from fangxin.words.labels import ACT_ZH
from fangxin.words.recourse import contact_zh, office_zh

_ABOUT_ALL = ("rectify", "suspend", "revoke", "end")  # every fact that the status rests on


def rights(letter: Letter, case: LetterCase) -> list[dict[str, Any]]:
    """One for each fact that the letter tells and that may be answered, in its order."""
    names = dict.fromkeys(letter.facts)
    if letter.kind in _ABOUT_ALL:
        names |= dict.fromkeys(name for reason in case.view.reasons for name in reason.facts)
    found = {one["编号"]: one for one in _all(case)}
    return [found[name] for name in names if name in found]


def _all(case: LetterCase) -> Iterator[dict[str, Any]]:
    said = {one.fact for one in case.merchant.follow_up if one.reply is not None}
    for failure in case.view.failures:
        if failure.counts:
            name = failure.name
            replied = name in said if failure.merchant else failure.reply is not None
            told = f"“{failure.kind_label}”（{name}）"
            yield _right(failure, case, name, told, replied)
    for decision in case.view.decisions:
        if decision.appeal_by is not None and decision.annulled is None:
            paper = f"，{decision.document}" if decision.document else ""
            told = f"{ACT_ZH[decision.act]}的决定（{decision.id}{paper}）"
            yield _right(decision, case, decision.id, told, decision.reply is not None)


def _right(
    one: FailureView | DecisionView, case: LetterCase, name: str, told: str, replied: bool
) -> dict[str, Any]:
    decided = isinstance(one, DecisionView)
    code = answering(one.date if isinstance(one, DecisionView) else one.recorded, case.programme)
    elsewhere = None if isinstance(one, DecisionView) else one.merchant
    return {
        "编号": name,
        "名称": told,
        "决定": decided,
        "他店": elsewhere.name if elsewhere else "",
        **values_told(one, ANSWERS),
        "已陈述": replied,
        "受理机关": office_zh(code, case.programme) if code else "我办",
        "受理联系": contact_zh(code, case.programme) if code else "",
    }


def appealed(letter: Letter, case: LetterCase) -> dict[str, Any] | None:
    """What an appeal was about that has been decided, and how; None where the letter is no such."""
    if letter.kind != "appeal":
        return None
    name = letter.facts[0]
    facts: dict[str, FailureView | DecisionView] = {one.id: one for one in case.view.decisions}
    facts |= {one.name: one for one in case.view.failures}
    one = facts[name]
    named = _appeal(case.merchant, name)
    decided = isinstance(one, DecisionView)
    return {
        "名称": f"{ACT_ZH[one.act]}的决定（{name}）"
        if isinstance(one, DecisionView)
        else f"“{one.kind_label}”问题（编号{name}，{zh_day(one.recorded)}登记入册）",
        "决定": decided,
        "他店": "" if isinstance(one, DecisionView) or not one.merchant else one.merchant.name,
        **values_told(one, ("申诉日", "答复日")),
        "答复文件": (named.document or "") if named else "",
        "答复说明": worded(named.summary if named else None),
        "答复机关": office_zh(one.decided_by, case.programme) if one.decided_by else "",
        "成立": one.appeal == UPHELD,
    }


def _appeal(merchant: Merchant, name: str) -> Appeal | None:
    """As the merchant's own record has it; of a failure in a register as its follow-up says."""
    appeals = {one.id: one.appeal for one in merchant.decisions}
    appeals |= {one.id: one.appeal for one in merchant.failures}
    return appeals.get(name) or next(
        (one.appeal for one in merchant.follow_up if one.fact == name), None
    )
