"""A command that ran twice, or was killed and run again, enters a fact once."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from fangxin.base import files
from fangxin.base.files import PENDING, completed, put, put_all, put_new
from fangxin.cli.index import COMMANDS
from fangxin.cli.main import main
from tests.cli.test_record_commands import ID, OTHER
from tests.support.commands import options_of
from tests.support.office import Office
from tests.support.toy_site import tree
from tests.support.twice import CASES, COMPLAINT, DAY, FAIL, RECORDS, office_of

# Tested where they are at home: what they write is known by ids, or is a file that must not exist.
ELSEWHERE = {"import", "match", "redate"}
UNTRIED = {"sign", "redate"}  # they write, and have no --dry-run of their own
ANSWERS = {"notice of decisions": (2,)}  # a file of that name is there
KILLED = 137


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """Two merchants: one recognised, one of whom nothing was decided yet."""
    return Office.make(tmp_path / "office", capsys, RECORDS)


def registry(office: Office) -> dict[str, bytes]:
    """Every file of the registry."""
    return {
        f"{name}/{path}": data
        for name in ("merchants", "content")
        for path, data in tree(office.folder / name).items()
    }


@pytest.mark.parametrize("name", CASES)
def test_run_twice_a_fact_is_entered_once(office: Office, tmp_path: Path, name: str) -> None:
    """The second run says that it is there, and where; not a byte differs."""
    words = office_of(CASES[name], tmp_path, office)
    before = registry(office)
    assert office.run(*words, on=DAY) == 0, office.err + office.out
    once = registry(office)
    assert once != before
    code = office.run(*words, on=DAY)
    said = office.err + office.out
    assert registry(office) == once
    assert code in ANSWERS.get(name, (0, 1)) and "Traceback" not in said, said
    assert "没有改动" in said or "已经" in said, said
    assert office.run("check", on=DAY) == 0, office.out


def commands() -> Iterator[str]:
    """The names of all commands that write into the registry."""
    for name in COMMANDS:
        if "--dry-run" in options_of(name) or name in UNTRIED:
            yield name


def test_no_command_that_writes_is_left_out() -> None:
    """A new command gets a case, or is named with the reason."""
    cased = {case.words[0] for case in CASES.values()}
    assert set(commands()) - ELSEWHERE == cased


def test_who_means_another_one_says_so(office: Office) -> None:
    """The same objection by two people is two."""
    again = ("review", ID, "--outcome", "通过")
    assert office.run(*again, on=DAY) == 0
    assert office.run(*again, on=DAY) == 1 and "R1" in office.err and "--another" in office.err
    assert f"{ID}.yml:" in office.err
    assert office.run(*again, "--another", on=DAY) == 0
    assert "id: R2" in office.text(ID)


def test_what_was_void_may_be_entered_again(office: Office) -> None:
    """It does not count."""
    words = ("fail", ID, "--kind", "price_not_marked", "--date", "2024-06-03")
    assert office.run(*words, on=DAY) == 0
    assert office.run("void", ID, "F1", "--reason", "写错", "--document", "文1号", on=DAY) == 0
    assert office.run(*words, on=DAY) == 0
    assert "id: F2" in office.text(ID)


def test_a_complaint_of_this_minute_is_known_some_minutes_later(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The minute was taken for granted both times; an hour later it is another complaint."""
    words = COMPLAINT[:-2]
    for minute, code in (("09:05", 0), ("09:07", 1), ("10:20", 0)):
        monkeypatch.setattr("fangxin.base.machine.minute", lambda at=minute: f"{DAY} {at}")
        assert office.run(*words, on=DAY) == code, office.err


def test_a_person_approves_once(office: Office) -> None:
    """The second approval of one commit is none."""
    office.git("commit", "-q", "--allow-empty", "-m", "认定", "--author=经办 <a@fx.example>")
    office.git("-c", "user.email=a@fx.example", "commit", "-q", "--amend", "--reset-author",
               "--allow-empty", "-m", "认定")  # fmt: skip
    commit = office.git("rev-parse", "HEAD").strip()
    words = ["approve", commit, "--role", "分管领导", "--repository", str(office.folder)]
    assert main(words) == 0
    assert main(words) == 1
    assert office.git("rev-list", "--count", f"{commit}..HEAD").strip() == "1"


# Killed


def killed(at: int, act: Callable[[], object]) -> bool:
    """Run ``act`` in a process that is killed at its ``at``th durable step; whether it came so
    far."""
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        _die_at(at)
        try:
            act()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED


