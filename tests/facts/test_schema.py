"""The JSON Schema agrees with the reader: never stricter, and as strict as a schema can be."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.base.problem import errors
from fangxin.facts.programme.programme import Programme, read_programme
from fangxin.facts.record.reading import read_record
from fangxin.facts.record.schema import lists_of, record_schema
from fangxin.facts.record.table import MERCHANT
from fangxin.text.fields.tables import Group, ListOf
from fangxin.text.yaml.reading import Map, Node, Seq, read_yaml
from tests.support.demonstration import CONTENT, RECORDS

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures" / "records"
GOOD = [*sorted((FIXTURES / "good").iterdir()), *sorted(RECORDS.rglob("*.yml"))]
# Rules that JSON Schema can say: their bad fixtures must fail the schema too.
SAID = [
    "bad-address",
    "bad-choice",
    "bad-code",
    "bad-credit-code",
    "bad-day",
    "bad-flag",
    "bad-merchant-id",
    "bad-number",
    "empty",
    "key-alone",
    "key-misplaced",
    "key-not-text",
    "missing-key",
    "not-a-list",
    "not-a-mapping",
    "not-text",
    "too-long",
    "unknown-key",
    "wrong-count",
]


def as_editor(node: Node | None) -> Any:
    """What an editor makes of a tree by YAML 1.2: plain numbers and truth values are guessed."""
    if isinstance(node, Map):
        return {key: as_editor(child) for key, child in node.entries.items()}
    if isinstance(node, Seq):
        return [as_editor(item) for item in node.items]
    if node is None or (node.plain and node.value in ("", "~", "null")):
        return None
    if node.plain and node.value in ("true", "false"):
        return node.value == "true"
    if node.plain and re.fullmatch(r"[-+]?[0-9]+", node.value, re.ASCII):
        return int(node.value)
    if node.plain and re.fullmatch(r"[-+]?[0-9]*\.[0-9]+(e[-+]?[0-9]+)?", node.value, re.ASCII):
        return float(node.value)
    return node.value


@cache
def validator() -> jsonschema.Draft202012Validator:
    """For records without a programme."""
    schema = record_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.fixture(scope="module")
def programme() -> Programme:
    """The programme that the repository ships."""
    found, problems = read_programme(CONTENT)
    assert errors(problems) == []
    assert found is not None
    return found


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_records_fit(path: Path) -> None:
    """What the reader takes, an editor does not underline."""
    found = [error.message for error in validator().iter_errors(as_editor(tree(path.read_bytes())))]
    assert found == []


def tree(data: bytes) -> Node | None:
    """The tree of a record."""
    return read_yaml(data, "a.yml")[0]


@pytest.mark.parametrize("code", SAID)
def test_bad_records_do_not_fit(code: str) -> None:
    """What a schema can say, it says."""
    (path,) = (FIXTURES / "bad" / code).iterdir()
    assert not validator().is_valid(as_editor(tree(path.read_bytes())))


@given(st.data())
def test_the_schema_is_never_stricter(data: st.DataObject) -> None:
    """A changed record that the reader still takes without errors fits the schema."""
    text = data.draw(st.sampled_from([path.read_text("utf-8") for path in GOOD]))
    lines = text.split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    word = data.draw(
        st.sampled_from(["true", "no", "0", "12", "1.5", "A", "2020-01-01", "[]", "x"])
    )
    changed = data.draw(
        st.sampled_from(
            [
                lines[:at] + lines[at + 1 :],
                [
                    *lines[:at],
                    re.sub(r": [^,}\[{]+", f": {word}", lines[at], count=1),
                    *lines[at + 1 :],
                ],
                [
                    *lines[:at],
                    re.sub(r", \w+: [^,}\[{]+", "", lines[at], count=1),
                    *lines[at + 1 :],
                ],
            ]
        )
    )
    record = "\n".join(changed).encode()
    merchant, problems = read_record(record, "PJ00000O.yml")
    if merchant is not None and not errors(problems):
        assert list(validator().iter_errors(as_editor(tree(record)))) == []


def test_the_programme_offers_its_lists(programme: Programme) -> None:
    """Categories, towns, kinds and commitments are offered with their labels."""
    schema = record_schema(programme)
    jsonschema.Draft202012Validator.check_schema(schema)
    towns = schema["properties"]["town"]["oneOf"]
    assert [town["const"] for town in towns] == list(programme.towns)
    kinds = schema["properties"]["failures"]["items"]["properties"]["kind"]["oneOf"]
    assert {kind["const"] for kind in kinds} == set(lists_of(programme)["kinds"])
    assert all(kind["title"] for kind in kinds)
    checker = jsonschema.Draft202012Validator(schema)
    good = as_editor(tree((FIXTURES / "good" / "PJSHOP2.yml").read_bytes()))
    assert not checker.is_valid({**good, "town": "不存在的街道"})
    assert not checker.is_valid({**good, "category": "nonsense"})
    for path in sorted(RECORDS.rglob("*.yml")):
        assert checker.is_valid(as_editor(tree(path.read_bytes()))), path


def test_every_list_the_table_names_is_offered(programme: Programme) -> None:
    """``of`` in the table and the names of ``lists_of`` are the same words."""
    named: set[str] = set()

    def look(kind: Any) -> None:
        if isinstance(kind, ListOf):
            look(kind.item)
        elif isinstance(kind, Group):
            for spec in kind.fields:
                look(spec.kind)
        elif getattr(kind, "of", ""):
            named.add(kind.of)

    look(MERCHANT)
    assert named == set(lists_of(programme))


def test_the_schema_speaks_chinese_and_is_plain_json() -> None:
    """Every property has a Chinese title and a description; the JSON is the same each time."""
    seen = 0

    def look(schema: Any) -> None:
        nonlocal seen
        for name, child in schema.get("properties", {}).items():
            if not isinstance(child, dict) or "title" not in child:
                continue
            seen += 1
            assert re.search(r"[\u4e00-\u9fff]", child["title"]), name
            assert child["description"], name
            look(child)
            look(child.get("items", {}))

    schema = record_schema()
    look(schema)
    assert seen > 90
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.dumps(schema) == json.dumps(record_schema())
