"""``fangxin serve``: the finished site on this machine, until interrupted."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from fangxin.base.report import complain, say
from fangxin.cli import options
from fangxin.cli.desk.given import FINE, IMPOSSIBLE
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.parameters import Option

EXAMPLE = "fangxin serve --port 8000"
TAKES = (
    options.CONTENT,
    options.OUTPUT,
    options.SITE_URL,
    Option(
        "--port",
        read=options.number(0, 65535),
        default=8000,
        help="端口，0 为任意 | port, 0: any free one",
    ),
)


def run(options: Options) -> int:
    """Serve the output on 127.0.0.1 until interrupted."""

    from fangxin.publish.serve import server

    if not (options.output / "index.html").is_file():
        complain(
            f"{options.output} 里没有网站；请先运行 fangxin build，或用 --output 写明网站的目录",
            f"there is no site in {options.output}; run fangxin build first, or name the "
            "site's folder with --output",
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
    from fangxin.facts.programme.programme import read_programme

    programme, _ = read_programme(content)
    return programme.site.url if programme is not None else ""


COMMAND = Command("serve", run, TAKES, EXAMPLE)
