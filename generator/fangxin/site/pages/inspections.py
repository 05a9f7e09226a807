"""商品抽检: /inspections/, how much was sampled and what failed; a page for each year's failures.

A seller is named as responsible only where the register says so. What was annulled is shown as
that, without what was said; what is no longer public is counted, but not told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from fangxin.facts.policy.policy import Policy
from fangxin.facts.recourse import Rewording, mended_by
from fangxin.facts.registers.inspections import INSPECTIONS, RESPONSIBLE, batch_has_ended
from fangxin.facts.registers.rows import Inspection
from fangxin.site.render import Renderer
from fangxin.view.annulled import annulled_batch
from fangxin.view.catalogue import Catalogue, Entry
from fangxin.view.indicators.sampling import known, passed
from fangxin.words.clocks import percent

NEWEST = 8  # failed batches named on the first page
YEARS = 5  # years side by side in a table


@dataclass(frozen=True, slots=True)
class Tally:
    """Batches of one kind: how many, and how many of them passed."""

    total: int
    passed: int

    @property
    def failed(self) -> int:
        """How many did not pass."""
        return self.total - self.passed

    @property
    def rate(self) -> str:
        """Per cent that passed, as everywhere; a dash without batches."""
        return percent(Fraction(self.passed, self.total) if self.total else None)


@dataclass(frozen=True, slots=True)
class SampledYear:
    """What was sampled in a year."""

    year: int
    circulation: Tally
    focus: Tally
    production: Tally


@dataclass(frozen=True, slots=True)
class SampledClass:
    """A class of goods or a campaign, with its batches of each year."""

    label: str
    label_en: str
    years: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """A failed batch as the public may read it today. ``fix``: "void" or "retest" when what it
    said does not hold; product, reason and parties are then those of nobody."""

    row: Inspection
    merchant: str | None  # ID, when it is about one of the registry
    name: str | None  # of the shop or firm it was taken from
    outside: bool  # its credit code is nobody's in the registry; a name alone tells nothing
    responsible: tuple[str, str]
    final: date | None
    confirmed: date | None  # by a retest
    fix: str | None
    fixed: date | None
    mended: tuple[Rewording, ...] = ()

    @property
    def address(self) -> str:
        """Where it stands, below the site's root."""
        return f"inspections/{self.row.date.year}/#{self.row.id}"


def inspections_pages(catalogue: Catalogue, renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """The page of sampled goods and one page a year: path below the output, bytes."""
    as_of, programme = catalogue.as_of, renderer.programme
    told = [row for row in catalogue.registers.of(INSPECTIONS) if row.recorded <= as_of]
    counted = known(told, as_of)
    entries = catalogue.by_id()
    codes = frozenset(entry.uscc for entry in catalogue.entries if entry.uscc)
    numbers = sorted({row.date.year for row in told}, reverse=True)
    years = [_year(number, counted, as_of) for number in numbers]
    all_batches = sorted(
        (
            batch
            for row in told
            for batch in _batch(row, catalogue, entries, codes, programme.policy)
        ),
        key=lambda batch: (batch.row.recorded, batch.row.id),
        reverse=True,
    )
    labels = {
        "focus": programme.focus,
        "campaigns": programme.campaigns,
        "as_of": as_of,
        "years": years,
    }
    yield (
        "inspections/index.html",
        renderer.page(
            "inspections.html",
            shown=years[:YEARS],
            classes=_lines(programme.focus, counted, numbers[:YEARS], as_of, lambda r: r.focus),
            drives=_lines(programme.campaigns, counted, numbers[:YEARS], as_of, _campaign),
            newest=[batch for batch in all_batches if batch.fix is None][:NEWEST],
            fixes=[batch for batch in all_batches if batch.fix is not None],
            plan=max(programme.plans, key=lambda plan: plan.begins, default=None),
            **labels,
        ),
    )
    for year in years:
        batches = [batch for batch in all_batches if batch.row.date.year == year.year]
        failed = sum(1 for row in counted if row.date.year == year.year and not passed(row, as_of))
        open_ = [batch for batch in batches if batch.fix is None]
        yield (
            f"inspections/{year.year}/index.html",
            renderer.page(
                "inspections_year.html",
                year=year,
                batches=open_,
                fixes=[batch for batch in batches if batch.fix is not None],
                failed=failed,
                withheld=failed - len(open_),
                **labels,
            ),
        )


def _tally(rows: Sequence[Inspection], as_of: date) -> Tally:
    return Tally(len(rows), sum(1 for row in rows if passed(row, as_of)))


def _year(year: int, rows: Sequence[Inspection], as_of: date) -> SampledYear:
    own = [row for row in rows if row.date.year == year]
    circulation = [row for row in own if row.stage == "circulation"]
    return SampledYear(
        year,
        _tally(circulation, as_of),
        _tally([row for row in circulation if row.focus is not None], as_of),
        _tally([row for row in own if row.stage == "production"], as_of),
    )


def _campaign(row: Inspection) -> str | None:
    return row.campaign


def _lines(
    topics: Mapping[str, object],
    rows: Sequence[Inspection],
    years: Sequence[int],
    as_of: date,
    part: Callable[[Inspection], str | None],
) -> tuple[SampledClass, ...]:
    """Circulation batches of each topic by year."""
    own = [row for row in rows if row.stage == "circulation"]
    total = Counter((part(row), row.date.year) for row in own)
    good = Counter((part(row), row.date.year) for row in own if passed(row, as_of))
    return tuple(
        SampledClass(
            str(getattr(topic, "label", code)),
            str(getattr(topic, "label_en", code)),
            tuple(Tally(total[code, year], good[code, year]) for year in years),
        )
        for code, topic in topics.items()
    )


def _batch(
    row: Inspection,
    catalogue: Catalogue,
    entries: Mapping[str, Entry],
    codes: frozenset[str],
    policy: Policy,
) -> Iterator[Batch]:
    """The failed batch, unless it passed or its publication is over."""
    as_of = catalogue.as_of
    if row.result != "failed" or batch_has_ended(row, policy, as_of):
        return
    fix = annulled_batch(row, as_of)
    retested = _reached(row.retested, row.retested_recorded, as_of)
    entry = entries.get(catalogue.linked.get(row.id, ""))
    final = row.final if _reached(row.final, row.final_recorded, as_of) else None
    yield Batch(
        row=row,
        merchant=entry.id if entry else None,
        name=entry.name if entry else row.seller.name or row.seller.uscc or row.seller.id,
        outside=row.seller.uscc is not None and row.seller.uscc not in codes,
        responsible=RESPONSIBLE[row.responsible or "none"],
        final=final,
        confirmed=row.retested if row.retest == "confirmed" and retested else None,
        fix=fix.by if fix else None,
        fixed=fix.date if fix else None,
        mended=mended_by(row.corrected, as_of, () if fix is None else INSPECTIONS.detail),
    )


def _reached(day: date | None, recorded: date | None, as_of: date) -> bool:
    """Whether what happened on ``day`` is known on ``as_of``."""
    return day is not None and max(day, recorded or day) <= as_of
