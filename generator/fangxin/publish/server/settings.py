"""server.toml → ``Config``, by a field table like every other setting."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from fangxin.base.problem import Place, Problem
from fangxin.text.fields.kinds import Coded, Flag, Web, Whole
from fangxin.text.fields.tables import Field, Group, Report
from fangxin.text.yaml.reading import Map, Node, Seq, Text

CONFIG = "server.toml"
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")  # where TOML could not be read
_NAME = re.compile(r"\s*(?P<table>\[\[?\s*)?[\"']?(?P<name>[^\"'=.\[\]\s#]+)[\"']?\s*[=.\]]")
_FEW = 60  # digits of a number that are looked at; Python reads no number of thousands of them
_DIGITS = re.compile(r"\d[\d_]{999,}")


@dataclass(frozen=True, slots=True)
class Config:
    """The settings: see ``server.toml`` for what each means. ``jobs`` 0: all processors."""

    site_url: str
    branch: str = "main"
    theme: bool = False
    keep: int = 5
    jobs: int = 0
    max_file_mb: int = 10
    max_text_ms: int = 4000


_BRANCH = Coded(
    r"[A-Za-z0-9_][A-Za-z0-9_-]*",
    "分支名（字母、数字、- 和 _）",
    "the name of a branch (letters, digits, - and _)",
)
SETTINGS = Group(
    (
        Field("site_url", Web(loopback=True), "网站地址", "the site's address"),
        Field("branch", _BRANCH, "公开的分支", "the branch that is published", example="main"),
        Field("theme", Flag(), "用提交里的模板", "use the templates of the commit"),
        Field("keep", Whole(1, 1024), "保留几次公开的网站", "how many releases are kept"),
        Field("jobs", Whole(0, 1024), "同时几个进程", "processes at work"),
        Field("max_file_mb", Whole(1, 1024), "单个文件上限", "largest file (MB)"),
        Field("max_text_ms", Whole(1, 600_000), "一篇文字最多算多久", "most time of a text (ms)"),
    )
)


def read_settings(text: str, path: str) -> tuple[Config | None, list[Problem]]:
    """The settings and every problem of them; None when there is any."""
    raw, text, unreadable = _parsed(text.removeprefix("\ufeff"), path)  # as Notepad begins a file
    report = Report(path)
    if raw is None:
        return None, unreadable
    values = SETTINGS.read(_tree(raw, text), Field("", SETTINGS, "文件", "the file"), report)
    problems = sorted([*unreadable, *report.problems])
    if "site_url" not in raw and not any(one.place.line == 1 for one in unreadable):
        problems.append(_homeless(path))
    return (None if problems else Config(**values)), problems


def _parsed(text: str, path: str) -> tuple[dict[str, Any] | None, str, list[Problem]]:
    """The values, the text that they were read from, and a problem for every line that is no TOML,
    which is passed over; no values where none of it can be read."""
    lines = [_DIGITS.sub(lambda run: run[0][:_FEW], line) for line in text.splitlines()]
    problems: list[Problem] = []
    for _ in range(len(lines) + 1):
        try:
            return tomllib.loads("\n".join(lines)), "\n".join(lines), problems
        except tomllib.TOMLDecodeError as error:
            place = _where(str(error), lines, path)
            problems.append(_unreadable(place))
            if not lines[place.line - 1].strip():
                break
            lines[place.line - 1] = ""
        except (RecursionError, ValueError):  # brackets within brackets, a day that is none
            problems.append(_unreadable(Place(path)))
            break
    return None, text, problems


def _where(said: str, lines: list[str], path: str) -> Place:
    """Where the library stopped; what ended too early is told at the last line."""
    found = _AT.search(said)
    if found:
        return Place(path, min(int(found[1]), len(lines)), int(found[2]))
    last = max((number for number, line in enumerate(lines, 1) if line.strip()), default=1)
    return Place(path, last)


def _homeless(path: str) -> Problem:
    return Problem(
        Place(path),
        "missing-key",
        'site_url（网站地址）必须写：没有写。请补上一行，例如 site_url = "https://fx.example"',
        'site_url must be written: it is missing; add a line such as site_url = "https://fx.example"',
    )


def _unreadable(place: Place) -> Problem:
    """The library's words are of no use to an official; where it stopped is."""
    return Problem(
        place,
        "bad-toml",
        "读不懂这一行：每行须是「名称 = 内容」，文字加英文双引号，数字和 true、false 不加，"
        "一个名称只写一次。请照文件里的说明改正",
        "cannot read this line: each must be 'name = value', texts in double quotes, numbers, true "
        "and false without, each name once; mend it as the file explains",
    )


def _tree(raw: dict[str, Any], text: str) -> Map:
    """The values as nodes with their places, so that a field table can read them."""
    places = _places(text)
    keys = {key: Text(key, *places.get(key, (1, 1)), True) for key in raw}
    entries = {key: _node(value, keys[key].line, keys[key].column) for key, value in raw.items()}
    return Map(entries, keys, 1, 1)


def _places(text: str) -> dict[str, tuple[int, int]]:
    """Line and column of every name, from 1: of tables, and before the first of them of settings;
    what stands within a text of several lines is no name."""
    found: dict[str, tuple[int, int]] = {}
    within = table = False
    for number, line in enumerate(text.splitlines(), 1):
        named = None if within else _NAME.match(line)
        if named is not None and (named["table"] or not table):
            found.setdefault(named["name"], (number, named.start("name") + 1))
            table = table or bool(named["table"])
        within ^= (line.count('"""') + line.count("'''")) % 2 == 1
    return found


def _node(value: Any, line: int, column: int) -> Node:
    if isinstance(value, dict):
        return Map({}, {}, line, column)
    if isinstance(value, list):
        return Seq([], line, column)
    return Text(_written(value), line, column, True)


def _written(value: Any) -> str:
    """A value as one writes it: days and times as such, and of a number without end its begin."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int) and abs(value) >= 10**_FEW:
        return hex(value)[:_FEW]
    return str(value)
