"""docs/plan.md says of every clause where it lives: files, pages and tests are really there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fangxin.facts.programme.programme import read_programme
from fangxin.site.build.building import build
from tests.support.demonstration import needs_demonstration, ships
from tests.support.toy_site import ROOT, toy

NOT_YET = "尚未"
CLAUSES = [
    "一",
    "二(一)1",
    "二(一)2",
    "二(一)3",
    "二(一)4",
    "二(一)5",
    "二(二)1",
    "二(二)2",
    "二(三)1",
    "二(三)2",
    "二(三)3",
    "三(一)",
    "三(二)",
    "三(三)",
    "附件",
    "页首",
]
TEXT = (ROOT / "docs" / "plan.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if re.match(r"\| [一二三附页]", line)
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's site."""
    folder = tmp_path_factory.mktemp("demonstration")
    options = toy(folder, merchants=ROOT / "merchants", content=ROOT / "content")
    assert build(options) == 0
    return options.output


def names(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_no_clause_is_left_out() -> None:
    """Every clause of the plan has a row, also what is not built yet."""
    assert [clause for clause in CLAUSES if clause not in {row[0] for row in ROWS}] == []
    assert {row[0] for row in ROWS} <= set(CLAUSES)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[1][:12]}")
def test_what_a_row_names_is_there(row: list[str]) -> None:
    """Built: files, page and test, all there. Not built: said so in every cell."""
    files, pages, tests = (names(cell) for cell in row[2:])
    if NOT_YET in row[2:]:
        assert row[2:] == [NOT_YET] * 3
        return
    assert files and pages and tests
    assert [name for name in files if not ships(name)] == []
    for test in tests:
        path, _, function = test.partition("::")
        text = (ROOT / path).read_text(encoding="utf-8")
        assert f"def {function or 'test_'}" in text, test


def test_tests_named_in_prose_exist() -> None:
    """Also those below the table."""
    named = [name for name in names(TEXT) if name.startswith("tests/")]
    assert [name for name in named if not (ROOT / name.partition("::")[0]).is_file()] == []


@needs_demonstration
def test_every_page_is_in_the_demonstration(site: Path) -> None:
    """Each page that a row names is built."""
    pages = sorted({page for row in ROWS for page in names(row[3])})
    assert [page for page in pages if not (site / page.strip("/") / "index.html").is_file()] == []


def test_the_plan_is_the_programmes() -> None:
    """The document that is followed clause by clause is the plan of the programme."""
    programme, _ = read_programme(ROOT / "content")
    assert programme is not None
    assert any(plan.document in TEXT for plan in programme.plans)


@needs_demonstration
def test_pages_that_the_threat_model_names_are_there(site: Path) -> None:
    """What is said to defend a visitor is a page of the site."""
    named = re.findall(r"`(/[a-z-]+/)`", (ROOT / "docs" / "threat-model.md").read_text("utf-8"))
    assert named
    assert [page for page in named if not (site / page.strip("/") / "index.html").is_file()] == []
