"""The reference of the registers and the schema of their rows follow from the field tables."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import jsonschema
import pytest

from fangxin.cli.main import main
from fangxin.facts.registers.reading import ALL, lists_of
from fangxin.text.csv.heading import columns_of
from fangxin.text.csv.schema import columns, row_schema
from tests.support.demonstration import KEPT
from tests.support.registers import batch, programme

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
from field_reference import renewed  # noqa: E402

REFERENCE = ROOT / "docs" / "registers.md"


def test_the_reference_is_up_to_date() -> None:
    """``python scripts/field_reference.py docs/registers.md`` would change nothing."""
    text = REFERENCE.read_text("utf-8")
    assert renewed(text) == text


@pytest.mark.parametrize("register", ALL, ids=lambda register: register.name)
def test_every_heading_is_documented(register: object) -> None:
    """Each register is named, and a CSV shows the whole heading to copy."""
    text = REFERENCE.read_text("utf-8")
    name, ending, row = register.name, register.ending, register.row  # type: ignore[attr-defined]
    assert f"`{name}.{ending}`" in text
    if ending == "csv":
        assert f"```csv\n{','.join(columns_of(row))}\n```" in text


def _schema(name: str) -> dict[str, object]:
    register = next(one for one in ALL if one.name == name)
    return row_schema(name, register.ending, register.row, lists_of(programme()))


@pytest.mark.parametrize(
    ("changes", "fits"),
    [
        ({}, True),
        ({"void_date": "2026-04-01", "void_reason": "写错商户"}, True),
        ({"focus": "electronics"}, True),
        ({"reason": None}, False),
        ({"kind": None}, False),
        ({"result": "passed"}, False),
        ({"void_date": "2026-04-01"}, False),
        ({"focus": "no_such"}, False),
        ({"colour": "red"}, False),
    ],
)
def test_the_schema_judges_a_row(changes: dict[str, str | None], fits: bool) -> None:
    """Columns, codes and what belongs together, as the reader has it."""
    filled = {key: value or "" for key, value in changes.items()}
    row = {key: text for key, text in batch(**filled).items() if text}
    found = jsonschema.Draft202012Validator(_schema("inspections")).is_valid(row)
    assert found is fits


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    """``fangxin schema --register``: the same as the function gives, with every column."""
    where = ["--content", str(KEPT / "content")]
    assert main(["schema", "--register", "inspections", *where]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == json.loads(json.dumps(_schema("inspections")))
    row = next(one.row for one in ALL if one.name == "inspections")
    assert set(printed["properties"]) == {spec.key for spec in columns(row)}
