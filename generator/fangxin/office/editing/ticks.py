"""What an office found of criteria → the steps that put it into the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from fangxin.base.closed import code_of, listed
from fangxin.base.dates import add_months
from fangxin.facts.programme.criteria import Criterion
from fangxin.facts.record.ticks import TICK
from fangxin.facts.values import Merchant
from fangxin.office.editing.numbers import fact_ids, next_id
from fangxin.office.editing.refusal import NotPossibleError
from fangxin.office.editing.steps import AddItem, Step
from fangxin.office.editing.text import Value


def ticked(merchant: Merchant, codes: Sequence[str], given: Mapping[str, Value]) -> list[Step]:
    """A tick for each of the criteria; ``given`` is what all of them say."""
    taken = fact_ids(merchant)
    steps: list[Step] = []
    for code in codes:
        item: dict[str, Value] = {"id": next_id("K", taken), "criterion": code, **given}
        if "exception" not in given:
            item["met"] = "true"
        taken.append(str(item["id"]))
        ordered = {spec.key: item[spec.key] for spec in TICK.fields if spec.key in item}
        steps.append(AddItem(("criteria",), ordered))
    return steps


def chosen(words: Sequence[str], criteria: Sequence[Criterion]) -> list[str]:
    """The codes of the criteria that were named by code or by their text. Raises
    NotPossibleError."""
    known = {one.code: one.label for one in criteria}
    found = []
    for word in words:
        code = code_of(word, known)
        if code is None:
            zh, en = listed(known)
            raise NotPossibleError(
                f"本类别没有条件“{word}”；可以写：{zh or '（没有条件）'}",
                f"there is no criterion '{word}' in this category; there are {en or 'none'}",
            )
        found.append(code)
    return list(dict.fromkeys(found))


def young(
    codes: list[str], criteria: Sequence[Criterion], given: Mapping[str, Value], today: date
) -> list[str]:
    """The codes, where a check of the day given may still be a ground. Raises NotPossibleError."""
    day = date.fromisoformat(str(given["date"]))
    for one in criteria:
        if one.code in codes and add_months(day, one.tick_months) <= today:
            raise NotPossibleError(
                f"条件“{one.label}”的核对只在 {one.tick_months} 个月内有效，{day} 的已经太旧，"
                "不能作为认定的依据；请重新核对",
                f"a check of {one.code} may be used for {one.tick_months} months, and that of {day}"
                " is too old to be a ground; check again",
            )
    return codes
