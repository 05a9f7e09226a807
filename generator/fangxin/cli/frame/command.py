"""What a command is: what it takes, an example, and what it runs.

    COMMAND = Command("show", run, (options.MERCHANT, *options.SOURCES, options.JSON), EXAMPLE)

``run`` gets the words as attributes and returns the exit code. What only running needs is imported
within it: help, and a wrong word, are answered without reading half of the program.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import NoReturn

import click

from fangxin.base.closed import Labels, code_of
from fangxin.base.report import say_help
from fangxin.cli.frame.page import page
from fangxin.cli.frame.parameters import ALWAYS, LEFT_OUT, Argument, Option, Words
from fangxin.cli.frame.refusal import (
    ApartError,
    LackingError,
    NoActionError,
    NoSuchActionError,
    TooManyError,
)
from fangxin.cli.frame.typed import Typed, typed
from fangxin.cli.index import COMMANDS


class Options(SimpleNamespace):
    """The words of a command, read: an attribute for each of its parameters."""


Run = Callable[[Options], int]


class Command(click.Command):
    """A command that is told in Chinese first. ``words``: what it does, a sentence in each language
    without a full stop; ``apart``: options of which only one may be typed; ``needs``: the fields
    that must be written, each with when that is so, ``ALWAYS`` or in both languages."""

    def __init__(
        self,
        name: str,
        run: Run,
        takes: Sequence[click.Parameter],
        example: str,
        words: Words | None = None,
        apart: Sequence[str] = (),
        needs: Mapping[str, Words] | None = None,
    ) -> None:
        super().__init__(name, params=list(takes), add_help_option=False)
        self.run, self.example, self.apart = run, example, apart
        self.words = words or described(name)
        for param in takes:
            if isinstance(param, Option) and param.required:
                param.needed = ALWAYS
            elif isinstance(param, Option):
                param.needed = (needs or {}).get((param.name or "").removeprefix("field_"))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words. Raises UsageError."""
        found = typed(args, self.params, ctx)
        if found.asks_for_help:
            show(self.get_help(ctx), ctx)
        if found.wrong is not None:
            raise found.wrong
        first, *others = [name for name in found.names if name in self.apart] or [""]
        for other in others:
            if other != first:
                raise ApartError(other, first, ctx)
        self._counted(found, ctx)
        return super().parse_args(ctx, [*found.options, "--", *self._placed(found.rest)])

    @property
    def _arguments(self) -> list[Argument]:
        return [param for param in self.params if isinstance(param, Argument)]

    def _counted(self, found: Typed, ctx: click.Context) -> None:
        """Refuse too few words and too many; all that lacks is told at once."""
        takes = self._arguments
        needed: list[click.Parameter] = [one for one in takes if one.required]
        missing = needed[len(found.rest) :]
        missing += [
            one
            for one in self.params
            if isinstance(one, click.Option) and one.required and one.opts[0] not in found.names
        ]
        if missing:
            raise LackingError(missing, ctx)
        if len(found.rest) > len(takes) and all(one.nargs == 1 for one in takes):
            raise TooManyError(tuple(found.rest[len(takes) :]), ctx)

    def _placed(self, words: Sequence[str]) -> list[str]:
        """The words without a name, a mark in the place of those that may be left out and were."""
        takes, waiting = self._arguments, list(words)
        spare = len(words) - sum(one.required for one in takes)
        places = []
        for number, one in enumerate(takes):
            if one.nargs == 1 and (one.required or spare > 0):
                spare -= not one.required
                places.append(waiting.pop(0))
            elif one.nargs == 1 and any(other.required for other in takes[number + 1 :]):
                places.append(LEFT_OUT)
        return [*places, *waiting]

    def get_help(self, ctx: click.Context) -> str:
        """The page of help."""
        zh, en = self.words
        return page(ctx.command_path, f"{zh}。\n{en}.", self.params, self.example)

    def invoke(self, ctx: click.Context) -> int:
        """Run it; the exit code."""
        return self.run(Options(**ctx.params))


class Commands(click.Group):
    """Commands by name, each looked up when it is called; ``lines``: what each does, for the list.
    ``metavar``: what help calls a name; ``labels``: the names of a few in Chinese."""

    def __init__(
        self, name: str, lines: Mapping[str, Words], heading: str, metavar: str, about: str,
        example: str = "", closing: str = "", labels: Labels | None = None,
        takes: Sequence[click.Parameter] = (),
    ) -> None:  # fmt: skip
        super().__init__(name, params=list(takes), add_help_option=False)
        self.labels = labels or {}
        self.lines, self.heading, self.metavar = lines, heading, metavar
        self.about, self.example, self.closing = about, example, closing

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order of the help."""
        return list(self.lines)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words before a command's name. Raises UsageError."""
        found = typed(args, self.params, ctx, first_only=True)
        if found.asks_for_help:
            show(self.get_help(ctx), ctx)
        if found.wrong is not None:
            raise found.wrong
        if not found.rest:
            raise NoActionError(self.metavar, self.labels, ctx)
        ctx.args = found.rest
        return found.rest

    def within(self, ctx: click.Context) -> click.Context:
        """The command that was named, with its words read. Raises UsageError."""
        name, *words = ctx.args
        name = code_of(name, self.labels) or name
        command = self.get_command(ctx, name)
        if command is None:
            if self.labels:
                raise NoSuchActionError(name, self.labels, ctx)
            raise click.NoSuchCommand(name, possibilities=self.lines, ctx=ctx)
        return command.make_context(name, words, parent=ctx)

    def get_help(self, ctx: click.Context) -> str:
        """The page of help: all commands and what they do."""
        names = {name: f"{name} {self.labels.get(name, '')}".rstrip() for name in self.lines}
        lines = [(names[name], f"{zh} | {en}") for name, (zh, en) in self.lines.items()]
        tail, listed = f"{self.metavar} ...", {self.heading: lines}
        said = page(ctx.command_path, self.about, self.params, self.example, tail, listed)
        return f"{said}\n\n{self.closing}" if self.closing else said

    def invoke(self, ctx: click.Context) -> int:
        """Run the command that was named; the exit code."""
        with self.within(ctx) as inner:
            code: int = inner.command.invoke(inner)
            return code


def described(name: str) -> Words:
    """What a command does, as the index says it."""
    return COMMANDS[name]


def show(text: str, ctx: click.Context) -> NoReturn:
    """Print help, and be done."""
    say_help(text)
    ctx.exit(0)
