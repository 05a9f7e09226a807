"""What a merchant's files are made of besides its facts: a change of any of it makes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from fangxin.facts.programme import read_programme
from fangxin.site.build import surroundings
from tests.support.demonstration import CONTENT


@pytest.mark.parametrize(
    "path",
    ["generator/a.py", "plugins/a.py", "plugins/b/c.py", "pelicanconf.py", "publishconf.py"],
)
def test_code_and_settings_count(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The generator, the plugin and the settings of Pelican; not what merely lies beside them."""
    programme, _ = read_programme(CONTENT)
    assert programme is not None
    monkeypatch.setattr(surroundings, "CODE", tmp_path / "generator")

    def digest() -> str:
        return surroundings.surroundings(programme, CONTENT, tmp_path / "theme")

    before = digest()
    (tmp_path / "notes.py").write_text("")
    assert digest() == before
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text("X = 1\n")
    made = digest()
    (tmp_path / path).write_text("X = 2\n")
    assert len({before, made, digest()}) == 3
