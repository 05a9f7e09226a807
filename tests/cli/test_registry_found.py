"""The registry is found where one stands, as git does, and whoever writes is told which it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fangxin.base.where import near
from fangxin.cli.main import main
from tests.support.registry import OWN, begun
from tests.support.toy_site import ENDING, FIRST, write_records

DAY = "2026-05-02"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Somebody's own registry of a few merchants, with a folder in it that one may stand in."""
    folder = begun(tmp_path / "own")
    write_records(folder / "merchants")
    (folder / "letters" / "2026").mkdir(parents=True)
    return folder


def stand(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Stand in a folder, on a day of the toy registry."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("FANGXIN_AS_OF", DAY)


@pytest.mark.parametrize("where", [".", "merchants", "letters/2026", "content/programme"])
def test_it_is_found_from_every_folder_within(
    where: str, own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Never the one beside the program: the shop shown is one of the own registry."""
    stand(monkeypatch, own / where)
    assert main(["show", FIRST]) == 0
    assert "试验商店1（示例）" in capsys.readouterr().out
    found = near("merchants")
    assert found.resolve() == own / "merchants"
    assert found.is_absolute() == (where != ".")  # said shortly where it lies below


def test_the_nearest_one_counts(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A registry within another, as a copy for a trial is, is the one that is meant."""
    inner = begun(own / "letters" / "trial")
    stand(monkeypatch, inner)
    assert near("content").resolve() == inner / "content"


def test_flags_win(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """What is named is taken, each for itself, and told in full where the two do not belong
    together."""
    other = write_records(tmp_path / "other", {ENDING: "name: 不全的档案\n"})
    stand(monkeypatch, own)
    words = ["review", ENDING, "--outcome", "通过", "--merchants", str(other), "--dry-run"]
    main(words)
    assert f"登记簿：{OWN}（{other} content）" in capsys.readouterr().err.splitlines()[0]
    stand(monkeypatch, tmp_path)
    named = ["--merchants", str(own / "merchants"), "--content", str(own / "content")]
    assert main(["show", FIRST, *named]) == 0


@pytest.mark.parametrize(
    "line",
    [
        *("check", "todo", f"show {FIRST}", f"letter {FIRST}", "draft", "schema", "build"),
        *("template merchants", "tidy", "publish site", f"fail {FIRST}", "decide publicise X"),
        *("tick X", "sign issue X", "import table.csv", "match --confirm x.xlsx", "new"),
    ],
)
def test_where_there_is_none_it_says_what_to_do(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback, nothing of the program's own registry, and nothing written."""
    (tmp_path / "table.csv").write_text("名称\n", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    stand(monkeypatch, tmp_path)
    assert main(line.split()) == 2
    said = capsys.readouterr().err
    assert "这里不是登记簿" in said and str(tmp_path) in said
    assert "no registry here" in said and "--merchants" in said
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_that_was_named_and_is_not_there_is_said(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is not taken for a registry at its beginning: a slip would look like one."""
    stand(monkeypatch, own)
    assert main(["check", "--merchants", "merchnts"]) == 2
    assert "找不到目录 merchnts" in capsys.readouterr().err


@pytest.mark.parametrize("folder_too", [False, True])
def test_an_empty_registry_is_a_beginning(
    folder_too: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Nothing is wrong with it: what to do first is told, and the first merchant goes in."""
    home = begun(tmp_path)
    if folder_too:
        (home / "merchants").mkdir()
    stand(monkeypatch, home)
    assert main(["check", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["errors"], told["warnings"], told["merchants"]) == (0, 1, 0)
    assert "fangxin new" in told["problems"][0]["zh"]
    assert main(["todo"]) == 0
    new = (
        "new --name 月泉粮油店（示例） --uscc 91330726MA2DEM54XD --category shop --town 浦南街道 -y"
    )
    assert main([*new.split(), "--address", "浙江省浦江县浦南街道月泉路18号"]) == 0
    said = capsys.readouterr()
    assert "错误" not in said.err and "新登记 1 家" in said.out
    assert [path.suffix for path in (home / "merchants").rglob("*") if path.is_file()] == [".yml"]


def test_who_writes_is_told_first_which_registry_it_is(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its name and its folder, before anything else; never to a program that reads JSON."""
    stand(monkeypatch, own / "letters")
    first = f"fangxin: 登记簿：{OWN}（{own}）"
    for line in (f"review {FIRST} --outcome 通过 --dry-run", "tidy", "template merchants"):
        main(line.split())
        assert capsys.readouterr().err.startswith(first), line
    main(["review", FIRST, "--outcome", "通过", "--dry-run", "--json"])
    said = capsys.readouterr()
    assert "登记簿：" not in said.err and json.loads(said.out)["written"] is False
