"""Help: what must be typed comes first and says so, folders come last; version and ``help``."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import click
import pytest

from fangxin.base.version import version
from fangxin.cli.frame.command import Command
from fangxin.cli.frame.parameters import ALWAYS, ARGUMENTS, FOLDERS, OPTIONS, Option
from fangxin.cli.main import main
from tests.support.commands import every, help_of
from tests.support.demonstration import ROOT

COMMANDS = dict(every())


def blocks(name: str) -> dict[str, str]:
    """What stands below each heading of a command's help, in its order."""
    parts = help_of(*name.split()).split("\n\n")
    found = (re.match(r"(\S[^\n]*):\n(.*)", part, re.DOTALL) for part in parts)
    return {one[1]: one[2] for one in found if one}


def needed(command: Command) -> list[click.Parameter]:
    """What must be typed whatever else is."""
    return [
        one
        for one in command.params
        if (isinstance(one, Option) and one.needed == ALWAYS)
        or (isinstance(one, click.Argument) and one.required)
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_what_must_be_typed_comes_first_and_folders_last(name: str) -> None:
    """Needed words lead the line of usage and the page; whoever reads ten lines can type it."""
    found = blocks(name)
    headings = [heading for heading in found if not heading.startswith("例")]
    order = [one for one in (ARGUMENTS, OPTIONS, FOLDERS) if one in headings]
    assert [one for one in headings if one in order] == order
    if ARGUMENTS in headings:
        assert headings[0] == ARGUMENTS
    assert headings[-1] in (FOLDERS, OPTIONS) and "-h, --help" in found[headings[-1]]
    assert found.get(ARGUMENTS, "").count("【必填】") == len(needed(COMMANDS[name]))
    usage = help_of(*name.split()).split("\n\n")[0]
    for one in needed(COMMANDS[name]):
        shown = one.human_readable_name if isinstance(one, click.Argument) else one.opts[0]
        assert f" {shown}" in usage and f"[{shown}]" not in usage


@pytest.mark.parametrize("name", COMMANDS)
def test_folders_stand_with_folders(name: str) -> None:
    """What nobody has to read stands in the last block, and nothing that is written does."""
    found = blocks(name)
    technical = {"--merchants", "--content", "--repository", "--jobs", "--json", "--output"}
    folders = {one for one in technical if f"  {one} " in f"{found.get(FOLDERS, '')} "}
    before = "".join(text for heading, text in found.items() if heading != FOLDERS)
    assert folders <= technical and "--summary" not in found.get(FOLDERS, "")
    for one in technical - {"--output"}:
        assert not re.search(rf"^  {one}\b", before, re.MULTILINE), one


def test_a_condition_is_told_with_what_it_is_for() -> None:
    """In both languages, before what the field means."""
    said = re.sub(r"\s+", " ", help_of("object"))
    assert "【新的异议必填】说明" in said and "(required of a new one)" in said
    assert "【答复时必填】结果" in said
    assert "【恢复认定必填】依据的事实，例如 F1 " in re.sub(r"\s+", " ", help_of("decide"))


def test_the_version_is_the_one_of_this_tree(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not of another one that happens to be installed; elsewhere it is the installed one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"fangxin {project['version']}\n"
    monkeypatch.setattr(metadata, "version", lambda name: f"{name}-9")
    assert version(tmp_path) == "fangxin-9"
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "shop"\nversion = "3"\n', "utf-8")
    assert version(tmp_path) == "fangxin-9"

    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    assert version(tmp_path) == "0"


@pytest.mark.parametrize("words", ["", "fail", "sign", "sign issue", "help"])
def test_help_is_what_the_option_shows(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The same page, by either way."""
    assert main(["help", *words.split()]) == 0
    shown = capsys.readouterr().out
    assert main([*words.split(), "--help"]) == 0
    assert capsys.readouterr().out == shown


def test_help_of_no_command_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """As a slip in the command's own place is."""
    assert main(["help", "fial"]) == 2
    assert "是不是 final、fail？" in capsys.readouterr().err
