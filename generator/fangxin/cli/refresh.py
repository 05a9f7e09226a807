"""``fangxin refresh``: on the server, build the newest commit for today and publish it."""

from __future__ import annotations

from fangxin.cli import options
from fangxin.cli.frame.command import Command, Options

EXAMPLE = "fangxin refresh /srv/fangxin"


def run(options: Options) -> int:
    """Build the newest commit for today and publish it; what goes wrong is an alert too."""
    from fangxin.cli.desk.server import deliver_newest, watched

    return watched(options, "refresh", lambda: deliver_newest(options, again=True))


COMMAND = Command("refresh", run, (options.SERVER, options.DAY_IS_RIGHT), EXAMPLE)
