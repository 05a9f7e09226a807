"""Printed signs: issued to shops that are recognised, replaced by signs that there are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fangxin.base.problem import Level, Problem
from fangxin.facts.naming_papers import instead_of_number, names_a_document
from fangxin.facts.policy.policy import Policy
from fangxin.facts.promises import Lost, Restored, Sign
from fangxin.facts.recourse import Void
from fangxin.facts.values import Facts, Merchant, Status
from fangxin.registry.book import Book, place_of
from fangxin.standing.signs import HELD
from fangxin.standing.standing import standing

_STATUS = {
    Status.NONE: "未认定",
    Status.PUBLICISED: "公示中，尚未认定",
    Status.CERTIFIED: "认定有效",
    Status.SUSPENDED: "认定暂停",
    Status.REVOKED: "认定已撤销",
    Status.EXPIRED: "认定已到期",
    Status.WITHDRAWN: "自愿退出",
    Status.CLOSED: "认定已终止",
}


def signs_are_of_recognised_shops(book: Book) -> Iterator[Problem]:
    """A sign is issued to a shop that is recognised or suspended on that day."""
    for merchant in book.whole():
        facts = book.facts(merchant.id) if merchant.signs else None
        for index, sign in enumerate(merchant.signs):
            if facts is not None and sign.void is None:
                yield from unrecognised(merchant, index, sign, facts, book.programme.policy)


def unrecognised(
    merchant: Merchant,
    index: int,
    sign: Sign,
    facts: Facts,
    policy: Policy,
    level: Level = "warning",
) -> Iterator[Problem]:
    """A problem when the shop was not recognised on the day on which the sign was issued."""
    status = standing(facts, policy, sign.issued).status
    if status not in HELD:
        yield Problem(
            place_of(merchant, f"signs.{index}.issued"),
            "sign-unrecognised",
            f"标牌 {sign.number} 是 {sign.issued} 发的，"
            f"这家当天没有有效的认定（{_STATUS[status]}）："
            "标牌只发给认定有效或暂停中的商户。请核对发放日期；还没有公开的登记错了就删去，"
            "公开过的用 fangxin void 注明",
            f"sign {sign.number} was issued on {sign.issued}, when the shop was {status}: signs "
            "are for shops that are recognised or suspended; check the day, or declare it void",
            level,
        )


def replacements_exist(book: Book) -> Iterator[Problem]:
    """A sign is replaced by another sign of the record that was not issued before it."""
    for merchant in book.merchants.values():
        signs = {sign.number: sign for sign in merchant.signs}
        for index, sign in enumerate(merchant.signs):
            name = sign.replaced_by
            other = signs.get(name or "")
            if name is None or (other is not None and _follows(sign, other)):
                continue
            known = "、".join(one for one in signs if one != sign.number) or "无"
            yield Problem(
                place_of(merchant, f"signs.{index}.replaced_by"),
                "unknown-sign",
                f"标牌 {sign.number} 的 replaced_by 须为本记录里另一块、不早于它发放的标牌："
                f"这里是“{name}”（有：{known}）。请核对，或先登记新的标牌",
                f"replaced_by of sign {sign.number} must be another sign of this record that was "
                f"not issued before it: got '{name}' (there are {known}); check it, or record the "
                "new sign",
            )


def restorations_take_one_thing_back(book: Book) -> Iterator[Problem]:
    """Each entry of ``restored`` says one thing that had been entered of the sign, is not of a day
    before it, and names a document that can be asked for."""
    for merchant in book.merchants.values():
        for index, sign in enumerate(merchant.signs):
            for place, entry in enumerate(sign.restored):
                where = f"signs.{index}.restored.{place}"
                if len(entry.keys) != 1 or entry.date < sign.issued:
                    yield _nothing_restored(merchant, where, sign)
                    continue
                since = entered_on(merchant, entry, entry.keys[0])
                if since is not None and entry.date < since:
                    yield _restored_early(merchant, where, sign, entry, since)
                if not names_a_document(entry.document):
                    yield _unnumbered(merchant, where, sign, entry)


def entered_on(merchant: Merchant, said: Sign | Restored, key: str) -> date | None:
    """The first day on which that could be said of a sign which stands under ``key``; None where
    nothing shows it."""
    value = getattr(said, key)
    if isinstance(value, Lost | Void):
        return value.date
    if isinstance(value, date):
        return value
    return next((one.issued for one in merchant.signs if one.number == value), None)


def _restored_early(
    merchant: Merchant, where: str, sign: Sign, entry: Restored, since: date
) -> Problem:
    return Problem(
        place_of(merchant, f"{where}.date"),
        "restored-early",
        f"标牌 {sign.number} 的撤回日期是 {entry.date}，早于撤回的那一样（{since}）：那天还没有"
        f"可以撤回的。date 须写 {since} 或以后的日子，请照文书改",
        f"what was said of sign {sign.number} on {since} is taken back on {entry.date}, before "
        f"there was anything to take back; date must be {since} or later: correct it",
    )


def _unnumbered(merchant: Merchant, where: str, sign: Sign, entry: Restored) -> Problem:
    zh, en = instead_of_number(entry.document)
    return Problem(
        place_of(merchant, f"{where}.document"),
        "restored-undocumented",
        f"标牌 {sign.number} 撤回登记，document 须写文号，例如 浦消联办〔2026〕107号："
        f"{zh}。请照文书写",
        f"what takes back what was said of sign {sign.number} names the number of a document, such "
        f"as 浦消联办〔2026〕107号: document {en}; write that of the document",
    )


def _nothing_restored(merchant: Merchant, where: str, sign: Sign) -> Problem:
    return Problem(
        place_of(merchant, where),
        "restored-nothing",
        f"标牌 {sign.number} 的 restored 每一条须写明撤回的一样（lost、taken_down、replaced_by、"
        "void 之一，照原来登记的写），日期不早于发放：请用 fangxin sign restore 办理",
        f"each entry under restored of sign {sign.number} takes one thing back, as it had been "
        "entered (lost, taken_down, replaced_by or void), not before the sign was issued; use "
        "fangxin sign restore",
    )


def _follows(sign: Sign, other: Sign) -> bool:
    return (
        other.number != sign.number
        and other.issued >= sign.issued
        and other.replaced_by != sign.number
    )
