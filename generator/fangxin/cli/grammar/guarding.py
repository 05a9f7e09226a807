"""The grammar of the gate: guard."""

from __future__ import annotations

from fangxin.base.report import STYLES
from fangxin.cli.commands import guarding, redating
from fangxin.cli.grammar.command import Group, a_command
from fangxin.cli.grammar.options import JSON, as_of, day, jobs, repository


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
    repository(command)
    command.add_argument(
        "--published",
        metavar="YYYY-MM-DD",
        type=day,
        default=None,
        help="上次发布是哪天（默认：OLD 那天）| day of the last publication (default: of OLD)",
    )
    as_of(command)
    jobs(command)
    style = command.add_mutually_exclusive_group()
    style.add_argument("--json", dest="format", action="store_const", const="json", help=JSON)
    style.add_argument(
        "--format", choices=STYLES, default="human", help="输出方式 | how problems are written"
    )


def _redate(group: Group) -> None:
    command = a_command(
        group,
        "redate",
        redating.redate,
        "早就记好、今天才推送的：把还没有公开的事实的登记日改成今天，发生的日子不动",
        "Record today what was entered earlier and is not public yet; what happened keeps its day",
        "fangxin redate\nfangxin redate origin/main",
    )
    command.add_argument(
        "old",
        metavar="OLD",
        nargs="?",
        default=None,
        help="已经公开的提交（默认：这个分支推送到的那一个）| the commit that is public "
        "(default: the branch that this one is pushed to)",
    )
    repository(command)
    as_of(command)
    jobs(command)


COMMANDS = (_guard, _redate)
