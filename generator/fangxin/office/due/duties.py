"""待办: everything that is due, for the office and for departments. Pure.

    duties(registry, programme, as_of, ahead=30)

No deadline is worked out here: those of merchants come from their views and next steps, those of
complaints and reports from the clocks of the registers. Here they are only gathered and told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from fangxin.base.dates import add_days
from fangxin.base.pool import each
from fangxin.base.problem import Place
from fangxin.facts.programme.programme import Programme
from fangxin.facts.registers.declared import named
from fangxin.facts.values import Facts
from fangxin.office.due.documents import documents_to_list
from fangxin.office.due.duty import Duty
from fangxin.office.due.failing import Rows, failing
from fangxin.office.due.kinds import DutyKind, every_kind
from fangxin.office.due.plans import of_programme
from fangxin.office.due.recognition import criteria_lost, objections, recognition, signs_missing
from fangxin.office.due.rows import of_registers
from fangxin.office.due.unshown import unshown
from fangxin.registry.records import Tick
from fangxin.registry.registry import Registry
from fangxin.view.viewing import office_view_of

__all__ = ["Duty", "DutyKind", "duties", "every_kind"]

_Town = tuple[Registry, Programme, date, bool]
PARALLEL_FROM = 1000  # fewer merchants are looked at faster by one process


def duties(
    registry: Registry,
    programme: Programme,
    as_of: date,
    ahead: int = 30,
    jobs: int = 1,
    tick: Tick | None = None,
) -> tuple[Duty, ...]:
    """What is overdue, due on ``as_of`` or within ``ahead`` days, and what waits to be done now,
    whenever its last day is: by last day, on one day the most dangerous first."""
    ids = tuple(registry.merchants)
    signed = any(merchant.signs for merchant in registry.merchants.values())
    town = (registry, programme, as_of, signed)
    found = each(_of_merchants, town, ids, jobs if len(ids) >= PARALLEL_FROM else 1, tick)
    found += of_registers(registry, programme, as_of)
    found += of_programme(programme, as_of)
    found += documents_to_list(registry, programme, as_of)
    last = add_days(as_of, ahead)
    return tuple(sorted((one for one in found if _counts(one, last)), key=_order))


def _counts(duty: Duty, last: date) -> bool:
    return duty.due is None or duty.due <= last or every_kind()[duty.kind].waits


def _order(duty: Duty) -> tuple[object, ...]:
    return duty.due or date.max, duty.rank, duty.since or date.max, duty.id, duty.fact or ""


def _rows(facts: Facts, places: Mapping[str, Place]) -> Rows:
    """The failures of a merchant that stand in registers."""
    found = ((one.id, named(one.register)) for one in facts.failures if one.register is not None)
    return {id: (register, places.get(id)) for id, register in found if register is not None}


def _of_merchants(town: _Town, ids: Sequence[str]) -> list[Duty]:
    """Everything open at these merchants, however far ahead."""
    registry, programme, as_of, signed = town
    found: list[Duty] = []
    registers = registry.registers
    places = {row.id: row.place for row in registers.all()}
    for id in ids:
        view = office_view_of(id, registry, programme, as_of)
        category = programme.categories.get(view.category)  # with errors in the data, none
        lead = category.lead if category else None
        rows = _rows(registry.facts(id), places)
        found += failing(view, programme.policy, as_of, lead, rows)
        found += unshown(view, registry.facts(id), programme.policy, as_of, lead)
        found += recognition(view, programme.policy, as_of, lead)
        found += criteria_lost(view, lead)
        found += objections(view, registry.facts(id), programme.policy, as_of, lead)
        if signed:
            found += signs_missing(view, lead)
    return found
