"""The kinds of letters: what each is called, what must be so for it to be written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Day
from typing import Any


@dataclass(frozen=True, slots=True)
class LetterKind:
    """``needs``: when the standing allows it, as the end of a sentence. ``each``: one letter for
    each fact, and not one for the status."""

    zh: str
    en: str
    needs_zh: str
    needs_en: str
    each: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that the standing allows. ``facts`` are the ids of what it is about, ``day`` is
    when that happened (of a reminder: the last day of the term). ``due``: it should go out now."""

    kind: str
    facts: tuple[str, ...]
    day: Day
    due: bool = False

    def as_json(self) -> dict[str, Any]:
        """For programs; the day as YYYY-MM-DD."""
        return {
            "kind": self.kind,
            "title": KINDS[self.kind].zh,
            "title_en": KINDS[self.kind].en,
            "facts": list(self.facts),
            "day": self.day.isoformat(),
            "due": self.due,
        }


KINDS: Mapping[str, LetterKind] = {
    "notice": LetterKind(
        "问题告知书",
        "notice of a failure",
        "登记有这家商户自己的问题，并且没有更正、申诉没有成立、公开期没有满",
        "there is a failure of its own, neither annulled nor with its publication over",
        each=True,
    ),
    "rectify": LetterKind(
        "限期整改通知书",
        "notice to rectify",
        "认定因自己的问题暂停，并且还有没登记整改的问题",
        "it is suspended for a failure of its own that is not rectified yet",
    ),
    "suspend": LetterKind(
        "暂停认定告知书", "notice of suspension", "状态是「认定暂停」", "it is suspended"
    ),
    "reinstate": LetterKind(
        "恢复认定告知书",
        "notice of reinstatement",
        "认定有效，此前曾经暂停或撤销，而且不是因为更正才恢复的",
        "it is recognised again after a sanction that was not annulled",
    ),
    "revoke": LetterKind(
        "撤销认定告知书", "notice of revocation", "状态是「认定已撤销」", "it is revoked"
    ),
    "appeal": LetterKind(
        "申诉处理结果告知书",
        "outcome of an appeal",
        "登记有申诉，并且已经有结果",
        "an appeal of its own has been decided",
        each=True,
    ),
    "correct": LetterKind(
        "更正登记告知书",
        "notice of correction",
        "有登记因有误、复检或另一门店的申诉而更正",
        "an entry was void, or annulled by a retest or at another shop",
        each=True,
    ),
    "certify": LetterKind(
        "认定通知书",
        "notice of recognition",
        "认定有效，而且证书载明的有效期没有过",
        "it is recognised and the term of its certificate runs",
    ),
    "refuse": LetterKind(
        "不予认定告知书",
        "notice of refusal",
        "最近一次申请或公示的结果是不予认定",
        "its last application or public notice was refused",
    ),
    "expire": LetterKind(
        "认定到期提醒书",
        "reminder of the term",
        "认定有效，并且还没有申请续期",
        "it is recognised and has not applied for renewal",
    ),
    "end": LetterKind(
        "认定终止告知书",
        "notice that the recognition ended",
        "认定已到期、已自愿退出或已终止",
        "its recognition expired, was given up or was closed",
    ),
}
