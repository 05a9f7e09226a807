"""The grammar of the gate: guard."""

from __future__ import annotations

from pathlib import Path

from generator.commands import guarding
from generator.grammar.command import Group, a_command
from generator.grammar.options import JSON, day, jobs
from generator.report import STYLES


def _guard(group: Group) -> None:
    command = a_command(
        group,
        "guard",
        guarding.guard,
        "检查一次提交有没有动公开的记录：只许增加，不许改、删、倒填、悄悄恢复",
        "Refuse a push that alters the public record: it is only added to, never changed",
        "fangxin guard origin/main..HEAD\n"
        "fangxin guard --staged\n"
        "fangxin guard 8c1f02a..HEAD --published 2026-05-02 --format github",
    )
    command.add_argument(
        "range",
        metavar="OLD..NEW",
        nargs="?",
        default=None,
        help="上次发布的提交..新的提交；OLD 为 40 个 0 表示第一次推送 | "
        "the commit last published..the new one; OLD of 40 zeros: a first push",
    )
    command.add_argument(
        "--staged",
        action="store_true",
        help="检查将要提交的（HEAD 对暂存区）| what would be committed now, against HEAD",
    )
    command.add_argument(
        "--repository",
        metavar="DIR",
        type=Path,
        default=Path(),
        help="哪个仓库，裸的也可以（默认：所在的）| the repository, bare or not (default: here)",
    )
    command.add_argument(
        "--published",
        metavar="YYYY-MM-DD",
        type=day,
        default=None,
        help="上次发布是哪天（默认：OLD 那天）| day of the last publication (default: of OLD)",
    )
    command.add_argument(
        "--as-of",
        metavar="YYYY-MM-DD",
        type=day,
        default=None,
        help="以哪一天为准（默认北京时间今天）| the day that counts (default: today, UTC+08:00)",
    )
    jobs(command)
    style = command.add_mutually_exclusive_group()
    style.add_argument("--json", dest="format", action="store_const", const="json", help=JSON)
    style.add_argument(
        "--format", choices=STYLES, default="human", help="输出方式 | how problems are written"
    )


COMMANDS = (_guard,)
