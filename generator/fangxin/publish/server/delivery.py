"""``post-receive`` and the nightly run: the newest commit built for today and published.

Whoever comes first holds the lock; who waited builds what is newest then. Nothing of a commit is
run: program, settings and theme are the installed ones, unless the settings allow its theme.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date

from fangxin.base.refusal import RefusedError
from fangxin.publish.locking import locked
from fangxin.publish.publishing import Outcome, PublishOptions, publish
from fangxin.publish.server.layout import Server
from fangxin.publish.server.making import made
from fangxin.publish.server.pushed import write_out
from fangxin.publish.server.showing import is_public
from fangxin.publish.server.today import day_known
from fangxin.publish.today import refuse_wrong_day
from fangxin.registry.git import GitError

PATIENCE = 3600.0  # seconds to wait for the builds before this one


def deliver(
    server: Server,
    as_of: date,
    waiting: Callable[[], None],
    *,
    again: bool,
    certain: bool = False,
) -> Outcome | None:
    """Build and publish the newest commit. None: it had been published for this day already, which
    only counts unless ``again``; ``certain``: somebody says that the clock is right. Raises
    RefusedError, GitError, OSError; the public site is then as it was, and the next call does what
    is left."""
    what = ("另一次生成或公开", "Another build or publication")
    with locked(server.folder / ".lock", PATIENCE, what, waiting):
        commit = _newest(server)
        if not again and is_public(server, as_of):
            return None
        known = day_known(server, commit, as_of)
        refuse_wrong_day(as_of, known, certain=certain)
        _lay_out(server, commit)
        _build(server, as_of)
        return publish(
            PublishOptions(
                target=server.site,
                output=server.output,
                merchants=server.work / "merchants",
                content=server.work / "content",
                commit=commit,
                keep=server.config.keep,
                jobs=server.jobs,
                quiet=True,
                apart=(server.work, server.repository.folder),
                committed=known.committed,
                certain=certain,
            )
        )


def _newest(server: Server) -> str:
    try:
        return server.repository.commit_of(server.ref)
    except GitError:
        raise RefusedError(
            f"仓库里还没有 {server.config.branch} 分支；请先推送一次登记簿。",
            f"The repository has no branch {server.config.branch} yet; push the registry first.",
        ) from None


def _lay_out(server: Server, commit: str) -> None:
    """The commit's files as the work folder, whatever was there."""
    shutil.rmtree(server.work, ignore_errors=True)
    server.work.mkdir(exist_ok=True)
    write_out(server.repository, commit, server.wanted, server.work)
    os.chdir(server.work)  # problems are told as paths from here


def _build(server: Server, as_of: date) -> None:
    code = made(server, server.work, server.output, as_of)
    if code:
        raise RefusedError(
            "网站没有生成，公开的仍是原来的版本；原因见上。",
            "The site could not be built, and the public one stays; see above for the reason.",
            code,
        )
