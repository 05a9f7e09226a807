"""The programme is read strictly: each way to spoil it is named at its place, in two languages."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.problem import Problem, errors
from generator.programme import Programme, read_programme
from tests.demonstration import needs_demonstration

FIXTURES = Path(__file__).parent / "fixtures" / "programme"
CASES: list[dict[str, Any]] = yaml.safe_load((FIXTURES / "bad.yml").read_text(encoding="utf-8"))


def _good(folder: Path) -> Path:
    """A copy of the good programme: its content folder."""
    return shutil.copytree(FIXTURES / "content", folder / "content")


def _spoil(content: Path, case: Mapping[str, Any]) -> None:
    """Do to the copy what the case says."""
    folder = content / "programme"
    if "remove" in case:
        (folder / case["remove"]).unlink()
    elif "add" in case:
        (folder / case["add"]).write_text("x: y\n", encoding="utf-8")
    else:
        path = folder / case["file"]
        lines = path.read_text(encoding="utf-8").split("\n")
        line = lines[case["line"] - 1]
        assert line.count(case["old"]) == 1, f"{case['old']} is not on that line: {line}"
        lines[case["line"] - 1] = line.replace(case["old"], case["new"])
        path.write_text("\n".join(lines), encoding="utf-8")


def _told(problem: Problem, content: Path) -> str:
    """The problem as ``file:line:column: code``, its file below content/programme."""
    place = problem.place
    file = Path(place.path).relative_to(content / "programme").as_posix()
    return f"{file}:{place.line}:{place.column}: {problem.code}"


def _read(content: Path) -> Programme:
    programme, problems = read_programme(content)
    assert programme is not None, "\n".join(map(str, problems))
    return programme


def test_good_programme_is_read_without_a_word(tmp_path: Path) -> None:
    """The programme that every case starts from has no problem."""
    programme, problems = read_programme(_good(tmp_path))
    assert problems == []
    assert programme is not None
    assert programme.towns == ("东街道", "西镇")
    assert programme.commitments == {"first_contact": "首问负责"}
    assert programme.commitments_en == {"first_contact": "First person asked takes charge"}
    assert programme.site.mark is None
    assert programme.site.report == {"电话": "12315"}
    assert [plan.code for plan in programme.plans] == ["2017-2020"]
    assert [target.at_least for target in programme.plans[0].targets] == [True, False]
    criteria = programme.categories["shop"].criteria_basis
    assert criteria is not None and criteria.assumed


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_spoilt_programme_is_explained(case: Mapping[str, Any], tmp_path: Path) -> None:
    """Exactly the problems of the case are found, and nothing is handed on."""
    content = _good(tmp_path)
    _spoil(content, case)
    programme, problems = read_programme(content)
    assert sorted(_told(p, content) for p in problems) == sorted(case["expect"])
    assert (programme is None) == bool(errors(problems))
    for problem in problems:
        assert re.search(r"[\u4e00-\u9fff]{4}", problem.zh)
        assert re.match(r"[a-z0-9' _]{8}", problem.en, re.IGNORECASE)


def test_every_problem_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    """An official mends everything after one run, not one thing a run."""
    content = _good(tmp_path)
    for name in ("town listed twice", "version number does not rise", "document without date"):
        _spoil(content, next(case for case in CASES if case["name"] == name))
    (content / "programme" / "commitments.yml").unlink()
    programme, problems = read_programme(content)
    assert programme is None
    assert [_told(p, content) for p in problems] == [
        "commitments.yml:1:1: file-missing",
        "documents.yml:1:15: missing-key",
        "policy.yml:28:13: version-order",
        "towns.yml:3:5: duplicate-town",
    ]


def test_unreadable_file_is_told(tmp_path: Path) -> None:
    """A folder in the place of a file is a problem, not a traceback."""
    content = _good(tmp_path)
    (content / "programme" / "towns.yml").unlink()
    (content / "programme" / "towns.yml").mkdir()
    programme, problems = read_programme(content)
    assert programme is None
    assert [_told(p, content) for p in problems] == ["towns.yml:1:1: unreadable"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A named pipe in the place of a file is a problem at once."""
    content = _good(tmp_path)
    (content / "programme" / "towns.yml").unlink()
    os.mkfifo(content / "programme" / "towns.yml")
    assert [_told(p, content) for p in read_programme(content)[1]] == ["towns.yml:1:1: unreadable"]


