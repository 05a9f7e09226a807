"""Criteria that somebody must tick before a certification, and the ticks that one brings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fangxin.cli.desk.opening import Desk
from fangxin.facts.record.ticks import TICK
from fangxin.facts.values import Merchant
from fangxin.office.editing.steps import Step
from fangxin.office.editing.text import Value
from fangxin.office.editing.ticks import ticked
from fangxin.text.fields.tables import Group
from fangxin.view.criteria import lacking

OPEN = "open"  # what nobody has ticked
_BY = Group((TICK.table["by"],))


def open_codes(desk: Desk, merchant: Merchant, day: date) -> list[str]:
    """The criteria that somebody must tick before a certification that acts on ``day``."""
    found = lacking(desk.registry, desk.programme, merchant.id, day)
    return [one.criterion.code for one in found if one.state == OPEN]


def checked(desk: Desk, merchant: Merchant, item: Mapping[str, Value]) -> list[Step]:
    """The ticks that a decision to certify brings when ``--checked-by`` names the office that
    checked everything; none otherwise."""
    by = getattr(desk.options, "field_by", None)
    if by is None or item.get("status") != "certified":
        return []
    day = date.fromisoformat(str(item["date"]))
    words = desk.values(_BY, ("by",))
    given = {**words, "date": min(day, desk.today).isoformat(), "document": item["document"]}
    return ticked(merchant, open_codes(desk, merchant, max(day, desk.today)), given)
