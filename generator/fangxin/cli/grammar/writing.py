"""Options of the commands that write: where the fields come from, what happens with the result."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable

from fangxin.cli.grammar.options import JSON, sources
from fangxin.text.fields import Group


def written(command: argparse.ArgumentParser) -> None:
    """The folders, the day, and how the change is shown, written and committed."""
    sources(command)
    command.add_argument(
        "--dry-run",
        action="store_true",
        help="只看后果，不写入 | show what it would do, write nothing",
    )
    command.add_argument("-y", "--yes", action="store_true", help="不再询问 | write without asking")
    command.add_argument(
        "--commit", action="store_true", help="写入后提交到 git | commit to git afterwards"
    )
    command.add_argument(
        "--another",
        action="store_true",
        help="已登记过一样的，这确是另一件 | the same is entered already, and this is another one",
    )
    command.add_argument(
        "--approved-by",
        metavar="WHO",
        type=approver,
        action="append",
        default=[],
        help="批准人，写成“岗位 <邮箱>”，可写几次 | who approved it, as 'Role <mail>'",
    )
    command.add_argument("--json", action="store_true", help=JSON)


def approver(text: str) -> str:
    """Somebody who approved, by role and mail address."""
    if not re.fullmatch(r"[^<>\n]{1,40} <[^<>@\s]+@[^<>@\s]+>", text):
        raise argparse.ArgumentTypeError(
            f"应写成“分管负责人 <fenguan@fx.example>”这样，不是“{text}” / needs 'Role <mail>'"
        )
    return text


def fields(command: argparse.ArgumentParser, table: Group, keys: Iterable[str]) -> None:
    """An option for each of these fields, explained as the field table explains it."""
    group = command.add_argument_group("内容 | what is written")
    for key in keys:
        spec = table.table[key]
        example = f"，例如 {spec.example}" if spec.example else ""
        text = f"{spec.zh}{example} | {spec.en}"
        group.add_argument(
            f"--{key.replace('_', '-')}",
            dest=f"field_{key}",
            metavar=key.upper(),
            default=None,
            help=text.replace("%", "%%"),
        )
