"""The grammar of the commands that take in or mend tables, and draft texts: import, template, tidy,
draft."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from fangxin.cli.commands import drafting, forms, intake, tidying
from fangxin.cli.grammar.command import Group, a_command
from fangxin.cli.grammar.options import JSON, content, sources
from fangxin.cli.grammar.writing import written


def _import(group: Group) -> None:
    command = a_command(
        group,
        "import",
        intake.import_,
        "把 Excel 或 CSV 表格变成商户档案或登记簿；先显示后果，只添加，不改已有的事实",
        "Turn a workbook or CSV into records or a register: shown first, only adding facts",
        "fangxin import 商户登记表.xlsx\n"
        "fangxin import inspections.csv --mapping mapping.yml --merchants merchants",
    )
    command.add_argument(
        "file", metavar="FILE", type=Path, help="表格（.xlsx、.xls、.ods 或 .csv）| the table"
    )
    command.add_argument(
        "--mapping",
        metavar="M.yml",
        type=Path,
        help="对照表；按模板填的不用 | what each column is; not for what a template was made for",
    )
    command.add_argument(
        "--prefix",
        metavar="LETTERS",
        type=_prefix,
        help="新商户编号开头的字母（默认照已有的）| letters new IDs begin with (default: as usual)",
    )
    command.add_argument(
        "--no-copy",
        action="store_true",
        help="不写标出错处的副本 | write no copy with the mistakes marked",
    )
    written(command)


def _prefix(text: str) -> str:
    """One to four capital letters."""
    if not re.fullmatch("[A-Z]{1,4}", text):
        raise argparse.ArgumentTypeError(
            f"应是 1 至 4 个大写字母，不是 {text!r} / needs 1 to 4 capital letters"
        )
    return text


def _template(group: Group) -> None:
    command = a_command(
        group,
        "template",
        forms.template,
        "写一份供填写的 Excel 表（商户、抽检或投诉），有下拉列表、填写提示和例子",
        "Write a workbook to fill in, with lists to choose from, help and examples",
        "fangxin template merchants --output 商户登记表.xlsx",
    )
    command.add_argument(
        "form",
        metavar="FORM",
        choices=("merchants", "inspections", "complaints"),
        help="merchants 商户、inspections 抽检或 complaints 投诉 | which one",
    )
    command.add_argument(
        "--output", metavar="FILE.xlsx", type=Path, help="写到哪里 | where to (default: here)"
    )
    content(command)


def _tidy(group: Group) -> None:
    command = a_command(
        group,
        "tidy",
        tidying.tidy,
        "把用表格软件存过的登记簿（CSV）改回规范写法；只动写法，不动内容",
        "Give CSV registers that a spreadsheet saved their canonical spelling, never other content",
        "fangxin tidy\nfangxin tidy content/registers/complaints.csv\nfangxin tidy --check",
    )
    command.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        type=Path,
        help="登记簿文件（默认全部 CSV 登记簿）| registers (default: all that are CSV)",
    )
    command.add_argument(
        "--check",
        action="store_true",
        help="只看，不改；有不规范的，退出码为 1 | change nothing; 1 when something would be",
    )
    content(command)


def _draft(group: Group) -> None:
    command = a_command(
        group,
        "draft",
        drafting.draft,
        "投诉研判：列出热点和可拟的公告；加 --write 写成草稿，由办公室修改后发布",
        "List hot spots of complaints and drafts of notices; --write makes one for you to edit",
        "fangxin draft alert-prepaid-2026-10 --write",
    )
    command.add_argument("name", metavar="NAME", nargs="?", help="草稿名称 | name of the draft")
    command.add_argument("--write", action="store_true", help="写入文件 | write the file")
    sources(command)
    command.add_argument("--json", action="store_true", help=JSON)


COMMANDS = (
    _import,
    _template,
    _tidy,
    _draft,
)
