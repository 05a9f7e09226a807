"""Laws are cited with their days in force; a citation of one that has ended is told."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fangxin.base.problem import Level
from fangxin.facts.policy.policy import Basis, Policy
from fangxin.facts.programme.laws import Law, citations, plain, titles_in
from fangxin.facts.programme.programme import Programme, read_programme
from fangxin.facts.registers.rows import Listing, Registers
from fangxin.registry.book import Book
from fangxin.registry.laws import cited_laws_are_in_force, laws_of_rows_are_listed
from fangxin.registry.registry import load
from fangxin.view.laws import laws_on
from tests.support.demonstration import CONTENT, needs_demonstration
from tests.support.republished import LISTING

BEFORE, AFTER = date(2026, 4, 14), date(2026, 4, 15)
OLD, NEW = "市场监督管理投诉举报处理暂行办法", "市场监督管理投诉举报处理办法"


@pytest.fixture(scope="module")
def programme() -> Programme:
    """The shipped programme."""
    found, problems = read_programme(CONTENT)
    assert found is not None, problems
    return found


def content(folder: Path) -> Path:
    """A copy of the programme's folder that a test may spoil."""
    shutil.copytree(CONTENT / "programme", folder / "programme")
    return folder


def told(folder: Path) -> list[tuple[str, Level, int]]:
    """Codes, levels and lines of the problems of a programme."""
    _, problems = read_programme(folder)
    return [(one.code, one.level, one.place.line) for one in problems]


def test_every_citation_of_the_programme_is_listed(programme: Programme) -> None:
    """Policy and criteria of every version, the registers too; each with its issuer and days."""
    cited = set(titles_in((programme.policy, programme.categories, programme.areas)))
    assert cited <= programme.laws.keys()
    assert OLD in programme.laws and programme.laws[OLD].replaced_by == NEW
    for law in programme.laws.values():
        assert law.verified is (law.read is not None), "where it was read, or not at all"
        assert law.until is None or law.until > law.from_


def test_the_rules_in_force_cite_what_is_in_force(programme: Programme) -> None:
    """On every day of the third version; a rule of it may be cited on the eve of its own day."""
    for day in (date(2026, 4, 1), BEFORE, AFTER, date(2026, 11, 28)):
        cited = set(titles_in(programme.policy.on(day))) | set(titles_in(programme.categories))
        assert [title for title in cited if programme.laws[title].ended(day)] == []
        assert not any(view.stale for view in laws_on(programme, day))
    assert not programme.laws[NEW].in_force(BEFORE) and programme.laws[NEW].in_force(AFTER)


BROKEN: list[tuple[str, str, str]] = [
    ("policy.yml", "《价格法》第十三条", "《价格法案》第十三条"),
    ("categories.yml", "《电子商务法》", "《电子商务条例》"),
    ("topics.yml", "label: ", "label: 《某某条例》"),
    ("commitments.yml", "label: ", "label: 《某某条例》"),
    ("laws.yml", "replaced_by: 市场监督管理投诉举报处理办法", "replaced_by: 没有这一部"),
]


@pytest.mark.parametrize(("file", "old", "new"), BROKEN)
def test_what_is_cited_must_be_listed(tmp_path: Path, file: str, old: str, new: str) -> None:
    """A title that is nowhere in laws.yml is told where it stands."""
    folder = content(tmp_path)
    path = folder / "programme" / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    assert ("law-not-listed", "error", line) in told(folder)


SPOILT = {
    "wrong-order": ("until: 2026-04-14", "until: 2019-04-14"),
    "missing-key": ("  by: 国务院\n", ""),
    "bad-day": ("from: 2026-04-15", "from: 2026年"),
    "key-alone": ("  until: 2026-04-14\n", ""),
    "bad-flag": ("  verified: true", "  verified: 核对过"),
}


