"""What an import would write is judged as everything else that is written: with all that is known.

Records with which the registry would not pass its checks are left out and told of their rows; the
others come in. What the guard would refuse is not written in the first place: ``public_of`` says
what was published, which stays as it is, and that new facts enter the registry today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from fangxin.base.problem import Problem, errors
from fangxin.change.proposal import Proposal, propose
from fangxin.office.importer import refusals
from fangxin.office.importer.plan import ImportPlan, PlannedRecord
from fangxin.office.importer.present import Public
from fangxin.office.importer.rows import key_named, unusable
from fangxin.registry.git import Repository, repository_of
from fangxin.registry.sources.reading import Sources
from fangxin.text.table.shapes import TableRow

_ID = re.compile(r"- id: (\S+)")  # of a fact, as the import writes it
_ADDRESS_PUBLIC = (
    "个体工商户（信用代码 92 开头）的地址可能是住所，须写明公开到哪里：在对照表 merchant "
    "里加 address_public，{value: road} 只公开到路名，{value: full} 公开全部",
    "a sole trader's address may be a home: add address_public to merchant in the mapping, "
    "{value: road} for the road only, {value: full} for all of it",
)
_BARRED = (
    "照表里的问题，这一家现在不得认定；登记簿已经公开，认定不能倒填日期，所以不能再导入它的认定。"
    "它没有认定，网站上也没有它；要登记它，请用 fangxin new",
    "what the table says of it bars it from certification today, and in a public registry its "
    "certification cannot be back-dated, so it is not taken over; enter it with fangxin new",
)


def public_of(merchants: Path, today: date) -> Public:
    """What was published of the records in this folder; nothing where it is not that of a
    repository with commits. Raises GitError when git cannot say."""
    known = _published(merchants, today)
    if known is None:
        return Public()
    repository, head, since = known
    files = repository.files(head, merchants.name)
    texts = repository.contents(entry.blob for entry in files.values())
    records = {Path(path).stem: texts[entry.blob] for path, entry in files.items()}
    return Public(since, today, records)


def last_publication(content: Path, today: date) -> date | None:
    """The day on which the registry with this content was last published, None for never. Raises
    GitError when git cannot say."""
    known = _published(content, today)
    return known[2] if known is not None else None


def _published(folder: Path, today: date) -> tuple[Repository, str, date] | None:
    """The repository that ``folder``, there or not, lies in directly, its commit and the day of
    that; None where there is none. Raises GitError when there is one that git cannot read."""
    home = folder.resolve().parent
    if not (home / ".git").exists():
        return None
    repository = repository_of(home)
    code, said, _ = repository.asked("rev-parse", "--verify", "--quiet", "HEAD")
    if code != 0:
        return None  # nothing was committed yet
    head = said.decode().strip()
    return repository, head, min(repository.latest_day(head), today)


def judged(plan: ImportPlan, sources: Sources) -> Proposal | None:
    """The plan's files beside everything else, None when there are none that can be written; the
    plan keeps those alone, and its outcome tells why the others are left out."""
    while plan.entries:
        proposal = propose(sources, plan.files, taken_over=True)
        wrong = proposal.refused
        if not wrong:
            return proposal
        by_path = _by_path(plan, wrong)
        for path, problems in by_path.items():
            _leave_out(plan, path, problems)
        if not by_path:  # nobody can say which of them brings it
            plan.outcome.problems += wrong
            for path in list(plan.entries):
                plan.drop(path)
    return None


def _by_path(plan: ImportPlan, wrong: list[Problem]) -> dict[Path, list[Problem]]:
    """The problems by the planned file that brings them: in which they stand, or whose merchant
    they name."""
    found: dict[Path, list[Problem]] = {}
    for problem in wrong:
        here = Path(problem.place.path)
        named = [here] if here in plan.entries else _named(plan, problem)
        for path in named:
            found.setdefault(path, []).append(problem)
    return found


def _named(plan: ImportPlan, problem: Problem) -> list[Path]:
    return [path for path in plan.entries if path.stem in problem.zh]


def _leave_out(plan: ImportPlan, path: Path, wrong: list[Problem]) -> None:
    """Take a record out of the plan, and tell why of its rows."""
    entry = plan.entries[path]
    told = [one for problem in errors(wrong) for one in _told(plan, entry, path, problem)]
    plan.drop(path)
    name = next(iter(plan.names_of(entry.rows)), path.stem)
    there = not entry.created
    plan.outcome.problems += [*told, refusals.left_out(plan.source, name, told, (), there)]


def _told(
    plan: ImportPlan, entry: PlannedRecord, path: Path, problem: Problem
) -> Iterator[Problem]:
    row = _row(entry, path, problem)
    if problem.code == "certified-against-bar":
        yield unusable(plan.source, row.number, *_BARRED)
    elif problem.code == "address-public-missing":
        yield unusable(plan.source, row.number, *_ADDRESS_PUBLIC)
    else:
        column = _column(problem, row, plan)
        yield unusable(plan.source, row.number, problem.zh, problem.en, column)


def _row(entry: PlannedRecord, path: Path, problem: Problem) -> TableRow:
    """The row that the failure comes from which a problem stands at, or else the first."""
    if Path(problem.place.path) != path:
        return entry.rows[0]
    above = entry.data.decode().split("\n")[: problem.place.line]
    ids = (id[1] for line in reversed(above) if (id := _ID.match(line)) is not None)
    return next((entry.by_fact[id] for id in ids if id in entry.by_fact), entry.rows[0])


def _column(problem: Problem, row: TableRow, plan: ImportPlan) -> int:
    """Where the column stands that the field is taken from which a problem begins with."""
    key, failing = key_named(problem.zh), plan.mapping.failures
    cell = plan.mapping.merchant.get(key)
    if cell is None and failing is not None:
        if key == "date":
            return row.at.get(failing.date.column, 1)
        cell = failing.document if key == "document" else failing.fields.get(key)
    return next((row.at.get(name, 1) for name in cell.columns()), 1) if cell is not None else 1
