"""A broken file of the programme is told of itself, and nothing that only follows from it: neither
facts, notices nor versions are called removed; what could not be judged is said not to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from fangxin.change.effect.everybody import everybody
from fangxin.change.guard.gate import guard, push_of
from fangxin.cli.main import main
from fangxin.registry.git import Repository
from tests.support.town_repository import TODAY, Town, founded

WAYS = {"empty": "", "a list": "- a\n- b\n", "bad YAML": "a: [\n", "missing": None}
FOLDER = "content/programme"
WHOLE = ("site", "policy", "departments", "documents", "topics")  # tried in all ways
OTHERS = ("categories", "commitments", "towns", "holidays", "laws", "guard", "plans/2017-2020")
TRUE = {
    "empty": {"empty-file"},
    "a list": {"not-a-mapping"},
    "bad YAML": {"syntax"},
    "missing": {"file-missing"},
}
GUARD = (
    "signing: off\nofficials:\n  - {mail: jingban@fx.example, role: 经办}\n"
    "  - {mail: fenguan@fx.example, role: 分管领导}\n"
)
CASES = [(name, way) for name in WHOLE for way in WAYS]
CASES += [(name, way) for name in OTHERS for way in ("a list",)]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A registry with officials; each test puts it back."""
    return founded(tmp_path_factory.mktemp("broken") / "town", GUARD)


@pytest.mark.parametrize(("name", "way"), CASES)
def test_only_the_true_fault_is_told(town: Town, name: str, way: str) -> None:
    """One code, at the broken file; and that nothing else was judged."""
    path, text = f"{FOLDER}/{name}.yml", WAYS[way]
    try:
        town.take([{"delete": path} if text is None else {"write": path, "text": text}])
        town.commit()
        push = push_of(Repository(town.folder), "published", "HEAD", TODAY, clock=TODAY)
        found = guard(push)
        wrong = [one for one in found if one.level == "error"]
        if name == "guard":  # whoever may change it is asked all the same
            wrong = [one for one in wrong if one.code != "guard-weakened"]
        assert {(one.code, one.place.path) for one in wrong} == {(*TRUE[way], path)}
        unjudged = [one for one in found if one.code == "not-judged"]
        assert bool(unjudged) == (push.new.sources.programme is None)
        told = everybody(push)
        assert not [one for one in told if "公告" in one.zh or "没有了" in one.zh]
    finally:
        town.git("reset", "-q", "--hard", "published")


def test_check_says_what_it_did_not_judge(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The fault of the file, and that records and notices were not looked at."""
    (tmp_path / "programme").mkdir()
    code = main(
        ["check", "--merchants", str(town.folder / "merchants"), "--content", str(tmp_path)]
    )
    said = capsys.readouterr().out
    assert code == 1 and "not-judged" in said and "site.yml" in said
    assert {line.split(": ")[1] for line in said.splitlines() if ": " in line[:200]} >= {
        "not-judged"
    }
