"""``fangxin init-server``: set up one's own server, or renew its hooks; say what comes next."""

from __future__ import annotations

from pathlib import Path

from fangxin.base.report import say
from fangxin.cli import options
from fangxin.cli.desk.given import FINE
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.parameters import Argument

EXAMPLE = "fangxin init-server /srv/fangxin --site-url https://fx.example"
TAKES = (
    Argument("server", "DIR", "新目录 | a new folder, e.g. /srv/fangxin", Path),
    options.SITE_URL,
)


def run(options: Options) -> int:
    """Set up one's own server, or renew its hooks; say what comes next."""
    from fangxin.cli.desk.server import carefully
    from fangxin.publish.server.setup import init_server

    def act() -> int:
        say(init_server(options.server, options.site_url))
        return FINE

    return carefully(options, act)


COMMAND = Command("init-server", run, TAKES, EXAMPLE)
