"""Where a shop was, and under which credit code, on a day: what rows without an ID are found by.

A row tells of its own day. That a shop moves or is sold afterwards takes no row away from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from fangxin.facts.values import Change, Merchant
from fangxin.text.sameness import looks

_KEYS = ("uscc", "address")


class Stay(NamedTuple):
    """A merchant that was at premises from a day to a day; ``until`` date.max: it still is."""

    id: str
    since: date
    until: date


Premises = Mapping[tuple[str, str], list[Stay]]  # credit code and address, as they look


def premises_of(merchants: Iterable[Merchant]) -> Premises:
    """Who was where and when, now or before."""
    found: dict[tuple[str, str], list[Stay]] = defaultdict(list)
    for merchant in merchants:
        for code, address, stay in _stays(merchant):
            if code is not None and address is not None:
                found[code, looks(address)].append(stay)
    return found


def there(premises: Premises, code: str, address: str, day: date) -> list[str]:
    """The IDs of those that were there on ``day``, or else are there now, or else ever were."""
    stays = premises.get((code, looks(address)), [])
    then = [stay for stay in stays if stay.since <= day <= stay.until]
    now = [stay for stay in stays if stay.until == date.max]
    return list(dict.fromkeys(stay.id for stay in then or now or stays))


def _stays(merchant: Merchant) -> Iterator[tuple[str | None, str | None, Stay]]:
    """Credit code, address and days of each stretch between two changes of either."""
    moves = sorted(
        (one for one in merchant.changes if one.field in _KEYS and one.void is None),
        key=lambda one: (one.date, one.acts, one.id),
    )
    held: dict[str, str | None] = {key: _first(merchant, key, moves) for key in _KEYS}
    since = date.min
    for move in moves:
        if move.date > since:
            until = move.date - timedelta(days=1)
            yield held["uscc"], held["address"], Stay(merchant.id, since, until)
            since = move.date
        held[move.field] = move.after
    yield merchant.uscc, merchant.address, Stay(merchant.id, since, date.max)


def _first(merchant: Merchant, key: str, moves: list[Change]) -> str | None:
    """What held before the first change of it."""
    now: str | None = getattr(merchant, key)
    return next((one.before for one in moves if one.field == key), now)
