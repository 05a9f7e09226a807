"""The command line: ``fangxin``. It reads what was typed, runs one command, returns its code.

Exit codes: 0 fine; 1 the data or the site is wrong; 2 it could not be done; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword

import click

from fangxin.base import machine
from fangxin.base.refusal import RefusedError
from fangxin.base.report import CannotSayError, complain, complain_of, conceal_by, mutter
from fangxin.base.version import version
from fangxin.cli.frame.command import Command, Commands, show
from fangxin.cli.frame.parameters import Switch
from fangxin.cli.frame.refusal import GivenUpError, in_words
from fangxin.cli.frame.typed import typed
from fangxin.cli.index import COMMANDS

_FEWEST = 10  # digits of a number of somebody, whatever it is cut to


class Program(Commands):
    """All commands. A command stands in the module named like it, which is imported when it is
    called: a hook of git starts several of these programs at every push."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words before a command's name. Raises UsageError, and Exit after the version."""
        found = typed(args, self.params, ctx, first_only=True)
        if found.wrong is None and "--version" in found.names:
            show(f"fangxin {version()}", ctx)
        return super().parse_args(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; None where there is none."""
        return command_of(cmd_name) if cmd_name in self.lines else None


PROGRAM = Program(
    "fangxin",
    COMMANDS,
    "命令 | commands",
    "COMMAND",
    "放心消费单位公开登记 | A public registry of trustworthy merchants",
    takes=(Switch("--version", help="显示程序的版本 | show the version of the program"),),
    closing="每个命令都有例子：fangxin COMMAND --help | Every command has an example",
)


def module_of(name: str) -> str:
    """The module that a command stands in; a word of Python's own gets a line behind it."""
    module = name.replace("-", "_")
    return f"fangxin.cli.{module}_" if iskeyword(module) else f"fangxin.cli.{module}"


def command_of(name: str) -> Command | Commands:
    """The command of a name."""
    found: Command | Commands = import_module(module_of(name)).COMMAND
    return found


def read(words: Sequence[str]) -> click.Context:
    """What the words of a call mean: the command within all commands, with its parameters. Raises
    UsageError, and Exit after help was shown."""
    context = PROGRAM.make_context("fangxin", list(words))
    while isinstance(context.command, Commands):
        context = context.command.within(context)
    return context


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. FANGXIN_DEBUG=1 adds tracebacks to messages."""
    machine.open_streams()
    conceal_by(_concealed)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        context = read(sys.argv[1:] if arguments is None else arguments)
        with context:
            code: int = context.command.invoke(context)
        return code
    except click.exceptions.Exit as left:  # after help
        return left.exit_code
    except click.UsageError as error:
        complain(*in_words(error))
        return 2
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 2
    except KeyboardInterrupt:
        complain("已中断", "interrupted")
        return 130
    except BrokenPipeError:
        _discard_output()
        return 2
    except CannotSayError as error:
        _discard_output()
        if not isinstance(error.__cause__, BrokenPipeError):  # that is no fault, e.g. `| head`
            complain(
                f"结果写不出来（{error}）；请检查磁盘空间，或换一个输出的去处",
                f"the result cannot be printed ({error}); check free space, or where it goes",
            )
        return 2
    except GivenUpError as error:  # it was told
        return error.code
    except RefusedError as error:
        complain_of(error)
        return error.code
    except Exception as error:
        return _unexpected(error)


def _concealed(text: str) -> str:
    """What may be printed of a text: no number of a person."""
    if not _is_worth_a_look(text):  # what takes a moment to be loaded is not needed
        return text
    from fangxin.text.fields.concealing import concealed

    return concealed(text)


def _is_worth_a_look(text: str) -> bool:
    """Whether ten digits or numerals are in one line, or in lines without a word between them."""
    count = 0
    for line in text.split("\n"):
        here = sum(map(_counts, line))
        count += here
        if count >= _FEWEST:
            return True
        if any(letter.isalpha() and not _counts(letter) for letter in line):
            count = here  # which may go on in the next one
    return False


def _counts(letter: str) -> bool:
    return letter.isnumeric() or letter in "○◯两"


def _discard_output() -> None:
    """What is still to be printed goes nowhere, or it would fail again when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unexpected(error: Exception) -> int:
    if machine.environment("FANGXIN_DEBUG"):
        import traceback

        mutter("".join(traceback.format_exception(error)).rstrip())
    shown = " ".join(str(error).split())[:300]
    if isinstance(error, OSError):
        complain(
            f"无法读写文件：{shown}。请检查路径、权限和磁盘空间",
            f"cannot read or write a file: {shown}; check path, permissions and free space",
        )
        return 2
    kind = type(error).__name__
    complain(
        f"程序内部错误（{kind}：{shown}）。请设置 FANGXIN_DEBUG=1 重新运行，"
        "把命令和全部输出发给维护者",
        f"a fault of this program ({kind}: {shown}). Please run it again with FANGXIN_DEBUG=1 set "
        "and send the command and all of its output to the maintainers (see CONTRIBUTING.md)",
    )
    return 2
