"""The gate: a catalogue of pushes that it refuses, and one of pushes that it lets pass."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.town_repository import Town, cases, founded


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The registry as it was published, made once."""
    return founded(tmp_path_factory.mktemp("guard") / "town").folder


@pytest.fixture
def town(base: Path, tmp_path: Path) -> Town:
    """A copy of the registry to push to."""
    shutil.copytree(base, tmp_path / "town", symlinks=True)
    return Town(tmp_path / "town")


def pushed(town: Town, case: dict[str, Any]) -> None:
    town.take(case["steps"])
    town.commit(case.get("message", "Publish"))


@pytest.mark.parametrize("case", cases("refused"), ids=lambda case: str(case["name"]))
def test_what_alters_the_public_record_is_refused(town: Town, case: dict[str, Any]) -> None:
    """Each malicious or mistaken push is refused, with the code that names its fault."""
    pushed(town, case)
    assert case["code"] in town.codes()


@pytest.mark.parametrize("case", cases("passed"), ids=lambda case: str(case["name"]))
def test_what_adds_to_the_public_record_passes(town: Town, case: dict[str, Any]) -> None:
    """Each honest push passes without a word."""
    pushed(town, case)
    assert [str(problem) for problem in town.judge()] == []


def test_the_catalogues_are_large_and_name_each_case_once() -> None:
    """At least forty bad pushes and twenty-five good ones."""
    for name, least in (("refused", 40), ("passed", 25)):
        names = [case["name"] for case in cases(name)]
        assert len(names) == len(set(names)) >= least
