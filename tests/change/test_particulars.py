"""Which particulars leave an entry stands in one list: table, commands, gate and policy agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import yaml

from fangxin.change.guard.identity import particulars_change_openly
from fangxin.facts.policy.file import CHANGED as ENDING
from fangxin.facts.record.decisions import CHANGED
from fangxin.facts.record.particulars import (
    OWNER,
    PARTICULARS,
    EntryKeeper,
    is_kept,
    leaves_entry,
    needs_document,
)
from fangxin.facts.record.reading import read_record
from fangxin.facts.record.table import MERCHANT
from fangxin.facts.values import Merchant
from fangxin.office.editing.facts import changed
from fangxin.office.editing.steps import AddItem
from tests.change.test_guard_properties import push, tree_of

DAY = date(2026, 3, 16)
BEFORE = {
    "name": "甲店（示例）", "category": "catering", "uscc": "91330726MA2DEM54XD",
    "town": "浦南街道", "address": "示例路1号", "address_public": "road",
    "catering_grade": "A", "kitchen": "video", "scenic_level": "3A",
    "website": "https://jia.example/", "platform": "示例商城", "platform_shop": "SC-1",
    "opened": "2017-05-01", "certification": {"decisions": []},
}  # fmt: skip
AFTER = {
    "name": "乙店（示例）", "uscc": "91330726MA2DEM55XE", "address": "示例路2号",
    "address_public": "full", "catering_grade": "B", "kitchen": "window", "scenic_level": "4A",
    "website": "https://yi.example/", "platform": "又一商城", "platform_shop": "SC-2",
    "opened": "2018-05-01",
}  # fmt: skip
KEYS = [key for key in PARTICULARS if key != OWNER]


def merchant(values: dict[str, Any]) -> Merchant:
    found, problems = read_record(yaml.safe_dump(values, allow_unicode=True).encode(), "x.yml")
    assert found is not None, problems
    return found


def test_every_list_is_taken_from_the_one() -> None:
    """The field table, and what a policy may end a recognition on."""
    assert set(CHANGED) == set(PARTICULARS)
    assert set(ENDING.options) == {"name", "address", "uscc", OWNER}
    assert set(PARTICULARS) - {OWNER} <= {spec.key for spec in MERCHANT.fields}
    assert set(AFTER) == set(KEYS)


@pytest.mark.parametrize("key", PARTICULARS)
@pytest.mark.parametrize("document", [None, "浦消联办〔2026〕9号"])
def test_the_command_leaves_an_entry(key: str, document: str | None) -> None:
    """Where the list says so, with what it was and is."""
    given = {"date": DAY.isoformat()} | ({"document": document} if document else {})
    steps = changed(merchant(BEFORE), key, AFTER.get(key, ""), given, DAY)
    entries: list[Any] = [step.item for step in steps if isinstance(step, AddItem)]
    assert len(entries) == leaves_entry(key, document is not None)
    free = (EntryKeeper.OFFERED, EntryKeeper.KEPT)
    assert needs_document(key) == (PARTICULARS[key].entry not in free)
    assert is_kept(key) == (key in ("website", "platform_shop"))
    if entries and key != OWNER:
        assert (entries[0]["before"], entries[0]["after"]) == (BEFORE[key], AFTER[key])


@pytest.mark.parametrize("key", KEYS)
def test_the_gate_demands_an_entry(key: str) -> None:
    """Where the list says so; what the command writes is what it wants."""
    new = {**BEFORE, key: AFTER[key]}
    demanded = PARTICULARS[key].entry is EntryKeeper.DEMANDED
    told = [one.code for one in particulars_change_openly(push("x", tree_of(BEFORE), tree_of(new)))]
    assert told == (["unannounced-change"] if demanded else [])
    entry = {"id": "C1", "date": "2026-03-16", "field": key, "before": BEFORE[key],
             "after": AFTER[key], "document": "浦消联办〔2026〕9号"}  # fmt: skip
    whole = push("x", tree_of(BEFORE), tree_of({**new, "changes": [entry]}))
    assert list(particulars_change_openly(whole)) == []


def test_nothing_is_entered_where_nothing_was_known() -> None:
    """The first website is no change of one."""
    first = replace(merchant(BEFORE), catering_grade=None)
    steps = changed(first, "catering_grade", "A", {"date": "2026-03-16", "document": "文1号"}, DAY)
    assert not any(isinstance(step, AddItem) for step in steps)
