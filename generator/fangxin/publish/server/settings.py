"""server.toml → ``Config``, by a field table like every other setting."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import Any

from fangxin.base.problem import Place, Problem
from fangxin.text.fields.kinds import Coded, Flag, Web, Whole
from fangxin.text.fields.tables import Field, Group, Report
from fangxin.text.yaml.reading import Map, Node, Seq, Text

CONFIG = "server.toml"
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")  # where TOML could not be read


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
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [_unreadable(str(error), path)]
    report = Report(path)
    values = SETTINGS.read(_tree(raw, text), Field("", SETTINGS, "文件", "the file"), report)
    problems = sorted([*report.problems, *([] if "site_url" in raw else [_homeless(path)])])
    return (None if problems else Config(**values)), problems


def _homeless(path: str) -> Problem:
    return Problem(
        Place(path),
        "missing-key",
        'site_url（网站地址）必须写：没有写。请补上一行，例如 site_url = "https://fx.example"',
        'site_url must be written: it is missing; add a line such as site_url = "https://fx.example"',
    )


def _unreadable(said: str, path: str) -> Problem:
    """The library's words are of no use to an official; where it stopped is."""
    found = _AT.search(said)
    place = Place(path, int(found[1]), int(found[2])) if found else Place(path)
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
    lines = text.splitlines()
    keys = {key: Text(key, *_place(key, lines), True) for key in raw}
    entries = {key: _node(value, keys[key].line, keys[key].column) for key, value in raw.items()}
    return Map(entries, keys, 1, 1)


def _place(key: str, lines: list[str]) -> tuple[int, int]:
    """Line and column of a name, from 1; a name in a table of its own: the first line."""
    for number, line in enumerate(lines, 1):
        found = re.match(rf"\s*[\"'\[]?({re.escape(key)})\b", line)
        if found:
            return number, found.start(1) + 1
    return 1, 1


def _node(value: Any, line: int, column: int) -> Node:
    if isinstance(value, dict):
        return Map({}, {}, line, column)
    if isinstance(value, list):
        return Seq([], line, column)
    if isinstance(value, bool):
        return Text(str(value).lower(), line, column, True)
    return Text(value if isinstance(value, str) else repr(value), line, column, True)
