"""The guide for officials is true: what it has them write is accepted, and follows as it says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from fangxin.cli.main import main
from fangxin.facts.programme.programme import Programme, read_programme
from fangxin.facts.values import Act
from fangxin.registry.registry import Registry, load
from fangxin.standing.standing import Standing, standing
from fangxin.words.sentences import FLAG_ZH, STATUS_ZH
from tests.support.demonstration import CONTENT
from tests.support.truth_reader import Case, cases

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "office.md").read_text(encoding="utf-8")
RULES = (ROOT / "docs" / "standing.zh-CN.md").read_text(encoding="utf-8")

_BLOCK = re.compile(r"^```(yaml|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ORDER = re.compile(
    r"# (\d{4}-\d\d-\d\d) (\w+)\.yml (新建|在最后加|在 (\w+) 下面加|换掉 (\w+) 那一行)"
)
_CLAIM = re.compile(r"show (\w+) --as-of (\d{4}-\d\d-\d\d)\n(.+)\n")


class Edit(NamedTuple):
    """One YAML block: what to write on which day, into which record, and where."""

    day: date
    record: str
    where: str
    below: str | None  # the id of the fact after which it goes
    key: str | None  # the key whose line it replaces
    text: str


class Claim(NamedTuple):
    """What ``show`` is said to say about a merchant on a day."""

    record: str
    day: date
    said: str


def steps() -> list[Edit | Claim]:
    """The guide's blocks in their order."""
    found: list[Edit | Claim] = []
    for kind, text in _BLOCK.findall(GUIDE):
        if kind == "yaml":
            order = _ORDER.match(text)
            assert order, f"the block does not say where it goes: {text[:60]}"
            day, record, where, below, key = order.groups()
            found.append(Edit(date.fromisoformat(day), record, where, below, key, text))
        elif claim := _CLAIM.fullmatch(text):
            found.append(Claim(claim[1], date.fromisoformat(claim[2]), claim[3]))
        else:
            assert text.startswith("编号应为"), f"neither a step nor what follows: {text[:60]}"
    return found


def applied(edit: Edit, old: str | None) -> str:
    """The record after the edit, done as the block's first line says."""
    if edit.where == "新建":
        assert old is None, f"{edit.record} is there already"
        return edit.text
    assert old is not None, f"{edit.record} is not there yet"
    if edit.where == "在最后加":
        return old + edit.text
    lines = old.splitlines(keepends=True)
    mark = f"{edit.key}:" if edit.key else rf"( *)- \{{?id: {edit.below}\b"
    [first] = [n for n, line in enumerate(lines) if re.match(mark, line)]
    if edit.key:
        return "".join([*lines[:first], edit.text, *lines[first + 1 :]])
    dash = lines[first].index("-")
    last = first + 1
    while last < len(lines) and (_indent(lines[last]) > dash or lines[last].startswith("#")):
        last += 1
    return "".join([*lines[:last], edit.text, *lines[last:]])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


@cache
def programme() -> Programme:
    """The demonstration's programme, by which the guide is written."""
    found, problems = read_programme(CONTENT)
    assert found is not None, problems
    return found


def read(folder: Path, records: Mapping[str, str], day: date) -> tuple[Registry, list[str]]:
    """The registry of these records on a day, and every problem the official is told."""
    for name, text in records.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    registry, problems = load(folder, programme(), day)
    return registry, [str(problem) for problem in problems]


def said(found: Standing) -> str:
    """A standing in the words of the guide."""
    parts = [STATUS_ZH[found.status]]
    parts[0] += f"，自 {found.since}" if found.since else ""
    parts[0] += f"，至 {found.until}" if found.until else ""
    if found.next_change:
        parts.append(f"接着是：{STATUS_ZH[found.next_change.status]}")
    if found.bar_until:
        parts.append(f"不得再次认定至 {found.bar_until}")
    parts += [FLAG_ZH[flag] for flag in sorted(found.flags)]
    parts += [f"已更正：{fix.fact}" for fix in found.corrections]
    return "；".join(parts)


