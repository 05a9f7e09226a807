"""The pages that follow from registers alone: /evaluation/, /kitchens/, /stations/ and so on.

One template tells every register: title, figures, groups, rows. A page that shows its rows in
another way besides has a view of its own here, and a template that extends the common one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from fangxin.facts.programme.programme import Programme
from fangxin.facts.record.table import GRADES
from fangxin.facts.record.table import KITCHENS as SORTS
from fangxin.facts.recourse import stands
from fangxin.facts.registers.brands import BRANDS
from fangxin.facts.registers.brands import STATES as BRAND_STATES
from fangxin.facts.registers.complaints import COMPLAINTS
from fangxin.facts.registers.declared import register_folders
from fangxin.facts.registers.incidents import INCIDENTS
from fangxin.facts.registers.incidents import STATES as INCIDENT_STATES
from fangxin.facts.registers.inspections import INSPECTIONS
from fangxin.facts.registers.kitchens import (
    KITCHEN_RATINGS,
    RATING_SORTS,
    UNIT_KINDS,
    Rating,
    kitchen_shares,
    newest_ratings,
)
from fangxin.facts.registers.recalls import RECALLS
from fangxin.facts.registers.sweeps import SWEEPS
from fangxin.facts.registers.tasks import TASK_STATES, TASKS
from fangxin.site.render import Renderer
from fangxin.view.catalogue import Catalogue
from fangxin.view.sweeps import EFFECT_DAYS, effect_of
from fangxin.words.rows import register_words

Special = Callable[[Catalogue, Programme], Mapping[str, Any]]
COMMON = "register.html"


def register_pages(catalogue: Catalogue, renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """(path below the output, bytes) of the page of every folder that registers fill."""
    programme = renderer.programme
    for folder, registers in register_folders().items():
        template, special = SPECIAL.get(folder, (COMMON, _nothing))
        parts = [
            register_words(one, catalogue.registers, programme, catalogue.as_of)
            for one in registers
        ]
        page = renderer.page(
            template,
            folder=folder,
            parts=parts,
            as_of=catalogue.as_of,
            entries=catalogue.by_id(),
            **{"extra": "", **special(catalogue, programme)},
        )
        yield f"{folder}/index.html", page


def _nothing(*_: object) -> Mapping[str, Any]:
    return {}


def _kitchens(catalogue: Catalogue, programme: Programme) -> Mapping[str, Any]:
    """Every unit by its kind with its newest rating, and the shares at the end of each year."""
    rows, as_of = catalogue.registers.of(KITCHEN_RATINGS), catalogue.as_of
    units: dict[str, list[Rating]] = defaultdict(list)
    for row in newest_ratings(rows, as_of).values():
        units[row.unit].append(row)
    first = min((row.date.year for row in rows if stands(row)), default=as_of.year)
    days = [*(date(year, 12, 31) for year in range(first, as_of.year)), as_of]
    targets = {
        target.code.removeprefix("kitchen_").removesuffix("s"): target
        for plan in programme.plans
        for target in plan.targets
        if target.code.startswith("kitchen_")
    }
    return {
        "units": {kind: _by_town(units[kind], programme) for kind in UNIT_KINDS if units[kind]},
        "kinds": UNIT_KINDS,
        "ratings": RATING_SORTS,
        "sorts": SORTS,
        "grades": GRADES,
        "years": [(day, kitchen_shares(rows, day)) for day in reversed(days)],
        "targets": targets,
    }


def _by_town(rows: list[Rating], programme: Programme) -> list[Rating]:
    order = {town: at for at, town in enumerate(programme.towns)}
    return sorted(rows, key=lambda row: (order.get(row.town or "", len(order)), row.name))


def _campaigns(catalogue: Catalogue, programme: Programme) -> Mapping[str, Any]:
    """What each campaign changed, and the fields that the plan names without one."""
    registers, as_of = catalogue.registers, catalogue.as_of
    rows = [row for row in registers.of(SWEEPS) if row.recorded <= as_of and stands(row, as_of)]
    counted = registers.of(COMPLAINTS), registers.of(INSPECTIONS)
    swept = {row.area for row in rows}
    named = [topic for topic in programme.areas.values() if topic.clause is not None]
    return {
        "effects": {row.id: effect_of(row, *counted, as_of) for row in rows},
        "days": EFFECT_DAYS,
        "extra": "effect.html",
        "untouched": [topic for topic in named if topic.code not in swept],
        "named": named,
    }


def _conference(catalogue: Catalogue, programme: Programme) -> Mapping[str, Any]:
    """The members, and the tasks of each with how they stand, overdue ones first."""
    as_of = catalogue.as_of
    rows = [
        row for row in catalogue.registers.of(TASKS) if row.recorded <= as_of and stands(row, as_of)
    ]
    overdue = sorted((r for r in rows if r.state(as_of) == "overdue"), key=lambda r: (r.ends, r.id))
    members = [one for one in programme.departments.values() if one.member]
    tally = {one.code: dict.fromkeys(TASK_STATES, 0) for one in programme.departments.values()}
    for row in rows:
        if row.department in tally:
            tally[row.department][row.state(as_of)] += 1
    return {"members": members, "overdue": overdue, "tally": tally, "states": TASK_STATES}


def _stated(states: Mapping[str, tuple[str, str]]) -> Special:
    """Rows with how each stands on the day, which follows from its days."""
    return lambda *_: {"extra": "state.html", "row_states": states}


SPECIAL: Mapping[str, tuple[str, Special]] = {
    KITCHEN_RATINGS.page: ("kitchens.html", _kitchens),
    SWEEPS.page: ("campaigns.html", _campaigns),
    TASKS.page: ("conference.html", _conference),
    BRANDS.page: (COMMON, _stated(BRAND_STATES)),
    INCIDENTS.page: (COMMON, _stated(INCIDENT_STATES)),
    RECALLS.page: (COMMON, lambda *_: {"extra": "sellers.html"}),
}
