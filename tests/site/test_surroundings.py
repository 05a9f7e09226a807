"""What a merchant's files are made of besides its facts: a change of any of it makes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from fangxin.facts.programme.programme import read_programme
from fangxin.site.build import surroundings
from tests.house.test_house import ROOMS
from tests.support.demonstration import CONTENT

COUNT = [
    "generator/fangxin/base/a.py",
    "generator/fangxin/standing/b/c.py",
    "generator/fangxin/site/font/a.txt",
    "plugins/a.py",
    "plugins/b/c.py",
    "pelicanconf.py",
    "publishconf.py",
]
# No page is made of them: a mended letter makes no page anew.
DO_NOT = [
    "notes.py",
    "generator/fangxin/office/letters/a.py",
    "generator/fangxin/cli/a.py",
    "generator/fangxin/change/a.py",
    "generator/fangxin/publish/a.py",
]


@pytest.mark.parametrize("path", [*COUNT, *DO_NOT])
def test_code_and_settings_count(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rooms that make pages, the plugin and the settings of Pelican; nothing else."""
    programme, _ = read_programme(CONTENT)
    assert programme is not None
    monkeypatch.setattr(surroundings, "ROOT", tmp_path)

    def digest() -> str:
        return surroundings.surroundings(programme, CONTENT, tmp_path / "theme")

    before = digest()
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text("X = 1\n")
    made = digest()
    (tmp_path / path).write_text("X = 2\n")
    assert len({before, made, digest()}) == (3 if path in COUNT else 1)


def test_the_places_are_those_of_this_repository() -> None:
    """What counts is there, where it is looked for; and every room that ``site`` may import from
    counts."""
    for name in (*surroundings.SETTINGS, "plugins"):
        assert (surroundings.ROOT / name).exists(), name
    for room in surroundings.ROOMS:
        assert (surroundings.ROOT / "generator" / "fangxin" / room / "__init__.py").is_file(), room
    left = ROOMS[: ROOMS.index("site")]
    assert {*left, "site"} - {"change"} == set(surroundings.ROOMS)
