"""What every command has: its parser, its help in two languages, an example, and what it runs."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, NoReturn, TypeAlias

from generator.report import complain

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
        complain(f"命令有误：见 {self.prog} --help", f"wrong usage: {message}")
        raise SystemExit(2)


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
