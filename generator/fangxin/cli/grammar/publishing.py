"""The grammar of the commands that make a site public: publish, and those of one's own server."""

from __future__ import annotations

from pathlib import Path

from fangxin.cli.commands import hosting, publishing
from fangxin.cli.grammar.command import Group, a_command
from fangxin.cli.grammar.options import (
    JSON,
    content,
    day_is_right,
    jobs,
    merchants,
    number,
    output,
    site_url,
)

_HOOKS = ("pre-receive", "proc-receive", "post-receive")
_SERVER = "init-server 建立的目录 | the folder that init-server made"


def _publish(group: Group) -> None:
    command = a_command(
        group,
        "publish",
        publishing.publish,
        "把生成好的网站公开：整站一次换新，保留几个旧版本，中断了也不影响访客",
        "Make the finished site public: all of it at once, older releases kept, safe to interrupt",
        "fangxin publish /srv/fangxin/site\nfangxin publish /srv/fangxin/site --back",
    )
    command.add_argument(
        "target",
        metavar="DIR",
        type=Path,
        help="发布目录，网页服务器的根目录是其中的 current | where to; the web server's root is"
        " current in it",
    )
    merchants(command)
    content(command)
    output(command)
    jobs(command)
    command.add_argument(
        "--keep",
        metavar="N",
        type=number(1, 1000),
        default=5,
        help="保留几个旧版本（默认 5）| how many older releases stay (default: 5)",
    )
    command.add_argument(
        "--back",
        action="store_true",
        help="退回上一个版本 | show the previous release again",
    )
    day_is_right(command)
    command.add_argument("--json", action="store_true", help=JSON)


def _init_server(group: Group) -> None:
    command = a_command(
        group,
        "init-server",
        hosting.init_server,
        "在自己的服务器上建立仓库和网站目录：推送合格的提交，就自动检查、生成、公开",
        "Set up one's own server: a pushed commit is checked, built and published by itself",
        "fangxin init-server /srv/fangxin --site-url https://fx.example",
    )
    command.add_argument(
        "server", metavar="DIR", type=Path, help="新目录 | a new folder, e.g. /srv/fangxin"
    )
    site_url(command)


def _refresh(group: Group) -> None:
    command = a_command(
        group,
        "refresh",
        hosting.refresh,
        "在服务器上按今天重新生成并公开（每天夜里运行：期限会到期，不靠提交）",
        "On the server: build for today and publish (run it every night, as terms expire)",
        "fangxin refresh /srv/fangxin",
    )
    command.add_argument("server", metavar="DIR", type=Path, help=_SERVER)
    day_is_right(command)
    command.set_defaults(as_of=None)


def _receive(group: Group) -> None:
    command = a_command(
        group,
        "receive",
        hosting.receive,
        "由服务器仓库的钩子运行，不必手工运行：检查推送，生成并公开",
        "Run by the hooks of the server's repository, not by hand: look at a push, publish it",
        "fangxin receive pre-receive /srv/fangxin",
    )
    command.add_argument("hook", choices=_HOOKS, help="钩子 | the hook")
    command.add_argument("server", metavar="DIR", type=Path, help=_SERVER)
    command.set_defaults(as_of=None)


COMMANDS = (
    _publish,
    _init_server,
    _refresh,
    _receive,
)
