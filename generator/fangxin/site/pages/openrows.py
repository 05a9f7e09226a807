"""Open data of the registers that are open: what is public of their rows, and its schema."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from fangxin.facts.policy.policy import Policy
from fangxin.facts.recourse import void_of
from fangxin.facts.registers.register import Register
from fangxin.text.fields.tables import Lists, Schema, field_schema
from fangxin.view.catalogue import Catalogue


def public_rows(
    register: Register[Any], catalogue: Catalogue, policy: Policy
) -> Iterator[dict[str, object]]:
    """Each row with its id and the columns that are public on the day, and why it is void."""
    for row in catalogue.registers.of(register):
        shown = register.shown(row, policy, catalogue.as_of)
        if shown is not None:
            said = {key: _plain(register.value(row, key)) for key in shown.keys}
            found = {
                "id": row.id,
                **{key: one for key, one in said.items() if one not in (None, [])},
            }
            void = void_of(row)
            if void is not None:
                found["void"] = {"date": void.date.isoformat(), "reason": void.reason}
            yield found


def rows_schema(register: Register[Any], lists: Lists) -> Schema:
    """JSON Schema of the file of a register."""
    table = register.row.table
    known = {key: field_schema(spec, lists) for key, spec in table.items() if key != "void"}
    row = {"type": "object", "required": ["id"], "properties": known}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": " · ".join(register.title),
        "type": "object",
        "required": ["version", "as_of", "count", "rows"],
        "properties": {"rows": {"type": "array", "items": row}},
    }


def _plain(value: object) -> object:
    """A value as JSON has it."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int) else str(value)
