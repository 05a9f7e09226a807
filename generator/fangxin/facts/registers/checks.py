"""What holds for the rows of every register: ids, codes of the programme, days that have come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from fangxin.base.problem import Place, Problem
from fangxin.facts.programme.programme import Programme
from fangxin.facts.registers.declared import every
from fangxin.facts.registers.register import Register
from fangxin.facts.registers.rows import Registers, Row
from fangxin.text.fields.kinds import Coded, Line
from fangxin.text.fields.said import Said, days_by
from fangxin.text.fields.shape import Kind, Lists
from fangxin.text.fields.tables import ListOf


def check_rows(
    registers: Registers, programme: Programme, lists: Lists, today: date
) -> Iterator[Problem]:
    """Every problem that any of these rules finds."""
    yield from ids_are_unique(registers)
    yield from codes_are_known(registers, programme, lists)
    yield from rows_named_exist(registers)
    yield from what_happened_has_happened(registers, today)
    for register in every():
        yield from register.against(registers.of(register), programme)


def ids_are_unique(registers: Registers) -> Iterator[Problem]:
    """An id stands once over all registers."""
    seen: dict[str, Place] = {}
    for row in sorted(registers.all(), key=lambda row: row.place):
        if row.id in seen:
            yield Problem(
                row.place,
                "duplicate-row-id",
                f"编号 {row.id} 在各登记簿中只能有一行，{seen[row.id]} 已有一行；请改用新编号",
                f"the id {row.id} must stand once in all registers, but stands at "
                f"{seen[row.id]} too; take a new one",
            )
        seen.setdefault(row.id, row.place)


def codes_are_known(registers: Registers, programme: Programme, lists: Lists) -> Iterator[Problem]:
    """A code in a row is one of the programme's list."""
    for register in every():
        coded = [(spec.key, of) for spec in register.row.fields if (of := _list_of(spec.kind))]
        for row in registers.of(register) if coded else ():
            for key, of in coded:
                known = _kinds(register, row, programme) if of == "kinds" else lists[of]
                said = register.value(row, key)
                for one in said if isinstance(said, tuple) else (said,):
                    yield from _code(row, key, one, known)


def _list_of(kind: Kind) -> str:
    """The programme's list that a value, or each of a list of values, is one of."""
    item = kind.item if isinstance(kind, ListOf) else kind
    return item.of if isinstance(item, Coded | Line) else ""


def rows_named_exist(registers: Registers) -> Iterator[Problem]:
    """A row that names one of another register names one that is there."""
    for register in every():
        for key, name in register.refers:
            known = {row.id for row in registers.rows.get(name, ())}
            for row in registers.of(register):
                said = register.value(row, key)
                if said is not None and said not in known:
                    yield Problem(
                        row.place,
                        "unknown-row",
                        f"{row.id}：{key} 须是登记簿 {name} 里一行的编号，没有 {said}；请核对编号",
                        f"{row.id}: {key} must be the id of a row of {name}, there is no {said}; "
                        "check it",
                    )


def _kinds(register: Register[Any], row: Any, programme: Programme) -> Mapping[str, str]:
    """The kinds of failures that a row may be one of."""
    version = programme.policy.on(row.recorded)
    return {
        code: kind.label
        for code, kind in version.kinds.items()
        if kind.provisional or not register.provisional
    }


def _code(row: Row, key: str, code: str | None, known: Mapping[str, str]) -> Iterator[Problem]:
    if code is None or code in known:
        return
    choices = "、".join(f"{code}（{label}）" for code, label in known.items())
    yield Problem(
        row.place,
        "unknown-row-code",
        f"{row.id}：{key} 须是 {choices} 之一，这里是“{code}”；请改正",
        f"{row.id}: {key} must be one of {', '.join(known)}: got '{code}'; correct it",
    )


def what_happened_has_happened(registers: Registers, today: date) -> Iterator[Problem]:
    """What has happened is not dated after today."""
    for register in every():
        days = days_by(register.row)
        for row in registers.of(register):
            for said in days.of(row):
                if said.value > today and not said.field.ahead:
                    yield _ahead(row, said, today)


def _ahead(row: Row, said: Said, today: date) -> Problem:
    return Problem(
        row.place,
        "row-in-the-future",
        f"{row.id}：{said.where}（{said.field.zh}）是 {said.value}，晚于今天 {today}："
        "已经发生的事不会晚于今天，多半是年份或月份打错，请核对原件",
        f"{row.id}: {said.where} is {said.value}, later than today, {today}: what has happened "
        "cannot lie ahead; most likely the year or month is wrong, check the document",
    )
