"""Where a shopper of a merchant finds help nearby: in the same market, or in the same town."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day

from fangxin.facts.registers.stations import STATIONS, Station
from fangxin.facts.values import Merchant
from fangxin.registry.registry import Registry

MOST = 3


@dataclass(frozen=True, slots=True)
class StationView:
    """One place to go to; ``near``: it is on these premises, or in the same market."""

    id: str
    name: str
    service: str
    address: str
    hours: str
    phone: str | None
    near: bool


def stations_near(merchant: Merchant, registry: Registry, as_of: Day) -> tuple[StationView, ...]:
    """Those of its market first, then those of its town; at most ``MOST``."""
    market = {merchant.id, merchant.inside} - {None}
    open_now = [row for row in registry.registers.of(STATIONS) if row.serves(as_of)]
    same = [row for row in open_now if row.shop.id in market]
    town = [row for row in open_now if row.town == merchant.town and row not in same]
    return tuple(_view(row, row in same) for row in (*same, *town)[:MOST])


def _view(row: Station, near: bool) -> StationView:
    return StationView(row.id, row.name, row.service, row.address, row.hours, row.phone, near)
