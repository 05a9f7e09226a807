"""Rows that may be about a merchant of the registry, for an official to confirm or to leave.

Same name, or same credit code without the same address, or a code that cannot be right and is
nearly a merchant's: nothing follows from either until somebody
has looked and written the merchant's ID into the row (or into ``confirmed`` of an import mapping).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from fangxin.base.problem import Problem
from fangxin.facts.registers.codes import CodeIndex, codes_by
from fangxin.facts.registers.declared import every
from fangxin.facts.registers.linking import NamedRow, linked, parties
from fangxin.facts.registers.rows import Registers
from fangxin.facts.values import Merchant
from fangxin.text.fields.idents import fault_of_code
from fangxin.text.sameness import looks

# Of a name as it is compared, which has one kind of brackets.
_BRACKETS = re.compile(r"\(([^()]*)\)")
_OPEN = re.compile(r"\([^()]*$")  # never closed: a name that was cut
_SIGN = re.compile(r"^(?:市招|招牌|店招):")
_SHORTEST = 3  # characters of a name inside brackets; shorter ones name a quarter or a floor


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row that names nobody for sure, and the IDs it may mean; those at its address first.

    ``why``: "name" or "code"; or "near", where the row's code cannot be right and differs in one
    place from a merchant's."""

    named: NamedRow
    why: str
    ids: tuple[str, ...]
    at_address: tuple[str, ...] = ()


def names_to_confirm(registers: Registers, merchants: Mapping[str, Merchant]) -> tuple[Doubt, ...]:
    """Every row that is linked to nobody but may be about a merchant, in the order of rows."""
    names: dict[str, set[str]] = defaultdict(set)
    for merchant in merchants.values():
        for name in names_in(merchant.name):
            names[name].add(merchant.id)
    codes = _codes(registers, merchants)
    sure = linked(registers, merchants)
    doubts = []
    for named in parties(registers):
        if named.id in sure or named.party.id is not None:
            continue
        code = named.party.uscc or ""
        by_code = codes.whole.get(code, ())
        by_name = {id for name in names_in(named.party.name or "") for id in names.get(name, ())}
        near = () if by_code or fault_of_code(code) != "check" else codes.near(code)
        for why, ids in (("code", by_code), ("near", near), ("name", by_name)):
            if ids:
                doubts.append(_doubt(named, why, {*ids, *(by_name if near else ())}, merchants))
                break
    return tuple(doubts)


def _codes(registers: Registers, merchants: Mapping[str, Merchant]) -> CodeIndex:
    """The codes of the merchants; nearly right ones are looked for where a row has one."""
    written = {one.party.uscc for one in parties(registers) if one.party.id is None}
    wrong = any(fault_of_code(code) == "check" for code in written if code is not None)
    return codes_by(merchants.values(), slips=wrong)


def failures_are_confirmed(
    registers: Registers, merchants: Mapping[str, Merchant]
) -> Iterator[Problem]:
    """A row that would move a merchant is confirmed to be about it, or not to be."""
    moving = {
        id
        for register in every()
        for id, failure in register.failures(registers.of(register), None).items()
        if failure.void is None
    }
    waiting = [one for one in names_to_confirm(registers, merchants) if one.named.id in moving]
    if waiting:
        first = min(waiting, key=lambda one: one.named.place)
        yield Problem(
            first.named.place,
            "rows-to-confirm",
            f"登记簿里有 {len(waiting)} 行问题可能说的是放心消费单位，还没有核对，"
            f"现在不算到任何商户（第一行是 {first.named.id}，可能是 {'、'.join(first.ids[:3])}）。"
            "请运行 fangxin todo 逐行核对",
            f"{len(waiting)} rows with failures may be about merchants of the registry, but nobody "
            f"has confirmed it and they count for none (the first is {first.named.id}, perhaps "
            f"{', '.join(first.ids[:3])}); go through them with fangxin todo",
            "warning",
        )


def _doubt(
    named: NamedRow, why: str, ids: Iterable[str], merchants: Mapping[str, Merchant]
) -> Doubt:
    address = _address(named.party.address)
    here = {id for id in ids if address and _address(merchants[id].address) == address}
    ordered = (*sorted(here), *sorted(set(ids) - here))
    return Doubt(named, why, ordered, tuple(sorted(here)))


def names_in(text: str) -> frozenset[str]:
    """The names that a written name holds: the whole, what stands before a slash, the part outside
    brackets of any kind, and what stands inside them (a shop's sign beside the firm's name); as
    they are compared."""
    plain = looks(text)
    inside = [part for found in _BRACKETS.findall(plain) for part in found.split("/")]
    inside = [_SIGN.sub("", part) for part in inside if part != "示例"]
    inside = [part for part in inside if len(part) >= _SHORTEST]
    outside = _OPEN.sub("", _BRACKETS.sub("", plain))
    names = (plain, plain.partition("/")[0], outside, outside.partition("/")[0], *inside)
    return frozenset(filter(None, names))


def _address(text: str | None) -> str:
    return looks(text or "")
