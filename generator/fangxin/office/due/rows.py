"""What rows of registers ask for: those that wait as their register says, complaints by their
clock, listings of operators."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from fangxin.base.dates import add_days
from fangxin.base.problem import Place
from fangxin.facts.programme.programme import Programme
from fangxin.facts.recourse import stands
from fangxin.facts.registers.complaints import COMPLAINTS
from fangxin.facts.registers.declared import every
from fangxin.facts.registers.dishonest import DISHONEST
from fangxin.facts.registers.handling import JudgedComplaint, judged
from fangxin.facts.registers.register import Register, Waits
from fangxin.facts.registers.rows import Party
from fangxin.office.due.cleared import cleared
from fangxin.office.due.duty import Duty
from fangxin.office.due.kinds import every_kind
from fangxin.registry.book import Book
from fangxin.registry.registry import Registry
from fangxin.registry.republished import operators_are_acted_on
from fangxin.text.fields.kinds import Choice
from fangxin.words.clocks import clock_en, clock_zh, moment_zh
from fangxin.words.sentences import zh_day

NAMELESS = "（没有写明商户）"


def of_registers(registry: Registry, programme: Programme, as_of: date) -> Iterator[Duty]:
    """Everything open in the registers."""
    links = registry.linked()
    for row in judged(registry.registers.of(COMPLAINTS), as_of, programme):
        if row.complaint.closed is None:
            yield _complaint(row, registry, programme, links.get(row.complaint.id))
    for register in every():
        if register.waits is not None:
            yield from _waiting(register, register.waits, registry, programme, as_of)
    yield from _listings(registry, programme, as_of)
    yield from cleared(registry, as_of)


def _complaint(
    row: JudgedComplaint, registry: Registry, programme: Programme, merchant: str | None
) -> Duty:
    """A complaint that is not closed: its clock while that runs or ran out, or only that it is
    open, because it was contact that counted, or nothing."""
    one, department = row.complaint, programme.departments[row.complaint.department]
    received, due = one.received.date(), None
    said = {"department": department.label, "since": str(received)}
    kind = "complaint_open"
    if row.clock is not None and row.due is not None and row.verdict in ("running", "overdue"):
        kind, due = "complaint", row.due.date()
        said |= {"clock_en": clock_en(row.clock), "moment_en": f"{row.due:%Y-%m-%d %H:%M}"}
        said |= {"clock": clock_zh(row.clock), "moment": moment_zh(row.due)}
    table = every_kind()[kind]
    return Duty(
        kind=kind,
        id=one.id,
        name=_called(one.merchant, registry, merchant),
        zh=table.zh.format(**{**said, "since": zh_day(received)}),
        en=table.en.format(**said),
        command=table.command.format(id=one.id),
        due=due,
        since=received,
        town=registry.merchants[merchant].town if merchant else None,
        department=one.department,
        where=_where(one.place),
    )


def _called(party: Party, registry: Registry, merchant: str | None) -> str:
    if merchant is not None:
        return f"{merchant} {registry.merchants[merchant].name}"
    return party.name or party.id or party.uscc or NAMELESS


def _waiting(
    register: Register[Any], waits: Waits, registry: Registry, programme: Programme, as_of: date
) -> Iterator[Duty]:
    """The rows of a register that are known and were not brought to an end by ``as_of``."""
    table = every_kind()[register.name]
    for row in registry.registers.of(register):
        since, done = register.value(row, waits.since), register.value(row, waits.done)
        void = not stands(row, as_of)
        if row.recorded > as_of or void or (done is not None and done <= as_of):
            continue
        days = programme.policy.on(since).number_of(waits.days) if waits.days else 0
        due = add_days(since, days)
        zh, en = _said(register, row)
        yield Duty(
            kind=register.name,
            id=row.id,
            name=str(register.value(row, waits.name)),
            zh=table.zh.format(**{**zh, "due": zh_day(due)}),
            en=table.en.format(**{**en, "due": due}),
            command=table.command.format(id=row.id),
            due=due,
            since=since,
            department=getattr(row, "department", None),
            where=_where(row.place),
        )


def _said(register: Register[Any], row: Any) -> tuple[dict[str, str], dict[str, str]]:
    """What a row says by its keys, in Chinese and English."""
    zh, en = {}, {}
    for spec in register.row.fields:
        value = str(getattr(row, spec.attr or spec.key, None))
        options = spec.kind.options if isinstance(spec.kind, Choice) else {}
        zh[spec.key], en[spec.key] = options.get(value, (value, value))
    return zh, en


def _listings(registry: Registry, programme: Programme, as_of: date) -> Iterator[Duty]:
    """Listed operators of certified shops, as the check of the registry finds them."""
    found = tuple(registry.merchants.values())
    book = Book(found, registry.merchants, programme, as_of, registry.facts)
    rows = {row.place: row for row in registry.registers.of(DISHONEST)}
    table = every_kind()["listing"]
    for problem in operators_are_acted_on(book, registry.registers, registry.listed):
        row = rows[problem.place]
        yield Duty(
            kind="listing",
            id=row.id,
            name=row.name,
            zh=table.zh.format(zh=problem.zh.removeprefix(f"{row.id}：")),
            en=table.en.format(en=problem.en.removeprefix(f"{row.id}: ")),
            command=table.command,
            since=row.recorded,
            where=_where(row.place),
        )


def _where(place: Place) -> str | None:
    return f"{place.path}:{place.line}" if place.path else None
