"""The registers that there are, each by its own declaration: the one list of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fangxin.facts.registers.brands import BRANDS
from fangxin.facts.registers.complaints import COMPLAINTS
from fangxin.facts.registers.dishonest import DISHONEST
from fangxin.facts.registers.evaluation import EVALUATION
from fangxin.facts.registers.exemplars import EXEMPLARS
from fangxin.facts.registers.honoured import HONOURED
from fangxin.facts.registers.incidents import INCIDENTS
from fangxin.facts.registers.inspections import INSPECTIONS
from fangxin.facts.registers.kitchens import KITCHEN_RATINGS
from fangxin.facts.registers.meetings import MEETINGS
from fangxin.facts.registers.milestones import MILESTONES
from fangxin.facts.registers.misuse import MISUSES
from fangxin.facts.registers.recalls import RECALLS
from fangxin.facts.registers.register import Register
from fangxin.facts.registers.stations import STATIONS
from fangxin.facts.registers.sweeps import SWEEPS
from fangxin.facts.registers.tasks import TASKS

ALL: tuple[Register[Any], ...] = (
    INSPECTIONS,
    COMPLAINTS,
    DISHONEST,
    MISUSES,
    EVALUATION,
    EXEMPLARS,
    KITCHEN_RATINGS,
    MILESTONES,
    STATIONS,
    SWEEPS,
    MEETINGS,
    TASKS,
    BRANDS,
    HONOURED,
    INCIDENTS,
    RECALLS,
)


def register_folders() -> Mapping[str, tuple[Register[Any], ...]]:
    """The pages that follow from registers alone: folder → the registers it is made of, the first
    of which gives it its title."""
    found: dict[str, tuple[Register[Any], ...]] = {}
    for register in every():
        if register.told is not None:
            found[register.page] = (*found.get(register.page, ()), register)
    return found


def every() -> tuple[Register[Any], ...]:
    """All registers, in the order in which everything tells of them."""
    return ALL


def named(name: str | None) -> Register[Any] | None:
    """The register of a name."""
    return next((one for one in every() if one.name == name), None)
