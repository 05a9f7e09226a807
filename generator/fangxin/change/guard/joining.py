"""A credit code or an address that is filled in and joins a merchant to others: whoever bears the
code is punished with them, and rows of registers that name both are about it from now on, so that a
slip of one clerk must not be enough."""

from __future__ import annotations

from collections.abc import Iterator

from fangxin.base.problem import Problem
from fangxin.change.guard.facts import FactChange, RecordChange
from fangxin.change.guard.push import Push
from fangxin.facts.record.particulars import CODE, PARTICULARS
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


def rows_gained(old: Registry | None, new: Registry, id: str) -> tuple[str, ...]:
    """The rows without an ID that are about a merchant by code and address, and were not."""
    was = old.linked() if old is not None else {}
    found = new.linked()
    return tuple(
        row.id
        for register in every()
        for row in new.registers.of(register)
        if (party := register.party_of(row)) is not None and party.id is None
        and found.get(row.id) == id and was.get(row.id) != id
    )  # fmt: skip


def filled_in_openly(
    push: Push, record: RecordChange, key: str, entries: list[FactChange]
) -> Iterator[Problem]:
    """What joins others comes with an entry of its own, by a document; what does not is simply
    written. ``key``: code or address; ``entries``: what the push adds about it."""
    registry, value = push.new.sources.registry, record.written(key)
    if registry is None or value is None or record.was(key) is not None or record.old is None:
        return
    reached = entries[-1].written("after") if entries else None
    first = entries[0] if entries else None
    if first is not None and (first.written("before") is not None or reached != value):
        yield _otherwise(record, key, value, first)
    if key == CODE:
        others = joined_to(registry, record.id, value)
    else:
        others = rows_gained(push.old.sources.registry, registry, record.id)
    if first is None and others:
        yield _silent(record, key, value, others)


def _otherwise(record: RecordChange, key: str, value: str, first: FactChange) -> Problem:
    zh, en = PARTICULARS[key].zh, PARTICULARS[key].en
    return Problem(
        first.place("before"),
        "change-differs",
        f"{first.label}：{record.id} 原来没有登记{zh}，补登的这一条不写 before，after 写 "
        f"{value}；请照改",
        f"{first.label}: {record.id} had no {en}, so that this entry has no before, and "
        f"{value} as after",
    )


def _silent(record: RecordChange, key: str, value: str, others: tuple[str, ...]) -> Problem:
    named = "、".join(others[:3]) + ("等" if len(others) > 3 else "")
    what = PARTICULARS[key]
    zh, en = (
        (
            "也是 {} 的：从此算同一经营者，一处受罚，处处受罚",
            "is also that of {}: they count as one operator from now on, and are punished together",
        )
        if key == CODE
        else ("使登记簿的 {} 从此算到它名下", "makes {} be about it from now on")
    )  # fmt: skip
    return Problem(
        record.place(key),
        "joined-in-silence",
        f"{record.id} 补登的{what.zh} {value} {zh.format(named)}。须凭文书登记："
        f"fangxin change {record.id} {key} {value} --document 文号 --summary 依据"
        "（先删去手写的这一行），并由另一人批准",
        f"{record.id}: the {what.en} {value} that is filled in "
        f"{en.format(', '.join(others[:3]))}; delete the line and use fangxin change {record.id} "
        f"{key} {value} with a document and a summary, approved by a second person",
    )
