"""The guide to commands is true: typed in as it stands, each does what the guide says it does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from openpyxl import load_workbook

from fangxin.cli.index import COMMANDS
from fangxin.cli.main import PROGRAM
from fangxin.office.editing.notice import KINDS
from tests.cli.test_register_commands import ID, SHOP
from tests.office.test_match import MOVED, one_off
from tests.support.commands import options_of
from tests.support.forty import a_code, a_name, an_id, forty, sheet
from tests.support.office import Office

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "commands.md").read_text("utf-8")
_STEP = re.compile(r"^```sh\n# (\d{4}-\d\d-\d\d)\n(.*?)^```\n\n```text\n(.*?)^```$", re.M | re.S)


@pytest.fixture
def office(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Office:
    """The shops and the tables that the guide speaks of, in the folder where commands run."""
    records = forty() | {f"shop/{ID}.yml": SHOP}
    records[f"shop/{an_id(3)}.yml"] += MOVED % (a_code(93), a_code(3))
    office = Office.make(tmp_path, capsys, records)
    monkeypatch.chdir(tmp_path)
    sheet(tmp_path / "名单.xlsx", [{"商户编号": an_id(number)} for number in range(1, 41)])
    fined = {1: a_code(1), 3: a_code(93), 5: one_off(a_code(5)), 78: a_code(78)}
    rows = [
        {"名称": a_name(n), "统一社会信用代码": code, "日期": "2026-10-28", "文号": f"文{n}号",
         "案由": "标签不符合规定"} for n, code in fined.items()
    ]  # fmt: skip
    sheet(tmp_path / "处罚.xlsx", rows)
    return office


def test_every_step_does_what_it_says(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each block is run on its day; each line below it is said, by the command or by git."""
    steps = _STEP.findall(GUIDE)
    assert len(steps) == len(re.findall("^```sh", GUIDE, re.M)) >= 8
    for day, lines, told in steps:
        monkeypatch.setattr("fangxin.base.machine.minute", lambda day=day: f"{day} 09:05")
        said = ""
        for line in lines.splitlines():
            words = shlex.split(line)
            assert words[0] == "fangxin"
            if "--confirm" in words:
                _filled(Path(words[words.index("--confirm") + 1]))
            assert office.run(*words[1:], on=day) == 0, office.err
            said += office.out + office.err
        for wanted in told.splitlines():
            assert wanted in said, said
    assert office.run("check", on="2026-11-10") == 0


def _filled(path: Path) -> None:
    """Every row is marked, as the guide has one do."""
    book = load_workbook(path)
    page = book.worksheets[0]
    column = next(cell.column for cell in page[1] if cell.value == "是否登记")
    for number in range(2, page.max_row + 1):
        page.cell(number, column).value = "是"
    book.save(path)


def test_every_option_that_is_named_is_there() -> None:
    """Options in the guide are options of the commands; every kind of notice is told."""
    known = {option for name in COMMANDS for option in options_of(name)}
    known |= {option for param in PROGRAM.params for option in param.opts}
    named = set(re.findall(r"--[a-z][a-z-]+", GUIDE))
    assert {one for one in named if one not in known} == set()
    assert all(f"`{code}` {kind.label}" in GUIDE for code, kind in KINDS.items())
