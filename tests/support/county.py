"""Rows of the registers that have a page of their own, from ``fixtures/county``, as files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from fangxin.base.problem import Problem
from fangxin.facts.registers.declared import named
from fangxin.facts.registers.reading import read_registers
from fangxin.facts.registers.rows import Registers
from tests.support.registers import TODAY, programme, table

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "county"
Cells = Mapping[str, Any]


def _loaded(name: str) -> Any:
    return yaml.load((FIXTURES / name).read_text("utf-8"), Loader=yaml.BaseLoader)


GOOD: Mapping[str, dict[str, Any]] = _loaded("good.yml")
BAD: list[dict[str, Any]] = _loaded("bad.yml")


def row(register: str, **changes: Any) -> dict[str, Any]:
    """The good row of a register with keys changed; None leaves a key out."""
    changed = {**GOOD[register], **changes}
    return {key: value for key, value in changed.items() if value is not None}


def read(folder: Path, **rows: list[Cells]) -> tuple[Registers, list[Problem]]:
    """What is read once these rows (name of the register → rows) stand in ``folder``/registers."""
    (folder / "registers").mkdir(parents=True, exist_ok=True)
    for name, found in rows.items():
        register = named(name)
        assert register is not None
        as_yaml = yaml.safe_dump([dict(one) for one in found], allow_unicode=True)
        text = table(*found) if register.ending == "csv" else as_yaml.replace("'", "")
        (folder / "registers" / register.file).write_text(text, encoding="utf-8")
    return read_registers(folder, programme(), TODAY)


def county(folder: Path, **changes: Any) -> Registers:
    """Every good row, those of ``changes`` instead where a register is named."""
    registers, problems = read(folder, **{**{name: [row(name)] for name in GOOD}, **changes})
    assert problems == [], problems
    return registers
