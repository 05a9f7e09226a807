"""The grammar of ``fangxin diff``: what a change does to whom."""

from __future__ import annotations

from pathlib import Path

from fangxin.cli.commands.comparing import diff
from fangxin.cli.grammar.command import Group, a_command
from fangxin.cli.grammar.options import JSON, as_of, jobs, repository

FORMATS = ("text", "markdown", "html", "json")


def _diff(group: Group) -> None:
    command = a_command(
        group,
        "diff",
        diff,
        "说明一次修改公开以前会影响谁：哪些商户的状态、理由或公开事实会变",
        "Tell before it is public whom a change affects: standings, reasons, public facts",
        "fangxin diff HEAD~1..HEAD\n"
        "fangxin diff                      # 还没有提交的修改 | what is not committed\n"
        "fangxin diff main...draft --format html --output 影响.html",
    )
    command.add_argument(
        "range",
        metavar="OLD..NEW",
        nargs="?",
        default="",
        help="比较哪两个提交；不写，就是已提交的与眼前的文件 | two commits (default: HEAD and the "
        "files as they lie)",
    )
    command.add_argument(
        "--staged",
        action="store_true",
        help="只看已暂存（git add）的修改 | what is staged instead of the files as they lie",
    )
    repository(command)
    as_of(command)
    jobs(command)
    style = command.add_mutually_exclusive_group()
    style.add_argument("--json", dest="format", action="store_const", const="json", help=JSON)
    style.add_argument(
        "--format", choices=FORMATS, default="text", help="写成什么样 | how it is written"
    )
    command.add_argument(
        "--output",
        metavar="FILE",
        type=Path,
        default=None,
        help="写进文件，不显示 | write it to a file instead",
    )


COMMANDS = (_diff,)
