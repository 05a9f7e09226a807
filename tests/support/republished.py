"""Rows of the registers that republish, as text and as values; and what is read of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from fangxin.base.problem import Problem
from fangxin.facts.registers.reading import read_registers
from fangxin.facts.registers.rows import Listing, Misuse, Party, Registers, Restriction
from tests.support.registers import TODAY, programme

GOOD: Mapping[str, Mapping[str, str]] = {
    "dishonest": {
        "id": "LST-2026-001",
        "name": "浦江县某某商贸有限公司（示例）",
        "uscc": "91330726MA2DEM9006",
        "authority": "浦江县市场监督管理局",
        "law": "《市场监督管理严重违法失信名单管理办法》第八条",
        "document": "浦市监严〔2026〕1号",
        "from": "2026-03-02",
    },
    "misuse": {
        "id": "MIS-2026-001",
        "kind": "domain",
        "value": "fx-fake.example",
        "seen": "2026-06-21",
        "reported": "2026-06-22",
        "evidence": "网页截图（示例）",
        "note": "仿照本站页面（示例）",
    },
}
LISTING = Listing(
    id="LST-2026-001",
    name="浦江县某某商贸有限公司（示例）",
    authority="浦江县市场监督管理局",
    basis="《市场监督管理严重违法失信名单管理办法》第八条",
    document="浦市监严〔2026〕1号",
    begins=date(2026, 3, 2),
    recorded=date(2026, 3, 4),
    subject=Party(uscc="91330726MA2DEM9006"),
    summary="收取预付款后停业（示例）",
    restrictions=(Restriction("参加政府采购受到限制", "《政府采购法》第二十二条"),),
)
MISUSE = Misuse(
    id="MIS-2026-001",
    kind="domain",
    value="fx-fake.example",
    seen=date(2026, 6, 21),
    reported=date(2026, 6, 22),
    recorded=date(2026, 6, 23),
    note="仿照本站页面（示例）",
    evidence="网页截图（示例）",
)


def row(register: str, **changes: str | None) -> str:
    """The good row of a register as YAML, with keys changed, added, or (None) left out."""
    told: dict[str, Any] = {**GOOD[register], **changes}
    lines = [f"{key}: {value}" for key, value in told.items() if value is not None]
    return "- " + "\n  ".join(lines) + "\n"


def read(folder: Path, **files: str) -> tuple[Registers, list[Problem]]:
    """What stands in ``folder``/registers once ``files`` (register → YAML) are written there."""
    (folder / "registers").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / "registers" / f"{name}.yml").write_text(text, "utf-8")
    return read_registers(folder, programme(), TODAY)


def told(problems: list[Problem]) -> list[str]:
    """Each problem as ``line:column: code``."""
    return [f"{p.place.line}:{p.place.column}: {p.code}" for p in problems]
