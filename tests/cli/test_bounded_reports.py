"""One mistake made eight thousand times is told so many times, and how many more; for people,
forges and programs, by every command. Other mistakes stay in sight."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.base.problem import EACH, Place, Problem, bounded, folded
from fangxin.base.refusal import RefusedError
from fangxin.base.report import complain_about, problems_json, say_judgement, say_problems
from fangxin.cli.main import main
from fangxin.publish.server.gate import MOST, _refuse
from tests.support.town_repository import Town, founded

MANY = 8000
SAME = [
    Problem(Place("content/notices/a.md", 9 + at), "notice-html", "甲", "a") for at in range(MANY)
]
OTHER = Problem(Place("merchants/x.yml", 3), "missing-key", "乙", "b")
TAGS = "Title: 说明\nDate: 2026-03-16\nCategory: 消费提醒\nSummary: 说明。\n\n"


@pytest.mark.parametrize("style", ["human", "github", "json"])
def test_every_way_of_saying_is_bounded(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The other mistake and the whole count are told in each."""
    for judged in (False, True):
        if judged:
            say_judgement([*SAME, OTHER], style, 2, 1)  # type: ignore[arg-type]
        else:
            say_problems([*SAME, OTHER], style, 1)  # type: ignore[arg-type]
        said = capsys.readouterr().out
        assert len(said.splitlines()) < 12 * EACH and f"{MANY + 1}" in said
        assert "missing-key" in said and str(MANY - EACH) in said
        if style == "json":
            told = json.loads(said)
            assert (told["errors"], len(told["problems"])) == (MANY + 1, EACH + 1)
            (more,) = told["left_off"]
            assert more == {
                "path": "content/notices/a.md",
                "code": "notice-html",
                "level": "error",
                "count": MANY - EACH,
            }


def test_complaints_and_pushes_are_bounded(capsys: pytest.CaptureFixture[str]) -> None:
    """What a command cannot start with, and what a pusher reads."""
    complain_about([*SAME, OTHER])
    said = capsys.readouterr().err
    assert len(said.splitlines()) <= 42 and "missing-key" in said
    with pytest.raises(RefusedError, match=str(MANY + 1)):
        _refuse([*SAME, OTHER])
    said = capsys.readouterr().out
    assert len(said.splitlines()) <= MOST and "missing-key" in said and "还有 7995 处" in said


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A registry with a page and a notice full of one mistake."""
    town = founded(tmp_path / "town")
    town.take([
        {"write": "content/pages/n.md", "text": "Title: 说明\n\n" + "<blink>甲</blink>\n" * MANY},
        {"write": "content/notices/n-2026.md", "text": TAGS + "<b>甲</b>\n" * MANY},
    ])  # fmt: skip
    town.commit()
    return town


def test_check_and_guard_are_bounded(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    """Played with real files: a page and a notice, each with one mistake on every line."""
    folders = ["--merchants", str(town.folder / "merchants"), "--content"]
    folders.append(str(town.folder / "content"))
    assert main(["check", *folders, "--as-of", "2026-03-16", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["errors"] >= MANY and len(told["problems"]) < 10 * EACH and told["left_off"]
    words = ["guard", "published..HEAD", "--repository", str(town.folder)]
    assert main([*words, "--as-of", "2026-03-16"]) == 1
    assert len(capsys.readouterr().out.splitlines()) < 16 * EACH


KINDS = st.tuples(st.sampled_from("ab"), st.sampled_from("xy"), st.integers(1, 99))


@given(st.lists(KINDS, max_size=80), st.integers(1, 5))
def test_nothing_is_lost_and_every_kind_is_told(
    kinds: list[tuple[str, str, int]], each: int
) -> None:
    """What is kept and what is counted are all there was, in the order of places."""
    every = [Problem(Place(path, line), code, "甲", "a") for path, code, line in kinds]
    kept, more = bounded(every, each)
    assert len(kept) + sum(one.count for one in more) == len(every)
    assert {(one.place.path, one.code) for one in kept} == {(path, code) for path, code, _ in kinds}
    assert kept == sorted(kept) and folded(every, each) == sorted(folded(every, each))
    assert len(problems_json(every)["problems"]) <= 4 * EACH  # type: ignore[arg-type]
