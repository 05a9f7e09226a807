"""What each command does once its words are parsed. Every function returns the exit code.

Imports stand inside: a command should not wait for what only another one needs.
"""

from __future__ import annotations

import argparse
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.commands.given import FINE, IMPOSSIBLE, WRONG, no_merchant
from generator.commands.given import as_of as _as_of
from generator.commands.given import folders as _folders
from generator.commands.intake import import_ as import_
from generator.problem import Problem, errors
from generator.report import (
    complain,
    complain_about,
    say,
    say_json,
    say_problems,
)

if TYPE_CHECKING:
    from generator.programme import Programme
    from generator.registry import Registry


def check(options: argparse.Namespace) -> int:
    """Print every problem of the programme and of all records; warnings alone are fine."""
    if not _folders(options.merchants, options.content):
        return IMPOSSIBLE
    registry, _, problems = _read(options, _as_of(options))
    say_problems(problems, options.format, len(registry.merchants) if registry else 0)
    return WRONG if errors(problems) or registry is None else FINE


def show(options: argparse.Namespace) -> int:
    """Explain one merchant's standing, with the problems of its record; with errors anywhere in
    the data answer 1, because the standing may rest on them."""
    from generator.explain import explanation, explanation_json
    from generator.view.viewing import view_of

    if not _folders(options.merchants, options.content):
        return IMPOSSIBLE
    as_of = _as_of(options)
    registry, programme, problems = _read(options, as_of)
    wrong = errors(problems)
    if registry is None or programme is None:
        complain_about(wrong)
        return WRONG
    _complain_for(options.id, problems)
    if options.id not in registry.merchants:
        complain(*no_merchant(options.id, registry))
        return WRONG if wrong else IMPOSSIBLE
    view, facts = view_of(options.id, registry, programme, as_of), registry.facts(options.id)
    if options.json:
        say_json(explanation_json(view, facts, as_of))
    else:
        say(explanation(view, facts, programme, as_of))
    return WRONG if wrong else FINE


def _complain_for(id: str, problems: list[Problem]) -> None:
    """The problems of one record, and how many errors there are elsewhere."""
    own = [problem for problem in problems if Path(problem.place.path).stem.upper() == id]
    complain_about(own)
    others = len(errors(problems)) - len(errors(own))
    if others:
        complain(
            f"别处还有 {others} 个错误，全部见 fangxin check；改正以前，下面说的可能不准",
            f"errors elsewhere: {others}, all told by fangxin check; until they are mended, what "
            "follows may be wrong",
        )


def build(options: argparse.Namespace) -> int:
    """Check, render what changed and put it into the output, or leave the output as it was."""
    from generator.build import BuildOptions
    from generator.build import build as run

    if not _folders(options.merchants, options.content):
        return IMPOSSIBLE
    code = run(
        BuildOptions(
            merchants=options.merchants,
            content=options.content,
            output=options.output,
            theme=options.theme,
            as_of=_as_of(options),
            site_url=options.site_url,
            jobs=options.jobs,
            quiet=options.quiet,
            full=options.full,
        )
    )
    if code == FINE and not options.quiet:
        home = options.output / "index.html"
        serving = f".venv/bin/fangxin serve --output {options.output}"
        say(f"首页是 {home}；在本机查看：{serving} | Look at it with the same command")
    return code


def serve(options: argparse.Namespace) -> int:
    """Serve the output on 127.0.0.1 until interrupted."""
    from generator.serve import server

    if not (options.output / "index.html").is_file():
        complain(
            f"{options.output} 里没有网站；请先运行 make site",
            f"there is no site in {options.output}; run make site first",
        )
        return IMPOSSIBLE
    prefix = urlsplit(options.site_url or _configured_url(options.content)).path.rstrip("/")
    try:
        running = server(options.output, port=options.port, prefix=prefix)
    except OSError as error:
        complain(
            f"端口 {options.port} 不能用（{error.strerror}）；请换一个：--port 0",
            f"port {options.port} cannot be used ({error.strerror}); try --port 0",
        )
        return IMPOSSIBLE
    address = f"http://127.0.0.1:{running.server_address[1]}{prefix}/"
    say(f"{address}  按 Ctrl-C 停止 | press Ctrl-C to stop")
    with running, suppress(KeyboardInterrupt):  # the way to end it
        running.serve_forever()
    return FINE


def todo(options: argparse.Namespace) -> int:
    """List what is due, with the command that does it; and the names of rows to be confirmed."""
    from generator.commands.due import answer

    return answer(options)


def draft(options: argparse.Namespace) -> int:
    """List what complaints tell and the notices it calls for; show or write one of them."""
    from generator.analysis import analyse
    from generator.commands.drafting import answer

    if not _folders(options.merchants, options.content):
        return IMPOSSIBLE
    as_of = _as_of(options)
    registry, programme, problems = _read(options, as_of)
    if registry is None or programme is None or errors(problems):
        complain_about(errors(problems))
        return WRONG
    names = {id: merchant.name for id, merchant in registry.merchants.items()}
    complaints = registry.registers.complaints
    analysis = analyse(complaints, registry.linked(), names, as_of, programme)
    return answer(options, analysis, programme)


def schema(options: argparse.Namespace) -> int:
    """Print the JSON Schema of a record or of a register's row, with this programme's choices."""
    from generator.programme import read_programme
    from generator.record.schema import record_schema
    from generator.registers import ALL, lists_of
    from generator.registers.schema import row_schema

    if not _folders(options.content):
        return IMPOSSIBLE
    programme, problems = read_programme(options.content)
    if programme is None or errors(problems):
        complain_about(errors(problems))
        return WRONG
    for one in ALL:
        if one.name == options.register:
            say_json(row_schema(one.name, one.ending, one.row, lists_of(programme)))
            return FINE
    say_json(record_schema(programme))
    return FINE


def bench(options: argparse.Namespace) -> int:
    """Measure how fast a site of ten thousand merchants is built."""
    from generator.bench import BenchOptions
    from generator.bench import bench as run

    return run(BenchOptions(jobs=options.jobs, as_json=options.json, push=options.push))


def _read(
    options: argparse.Namespace, as_of: date
) -> tuple[Registry | None, Programme | None, list[Problem]]:
    """Programme and registry with every problem of both; None for what could not be made."""
    from generator.commands.given import read

    sources = read(options, as_of)
    return sources.registry, sources.programme, list(sources.problems)


def _configured_url(content: Path) -> str:
    from generator.programme import read_programme

    programme, _ = read_programme(content)
    return programme.site.url if programme is not None else ""
