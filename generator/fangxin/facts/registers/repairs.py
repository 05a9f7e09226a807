"""信用修复 of failures that stand in registers: written in the merchant's record, and told with the
row wherever the row is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from fangxin.facts.recourse import Repair
from fangxin.facts.registers.rows import Registers
from fangxin.facts.values import Merchant


def with_repairs(registers: Registers, merchants: Iterable[Merchant]) -> Registers:
    """The same rows, those that a merchant's ``follow_up`` says are repaired with their repair."""
    repairs = {
        failure.id: failure.repair
        for merchant in merchants
        for failure in merchant.failures
        if failure.register is not None and failure.repair is not None
    }
    if not repairs:
        return registers
    return registers.each(lambda row: _repaired(row, repairs.get(row.id)))


def _repaired(row: Any, repair: Repair | None) -> Any:
    return replace(row, repair=repair) if repair is not None and hasattr(row, "repair") else row
