"""The commands of ``fangxin`` as they are: options, help, and what words mean to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from fangxin.cli.frame.command import Command, Commands, Options
from fangxin.cli.index import COMMANDS
from fangxin.cli.main import command_of, read


def commands() -> dict[str, Command | Commands]:
    """Every command by its name."""
    return {name: command_of(name) for name in COMMANDS}


def actions(name: str) -> Iterator[tuple[str, Command]]:
    """A command as it is typed, with what it is; of one with commands within it, all of these."""
    command = command_of(name)
    if isinstance(command, Command):
        yield name, command
        return
    for inner, action in command.commands.items():
        assert isinstance(action, Command)
        yield f"{name} {inner}", action


def every() -> Iterator[tuple[str, Command]]:
    """All of them."""
    for name in COMMANDS:
        yield from actions(name)


def options_of(name: str) -> set[str]:
    """The options of a command, and of the commands within it."""
    params = [param for _, command in actions(name) for param in command.params]
    options = [param for param in params if isinstance(param, click.Option)]
    return {"-h", "--help"}.union(*((*one.opts, *one.secondary_opts) for one in options))


def help_of(*words: str) -> str:
    """The page of help of the command that these words name; of all commands for none."""
    context = click.Context(_named(*words), info_name=" ".join(("fangxin", *words)))
    return context.command.get_help(context)


def _named(*words: str) -> click.Command:
    from fangxin.cli.main import PROGRAM

    if not words:
        return PROGRAM
    command: click.Command = command_of(words[0])
    return command.commands[words[1]] if isinstance(command, Commands) and words[1:] else command


def understood(words: Sequence[str]) -> Options:
    """What a call means, without running it. Raises UsageError."""
    return Options(**read(words).params)
