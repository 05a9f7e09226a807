"""Evaluation, examples, kitchens, steps, stations, campaigns, meetings and tasks: read strictly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.facts.registers.declared import named, register_folders
from fangxin.facts.registers.evaluation import narrowest
from fangxin.facts.registers.kitchens import KITCHEN_RATINGS, kitchen_shares, newest_ratings
from fangxin.facts.registers.register import Register
from fangxin.facts.registers.rows import Registers
from fangxin.facts.registers.tasks import TASKS
from tests.support.county import BAD, GOOD, Cells, county, read, row
from tests.support.registers import programme

TOLD: list[Register[Any]] = [one for of in register_folders().values() for one in of]


def test_every_register_with_a_page_has_a_good_row(tmp_path: Path) -> None:
    """And all of them together are read without a word."""
    assert {one.name for one in TOLD} == GOOD.keys()
    registers = county(tmp_path)
    assert all(len(registers.of(one)) == 1 for one in TOLD)


@pytest.mark.parametrize(
    "case", BAD, ids=[f"{at} {one['register']} {one['codes']}" for at, one in enumerate(BAD)]
)
def test_bad_row_is_explained(case: Mapping[str, Any], tmp_path: Path) -> None:
    """Exactly the problems of the case, each in two languages."""
    name = case["register"]
    change = {key: None if to == "null" else to for key, to in case.get("change", {}).items()}
    first = row(name, **change)
    rows = [first, *({**first, **more} for more in case.get("beside", ()))]
    files: dict[str, list[Cells]] = {name: [*rows]}
    if name == "tasks":
        files["meetings"] = [row("meetings")]
    _, problems = read(tmp_path, **files)
    assert sorted(one.code for one in problems) == sorted(case["codes"]), problems
    for problem in problems:
        assert re.search(r"[\u4e00-\u9fff]{4}", problem.zh) and re.search(r"[a-z]{3} ", problem.en)


@pytest.mark.parametrize("register", TOLD, ids=lambda one: one.name)
def test_every_register_says_where_a_figure_comes_from(register: Register[Any]) -> None:
    """A source must be written, a day counts, and both are public."""
    assert register.row.table["source"].required
    day = register.row.table[register.day]
    assert day.required and register.day in _keys(register)
    assert "source" in _keys(register) and register.open


@pytest.mark.parametrize("register", TOLD, ids=lambda one: one.name)
def test_no_register_has_room_for_consumers(register: Register[Any]) -> None:
    """No column asks for a consumer, a name of a person or a mobile number."""
    words = " ".join(f"{spec.key} {spec.zh}" for spec in register.row.fields)
    assert not re.search("consumer|person|姓名|手机|身份证", words)


def _keys(register: Register[Any]) -> tuple[str, ...]:
    """What is public of its good row, long afterwards."""
    registers = _read_once()
    (one,) = registers.of(register)
    shown = register.shown(one, programme().policy, date(2026, 11, 23))
    assert shown is not None
    return shown.keys


@cache
def _read_once() -> Registers:
    with TemporaryDirectory() as folder:
        return county(Path(folder))


@pytest.mark.parametrize("register", TOLD, ids=lambda one: one.name)
def test_nothing_is_public_before_it_was_recorded(register: Register[Any]) -> None:
    """Nor a later day before that day: what is shown of a row only grows."""
    (one,) = _read_once().of(register)
    policy, eve = programme().policy, one.recorded - timedelta(days=1)
    assert register.shown(one, policy, eve) is None
    first = register.shown(one, policy, one.recorded)
    assert first is not None
    for key in first.keys:
        value = register.value(one, key)
        if isinstance(value, date) and key not in ("ends", "due", "until"):
            assert value <= one.recorded, key
    if register.name != "exemplars":
        assert set(first.keys) <= set(_keys(register))


@pytest.mark.parametrize("register", TOLD, ids=lambda one: one.name)
def test_of_a_mistake_nothing_is_public(register: Register[Any], tmp_path: Path) -> None:
    """But that it was one."""
    if register.ending == "csv":
        void: dict[str, Any] = {"void.date": "2026-11-20", "void.reason": "写错"}
    else:
        void = {"void": {"date": "2026-11-20", "reason": "写错"}}
    registers = county(tmp_path, **{register.name: [row(register.name, **void)]})
    (one,) = registers.of(register)
    shown = register.shown(one, programme().policy, date(2026, 11, 20))
    assert shown is not None and shown.keys == ()
    before = register.shown(one, programme().policy, date(2026, 11, 19))
    assert before is not None and before.keys != ()


def test_shares_have_denominators_of_their_own(tmp_path: Path) -> None:
    """Each kind over its own units, the newest rating of a unit, none that left; as known then."""
    names = [("甲", "school", "video"), ("乙", "school", "none"), ("丙", "care_home", "open")]
    rows = [
        row("kitchens", id=f"KIT-2025-000{at}", name=name, unit=unit, kitchen=kitchen,
            merchant=None, date="2025-06-01")
        for at, (name, unit, kitchen) in enumerate(names)
    ]  # fmt: skip
    rows[2]["left"] = "2026-01-01"
    rows += [
        row("kitchens", id="KIT-2026-0001", name="乙", unit="school", merchant=None,
            kitchen="online", date="2026-06-01"),
    ]  # fmt: skip
    found = county(tmp_path, kitchens=rows).of(KITCHEN_RATINGS)
    then = kitchen_shares(found, date(2025, 12, 31))
    assert {kind: (one.visible, one.of) for kind, one in then.items()} == {
        "school": (1, 2),
        "care_home": (1, 1),
    }
    now = kitchen_shares(found, date(2026, 6, 1))
    assert {kind: (one.visible, one.of) for kind, one in now.items()} == {"school": (2, 2)}
    assert newest_ratings(found, date(2025, 5, 31)) == {}


@pytest.mark.parametrize(
    ("done", "day", "state"),
    [
        (None, date(2026, 10, 31), "running"),
        (None, date(2026, 11, 1), "overdue"),
        ("2026-10-31", date(2026, 11, 1), "done"),
        ("2026-11-02", date(2026, 11, 1), "overdue"),
        ("2026-11-02", date(2026, 11, 2), "late"),
    ],
)
def test_a_task_is_overdue_from_the_day_after(
    done: str | None, day: date, state: str, tmp_path: Path
) -> None:
    """The last day is inside; what is done later is known from that day."""
    more = {"done": done, "result": "办成" if done else None}
    (one,) = county(tmp_path, tasks=[row("tasks", **more)]).of(TASKS)
    assert one.state(day) == state


@given(st.integers(1, 100000), st.integers(0, 1000), st.integers(80, 99))
def test_no_real_interval_is_too_narrow(sample: int, tenths: int, confidence: int) -> None:
    """Whatever the share, half of a simple random sample's interval is less than the whole, and a
    larger sample may be narrower."""
    rate = Decimal(tenths) / 10
    least = narrowest(rate, sample, confidence)
    assert 0 <= least <= narrowest(rate, max(1, sample // 2), confidence)
    assert least <= narrowest(rate, sample, 99)


def test_registers_that_refer_name_one_that_is_there() -> None:
    """A key that names a row of another register is a key, and that register is declared."""
    for register in TOLD:
        for key, name in register.refers:
            assert key in register.row.table and named(name) is not None
