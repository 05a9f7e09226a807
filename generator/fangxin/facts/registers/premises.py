"""Where a shop was, and under which credit code, on a day: what rows without an ID are found by.

A row tells of its own day. That a shop moves or is sold afterwards takes no row away from it, nor
does the state, which renames a town. What a mistaken change led to it goes with the change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from fangxin.facts.programme.former import Renamed, renamed_in
from fangxin.facts.recourse import Void
from fangxin.facts.values import Change, Merchant
from fangxin.text.sameness import looks

_KEYS = ("uscc", "address")


@dataclass(frozen=True, slots=True)
class Stay:
    """A merchant that was at premises from a day to a day; ``until`` date.max: it still is.
    ``void``: that it never was, as was found of a change."""

    id: str
    since: date
    until: date
    void: Void | None = None


Stays = Mapping[tuple[str, str], list[Stay]]  # credit code and address, as they look


@dataclass(frozen=True, slots=True)
class Premises:
    """Who was where: as it is written, by today's names of places, and what only mistakes said."""

    written: Stays
    today: Stays
    mistaken: Stays
    renamed: tuple[Renamed, ...]


def premises_of(merchants: Iterable[Merchant], renamed: tuple[Renamed, ...] = ()) -> Premises:
    """Who was where and when, now or before."""
    written: dict[tuple[str, str], list[Stay]] = defaultdict(list)
    today: dict[tuple[str, str], list[Stay]] = defaultdict(list)
    mistaken: dict[tuple[str, str], list[Stay]] = defaultdict(list)
    for merchant in merchants:
        for code, address, stay in _every(merchant):
            if code is None or address is None:
                continue
            if stay.void is not None:
                mistaken[code, looks(renamed_in(address, renamed))].append(stay)
            else:
                written[code, looks(address)].append(stay)
                today[code, looks(renamed_in(address, renamed))].append(stay)
    return Premises(written, today, mistaken, renamed)


def there(premises: Premises, code: str, address: str, day: date) -> list[str]:
    """The IDs of those that were there on ``day``, or else are there now, or else ever were."""
    stays = premises.written.get((code, looks(address)), [])
    if not stays:
        stays = premises.today.get((code, looks(renamed_in(address, premises.renamed))), [])
    then = [stay for stay in stays if stay.since <= day <= stay.until]
    now = [stay for stay in stays if stay.until == date.max]
    return list(dict.fromkeys(stay.id for stay in then or now or stays))


def said_there(premises: Premises, code: str, address: str, day: date) -> Iterator[Stay]:
    """Those that were said to be there by a change that is void now, on ``day`` or, where nobody
    was or is, on any; of each merchant the mistake that was found last."""
    known = (code, looks(renamed_in(address, premises.renamed)))
    stays = premises.mistaken.get(known, [])
    then = [stay for stay in stays if stay.since <= day <= stay.until]
    if not then and not there(premises, code, address, day):
        then = stays
    yield from {stay.id: stay for stay in then}.values()  # in the order in which they were found


def _every(merchant: Merchant) -> Iterator[tuple[str | None, str | None, Stay]]:
    """The stretches as they are known today; and before each mistake was found, as known then."""
    moves = [one for one in merchant.changes if one.field in _KEYS]
    voids = [one.void for one in moves if one.void is not None]
    for void in sorted(voids, key=lambda one: one.date):
        then = [one for one in moves if one.void is None or one.void.date >= void.date]
        yield from _stays(merchant, then, void)
    yield from _stays(merchant, [one for one in moves if one.void is None])


def _stays(
    merchant: Merchant, changes: list[Change], void: Void | None = None
) -> Iterator[tuple[str | None, str | None, Stay]]:
    """Credit code, address and days of each stretch between two changes of either."""
    moves = sorted(changes, key=lambda one: (one.date, one.acts, one.id))
    held: dict[str, str | None] = {key: _first(merchant, key, moves) for key in _KEYS}
    since = date.min
    for move in moves:
        if move.date > since:
            until = move.date - timedelta(days=1)
            yield held["uscc"], held["address"], Stay(merchant.id, since, until, void)
            since = move.date
        held[move.field] = move.after
    now = held if void is not None else {key: getattr(merchant, key) for key in _KEYS}
    yield now["uscc"], now["address"], Stay(merchant.id, since, date.max, void)


def _first(merchant: Merchant, key: str, moves: list[Change]) -> str | None:
    """What held before the first change of it."""
    now: str | None = getattr(merchant, key)
    return next((one.before for one in moves if one.field == key), now)
