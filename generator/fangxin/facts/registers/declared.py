"""The registers that there are, each by its own declaration: the one list of them."""

from __future__ import annotations

from typing import Any

from fangxin.facts.registers.complaints import COMPLAINTS
from fangxin.facts.registers.dishonest import DISHONEST
from fangxin.facts.registers.inspections import INSPECTIONS
from fangxin.facts.registers.misuse import MISUSES
from fangxin.facts.registers.register import Register

ALL: tuple[Register[Any], ...] = (INSPECTIONS, COMPLAINTS, DISHONEST, MISUSES)


def every() -> tuple[Register[Any], ...]:
    """All registers, in the order in which everything tells of them."""
    return ALL


def named(name: str | None) -> Register[Any] | None:
    """The register of a name."""
    return next((one for one in every() if one.name == name), None)
