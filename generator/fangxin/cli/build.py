"""``fangxin build``: check, render what changed, and put it into the output."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fangxin.base import machine
from fangxin.base.report import complain, say
from fangxin.cli import options
from fangxin.cli.desk.given import FINE, IMPOSSIBLE, as_of, complete_writing, folders
from fangxin.cli.desk.which import announce
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.parameters import Switch

EXAMPLE = "fangxin build --output output --as-of 2026-05-02"
THEME = options.ROOT / "theme"
TAKES = (
    *options.SOURCES,
    options.OUTPUT,
    options.SITE_URL,
    options.JOBS,
    Switch("--full", help="全部重新生成 | make every file anew"),
    Switch(
        "--public",
        help="用公开网站的设置（publishconf.py）：不带表单 | with the settings of the public site",
    ),
    options.DAY_IS_RIGHT,
    Switch("--quiet", help="只报告问题 | report problems only"),
)


def run(options: Options) -> int:
    """Check, render what changed and put it into the output, or leave the output as it was."""
    from fangxin.site.build.building import OWN, PUBLIC, BuildOptions
    from fangxin.site.build.building import build as run

    if not folders(options.merchants, options.content):
        return IMPOSSIBLE
    if not options.quiet:
        announce(options)
    complete_writing(options.content)
    day = as_of(options)
    if options.public and not options.day_is_right and not _is_today(options, day):
        return IMPOSSIBLE
    code = run(
        BuildOptions(
            merchants=options.merchants,
            content=options.content,
            output=options.output,
            theme=THEME,
            as_of=day,
            site_url=options.site_url,
            jobs=options.jobs,
            quiet=options.quiet,
            full=options.full,
            settings=PUBLIC if options.public else OWN,
        )
    )
    if code == FINE and not options.quiet:
        home = options.output / "index.html"
        own = Path(".venv", "bin", "fangxin")  # of the repository one stands in
        serving = f"{own if own.is_file() else 'fangxin'} serve --output {options.output}"
        say(f"首页是 {home}；在本机查看：{serving} | Look at it with the same command")
    return code


def _is_today(options: Options, day: date) -> bool:
    """Whether a site of this day may be for the public; says why not. A day that was chosen and has
    passed may: somebody builds again what was public then."""
    from fangxin.base.refusal import RefusedError
    from fangxin.publish.today import DayEvidence, refuse_wrong_day
    from fangxin.registry.origin import committed_on

    clock = machine.clock()
    committed = committed_on(options.merchants) if day == clock else None
    try:
        refuse_wrong_day(day, DayEvidence(clock, committed=committed))
    except RefusedError as error:
        complain(error.zh, error.en)
        return False
    return True


COMMAND = Command("build", run, TAKES, EXAMPLE)
