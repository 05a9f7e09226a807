"""Every example in a ``--help`` works in the demonstration as it is typed, one after the other.

What an example speaks of and nobody ships, a table that somebody sent, is made before; folders of a
server are folders of the test.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from fangxin.cli import options
from fangxin.cli.frame.command import Command
from fangxin.cli.frame.parameters import ALWAYS, Option
from fangxin.cli.index import COMMANDS
from fangxin.cli.main import command_of, main
from tests.support.commands import actions, every
from tests.support.demonstration import ROOT, needs_demonstration
from tests.support.forty import sheet

pytestmark = needs_demonstration
DAY = "2026-11-28"
# They make, serve or measure whole sites: tests/site, tests/publish and test_bench.py run them.
ELSEWHERE = {"build", "serve", "bench", "publish", "refresh", "receive"}
SHOP = {"统一社会信用代码": "92330726MA2DEM329Y", "名称": "墨池书画纸行（示例）"}
MAPPING = """\
title: 抽检
register: inspections
file: county
prefix: T
id_from: [日期, 品名]
row:
  date: {column: 日期, format: Y-m-d}
  recorded: {value: 2026-11-28}
  channel: {value: offline}
  stage: {value: circulation}
  product: {column: 品名}
  seller_name: {column: 地点}
  result: {value: passed}
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A clone of the demonstration's repository, one commit ahead of what is public, with the files
    that examples name; whoever works in it did not make that commit."""
    folder = tmp_path_factory.mktemp("desk")
    for name in ("merchants", "content"):
        shutil.copytree(ROOT / name, folder / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr("fangxin.base.machine.minute", lambda: f"{DAY} 16:05")
        stamp = f"{DAY}T09:00:00+08:00"
        for name, value in {
            "FANGXIN_AS_OF": DAY,
            "GIT_CONFIG_GLOBAL": os.devnull,
            **{f"GIT_{who}_DATE": stamp for who in ("AUTHOR", "COMMITTER")},
        }.items():
            patch.setenv(name, value)
        begin()
        send()
        yield folder


def git(*words: str) -> None:
    """Run git where one stands."""
    subprocess.run(["git", *words], check=True, capture_output=True)


def begin() -> None:
    """Everything committed and public, and then one commit more."""
    git("init", "-q", "-b", "main")
    git("config", "user.name", "经办")
    git("config", "user.email", "jingban@fx.example")
    git("add", "-A")
    git("commit", "-q", "-m", "开始登记")
    git("clone", "-q", "--bare", ".", ".git/public")
    git("remote", "add", "origin", ".git/public")
    git("fetch", "-q", "origin")
    git("branch", "-q", "--set-upstream-to=origin/main")
    assert main(["review", "PJ200003P", "--outcome", "通过", "--commit"]) == 0
    git("tag", "ahead")
    git("config", "user.name", "分管领导")
    git("config", "user.email", "fenguan@fx.example")


def send() -> None:
    """What somebody sent, or wrote."""
    Path("提醒.txt").write_text("办卡以前先问：退不退，转不转，关门找谁。\n", encoding="utf-8")
    fine = {**SHOP, "日期": "2026-11-20", "文号": "浦市监罚〔2026〕120号", "案由": "标签不符合规定"}
    sheet(Path("处罚名单.xlsx"), [fine])
    Path("处罚名单.csv").write_text(
        "信用代码,名称,作出决定日期,决定书号\n"
        f"{SHOP['统一社会信用代码']},{SHOP['名称']},2026-11-20,浦市监罚〔2026〕120号\n",
        encoding="utf-8",
    )
    Path("抽检.csv").write_text("日期,品名,地点\n2026-11-23,青椒,东街菜摊（示例）\n", "utf-8")
    Path("对照.yml").write_text(MAPPING, encoding="utf-8")
    assert main(["template", "merchants", "--output", "商户登记表.xlsx"]) == 0
    book = load_workbook("商户登记表.xlsx")
    page = next(one for one in book.worksheets if one.title == "商户")
    row = {"商户名称": "月泉粮油店（示例）", "统一社会信用代码": "91330726MA2DEM54XD",
           "类别": "放心商店", "乡镇街道": "浦南街道",
           "地址": "浙江省浦江县浦南街道月泉路18号"}  # fmt: skip
    for number, cell in enumerate(page[1], 1):
        label = str(cell.value or "").rstrip("*＊ ")
        if label in row:
            page[f"{get_column_letter(number)}2"].value = row.pop(label)
    assert not row, f"the form lacks {row}"
    book.save("商户登记表.xlsx")
    sent = "提醒.txt 处罚名单.* 抽检.csv 对照.yml 商户登记表.xlsx public"
    Path(".git/info/exclude").write_text("\n".join(sent.split()), encoding="utf-8")


def writes(line: str) -> bool:
    """Whether a call writes: by what its command takes, or as one of the few others. It then says
    of which registry."""
    command = next(one for name, one in every() if line.startswith(f"fangxin {name} "))
    named = any(word in line for word in ("redate", "approve", "template", "--write"))
    return set(options.WRITTEN) <= set(command.params) or named or line == "fangxin tidy "


def confirm(path: Path) -> None:
    """Every row of a sheet is marked, as somebody does who has looked at it."""
    book = load_workbook(path)
    page = book.worksheets[0]
    marked = {"是否登记": "是", "问题类型": "受到行政处罚"}
    for number, cell in enumerate(page[1], 1):
        for row in range(2, page.max_row + 1):
            if cell.value in marked:
                page[f"{get_column_letter(number)}{row}"].value = marked[str(cell.value)]
    book.save(path)


def test_a_command_of_several_shows_an_example_of_one_of_them() -> None:
    """What help of ``sign`` shows is an example of ``sign issue``."""
    for name in COMMANDS:
        command = command_of(name)
        assert command.example in [action.example for _, action in actions(name)]


@pytest.mark.parametrize(
    ("command", "example"),
    [(name, action.example) for name, action in every() if name not in ELSEWHERE],
)
def test_examples_work_as_they_are_typed(
    command: str, example: str, desk: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Each of them answers 0; those of one command come after each other."""
    if command == "template":
        (desk / "商户登记表.xlsx").rename(desk / "商户登记表.xlsx.kept")
    try:
        for typed in example.splitlines():
            line = typed.split("  #")[0].split(" > ")[0].replace("/srv", str(tmp_path))
            if "--confirm" in line:
                confirm(Path(line.split("--confirm ")[1].split()[0]))
            code = main(shlex.split(line)[1:])
            said = capsys.readouterr()
            assert code == 0, f"{typed}\n{said.out}{said.err}"
            if writes(f"{line} "):
                assert said.err.startswith(f"fangxin: 登记簿：放心消费在浦江（{desk}）"), typed
    finally:
        if command == "template":
            (desk / "商户登记表.xlsx.kept").rename(desk / "商户登记表.xlsx")
        git("reset", "-q", "--hard", "ahead")
        git("clean", "-fdq")


