"""What every command has: its parser, its help in two languages, an example, and what it runs."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import Any, NoReturn, TypeAlias

from fangxin.base.report import complain

Run: TypeAlias = Callable[[argparse.Namespace], int]


class _Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法 | usage: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese first."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=_Help, add_help=False, **settings)
        self._positionals.title, self._optionals.title = "要写的 | arguments", "选项 | options"
        self.add_argument("-h", "--help", action="help", help="显示这份说明 | show this help")

    def error(self, message: str) -> NoReturn:
        zh, en = _in_words(message)
        complain(f"命令有误：{zh}；写法见 {self.prog} --help", f"wrong usage: {en}")
        raise SystemExit(2)


# What argparse says of a wrong command, in Chinese; the rest is said in English alone.
_SAID = (
    (r"the following arguments are required: (.*)", "还要写 {0}"),
    (r"unrecognized arguments: (.*)", "多写了 {0}，没有这样的选项"),
    (
        r"argument ([^:]*): invalid choice: '(.*)' \(choose from (.*)\)",
        "{0} 不能是“{1}”，只能是 {2} 之一",
    ),
    (r"argument ([^:]*): expected (?:one|at least one) argument", "{0} 后面要写内容"),
    (r"argument ([^:]*): not allowed with argument (.*)", "{0} 不能和 {1} 同时写"),
    (r"ambiguous option: (.*) could match (.*)", "选项 {0} 写得太短，可能是 {1}"),
)


def _in_words(message: str) -> tuple[str, str]:
    """What argparse says in both languages; our own readers say "Chinese / English"."""
    own = re.fullmatch(r"argument ([^:]*): (.*) / (.*)", message, re.DOTALL)
    if own is not None:
        return f"{own[1]} {own[2]}", f"argument {own[1]}: {own[3]}"
    for pattern, words in _SAID:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found is not None:
            return words.format(*(part.replace("'", "") for part in found.groups())), message
    return "见右", message


Group: TypeAlias = "argparse._SubParsersAction[Parser]"


def a_command(
    group: Group, name: str, run: Run, zh: str, en: str, example: str
) -> argparse.ArgumentParser:
    """A command ``name`` that calls ``run``: one sentence in each language, without a full stop,
    and an example, of one or more lines."""
    command = group.add_parser(
        name,
        help=f"{zh} | {en}",
        description=f"{zh}。\n{en}.",
        epilog="例 | Example:\n" + "\n".join(f"  {line}" for line in example.splitlines()),
    )
    command.set_defaults(run=run)
    return command
