"""A wrong call is told in the house's words, with the help of the very command; none of the
library's words reaches anybody. What released versions understood is understood."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.cli.frame.refusal import in_words
from fangxin.cli.index import COMMANDS
from fangxin.cli.main import main
from fangxin.registry.revisions import no_commit
from tests.support.commands import every, options_of, understood

# Call → what is said in Chinese, and whose help is named.
WRONG = {
    "": ("还要写 COMMAND", "fangxin"),
    "shw PJ180005E": ("没有“shw”这个命令（是不是 show？）", "fangxin"),
    "nonsense": ("没有“nonsense”这个命令", "fangxin"),
    "--versoin": ("没有 --versoin 这样的选项（是不是 --version？）", "fangxin"),
    "sign": ("还要写 ACTION，其中之一：issue（发放）、remove（取下）、", "fangxin sign"),
    "sign issu PJ180005E": ("没有“issu”这个命令（是不是 issue？）", "fangxin sign"),
    "sign hang PJ180005E": (
        "有 issue（发放）、remove（取下）、lost（丢失）、replace",
        "fangxin sign",
    ),
    "sign lost PJ180005E": ("还要写 NUMBER（标牌编号）", "fangxin sign lost"),
    "sign lost PJ180005E B1 --datum x": (
        "--datum 这样的选项（是不是 --date？）",
        "fangxin sign lost",
    ),
    "void PJ180005E": ("还要写 FACT（问题编号，例如 F1", "fangxin void"),
    "void": ("还要写 ID（商户编号，或登记簿一行的编号）", "fangxin void"),
    "correct": ("还要写 ID（商户编号，或登记簿一行的编号）、--key（哪一项", "fangxin correct"),
    "decide": ("还要写 ACT（", "fangxin decide"),
    "fail PJ180005E --summry x": ("--summry 这样的选项（是不是 --summary？）", "fangxin fail"),
    "fail PJ180005E --nonsense": ("没有 --nonsense 这样的选项；", "fangxin fail"),
    "fail PJ180005E --summary --commit": ("--summary 后面要写说明，例如 ", "fangxin fail"),
    "fail PJ180005E --summary": ("--summary 后面要写说明", "fangxin fail"),
    "fail PJ180005E --d x": ("可能是 --date、--document、--distinct-from", "fangxin fail"),
    "fail PJ180005E --kind penalty --kind counterfeit": (
        "--kind 写了两次，内容不同（“penalty”和“counterfeit”）",
        "fangxin fail",
    ),
    "fail PJ180005E more": ("多写了 more", "fangxin fail"),
    "fail PJ180005E --approved-by 分管": ("“分管负责人 <fenguan@fx.example>”这样", "fangxin fail"),
    "change PJ180005E name x --continues": (
        "--continues 后面要写认定继续有效：是或否",
        "fangxin change",
    ),
    "change PJ180005E nam x": (
        "FIELD 不能是“nam”，只能写其中之一：name（名称）、",
        "fangxin change",
    ),
    "complaint --outcome": ("--outcome 后面要写结果：已答复 / 和解", "fangxin complaint"),
    "decide certfy PJ180005E": ("close（终止认定）（是不是 certify？）", "fangxin decide"),
    "check --json --format human": ("--format 不能和 --json 同时写", "fangxin check"),
    "todo --ics a.ics --json": ("--json 不能和 --ics 同时写", "fangxin todo"),
    "check --json=yes": ("--json 后面不写内容", "fangxin check"),
    "check --format xml": ("只能写其中之一：human（文字）、json、github（", "fangxin check"),
    "check --as-of": ("--as-of 后面要写 YYYY-MM-DD", "fangxin check"),
    "check -z": ("没有 -z 这样的选项", "fangxin check"),
    "letter": ("还要写 ID（商户编号）", "fangxin letter"),
    "letter a b c": ("多写了 c", "fangxin letter"),
    "import a.xlsx --prefix pj": ("--prefix 应是 1 至 4 个大写字母", "fangxin import"),
    "init-server x --site-url fx": ("--site-url 应是 https:// 开头的网址", "fangxin init-server"),
    "receive nohook /srv": (
        "只能写其中之一：pre-receive、proc-receive、post-receive；",
        "fangxin receive",
    ),
}
LIBRARY = re.compile(
    r"No such|Missing|Got unexpected|Invalid value|requires an arg|does not take|Did you mean|"
    r"Try '|Usage:|Error:|看不懂"
)


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_call_is_told_with_the_help_of_its_command(
    line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line, Chinese first, what was wrong and where it is explained; exit code 2."""
    zh, command = WRONG[line]
    assert main(line.split()) == 2
    printed = capsys.readouterr()
    assert printed.out == "" and printed.err.count("\n") == 1
    assert printed.err.startswith("fangxin: 命令有误：") and " | wrong usage: " in printed.err
    assert zh in printed.err and f"；写法见 {command} --help | " in printed.err
    assert not LIBRARY.search(printed.err)


def _words() -> st.SearchStrategy[list[str]]:
    names = [name for typed, _ in every() for name in (typed,)]
    known = sorted({option for name in COMMANDS for option in options_of(name)})
    cut = st.sampled_from(known).flatmap(
        lambda one: st.integers(1, len(one)).map(lambda most: one[:most])
    )
    free = st.sampled_from(
        ["", "PJ180005E", "F1", "-", "--", "-1", "-x", "- a", "2026-05-02", "是"]
    )
    word = st.one_of(st.sampled_from(known), cut, free, st.text(max_size=6))
    more = st.lists(st.one_of(word, st.tuples(cut, word).map("=".join)), max_size=6)
    return st.tuples(st.sampled_from(names), more).map(lambda two: [*two[0].split(), *two[1]])


