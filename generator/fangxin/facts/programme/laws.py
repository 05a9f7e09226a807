"""Laws that policy, criteria and registers cite, each with its days in force: laws.yml.

A citation is a title in 《》. Where the file is there, every law cited in the programme is in it,
so that ``check`` and the page of the rules can say when one has ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date as Day
from pathlib import Path
from typing import Any, NamedTuple

from fangxin.base.problem import Place, Problem
from fangxin.text.fields.kinds import Flag, Line
from fangxin.text.fields.tables import Field, Group, MapOf, Report
from fangxin.text.fields.times import Day as DayKind

CITING = ("policy", "categories", "topics", "commitments")  # files whose every citation is listed
_TITLE = re.compile(r"《([^《》]{2,60})》")
_STATE = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class Law:
    """A law, regulation or rule. ``until`` is its last day in force, None while none is known.
    ``verified``: somebody has read title, number, days and the cited articles in ``read``."""

    title: str
    by: str
    from_: Day
    verified: bool
    number: str | None = None
    until: Day | None = None
    replaced_by: str | None = None
    read: str | None = None
    note: str | None = None

    def in_force(self, day: Day) -> bool:
        """Whether it is in force on ``day``."""
        return self.from_ <= day and not self.ended(day)

    def ended(self, day: Day) -> bool:
        """Whether it is no longer in force on ``day``."""
        return self.until is not None and self.until < day


LAWS = MapOf(
    Group(
        (
            Field("by", Line(60), "制定机关", "issued by", required=True),
            Field("number", Line(60), "令号", "number", example="国家发展改革委令第36号"),
            Field(
                "from", DayKind(), "施行日期", "in force from", required=True, example="2026-04-01"
            ),
            Field("until", DayKind(), "最后施行日", "last day in force", example="2026-04-14"),
            Field("replaced_by", Line(60), "由哪一部代替", "replaced by"),
            Field("verified", Flag(), "是否核对过", "verified", required=True, example="true"),
            Field("read", Line(120), "在哪里核对", "where it was read"),
            Field("note", Line(200), "说明", "note"),
        ),
        order=(("from", "until"),),
        together=(("replaced_by", "until"),),
    ),
    key=Line(60),
    into="title",
)


class Citation(NamedTuple):
    """A title in a file, without 中华人民共和国, and where it stands."""

    title: str
    line: int
    column: int


def laws_of(values: Mapping[str, Mapping[str, Any]]) -> dict[str, Law]:
    """The laws of laws.yml as read by ``LAWS``, by title."""
    found = {}
    for title, value in values.items():
        given = {"from_" if key == "from" else key: one for key, one in value.items()}
        found[plain(title)] = Law(**{**given, "title": plain(title)})
    return found


def plain(title: str) -> str:
    """A title as it is compared."""
    return title.removeprefix(_STATE)


def titles_in(value: object) -> Iterator[str]:
    """Every title cited in the texts of a value, its parts included."""
    if isinstance(value, str):
        yield from (plain(title) for title in _TITLE.findall(value))
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from titles_in(one)
    elif isinstance(value, list | tuple | frozenset):
        for one in value:
            yield from titles_in(one)
    elif is_dataclass(value):
        for spec in fields(value):
            yield from titles_in(getattr(value, spec.name))


def citations(text: str) -> Iterator[Citation]:
    """Every citation in a file's text, except in comments."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.lstrip().startswith("#"):
            for found in _TITLE.finditer(line):
                yield Citation(plain(found[1]), number, found.start() + 1)


def laws_problems(
    values: Mapping[str, Mapping[str, Any]], written: frozenset[str], report: Report, folder: Path
) -> Iterator[Problem]:
    """What replaces a law is listed, and so is whatever a file of ``folder`` cites. ``written``:
    the titles of the file, also of entries too broken to be read."""
    known = {plain(title) for title in written}
    for title, value in values.items():
        if "replaced_by" in value and plain(value["replaced_by"]) not in known:
            node = report.node_of(value, "replaced_by")
            yield Problem(
                Place(report.path, node.line, node.column),
                "law-not-listed",
                f"「{title}」由《{value['replaced_by']}》代替，这一部也须列在 laws.yml。请补上",
                f"'{title}' is replaced by '{value['replaced_by']}', which must be listed in "
                "laws.yml too; add it",
            )
    for name in CITING:
        path = folder / f"{name}.yml"
        for one in citations(_text(path)):
            if one.title not in known:
                yield not_listed(Place(path.as_posix(), one.line, one.column), one.title)


def not_listed(place: Place, title: str) -> Problem:
    """That a law is cited and not listed."""
    return Problem(
        place,
        "law-not-listed",
        f"引用的《{title}》须列在 laws.yml（制定机关、令号、施行日期）。请补上，或改正书名",
        f"'{title}' is cited and must be listed in laws.yml (who issued it, number, days in "
        "force); add it, or correct the title",
    )


def _text(path: Path) -> str:
    """The text of a file; nothing where it cannot be read, which others tell."""
    try:
        return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    except OSError:
        return ""