def _die_at(at: int) -> None:
    steps = iter(range(at + 1))

    def step(real: Callable[..., object]) -> Callable[..., object]:
        def counted(*words: object, **named: object) -> object:
            if next(steps) == at:
                os._exit(KILLED)
            return real(*words, **named)

        return counted

    for name in ("replace", "fsync", "unlink", "chmod"):
        setattr(os, name, step(getattr(os, name)))


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
@pytest.mark.parametrize(
    "name", ["fail", "decide list", "inspect", "notice of decisions", "notice with text"]
)
def test_killed_at_any_step_and_run_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """For others the registry is sound at once; run again, it is as if nothing had happened."""
    clean = Office.make(tmp_path / "clean", capsys, RECORDS)
    words = office_of(CASES[name], tmp_path, clean)
    assert clean.run(*words, on=DAY) == 0
    wanted = registry(clean)
    ready = Office.make(tmp_path / "ready", capsys, RECORDS)
    for earlier in CASES[name].before:
        assert ready.run(*earlier, on=DAY) == 0
    at = 0
    while True:
        office = Office(tmp_path / f"office{at}", capsys)
        shutil.copytree(ready.folder, office.folder, symlinks=True)
        came = killed(at, partial(office.run, *words, on=DAY))
        assert office.run("check", on=DAY) == 0, office.out
        assert office.run(*words, on=DAY) in (0, 1, 2)
        assert registry(office) == wanted, at
        if not came:
            break
        at += 1
    assert at >= 3


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_several_files_belong_together_wherever_one_is_killed(tmp_path: Path) -> None:
    """Before they are noted none is changed, from then on all are, and nothing stays behind."""
    counts = set()
    for at in range(200):
        home = tmp_path / str(at)
        home.mkdir()
        old = {home / "a": b"1", home / "b": b"1", home / "in" / "c": None}
        new = dict.fromkeys(old, b"2")
        for path, data in old.items():
            if data is not None:
                path.write_bytes(data)
        came = killed(at, partial(put_all, home, new, old))
        completed(home)
        there = {path: path.read_bytes() if path.exists() else None for path in old}
        assert there in (old, new), at
        counts.add(there == new)
        put_all(home, new, there)
        assert sorted(tree(home)) == ["a", "b", "in/c"]
        if not came:
            break
    assert counts == {False, True} and at > 10


def test_what_fails_is_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full at the second rename leaves everything as it was."""
    (tmp_path / "a").write_bytes(b"1")
    real = os.replace

    def full(source: Path, target: Path) -> None:
        if Path(target).name == "b":
            raise OSError(28, "no space")
        real(source, target)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="no space"):
        put_all(tmp_path, {tmp_path / "a": b"2", tmp_path / "b": b"2"},
                {tmp_path / "a": b"1", tmp_path / "b": None})  # fmt: skip
    assert tree(tmp_path) == {"a": b"1"}


def test_a_file_that_somebody_changed_meanwhile_stays(tmp_path: Path) -> None:
    """What is noted is only renamed where the file is still as it was."""
    (tmp_path / "a").write_bytes(b"1")
    written = {tmp_path / "a": b"2", tmp_path / "b": b"2"}
    before = {tmp_path / "a": b"1", tmp_path / "b": None}

    def until_noted() -> None:
        files._rename_all = lambda *_: os._exit(KILLED)
        put_all(tmp_path, written, before)

    assert killed(10_000, until_noted) and (tmp_path / PENDING).exists()
    (tmp_path / "a").write_bytes(b"mine")
    assert completed(tmp_path)
    assert tree(tmp_path) == {"a": b"mine", "b": b"2"}
    assert not completed(tmp_path)


def test_a_leftover_of_any_version_stops_nobody(office: Office) -> None:
    """In every folder that commands write to."""
    for folder in ("merchants", "merchants/shop", "content/notices", "content/registers",
                   "content/programme"):  # fmt: skip
        (office.folder / folder).mkdir(exist_ok=True)
        for name in (".fangxin-PJ239001B.yml.part", ".fangxin-ab12_x9z"):
            (office.folder / folder / name).write_text("half", encoding="utf-8")
    assert office.run("check", on=DAY) == 0, office.out
    assert office.run(*FAIL, on=DAY) == 0
    left = [path.name for path in (office.folder / "merchants/shop").glob(".fangxin-*.part")]
    assert left == []


def test_a_new_file_is_whole_or_absent(tmp_path: Path) -> None:
    """And never written over."""
    for at in range(20):
        path = tmp_path / f"{at}.md"
        came = killed(at, partial(put_new, path, b"x" * 100_000))
        assert not path.exists() or path.stat().st_size == 100_000
        if not came:
            break
    with pytest.raises(FileExistsError):
        put_new(path, b"other")
    put(path, b"other")
    assert path.read_bytes() == b"other"


def test_another_shop_of_the_same_owner_is_another(office: Office) -> None:
    """And a shop that was closed may begin anew at its place."""
    again = ("new", "--name", "溪畔水果行（示例）", "--uscc", "91330726MA2DEM55XE", "--category",
             "shop", "--town", "黄宅镇", "--address")  # fmt: skip
    assert office.run(*again, "浙江省浦江县黄宅镇溪畔路6号", on=DAY) == 1
    assert OTHER in office.err
    why = ("--document", "浦消联办〔2024〕6号", "--summary", "营业执照载明的分支机构")
    assert office.run(*again, "浙江省浦江县黄宅镇溪畔路8号", *why, on=DAY) == 0, office.err
