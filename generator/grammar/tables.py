"""The grammar of the commands that take in tables and draft texts: import, draft."""

from __future__ import annotations

from pathlib import Path

from generator import commands
from generator.grammar.command import Group, a_command
from generator.grammar.options import JSON, content, merchants, sources


def _import(group: Group) -> None:
    command = a_command(
        group,
        "import",
        commands.import_,
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


def _draft(group: Group) -> None:
    command = a_command(
        group,
        "draft",
        commands.draft,
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
    _draft,
)
