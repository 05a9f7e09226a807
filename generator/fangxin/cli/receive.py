"""``fangxin receive``: what the hooks of the server's repository run: let a push in, publish it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from fangxin.base.report import complain
from fangxin.cli import options
from fangxin.cli.desk.given import FINE, IMPOSSIBLE, as_of
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.parameters import Argument, one_of

if TYPE_CHECKING:
    from typing import BinaryIO

    from fangxin.publish.server.hook import Update
    from fangxin.publish.server.layout import Server


EXAMPLE = "fangxin receive pre-receive /srv/fangxin"
HOOKS = dict.fromkeys(("pre-receive", "proc-receive", "post-receive"), "")
TAKES = (
    Argument("hook", "{" + ",".join(HOOKS) + "}", "钩子 | the hook", one_of(HOOKS)),
    options.SERVER,
)
_TAKEN = (
    "提交已经收下，但还没有公开，访客看到的仍是原来的网站；原因见上，服务器的 ALERT.txt 里也有。"
    "不必重新推送：管理员处理以后运行 fangxin refresh，或下一次推送、每夜的更新，会接着做完",
    "the commit was taken but is not public yet, and visitors see the site as it was; the reason"
    " stands above and in ALERT.txt on the server. Do not push again: the next push, the nightly"
    " run, or `fangxin refresh` completes it",
)


def run(options: Options) -> int:
    """What the hooks of the server's repository do: let a push in or not, then publish it."""
    return {"pre-receive": _let_in, "proc-receive": _take, "post-receive": _complete}[options.hook](
        options
    )


def _let_in(options: Options) -> int:
    from fangxin.cli.desk.server import watched
    from fangxin.publish.server.gate import admit
    from fangxin.publish.server.layout import server_at

    given = _updates()

    def act() -> int:
        admit(server_at(options.server), given, as_of(options))
        return FINE

    return watched(options, "receive pre-receive", act)


def _complete(options: Options) -> int:
    """What is left when the branch was moved by a git that knows no ``proc-receive``; after one
    that does, git runs this as well, and nothing is left to do or to say."""
    from fangxin.cli.desk.server import deliver_newest, watched
    from fangxin.publish.server.layout import server_at
    from fangxin.publish.server.showing import is_public

    given = _updates()

    def act() -> int:
        server = server_at(options.server)
        taken = server.ref in (update.ref for update in given)
        if taken and not is_public(server, as_of(options)):  # or ``proc-receive`` has told it all
            return deliver_newest(options, again=False)
        return FINE

    code = watched(options, "receive post-receive", act)
    if code:
        complain(*_TAKEN)
    return code


def _updates() -> Sequence[Update]:
    from fangxin.publish.server.hook import updates

    return updates(sys.stdin.buffer.read().decode("utf-8", "backslashreplace"))


def _take(options: Options) -> int:
    """Move the branch and publish it, and let git itself say whether that worked."""
    from fangxin.cli.desk.server import carefully
    from fangxin.publish.server.layout import server_at
    from fangxin.publish.server.taking import NotSpokenError, take

    def act() -> int:
        server = server_at(options.server)
        with _channel() as answer:
            take(sys.stdin.buffer, answer, lambda update: _taken(options, server, update))
        return FINE

    try:
        return carefully(options, act)
    except NotSpokenError:
        complain("这是 git 的钩子，不必手工运行", "this is a hook of git, not run by hand")
        return IMPOSSIBLE


def _channel() -> BinaryIO:
    """Standard output for git's protocol alone; what is printed goes to standard error, which git
    shows to who pushes."""
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return channel


def _taken(options: Options, server: Server, update: Update) -> str | None:
    from fangxin.cli.desk.server import deliver_newest, watched
    from fangxin.publish.server.taking import moved

    if not moved(server, update):
        return "刚才有人先推送了，请先 git pull --rebase，再推送 | fetch first"
    if (
        watched(options, "receive proc-receive", lambda: deliver_newest(options, again=False))
        == FINE
    ):
        return None
    complain(*_TAKEN)
    return "已收下，还没有公开，原因见上 | taken but not public, see above"


COMMAND = Command("receive", run, TAKES, EXAMPLE)
