"""``fangxin help``: the help of all commands, or of one, as ``--help`` behind it shows it."""

from __future__ import annotations

from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.parameters import Argument

EXAMPLE = """\
fangxin help
fangxin help fail
fangxin help sign 发放"""
TAKES = (
    Argument(
        "command", "COMMAND", "哪个命令，不写就列出全部 | which one", many=True, required=False
    ),
)


def run(options: Options) -> int:
    """Show the help; raises what ``--help`` raises once it was shown, and UsageError."""
    from fangxin.cli.main import read

    read([*options.command, "--help"])
    return 0  # never reached: help ends the call


COMMAND = Command("help", run, TAKES, EXAMPLE)