def test_every_step_is_accepted_and_follows(tmp_path: Path) -> None:
    """Typed in block by block on the days they name, the records have no problem, not even a
    warning, and on the days the guide names they stand as it says."""
    records: dict[str, str] = {}
    for step in steps():
        if isinstance(step, Edit):
            records[step.record] = applied(step, records.get(step.record))
            # What other records say came at other times; they are judged at their own steps.
            _, problems = read(tmp_path, {step.record: records[step.record]}, step.day)
            assert [p for p in problems if step.record in p] == [], step
        else:
            registry, _ = read(tmp_path, records, step.day)
            now = standing(registry.facts(step.record), programme().policy, step.day)
            assert said(now) == step.said, step


def test_whole_guide_is_one_sound_registry(tmp_path: Path) -> None:
    """At its end nothing is a problem, no decision was in vain, and nothing lies ahead."""
    records: dict[str, str] = {}
    for step in steps():
        if isinstance(step, Edit):
            records[step.record] = applied(step, records.get(step.record))
    day = max(step.day for step in steps())
    registry, problems = read(tmp_path, records, day)
    assert problems == []
    for id in records:
        assert standing(registry.facts(id), programme().policy, day).ineffective == ()


def test_guide_shows_every_status_and_way() -> None:
    """Each of the words an official may meet but one, and each act, is in the guide."""
    claims = [step.said for step in steps() if isinstance(step, Claim)]
    words = {said.split("，自")[0].split("；")[0] for said in claims}
    assert words == set(STATUS_ZH.values()) - {STATUS_ZH["expired"]}
    assert STATUS_ZH["expired"] in GUIDE
    for act in set(Act) - {Act.REFUSED}:
        assert f"status: {act.value}," in GUIDE or f"status: {act.value}}}" in GUIDE, act
    assert "refused" in GUIDE


def test_check_tells_the_last_character_of_an_id(tmp_path: Path) -> None:
    """A file saved under a made-up last character is answered with the right name."""
    wanted = re.search(r"编号应为「(\w+)」", GUIDE)
    draft = re.search(r"merchants/shop/(\w+)\.yml", GUIDE)
    assert wanted and draft
    first = next(step for step in steps() if isinstance(step, Edit))
    _, problems = read(tmp_path, {draft[1]: first.text}, first.day)
    assert any(wanted[0] in problem for problem in problems), problems


def test_commands_of_the_guide_exist() -> None:
    """It names no command that ``fangxin`` does not have."""
    named = sorted(set(re.findall(r"\.venv/bin/fangxin (\w+)", GUIDE)))
    assert named == ["check", "show"]
    for name in named:
        assert main([name, "--help"]) == 0, name


@cache
def truth() -> Mapping[str, list[Case]]:
    """The cases of the truth table by their Chinese sentence."""
    found = defaultdict(list)
    for case in cases():
        found[case.zh].append(case)
    return found


_EXAMPLE = re.compile(r"^```text\n例：(.+)\n((?:\d{4}-\d\d-\d\d .+\n)+)```$", re.MULTILINE)
EXAMPLES = _EXAMPLE.findall(RULES)


@pytest.mark.parametrize("name", [name for name, _ in EXAMPLES])
def test_examples_of_the_rules_are_cases_of_the_truth_table(name: str) -> None:
    """Every day named in an example is a day of that case, with that status."""
    [case] = truth()[name]
    for line in dict(EXAMPLES)[name].splitlines():
        day, word = line.split(" ", 1)
        status = case.expect[date.fromisoformat(day)]["status"]
        assert STATUS_ZH[status].split("（")[0] == word, line


def test_rules_have_examples() -> None:
    """The page is not without examples, and explains every status by its word."""
    assert len(EXAMPLES) >= 8
    for word in STATUS_ZH.values():
        assert word.split("（")[0] in RULES
