"""The guide for notices is true: its examples are accepted, its tables name every key."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from fangxin.facts.notices.head import CATALOGUED, FIELDS
from fangxin.facts.notices.reading import KINDS, read_notices
from fangxin.facts.programme.programme import read_programme
from fangxin.registry.registry import load
from tests.support.demonstration import needs_demonstration

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "notices.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```notice ([a-z0-9-]+)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


@needs_demonstration
def test_examples_are_accepted(tmp_path: Path) -> None:
    """Typed in as they stand, beside the demonstration's records, they have no problem; together
    they show every kind but campaigns."""
    folder = tmp_path / "content" / "notices"
    folder.mkdir(parents=True)
    for name, text in EXAMPLES:
        assert f"`{name}.md`" in GUIDE or name != EXAMPLES[0][0]
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    day = date(2026, 11, 16)
    programme, _ = read_programme(ROOT / "content")
    assert programme is not None
    gazette, problems = read_notices(tmp_path / "content", programme, day)
    registry, _ = load(ROOT / "merchants", programme, day)
    merchants = {id: registry.merchants[id] for id in registry.merchants}
    problems += gazette.against(merchants, tmp_path / "merchants")
    assert problems == []
    assert len(gazette.notices) == len(EXAMPLES) >= 3
    assert {notice.kind for notice in gazette.notices} == {"消费提醒", "公示公告", "政策文件"}


def test_tables_name_every_key_and_no_other() -> None:
    """In the first table those that must be written, in the second all others."""
    first, second = GUIDE.split("需要时再写：")
    told = [
        re.findall(r"`([A-Z][A-Za-z_]*)`", row.split("|")[1])
        for part in (first, second)
        for row in re.findall(r"^\| `.*", part, re.MULTILINE)
    ]
    names = [name for row in told for name in row]
    assert sorted(names) == sorted(spec.key for spec in FIELDS)
    required = {spec.key for spec in FIELDS if spec.required}
    assert {name for name in names if f"| `{name}` |" in first} == required


def test_kinds_and_catalogue_are_told() -> None:
    """The guide names the four kinds, and all that a policy document needs."""
    assert all(f"`{label}`" in GUIDE for label in KINDS)
    [line] = re.findall(r"^政策文件必须写全 .*", GUIDE, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", line)) == set(CATALOGUED)
