"""What rows of registers ask for: complaints, reports of misuse, listings of operators."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fangxin.base.problem import Place
from fangxin.facts.programme import Programme
from fangxin.facts.registers.handling import Judged, judged
from fangxin.facts.registers.rows import Misuse, Party
from fangxin.office.duties.duty import Duty
from fangxin.office.duties.kinds import KINDS
from fangxin.registry import Registry
from fangxin.registry.book import Book
from fangxin.registry.republished import operators_are_acted_on
from fangxin.view.misuse import MisuseView, misuse_views
from fangxin.words import zh_day
from fangxin.words.clocks import clock_en, clock_zh, moment_zh

NAMELESS = "（没有写明商户）"


def of_registers(registry: Registry, programme: Programme, as_of: date) -> Iterator[Duty]:
    """Everything open in the registers."""
    links = registry.linked()
    for row in judged(registry.registers.complaints, as_of, programme):
        if row.complaint.closed is None:
            yield _complaint(row, registry, programme, links.get(row.complaint.id))
    rows = {row.id: row for row in registry.registers.misuse}
    for report in misuse_views(rows.values(), programme.policy, as_of):
        if report.handled is None and report.counts:
            yield _misuse(report, rows[report.id])
    yield from _listings(registry, programme, as_of)


def _complaint(row: Judged, registry: Registry, programme: Programme, merchant: str | None) -> Duty:
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
    table = KINDS[kind]
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


def _misuse(report: MisuseView, row: Misuse) -> Duty:
    table = KINDS["misuse"]
    said = {"value": row.value, "about": report.kind_label, "about_en": report.kind_label_en}
    return Duty(
        kind="misuse",
        id=row.id,
        name=row.value,
        zh=table.zh.format(due=zh_day(report.due), **said),
        en=table.en.format(due=report.due, **said),
        command=table.command,
        due=report.due,
        since=row.reported,
        where=_where(row.place),
    )


def _listings(registry: Registry, programme: Programme, as_of: date) -> Iterator[Duty]:
    """Listed operators of certified shops, as the check of the registry finds them."""
    found = tuple(registry.merchants.values())
    book = Book(found, registry.merchants, programme, as_of, registry.facts)
    rows = {row.place: row for row in registry.registers.dishonest}
    table = KINDS["listing"]
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
