"""The command line: exit codes, messages in both languages, nothing ever as a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fangxin.base import machine, report
from fangxin.base.problem import Place, Problem
from fangxin.cli import check, options
from fangxin.cli.frame.command import Options
from fangxin.cli.main import main
from tests.support.demonstration import CONTENT

ROOT = Path(__file__).resolve().parents[2]
CERTIFIED = """\
name: 仙华山超市（示例）
uscc: 91330726MA2DEM0P1X
category: shop
town: 仙华街道
address: 浙江省浦江县仙华街道示例路1号
certification:
  decisions:
    - {id: D1, date: 2018-03-01, status: publicised, until: 2018-03-10, document: 示例〔2018〕3号}
    - {id: D2, date: 2018-03-12, status: certified, until: 2021-03-11, certificate: FX-2018-0042}
"""
GRAVE = """\
failures:
  - {id: F1, kind: penalty_grave, date: 2019-06-03, document: 示例〔2019〕17号, summary: 示例}
"""
RECORDED = GRAVE.replace("date: 2019-06-03", "date: 2019-06-03, recorded: 2019-06-03")


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Commands that name no ``--content`` take the programme that the tests are written for,
    without registers and notices, which tell of other merchants and other days."""
    content = tmp_path_factory.mktemp("content")
    for name in ("programme", "pages"):
        (content / name).symlink_to(CONTENT / name)
    folders = {"content": content}
    monkeypatch.setattr(options, "near", lambda name: folders.get(name, CONTENT.parent / name))


