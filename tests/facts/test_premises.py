"""Rows without an ID: they mean whoever was at the premises on their own day."""

from __future__ import annotations

from datetime import date

import pytest

from fangxin.facts.registers.premises import premises_of, there
from fangxin.facts.values import Change, Merchant, Void

A, B = "91330726MA2DEM54XD", "91330726MA2DEM55XE"
OLD, NEW = "示例路1号", "示例路9号"


def moved(id: str, field: str, before: str, after: str, void: Void | None = None) -> Change:
    day = date(2026, 3, 16)
    return Change(id, day, field, day, before, after, "浦消联办〔2026〕110号", void=void)


def shop(id: str, uscc: str, address: str, *changes: Change) -> Merchant:
    return Merchant(id, "甲一百货店（示例）", "shop", uscc, address=address, changes=changes)


SOLD = shop("S", B, OLD, moved("C1", "uscc", A, B))
MOVED = shop("M", A, NEW, moved("C1", "address", OLD, NEW))
MISTAKEN = shop("S", A, OLD, moved("C1", "uscc", A, B, Void(date(2026, 3, 17), "录错")))
TAKEN_OVER = shop("N", A, OLD)


@pytest.mark.parametrize(
    ("shops", "code", "address", "day", "ids"),
    [
        ((SOLD,), A, OLD, "2025-06-01", ["S"]),
        ((SOLD,), B, OLD, "2026-03-16", ["S"]),
        ((SOLD,), A, OLD, "2026-06-01", ["S"]),  # late news of the operator before
        ((MOVED,), A, OLD, "2025-06-01", ["M"]),
        ((MOVED,), A, NEW, "2025-06-01", ["M"]),
        ((MOVED, TAKEN_OVER), A, OLD, "2026-06-01", ["N"]),
        ((MISTAKEN,), A, OLD, "2026-03-20", ["S"]),
        ((MISTAKEN,), B, OLD, "2026-03-20", []),
    ],
)
def test_a_row_means_whoever_was_there(
    shops: tuple[Merchant, ...], code: str, address: str, day: str, ids: list[str]
) -> None:
    """That a shop is sold or moves takes no row away from it."""
    assert there(premises_of(shops), code, address, date.fromisoformat(day)) == ids
