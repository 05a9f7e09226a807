"""``fangxin bench``: how fast a site of ten thousand merchants is built, or a push is public."""

from __future__ import annotations

from fangxin.cli import options
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.parameters import Switch

EXAMPLE = """\
fangxin bench --json
fangxin bench --push"""
TAKES = (
    options.JOBS,
    Switch(
        "--push",
        help="测量推送到自己的服务器，到网页改变为止 | pushes, until the page has changed",
    ),
    options.JSON,
)


def run(options: Options) -> int:
    """Measure, and print a table."""
    from fangxin.cli.own.bench.builds import BenchOptions, bench

    return bench(BenchOptions(jobs=options.jobs, as_json=options.json, push=options.push))


COMMAND = Command("bench", run, TAKES, EXAMPLE)
