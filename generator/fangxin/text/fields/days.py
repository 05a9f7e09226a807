"""Every day that a document says, found by its field table: no check keeps a list of its own.

    for said in Days(MERCHANT).of(merchant): said.where, said.field, said.day

A day that was not written but falls to that of another key is not said twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from fangxin.text.fields.shape import Field
from fangxin.text.fields.tables import Group
from fangxin.text.fields.times import Day, Minute


class DayAt(NamedTuple):
    """A day under a dotted key, with the field that says what it is."""

    where: str
    field: Field
    day: date


class Days:
    """The days of whatever is built by one table; the table is looked through once."""

    def __init__(self, table: Group) -> None:
        self.attrs = {spec.key: spec.attr or spec.key for spec in table.fields}
        self.own = tuple(spec for spec in table.fields if isinstance(spec.kind, Day | Minute))
        below = ((spec, _table_of(spec)) for spec in table.fields)
        inner = ((spec, kind, Days(kind)) for spec, kind in below if kind is not None)
        self.below: tuple[tuple[Field, Group, Days], ...] = tuple(
            one for one in inner if one[2].own or one[2].below
        )

    def fields(self, above: str = "") -> Iterator[tuple[str, Field]]:
        """Every day that may be written, under its dotted key without numbers."""
        yield from ((above + spec.key, spec) for spec in self.own)
        for spec, _, days in self.below:
            yield from days.fields(f"{above}{spec.key}.")

    def of(self, value: Any, above: str = "") -> Iterator[DayAt]:
        """Every day that ``value`` says."""
        for spec in self.own:
            day = self._said(value, spec.key)
            if day is not None and (not spec.falls_to or day != self._said(value, spec.falls_to)):
                yield DayAt(above + spec.key, spec, day)
        for spec, kind, days in self.below:
            # What a table builds nothing of is built with what stands around it.
            inner = value if kind.build is None else _get(value, self.attrs[spec.key])
            if isinstance(inner, tuple):
                for at, item in enumerate(inner):
                    yield from days.of(item, f"{above}{spec.key}.{at}.")
            elif inner is not None:
                yield from days.of(inner, f"{above}{spec.key}.")

    def _said(self, value: Any, key: str) -> date | None:
        found = _get(value, self.attrs[key])
        return found.date() if isinstance(found, datetime) else found


def _table_of(spec: Field) -> Group | None:
    """The table of a nested value, or of the items of a list."""
    kind = getattr(spec.kind, "item", spec.kind)
    return kind if isinstance(kind, Group) else None


def _get(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, Mapping) else getattr(value, key, None)
