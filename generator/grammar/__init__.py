"""The grammar of the command line: commands, their options, their help.

Help is Chinese first, then English; every command gives an example.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from generator import commands
from generator.grammar.options import (
    JSON,
    ROOT,
    content,
    jobs,
    merchants,
    number,
    output,
    site_url,
    sources,
)
from generator.registers import ALL
from generator.report import STYLES, complain


class _Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法 | usage: " if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=_Help, add_help=False, **settings)
        self._positionals.title, self._optionals.title = "要写的 | arguments", "选项 | options"
        self.add_argument("-h", "--help", action="help", help="显示这份说明 | show this help")

    def error(self, message: str) -> NoReturn:
        complain(f"命令有误：见 {self.prog} --help", f"wrong usage: {message}")
        raise SystemExit(2)


Group: TypeAlias = "argparse._SubParsersAction[_Parser]"


def parser() -> argparse.ArgumentParser:
    """The grammar of every command."""
    whole = _Parser(
        prog="fangxin",
        description="放心消费单位公开登记 | A public registry of trustworthy merchants",
        epilog="每个命令都有例子：fangxin COMMAND --help | Every command has an example",
    )
    group = whole.add_subparsers(
        title="命令 | commands", metavar="COMMAND", required=True, parser_class=_Parser
    )
    for add in (_check, _show, _build, _serve, _import, _todo, _draft, _schema, _bench):
        add(group)
    return whole


def _command(group: Group, name: str, zh: str, en: str, example: str) -> argparse.ArgumentParser:
    """One command: its text, its example, and the function of ``commands`` that has its name."""
    command = group.add_parser(
        name,
        help=f"{zh} | {en}",
        description=f"{zh}。\n{en}.",
        epilog=f"例 | Example:\n  {example}",
    )
    command.set_defaults(run=getattr(commands, name if name != "import" else "import_"))
    return command


def _check(group: Group) -> None:
    command = _command(
        group,
        "check",
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
    command = _command(
        group,
        "show",
        "说明一家商户某一天的状态、理由和履历",
        "Explain one merchant's standing on a day: status, reasons, timeline",
        "fangxin show PJ180005E --as-of 2019-06-10",
    )
    command.add_argument("id", metavar="ID", type=str.upper, help="商户编号 | the merchant's ID")
    sources(command)
    command.add_argument("--json", action="store_true", help=JSON)


def _build(group: Group) -> None:
    command = _command(
        group,
        "build",
        "检查数据，把网站生成到输出目录；有错误就不动原来的网站",
        "Check the data and build the site; on errors the previous site stays as it was",
        "fangxin build --output output --as-of 2026-05-02",
    )
    sources(command)
    output(command)
    site_url(command)
    jobs(command)
    command.add_argument("--full", action="store_true", help="全部重新生成 | make every file anew")
    command.set_defaults(theme=ROOT / "theme")
    command.add_argument("--quiet", action="store_true", help="只报告问题 | report problems only")


def _serve(group: Group) -> None:
    command = _command(
        group,
        "serve",
        "在本机打开生成好的网站（只有本机能访问）",
        "Serve the finished site on this machine, for this machine only",
        "fangxin serve --port 8000",
    )
    content(command)
    output(command)
    site_url(command)
    command.add_argument(
        "--port",
        type=number(0, 65535),
        default=8000,
        help="端口，0 为任意 | port, 0: any free one",
    )


def _import(group: Group) -> None:
    command = _command(
        group,
        "import",
        "按对照表把 CSV 表格变成商户档案或登记簿；重复运行不会改动已有内容",
        "Turn a CSV into records or a register by a mapping; running it again changes nothing",
        "fangxin import inspections.csv --mapping mapping.yml --merchants merchants",
    )
    command.add_argument("file", metavar="FILE", type=Path, help="CSV 文件 | the table")
    command.add_argument(
        "--mapping", metavar="M.yml", type=Path, required=True, help="对照表 | what each column is"
    )
    merchants(command)
    content(command)
    command.add_argument("--json", action="store_true", help=JSON)


def _todo(group: Group) -> None:
    command = _command(
        group,
        "todo",
        "列出登记簿里可能是某家商户、要人工确认的行",
        "List the rows of registers that may be about a merchant, to be confirmed by a person",
        "fangxin todo --json",
    )
    sources(command)
    command.add_argument("--json", action="store_true", help=JSON)


def _draft(group: Group) -> None:
    command = _command(
        group,
        "draft",
        "投诉研判：列出热点和可拟的公告；加 --write 写成草稿，由办公室修改后发布",
        "List hot spots of complaints and drafts of notices; --write makes one for you to edit",
        "fangxin draft alert-prepaid-2026-10 --write",
    )
    command.add_argument("name", metavar="NAME", nargs="?", help="草稿名称 | name of the draft")
    command.add_argument("--write", action="store_true", help="写入文件 | write the file")
    sources(command)
    command.add_argument("--json", action="store_true", help=JSON)


def _schema(group: Group) -> None:
    command = _command(
        group,
        "schema",
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


def _bench(group: Group) -> None:
    command = _command(
        group,
        "bench",
        "测量生成速度：首次、无变化、改一家",
        "Measure builds: from nothing, unchanged, one merchant changed",
        "fangxin bench --json",
    )
    jobs(command)
    command.add_argument("--json", action="store_true", help=JSON)
