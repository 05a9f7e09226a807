"""Printed signs in words: what each is, and until when."""

from __future__ import annotations

from collections.abc import Mapping

from fangxin.base.both import parted
from fangxin.facts.promises import FATE_ZH
from fangxin.facts.values import Restored
from fangxin.standing.signs import SignStanding, SignState
from fangxin.words.sentences import zh_day

_STATE = {
    SignState.VALID: ("在用", "in use"),
    SignState.DUE: ("应当摘下", "to come down"),
    SignState.OVERDUE: ("逾期未摘", "overdue, still up"),
    SignState.LOST: ("丢失或被盗", "lost or stolen"),
    SignState.TAKEN_DOWN: ("已摘下", "taken down"),
    SignState.REPLACED: ("已换新", "replaced"),
    SignState.VOID: ("作废", "void"),
}
STATE_ZH, STATE_EN = parted(_STATE)


def sign_zh(one: SignStanding) -> str:
    """The state of a sign with its day, without a full stop."""
    word, day = STATE_ZH[one.state], zh_day(one.since)
    if one.state is SignState.DUE and one.due is not None:
        return f"须在 {zh_day(one.due)}前（含当日）摘下"
    if one.state is SignState.OVERDUE and one.due is not None:
        return f"逾期未摘（期限 {zh_day(one.due)}）"
    if one.state is SignState.VALID:
        return word
    if one.state is SignState.REPLACED and one.sign.replaced_by:
        return f"{day}换成 {one.sign.replaced_by}"
    if one.state is SignState.LOST:
        return f"{day}丢失或被盗，此后无效"
    if one.state is SignState.VOID and one.sign.void is not None:
        return f"{day}作废（{one.sign.void.reason.rstrip('。')}）"
    return f"{day}{word.removeprefix('已')}"


FATE_EN: Mapping[str, str] = {
    "void": "void",
    "taken_down": "taken down",
    "lost": "lost or stolen",
    "replaced_by": "replaced",
}


def restored_zh(entry: Restored) -> str:
    """What had been entered of a sign and was taken back, when and why."""
    what = "、".join(FATE_ZH[key] for key in entry.keys)
    reason = entry.reason.rstrip("。")
    return f"登记的“{what}”已于 {zh_day(entry.date)}撤回：{reason}（{entry.document}）"


def restored_en(entry: Restored) -> str:
    """The same in short English."""
    what = ", ".join(FATE_EN[key] for key in entry.keys)
    return f"'{what}' was taken back on {entry.date}"


def sign_en(one: SignStanding) -> str:
    """The same in short English."""
    if one.due is not None:
        return f"{STATE_EN[one.state]}, due {one.due}"
    return STATE_EN[one.state]
