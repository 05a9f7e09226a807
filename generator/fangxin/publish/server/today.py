"""The server's clock, held against its releases and the commits that other machines made."""

from __future__ import annotations

from datetime import date, timedelta

from fangxin.publish.publishing import days_known
from fangxin.publish.release import Release
from fangxin.publish.server.layout import Server
from fangxin.publish.server.showing import shown
from fangxin.publish.target import PublicFolder
from fangxin.publish.today import APART, DayEvidence, WrongDayError, refuse_wrong_day
from fangxin.registry.git import NOTHING, GitError


def day_known(server: Server, commit: str, as_of: date) -> DayEvidence:
    """What tells whether ``as_of`` is today when ``commit`` is to be published. Raises GitError."""
    where, release = PublicFolder(server.site), shown(server)
    releases = where.all() if where.releases.is_dir() else []
    return days_known(releases, release, as_of, committed(server, release, commit))


def committed(server: Server, release: Release | None, commit: str) -> date | None:
    """The latest day of the commits that are not public yet; None when all are."""
    repository, known = server.repository, release.commit if release is not None else None
    if known == commit or commit == NOTHING:
        return None
    try:
        found = repository.latest_day(f"{known}..{commit}") if known else None
    except GitError:  # it was published from somewhere else
        found = None
    found = found or repository.latest_day(commit)
    return found if found.year > 1970 else None  # there is none between them


def clock_fault(server: Server, commit: str, as_of: date) -> WrongDayError | None:
    """Why nothing that is pushed now could become public; None when it can. A commit that is dated
    later is no witness: the guard says what is wrong with it. Raises GitError."""
    known = day_known(server, commit, as_of)
    late = known.committed is not None and known.committed > as_of + timedelta(APART)
    old = DayEvidence(known.clock, known.public, known.earlier, None if late else known.committed)
    try:
        refuse_wrong_day(as_of, old)
    except WrongDayError as error:
        return error
    return None
