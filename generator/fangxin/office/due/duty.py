"""One thing that somebody has to do, or should know of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day

from fangxin.base.dates import add_days
from fangxin.office.due.kinds import every_kind, rank
from fangxin.view.view import View
from fangxin.words.sentences import zh_day


@dataclass(frozen=True, slots=True)
class Duty:
    """``kind`` is one of ``every_kind()``. ``due`` is the last day, that day included; None:
    nobody set one. How many days are left is for whoever prints it to say."""

    kind: str
    id: str  # of a merchant, or of a register's row; of the programme, what it is about
    name: str
    zh: str  # what to do, and what happens otherwise
    en: str
    command: str  # what to type; "" where a file is to be edited by hand
    due: Day | None = None
    since: Day | None = None  # waiting since
    fact: str | None = None  # id of the failure
    town: str | None = None
    department: str | None = None  # its code: in charge of the complaint, or of the category
    where: str | None = None  # the file, with line where it is known

    @property
    def rank(self) -> int:
        """How dangerous it is to leave it: 0 is the worst."""
        return rank(self.kind)


def of_view(
    kind: str,
    view: View,
    lead: str | None,
    due: Day | None = None,
    since: Day | None = None,
    fact: str | None = None,
    at: str | None = None,
    command: str | None = None,
    **said: str,
) -> Duty:
    """A duty about a merchant; ``said`` fills the sentences, beside ``due``, ``next`` (the day
    after) and ``since``. The fact stands in the record ``at``, by default its own."""
    table, where = every_kind()[kind], at or view.id
    return Duty(
        kind=kind,
        id=view.id,
        name=view.name,
        zh=table.zh.format(**{**_days_zh(due, since), **said}),
        en=table.en.format(**{**_days_en(due, since), **said}),
        command=(command or table.command).format(id=where, fact=fact or ""),
        due=due,
        since=since,
        fact=fact if where == view.id or fact is None else f"{where}/{fact}",
        town=view.town,
        department=lead,
    )


def _days_zh(due: Day | None, since: Day | None) -> dict[str, str]:
    days = {"due": due, "next": due and add_days(due, 1), "since": since}
    return {key: zh_day(day) for key, day in days.items() if day is not None}


def _days_en(due: Day | None, since: Day | None) -> dict[str, str]:
    days = {"due": due, "next": due and add_days(due, 1), "since": since}
    return {key: str(day) for key, day in days.items() if day is not None}
