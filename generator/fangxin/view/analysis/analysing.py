"""投诉数据研判: where complaints gather, which repeat, whom somebody should talk to. Pure.

Counted are disputes and reports as known on a day: no questions, nothing void, unfounded or taken
back. A hot spot is a field with at least ``hot_spot_least`` first complaints in a whole month and
at least ``hot_spot_percent`` of what was to be expected: the mean of the ``hot_spot_months``
before, or the same month of the year before when that was more, so that a season is no alarm. A
month without so many months of register before it has nothing to be compared with.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from fangxin.base.dates import add_months
from fangxin.facts.policy.policy import Version
from fangxin.facts.programme.programme import Programme
from fangxin.facts.registers.clock import as_known
from fangxin.facts.registers.rows import Complaint

Month = date  # its first day

NO_TROUBLE = frozenset({"unfounded", "withdrawn"})


@dataclass(frozen=True, slots=True)
class HotSpot:
    """A field with many complaints in a month, and what was to be expected."""

    area: str
    month: Month
    count: int
    usual: Fraction  # the mean of the months before
    last_year: int | None  # the same month a year before, when the register reaches back so far

    @property
    def expected(self) -> Fraction:
        """What the month is measured against."""
        return max(self.usual, Fraction(self.last_year or 0))


@dataclass(frozen=True, slots=True)
class Often:
    """A merchant with many complaints within the policy's window. For officials only."""

    key: str  # merchant ID or credit code
    name: str | None
    complaints: tuple[str, ...]  # ids
    upheld: int  # performed or not performed
    repeats: int


@dataclass(frozen=True, slots=True)
class Campaign:
    """A field that was a hot spot again and again."""

    area: str
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that the complaints tell on a day, newest first."""

    as_of: date
    hot_spots: tuple[HotSpot, ...]
    campaigns: tuple[Campaign, ...]
    often: tuple[Often, ...]
    repeats: Mapping[str, tuple[int, int]]  # field → repeats, all disputes; the last whole year
    begins: Month | None  # the first month of the register


def month_of(day: date) -> Month:
    """The first day of its month."""
    return day.replace(day=1)


def analyse(
    complaints: Iterable[Complaint],
    linked: Mapping[str, str],
    names: Mapping[str, str],
    as_of: date,
    programme: Programme,
) -> Analysis:
    """What the complaints known on ``as_of`` tell. ``linked``: complaint → merchant ID;
    ``names``: merchant ID → name."""
    version = programme.policy.on(as_of)
    known = [row for row in (as_known(one, as_of) for one in complaints) if row is not None]
    rows = [row for row in known if troubles(row)]
    begins = min((month_of(row.received.date()) for row in known), default=None)
    if not version.analysis or begins is None:
        return Analysis(as_of, (), (), (), {}, begins)
    spots = tuple(_hot_spots(rows, begins, as_of, version))
    return Analysis(
        as_of,
        spots,
        tuple(_campaigns(spots, as_of, version)),
        tuple(_often(rows, linked, names, as_of, version)),
        _repeats(rows, as_of),
        begins,
    )


def troubles(row: Complaint) -> bool:
    """Whether a complaint counts as trouble: a dispute or a report that was not cleared up."""
    return row.void is None and row.sort != "consultation" and row.outcome not in NO_TROUBLE


def by_month(rows: Iterable[Complaint]) -> Counter[tuple[str, Month]]:
    """How many first complaints of each field in each month; repeats are no further trouble."""
    return Counter(
        (row.area, month_of(row.received.date())) for row in rows if row.repeat_of is None
    )


def _hot_spots(
    rows: list[Complaint], begins: Month, as_of: date, version: Version
) -> Iterator[HotSpot]:
    """Newest first, then the most complaints."""
    counts = by_month(rows)
    number = {code: parameter.value for code, parameter in version.analysis.items()}
    months, least = number["hot_spot_months"], number["hot_spot_least"]
    found = []
    for (area, month), count in counts.items():
        over = add_months(month, 1) <= as_of  # the month is whole
        if not over or count < least or add_months(month, -months) < begins:
            continue
        before = sum(counts[area, add_months(month, -back)] for back in range(1, months + 1))
        year_ago = add_months(month, -12)
        last_year = counts[area, year_ago] if year_ago >= begins else None
        spot = HotSpot(area, month, count, Fraction(before, months), last_year)
        if count * 100 >= spot.expected * number["hot_spot_percent"]:
            found.append(spot)
    yield from sorted(found, key=lambda spot: (-spot.month.toordinal(), -spot.count, spot.area))


def _campaigns(spots: tuple[HotSpot, ...], as_of: date, version: Version) -> Iterator[Campaign]:
    """Fields that were hot in enough of the last months, by field."""
    window = version.analysis["campaign_months"].value
    since = add_months(month_of(as_of), -window)
    hot: defaultdict[str, list[Month]] = defaultdict(list)
    for spot in spots:
        if spot.month >= since:
            hot[spot.area].append(spot.month)
    for area in sorted(hot):
        if len(hot[area]) >= version.analysis["campaign_least"].value:
            yield Campaign(area, tuple(sorted(hot[area])))


def _often(
    rows: list[Complaint],
    linked: Mapping[str, str],
    names: Mapping[str, str],
    as_of: date,
    version: Version,
) -> Iterator[Often]:
    """Merchants over the threshold, the most complaints first. A name alone is nobody."""
    since = add_months(as_of, -version.analysis["merchant_months"].value)
    about: defaultdict[str, list[Complaint]] = defaultdict(list)
    for row in rows:
        key = linked.get(row.id) or row.merchant.id or row.merchant.uscc
        if key is not None and since < row.received.date():
            about[key].append(row)
    for key in sorted(about, key=lambda key: (-len(about[key]), key)):
        of = sorted(about[key], key=lambda row: (row.received, row.id))
        if len(of) >= version.analysis["merchant_least"].value:
            yield Often(
                key,
                names.get(key) or next((r.merchant.name for r in of if r.merchant.name), None),
                tuple(row.id for row in of),
                sum(row.outcome in ("performed", "not_performed") for row in of),
                sum(row.repeat_of is not None for row in of),
            )


def _repeats(rows: list[Complaint], as_of: date) -> dict[str, tuple[int, int]]:
    """Repeats and all disputes by field in the twelve months to ``as_of``; fields with repeats."""
    recent = [row for row in rows if row.received.date() > add_months(as_of, -12)]
    total = Counter(row.area for row in recent)
    again = Counter(row.area for row in recent if row.repeat_of is not None)
    return {
        area: (again[area], total[area])
        for area in sorted(again, key=lambda area: (-again[area], area))
    }
