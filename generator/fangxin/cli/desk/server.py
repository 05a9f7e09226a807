"""How a command of one's own server is run: what goes wrong is told, and is an alert."""

from __future__ import annotations

from collections.abc import Callable

from fangxin.base.refusal import RefusedError
from fangxin.base.report import complain, complain_of
from fangxin.cli.desk.given import FINE, IMPOSSIBLE, as_of
from fangxin.cli.desk.publication import said, unwritable
from fangxin.cli.frame.command import Options


def deliver_newest(options: Options, *, again: bool) -> int:
    """Build the newest commit for the day and publish it; ``again``: although it was before."""
    from fangxin.publish.server import alert
    from fangxin.publish.server.delivery import deliver
    from fangxin.publish.server.hook import tell
    from fangxin.publish.server.layout import server_at

    server = server_at(options.server)
    tell("正在生成网站…… | Building the site ...")
    certain = getattr(options, "day_is_right", False)
    outcome = deliver(server, as_of(options), _waiting, again=again, certain=certain)
    alert.silence(server.folder)
    if outcome is None:
        tell("这个提交已经公开了。 | This commit is public already.")
    else:
        tell(*said(outcome))
    tell(f"网站 | The site: {server.config.site_url}/")
    return FINE


def _waiting() -> None:
    from fangxin.publish.server.hook import tell

    tell("前一次推送还在生成，排队等候…… | An earlier push is being built; waiting ...")


def watched(options: Options, command: str, act: Callable[[], int]) -> int:
    """The same, and an alert in the server's folder when it could not be done. A push with wrong
    data is no alarm: who pushed is told, and nothing is left to do."""
    from fangxin.publish.server import alert
    from fangxin.publish.server.layout import is_server

    with alert.overheard() as heard:
        code = carefully(options, act)
    refused = command == "receive pre-receive" and code != IMPOSSIBLE
    if code != FINE and not refused and is_server(options.server):
        alert.sound(options.server.resolve(), command, heard)
    return code


def carefully(options: Options, act: Callable[[], int]) -> int:
    """Run a command of the server: whatever cannot be done is told, and is never a traceback."""
    from fangxin.base.pool import WorkerDiedError

    try:
        return act()
    except RefusedError as error:
        complain_of(error)
        return error.code
    except WorkerDiedError:
        complain(
            "有一个工作进程被系统中止，多半是内存不足；请在 server.toml 里写 jobs = 1",
            "a worker was killed, most likely for want of memory; set jobs = 1 in server.toml",
        )
    except OSError as error:
        complain(*unwritable(error, options.server))
    return IMPOSSIBLE
