"""What ``publish`` does and says."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fangxin.base.report import complain, say, say_json
from fangxin.cli.commands.given import FINE, IMPOSSIBLE, folders

if TYPE_CHECKING:
    from fangxin.publish import Outcome

MOST = 20  # changed merchants that are named


def publish(options: argparse.Namespace) -> int:
    """Publish the finished site, or go back to the previous release; say what visitors see now."""
    from fangxin.publish import PublishOptions, back
    from fangxin.publish import publish as run
    from fangxin.registry.origin import commit_of, committed_on, newest

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
        committed=committed_on(options.merchants),
        certain=options.day_is_right,
    )
    return _told(options, lambda: run(wanted), said)


def _told(
    options: argparse.Namespace, run: Callable[[], Outcome], said: Callable[[Outcome], list[str]]
) -> int:
    from fangxin.publish import RefusedError

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
        "每夜的自动更新也会重新换上新版本：登记错了的事实，先用 fangxin void 注明。"
        " | Visitors"
        " now see old standings: later revocations do not show. Mend the records and publish soon;"
        " the nightly run publishes the newer one again, so declare void first what was a mistake.",
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
