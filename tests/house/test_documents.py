"""What documents and help say is true: targets, commands, options and files exist."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from fangxin.cli.frame.command import Command
from fangxin.cli.frame.parameters import FOLDERS, OPTIONS
from fangxin.cli.index import COMMANDS
from fangxin.facts.programme.files import OPTIONAL
from tests.support.commands import every, help_of, options_of, understood
from tests.support.demonstration import ships

ROOT = Path(__file__).resolve().parents[2]


def make_targets() -> list[str]:
    """The targets of the Makefile that people use."""
    found = re.search(
        r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert found is not None
    return found[1].split()


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_readme_explains_every_target_and_command(name: str) -> None:
    """Each make target and each command stands in both READMEs, and none that does not exist."""
    text = (ROOT / name).read_text(encoding="utf-8")
    told = set(re.findall(r"\bmake ([a-z]+)\b", text))
    assert set(make_targets()) <= told
    assert set(re.findall(r"`make ([a-z]+)\b", text)) <= set(make_targets())
    assert set(COMMANDS) <= set(re.findall(r"\bfangxin ([a-z]+(?:-[a-z]+)*)", text))


def test_documents_name_only_what_exists() -> None:
    """Commands, options, make targets and files that documents name in code really exist."""
    options = {option for name in COMMANDS for option in options_of(name)}
    wrong = []
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("**/*.md")):
        text = path.read_text(encoding="utf-8")
        for code in re.findall(r"`([^`\n]+)`|^    (.+)$|^\$ (.+)$", text, re.MULTILINE):
            wrong += [f"{path.name}: {told}" for told in _absent("".join(code), options)]
    assert wrong == []


def _absent(code: str, options: set[str]) -> Iterator[str]:
    for target in re.findall(r"^make ([a-z]+)\b", code):
        if target not in make_targets():
            yield code
    for command in re.findall(r"^(?:\.venv/bin/)?fangxin ([a-z]+(?:-[a-z]+)*)", code):
        if command not in COMMANDS or not set(re.findall(r"(?<= )--[a-z-]+", code)) <= options:
            yield code
    folders = "generator|plugins|theme|docs|tests|scripts|content"
    # What an office may have.
    own = {"content/images/", *(f"content/programme/{name}.yml" for name in OPTIONAL)}
    if re.fullmatch(rf"(?:{folders})/[\w./-]+", code) and not ships(code) and code not in own:
        yield code


@pytest.mark.parametrize(("typed", "command"), [*every()])
def test_help_has_examples_that_are_understood(typed: str, command: Command) -> None:
    """Those in a command's help are real command lines of it; help is Chinese first."""
    assert command.example
    for example in command.example.splitlines():
        words = shlex.split(example.split("  #")[0].split(" > ")[0])
        assert words[: len(typed.split()) + 1] == ["fangxin", *typed.split()]
        assert vars(understood(words[1:]))
    assert re.search(r"[\u4e00-\u9fff]", command.words[0])


@pytest.mark.parametrize("command", ["", "sign", *(typed for typed, _ in every())])
def test_the_frame_of_help_is_bilingual(command: str) -> None:
    """Every heading and the line about --help are Chinese first, then English."""
    said = help_of(*command.split())
    assert said.startswith("用法 | usage: fangxin")
    headings = re.findall(r"^(\S.*):$", said, re.MULTILINE)
    assert {OPTIONS, FOLDERS} & set(headings)
    assert all(re.match(r"[\u4e00-\u9fff]+ \| [A-Za-z]", heading) for heading in headings)
    assert re.search(r"-h, --help +显示这份说明 \| show this help", said)
