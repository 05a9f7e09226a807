"""What only the whole registry can know: every rule is tripped by a small registry of its own."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from generator.programme import Programme, read_programme
from generator.registry import find_records, load
from generator.registry.checks import CHECKS

ROOT = Path(__file__).parent.parent
REGISTRIES = Path(__file__).parent / "fixtures" / "registries"
AS_OF = date(2026, 11, 23)
FOLDERS = sorted(path.name for path in REGISTRIES.iterdir())


@pytest.fixture(scope="module")
def programme() -> Programme:
    """The county's real programme."""
    found, problems = read_programme(ROOT / "content")
    assert found is not None, problems
    return found


@pytest.mark.parametrize("code", FOLDERS)
def test_a_bad_registry_trips_its_rule_alone(programme: Programme, code: str) -> None:
    """The registry named after a code has that problem alone, in both languages."""
    _, problems = load(REGISTRIES / code, programme, AS_OF)
    assert {problem.code for problem in problems} == {code}
    for problem in problems:
        assert re.search(r"[\u4e00-\u9fff]", problem.zh)
        assert problem.en.isascii() or re.search(r"[a-z]{3}", problem.en)


def test_every_code_has_a_bad_registry() -> None:
    """No rule of the whole registry goes without a registry that breaks it."""
    sources = (ROOT / "generator" / "registry").glob("*.py")
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    written = set(re.findall(r'^\s+"([a-z]+(?:-[a-z]+)+)",$', text, re.MULTILINE))
    written |= {f"certified-against-{why}" for why in re.findall(r'^    "(\w+)": \($', text, re.M)}
    told_elsewhere = {"merchants-missing", "no-records"}  # by the tests below
    assert written - told_elsewhere == set(FOLDERS)


def test_every_check_states_its_rule() -> None:
    """A check's docstring is the rule in one sentence."""
    for check in CHECKS:
        assert check.__doc__ is not None
        assert check.__doc__.rstrip().endswith(".")


def test_a_missing_or_empty_folder_is_no_registry(tmp_path: Path) -> None:
    """No records is a failure, not an empty success."""
    assert [problem.code for problem in find_records(tmp_path)[1]] == ["no-records"]
    assert [p.code for p in find_records(tmp_path / "absent")[1]] == ["merchants-missing"]


def test_a_link_is_no_record(tmp_path: Path) -> None:
    """A symbolic link is told, not followed."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "merchants").mkdir()
    (tmp_path / "merchants" / "linked").symlink_to(tmp_path / "elsewhere")
    paths, problems = find_records(tmp_path / "merchants")
    assert paths == []
    assert "stray-file" in {problem.code for problem in problems}


def test_what_a_file_manager_leaves_is_no_problem(tmp_path: Path) -> None:
    """.DS_Store beside a record stops nobody."""
    (tmp_path / ".DS_Store").write_bytes(b"x")
    (tmp_path / "A.yml").write_bytes(b"x")
    assert find_records(tmp_path) == ([tmp_path / "A.yml"], [])


def test_unrelated_premises_may_be_certified(programme: Programme, tmp_path: Path) -> None:
    """A shop found unrelated to the barred one at its address is certified without a problem."""
    for source in (REGISTRIES / "premises-barred").iterdir():
        text = source.read_text(encoding="utf-8")
        text = text.replace(
            "document: 例〔2025〕2号", "document: 例〔2025〕2号, unrelated_to: [TEST15]"
        )
        (tmp_path / source.name).write_text(text, encoding="utf-8")
    barred = next(p.stem for p in tmp_path.iterdir() if "counterfeit" in p.read_text("utf-8"))
    for path in tmp_path.iterdir():
        path.write_text(path.read_text("utf-8").replace("TEST15", barred), encoding="utf-8")
    _, problems = load(tmp_path, programme, AS_OF)
    assert problems == []


def test_many_processes_read_the_same(programme: Programme) -> None:
    """The number of processes changes nothing."""
    merchants = ROOT / "merchants"
    assert load(merchants, programme, AS_OF, 1) == load(merchants, programme, AS_OF, 3)
