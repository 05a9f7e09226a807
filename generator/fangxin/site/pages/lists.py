"""Which merchants stand together on which page: groups of the registry, cut into pages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from fangxin.facts.programme.programme import Programme
from fangxin.facts.values import Status
from fangxin.standing.signs import SignState
from fangxin.view.amends import Amends
from fangxin.view.catalogue import Catalogue, Entry, Move
from fangxin.view.pinyin import pinyin_of
from fangxin.view.returns import Return
from fangxin.words.sentences import STATUS_EN, STATUS_ZH

PAGE_SIZE = 100
NO_TOWN = "no-town"
OTHER_INITIAL = "other"
# What a shopper asks for first comes first.
STATUS_ORDER = (
    Status.CERTIFIED,
    Status.PUBLICISED,
    Status.SUSPENDED,
    Status.REVOKED,
    Status.EXPIRED,
    Status.WITHDRAWN,
    Status.CLOSED,
    Status.NONE,
)
SANCTIONED = (Status.REVOKED, Status.SUSPENDED)


@dataclass(frozen=True, slots=True)
class MerchantGroup:
    """Merchants that share something; ``slug`` is its place in an address below /registry/."""

    kind: str  # "all", "status", "category", "town" or "initial"
    slug: str
    label: str
    label_en: str
    entries: tuple[Entry, ...]  # by pinyin

    @property
    def base(self) -> str:
        """The address of its first page, without a leading slash."""
        return f"registry/{self.kind}/{self.slug}/" if self.slug else f"registry/{self.kind}/"

    @property
    def certified(self) -> int:
        """How many of them are recognised."""
        return sum(entry.status is Status.CERTIFIED for entry in self.entries)


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a long list. Numbers count from 1."""

    base: str
    number: int
    of: int
    entries: tuple[Entry, ...]
    total: int

    @property
    def path(self) -> str:
        return self.address(self.number) + "index.html"

    def address(self, number: int) -> str:
        """The address of a page of this list, without a leading slash."""
        return self.base if number == 1 else f"{self.base}{number}/"

    @property
    def first(self) -> int:
        """The running number of its first entry; 0 on an empty page."""
        return (self.number - 1) * PAGE_SIZE + 1 if self.entries else 0

    @property
    def last(self) -> int:
        """The running number of its last entry; 0 on an empty page."""
        return self.first + len(self.entries) - 1 if self.entries else 0

    @property
    def pager(self) -> tuple[int | None, ...]:
        """The page numbers to show; ``None`` stands for a gap."""
        wanted = {1, self.of, *range(self.number - 1, self.number + 2)}
        shown: list[int | None] = []
        for number in sorted(number for number in wanted if 1 <= number <= self.of):
            if shown and shown[-1] is not None and number - shown[-1] > 1:
                # A gap of one page is that page: a mark would be no shorter.
                shown.append(number - 1 if number - shown[-1] == 2 else None)
            shown.append(number)
        return tuple(shown)


