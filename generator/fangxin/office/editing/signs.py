"""What becomes of a printed sign → the steps that put it into the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date

from fangxin.facts.naming_papers import instead_of_number, names_a_document
from fangxin.facts.policy.policy import Policy
from fangxin.facts.promises import FATES
from fangxin.facts.values import Facts, Lost, Merchant, Sign, Void
from fangxin.office.editing.facts import no_fact
from fangxin.office.editing.refusal import NotPossibleError
from fangxin.office.editing.steps import AddItem, AddKey, Cut, Step
from fangxin.office.editing.text import Value
from fangxin.registry.signs import entered_on
from fangxin.standing.signs import HELD
from fangxin.standing.standing import standing

Given = Mapping[str, Value]


def issued(facts: Facts, policy: Policy, given: Given) -> list[Step]:
    """A numbered sign was handed out; only to whoever is recognised. Raises NotPossibleError."""
    day = date.fromisoformat(str(given["issued"]))
    status = standing(facts, policy, day).status
    if status not in HELD:
        raise NotPossibleError(
            f"{day} 没有有效的认定（{status}），不能发标牌；先认定再发，现状见 fangxin show",
            f"it is not recognised on {day} ({status}), and signs are for shops that are; see "
            "fangxin show",
        )
    return [AddItem(("signs",), dict(given))]


def removed(merchant: Merchant, number: str, day: str) -> list[Step]:
    """A sign was taken down on ``day``."""
    sign = _sign(merchant, number)
    if sign.taken_down is not None:
        raise _told_already(number, "取下", f"{sign.taken_down}")
    return [AddKey(("signs", number), "taken_down", day)]


def lost(merchant: Merchant, number: str, given: Given) -> list[Step]:
    """A sign was lost or stolen."""
    sign = _sign(merchant, number)
    if sign.lost is not None:
        raise _told_already(number, "丢失", f"{sign.lost.date}")
    if sign.taken_down is not None:
        raise _told_already(number, "取下", f"{sign.taken_down}")
    return [AddKey(("signs", number), "lost", dict(given))]


def replaced(
    merchant: Merchant, number: str, facts: Facts, policy: Policy, given: Given
) -> list[Step]:
    """A new sign hangs in the place of one."""
    sign = _sign(merchant, number)
    if sign.replaced_by is not None:
        raise _told_already(number, "已换成", sign.replaced_by)
    place = {"place": sign.place} if sign.place is not None else {}
    return [
        AddKey(("signs", number), "replaced_by", given["number"]),
        *issued(facts, policy, {**given, **({} if "place" in given else place)}),
    ]


def restored(merchant: Merchant, number: str, key: str, given: Given) -> list[Step]:
    """What had been entered of a sign under ``key`` is taken back: it moves into ``restored``.
    Raises NotPossibleError without a document, and before there was anything to take back."""
    sign = _named(merchant, number)
    since, day = entered_on(merchant, sign, key), str(given["date"])
    if since is not None and day < since.isoformat():
        raise NotPossibleError(
            f"标牌 {number} 要撤回的是 {since} 的事，撤回不能早于那天：--date 写的是 {day}。请照"
            "文书改，或者不写（就是今天）",
            f"what is said of sign {number} is of {since}, so it is not taken back on {day}; "
            "correct --date, or leave it out for today",
        )
    if not names_a_document(str(given["document"])):
        zh, en = instead_of_number(str(given["document"]))
        raise NotPossibleError(
            f"撤回标牌 {number} 的登记须写文号，例如 --document 浦消联办〔2026〕107号：{zh}。"
            "请照文书写；没有文书的，不能这样登记",
            f"what was said of sign {number} is taken back by a document: --document {en}; write "
            "its number, such as 浦消联办〔2026〕107号; without one it cannot be entered",
        )
    entry = {**given, key: _written(getattr(sign, key))}
    place = ("signs", number)
    return [Cut((*place, key)), AddItem((*place, "restored"), entry)]


def fates(merchant: Merchant, number: str) -> list[str]:
    """What is said to have become of a sign. Raises NotPossibleError where nothing is."""
    sign = _named(merchant, number)
    found = [key for key in FATES if getattr(sign, key) is not None]
    if not found:
        raise NotPossibleError(
            f"标牌 {number} 没有登记过丢失、取下、换新或作废，没有可以撤回的",
            f"nothing is said to have become of sign {number}, there is nothing to take back",
        )
    return found


def _written(value: object) -> Value:
    """A value as the record writes it."""
    if isinstance(value, Lost | Void):
        told = {one.name: getattr(value, one.name) for one in fields(value)}
        return {key: str(said) for key, said in told.items() if said is not None}
    return str(value)


def _told_already(number: str, what: str, found: str) -> NotPossibleError:
    return NotPossibleError(
        f"标牌 {number} 的{what}已经登记过（{found}），登记过的不能改；登记错了、或者找回来了的，"
        f"请用 fangxin sign restore 撤回",
        f"sign {number} has this already ({found}); if it was a mistake, or the sign was found, "
        "take it back with fangxin sign restore",
    )


def _sign(merchant: Merchant, number: str) -> Sign:
    """A sign that is not void. Raises NotPossibleError."""
    sign = _named(merchant, number)
    if sign.void is not None:
        raise _told_already(number, "登记有误", f"{sign.void.date}")
    return sign


def _named(merchant: Merchant, number: str) -> Sign:
    found = next((sign for sign in merchant.signs if sign.number == number), None)
    if found is None:
        raise no_fact(number, "标牌", [sign.number for sign in merchant.signs])
    return found
