"""投诉办理: /complaints/, what the clock promises and how it was kept, and for each year a page of
every late one. Nobody who complained is on them; a merchant is named only where a complaint was
upheld and not performed. How many complaints a single merchant has had is for officials alone
(``fangxin draft``): many complaints are no proof.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from fangxin.base.dates import add_days, add_months
from fangxin.facts.policy.clocks import CLASSES
from fangxin.facts.policy.policy import Policy
from fangxin.facts.programme.programme import Programme
from fangxin.facts.recourse import stands
from fangxin.facts.registers.clock import Moment, as_known
from fangxin.facts.registers.complaints import COMPLAINTS, failure_of
from fangxin.facts.registers.handling import (
    DEFINITION_EN,
    DEFINITION_ZH,
    Handling,
    JudgedComplaint,
    Kept,
    handling_of,
    judged,
    kept,
)
from fangxin.facts.registers.rows import Complaint
from fangxin.facts.values import Failure
from fangxin.site.render import Renderer
from fangxin.view.analysis.analysing import Month, analyse, month_of
from fangxin.view.catalogue import Catalogue
from fangxin.view.publication import has_ended
from fangxin.words import clocks as words_of

NEWEST = 12  # late ones named on the first page
CHART_MONTHS = 24


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    """One line of a table: what is counted, how many came in, how they were kept."""

    label: str
    label_en: str
    received: int
    kept: Kept


@dataclass(frozen=True, slots=True)
class ComplaintYear:
    """What was received in a year: how it was handled, and every late one, newest first."""

    year: int
    handled: Handling
    late: tuple[JudgedComplaint, ...]

    @property
    def months(self) -> list[tuple[Month, list[JudgedComplaint]]]:
        """The months with a late one, newest first, each with its late ones."""
        return [
            (month, list(rows))
            for month, rows in groupby(self.late, lambda row: month_of(_received(row)[0].date()))
        ]


@dataclass(frozen=True, slots=True)
class Blamed:
    """A complaint that was upheld and not performed, or was entered as one by mistake."""

    failure: Failure
    name: str
    uscc: str | None
    merchant: str | None  # ID, when it is in the registry
    outside: bool  # its credit code is nobody's in the registry
    area: str
    fix: str | None  # "void" or "appeal" where it was annulled


@dataclass(frozen=True, slots=True)
class MonthBar:
    """One month of the chart, in units of its picture."""

    month: Month
    x: int
    met: int  # heights
    late: int
    other: int
    received: int


def complaints_pages(catalogue: Catalogue, renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """The page of complaints and one page a year: path below the output, bytes."""
    programme, as_of = renderer.programme, catalogue.as_of
    every_row = catalogue.registers.of(COMPLAINTS)
    rows = judged(every_row, as_of, programme)
    year = [row for row in rows if row.complaint.received.date() > add_months(as_of, -12)]
    names = {entry.id: entry.name for entry in catalogue.entries}
    analysis = analyse(every_row, catalogue.linked, names, as_of, programme)
    by_month = tuple(_months(rows, as_of))
    known = tuple(_blamed(catalogue))
    shown = [one for one in known if not _ended(one, programme.policy, as_of)]
    years = tuple(_years(rows))
    late = [row for one in years for row in one.late]
    labels = {
        "as_of": as_of,
        "classes": CLASSES,
        "delay": _delay,
        "areas": {code: topic.label for code, topic in programme.areas.items()},
        "departments": {code: one.label for code, one in programme.departments.items()},
        "years": years,
        "words_of": words_of,
    }
    page = renderer.page(
        "complaints.html",
        total=len(rows),
        handled=handling_of(year),
        since=add_days(add_months(as_of, -12), 1),
        version=programme.policy.on(as_of),
        by_class=handling_of(year).classes,
        by_month=by_month,
        chart=tuple(_chart(by_month)),
        by_department=tuple(_departments(year, programme)),
        by_area=tuple(_areas(year, rows, programme, as_of)),
        late=late,
        newest=late[:NEWEST],
        analysis=analysis,
        repeats={
            programme.areas[code].label: again
            for code, (again, _) in analysis.repeats.items()
            if code in programme.areas
        },
        blamed=[one for one in shown if one.fix is None],
        mistakes=[one for one in shown if one.fix is not None],
        ended=len(known) - len(shown),
        definition=(DEFINITION_ZH, DEFINITION_EN),
        **labels,
    )
    yield "complaints/index.html", page
    for one in years:
        year_page = renderer.page("complaints_year.html", year=one, **labels)
        yield f"complaints/{one.year}/index.html", year_page


def _years(rows: Iterable[JudgedComplaint]) -> Iterator[ComplaintYear]:
    """Every year in which a complaint was received, newest first."""
    newest = sorted(rows, key=_received, reverse=True)
    for number, found in groupby(newest, lambda row: row.complaint.received.year):
        own = tuple(found)
        late = tuple(row for row in own if row.verdict in ("late", "overdue"))
        yield ComplaintYear(number, handling_of(own), late)


def _received(row: JudgedComplaint) -> tuple[Moment, str]:
    return row.complaint.received, row.complaint.id


def _months(rows: Iterable[JudgedComplaint], as_of: date) -> Iterator[tuple[Month, Handling]]:
    """Every month since the register began, newest first; also those without a complaint."""
    found: defaultdict[Month, list[JudgedComplaint]] = defaultdict(list)
    for row in rows:
        found[month_of(row.complaint.received.date())].append(row)
    month = month_of(as_of)
    while found and month >= min(found):
        yield month, handling_of(found.get(month, ()))
        month = add_months(month, -1)


def _departments(rows: list[JudgedComplaint], programme: Programme) -> Iterator[ComplaintLine]:
    """Departments in the programme's order; lateness counts against them."""
    for code, department in programme.departments.items():
        of = [row for row in rows if row.complaint.department == code]
        if of:
            yield ComplaintLine(department.label, "", len(of), kept(of))


