"""What may be added to a published fact, erased from it, and what weighs: said by field tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from fangxin.change.guard.facts import FactChange
from fangxin.change.guard.late import (
    is_erasable_whole,
    late_keys,
    makes_milder,
    may_be_named,
    tables,
)
from fangxin.facts.record.table import MERCHANT
from fangxin.text.fields.difference import Difference
from fangxin.text.fields.shape import Kind
from fangxin.text.fields.tables import Field, Group, ListOf, MapOf

FILE = Path(__file__).parents[1] / "fixtures" / "guard" / "flags.yml"
SAID: dict[str, dict[str, Any]] = yaml.load(FILE.read_text("utf-8"), Loader=yaml.BaseLoader)
RECORD = SAID.pop("record")["erasable"].split()


def below(kind: Kind, above: str = "") -> Iterator[tuple[str, Field]]:
    """Every dotted key of a table and of what stands in it."""
    if isinstance(kind, ListOf | MapOf):
        yield from below(kind.item if isinstance(kind, ListOf) else kind.value, above)
    elif isinstance(kind, Group):
        for spec in kind.fields:
            yield above + spec.key, spec
            yield from below(spec.kind, f"{above}{spec.key}.")


def fact(sort: str) -> FactChange:
    return FactChange("x", sort, "x", tables()[sort], None, None)


@pytest.mark.parametrize("sort", tables())
def test_the_gate_goes_by_these_flags(sort: str) -> None:
    """Those of every table are the ones that are written down for a person to look at."""
    said, table = SAID[sort], tables()[sort]
    until = {spec.key: spec.late_before for spec in table.fields if spec.late_before}
    expected = {key: other for other, keys in said.get("until", {}).items() for key in keys.split()}
    assert until == expected
    assert late_keys(sort) - until.keys() == set(said["late"].split())
    keys = dict(below(table))
    assert [key for key, spec in keys.items() if spec.erasable] == said.get("erasable", "").split()
    milder = (
        key for key in table.table
        if makes_milder(fact(sort), Difference((key,), (table.table[key],), None, None))
    )  # fmt: skip
    assert set(milder) == set(said.get("weighs", "").split())
    falls = {
        key: spec.falls_to for key, spec in keys.items() if spec.falls_to and not until.get(key)
    }
    assert falls == {key: of.split(".")[-1] for key, of in said.get("falls_to", {}).items()}


def test_no_table_is_forgotten() -> None:
    """Nothing is written down that is not there, and what must be written is never late."""
    assert set(SAID) == set(tables())
    assert not [
        (sort, spec.key) for sort, table in tables().items() for spec in table.fields
        if spec.late and spec.required
    ]  # fmt: skip


def test_what_an_erasure_may_name() -> None:
    """Keys of the record that say who it is, items of two lists, and flagged keys of facts."""
    assert [spec.key for spec in MERCHANT.fields if spec.erasable] == RECORD
    named = [name for name in MERCHANT.table if may_be_named(name)]
    assert named == [name for name in RECORD if not is_erasable_whole(name)]
    for name in ("failures.F1.summary", "failures.F1.appeal.summary", "honours.某荣誉",
                 "complaints.CMP-1.merchant_name", "documents.某号.title"):  # fmt: skip
        assert may_be_named(name), name
    for name in ("failures.F1.date", "failures.F1", "failures.F1.product", "follow_up", "x.y.z",
                 "policy.2.summary", "policy.2.parameters.appeal_days.value"):  # fmt: skip
        assert not may_be_named(name), name