def test_no_content_at_all(tmp_path: Path) -> None:
    """Each missing file is named, with the option that says where they are."""
    programme, problems = read_programme(tmp_path / "nowhere")
    assert programme is None
    assert {problem.code for problem in problems} == {"file-missing"}
    assert len(problems) == 6
    assert all("--content" in problem.zh and "--content" in problem.en for problem in problems)


def test_long_but_possible_address_only_warns(tmp_path: Path) -> None:
    """Up to 58 bytes fit a symbol, such as those of a county below its portal; above 34 it becomes
    finer, which is told."""
    content = _good(tmp_path)
    site = content / "programme" / "site.yml"
    text = site.read_text(encoding="utf-8")
    site.write_text(text.replace("fx.example", "www.pj.gov.example/fangxin"), encoding="utf-8")
    programme, problems = read_programme(content)
    assert programme is not None
    assert [(p.code, p.level) for p in problems] == [("long-address", "warning")]
    assert "可以用" in problems[0].zh and "30" in problems[0].en


def test_countys_programme_is_the_plans(root: Path) -> None:
    """What the repository ships says what the county's plan says."""
    programme = _read(root / "content")
    labels = [category.label for category in programme.categories.values()]
    assert labels == ["放心市场", "放心商店", "放心网店", "放心餐饮店", "放心A级景区"]
    assert len(programme.towns) == 15
    assert sum(department.member for department in programme.departments.values()) == 16
    plan = programme.plans[0]
    units = {t.category: t.value for t in plan.targets if t.category}
    assert units == {"market": 8, "shop": 100, "online": 100, "catering": 75, "scenic": 3}
    assert (plan.begins, plan.ends) == (date(2017, 12, 21), date(2020, 12, 31))
    assert programme.categories["scenic"].lead == "tourism"
    assert programme.categories["online"].support == ("ecommerce",)


def test_shipped_words_are_those_of_the_plan(root: Path, shared: Path) -> None:
    """Members, departments and clauses' figures stand in the plan's own text."""
    [seed] = (shared / "seed").glob("*.txt")
    text = re.sub(r"\s", "", seed.read_text(encoding="utf-8"))
    programme = _read(root / "content")
    for department in programme.departments.values():
        assert department.label in text
    for category in programme.categories.values():
        assert category.label in text
    for target in programme.plans[0].targets:
        assert str(target.value) in text


@needs_demonstration
def test_nothing_of_the_defaced_page_is_shipped(root: Path) -> None:
    """The footer's links and contacts of the plan's page never come back."""
    shipped = [*(root / "content").rglob("*.*"), *(root / "merchants").rglob("*.yml")]
    assert len(shipped) > 50
    for path in shipped:
        text = path.read_text(encoding="utf-8")
        for word in ("bet365", "博彩", "cctvshoping", "pj.gov.cn", "84111559", "05012706"):
            assert word not in text, path


def test_every_assumed_number_names_its_source(root: Path) -> None:
    """No number of the shipped policy stands without clause or source."""
    for version in _read(root / "content").policy.versions:
        bases = [p.basis for p in version.parameters.values()]
        bases += [rule.basis for rule in version.rules]
        bases += [kind.basis for kind in version.kinds.values()]
        bases.append(version.ends_on_change_basis)
        assert all(basis.source if basis.assumed else basis.clause for basis in bases)
        assert any(basis.assumed for basis in bases)
