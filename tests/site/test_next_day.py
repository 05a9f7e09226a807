"""Pages change only when something changes for the reader: a day that passes is no such thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from itertools import pairwise

import pytest

from fangxin.base.dates import add_days
from fangxin.registry.sources.reading import Sources, read_sources
from fangxin.view.view import View
from fangxin.view.viewing import view_of
from tests.support.demonstration import CONTENT, RECORDS

DAY = date(2026, 11, 28)
RUN = 4  # days in a row


@pytest.fixture(scope="module")
def sources() -> Sources:
    """The demonstration."""
    return read_sources(RECORDS, CONTENT, DAY, DAY)


def changed(one: View, other: View) -> Iterator[str]:
    """The names of the fields that differ."""
    return (
        field.name for field in fields(View)
        if getattr(one, field.name) != getattr(other, field.name)
    )  # fmt: skip


@pytest.mark.parametrize("first", [date(2019, 6, 10), date(2024, 3, 4), date(2026, 11, 20)])
def test_no_merchant_changes_daily(sources: Sources, first: date) -> None:
    """Of every field of every merchant there are two neighbouring days on which it is the same:
    what changes on each of several days in a row changes because of the day alone."""
    registry, programme = sources.registry, sources.programme
    assert registry is not None and programme is not None
    assert len(registry.merchants) > 50
    daily = set()
    for id in registry.merchants:
        days = [add_days(first, n) for n in range(RUN + 1)]
        views = [view_of(id, registry, programme, day) for day in days]
        steps = [set(changed(*pair)) for pair in pairwise(views)]
        daily |= {(id, name) for name in set.intersection(*steps)}
    assert daily == set()