@pytest.mark.parametrize("code", SPOILT)
def test_a_bad_entry_is_told(tmp_path: Path, code: str) -> None:
    """Days in order, an issuer, a law that replaces only one that ended."""
    folder = content(tmp_path)
    path = folder / "programme" / "laws.yml"
    text = path.read_text(encoding="utf-8")
    old, new = SPOILT[code]
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert code in {one for one, _, _ in told(folder)}
    assert "law-not-listed" not in {one for one, _, _ in told(folder)}, "one fault, told once"


def test_without_the_file_nothing_is_asked(tmp_path: Path) -> None:
    """What a released version accepted is accepted: the file may be absent."""
    folder = content(tmp_path)
    (folder / "programme" / "laws.yml").unlink()
    assert told(folder) == []


def test_comments_cite_nothing() -> None:
    """A title in a comment is no citation; two on a line are two."""
    text = "# 《某法》\nclause: 《甲法》第一条、《中华人民共和国乙法》\n  # 《丙法》"
    assert [(one.title, one.line) for one in citations(text)] == [("甲法", 2), ("乙法", 2)]


@given(st.text(max_size=60))
def test_titles_are_found_wherever_they_stand(text: str) -> None:
    """In texts, mappings, lists and values; never an exception."""
    found = list(titles_in({"a": [text, Basis("二(一)1", text)], "b": (None, 3)}))
    assert found == 2 * list(titles_in(text))
    assert all(plain(title) == title.removeprefix("中华人民共和国") for title in found)


def test_an_ended_law_is_told_by_check_and_page(programme: Programme) -> None:
    """A warning of check, and first on the page, from the day after its last on; not before."""
    title = "行政许可法"
    law = replace(programme.laws[title], until=date(2026, 6, 30), replaced_by=NEW)
    county = replace(programme, laws={**programme.laws, title: law})
    for day, stale in ((date(2026, 6, 30), False), (date(2026, 7, 1), True)):
        book = Book((), {}, county, day, lambda id: pytest.fail(id))
        found = list(cited_laws_are_in_force(book))
        assert [(one.code, one.level) for one in found] == [("law-ended", "warning")] * stale
        assert all(title in one.zh and NEW in one.zh for one in found)
        assert [view.law.title for view in laws_on(county, day) if view.stale] == [title] * stale
    _, problems = load(Path(__file__).parents[1] / "fixtures/registries/repair-too-early", county,
                       date(2026, 11, 23))  # fmt: skip
    assert "law-ended" in {one.code for one in problems}


def test_the_policy_of_the_past_may_cite_what_has_ended(programme: Programme) -> None:
    """Versions that are over are history: nobody is asked to mend them."""
    first = Policy(programme.policy.versions[:1])
    assert any(
        programme.laws[title].ended(AFTER) for title in set(titles_in(first)) & set(programme.laws)
    )
    assert [view for view in laws_on(programme, AFTER) if view.stale] == []


def test_rows_that_cite_an_unlisted_law_are_told(programme: Programme) -> None:
    """A warning: the decision is another authority's. Where no laws are listed, nothing."""
    row: Listing = replace(LISTING, basis="《没有列出的条例》第三条")
    rows = Registers(dishonest=(row,))
    book = Book((), {}, programme, AFTER, lambda id: pytest.fail(id))
    assert [(one.code, one.level) for one in laws_of_rows_are_listed(rows, book)] == [
        ("law-not-listed", "warning")
    ]
    bare = replace(book, programme=replace(programme, laws={}))
    assert list(laws_of_rows_are_listed(rows, bare)) == []


@needs_demonstration
def test_notices_and_lists_name_no_law_that_had_ended() -> None:
    """Rows of the demonstration cite what was in force when they were decided."""
    found, _ = read_programme(CONTENT)
    assert found is not None
    rows = yaml.load(
        (CONTENT / "registers" / "dishonest.yml").read_text("utf-8"), Loader=yaml.BaseLoader
    )
    for row in rows:
        for title in titles_in(row):
            law: Law = found.laws[title]
            assert law.in_force(date.fromisoformat(row["from"])), (row["id"], title)
