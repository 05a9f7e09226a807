"""A record saved in the wrong folder does not vanish without a word."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fangxin.cli.main import main
from fangxin.registry.elsewhere import records_elsewhere
from tests.support.demonstration import CONTENT, RECORDS

RECORD = "name: 月泉店（示例）\ncategory: shop\ncertification:\n  decisions: []\n"


def found(root: Path) -> list[str]:
    """The files that a warning names, below ``root``."""
    problems = list(records_elsewhere(root / "merchants", root / "content"))
    assert {problem.level for problem in problems} <= {"warning"}
    assert {problem.code for problem in problems} <= {"record-elsewhere"}
    return [Path(problem.place.path).relative_to(root).as_posix() for problem in problems]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with nothing in a wrong place."""
    for folder in ("merchants/shop", "content/pages", "content/imports", "content/programme"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "merchants/shop/PJ180005E.yml").write_text(RECORD, encoding="utf-8")
    (tmp_path / "ci.yml").write_text("name: test\njobs: []\n", encoding="utf-8")
    (tmp_path / "content/imports/shops.yml").write_text(RECORD, encoding="utf-8")
    return tmp_path


def test_what_lies_where_it_belongs_is_fine(root: Path) -> None:
    """Records in their folder and other YAML give no warning."""
    assert found(root) == []


@pytest.mark.parametrize("place", ["", "content/", "content/pages/"])
@pytest.mark.parametrize(
    ("name", "text"),
    [("PJ180005E.yml", "anything"), ("月泉店.yaml", RECORD), ("a.yml", "\ufeff" + RECORD)],
)
def test_a_record_in_another_folder_is_named(root: Path, place: str, name: str, text: str) -> None:
    """By its name or by what it holds, in the repository's folder and in content/."""
    (root / f"{place}{name}").write_text(text, encoding="utf-8")
    assert found(root) == [f"{place}{name}"]


def test_records_kept_in_content_are_no_strangers(root: Path) -> None:
    """Whoever keeps the folder of records below content/ is not warned of it."""
    shutil.move(root / "merchants", root / "content" / "merchants")
    content = root / "content"
    assert list(records_elsewhere(content / "merchants", content)) == []


def test_odd_files_are_passed_by(root: Path) -> None:
    """A folder, a dead link and an unreadable file do no harm."""
    (root / "PJ180005E.yml").mkdir()
    (root / "b.yml").symlink_to(root / "nowhere")
    (root / "content" / "c.yml").symlink_to(root / "nowhere")
    assert found(root) == []


def test_check_tells_it_and_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`fangxin check` names the file; a warning stops nothing."""
    shutil.copytree(CONTENT, tmp_path / "content")
    folder = tmp_path / "merchants"
    folder.mkdir()
    record = next(RECORDS.rglob("PJ240002A.yml"))
    shutil.copy(record, folder)
    stray = shutil.copy(record, tmp_path)
    line = ["check", "--merchants", str(folder), "--content", str(tmp_path / "content")]
    main(line)
    said = capsys.readouterr().out
    assert f"{stray}:1:1: record-elsewhere: 提醒：" in said
    Path(stray).unlink()
    main(line)
    assert "record-elsewhere" not in capsys.readouterr().out