def cuts(base: str, entries: Sequence[Entry], size: int = PAGE_SIZE) -> Iterator[ListPage]:
    """The pages of a list, at least one: an empty list has an honest empty page."""
    of = max(1, -(-len(entries) // size))
    for number in range(1, of + 1):
        part = tuple(entries[(number - 1) * size : number * size])
        yield ListPage(base, number, of, part, len(entries))


def by_sound(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries in the order of a Chinese directory: pinyin, then name, then ID."""
    return tuple(sorted(entries, key=lambda entry: (entry.pinyin or "~", entry.name, entry.id)))


def initial_of(entry: Entry) -> str:
    """The letter a merchant is filed under, ``other`` for digits and signs."""
    letter = entry.initials[:1]
    return letter if letter and letter in ascii_lowercase else OTHER_INITIAL


def town_slugs(towns: Iterable[str]) -> dict[str, str]:
    """Address parts of towns: pinyin, numbered when two towns sound alike."""
    slugs: dict[str, str] = {}
    for town in towns:
        spoken = pinyin_of(town) or "town"
        taken = set(slugs.values()) | {NO_TOWN}
        slug, number = spoken, 2
        while slug in taken:
            slug, number = f"{spoken}-{number}", number + 1
        slugs[town] = slug
    return slugs


def groups(catalogue: Catalogue, programme: Programme) -> tuple[MerchantGroup, ...]:
    """Every group of the registry in the order of the browse page. Categories, towns and the
    green status are there even while empty; other statuses and initials only with merchants."""
    entries = by_sound(catalogue.entries)
    return (
        MerchantGroup("all", "", "全部商户", "All merchants", entries),
        *_by_status(entries),
        *_by_category(entries, programme),
        *_by_town(entries, programme),
        *_by_initial(entries),
    )


def _by_status(entries: tuple[Entry, ...]) -> Iterator[MerchantGroup]:
    found: defaultdict[Status, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.status].append(entry)
    for status in STATUS_ORDER:
        if found[status] or status is Status.CERTIFIED:
            label, label_en = STATUS_ZH[status], STATUS_EN[status]
            yield MerchantGroup("status", status.value, label, label_en, tuple(found[status]))


def _by_category(entries: tuple[Entry, ...], programme: Programme) -> Iterator[MerchantGroup]:
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.category].append(entry)
    for code, category in programme.categories.items():
        label_en = category.label_en
        yield MerchantGroup("category", code, category.label, label_en, tuple(found[code]))
    for code in sorted(set(found) - set(programme.categories)):
        yield MerchantGroup("category", code, code, code, tuple(found[code]))


def _by_town(entries: tuple[Entry, ...], programme: Programme) -> Iterator[MerchantGroup]:
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.town or ""].append(entry)
    more = sorted(set(found) - set(programme.towns) - {""})
    for town, slug in town_slugs((*programme.towns, *more)).items():
        yield MerchantGroup("town", slug, town, slug.capitalize(), tuple(found[town]))
    if found[""]:
        yield MerchantGroup("town", NO_TOWN, "未注明乡镇街道", "Town not given", tuple(found[""]))


def _by_initial(entries: tuple[Entry, ...]) -> Iterator[MerchantGroup]:
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[initial_of(entry)].append(entry)
    for letter in ascii_lowercase:
        if found[letter]:
            label = letter.upper()
            yield MerchantGroup("initial", letter, label, label, tuple(found[letter]))
    if found[OTHER_INITIAL]:
        yield MerchantGroup("initial", OTHER_INITIAL, "#", "#", tuple(found[OTHER_INITIAL]))


def operators(catalogue: Catalogue) -> dict[str, tuple[Entry, ...]]:
    """Merchants by USCC, ordered by USCC, where several have one: whoever runs a single shop has
    its page."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in catalogue.entries:
        if entry.uscc:
            found[entry.uscc].append(entry)
    return {uscc: tuple(found[uscc]) for uscc in sorted(found) if len(found[uscc]) > 1}


def sanctioned(catalogue: Catalogue) -> tuple[Entry, ...]:
    """Revoked merchants, then suspended ones, each newest first."""
    return tuple(
        entry
        for status in SANCTIONED
        for entry in _newest_first(one for one in catalogue.entries if one.status is status)
    )


def amended(catalogue: Catalogue) -> tuple[tuple[Entry, Amends], ...]:
    """Corrections that are to be told as large as the error was, newest first."""
    found = [(entry, one) for entry in catalogue.entries for one in entry.amends if one.told]
    return tuple(sorted(found, key=lambda pair: pair[1].date, reverse=True))


EXPIRING_DAYS = (30, 90)  # the spans in which terms that end soon are told


def expiring(catalogue: Catalogue) -> Mapping[int, tuple[Entry, ...]]:
    """Span in days → the certified whose term ends within it but in no shorter one, first first.
    ``until`` is the last day of a term, and lies inside."""
    found: dict[int, list[Entry]] = {days: [] for days in EXPIRING_DAYS}
    for one in catalogue.entries:
        if one.status is Status.CERTIFIED and one.until is not None:
            left = (one.until - catalogue.as_of).days
            within = next((days for days in EXPIRING_DAYS if 0 <= left <= days), None)
            if within is not None:
                found[within].append(one)
    return {
        days: tuple(sorted(those, key=lambda one: (str(one.until), one.id)))
        for days, those in found.items()
    }


def sign_counts(catalogue: Catalogue) -> Mapping[SignState, int]:
    """How many of the signs that were issued are in each state."""
    found = Counter(state for one in catalogue.entries for state in one.sign_states)
    return {state: found[state] for state in SignState}


def signs_up(catalogue: Catalogue) -> tuple[Entry, ...]:
    """Revoked merchants whose signs are not known to be down, the longest overdue first."""
    up = [one for one in catalogue.entries if one.signs_up and one.status is Status.REVOKED]
    return tuple(sorted(up, key=lambda one: (min(str(s.due) for s in one.signs_up), one.id)))


def returned(catalogue: Catalogue) -> tuple[tuple[Entry, Return], ...]:
    """Reinstatements that are to be told as large as the sanction was, newest first."""
    found = [(entry, one) for entry in catalogue.entries for one in entry.returns if one.told]
    return tuple(sorted(found, key=lambda pair: pair[1].date, reverse=True))


def awaited(catalogue: Catalogue) -> tuple[Entry, ...]:
    """Merchants whose publicity is over and whose decision is awaited."""
    return tuple(entry for entry in catalogue.entries if "pending" in entry.flags)


def in_publicity(catalogue: Catalogue) -> tuple[Entry, ...]:
    """Merchants in a running publicity, also renewals; the one that ends first comes first."""
    running = [entry for entry in catalogue.entries if entry.publicity_until is not None]
    return tuple(sorted(running, key=lambda entry: (str(entry.publicity_until), entry.id)))


def _newest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    ordered = sorted(entries, key=lambda entry: entry.id)
    return tuple(sorted(ordered, key=lambda entry: str(entry.since or ""), reverse=True))


def moves(catalogue: Catalogue) -> tuple[Move, ...]:
    """Every change of a status, newest first; on one day by ID, a merchant's own order kept."""
    ordered = [move for entry in catalogue.entries for move in entry.moves]
    return tuple(sorted(ordered, key=lambda move: move.date, reverse=True))


def tally(entries: Iterable[Entry]) -> dict[Status, int]:
    """How many merchants have each status, all eight in their order."""
    counts = Counter(entry.status for entry in entries)
    return {status: counts[status] for status in STATUS_ORDER}
