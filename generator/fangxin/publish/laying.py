"""Puts a release together: what is unchanged is linked from the last release, the rest copied.

Never linked from the output: `pelican content` and people may write there in place, and a release
that visitors see must not change under them. Between releases nothing writes, so links are safe;
they also keep the times of files, and with them what browsers have cached.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fangxin.base import pool
from fangxin.base.refusal import WRONG, RefusedError
from fangxin.site.build import manifest
from fangxin.site.build.manifest import Seen, sha256_of


@dataclass(frozen=True, slots=True)
class Laying:
    """From where to where; ``last`` is the last release and ``listed`` its digests by path."""

    source: Path
    target: Path
    last: Path | None
    listed: Mapping[str, str]
    files: Mapping[str, Seen]


def lay(plan: Laying, jobs: int, tick: Callable[[int], None] | None = None) -> list[str]:
    """Fill the new folder with every file; gives the paths that had to be copied, in order.

    Raises RefusedError when a file is not what was looked at, OSError when the disk is full."""
    folders = {""} | {os.path.dirname(path) for path in plan.files}
    parents = {str(parent) for folder in folders for parent in Path(folder).parents}
    for folder in sorted((folders | parents) - {"."}):
        made = plan.target / folder
        made.mkdir()
        made.chmod(0o755)  # the web server is somebody else, whatever the umask
    return pool.each(_lay_some, plan, sorted(plan.files), jobs, tick)


def _lay_some(plan: Laying, paths: Sequence[str]) -> list[str]:
    return [path for path in paths if not _linked(plan, path) and _copied(plan, path)]


def _linked(plan: Laying, path: str) -> bool:
    """Link the file of the last release, if it is there as it was published and has these bytes."""
    seen = plan.files[path]
    if plan.last is None or plan.listed.get(path) != seen.sha256:
        return False
    there = plan.last / path
    try:
        if not _holds(there, there.lstat(), seen):
            return False
        os.link(there, plan.target / path, follow_symlinks=False)
    except OSError:  # not there, too many links, a disk without links: copy it
        return False
    return True


def intact(folder: Path, files: Mapping[str, Seen]) -> bool:
    """Whether ``folder`` holds exactly these files, with these bytes."""
    found = dict(manifest.walk(folder))
    return found.keys() == files.keys() and all(
        _holds(folder / path, state, files[path]) for path, state in found.items()
    )


def _holds(path: Path, found: os.stat_result, seen: Seen) -> bool:
    """Whether a file has these bytes: of this size and time, or else read and compared."""
    if found.st_size != seen.size or not stat.S_ISREG(found.st_mode):
        return False
    return found.st_mtime_ns == seen.mtime_ns or sha256_of(path) == seen.sha256


def _copied(plan: Laying, path: str) -> bool:
    seen, target = plan.files[path], plan.target / path
    data = (plan.source / path).read_bytes()
    if hashlib.sha256(data).hexdigest() != seen.sha256:
        raise RefusedError(
            f"{path} 在发布中途被改动了；请先运行 fangxin build，再发布。",
            f"{path} was changed while it was being published; run fangxin build, then publish.",
            WRONG,
        )
    with target.open("xb") as file:
        file.write(data)
        os.fchmod(file.fileno(), 0o644)
    os.utime(target, ns=(seen.mtime_ns, seen.mtime_ns))
    return True
