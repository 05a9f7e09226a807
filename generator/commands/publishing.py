"""What ``publish`` does, and the commands of one's own server: init-server, refresh, receive."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.commands.given import FINE, IMPOSSIBLE, as_of, folders
from generator.report import complain, say, say_json

if TYPE_CHECKING:
    from generator.publish import Outcome

MOST = 20  # changed merchants that are named


def publish(options: argparse.Namespace) -> int:
    """Publish the finished site, or go back to the previous release; say what visitors see now."""
    from generator.publish import PublishOptions, back
    from generator.publish import publish as run
    from generator.publish.origin import commit_of, newest

    if options.back:
        return _told(options, lambda: back(options.target), _said_back)
    if not folders(options.merchants, options.content):
        return IMPOSSIBLE
    sources = (options.merchants, options.content)
    wanted = PublishOptions(
        target=options.target,
        output=options.output,
        merchants=options.merchants,
        content=options.content,
        commit=commit_of(options.merchants, options.content),
        keep=options.keep,
        jobs=options.jobs,
        quiet=options.json,
        apart=sources,
        newest=newest(*sources),
    )
    return _told(options, lambda: run(wanted), said)


def _told(
    options: argparse.Namespace, run: Callable[[], Outcome], said: Callable[[Outcome], list[str]]
) -> int:
    from generator.publish import RefusedError

    try:
        outcome = run()
    except RefusedError as error:
        complain(error.zh, error.en)
        return error.code
    except OSError as error:
        complain(*unwritable(error, options.target))
        return IMPOSSIBLE
    if options.json:
        say_json(as_json(outcome))
        return FINE
    for line in said(outcome):
        say(line)
    say(f"网页服务器的根目录（root）：{options.target.resolve() / 'current'} | root to serve")
    return FINE


def unwritable(error: OSError, folder: Path) -> tuple[str, str]:
    """That a file could not be written, and what visitors see."""
    told = f"{error.strerror or error}: {error.filename or folder}"
    return (
        f"无法读写文件：{told}。公开的网站没有改动；请检查磁盘空间和权限，再运行一次。",
        f"cannot read or write: {told}. The public site was not changed; check free space and"
        " permissions, then run this again.",
    )


def said(outcome: Outcome) -> list[str]:
    """What a publication did, in lines."""
    release = outcome.release
    if outcome.published:
        lines = [
            f"已公开：{release.name}，{release.files} 个文件，"
            f"其中新增或更新 {outcome.copied} 个。 | "
            f"Published: {release.files} files, {outcome.copied} of them new or changed."
        ]
    else:
        lines = [
            f"网站没有变化，公开的仍是 {release.name}。 | Nothing changed; {release.name} stays."
        ]
    lines += [f"  {change.line}" for change in outcome.changes[:MOST]]
    more = len(outcome.changes) - MOST
    if more > 0:
        lines.append(f"  …… 另有 {more} 家 | and {more} more merchants")
    if outcome.erased and outcome.removed:
        lines.append(
            "有依法删除的内容，含有原文的旧版本已一并删除。 | Older releases that hold what was"
            " erased were deleted."
        )
    return lines


def _said_back(outcome: Outcome) -> list[str]:
    release = outcome.release
    return [
        f"已退回：{release.name}（{release.as_of} 的状态）。 | Went back to {release.name}.",
        "注意：访客现在看到的是旧状态，那以后的撤销、暂停都不显示。请尽快改正档案，重新生成并公开；"
        "每夜的自动更新也会重新换上新版本，出错的提交要先用 git revert 撤回。 | Visitors now see"
        " old standings: later revocations do not show. Mend the records and publish soon; the"
        " nightly run publishes the newer one again, so revert the bad commit first.",
    ]


def as_json(outcome: Outcome) -> dict[str, Any]:
    """The same for programs; every changed merchant is named."""
    return {
        **outcome.release.as_json(),
        "published": outcome.published,
        "copied": outcome.copied,
        "removed": list(outcome.removed),
        "changes": [change.as_json() for change in outcome.changes],
    }


def init_server(options: argparse.Namespace) -> int:
    """Set up one's own server, or renew its hooks; say what comes next."""
    from generator.server.setup import init_server as run

    def act() -> int:
        say(run(options.server, options.site_url))
        return FINE

    return _on_server(options, act)


def refresh(options: argparse.Namespace) -> int:
    """Build the newest commit for today and publish it."""
    return _on_server(options, lambda: _deliver(options, again=True))


def receive(options: argparse.Namespace) -> int:
    """What the hooks of the server's repository do: let a push in or not, then publish it."""
    import sys

    from generator.server.gate import admit, updates
    from generator.server.layout import server_at

    given = updates(sys.stdin.buffer.read().decode("utf-8", "backslashreplace"))

    def act() -> int:
        server = server_at(options.server)
        if options.hook == "pre-receive":
            admit(server, given, as_of(options))
        elif server.ref in (update.ref for update in given):
            return _deliver(options, again=False)
        return FINE

    code = _on_server(options, act)
    if code and options.hook == "post-receive":
        complain(
            "提交已经收下，但还没有公开，访客看到的仍是原来的网站；下一次推送、每夜的更新，"
            "或管理员运行 fangxin refresh，会接着做完",
            "the commit was taken but is not public yet, and visitors see the site as it was; the"
            " next push, the nightly run, or `fangxin refresh` completes it",
        )
    return code


def _deliver(options: argparse.Namespace, *, again: bool) -> int:
    from generator.server.delivery import deliver
    from generator.server.gate import tell
    from generator.server.layout import server_at

    server = server_at(options.server)
    tell("正在生成网站…… | Building the site ...")
    outcome = deliver(server, as_of(options), _waiting, again=again)
    if outcome is None:
        tell("这个提交已经由刚才的另一次推送公开了。 | Another push has published this already.")
    else:
        tell(*said(outcome))
    tell(f"网站 | The site: {server.config.site_url}/")
    return FINE


def _waiting() -> None:
    from generator.server.gate import tell

    tell("前一次推送还在生成，排队等候…… | An earlier push is being built; waiting ...")


def _on_server(options: argparse.Namespace, act: Callable[[], int]) -> int:
    """Run a command of the server: whatever cannot be done is told, and is never a traceback."""
    from generator.git import GitError
    from generator.pool import WorkerDiedError
    from generator.publish import RefusedError

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
