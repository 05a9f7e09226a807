"""Values in the words of the table that they were read by: labels of fields, choices, codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import is_dataclass
from datetime import date, datetime
from typing import Any

from fangxin.change.effect.told import quoted
from fangxin.text.fields.kinds import Choice, Coded, Line, Prose
from fangxin.text.fields.shape import Field, Lists
from fangxin.text.fields.tables import Group, ListOf, MapOf


def values_told(
    value: object, table: Group, lists: Lists, keys: Iterable[str] | None = None
) -> dict[str, str | None]:
    """The values of a frozen ``value`` by the labels of ``table``, those named in ``keys`` or all;
    what is made of several values, like a list of mappings, is not among them."""
    wanted = None if keys is None else set(keys)
    told: dict[str, str | None] = {}
    for spec in table.fields:
        name = spec.attr or spec.key
        if (wanted is None or spec.key in wanted) and hasattr(value, name):
            text = _text(getattr(value, name), spec, lists)
            if text is not None:
                told[spec.zh] = text
    return told


def _text(value: Any, spec: Field, lists: Lists) -> str | None:
    kind = spec.kind.item if isinstance(spec.kind, ListOf) else spec.kind
    if value is None or value == () or isinstance(kind, Group | MapOf | ListOf):
        return None
    if is_dataclass(value):
        return None
    if isinstance(value, tuple):
        return "、".join(str(_text(one, spec, lists)) for one in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(kind, Choice) and value in kind.options:
        return kind.options[value][0]
    if isinstance(kind, Coded | Line) and kind.of:
        return lists.get(kind.of, {}).get(value, str(value))
    return quoted(str(value)) if isinstance(kind, Prose) else str(value)
