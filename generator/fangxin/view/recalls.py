"""Goods called back that a merchant sold, as long as a buyer can ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day

from fangxin.facts.registers.recalls import RECALLS
from fangxin.registry.registry import Registry


@dataclass(frozen=True, slots=True)
class RecallView:
    """One recall: what is called back, which batches, and until when a buyer can ask."""

    id: str
    title: str
    batches: tuple[str, ...]
    until: Day | None


def recalls_of(merchant: str, registry: Registry, as_of: Day) -> tuple[RecallView, ...]:
    """Those under way that name the merchant as a seller, newest first."""
    rows = [
        row for row in registry.registers.of(RECALLS) if merchant in row.sellers and row.runs(as_of)
    ]
    newest = sorted(rows, key=lambda row: (row.date, row.id), reverse=True)
    return tuple(RecallView(row.id, row.title, row.batches, row.ends) for row in newest)
