"""``fangxin match``: a monthly list of penalties beside the registry, for a person to confirm."""

from __future__ import annotations

from pathlib import Path

from fangxin.base.report import complain
from fangxin.cli import options
from fangxin.cli.desk.given import IMPOSSIBLE
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.parameters import Argument, Option

EXAMPLE = """\
fangxin match 处罚名单.xlsx
fangxin match 处罚名单.xlsx --output 核对.xlsx
fangxin match 处罚名单.csv --columns 文号=决定书号,日期=作出决定日期
fangxin match --confirm 核对.xlsx --commit"""
TAKES = (
    Argument("file", "FILE", "名单（xlsx 或 csv）| the list", Path, required=False),
    Option(
        "--columns",
        metavar="KEY=HEADING,…",
        help="哪一列是什么，表头特别时才写 | which column is which, for unusual headings",
    ),
    Option(
        "--output",
        metavar="FILE.xlsx",
        read=Path,
        help="写成核对表，逐行选是否登记 | write a sheet in which rows are marked",
    ),
    Option(
        "--confirm",
        metavar="FILE.xlsx",
        read=Path,
        help="登记核对表里选了“是”的各行 | enter the rows that are marked 是",
    ),
    *options.WRITTEN,
)


def run(options: Options) -> int:
    """Tell whom a list means, or enter what a person confirmed; writes no record by itself."""
    from fangxin.cli.desk.opening import open_desk
    from fangxin.cli.own.match import compare, confirmed

    if bool(options.file) == bool(options.confirm):
        complain(
            "写名单文件，或用 --confirm 写填好的核对表，两样选一样",
            "give a list, or a sheet that was filled in with --confirm: one of the two",
        )
        return IMPOSSIBLE
    desk = open_desk(options)
    return confirmed(desk) if options.confirm else compare(desk)


COMMAND = Command("match", run, TAKES, EXAMPLE)
