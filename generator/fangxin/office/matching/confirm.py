"""The workbook that a person has filled in → the failures to be entered, and what is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from fangxin.base.problem import Place, Problem, errors
from fangxin.facts.document_number import act_keys
from fangxin.facts.record.failures import FAILURE
from fangxin.facts.recourse import stands
from fangxin.facts.registers.codes import codes_of
from fangxin.facts.values import Merchant
from fangxin.office.editing.facts import in_order
from fangxin.office.editing.given import Reader
from fangxin.office.editing.numbers import fact_ids, next_id
from fangxin.office.editing.text import Value
from fangxin.office.matching.sheet import COLUMNS, NO, YES
from fangxin.office.matching.whom import code_of, shown_code
from fangxin.text.table.lists import Listed, ListRow

HEADINGS: Mapping[str, tuple[str, ...]] = {
    key: (label,) for key, (label, _) in COLUMNS.items() if key not in ("row", "listed", "amount")
}
NEEDED = (("id", "uscc", "date", "document", "kind", "enter"),)
_YES = frozenset({YES, "y", "yes", "√", "✓", "对"})
_NO = frozenset({NO, "n", "no", "×", "x", ""})
_KEYS = ("kind", "date", "served", "document", "summary")
_MUST = ("kind", "date", "document")


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A row that a person said yes to: whose failure it is, and what it says."""

    place: Place
    merchant: Merchant
    values: Mapping[str, Value]


def confirmed(
    listed: Listed, path: Path, merchants: Mapping[str, Merchant], reader: Reader
) -> tuple[list[Confirmed], list[Problem]]:
    """The rows that are marked yes, and every problem of every row."""
    found: list[Confirmed] = []
    problems: list[Problem] = []
    for entry in listed.rows:
        place = Place(str(path), entry.number)
        mark = entry.get("enter").lower()
        if mark in _NO:
            continue
        if mark not in _YES:
            problems.append(_row(place, f"“是否登记”写的是“{entry.get('enter')}”，只能写是或否",
                                 "the mark must be 是 or 否"))  # fmt: skip
            continue
        one, told = _confirmed(entry, place, merchants, reader)
        problems += told
        if one is not None:
            found.append(one)
    return found, [*problems, *_twice(found, merchants)]


def _confirmed(
    entry: ListRow, place: Place, merchants: Mapping[str, Merchant], reader: Reader
) -> tuple[Confirmed | None, list[Problem]]:
    id = code_of(entry.get("id"))
    merchant = merchants.get(id)
    if merchant is None:
        zh = f"登记簿里没有编号 {id}；请不要改动“商户编号”一列"
        return None, [_row(place, zh, f"the registry has no {id}; leave the IDs as they were")]
    problems: list[Problem] = []
    code = code_of(entry.get("uscc"))
    if code not in codes_of(merchant):
        other = shown_code(code)
        zh = f"{id} 的信用代码是 {merchant.uscc}，这一行是 {other}：不是同一家，请核对"
        en = f"the credit code of {id} is {merchant.uscc}, not {other}"
        problems.append(_row(place, zh, en))
    values: dict[str, Value] = {}
    for key in _KEYS:
        words = entry.get(key)
        if words:
            value, told = reader.read(FAILURE.table[key], words)
            problems += [replace(problem, place=place) for problem in told]
            if value is not None:
                values[key] = value
        elif key in _MUST:
            label = COLUMNS[key][0]
            problems.append(_row(place, f"“{label}”是空的，请填写", f"{key} is missing"))
    done = None if errors(problems) else Confirmed(place, merchant, values)
    return done, problems


def _twice(found: Iterable[Confirmed], merchants: Mapping[str, Merchant]) -> Iterator[Problem]:
    """One document is entered once: neither for two premises of a code, nor beside what stands in
    the record of one of them."""
    seen: dict[tuple[str, str], Confirmed] = {}
    operators = _operators(merchants)
    for one in found:
        number = str(one.values["document"])
        codes = codes_of(one.merchant) or {one.merchant.id}
        acts = act_keys(number, date.fromisoformat(str(one.values["date"])))
        keys = [(code, key) for code in sorted(codes) for key in sorted(acts)]
        first = next((seen[key] for key in keys if key in seen), None)
        for key in keys:
            seen.setdefault(key, one)
        if first is not None:
            yield _row(
                one.place,
                f"文书“{number}”在第 {first.place.line} 行已登记到 {first.merchant.id}："
                "一份文书只登记到一家，别的店受不受影响由规则推出",
                f"the document is entered for {first.merchant.id} in row {first.place.line} "
                "already: one fact stands in one place",
            )
        for merchant in _premises(one.merchant, operators):
            there = [
                failure.id
                for failure in merchant.failures
                if stands(failure)
                and failure.document is not None
                and not acts.isdisjoint(act_keys(failure.document, failure.date))
            ]
            if there:
                yield _row(
                    one.place,
                    f"文书“{number}”已登记在 {merchant.id} 的 {'、'.join(there)}；请改为否",
                    f"the document stands in {merchant.id} already as {', '.join(there)}",
                )


def _operators(merchants: Mapping[str, Merchant]) -> Mapping[str, list[Merchant]]:
    """Credit code, former ones too → the merchants of its operator."""
    found: dict[str, list[Merchant]] = defaultdict(list)
    for id in sorted(merchants):
        for code in codes_of(merchants[id]):
            found[code].append(merchants[id])
    return found


def _premises(merchant: Merchant, operators: Mapping[str, list[Merchant]]) -> list[Merchant]:
    """The merchant and all others of its credit codes."""
    found = {merchant.id: merchant}
    for code in codes_of(merchant):
        found |= {other.id: other for other in operators.get(code, ())}
    return [found[id] for id in sorted(found)]


def failures(rows: Iterable[Confirmed], today: date) -> dict[str, list[dict[str, Value]]]:
    """Merchant ID → its new failures as the record writes them, recorded today."""
    found: dict[str, list[dict[str, Value]]] = {}
    for row in rows:
        items = found.setdefault(row.merchant.id, [])
        taken = [*fact_ids(row.merchant), *(str(item["id"]) for item in items)]
        item: dict[str, Value] = {"id": next_id("F", taken), **row.values}
        if item["date"] != today.isoformat():
            item["recorded"] = today.isoformat()
        items.append(in_order(item, FAILURE))
    return found


def _row(place: Place, zh: str, en: str) -> Problem:
    return Problem(place, "list-row", f"第 {place.line} 行：{zh}", f"row {place.line}: {en}")
