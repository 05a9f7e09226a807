"""The commands of one's own server: init-server, refresh, and receive, which its hooks run."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, BinaryIO

from fangxin.base.report import complain, say
from fangxin.cli.commands.given import FINE, IMPOSSIBLE, as_of
from fangxin.cli.commands.publishing import said, unwritable

if TYPE_CHECKING:
    from fangxin.publish.server.hook import Update
    from fangxin.publish.server.layout import Server

_TAKEN = (
    "提交已经收下，但还没有公开，访客看到的仍是原来的网站；原因见上，服务器的 ALERT.txt 里也有。"
    "不必重新推送：管理员处理以后运行 fangxin refresh，或下一次推送、每夜的更新，会接着做完",
    "the commit was taken but is not public yet, and visitors see the site as it was; the reason"
    " stands above and in ALERT.txt on the server. Do not push again: the next push, the nightly"
    " run, or `fangxin refresh` completes it",
)


def init_server(options: argparse.Namespace) -> int:
    """Set up one's own server, or renew its hooks; say what comes next."""
    from fangxin.publish.server.setup import init_server as run

    def act() -> int:
        say(run(options.server, options.site_url))
        return FINE

    return _carefully(options, act)


def refresh(options: argparse.Namespace) -> int:
    """Build the newest commit for today and publish it; what goes wrong is an alert too."""
    return _watched(options, "refresh", lambda: _deliver(options, again=True))


def receive(options: argparse.Namespace) -> int:
    """What the hooks of the server's repository do: let a push in or not, then publish it."""
    return {"pre-receive": _let_in, "proc-receive": _take, "post-receive": _complete}[options.hook](
        options
    )


def _let_in(options: argparse.Namespace) -> int:
    from fangxin.publish.server.gate import admit
    from fangxin.publish.server.layout import server_at

    given = _updates()

    def act() -> int:
        admit(server_at(options.server), given, as_of(options))
        return FINE

    return _watched(options, "receive pre-receive", act)


def _complete(options: argparse.Namespace) -> int:
    """What is left when the branch was moved by a git that knows no ``proc-receive``; after one
    that does, git runs this as well, and nothing is left to do or to say."""
    from fangxin.publish.server.layout import server_at
    from fangxin.publish.server.showing import is_public

    given = _updates()

    def act() -> int:
        server = server_at(options.server)
        taken = server.ref in (update.ref for update in given)
        if taken and not is_public(server, as_of(options)):  # or ``proc-receive`` has told it all
            return _deliver(options, again=False)
        return FINE

    code = _watched(options, "receive post-receive", act)
    if code:
        complain(*_TAKEN)
    return code


def _updates() -> Sequence[Update]:
    from fangxin.publish.server.hook import updates

    return updates(sys.stdin.buffer.read().decode("utf-8", "backslashreplace"))


def _take(options: argparse.Namespace) -> int:
    """Move the branch and publish it, and let git itself say whether that worked."""
    from fangxin.publish.server.layout import server_at
    from fangxin.publish.server.taking import NotSpokenError, take

    def act() -> int:
        server = server_at(options.server)
        with _channel() as answer:
            take(sys.stdin.buffer, answer, lambda update: _taken(options, server, update))
        return FINE

    try:
        return _carefully(options, act)
    except NotSpokenError:
        complain("这是 git 的钩子，不必手工运行", "this is a hook of git, not run by hand")
        return IMPOSSIBLE


def _channel() -> BinaryIO:
    """Standard output for git's protocol alone; what is printed goes to standard error, which git
    shows to who pushes."""
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return channel


def _taken(options: argparse.Namespace, server: Server, update: Update) -> str | None:
    from fangxin.publish.server.taking import moved

    if not moved(server, update):
        return "刚才有人先推送了，请先 git pull --rebase，再推送 | fetch first"
    if _watched(options, "receive proc-receive", lambda: _deliver(options, again=False)) == FINE:
        return None
    complain(*_TAKEN)
    return "已收下，还没有公开，原因见上 | taken but not public, see above"


def _deliver(options: argparse.Namespace, *, again: bool) -> int:
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


def _watched(options: argparse.Namespace, command: str, act: Callable[[], int]) -> int:
    """The same, and an alert in the server's folder when it could not be done. A push with wrong
    data is no alarm: who pushed is told, and nothing is left to do."""
    from fangxin.publish.server import alert

    with alert.overheard() as heard:
        code = _carefully(options, act)
    refused = command == "receive pre-receive" and code != IMPOSSIBLE
    if code != FINE and not refused and options.server.is_dir():
        alert.sound(options.server.resolve(), command, heard)
    return code


def _carefully(options: argparse.Namespace, act: Callable[[], int]) -> int:
    """Run a command of the server: whatever cannot be done is told, and is never a traceback."""
    from fangxin.base.pool import WorkerDiedError
    from fangxin.publish import RefusedError
    from fangxin.registry.git import GitError

    try:
        return act()
    except RefusedError as error:
        complain(error.zh, error.en)
        return error.code
    except GitError as error:
        complain(error.zh, error.en)
    except WorkerDiedError:
        complain(
            "有一个工作进程被系统中止，多半是内存不足；请在 server.toml 里写 jobs = 1",
            "a worker was killed, most likely for want of memory; set jobs = 1 in server.toml",
        )
    except OSError as error:
        complain(*unwritable(error, options.server))
    return IMPOSSIBLE
