"""``fangxin publish``: the finished site becomes public, or the previous release again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fangxin.base.report import complain, say, say_json
from fangxin.cli import options
from fangxin.cli.desk.given import FINE, IMPOSSIBLE, folders
from fangxin.cli.desk.which import announce
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.parameters import Argument, Option, Switch

if TYPE_CHECKING:
    from fangxin.publish.publishing import Outcome


EXAMPLE = """\
fangxin publish /srv/fangxin/site
fangxin publish /srv/fangxin/site --back"""
TAKES = (
    Argument(
        "target",
        "DIR",
        "发布目录，网页服务器的根目录是其中的 current | where to; the web server's root is"
        " current in it",
        Path,
    ),
    options.MERCHANTS,
    options.CONTENT,
    options.OUTPUT,
    options.JOBS,
    Option(
        "--keep",
        metavar="N",
        read=options.number(1, 1000),
        default=5,
        help="保留几个旧版本（默认 5）| how many older releases stay (default: 5)",
    ),
    Switch("--back", help="退回上一个版本 | show the previous release again"),
    options.DAY_IS_RIGHT,
    options.JSON,
)


def run(options: Options) -> int:
    """Publish the finished site, or go back to the previous release; say what visitors see now."""
    from fangxin.cli.desk.publication import said
    from fangxin.publish.publishing import PublishOptions, back, publish
    from fangxin.registry.origin import commit_of, committed_on, newest

    if options.back:
        return _told(options, lambda: back(options.target), _said_back)
    if not folders(options.merchants, options.content):
        return IMPOSSIBLE
    announce(options)
    sources = (options.merchants, options.content)
    wanted = PublishOptions(
        target=options.target,
        output=options.output,
        merchants=options.merchants,
        content=options.content,
        commit=commit_of(options.merchants, options.content),
        keep=options.keep,
        jobs=options.jobs,
        quiet=options.json,
        apart=sources,
        newest=newest(*sources),
        committed=committed_on(options.merchants),
        certain=options.day_is_right,
    )
    return _told(options, lambda: publish(wanted), said)


def _told(
    options: Options, act: Callable[[], Outcome], said: Callable[[Outcome], list[str]]
) -> int:
    from fangxin.cli.desk.publication import unwritable

    try:
        outcome = act()
    except OSError as error:
        complain(*unwritable(error, options.target))
        return IMPOSSIBLE
    if options.json:
        say_json(as_json(outcome))
        return FINE
    for line in said(outcome):
        say(line)
    say(f"网页服务器的根目录（root）：{options.target.resolve() / 'current'} | root to serve")
    return FINE


def _said_back(outcome: Outcome) -> list[str]:
    release = outcome.release
    return [
        f"已退回：{release.name}（{release.as_of} 的状态）。 | Went back to {release.name}.",
        "注意：访客现在看到的是旧状态，那以后的撤销、暂停都不显示。请尽快改正档案，重新生成并公开；"
        "每夜的自动更新也会重新换上新版本：登记错了的事实，先用 fangxin void 注明。"
        " | Visitors"
        " now see old standings: later revocations do not show. Mend the records and publish soon;"
        " the nightly run publishes the newer one again, so declare void first what was a mistake.",
    ]


def as_json(outcome: Outcome) -> dict[str, Any]:
    """The same for programs; every changed merchant is named."""
    return {
        **outcome.release.as_json(),
        "published": outcome.published,
        "copied": outcome.copied,
        "removed": list(outcome.removed),
        "changes": [change.as_json() for change in outcome.changes],
    }


COMMAND = Command("publish", run, TAKES, EXAMPLE)
