"""Arguments and options of commands, and how their words become values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from fangxin.base.closed import Labels, code_of
from fangxin.cli.frame.refusal import NotOneOfError

ARGUMENTS = "要写的 | arguments"
OPTIONS = "选项 | options"
FOLDERS = "文件夹和程序用的 | folders, and for programs"  # last: few ever need them
LEFT_OUT = "\0"  # stands for an argument before others that was not typed; no shell can pass it

Words = tuple[str, str]  # in Chinese and in English
ALWAYS: Words = ("", "")  # when a field must be written, of one that always must

Read = Callable[[str], Any]  # raises UnfitError for words that it cannot take


class _Reading(click.ParamType[Any]):
    """A word as ``read`` reads it."""

    name = "words"

    def __init__(self, read: Read) -> None:
        self.read = read

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value; what is one already stays as it is."""
        if value == LEFT_OUT:
            return None
        return self.read(value) if isinstance(value, str) else value


class Argument(click.Argument):
    """A word without a name of its own, shown as ``metavar``; ``many``: all that follow."""

    def __init__(
        self,
        name: str,
        metavar: str,
        help: str,
        read: Read = str,
        *,
        many: bool = False,
        required: bool = True,
        default: str | None = None,
    ) -> None:
        more: dict[str, Any] = {} if default is None else {"default": default}
        super().__init__(
            [name],
            metavar=metavar,
            help=help,
            type=_Reading(read),
            nargs=-1 if many else 1,
            required=required,
            **more,
        )


class Option(click.Option):
    """A value with a name, explained below ``heading``; ``wanted``: what has to follow it;
    ``needed``: when it must be typed, in two languages, where that is not always."""

    needed: Words | None = None

    def __init__(
        self,
        *names: str,
        help: str,
        metavar: str | None = None,
        read: Read = str,
        heading: str = OPTIONS,
        wanted: str = "",
        **more: Any,
    ) -> None:
        super().__init__(names, help=help, metavar=metavar, type=_Reading(read), **more)
        self.heading = heading
        self.shown = metavar or (self.name or "").removeprefix("field_").upper()
        self.wanted = wanted or f" {self.shown}：{help.partition('|')[0].strip()}"


class Switch(click.Option):
    """An option that needs no value; ``--it/--no-it`` is None where neither is typed."""

    def __init__(self, *names: str, help: str, heading: str = OPTIONS) -> None:
        more: dict[str, Any] = {"default": None} if any("/" in one for one in names) else {}
        super().__init__(names, help=help, is_flag=True, **more)
        self.heading = heading


def one_of(known: Labels) -> Read:
    """A reader of words that must be one of those ``known``, each typed as its code or by its
    Chinese name; gives the code."""

    def read(text: str) -> str:
        code = code_of(text, known)
        if code is None:
            raise NotOneOfError(text, known)
        return code

    return read
