"""A town of one or two invented merchants, and what is due there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from fangxin.facts.document_number import ByDocument
from fangxin.facts.programme.holidays import Holidays
from fangxin.facts.programme.programme import Programme
from fangxin.facts.registers.rows import Registers
from fangxin.facts.values import Act, Decision, Failure, Merchant, Sign
from fangxin.office.due.duties import Duty, duties
from fangxin.registry.registry import Registry, assemble
from fangxin.registry.republished import reaches
from tests.support.registers import programme

ID, OTHER = "PJ239001B", "PJ2390029"
USCC = "91330726MA2DEM54XD"


def day(text: str) -> date:
    """A day of 2026 as 9-30, or of another year as 2027-9-30."""
    parts = [int(part) for part in text.split("-")]
    return date(*parts) if len(parts) == 3 else date(2026, *parts)


def a_decision(id: str, act: Act, on: str, until: str | None = None, **more: Any) -> Decision:
    """A decision recorded on its day."""
    return Decision(id, day(on), act, day(on), until=day(until) if until else None, **more)


# The last version long in force: it begins on none of these tests' days, which would be due.
_POLICY = programme().policy
*_EARLIER, _LAST = _POLICY.versions
SETTLED = replace(
    programme(),
    policy=replace(_POLICY, versions=(*_EARLIER, replace(_LAST, effective=date(2024, 1, 2)))),
    holidays=Holidays(years=frozenset(range(2020, 2040))),
    plans=(),
    documents=ByDocument(),
)
CERTIFIED = a_decision(
    "D1", Act.CERTIFIED, "2024-6-3", "2027-6-2", certificate="FX-2024-0001", imported=True
)
HANGING = Sign("BP-2024-0001", date(2024, 6, 5))


def a_failure(kind: str = "penalty", **more: Any) -> Failure:
    """A failure of 1 September, served the next day, with the merchant's reply."""
    values: dict[str, Any] = {"served": day("9-2"), "reply": "已整改", **more}
    return Failure("F1", kind, day("9-1"), day("9-1"), **values)


def a_shop(*decisions: Decision, **more: Any) -> Merchant:
    """A certified shop with a sign; ``decisions`` come after the first one, which ``first``
    replaces."""
    first = more.pop("first", CERTIFIED)
    values: dict[str, Any] = {
        "uscc": USCC,
        "town": "仙华街道",
        "address": "浙江省浦江县仙华街道月泉路18号",
        "signs": (HANGING,),
        **more,
    }
    kept = tuple(one for one in (first, *decisions) if one is not None)
    return Merchant(ID, "月泉粮油店（示例）", "shop", decisions=kept, **values)


def a_town(*merchants: Merchant, **rows: Any) -> Registry:
    """Their registry; ``rows`` fill the registers."""
    registers = Registers(**rows)
    entity = programme().policy.entity_kinds()
    registry = replace(assemble(list(merchants), entity), registers=registers)
    codes = {one.id: frozenset({one.uscc} - {None}) for one in merchants}
    listed = reaches(registers, registry.merchants, lambda one: codes[one.id])  # type: ignore[arg-type,return-value]
    return replace(registry, listed=listed)


def due(
    town: Registry | Merchant,
    on: str,
    ahead: int = 30,
    county: Programme | None = None,
) -> tuple[Duty, ...]:
    """What is due in a town on a day, by default where the programme itself asks for nothing."""
    registry = a_town(town) if isinstance(town, Merchant) else town
    return duties(registry, county or SETTLED, day(on), ahead)


def told(found: tuple[Duty, ...]) -> list[tuple[str, str | None]]:
    """Kind and last day of each."""
    return [(one.kind, str(one.due) if one.due else None) for one in found]
