"""The grammar of the commands that look and change nothing: check, show, todo, schema."""

from __future__ import annotations

from pathlib import Path

from fangxin.base.report import STYLES
from fangxin.cli.commands import looking as commands
from fangxin.cli.grammar.command import Group, a_command
from fangxin.cli.grammar.options import JSON, content, jobs, number, sources
from fangxin.facts.registers import ALL


def _check(group: Group) -> None:
    command = a_command(
        group,
        "check",
        commands.check,
        "检查全部档案、规则和登记簿，一次列出所有问题",
        "Check every record and the policy, and list all problems at once",
        "fangxin check --merchants merchants",
    )
    sources(command)
    jobs(command)
    style = command.add_mutually_exclusive_group()
    style.add_argument("--json", dest="format", action="store_const", const="json", help=JSON)
    style.add_argument(
        "--format", choices=STYLES, default="human", help="输出方式 | how problems are written"
    )


def _show(group: Group) -> None:
    command = a_command(
        group,
        "show",
        commands.show,
        "说明一家商户某一天的状态、理由和履历",
        "Explain one merchant's standing on a day: status, reasons, timeline",
        "fangxin show PJ180005E --as-of 2019-06-10",
    )
    command.add_argument("id", metavar="ID", type=str.upper, help="商户编号 | the merchant's ID")
    sources(command)
    command.add_argument("--json", action="store_true", help=JSON)


def _todo(group: Group) -> None:
    command = a_command(
        group,
        "todo",
        commands.todo,
        "列出到期要办的事，最要紧的在前，每件写明用哪个命令",
        "List what is due, the most urgent first, each with the command that does it",
        "fangxin todo\nfangxin todo --ahead 7 --town 仙华街道\nfangxin todo --ics todo.ics",
    )
    sources(command)
    command.add_argument(
        "--ahead",
        metavar="N",
        type=number(0, 3660),
        default=30,
        help="往后看几天（默认 30）| how many days ahead (default: 30)",
    )
    command.add_argument(
        "--kind",
        metavar="KIND",
        default=None,
        help="只看一类，写代号；写错了会列出全部 | only this kind; a wrong one lists them all",
    )
    command.add_argument(
        "--town", metavar="TOWN", default=None, help="只看一个乡镇、街道 | only this town"
    )
    command.add_argument(
        "--department",
        metavar="NAME",
        default=None,
        help="只看一个部门（名称或代号）| only this department, by name or code",
    )
    way = command.add_mutually_exclusive_group()
    way.add_argument("--json", action="store_true", help=JSON)
    way.add_argument(
        "--ics",
        metavar="FILE",
        type=Path,
        default=None,
        help="写成日历文件，供办公软件订阅 | write a calendar file to subscribe to",
    )


def _schema(group: Group) -> None:
    command = a_command(
        group,
        "schema",
        commands.schema,
        "输出档案（或登记簿一行）的 JSON Schema，供编辑器提示和检查",
        "Print the JSON Schema of a record, or of a register's row, for editors",
        "fangxin schema --register inspections > row.schema.json",
    )
    command.add_argument(
        "--register",
        choices=[register.name for register in ALL],
        default=None,
        help="登记簿的一行，而不是商户档案 | a row of this register instead of a record",
    )
    content(command)


COMMANDS = (
    _check,
    _show,
    _todo,
    _schema,
)
