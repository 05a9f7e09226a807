"""The page of help of a command: how it is typed, what each word means, and an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from fangxin.base import machine
from fangxin.base.width import cells, wrapped
from fangxin.cli.frame.parameters import OPTIONS, Option

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
    arguments = [(_shown(one), _help(one)) for one in params if isinstance(one, click.Argument)]
    named = {"要写的 | arguments": arguments} if arguments else {}
    every = {**named, **(lists or {}), **_options(params)}
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
    parts = ["[-h]", *(f"[{_spelt(one)}]" for one in params if isinstance(one, click.Option))]
    for one in params:
        if isinstance(one, click.Option) and one.required:
            parts[parts.index(f"[{_spelt(one)}]")] = _spelt(one)
    parts += [_shown(one) for one in params if isinstance(one, click.Argument)]
    parts += [tail] if tail else []
    lines, line = [], head
    for part in parts:
        if cells(line) + 1 + cells(part) > width:
            lines.append(line)
            line = " " * cells(head)
        line += f" {part}"
    return "\n".join([*lines, line])


def _options(params: Sequence[click.Parameter]) -> dict[str, list[Line]]:
    """Options by their headings; the usual ones first."""
    found: dict[str, list[Line]] = {OPTIONS: [_HELP]}
    for one in params:
        if isinstance(one, click.Option):
            heading: Any = getattr(one, "heading", OPTIONS)
            names = ", ".join((*one.opts, *one.secondary_opts))
            shown = f" {one.shown}" if isinstance(one, Option) else ""
            found.setdefault(heading, []).append((f"{names}{shown}", _help(one)))
    return found


def _spelt(option: click.Option) -> str:
    """How it stands in the line of usage."""
    shown = f" {option.shown}" if isinstance(option, Option) else ""
    return " | ".join((*option.opts[:1], *option.secondary_opts)) + shown


def _shown(argument: click.Argument) -> str:
    name = argument.human_readable_name
    if argument.nargs == -1:
        return f"{name} [{name} ...]" if argument.required else f"[{name} ...]"
    return name if argument.required else f"[{name}]"


def _help(param: Any) -> str:
    return param.help or ""
