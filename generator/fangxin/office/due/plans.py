"""What the programme asks for: holidays of the next year, the next plan, a policy that begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fangxin.base.dates import add_days
from fangxin.facts.programme.programme import Plan, Programme
from fangxin.office.due.duty import Duty
from fangxin.office.due.kinds import every_kind
from fangxin.words.sentences import zh_day

FOLDER = "content/programme"


def of_programme(programme: Programme, as_of: date) -> Iterator[Duty]:
    """What is to be added to the programme, and what will be in force; however far ahead."""
    yield from _holidays(programme, as_of)
    yield from _plan(programme, as_of)
    for version in programme.policy.versions:
        if version.effective > as_of:
            eve = add_days(version.effective, -1)
            yield _duty("policy", f"v{version.number}", eve, "policy.yml", number=version.number)


def _holidays(programme: Programme, as_of: date) -> Iterator[Duty]:
    """The first year from this one on whose days off nobody wrote; only where clocks need them.
    They are needed on its first day."""
    clocks = programme.policy.on(as_of).clocks.values()
    if all(clock.calendar == "every" for clock in clocks):
        return
    year = as_of.year
    while year in programme.holidays.years:
        year += 1
    eve = add_days(date(year, 1, 1), -1)
    yield _duty("holidays", str(year), eve, "holidays.yml", year=year)


def _plan(programme: Programme, as_of: date) -> Iterator[Duty]:
    """The end of the plan that ends last, while it runs: what comes after it is to be written. A
    programme whose last plan is over says so on its pages, and may be meant so."""
    last = max(programme.plans, key=lambda plan: (plan.ends, plan.code), default=None)
    if isinstance(last, Plan) and last.ends >= as_of:
        name = f"plans/{last.code}.yml"
        yield _duty("plan", last.code, last.ends, name, title=last.title.strip("《》"))


def _duty(kind: str, id: str, due: date, file: str, **said: object) -> Duty:
    table, after = every_kind()[kind], add_days(due, 1)
    return Duty(
        kind=kind,
        id=id,
        name=file,
        zh=table.zh.format(due=zh_day(due), next=zh_day(after), **said),
        en=table.en.format(due=due, next=after, **said),
        command=table.command,
        due=due,
        where=f"{FOLDER}/{file}",
    )
