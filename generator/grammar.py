"""The grammar of the command line: commands, their options, their help.

Help is Chinese first, then English; every command gives an example.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TypeAlias
from urllib.parse import urlsplit

from generator import ambient, commands
from generator.fields.kinds import Web
from generator.report import STYLES, complain
from generator.symbol import CAPACITY, status_url

ROOT = Path(__file__).resolve().parent.parent


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
    for add in (_check, _show, _build, _serve, _import, _schema, _bench):
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
    _sources(command)
    _jobs(command)
    style = command.add_mutually_exclusive_group()
    style.add_argument("--json", dest="format", action="store_const", const="json", help=_JSON)
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
    _sources(command)
    command.add_argument("--json", action="store_true", help=_JSON)


def _build(group: Group) -> None:
    command = _command(
        group,
        "build",
        "检查数据，把网站生成到输出目录；有错误就不动原来的网站",
        "Check the data and build the site; on errors the previous site stays as it was",
        "fangxin build --output output --as-of 2026-05-02",
    )
    _sources(command)
    _output(command)
    _site_url(command)
    _jobs(command)
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
    _content(command)
    _output(command)
    _site_url(command)
    command.add_argument(
        "--port",
        type=_number(0, 65535),
        default=8000,
        help="端口，0 为任意 | port, 0: any free one",
    )


def _import(group: Group) -> None:
    command = _command(
        group,
        "import",
        "按对照表把 CSV 表格变成商户档案；重复运行不会改动已有档案",
        "Turn the rows of a CSV into records by a mapping; running it again changes nothing",
        "fangxin import inspections.csv --mapping mapping.yml --merchants merchants",
    )
    command.add_argument("file", metavar="FILE", type=Path, help="CSV 文件 | the table")
    command.add_argument(
        "--mapping", metavar="M.yml", type=Path, required=True, help="对照表 | what each column is"
    )
    _merchants(command)
    _content(command)
    command.add_argument("--json", action="store_true", help=_JSON)


def _schema(group: Group) -> None:
    command = _command(
        group,
        "schema",
        "输出档案的 JSON Schema，供编辑器提示和检查",
        "Print the JSON Schema of a record, for editors",
        "fangxin schema > record.schema.json",
    )
    _content(command)


def _bench(group: Group) -> None:
    command = _command(
        group,
        "bench",
        "测量生成速度：首次、无变化、改一家",
        "Measure builds: from nothing, unchanged, one merchant changed",
        "fangxin bench --json",
    )
    _jobs(command)
    command.add_argument("--json", action="store_true", help=_JSON)


_JSON = "输出 JSON，供程序读取 | JSON, for programs"


def _merchants(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--merchants",
        metavar="DIR",
        type=Path,
        default=_near("merchants"),
        help="商户档案目录 | folder of records (default: merchants/)",
    )


def _sources(command: argparse.ArgumentParser) -> None:
    _merchants(command)
    _content(command)
    command.add_argument(
        "--as-of",
        metavar="YYYY-MM-DD",
        type=_day,
        default=None,
        help="以哪一天为准（默认北京时间今天）| the day that counts (default: today, UTC+08:00)",
    )


def _content(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--content",
        metavar="DIR",
        type=Path,
        default=_near("content"),
        help="规则和文章目录 | folder of the programme and articles (default: content/)",
    )


def _output(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--output",
        metavar="DIR",
        type=Path,
        default=_near("output"),
        help="网站目录 | folder of the site (default: output/)",
    )


def _site_url(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--site-url",
        metavar="URL",
        type=_url,
        default=None,
        help="网站地址（默认见 site.yml）| address of the site (default: as in site.yml)",
    )


def _jobs(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--jobs",
        metavar="N",
        type=_number(1, 1024),
        default=ambient.cores(),
        help="同时工作的进程数 | processes at work (default: all processors)",
    )


def _near(name: str) -> Path:
    """The repository's folder, said shortly where one stands in the repository."""
    folder, here = ROOT / name, ambient.here()
    return folder.relative_to(here) if here and folder.is_relative_to(here) else folder


def _day(text: str) -> date:
    try:
        return ambient.day_of(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"应写成 2026-05-02 这样的日期，不是 {text!r} / needs a day like 2026-05-02"
        ) from None


def _url(text: str) -> str:
    try:
        parts = urlsplit(text)
        wrong = parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0
    except ValueError:
        wrong = True
    shaped = re.fullmatch(Web(loopback=True).pattern, text, re.ASCII)
    if wrong or not shaped or "?" in text or "#" in text or ".." in text:
        raise argparse.ArgumentTypeError(
            f"应是 https:// 开头的网址，不是 {text!r} / needs an address like https://fx.example"
        )
    address = text.rstrip("/")
    most = CAPACITY[-1] - len(status_url("", "PJ180005E"))
    if len(address) > most:
        raise argparse.ArgumentTypeError(
            f"网址最多 {most} 个字节，二维码才装得下，{text!r} 有 {len(address)} 个 / "
            f"at most {most} bytes fit into the QR code, this has {len(address)}"
        )
    return address


def _number(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text[:9]) <= most:
            raise argparse.ArgumentTypeError(
                f"应是 {least} 到 {most} 的整数，不是 {text!r} / "
                f"needs a whole number from {least} to {most}"
            )
        return int(text)

    return number
