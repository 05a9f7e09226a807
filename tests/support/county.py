"""Rows of the registers that have a page of their own, from ``fixtures/county``, as files."""

from __future__ import annotations

import json
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


def written(register: str, rows: list[Cells]) -> str:
    """The file of a register with these rows."""
    known = named(register)
    if known is not None and known.ending == "csv":
        return table(*rows)
    apart = json.loads(json.dumps(rows))  # or what two rows share would be an alias
    return yaml.safe_dump(apart, allow_unicode=True).replace("'", "")


def read(folder: Path, **rows: list[Cells]) -> tuple[Registers, list[Problem]]:
    """What is read once these rows (name of the register → rows) stand in ``folder``/registers."""
    (folder / "registers").mkdir(parents=True, exist_ok=True)
    for name, found in rows.items():
        register = named(name)
        assert register is not None
        text = written(name, found)
        (folder / "registers" / register.file).write_text(text, encoding="utf-8")
    return read_registers(folder, programme(), TODAY)


def county(folder: Path, **changes: Any) -> Registers:
    """Every good row, those of ``changes`` instead where a register is named."""
    registers, problems = read(folder, **{**{name: [row(name)] for name in GOOD}, **changes})
    assert problems == [], problems
    return registers
