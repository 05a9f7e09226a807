"""Small registers as text: a heading, rows, and what the readers make of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from fangxin.base.problem import Problem
from fangxin.facts.programme.programme import Programme, read_programme
from fangxin.facts.registers.reading import read_registers
from fangxin.facts.registers.rows import Registers
from tests.support.demonstration import KEPT

TODAY = date(2026, 11, 23)
# A failed batch of the seller's; tests change what they are about.
BATCH = {
    "id": "INS-2026-0001",
    "date": "2026-03-02",
    "recorded": "2026-03-20",
    "channel": "offline",
    "stage": "circulation",
    "product": "移动电源",
    "seller": "PJ180004G",
    "result": "failed",
    "reason": "额定容量不符合标准",
    "responsible": "seller",
    "kind": "failed_sample",
}


@cache
def programme() -> Programme:
    """The kept town's programme."""
    found, problems = read_programme(KEPT / "content")
    assert found is not None, problems
    return found


def table(*rows: Mapping[str, str]) -> str:
    """The CSV of these rows, with every column that one of them has."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def batch(**changes: str) -> dict[str, str]:
    """A failed batch as a row, with the given cells changed; ``void_date`` is ``void.date``."""
    return {**BATCH, **{key.replace("void_", "void."): value for key, value in changes.items()}}


def read(folder: Path, **files: Any) -> tuple[Registers, list[Problem]]:
    """What stands in ``folder``/registers once ``files`` (name of the register → text or bytes)
    are written there."""
    (folder / "registers").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        data = text if isinstance(text, bytes) else text.encode()
        (folder / "registers" / f"{name}.csv").write_bytes(data)
    return read_registers(folder, programme(), TODAY)


def told(problems: list[Problem]) -> list[tuple[int, int, str]]:
    """Line, column and code of each problem."""
    return [(p.place.line, p.place.column, p.code) for p in problems]
