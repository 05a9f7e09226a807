"""What becomes of a printed sign → the steps that put it into the record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fangxin.facts.policy import Policy
from fangxin.facts.values import Facts, Merchant, Sign
from fangxin.office.editing.facts import no_fact, there_already
from fangxin.office.editing.refusal import NotPossibleError
from fangxin.office.editing.steps import AddItem, AddKey, Step
from fangxin.office.editing.text import Value
from fangxin.standing import standing
from fangxin.standing.signs import HELD

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
        raise there_already(number, "取下", f"{sign.taken_down}")
    return [AddKey(("signs", number), "taken_down", day)]


def lost(merchant: Merchant, number: str, given: Given) -> list[Step]:
    """A sign was lost or stolen."""
    sign = _sign(merchant, number)
    if sign.lost is not None:
        raise there_already(number, "丢失", f"{sign.lost.date}")
    if sign.taken_down is not None:
        raise there_already(number, "取下", f"{sign.taken_down}")
    return [AddKey(("signs", number), "lost", dict(given))]


def replaced(
    merchant: Merchant, number: str, facts: Facts, policy: Policy, given: Given
) -> list[Step]:
    """A new sign hangs in the place of one."""
    sign = _sign(merchant, number)
    if sign.replaced_by is not None:
        raise there_already(number, "已换成", sign.replaced_by)
    place = {"place": sign.place} if sign.place is not None else {}
    return [
        AddKey(("signs", number), "replaced_by", given["number"]),
        *issued(facts, policy, {**given, **({} if "place" in given else place)}),
    ]


def _sign(merchant: Merchant, number: str) -> Sign:
    found = next((sign for sign in merchant.signs if sign.number == number), None)
    if found is None:
        raise no_fact(number, "标牌", [sign.number for sign in merchant.signs])
    if found.void is not None:
        raise there_already(number, "登记有误", f"{found.void.date}")
    return found
