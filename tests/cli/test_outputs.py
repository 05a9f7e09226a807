"""What commands write beside the registry: into folders that are made, and what shows meanwhile."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from fangxin.base import report
from fangxin.base.files import put, put_new
from fangxin.cli.main import main
from fangxin.site.build import asking, building
from fangxin.site.build.stage import room
from plugins.run import PHASES, _ticker
from tests.support.registry import begun
from tests.support.toy_site import FIRST, WAITING, toy, write_records

DAY = "2026-05-02"
SHOP = "试验商店1（示例）,91330726MA2DEM118J,2026-04-20,浦市监罚〔2026〕12号"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small registry in a repository of its own; one stands in it."""
    folder = begun(tmp_path / "own")
    write_records(folder / "merchants")
    (folder / "名单.csv").write_text(f"名称,统一社会信用代码,日期,文号\n{SHOP}\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("FANGXIN_AS_OF", DAY)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    for words in (
        ["init", "-q", "-b", "main"],
        ["config", "user.name", "经办"],
        ["config", "user.email", "jingban@fx.example"],
        ["add", "-A"],
        ["commit", "-q", "-m", "开始登记", "--date", f"{DAY}T08:00:00+08:00"],
    ):
        subprocess.run(["git", *words], check=True)
    return folder


WRITING = {
    "template 商户 --output": "登记表.xlsx",
    "todo --ics": "待办.ics",
    "diff --format html --output": "影响.html",
    "match 名单.csv --output": "核对.xlsx",
    "decide publicise --candidates": "名单.xlsx",
}


