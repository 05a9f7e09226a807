"""What makes the site and shows it: build, serve, bench."""

from __future__ import annotations

import argparse
from contextlib import suppress
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from fangxin.base import ambient
from fangxin.base.report import complain, say
from fangxin.cli.commands.given import FINE, IMPOSSIBLE, as_of, complete_writing, folders


def build(options: argparse.Namespace) -> int:
    """Check, render what changed and put it into the output, or leave the output as it was."""
    from fangxin.site.build import OWN, PUBLIC, BuildOptions
    from fangxin.site.build import build as run

    if not folders(options.merchants, options.content):
        return IMPOSSIBLE
    complete_writing(options.content)
    day = as_of(options)
    if options.public and not options.day_is_right and not _is_today(options, day):
        return IMPOSSIBLE
    code = run(
        BuildOptions(
            merchants=options.merchants,
            content=options.content,
            output=options.output,
            theme=options.theme,
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
        serving = f".venv/bin/fangxin serve --output {options.output}"
        say(f"首页是 {home}；在本机查看：{serving} | Look at it with the same command")
    return code


def _is_today(options: argparse.Namespace, day: date) -> bool:
    """Whether a site of this day may be for the public; says why not. A day that was chosen and has
    passed may: somebody builds again what was public then."""
    from fangxin.publish.refusal import RefusedError
    from fangxin.publish.today import Known, refuse_wrong_day
    from fangxin.registry.origin import committed_on

    clock = ambient.clock()
    committed = committed_on(options.merchants) if day == clock else None
    try:
        refuse_wrong_day(day, Known(clock, committed=committed))
    except RefusedError as error:
        complain(error.zh, error.en)
        return False
    return True


def serve(options: argparse.Namespace) -> int:
    """Serve the output on 127.0.0.1 until interrupted."""
    from fangxin.publish.serve import server

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


def _configured_url(content: Path) -> str:
    from fangxin.facts.programme import read_programme

    programme, _ = read_programme(content)
    return programme.site.url if programme is not None else ""


def bench(options: argparse.Namespace) -> int:
    """Measure how fast a site of ten thousand merchants is built."""
    from fangxin.cli.bench import BenchOptions
    from fangxin.cli.bench import bench as run

    return run(BenchOptions(jobs=options.jobs, as_json=options.json, push=options.push))
