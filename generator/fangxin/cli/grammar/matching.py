"""The grammar of lists from elsewhere: match."""

from __future__ import annotations

from pathlib import Path

from fangxin.cli.commands import matching
from fangxin.cli.grammar.command import Group, a_command
from fangxin.cli.grammar.writing import written

_EXAMPLE = """fangxin match 处罚名单.xlsx
fangxin match 处罚名单.xlsx --output 核对.xlsx
fangxin match 处罚名单.csv --columns 文号=决定书号,日期=作出决定日期
fangxin match --confirm 核对.xlsx --commit"""


def _match(group: Group) -> None:
    command = a_command(
        group,
        "match",
        matching.match,
        "把每月的处罚名单按信用代码同登记簿对照，由人核对；核对表填好后再一次登记",
        "Compare a list of penalties with the registry by credit code, for a person to confirm",
        _EXAMPLE,
    )
    command.add_argument(
        "file", metavar="FILE", nargs="?", type=Path, help="名单（xlsx 或 csv）| the list"
    )
    command.add_argument(
        "--columns",
        metavar="KEY=HEADING,…",
        default=None,
        help="哪一列是什么，表头特别时才写 | which column is which, for unusual headings",
    )
    command.add_argument(
        "--output",
        metavar="FILE.xlsx",
        type=Path,
        default=None,
        help="写成核对表，逐行选是否登记 | write a sheet in which rows are marked",
    )
    command.add_argument(
        "--confirm",
        metavar="FILE.xlsx",
        type=Path,
        default=None,
        help="登记核对表里选了“是”的各行 | enter the rows that are marked 是",
    )
    written(command)


COMMANDS = (_match,)
