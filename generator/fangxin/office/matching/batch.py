"""The rows of a list of decisions → the merchants they name for sure, and what they say of each.

A row names a merchant by ID, or by name and credit code that fit exactly one record. An ID beside
another shop's name or code is refused: one of them was copied wrongly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fangxin.base.problem import Place, Problem, errors
from fangxin.facts.record.decisions import DECISION
from fangxin.facts.record.promises import SIGN
from fangxin.facts.registers.codes import codes_of
from fangxin.facts.registers.confirm import names_in
from fangxin.facts.values import Merchant
from fangxin.office.editing.given import Reader
from fangxin.office.editing.text import Value
from fangxin.office.matching.whom import Index, code_of, names_of, shown_code
from fangxin.text.fields.tables import Field
from fangxin.text.table.lists import Listed, ListRow

OF_DECISION = (
    "date", "until", "certificate", "because", "successor", "unrelated_to", "summary",
)  # fmt: skip
OF_SIGN = ("number", "place")
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "id": ("商户编号", "编号", "登记编号", "id"),
    "uscc": ("统一社会信用代码", "社会信用代码", "信用代码", "uscc"),
    "name": ("名称", "商户名称", "单位名称", "企业名称", "店名", "name"),
    "until": ("截止日期", "有效期至", "公示截止日期", "until"),
    **{key: (DECISION.table[key].zh, key) for key in OF_DECISION if key != "until"},
    **{key: (SIGN.table[key].zh, f"sign_{key}") for key in OF_SIGN},
}
NEEDED = (("id",), ("name", "uscc"))


@dataclass(frozen=True, slots=True)
class BatchOrder:
    """What is to be decided about one merchant: what its row says of the decision and its sign."""

    place: Place
    merchant: Merchant
    given: Mapping[str, Value]
    sign: Mapping[str, Value]


def orders(
    listed: Listed, path: Path, index: Index, reader: Reader
) -> tuple[list[BatchOrder], list[Problem]]:
    """An order for each row that can be carried out, and every problem of the others."""
    found: list[BatchOrder] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for entry in listed.rows:
        place = Place(str(path), entry.number)
        merchant, told = _merchant(entry, index, place)
        given, wrong = _values(entry, OF_DECISION, reader, place)
        sign, wrong_sign = _values(entry, OF_SIGN, reader, place)
        told += [*wrong, *wrong_sign]
        if merchant is not None and merchant.id in seen:
            told.append(_twice(place, merchant, seen[merchant.id]))
        problems += told
        if merchant is not None:
            seen.setdefault(merchant.id, entry.number)
            if not errors(told):
                found.append(BatchOrder(place, merchant, given, sign))
    return found, problems


def _values(
    entry: ListRow, keys: Sequence[str], reader: Reader, place: Place
) -> tuple[dict[str, Value], list[Problem]]:
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for key in keys:
        words = entry.get(key)
        if words:
            value, told = reader.read(_spec(key), words)
            problems += [replace(problem, place=place) for problem in told]
            if value is not None:
                values[key] = value
    return values, problems


def _spec(key: str) -> Field:
    return (SIGN if key in OF_SIGN else DECISION).table[key]


def _merchant(entry: ListRow, index: Index, place: Place) -> tuple[Merchant | None, list[Problem]]:
    id, code, name = code_of(entry.get("id")), code_of(entry.get("uscc")), entry.get("name")
    if id:
        merchant = index.merchants.get(id)
        if merchant is None:
            return None, [_nobody(place, f"编号 {id}", f"ID {id}", index, code, name)]
        return merchant, list(_contradictions(place, merchant, code, name))
    if not (code and name):
        return None, [_untold(place)]
    fit = [one for one in index.with_code(code) if one in index.with_name(name)]
    if len(fit) == 1:
        return index.merchants[fit[0]], []
    if fit:
        return None, [_several(place, fit, index)]
    told = shown_code(code)
    return None, [_nobody(place, f"“{name}”（{told}）", f"'{name}' ({told})", index, code, name)]


def _contradictions(place: Place, merchant: Merchant, code: str, name: str) -> Iterator[Problem]:
    """What the row says of the merchant with its ID that the record does not."""
    if code and code not in codes_of(merchant):
        yield _row(
            place,
            f"{merchant.id} 的信用代码是 {merchant.uscc}，这一行写的是 {shown_code(code)}；"
            "请核对是哪一家",
            f"the credit code of {merchant.id} is {merchant.uscc}, not {shown_code(code)}; check "
            "who is meant",
        )
    if name and not names_in(name) & names_of(merchant):
        yield _row(
            place,
            f"{merchant.id} 是“{merchant.name}”，这一行写的是“{name}”；请核对编号或名称",
            f"{merchant.id} is '{merchant.name}', not '{name}'; check the ID or the name",
        )


def _nobody(
    place: Place, zh: str, en: str, index: Index, code: str, name: str
) -> Problem:  # fmt: skip
    near = dict.fromkeys(
        (
            *index.with_code(code),
            *(index.with_name(name) if name else ()),
            *index.near_code(code),
        )
    )
    meant = [f"{one}（{index.merchants[one].name}）" for one in near][:5]
    hint_zh = f"是不是 {'、'.join(meant)}？请写商户编号" if meant else "请核对"
    hint_en = f"did you mean {', '.join(list(near)[:5])}? write the ID" if meant else "check it"
    return _row(place, f"登记簿里没有 {zh}；{hint_zh}", f"the registry has no {en}; {hint_en}")


def _several(place: Place, fit: list[str], index: Index) -> Problem:
    listed = "、".join(f"{one}（{index.merchants[one].address or '无地址'}）" for one in fit)
    return _row(
        place,
        f"名称和信用代码相同的有 {len(fit)} 份档案：{listed}；请写商户编号",
        f"records with this name and code: {', '.join(fit)}; write the ID",
    )


def _untold(place: Place) -> Problem:
    return _row(
        place,
        "没有写商户编号，名称和信用代码也不全，说不清是哪一家；请补上，空行请删去",
        "neither an ID nor name and credit code; fill it in, or delete the row",
    )


def _twice(place: Place, merchant: Merchant, first: int) -> Problem:
    return _row(
        place,
        f"{merchant.id}（{merchant.name}）在第 {first} 行已经有了；请删去一行",
        f"{merchant.id} stands in row {first} already; delete one",
    )


def _row(place: Place, zh: str, en: str) -> Problem:
    return Problem(place, "list-row", f"第 {place.line} 行：{zh}", f"row {place.line}: {en}")
