"""The gate: a catalogue of pushes that it refuses, and one of pushes that it lets pass."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from fangxin.change.effect.everybody import everybody
from fangxin.change.guard.gate import push_of
from fangxin.registry.git import Repository
from tests.support.town_repository import PUBLISHED, TODAY, Town, cases, founded


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
    before = [*case.get("base", ())]
    if "guard" in case:
        before.append({"write": "content/programme/guard.yml", "text": case["guard"]})
    if before:
        town.take(before)
        town.commit("As it was published", day=PUBLISHED)
        town.git("tag", "-f", "published")
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


CAREFUL = """\
signing: off
officials:
  - {mail: jingban@fx.example, role: 经办}
  - {mail: fenguan@fx.example, role: 分管领导}
two_persons: [undoing, policy, site, contact, notice, programme, change]
"""
SECOND = "Publish\n\nApproved-by: 分管领导 <fenguan@fx.example>\n"


def told(town: Town) -> list[str]:
    push = push_of(Repository(town.folder), "published", "HEAD", TODAY, clock=TODAY)
    return [one.zh for one in everybody(push)]


@pytest.mark.parametrize("case", cases("everybody"), ids=lambda case: str(case["name"]))
def test_what_changes_for_everybody_is_told_first(town: Town, case: dict[str, Any]) -> None:
    """What is let in is told at the top of the report; an office that asks for it, as the
    demonstration does, sees it approved by a second person."""
    pushed(town, case)
    assert any(case["told"] in line for line in told(town)), told(town)
    assert town.codes() == set()
    if "act" not in case:
        return
    town.git("reset", "-q", "--hard", "published")
    pushed(town, {**case, "guard": CAREFUL, "base": ()})
    assert town.codes() == {"code-locked" if case["act"] == "code" else "two-persons"}
    town.git("commit", "-q", "--amend", "-F", "-", given=SECOND)
    assert town.codes() == set()


@pytest.mark.parametrize("case", cases("undoing"), ids=lambda case: str(case["name"]))
def test_undoing_needs_a_document_and_the_same_second_person(
    town: Town, case: dict[str, Any]
) -> None:
    """Each kind in the list: refused without its document, refused alone, let in with both."""
    without = [{**step, "by": step["by"].replace(case["document"], "")} if "by" in step
               else {**step, "append": step["append"].replace(case["document"], "")}
               for step in case["steps"]]  # fmt: skip
    pushed(town, {**case, "steps": without})
    assert town.codes() & {"undoing-unfounded", "missing-key", case.get("code", "")}
    town.git("reset", "-q", "--hard", "published")
    pushed(town, {**case, "guard": CAREFUL, "base": ()})
    assert town.codes() == {"two-persons"}
    town.git("commit", "-q", "--amend", "-F", "-", given=SECOND)
    assert town.codes() == set()


def test_the_catalogues_are_large_and_name_each_case_once() -> None:
    """At least forty bad pushes and twenty-five good ones."""
    for name, least in (("refused", 40), ("passed", 25), ("everybody", 20), ("undoing", 8)):
        names = [case["name"] for case in cases(name)]
        assert len(names) == len(set(names)) >= least
