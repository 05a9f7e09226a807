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

from fangxin.base.problem import Problem, errors
from fangxin.facts.programme.programme import Programme, read_programme
from tests.support.demonstration import needs_demonstration

FIXTURES = Path(__file__).parents[1] / "fixtures" / "programme"
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


GRADE = """\
      - code: grade
        label: 量化分级为 A 级或 B 级
        label_en: Graded A or B
        applies: 2026-04-01
        test: {what: field, field: catering_grade, one_of: [A, B]}
"""


def _with_criteria(folder: Path, text: str) -> Path:
    """The good programme with these items after the lines of text that it has."""
    content = _good(folder)
    path = content / "programme" / "categories.yml"
    lines = path.read_text(encoding="utf-8")
    old = "    items: [明码标价]\n"
    assert old in lines
    path.write_text(lines.replace(old, f"    items:\n      - 明码标价\n{text}"), encoding="utf-8")
    return content


def test_criteria_are_lines_of_text_or_data(tmp_path: Path) -> None:
    """What earlier releases wrote is read as criteria that are only told; new ones beside it."""
    criteria = next(iter(_read(_with_criteria(tmp_path, GRADE)).categories.values())).criteria
    assert criteria[0].code == "text_1" and criteria[0].test is None
    assert criteria[0].label and not criteria[0].asked(date(2030, 1, 1))
    grade = criteria[-1]
    assert grade.test is not None and grade.test.one_of == ("A", "B")
    assert grade.asked(date(2026, 4, 1)) and not grade.asked(date(2026, 3, 31))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("one_of: [A, B]", "one_of: [A, X]", "criterion-unknown"),
        ("what: field, field: catering_grade, one_of: [A, B]",
         "what: commitment, one_of: [parking]", "criterion-unknown"),
        ("what: field, field: catering_grade, one_of: [A, B]",
         "what: age, field: website, months: 12", "criterion-unknown"),
        ("what: field, field: catering_grade, one_of: [A, B]",
         "what: no_failures, months: 12, kinds: [bad_weather]", "criterion-unknown"),
        ("what: field, field: catering_grade", "what: field, field: mood", "bad-choice"),
        ("what: field, field: catering_grade, one_of: [A, B]", "what: review", "missing-key"),
        ("what: field, field: catering_grade", "what: pledge, field: kitchen", "key-misplaced"),
        ("        applies: 2026-04-01\n", "", "missing-key"),
        (GRADE, GRADE + GRADE, "criterion-twice"),
    ],
)  # fmt: skip
def test_a_criterion_that_cannot_be_judged_is_told(
    old: str, new: str, code: str, tmp_path: Path
) -> None:
    """Each way to ask for what records cannot say."""
    assert old in GRADE
    found, problems = read_programme(_with_criteria(tmp_path, GRADE.replace(old, new)))
    assert found is None and code in {problem.code for problem in problems}, problems
