"""A command is a file named like it, with all that it takes, and read when it is called."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.cli.frame.fields import entered
from fangxin.cli.index import COMMANDS
from fangxin.cli.main import _counts, command_of, module_of
from fangxin.facts.record.failures import FAILURE
from fangxin.text.fields.concealing import concealed
from fangxin.text.fields.kinds import Line
from fangxin.text.fields.tables import Field, Group
from tests.house.test_house import PACKAGE, modules, neighbours
from tests.support.commands import every

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("openpyxl", "pypinyin", "docx", "pelican", "lxml", "PIL", "ruamel.yaml", "rich", "jinja2")
# What no answer about a command's words needs.
APART = ("fangxin.registry", "fangxin.change", "fangxin.office.importer", "fangxin.site")
NO_COMMANDS = {"main", "index", "options"}  # what all commands share before one is read


def own(name: str) -> str:
    """The command's module as the tests of the house name it."""
    return module_of(name).removeprefix("fangxin.")


def test_every_command_has_its_file_and_every_file_its_command() -> None:
    """Nobody has to look for a command; what is no command has a folder of its own."""
    files = {path.stem for path in (PACKAGE / "cli").glob("*.py")} - {"__init__", "__main__"}
    assert {own(name).removeprefix("cli.") for name in COMMANDS} == files - NO_COMMANDS
    for name in COMMANDS:
        assert command_of(name).name == name
        assert str(command_of(name).__class__.__module__) == "fangxin.cli.frame.command"


def users() -> dict[str, set[str]]:
    """Which commands need a module of cli/desk or cli/own, by whatever way."""
    known = {name: path for name, path in modules().items() if name.startswith("cli.")}
    found: dict[str, set[str]] = {name: set() for name in known}
    for command in map(own, COMMANDS):
        waiting = [command]
        while waiting:
            name = waiting.pop()
            if command not in found[name]:
                found[name].add(command)
                waiting += [one for one in neighbours(known[name]) if one in known]
    return found


def test_what_one_command_alone_does_stands_under_its_name() -> None:
    """``cli/own/NAME`` is used by that command alone, ``cli/desk`` by several."""
    for name, commands in users().items():
        parts = name.split(".")
        if parts[1] not in ("own", "desk") or modules()[name].name == "__init__.py":
            continue
        if parts[1] == "own":
            assert commands == {f"cli.{parts[2]}"}, name
        else:
            assert len(commands) > 1, name


def test_no_command_knows_another_one() -> None:
    """What two of them need stands in cli/desk or cli/frame, which know none."""
    files = {own(name) for name in COMMANDS}
    known = {name: path for name, path in modules().items() if name.startswith("cli.")}
    assert {name: set(neighbours(path)) & files - {name} for name, path in known.items()} == {
        name: set() for name in known
    }


def imported_by(line: str) -> list[str]:
    """The modules that a fresh program has read after a call."""
    look = (
        "import sys, json; from fangxin.cli.main import main; sys.stdout = open('/dev/null', 'w')"
    )
    look += "; sys.stderr = sys.stdout; main(sys.argv[1:]); "
    look += "sys.__stdout__.write(json.dumps([*sys.modules]))"
    done = subprocess.run(
        [sys.executable, "-c", look, *line.split()],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "generator")},
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[str] = json.loads(done.stdout)
    return found


def test_the_general_help_reads_no_command() -> None:
    """Nor a field table, nor anything that is slow to read; a slip in the name likewise."""
    for line in ("--help", "nonsense"):
        found = imported_by(line)
        assert [name for name in found if name.startswith(("fangxin.text", "fangxin.facts"))] == []
        assert {module_of(name) for name in COMMANDS} & set(found) == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_help_reads_one_command_and_nothing_heavy(name: str) -> None:
    """A hook of git starts several programs at every push, and help should be there at once."""
    found = imported_by(f"{name} --help")
    assert {module_of(one) for one in COMMANDS} & set(found) == {module_of(name)}
    assert [one for one in found if one.partition(".")[0] in HEAVY or one in HEAVY] == []
    assert [one for one in found if one.startswith(APART)] == []


def test_show_reads_no_sounds() -> None:
    """Dictionaries of sounds take longer to read than all records of a county."""
    found = imported_by("show PJ180005E --as-of 2026-05-02")
    assert "fangxin.view.viewing" in found
    assert {"pypinyin", "openpyxl", "docx", "PIL", "pelican"} & set(found) == set()


def test_a_new_field_is_an_option() -> None:
    """Without another module being touched; what the program writes itself is none."""
    found = {option.opts[0] for option in entered(FAILURE, ("reply",))}
    assert {"--kind", "--affects", "--replied"} <= found
    assert not {"--id", "--recorded", "--void", "--appeal", "--corrected", "--reply"} & found
    more = Group((*FAILURE.fields, Field("weather", Line(20), "天气", "weather", example="晴")))
    (option,) = entered(more, tuple(FAILURE.table))
    assert (option.opts, option.name) == (["--weather"], "field_weather")
    assert option.help == "天气，例如 晴 | weather"


def test_what_is_typed_has_a_name_in_both_languages() -> None:
    """Every parameter of every command is explained, Chinese first."""
    silent = [
        f"{typed} {param.name}"
        for typed, command in every()
        for param in command.params
        if not (getattr(param, "help", "") or "").strip()
    ]
    assert silent == []


@given(st.text("0123456789０①⑳㉟〇一两拾幺Xx -./…年月", max_size=40))
def test_what_is_not_looked_through_holds_no_number_of_a_person(text: str) -> None:
    """So few digits, in whatever script, make none: nothing of such a text would be hidden."""
    if sum(map(_counts, text)) < 10:
        assert concealed(text) == text
