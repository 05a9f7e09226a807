"""The page of help of a command: how it is typed, what each word means, and an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from fangxin.base import machine
from fangxin.base.width import cells, wrapped
from fangxin.cli.frame.parameters import ALWAYS, ARGUMENTS, FOLDERS, OPTIONS, Option, Words

_NAMES = 24  # columns for names at most; what is longer has a line of its own
_HELP = ("-h, --help", "显示这份说明 | show this help")

Line = tuple[str, str]  # a name, and what it means


def page(
    path: str,
    words: str,
    params: Sequence[click.Parameter],
    example: str,
    tail: str = "",
    lists: Mapping[str, Sequence[Line]] | None = None,
) -> str:
    """Help for the command that is typed as ``path``; ``words``: what it does. ``tail``: what else
    is typed, ``lists``: what explains it, below its heading."""
    width = machine.columns_of_pages() - 2
    every = {**_arguments(params), **(lists or {}), **_options(params)}
    names = [cells(name) for lines in every.values() for name, _ in lines]
    left = min(max(names) + 4, _NAMES)
    blocks = [_usage(path, params, tail, width), words]
    blocks += [_block(heading, lines, left, width) for heading, lines in every.items()]
    if example:
        blocks.append("例 | Example:\n" + "\n".join(f"  {one}" for one in example.splitlines()))
    return "\n\n".join(blocks)


def _block(heading: str, lines: Sequence[Line], left: int, width: int) -> str:
    """Names and what they mean, in two columns below a heading."""
    return "\n".join([f"{heading}:", *(one for line in lines for one in _row(line, left, width))])


def _row(line: Line, left: int, width: int) -> Iterator[str]:
    name, words = line
    head = f"  {name}" + " " * max(left - 2 - cells(name), 2)
    if cells(name) + 4 > left:
        yield f"  {name}"
        head = " " * left
    yield from wrapped(words, width, head, " " * left)


def _usage(path: str, params: Sequence[click.Parameter], tail: str, width: int) -> str:
    head = f"用法 | usage: {path}"
    parts = [_shown(one) for one in params if isinstance(one, click.Argument)]
    parts += [_spelt(one) for one in params if _always(one)]
    parts += [tail] if tail else [f"[{OPTIONS}]"]
    lines, line = [], head
    for part in parts:
        if cells(line) + 1 + cells(part) > width:
            lines.append(line)
            line = " " * cells(head)
        line += f" {part}"
    return "\n".join([*lines, line])


def _arguments(params: Sequence[click.Parameter]) -> dict[str, list[Line]]:
    """What is typed without a name, and what must be typed: before all else."""
    found = [(_shown(one), _told(one)) for one in params if isinstance(one, click.Argument)]
    found += [(_spelt(one), _told(one)) for one in params if _always(one)]
    return {ARGUMENTS: found} if found else {}


def _options(params: Sequence[click.Parameter]) -> dict[str, list[Line]]:
    """The others by their headings: what is written, the usual ones, and folders at the end."""
    found: dict[str, list[Line]] = {}
    options = [one for one in params if isinstance(one, click.Option) and not _always(one)]
    for one in sorted(options, key=lambda one: getattr(one, "needed", None) is None):
        heading: str = getattr(one, "heading", OPTIONS)
        found.setdefault(heading, []).append((_names(one), _told(one)))
    last = {heading: found.pop(heading, []) for heading in (OPTIONS, FOLDERS)}
    last[FOLDERS if last[FOLDERS] else OPTIONS].append(_HELP)
    return {heading: lines for heading, lines in {**found, **last}.items() if lines}


def _always(param: click.Parameter) -> bool:
    """Whether an option must be typed, whatever else is."""
    return isinstance(param, Option) and param.needed == ALWAYS


def _names(option: click.Option) -> str:
    shown = f" {option.shown}" if isinstance(option, Option) else ""
    return ", ".join((*option.opts, *option.secondary_opts)) + shown


def _spelt(option: click.Parameter) -> str:
    """How an option is typed."""
    return f"{option.opts[0]} {getattr(option, 'shown', '')}".rstrip()


def _shown(argument: click.Argument) -> str:
    name = argument.human_readable_name
    if argument.nargs == -1:
        return f"{name} [{name} ...]" if argument.required else f"[{name} ...]"
    return name if argument.required else f"[{name}]"


def _told(param: Any) -> str:
    """What a parameter means, and first of all when it must be typed."""
    zh, bar, en = (param.help or "").partition("|")
    needed: Words | None = getattr(param, "needed", None)
    if isinstance(param, click.Argument) and param.required:
        needed = ALWAYS
    if needed is None:
        return f"{zh}{bar}{en}"
    when_zh, when_en = needed
    also = f"{bar}{en.rstrip()} (required{f' {when_en}' if when_en else ''})" if bar else ""
    return f"【{when_zh}必填】{zh}{also}"
