"""``fangxin check``: every problem of the programme and of all records."""

from __future__ import annotations

from fangxin.base.report import say_problems
from fangxin.cli import options
from fangxin.cli.desk.given import FINE, IMPOSSIBLE, WRONG, as_of, folders, read
from fangxin.cli.frame.command import Command, Options

EXAMPLE = "fangxin check --merchants merchants"
FORMAT = options.style(options.STYLES, "human", "输出方式 | how problems are written")


def run(options: Options) -> int:
    """Print every problem of the programme and of all records; warnings alone are fine."""
    if not folders(options.merchants, options.content):
        return IMPOSSIBLE
    sources = read(options, as_of(options))
    registry = sources.registry
    say_problems(
        sources.problems,
        "json" if options.json else options.format,
        len(registry.merchants) if registry else 0,
    )
    return WRONG if sources.errors or registry is None else FINE


COMMAND = Command(
    "check",
    run,
    (*options.SOURCES, options.JOBS, options.JSON, FORMAT),
    EXAMPLE,
    apart=("--json", "--format"),
)