@pytest.fixture
def merchants(tmp_path: Path) -> Path:
    """A registry of one shop."""
    folder = tmp_path / "merchants"
    folder.mkdir()
    (folder / "PJSH0016.yml").write_text(CERTIFIED, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "line",
    [
        "",
        "nonsense",
        "check --as-of 2026-02-30",
        "check --as-of 20260502",
        "check --jobs 0",
        "check --jobs ²",
        "check --format xml",
        "build --site-url example",
        "build --site-url https://user@fx.example",
        "build --site-url https://fx.example#",
        "build --site-url https://fx.example?",
        "build --site-url https://fx..example",
        "build --site-url https://fx.example/a/../b",
        "build --site-url https://浦江.example",
        f"build --site-url https://{'a' * 60}.example",
        "serve --port 65536",
        "show",
    ],
)
def test_wrong_usage_is_told_in_both_languages(
    line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip on the command line gives one message, Chinese and English, and exit code 2."""
    assert main(line.split()) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "命令有误" in printed.err and "wrong usage" in printed.err
    assert printed.err.count("\n") == 1


@pytest.mark.parametrize("command", ["check", "show PJSH0016", "build"])
def test_absent_folder_is_named(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is not there could not be read: exit code 2, and its name."""
    assert main([*command.split(), "--merchants", "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err


def failing(error: BaseException) -> Callable[[Options], int]:
    """A command that raises ``error``."""

    def run(options: Options) -> int:
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (ValueError("so\nnot"), 2, "ValueError: so not"),
        (RecursionError("deep"), 2, "RecursionError"),
        (OSError(28, "No space left on device", "page.html"), 2, "page.html"),
        (KeyboardInterrupt(), 130, "已中断"),
    ],
)
def test_no_traceback_reaches_the_user(
    error: BaseException,
    code: int,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whatever a command raises becomes one line with what to do."""
    monkeypatch.setattr(check.COMMAND, "run", failing(error))
    assert main(["check"]) == code
    printed = capsys.readouterr().err
    assert told in printed and "Traceback" not in printed
    assert printed.count("\n") == 1


def test_traceback_on_request(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """FANGXIN_DEBUG shows where a fault of the program comes from."""
    monkeypatch.setattr(check.COMMAND, "run", failing(ValueError("broken")))
    monkeypatch.setenv("FANGXIN_DEBUG", "1")
    assert main(["check"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_closed_pipe_is_no_fault(merchants: Path) -> None:
    """`fangxin check | head` ends quietly when nobody reads on."""
    command = [sys.executable, "-m", "fangxin.cli", "check", "--merchants", str(merchants)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.close()
        told = running.stderr.read()
    assert (running.returncode, told) == (2, b"")


def shell(line: str, merchants: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """What a shell makes of ``line``, with $FX for the program and $M for the records."""
    words = {"FX": f"{sys.executable} -m fangxin.cli", "M": str(merchants), "C": str(CONTENT)}
    return subprocess.run(
        ["sh", "-c", line],
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator"), **words, **more},
        cwd=merchants.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("closed", "code", "told"),
    [("2>&-", 0, "已检查"), (">&- 2>&- <&-", 0, ""), (">/dev/full", 2, "结果写不出来")],
)
def test_streams_may_be_closed_or_full(closed: str, code: int, told: str, merchants: Path) -> None:
    """Nobody needs to listen; and that the disk is full is said of the printing only."""
    done = shell(f'$FX check --merchants "$M" --content "$C" {closed}', merchants)
    assert done.returncode == code
    assert told in done.stdout + done.stderr
    assert "内部错误" not in done.stderr and "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_a_build_that_cannot_print_says_that_the_site_is_there(merchants: Path) -> None:
    """Only the closing line failed: the site is the new one. With all streams closed it is too."""
    line = '$FX build --merchants "$M" --content "$C" --as-of 2026-05-02 --output '
    done = shell(f"{line} full > /dev/full", merchants)
    assert done.returncode == 2
    assert "新网站已经换上" in done.stderr and "没有改动" not in done.stderr
    assert (merchants.parent / "full" / "index.html").is_file()
    assert shell(f"{line} silent >&- 2>&- <&-", merchants).returncode == 0
    assert (merchants.parent / "silent" / "index.html").is_file()


def test_a_build_finds_its_plugin_without_the_folder_one_stands_in(merchants: Path) -> None:
    """PYTHONSAFEPATH keeps that folder out of Python's search path."""
    start = "import sys; sys.path.insert(0, sys.argv.pop(1)); "
    start += "from fangxin.cli.main import main; main()"
    folders = ["--merchants", str(merchants), "--content", str(CONTENT)]
    words = ["build", *folders, "--output", str(merchants.parent / "safe")]
    done = subprocess.run(
        [sys.executable, "-c", start, str(ROOT / "generator"), *words],
        env={**os.environ, "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "plugins" not in done.stderr
    assert (merchants.parent / "safe" / "index.html").is_file()


def test_the_folder_one_stands_in_may_be_gone(merchants: Path) -> None:
    """Somebody removed it meanwhile: help is given, and absolute paths work."""
    line = 'mkdir gone && cd gone && rmdir ../gone && $FX --help && $FX check --merchants "$M" -h'
    done = shell(line + ' && $FX check --merchants "$M" --content "$C"', merchants)
    assert (done.returncode, done.stderr) == (0, "")
    assert "已检查" in done.stdout


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
def test_any_terminal_can_show_what_is_printed(merchants: Path, encoding: str) -> None:
    """Chinese on a terminal that has none is escaped, not a crash."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "fangxin.cli", "show", "PJSH0016"),
            *("--merchants", str(merchants), "--content", str(CONTENT)),
        ],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert b"PJSH0016" in done.stdout and b"Traceback" not in done.stderr


def test_check_of_good_data(merchants: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Good data: exit code 0, and how much was looked at."""
    assert main(["check", "--merchants", str(merchants), "--as-of", "2019-01-01"]) == 0
    assert "已检查 1 家商户：0 个错误" in capsys.readouterr().out


def test_check_of_an_empty_registry_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No merchants is not a success."""
    assert main(["check", "--merchants", str(tmp_path)]) == 1
    assert "1 个错误" in capsys.readouterr().out


def bad(merchants: Path) -> Path:
    """Write a record with two errors; its path."""
    path = merchants / "PJSH0016.yml"
    text = CERTIFIED.replace("category: shop", "category: shopp").replace(
        "2018-03-12", "2018-02-30"
    )
    path.write_text(text, encoding="utf-8")
    return path


def test_check_reports_every_problem_in_order(
    merchants: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each problem is a line `file:line:col: code: zh | en`, sorted by place; then the count."""
    path = bad(merchants)
    assert main(["check", "--merchants", str(merchants), "--as-of", "2019-01-01"]) == 1
    *lines, last = capsys.readouterr().out.splitlines()
    starts = [line.split(": ", 1)[0] for line in lines]
    assert f"{path}:3:11" in starts and f"{path}:9:22" in starts
    numbers = [tuple(map(int, start.rsplit(":", 2)[1:])) for start in starts]
    assert numbers == sorted(numbers)
    assert all(" | " in line for line in lines)
    doubtful = sum(": 提醒：" in line for line in lines)
    assert f"{len(lines) - doubtful} 个错误，{doubtful} 个提醒" in last
    assert f"errors: {len(lines) - doubtful}, warnings: {doubtful}" in last


def test_check_for_programs_and_forges(
    merchants: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """--json is one document; --format github annotates lines, with paths from the repository."""
    bad(merchants)
    monkeypatch.chdir(merchants.parent)
    line = ["check", "--merchants", "merchants", "--as-of", "2019-01-01"]
    assert main([*line, "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["errors"] + found["warnings"] == len(found["problems"])
    assert found["errors"] >= 2 and found["merchants"] == 1
    assert {"path", "line", "column", "code", "level", "zh", "en"} == set(found["problems"][0])
    assert main([*line, "--format", "github"]) == 1
    shown = capsys.readouterr().out
    assert "::error file=merchants/PJSH0016.yml,line=3,col=11,title=" in shown


def test_warnings_do_not_fail(capsys: pytest.CaptureFixture[str]) -> None:
    """A warning is told apart from an error and counted apart."""
    warning = Problem(Place("a.yml", 2, 3), "odd", "奇怪", "odd", "warning")
    report.say_problems([warning], "human", 7)
    first, last = capsys.readouterr().out.splitlines()
    assert first == "a.yml:2:3: odd: 提醒：奇怪 | warning: odd"
    assert "已检查 7 家商户：0 个错误，1 个提醒。通过" in last


def test_many_problems_are_cut_short_on_the_way(capsys: pytest.CaptureFixture[str]) -> None:
    """A command that is not `check` shows the first problems and where to see all."""
    report.complain_about(
        [Problem(Place("a.yml", line), "odd", "奇怪", "odd") for line in range(1, 31)]
    )
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("a.yml:1:1") and len(lines) == 21
    assert "10" in lines[-1] and "fangxin check" in lines[-1]


def test_show_explains_a_standing(merchants: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status, since, until, reason, and the timeline in words."""
    line = ["show", "pjsh0016", "--merchants", str(merchants), "--as-of", "2019-01-01"]
    assert main(line) == 0
    shown = capsys.readouterr().out
    for part in ("放心消费单位（认定有效）", "2018-03-12", "2021-03-11", "FX-2018-0042", "公示中"):
        assert part in shown


def test_show_names_rule_fact_clause_and_day(
    merchants: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A revocation names the rule of the policy, the failure, the clause and the day."""
    with (merchants / "PJSH0016.yml").open("a", encoding="utf-8") as record:
        record.write(GRAVE)
    line = ["show", "PJSH0016", "--merchants", str(merchants), "--as-of", "2019-06-06", "--json"]
    assert main(line) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["status"], shown["since"]) == ("revoked", "2019-06-03")
    (reason,) = shown["reasons"]
    assert reason["facts"] == ["F1"] and reason["since"] == "2019-06-03"
    assert reason["rule"] and reason["clause"]
    assert [step["status"] for step in shown["timeline"]][:2] == ["revoked", "certified"]
    assert main(line[:-1]) == 0
    words = capsys.readouterr().out
    for part in ("认定已撤销", "F1", reason["rule"], reason["clause"]):
        assert part in words


def test_show_of_an_unknown_merchant(merchants: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An ID that is not in the registry cannot be shown: exit code 2."""
    assert main(["show", "NOBODY", "--merchants", str(merchants)]) == 2
    assert "NOBODY" in capsys.readouterr().err


def test_show_with_errors_elsewhere_does_not_answer_0(
    merchants: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Errors elsewhere are counted, those of the merchant asked for are told; exit code 1."""
    (merchants / "BROKEN.yml").write_text("name: [", encoding="utf-8")
    line = ["--merchants", str(merchants), "--as-of", "2019-01-01"]
    assert main(["show", "PJSH0016", *line]) == 1
    printed = capsys.readouterr()
    assert "别处还有 " in printed.err and "errors elsewhere: " in printed.err
    assert "BROKEN.yml" not in printed.err and "认定有效" in printed.out
    assert main(["show", "BROKEN", *line]) == 1
    printed = capsys.readouterr()
    assert "BROKEN.yml:1" in printed.err and "别处" not in printed.err and printed.out == ""


def test_show_of_a_past_day_has_nothing_to_complain_of(
    merchants: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Sound data is sound on any day: what happened later is no fact of the future."""
    sound = CERTIFIED.replace("FX-2018-0042", "FX-2018-0042, document: 示例〔2018〕4号")
    (merchants / "PJSH0016.yml").write_text(sound + RECORDED, encoding="utf-8")
    line = ["show", "PJSH0016", "--merchants", str(merchants), "--as-of", "2018-03-05"]
    assert main(line) == 0
    printed = capsys.readouterr()
    assert printed.err == "" and "公示中" in printed.out


def test_check_looks_ahead_of_the_clock_only(
    merchants: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A failure dated after today is an error, also when an earlier day is asked for."""
    (merchants / "PJSH0016.yml").write_text(CERTIFIED + RECORDED, encoding="utf-8")
    line = ["check", "--merchants", str(merchants), "--as-of"]
    monkeypatch.setattr(machine, "clock", lambda: date(2019, 6, 2))
    assert main([*line, "2018-06-01"]) == 1
    assert "in-the-future" in capsys.readouterr().out
    assert main([*line, "2019-06-03"]) == 0
    monkeypatch.setattr(machine, "clock", lambda: date(2019, 6, 3))
    assert main([*line, "2018-06-01"]) == 0


def test_show_asks_about_a_failure_without_recorded(
    merchants: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A warning about the merchant asked for is told, and is no failure."""
    (merchants / "PJSH0016.yml").write_text(CERTIFIED + GRAVE, encoding="utf-8")
    assert main(["show", "PJSH0016", "--merchants", str(merchants)]) == 0
    assert "recorded-missing: 提醒" in capsys.readouterr().err


@pytest.mark.parametrize("asked", ["PJSHO016", "仙华山", "pjsh001"])
def test_show_suggests_what_may_be_meant(
    asked: str, merchants: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip in the ID, or the shop's name, leads to the ID."""
    assert main(["show", asked, "--merchants", str(merchants)]) == 2
    assert "是不是 PJSH0016（仙华山超市（示例））" in capsys.readouterr().err


def test_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """The schema is JSON and knows the programme's categories."""
    assert main(["schema"]) == 0
    printed = capsys.readouterr().out
    assert json.loads(printed)["$schema"].endswith("2020-12/schema")
    assert "scenic" in printed


def test_serve_without_a_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to serve before the first build."""
    assert main(["serve", "--output", str(tmp_path)]) == 2
    assert "fangxin build" in capsys.readouterr().err


def heeding_interrupts() -> None:
    """What a shell runs in the background ignores Ctrl-C, and so would what the tests start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_serve_on_a_taken_port(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A port in use is told, with a way out."""
    (tmp_path / "index.html").write_text("", encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "fangxin.cli", "serve", "--output", str(tmp_path), "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=heeding_interrupts,
    ) as running:
        assert running.stdout is not None
        address = running.stdout.readline().split()[0]
        port = address.rstrip("/").rsplit(":", 1)[1]
        try:
            assert main(["serve", "--output", str(tmp_path), "--port", port]) == 2
        finally:
            running.send_signal(signal.SIGINT)
    assert "--port 0" in capsys.readouterr().err
    assert running.returncode == 0, "Ctrl-C is the way to end it"


@pytest.mark.parametrize(
    ("variables", "day"),
    [
        ({"FANGXIN_AS_OF": "2026-05-02"}, date(2026, 5, 2)),
        ({"SOURCE_DATE_EPOCH": "0"}, date(1970, 1, 1)),
        ({"SOURCE_DATE_EPOCH": "1777651199"}, date(2026, 5, 1)),  # 23:59:59 in UTC+08:00
        ({"SOURCE_DATE_EPOCH": "1777651200"}, date(2026, 5, 2)),
        ({"SOURCE_DATE_EPOCH": "0", "FANGXIN_AS_OF": "2026-05-02"}, date(2026, 5, 2)),
    ],
)
def test_today_can_be_chosen(
    variables: dict[str, str], day: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Variables of the environment choose the day; days begin at midnight in UTC+08:00."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert machine.today() == day


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FANGXIN_AS_OF", "yesterday"),
        ("FANGXIN_AS_OF", "2026-W18-6"),
        ("FANGXIN_AS_OF", "２０２６-05-02"),
        ("SOURCE_DATE_EPOCH", "yesterday"),
        ("SOURCE_DATE_EPOCH", "１７７７６５１２００"),
        ("SOURCE_DATE_EPOCH", "1_777_651_200"),
        ("SOURCE_DATE_EPOCH", " 1777651200"),
        ("SOURCE_DATE_EPOCH", "9" * 18),
    ],
)
def test_today_chosen_wrongly(
    name: str,
    value: str,
    merchants: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A variable that names no day is told, not ignored: exit code 2."""
    monkeypatch.setenv(name, value)
    assert main(["check", "--merchants", str(merchants)]) == 2
    assert name in capsys.readouterr().err
