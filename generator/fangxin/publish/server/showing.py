"""What visitors of a server see now."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from fangxin.publish.release import Release, read
from fangxin.publish.server.layout import Server
from fangxin.registry.git import NOTHING


def shown(server: Server) -> Release | None:
    """The release that is public; None when there is none."""
    link = server.site / "current"
    if not link.is_symlink():
        return None
    return read(server.site / "releases", Path(os.readlink(link)).name)


def is_public(server: Server, as_of: date) -> bool:
    """Whether visitors see the newest commit of the branch as of this day. Raises GitError."""
    release = shown(server)
    if release is None or release.as_of != as_of:
        return False
    return release.commit == server.repository.commit_of(server.ref)


def published_on(server: Server, old: str, as_of: date) -> date | None:
    """Until which day the site has said what commit ``old`` says: every night it says so of another
    day. None before the first push. Raises GitError."""
    if old == NOTHING:
        return None
    release = shown(server)
    days = [server.repository.latest_day(old), *([release.as_of] if release is not None else [])]
    return min(max(days), as_of)
