"""The grammar of the commands that make the site: build, serve, bench."""

from __future__ import annotations

from fangxin.cli.commands import site as commands
from fangxin.cli.grammar.command import Group, a_command
from fangxin.cli.grammar.options import (
    JSON,
    ROOT,
    content,
    day_is_right,
    jobs,
    number,
    output,
    site_url,
    sources,
)


def _build(group: Group) -> None:
    command = a_command(
        group,
        "build",
        commands.build,
        "检查数据，把网站生成到输出目录；有错误就不动原来的网站",
        "Check the data and build the site; on errors the previous site stays as it was",
        "fangxin build --output output --as-of 2026-05-02",
    )
    sources(command)
    output(command)
    site_url(command)
    jobs(command)
    command.add_argument("--full", action="store_true", help="全部重新生成 | make every file anew")
    command.add_argument(
        "--public",
        action="store_true",
        help="用公开网站的设置（publishconf.py）：不带表单 | with the settings of the public site",
    )
    day_is_right(command)
    command.set_defaults(theme=ROOT / "theme")
    command.add_argument("--quiet", action="store_true", help="只报告问题 | report problems only")


def _serve(group: Group) -> None:
    command = a_command(
        group,
        "serve",
        commands.serve,
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


def _bench(group: Group) -> None:
    command = a_command(
        group,
        "bench",
        commands.bench,
        "测量生成速度：首次、无变化、改一家；或从推送到网页改变的时间",
        "Measure builds: from nothing, unchanged, one merchant changed; or pushes to a server",
        "fangxin bench --json\nfangxin bench --push",
    )
    jobs(command)
    command.add_argument(
        "--push",
        action="store_true",
        help="测量推送到自己的服务器，到网页改变为止 | pushes, until the page has changed",
    )
    command.add_argument("--json", action="store_true", help=JSON)


COMMANDS = (
    _build,
    _serve,
    _bench,
)
