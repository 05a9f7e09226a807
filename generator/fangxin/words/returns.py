"""What pages, lists and feeds say of a reinstatement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from fangxin.facts.values import Status
from fangxin.view.returns import Return
from fangxin.view.standins import tellable
from fangxin.view.view import View
from fangxin.words.sentences import zh_day

LIFTED_ZH: Mapping[str, str] = {"revoke": "撤销", "suspend": "暂停"}
LIFTED_EN: Mapping[str, str] = {"revoke": "revocation", "suspend": "suspension"}


class ReturnText(NamedTuple):
    """Reinstatements in the words of the page. ``headline`` stands as large as the status did."""

    headline: tuple[str, ...]  # its clauses, to be broken between
    en: str
    told: tuple[Return, ...]


def returned(view: View) -> ReturnText | None:
    """What to say, as large as the sanction was shown, while a reinstatement is to be told."""
    told = tuple(one for one in view.returns if one.told)
    if not told:
        return None
    word, english = LIFTED_ZH[told[0].effect], LIFTED_EN[told[0].effect]
    if view.status is not Status.CERTIFIED:  # nothing here may look valid, whatever was before
        return ReturnText((f"此前的{word}", "已决定解除"), f"An earlier {english} was lifted", told)
    return ReturnText((f"{word}已解除，", "办公室决定恢复"), f"Reinstated: {english} lifted", told)


def returned_zh(one: Return) -> str:
    """A reinstatement in one line: 暂停已由办公室决定解除."""
    return f"{LIFTED_ZH[one.effect]}已由办公室决定解除"


def grounds_zh(one: Return) -> str:
    """Since when, by which paper, what it rested on and why, without a full stop."""
    named = "、".join(tellable(one.facts))
    facts = f"（{named}）" if named else ""
    paper = f"{one.document}，" if one.document else ""
    why = f"；理由：{one.summary.rstrip('。')}" if one.summary else ""
    return f"{paper}自{zh_day(one.date)}起解除{LIFTED_ZH[one.effect]}{facts}{why}"
