"""``fangxin publish``: the finished site put beside earlier releases, then shown all at once.

A release is put together aside, made durable, and only then does one rename of a link show it.
Visitors see the whole old site or the whole new one; an interrupted run changes nothing for them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath

from fangxin.base import machine
from fangxin.base.files import flush, put
from fangxin.base.refusal import WRONG, RefusedError
from fangxin.base.report import progress
from fangxin.publish.changes import PublishedChange, changes
from fangxin.publish.erasures import erasures
from fangxin.publish.finished import Finished, finished
from fangxin.publish.laying import Laying, intact, lay
from fangxin.publish.release import (
    FACTS,
    LIST,
    Release,
    files_of,
    listed,
    name_of,
    never_taken_back,
)
from fangxin.publish.target import PublicFolder, target
from fangxin.publish.today import DayEvidence, refuse_wrong_day

__all__ = ["Outcome", "PublishOptions", "RefusedError", "back", "publish"]


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """What to publish where. ``keep``: how many older releases stay; ``commit``: what the site was
    made from, if from one; ``newest``: when the youngest source was written, in nanoseconds, or
    None to take the site as it is; ``committed``: the day of the newest commit that is not public
    yet; ``certain``: somebody says that the day is right."""

    target: Path
    output: Path
    merchants: Path
    content: Path
    commit: str | None
    keep: int
    jobs: int
    quiet: bool
    apart: Sequence[Path] = ()
    newest: int | None = None
    committed: date | None = None
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done. ``published`` is False when visitors see the same as before; ``copied`` counts
    files that are new or changed, ``removed`` names the releases that were deleted."""

    release: Release
    published: bool
    copied: int = 0
    removed: tuple[str, ...] = ()
    erased: bool = False
    changes: tuple[PublishedChange, ...] = ()


def publish(options: PublishOptions) -> Outcome:
    """Publish the finished site. Raises RefusedError and OSError; then visitors see what they saw
    before."""
    with finished(options.output) as site:
        _refuse_stale(site, options.newest)
        state = site.folder.parent / f".{site.folder.name}.state"
        with target(options.target, (site.folder, state, *options.apart)) as where:
            return _publish(options, site, where)


def back(folder: Path) -> Outcome:
    """Show visitors the release before the current one again. Raises RefusedError, OSError."""
    with target(folder, (), make=False) as where:
        now = where.current()
        earlier = [
            one
            for one in where.all()
            if now is not None and one.number < now.number and one.as_of <= now.as_of
        ]  # none of a day to come, when the clock was wrong
        if not earlier:
            raise RefusedError(
                "没有更早的版本可以退回，网站没有改动。",
                "There is no earlier release to go back to; the site was not changed.",
            )
        where.swap(earlier[-1])
        return Outcome(earlier[-1], published=True)


def _publish(options: PublishOptions, site: Finished, where: PublicFolder) -> Outcome:
    last = where.current()
    known_days = days_known(where.all(), last, site.as_of, options.committed)
    refuse_wrong_day(site.as_of, known_days, certain=options.certain)
    files = {path: seen.sha256 for path, seen in site.files.items()}
    text, known = listed(files), erasures(options.merchants, options.content)
    release = _release(options, site, where, text, known)
    if (
        last is not None
        and last.digest == release.digest
        and intact(where.releases / last.name, site.files)
    ):
        same = replace(last, commit=options.commit, erased=known)
        if same != last:
            _tell(where, same)
        removed = _retire(where, same, options.keep)
        return Outcome(same, published=False, removed=removed, erased=known != last.erased)
    copied = _put_together(options, site, where, last)
    (where.staging).rename(where.releases / release.name)
    put(where.releases / f"{release.name}{LIST}", text)
    flush([where.releases])
    _tell(where, release)
    where.swap(release)
    return Outcome(
        release,
        published=True,
        copied=len(copied),
        changes=tuple(_changes(where, last, release, copied)),  # before the last one is deleted
        removed=_retire(where, release, options.keep),
        erased=last is not None and not known <= last.erased,
    )


def days_known(
    releases: Sequence[Release], shown: Release | None, day: date, committed: date | None
) -> DayEvidence:
    """What tells whether ``day`` is today, where these releases lie and one is ``shown``."""
    return DayEvidence(
        clock=machine.clock(),
        public=None if shown is None else shown.as_of,
        earlier=max(
            (one.as_of for one in never_taken_back(releases, shown) if one.as_of <= day),
            default=None,
        ),
        committed=committed,
    )


def _changes(
    where: PublicFolder, last: Release | None, now: Release, copied: list[str]
) -> list[PublishedChange]:
    """Which merchants changed; of the first release, none."""
    if last is None:
        return []
    return list(changes(where.releases / last.name, where.releases / now.name, copied))


def _put_together(
    options: PublishOptions, site: Finished, where: PublicFolder, last: Release | None
) -> list[str]:
    """Fill the staging folder durably; what was copied. Removed again when it fails."""
    before = None if last is None else where.releases / last.name
    listed_before = {} if last is None else files_of(where.releases, last.name)
    plan = Laying(site.folder, where.staging, before, listed_before, site.files)
    try:
        if options.quiet:
            copied = lay(plan, options.jobs)
        else:
            with progress("发布", len(site.files)) as tick:
                copied = lay(plan, options.jobs, tick)
        folders = {str(parent) for path in site.files for parent in PurePath(path).parents}
        flush(where.staging / path for path in [*copied, *sorted(folders)])
    except BaseException:
        where.sweep()
        raise
    return copied


def _release(
    options: PublishOptions, site: Finished, where: PublicFolder, text: bytes, known: frozenset[str]
) -> Release:
    number = max((one.number for one in where.all()), default=0) + 1
    return Release(
        name=name_of(site.as_of, number),
        number=number,
        as_of=site.as_of,
        commit=options.commit,
        files=len(site.files),
        digest=hashlib.sha256(text).hexdigest(),
        erased=known,
    )


def _tell(where: PublicFolder, release: Release) -> None:
    data = json.dumps(release.as_json(), ensure_ascii=False, indent=1).encode() + b"\n"
    put(where.releases / f"{release.name}{FACTS}", data)


def _retire(where: PublicFolder, now: Release, keep: int) -> tuple[str, ...]:
    """Delete releases that hold what was erased since, and the oldest beyond ``keep``."""
    others = [one for one in where.all() if one.name != now.name]
    holding = [one for one in others if not now.erased <= one.erased]
    rest = [one for one in others if one not in holding]
    doomed = holding + rest[: max(0, len(rest) - keep)]
    for one in doomed:
        where.remove(one)
    return tuple(one.name for one in doomed)


def _refuse_stale(site: Finished, newest: int | None) -> None:
    if newest is not None and site.built is not None and newest > site.built:
        raise RefusedError(
            "档案或内容在上次生成以后改过，网站里还没有这些改动；请先运行 fangxin build，再发布。",
            "Records or content were changed after the last build, and the site lacks that; run"
            " fangxin build first, then publish.",
            WRONG,
        )
