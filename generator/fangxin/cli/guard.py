"""``fangxin guard``: the gate. 0 when a push may be published, 1 when it must not, 2 when it cannot
be judged."""

from __future__ import annotations

import re

from fangxin.base import machine
from fangxin.base.problem import errors
from fangxin.base.report import complain, progress, say_judgement
from fangxin.cli import options
from fangxin.cli.desk.given import FINE, IMPOSSIBLE, WRONG, as_of
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.days import day
from fangxin.cli.frame.parameters import Argument, Option, Switch

EXAMPLE = """\
fangxin guard origin/main..HEAD
fangxin guard --staged
fangxin guard HEAD~1..HEAD --published 2026-11-27 --format github"""
TAKES = (
    Argument(
        "range",
        "OLD..NEW",
        "上次发布的提交..新的提交；OLD 为 40 个 0 表示第一次推送 | "
        "the commit last published..the new one; OLD of 40 zeros: a first push",
        required=False,
    ),
    Switch(
        "--staged",
        help="检查将要提交的（HEAD 对暂存区）| what would be committed now, against HEAD",
    ),
    options.REPOSITORY,
    Option(
        "--published",
        metavar="YYYY-MM-DD",
        read=day,
        help="上次发布是哪天（默认：OLD 那天）| day of the last publication (default: of OLD)",
    ),
    options.AS_OF,
    options.JOBS,
    options.JSON,
    options.style(options.STYLES, "human", "输出方式 | how problems are written"),
)


def run(options: Options) -> int:
    """Judge a push: 0 when it may be published, 1 when it must not, 2 when it cannot be judged."""
    from fangxin.change.effect.everybody import everybody
    from fangxin.change.guard.gate import RULES, push_of
    from fangxin.change.guard.gate import guard as judge
    from fangxin.registry.git import repository_of

    ends = _ends(options)
    if ends is None:
        return IMPOSSIBLE
    repository, today = repository_of(options.repository), as_of(options)
    with progress("读取两个版本") as tick:
        push = push_of(
            repository,
            *ends,
            today,
            clock=machine.clock(),
            published=options.published,
            jobs=options.jobs,
            tick=tick,
        )
    with progress("逐条检查", len(RULES)) as tick:
        problems = judge(push, tick)
    told = () if push.first else everybody(push)
    lines = [(one.zh, one.en, one.path) for one in told]
    say_judgement(
        problems,
        "json" if options.json else options.format,
        len(push.changed),
        len(push.commits),
        lines,
    )
    return WRONG if errors(problems) else FINE


def _ends(options: Options) -> tuple[str, str] | None:
    """OLD and NEW, None when they were not said rightly."""
    from fangxin.change.guard.gate import STAGED
    from fangxin.registry.git import NOTHING

    if options.staged and options.range is None:
        return "HEAD", STAGED
    match = re.fullmatch(r"([^.\s][^\s]*?)\.\.([^.\s][^\s]*)", options.range or "")
    if match is None or options.staged:
        complain(
            "请写明从哪个提交到哪个提交，如 fangxin guard origin/main..HEAD；提交之前用 --staged，"
            "两样只写一样",
            "say from which commit to which, like fangxin guard origin/main..HEAD, or --staged "
            "before you commit, and not both",
        )
        return None
    old, new = match.groups()
    if re.fullmatch("0{40}|0{64}", new):
        complain(
            "NEW 是 40 个 0，就是要删掉整个分支；登记簿的分支不能删除",
            "a NEW of zeros means to delete the branch, which a registry never does",
        )
        return None
    return (NOTHING if re.fullmatch("0{40}|0{64}", old) else old), new


COMMAND = Command("guard", run, TAKES, EXAMPLE, apart=("--json", "--format"))
