"""The guide for officials is true: what it has them type works, and is answered as it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.support.commands import understood
from tests.support.guide import GUIDE, MACHINE, ROOT, parts, play

TEXT = GUIDE.read_text(encoding="utf-8")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(images/([\w-]+\.png)\)")


def test_the_guide_can_be_followed_word_for_word(tmp_path: Path) -> None:
    """From the first day to the handing over, every command runs in a clone of a real server's
    repository and says what the guide quotes; the public pages say what it promises."""
    county = play(tmp_path)
    assert county.day == "2026-05-15"


def test_only_what_sets_up_a_machine_is_not_run() -> None:
    """Every line of every block of commands is fangxin's or git's, or one of a few."""
    blocks = [re.sub(r"\\\n\s*", "", part.text) for part in parts() if part.kind == "sh"]
    lines = [line for block in blocks for line in block.splitlines() if line]
    assert len(lines) > 80
    for line in lines:
        assert line in (*MACHINE, "cd 登记簿") or line.split()[0] in ("fangxin", "git"), line


def _inline() -> list[str]:
    """The whole commands that the guide names within sentences and tables."""
    prose = re.sub(r"^```.*?^```$", "", TEXT, flags=re.MULTILINE | re.DOTALL)
    found = re.findall(r"`fangxin ([^`]+)`", prose)
    return [one for one in found if len(one.split()) > 2 or one.split()[0] in ("todo", "check")]


@pytest.mark.parametrize("command", _inline())
def test_commands_in_sentences_are_command_lines(command: str) -> None:
    """Those of the one-page list, too: they have the words and options that they need."""
    assert understood(shlex.split(command))


def test_the_ten_refusals_are_codes_that_are_explained() -> None:
    """The guide tells ten, each with what to do, and each is explained among the codes."""
    codes = re.findall(r"^\| `([a-z-]+)` \|", TEXT, re.MULTILINE)
    explained = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    assert len(codes) == len(set(codes)) == 10
    assert [code for code in codes if f"| `{code}` |" not in explained] == []


def test_pictures_are_there_small_and_told_in_words() -> None:
    """Each has an alternative text that says what is seen, and is no burden to load."""
    pictures = _PICTURE.findall(TEXT)
    assert len(pictures) >= 8
    for told, name in pictures:
        path = ROOT / "docs" / "images" / name
        assert len(told) >= 8, name
        assert path.read_bytes()[:4] == b"\x89PNG" and path.stat().st_size < 200_000, name
    names = {name for _, name in pictures}
    assert {path.name for path in (ROOT / "docs" / "images").glob("guide-*.png")} == names
    taken = {f"{part.text.split()[1]}.png" for part in parts() if part.text.startswith("照 ")}
    assert taken == names, "every picture is taken while the guide is played"


def test_links_lead_somewhere() -> None:
    """Files that the guide links to are there, headings too."""
    headings = {
        re.sub(r"[^\w\u4e00-\u9fff-]", "", title.lower().replace(" ", "-"))
        for title in re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    }
    for file, heading in re.findall(r"\]\(([\w.-]*)(?:#([^)]+))?\)", TEXT):
        assert not file or (ROOT / "docs" / file).is_file(), file
        assert file or heading in headings, heading
