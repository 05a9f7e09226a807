"""What ``fangxin todo`` advises for failures that stand in a register, run as it stands."""

from __future__ import annotations

import json
import shlex
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fangxin.base.problem import Place
from fangxin.facts.registers.declared import every, named
from fangxin.office.due.duty import Duty
from fangxin.office.due.failing import _as_row
from tests.cli.test_record_commands import ID
from tests.support.fifth import RECALLS
from tests.support.office import Office
from tests.support.twice import COMPLAINT, INSPECT, RECORDS

DAY = "2024-06-25"
GRAVE = tuple("failed_sample_grave" if word == "failed_sample" else word for word in INSPECT)
NOT_PERFORMED = (
    *("complaint", "CMP-2024-00001", "--closed", "2024-06-20 10:00"),
    *("--outcome", "成立，拒不履行", "--served", "2024-06-21", "--document", "浦消保调〔2024〕3号"),
)
GIVEN = {  # what follows the words that a duty gives, for the kinds that ask for more
    "rectify": ("--date", "2024-06-24", "--rectified-document", "浦市监查〔2024〕3号",
                "--rectified-summary", "已清出"),
    "appeal": ("--filed", "2024-06-24", "--admitted-document", "浦消联办〔2024〕99号",
               "--admitted-reason", "送达较迟"),
    "reply": ("--reply", "已下架", "--admitted-document", "浦消联办〔2024〕99号",
              "--admitted-reason", "送达较迟"),
}  # fmt: skip


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """A shop with a failure from each register that it can have one from."""
    office = Office.make(tmp_path / "office", capsys, RECORDS)
    assert office.run(*GRAVE, "--commit", on="2024-06-06") == 0, office.err
    assert office.run(*COMPLAINT, "--commit", on="2024-06-06") == 0, office.err
    assert office.run(*NOT_PERFORMED, "--commit", on="2024-06-21") == 0, office.err
    return office


def advised(office: Office) -> dict[str, str]:
    """Kind and fact → the command, of the duties about failures."""
    assert office.run("todo", "--json", "--ahead", "400", on=DAY) == 0, office.err
    found = json.loads(office.out)["duties"]
    return {f"{one['kind']} {one['fact']}": one["command"] for one in found if one["fact"]}


def test_the_advice_for_rows_of_registers_works(office: Office) -> None:
    """Each command that is told for a failure of a register, its dots filled in, does it."""
    told = advised(office)
    facts = {one.split()[1] for one in told}
    assert {"INS-2024-0001", "CMP-2024-00001"} <= facts, told
    assert {command.split()[1] for command in told.values()} >= {"inspect", "appeal", "reply"}, told
    final = told["provisional INS-2024-0001"]
    assert final == "fangxin inspect INS-2024-0001 --final 日期 --final-document 文号"
    for command in {one for one in told.values() if one}:
        words = command.replace("日期", "2024-06-24").replace("文号", "浦市监检〔2024〕45号")
        first, *rest = shlex.split(words)
        assert first == "fangxin"
        done = office.run(*rest, *GIVEN.get(rest[0], ()), "--dry-run", on=DAY)
        assert done == 0, (command, office.err)


@pytest.mark.parametrize("register", [*every(), RECALLS], ids=lambda one: str(one.name))
def test_a_finding_becomes_final_where_its_rows_can_say_so(register: Any) -> None:
    """By the command that keeps the rows; where none does, or no row can say it, by none."""
    place = Place("content/registers/x.csv", 7)
    duty = Duty("provisional", ID, "店", "", "", "fangxin final x y", fact="X-2024-0001")
    told = _as_row(duty, register, place)
    assert told.where == "content/registers/x.csv:7"
    is_samples = register is named("inspections")
    assert bool(told.command) is is_samples
    assert replace(told, command="", where=None) == replace(duty, command="")