@pytest.mark.parametrize("line", WRITING)
def test_the_folder_of_an_output_is_made(
    line: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One way everywhere: nobody has to make it first; where a file lies instead, that is said."""
    target = home / "新的" / "文件夹" / WRITING[line]
    if "candidates" in line:  # there is somebody
        record = (home / "merchants" / f"{WAITING}.yml").read_text(encoding="utf-8")
        cut = record[: record.index("certification:")]
        (home / "merchants" / f"{WAITING}.yml").write_text(cut, encoding="utf-8")
    assert main([*line.split(), str(target)]) == 0, capsys.readouterr().err
    assert target.stat().st_size > 100
    capsys.readouterr()
    (home / "占用").write_text("", encoding="utf-8")
    assert main([*line.split(), str(home / "占用" / WRITING[line])]) == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said and "占用" in said


def test_a_letter_goes_into_a_new_folder(home: Path) -> None:
    """As the other outputs do."""
    record = home / "merchants" / f"{FIRST}.yml"
    failure = "  - {id: F1, kind: penalty, date: 2026-04-20, document: 浦市监罚〔2026〕12号}\n"
    record.write_text(record.read_text("utf-8") + "failures:\n" + failure, encoding="utf-8")
    target = home / "发文" / "告知书.docx"
    assert main(["letter", "问题告知书", FIRST, "--output", str(target)]) == 0
    assert target.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("write", [put, put_new])
def test_a_file_in_the_place_of_a_folder_is_no_file_that_is_there(
    write: Callable[[Path, bytes], None], tmp_path: Path
) -> None:
    """Or a command would say that its output exists already."""
    (tmp_path / "a").write_bytes(b"")
    for path in (tmp_path / "a" / "b", tmp_path / "a" / "b" / "c"):
        with pytest.raises(NotADirectoryError):
            write(path, b"x")


def test_no_alert_is_left_where_there_is_no_server(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip in the folder leaves nothing in somebody's folder; a server that lost its settings is
    still one."""
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    assert main(["refresh", str(tmp_path)]) == 2
    assert "server.toml" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    (tmp_path / "registry.git").mkdir()
    (tmp_path / "registry.git" / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    assert main(["refresh", str(tmp_path)]) == 2
    assert (tmp_path / "ALERT.txt").is_file()


def test_an_objection_says_something(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a terminal nothing can be asked for, and nothing empty is written."""
    before = (home / "merchants" / f"{WAITING}.yml").read_bytes()
    assert main(["object", WAITING]) == 2
    assert "还要写 --summary" in capsys.readouterr().err
    assert (home / "merchants" / f"{WAITING}.yml").read_bytes() == before
    assert main(["object", WAITING, "--summary", "没有标价"]) == 0


@pytest.mark.parametrize(
    ("field", "example"),
    [
        ("地址", "address 浙江省浦江县仙华街道示例路1号 --document 文号"),
        ("name_en", 'name_en "Xianhuashan Supermarket (example)"'),
        ("service_phone", "service_phone 0579-00000001"),
    ],
)
def test_what_is_asked_for_is_shown_by_an_example_of_its_own(
    field: str, example: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the document where one is needed."""
    assert main(["change", FIRST, field]) == 2
    assert f"例如 fangxin change {FIRST} {example} | " in capsys.readouterr().err


def test_a_traceback_shows_no_number_of_a_person(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It goes through the same printer as all that is said."""
    number = "330726" + "19900307" + "1234"

    def broken(*_: object) -> None:
        raise RuntimeError(f"cannot read {number}")

    monkeypatch.setattr("fangxin.cli.check.read", broken)
    monkeypatch.setenv("FANGXIN_DEBUG", "1")
    assert main(["check"]) == 2
    said = capsys.readouterr().err
    assert "Traceback" in said and "RuntimeError" in said and number not in said


class Screen(io.StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self) -> bool:
        return True


def watched(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """What somebody sees from now on."""
    found = Screen()
    monkeypatch.setattr(sys, "stderr", found)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    return found


def test_what_goes_on_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """And is gone from the line when it is over; quiet is quiet."""
    screen = watched(monkeypatch)
    with report.underway("启动网页生成器"):
        assert screen.getvalue().endswith("启动网页生成器……")
    assert screen.getvalue().endswith("\r\x1b[2K")
    with report.underway("启动网页生成器", quiet=True):
        pass
    assert screen.getvalue().count("启动") == 1


def test_each_phase_of_a_build_has_a_bar_and_a_clock_from_its_first_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The process that makes the pages shows one after the other."""
    screen = watched(monkeypatch)
    with ExitStack() as stack:
        tick = _ticker(stack, 4, quiet=False)
        for phase, zh in PHASES.items():
            tick(phase, 0)
            assert zh in screen.getvalue()
            begun = screen.getvalue()[screen.getvalue().rindex(zh) :]
            assert "0/4" in begun and "0:00:00" in begun
            tick(phase, 4)


def test_a_build_says_something_before_its_pages_are_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other process takes seconds to begin; a quiet build stays quiet."""
    screen, seen = watched(monkeypatch), []

    def converse(*_: object) -> tuple[int, bytes]:
        seen.append(screen.getvalue())
        return 0, b"{}"

    monkeypatch.setattr(asking, "_converse", converse)
    for quiet in (False, True):
        order = toy(tmp_path, quiet=quiet)
        with room(order.output, ()) as where:
            building._run_pelican(order, where, {}, 4)
    assert seen[0].endswith("启动网页生成器……") and not seen[1].endswith("……")


@pytest.mark.parametrize("line", ["guard HEAD..HEAD", "guard --staged", "diff"])
def test_the_gate_shows_what_it_does_when_it_takes_longer(
    line: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second is passed over in silence; here it is over at once."""
    screen = watched(monkeypatch)
    main(line.split())
    assert "读取两个版本" not in screen.getvalue()
    seconds = iter(range(0, 10_000, 2))
    monkeypatch.setattr(report, "monotonic", lambda: float(next(seconds)))
    main(line.split())
    assert "读取两个版本" in screen.getvalue()
    assert ("逐条检查" in screen.getvalue()) == line.startswith("guard")
