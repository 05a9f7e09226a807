"""A credit code that is filled in and joins a merchant to others: whoever bears it is punished with
them, so that a slip of one clerk must not be enough."""

from __future__ import annotations

from collections.abc import Iterator

from fangxin.base.problem import Problem
from fangxin.change.guard.facts import FactChange, RecordChange
from fangxin.change.guard.push import Push
from fangxin.facts.record.particulars import CODE
from fangxin.facts.registers.declared import every
from fangxin.registry.registry import Registry


def joined_to(registry: Registry, id: str, code: str) -> tuple[str, ...]:
    """The other merchants that bear a credit code or bore it, and the rows of registers that do."""
    shops = [
        other
        for other, merchant in registry.merchants.items()
        for change in (None, *merchant.changes)
        if other != id and code in _codes(merchant.uscc, change)
    ]
    rows = [row.id for register in every() for row in registry.registers.of(register)
            if (party := register.party_of(row)) is not None and party.uscc == code
            and party.id in (None, id)]  # fmt: skip
    return (*dict.fromkeys(shops), *rows)


def _codes(uscc: str | None, change: object) -> tuple[str | None, ...]:
    if getattr(change, "field", CODE) != CODE:
        return (uscc,)
    return (uscc, getattr(change, "before", None), getattr(change, "after", None))


def filled_in_openly(
    push: Push, record: RecordChange, entries: list[FactChange]
) -> Iterator[Problem]:
    """A code that joins others comes with an entry of its own, by a document; one that is nobody
    else's is simply written. ``entries``: what the push adds about the code."""
    registry, code = push.new.sources.registry, record.written(CODE)
    if registry is None or code is None or record.was(CODE) is not None:
        return
    reached = entries[-1].written("after") if entries else None
    first = entries[0] if entries else None
    if first is not None and (first.written("before") is not None or reached != code):
        yield Problem(
            first.place("before"),
            "change-differs",
            f"{first.label}：{record.id} 原来没有登记信用代码，补登的这一条不写 before，after 写 "
            f"{code}；请照改",
            f"{first.label}: {record.id} had no credit code, so that this entry has no before, and "
            f"{code} as after",
        )
    others = joined_to(registry, record.id, code)
    if first is None and others:
        yield _silent(record, code, others)


def _silent(record: RecordChange, code: str, others: tuple[str, ...]) -> Problem:
    named = "、".join(others[:3]) + ("等" if len(others) > 3 else "")
    return Problem(
        record.place(CODE),
        "joined-in-silence",
        f"{record.id} 补登的信用代码 {code} 也是 {named} 的：从此算同一经营者，一处受罚，处处受罚。"
        f"须凭文书登记：fangxin change {record.id} {CODE} {code} --document 文号 --summary 依据"
        "（先删去手写的这一行），并由另一人批准",
        f"{record.id}: the credit code {code} that is filled in is also that of "
        f"{', '.join(others[:3])}: they count as one operator from now on, and are punished "
        f"together; delete the line and use fangxin change {record.id} {CODE} {code} with a "
        "document and a summary, approved by a second person",
    )