def _areas(
    year: list[JudgedComplaint],
    rows: tuple[JudgedComplaint, ...],
    programme: Programme,
    as_of: date,
) -> Iterator[tuple[ComplaintLine, int | None]]:
    """Fields, the most complaints first, each with the number of the twelve months before."""
    ends = add_months(as_of, -12)
    begins = add_months(as_of, -24)
    before = Counter(
        row.complaint.area for row in rows if begins < row.complaint.received.date() <= ends
    )
    whole = any(row.complaint.received.date() <= begins for row in rows)
    lines = []
    for code, topic in programme.areas.items():
        of = [row for row in year if row.complaint.area == code]
        if of or before[code]:
            line = ComplaintLine(topic.label, topic.label_en, len(of), kept(of))
            lines.append((line, before[code] if whole else None))
    yield from sorted(lines, key=lambda pair: -pair[0].received)


def _chart(months: tuple[tuple[Month, Handling], ...]) -> Iterator[MonthBar]:
    """Bars of the last months, the oldest first, scaled to a height of 100."""
    shown = list(reversed(months[:CHART_MONTHS]))
    most = max((found.received for _, found in shown), default=0) or 1
    for index, (month, found) in enumerate(shown):
        late = found.kept.late + found.kept.overdue
        heights = [n * 100 // most for n in (found.kept.met, late)]
        rest = found.received * 100 // most - sum(heights)
        yield MonthBar(month, index * 20, heights[0], heights[1], rest, found.received)


def _delay(row: JudgedComplaint) -> str:
    """How late it was, for complaints that were late and are done."""
    done = row.complaint.closed
    assert row.due is not None
    if row.clock is not None and row.clock.counts == "first_contact":
        done = row.complaint.first_contact or done
    return words_of.length_zh(done - row.due) if done is not None else ""


def _blamed(catalogue: Catalogue) -> Iterator[Blamed]:
    """Newest first."""
    entries = catalogue.by_id()
    codes = {entry.uscc for entry in catalogue.entries}
    cleared = {name for entry in catalogue.entries for name in entry.cleared}
    rows = (as_known(row, catalogue.as_of) for row in catalogue.registers.of(COMPLAINTS))
    found = [(row, failure) for row in rows if row and (failure := failure_of(row))]
    for row, failure in sorted(found, key=_recorded, reverse=True):
        merchant = catalogue.linked.get(row.id)
        entry = entries.get(merchant) if merchant else None
        name = entry.name if entry else row.merchant.name
        yield Blamed(
            failure,
            name or row.merchant.uscc or "名称未登记",
            row.merchant.uscc,
            entry.id if entry else None,
            entry is None and row.merchant.uscc is not None and row.merchant.uscc not in codes,
            row.area,
            "void" if not stands(failure) else "appeal" if row.id in cleared else None,
        )


def _recorded(pair: tuple[Complaint, Failure]) -> tuple[date, str]:
    return pair[1].recorded, pair[1].id


def _ended(one: Blamed, policy: Policy, as_of: date) -> bool:
    return has_ended(one.failure, policy, as_of)
