"""What a document says under fields of one sort, found by its table: no check keeps a list.

    for said in Days(MERCHANT).of(merchant): said.where, said.field, said.value

A day that was not written but falls to that of another key is not said twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from fangxin.text.fields.shape import Field
from fangxin.text.fields.tables import Group
from fangxin.text.fields.times import Day, Minute


class Said(NamedTuple):
    """A value under a dotted key, with the field that says what it is; of a moment its day."""

    where: str
    field: Field
    value: Any


class Values:
    """The fields of one sort of whatever is built by one table; it is looked through once."""

    def __init__(self, table: Group, wanted: Callable[[Field], bool]) -> None:
        self.attrs = {spec.key: spec.attr or spec.key for spec in table.fields}
        self.own = tuple(spec for spec in table.fields if wanted(spec))
        below = ((spec, _table_of(spec)) for spec in table.fields)
        inner = ((spec, kind, Values(kind, wanted)) for spec, kind in below if kind is not None)
        self.below: tuple[tuple[Field, Group, Values], ...] = tuple(
            one for one in inner if one[2].own or one[2].below
        )

    def fields(self, above: str = "") -> Iterator[tuple[str, Field]]:
        """Every such field, under its dotted key without numbers."""
        yield from ((above + spec.key, spec) for spec in self.own)
        for spec, _, values in self.below:
            yield from values.fields(f"{above}{spec.key}.")

    def of(self, value: Any, above: str = "") -> Iterator[Said]:
        """Everything that ``value`` says under them."""
        for spec in self.own:
            found = self._said(value, spec.key)
            default = self._said(value, spec.falls_to) if spec.falls_to else None
            if found is not None and found != default:
                yield Said(above + spec.key, spec, found)
        for spec, kind, values in self.below:
            # What a table builds nothing of is built with what stands around it.
            inner = value if kind.build is None else _get(value, self.attrs[spec.key])
            if isinstance(inner, tuple):
                for at, item in enumerate(inner):
                    yield from values.of(item, f"{above}{spec.key}.{at}.")
            elif inner is not None:
                yield from values.of(inner, f"{above}{spec.key}.")

    def _said(self, value: Any, key: str) -> Any:
        found = _get(value, self.attrs[key])
        return found.date() if isinstance(found, datetime) else found


def _table_of(spec: Field) -> Group | None:
    """The table of a nested value, or of the items of a list."""
    kind = getattr(spec.kind, "item", spec.kind)
    return kind if isinstance(kind, Group) else None


def _get(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, Mapping) else getattr(value, key, None)


def days_by(table: Group) -> Values:
    """The days that a table has."""
    return Values(table, lambda spec: isinstance(spec.kind, Day | Minute))


def documents_by(table: Group) -> Values:
    """The documents that facts rest on."""
    return Values(table, lambda spec: spec.key == "document" or spec.key.endswith("_document"))