@pytest.mark.parametrize(
    ("name", "command"),
    [(name, one) for name, one in every() if set(options.WRITTEN) <= set(one.params)],
)
def test_what_is_asked_for_is_marked_in_the_help(
    name: str, command: Command, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With nothing but the words that have no name; and what is marked cannot be left out."""
    example = command.example.splitlines()[0].split("  #")[0]
    words = shlex.split(example)[1 + len(name.split()) :]
    plain = list(takewhile(lambda word: not word.startswith("--"), words))
    marks = {one.opts[0]: one.needed for one in command.params if isinstance(one, Option)}
    always = [name for name, needed in marks.items() if needed == ALWAYS]
    code = main([*name.split(), *plain, "--dry-run"])
    said = capsys.readouterr().err
    asked = set(re.findall(r"还要写 (--[\w-]+)", said)) | set(re.findall(r"、(--[\w-]+)（", said))
    assert {one for one in asked if marks.get(one) is None} == set()
    for one in always if code != 0 else ():
        if one in words:
            at = words.index(one)
            assert main([*name.split(), *words[:at], *words[at + 2 :], "--dry-run"]) == 2
            assert f"还要写 {one}" in capsys.readouterr().err
    git("reset", "-q", "--hard", "ahead")
    git("clean", "-fdq")
