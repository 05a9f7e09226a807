"""Notices that were written earlier and are not public yet get today as the day on which they are:
their ``Date``, the day of a late entry, of a new correction and of a withdrawal.

    files, moved, left = redated_notices(push)      # path → the file's new bytes

A period for objections is not moved: its last day stands in the decision and in a document, so that
a person moves both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from fangxin.change.guard.push import Push
from fangxin.facts.notices.reading import Notice

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class MovedDay(NamedTuple):
    """One day of a head that moves: in which file, under which key, which one of it (0 is the
    first), and from which day."""

    path: str
    key: str
    at: int
    was: str


def redated_notices(
    push: Push,
) -> tuple[Mapping[str, bytes], tuple[MovedDay, ...], tuple[Notice, ...]]:
    """The files that differ, whole; what was moved in them; and those that a person must move."""
    moved = tuple(_early(push))
    paths = sorted({one.path for one in moved})
    blobs = {path: push.new.files[path].blob for path in paths}
    contents = push.repository.contents(blobs.values())
    files = {path: contents[blob].decode("utf-8") for path, blob in blobs.items()}
    for one in moved:
        files[one.path] = _with_day(files[one.path], one, push.as_of)
    data = {path: text.encode("utf-8") for path, text in files.items()}
    public = _public(push)
    left = (one for one in _written(push) if one.slug not in public and _is_left(one, push))
    return data, moved, tuple(left)


def _public(push: Push) -> Mapping[str, Notice]:
    """Slug → the notices that are public."""
    notices = push.old.sources.gazette.notices
    return {one.slug: one for one in notices if not one.draft and one.date <= push.published}


def _written(push: Push) -> Iterator[Notice]:
    notices = push.new.sources.gazette.notices if not push.first else ()
    return (one for one in notices if not one.draft)


def _early(push: Push) -> Iterator[MovedDay]:
    """Everything new in the heads of notices that would count as public before today."""
    public = _public(push)
    for notice in _written(push):
        if notice.slug not in public:
            yield from _new(notice, push)
        yield from _mended(notice, public.get(notice.slug), push)


def _new(notice: Notice, push: Push) -> Iterator[MovedDay]:
    path = notice.place.path
    if notice.recorded is not None:
        if _is_early(notice.recorded.date, push):
            yield MovedDay(path, "Recorded", 0, str(notice.recorded.date))
    elif _is_early(notice.date, push) and not _is_left(notice, push):
        yield MovedDay(path, "Date", 0, str(notice.date))


def _mended(notice: Notice, old: Notice | None, push: Push) -> Iterator[MovedDay]:
    """Corrections and a withdrawal that the push adds."""
    known = len(old.corrected) if old is not None else 0
    for at, one in enumerate(notice.corrected):
        if at >= known and _is_early(one.date, push):
            yield MovedDay(notice.place.path, "Corrected", at, str(one.date))
    fresh = old is None or old.withdrawn is None
    if fresh and notice.withdrawn is not None and _is_early(notice.withdrawn.date, push):
        yield MovedDay(notice.place.path, "Withdrawn", 0, str(notice.withdrawn.date))


def _is_early(day: date | None, push: Push) -> bool:
    return day is not None and day < push.as_of


def _is_left(notice: Notice, push: Push) -> bool:
    """Whether it is early and has more days than its own: a period for objections, or the year in
    its index number."""
    if notice.recorded is not None:
        return _is_early(notice.begins, push)
    numbered = notice.index is not None and notice.date.year != push.as_of.year
    return _is_early(notice.begins, push) or (_is_early(notice.date, push) and numbered)


def _with_day(text: str, one: MovedDay, day: date) -> str:
    """A notice with one day of its head moved."""
    line = re.search(rf"^{one.key}:.*$", text, re.MULTILINE)
    assert line is not None  # it was read from there
    parts = line.group().split("；")  # of several corrections
    parts[one.at] = _DAY.sub(day.isoformat(), parts[one.at], count=1)
    words = "；".join(parts)
    return text[: line.start()] + words + text[line.end() :]