@given(_words())
def test_whatever_is_typed_is_understood_or_told_in_our_words(words: list[str]) -> None:
    """No words of the library, no other error, whatever options and words stand together."""
    words = [word.replace("\0", "") for word in words if word not in ("-h", "--help")]
    if any(word.startswith(("--h", "-h")) and "--help".startswith(word[:6]) for word in words):
        return  # it asks for help, which is printed
    try:
        understood(words)
    except click.UsageError as error:
        zh, en = in_words(error)
        assert zh.startswith("命令有误：") and re.search(r"写法见 fangxin[ a-z-]* --help$", zh)
        assert not LIBRARY.search(zh + en)


def test_options_may_be_shortened_repeated_and_stand_anywhere() -> None:
    """As in every version so far: while one option alone begins so; the last one counts."""
    found = understood(
        ["fail", "--kin", "penalty", "--dat", "6月3日", "PJ180005E", "--summ", "二", "--summary=二",
         "--content", "a", "--content", "b"]
    )  # fmt: skip
    assert (found.id, found.field_kind, found.field_date) == ("PJ180005E", "penalty", "6月3日")
    assert found.field_summary == "二" and found.content == Path("b")
    assert understood(["show", "pj180005e", "--as", "2019-06-10", "--js"]).as_of == date(
        2019, 6, 10
    )
    assert understood(["tick", "A", "--criterion", "a", "B", "--crit", "b"]).criterion == ("a", "b")
    assert understood(["tick", "A", "B"]).ids == ("A", "B")


def test_a_value_may_begin_with_a_dash_where_nobody_can_take_it_for_an_option() -> None:
    """A number, a dash alone, words with a blank; after ``--`` everything is a word."""
    assert understood(["fail", "A", "--summary", "- 短横开头"]).field_summary == "- 短横开头"
    assert understood(["fail", "A", "--summary=-x"]).field_summary == "-x"
    assert understood(["fail", "A", "--summary", "-5"]).field_summary == "-5"
    assert understood(["show", "--", "--json"]).id == "--JSON"


def test_a_word_before_others_may_be_left_out() -> None:
    """``letter ID`` and ``letter KIND ID``; an empty word is one, and no row to be made."""
    found = understood(["letter", "PJ2300025"])
    assert (found.kind, found.id) == (None, "PJ2300025")
    found = understood(["letter", "suspend", "--document", "文1号", "PJ2300025"])
    assert (found.kind, found.id) == ("suspend", "PJ2300025")
    assert understood(["inspect"]).id is None and understood(["inspect", ""]).id == ""
    assert understood(["approve", "--role", "分管"]).commit == "HEAD"


def test_a_switch_that_is_not_typed_says_nothing() -> None:
    """``--notice``, ``--no-notice`` and neither are three answers."""
    line = ["decide", "publicise", "PJ230007W"]
    assert [understood([*line, *more]).notice for more in ([], ["--notice"], ["--no-notice"])] == [
        None,
        True,
        False,
    ]


def test_help_is_given_whatever_else_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    """Who asks for it is not told off first."""
    for line in ("fail --nonsense --help", "fail -h", "fail --hel", "sign lost --datum -h"):
        assert main(line.split()) == 0
        printed = capsys.readouterr()
        assert printed.err == "" and printed.out.startswith("用法 | usage: fangxin")


@pytest.mark.parametrize("line", sorted({typed for typed, _ in every()}))
def test_whatever_must_be_written_is_explained(line: str) -> None:
    """Nobody is told a bare name in capitals."""
    try:
        understood(line.split())
    except click.UsageError as error:
        zh, _ = in_words(error)
        for name in re.findall(r"(?:还要写 |、)([A-Z]+|--[a-z-]+)(?!\w)", zh.partition("；")[0]):
            assert f"{name}（" in zh or name in ("ACTION", "COMMAND"), zh


DAYS = {"final": "最终确定日", "rectify": "整改完成日", "sign remove": "取下日期"}


@pytest.mark.parametrize("line", DAYS)
def test_a_day_is_called_what_it_is(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It is not the day on which the finding happened; so says help, and so says a refusal."""
    assert main([*line.split(), "--help"]) == 0
    helped = capsys.readouterr().out
    assert DAYS[line] in helped and "发生日期" not in helped
    assert main([*line.split(), "PJ180005E", "F1", "--date"]) == 2
    assert f"--date 后面要写{DAYS[line]}" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["suspend", "notice", "Revoke"])
def test_a_kind_of_letter_alone_asks_for_the_merchant(
    kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is no ID that nobody has."""
    assert main(["letter", kind]) == 2
    said = capsys.readouterr().err
    assert "还要写商户编号" in said and "没有编号" not in said


@pytest.mark.parametrize(
    ("written", "meant"), [("HEAD~1..HEAD", "HEAD"), ("a...b", "b"), ("HEAD~2..", "HEAD")]
)
def test_a_range_is_no_commit(written: str, meant: str) -> None:
    """It is told what to write, and not to write a range; what is unknown is told as that."""
    zh, en = no_commit(written)
    assert "要写一个提交" in zh and zh.endswith(f"例如 {meant}") and en.endswith(meant)
    assert ".." not in no_commit("nonsense")[0]
