"""Our own form comes back filled in: its rows become records or rows of a register, checked whole.

Nothing that stands in the registry is changed. What is wrong is told of its cell; such rows are
left out, the others come in. The registry with the new rows passes every check, or they stay out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from fangxin.base.problem import Place, Problem, errors
from fangxin.change.proposal import Proposal, propose
from fangxin.office.editing.numbers import usual_prefix
from fangxin.office.editing.text import CannotEditError
from fangxin.office.importer.additions import Additions
from fangxin.office.importer.filled import FilledRow, FilledTable, read_filled
from fangxin.office.importer.newcomers import Newcomers
from fangxin.office.importer.target import Already, Destination, Planned
from fangxin.office.importer.telling import told_of_cell
from fangxin.office.importer.vocabulary import choices
from fangxin.registry.sources.reading import Sources


@dataclass(slots=True)
class FormOutcome:
    """What an import of our own form did: ids of new and of known rows, by row of the sheet."""

    form: str = ""
    sheet: str = ""
    heading: int = 1
    rows: int = 0
    created: dict[int, str] = field(default_factory=dict)
    present: dict[int, str] = field(default_factory=dict)
    left_out: int = 0  # rows with errors
    files: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def import_form(
    source: Path, sources: Sources, prefix: str | None = None
) -> tuple[FormOutcome, Proposal | None]:
    """What taking in a form, filled in, would write, None for nothing. ``prefix`` begins the IDs of
    merchants, by default as usual in the registry. Nothing is written."""
    assert sources.programme is not None
    lists = choices(sources.programme)
    filled, problems = read_filled(source, lists)
    if filled is None:
        return FormOutcome(problems=problems), None
    target: Destination
    if filled.form.name == "merchants":
        known = prefix or usual_prefix(Path(path).stem for path in sources.records.read)
        target = Newcomers(filled, source, sources, lists, known)
    else:
        target = Additions(filled, source, sources, lists)
    form, sheet = filled.form.name, filled.sheet
    outcome = FormOutcome(form, sheet, filled.heading, len(filled.rows), problems=filled.problems)
    stopped = target.unusable()
    if stopped:
        outcome.problems += stopped
        return outcome, None
    return outcome, _taken_in(source, sources, filled, target, outcome)


def _taken_in(
    source: Path, sources: Sources, filled: FilledTable, target: Destination, outcome: FormOutcome
) -> Proposal | None:
    """What is to be written for the rows that can be taken in, None when there are none."""
    for row in filled.rows:
        told = {(one.place, one.code) for one in outcome.problems}
        at = {one.place for one in errors(outcome.problems)}
        more = (one for one in target.wrong(row) if one.place not in at or one.place.column == 1)
        outcome.problems += [one for one in more if (one.place, one.code) not in told]
    usable = _without_errors(filled.rows, outcome.problems)
    new = []
    for row, there in zip(usable, target.already(usable), strict=True):
        if there is None:
            new.append(row)
            continue
        outcome.present[row.number] = there.id
        outcome.problems += _already(source, filled, row, there)
    proposal, planned = _accepted(source, sources, filled, target, new, outcome)
    outcome.left_out = len(filled.rows) - len(outcome.present) - len(planned.ids)
    if proposal is None or not planned.ids:
        return None
    outcome.created = dict(planned.ids)
    outcome.files = [path.as_posix() for path in planned.files]
    return proposal


def _without_errors(rows: Sequence[FilledRow], problems: list[Problem]) -> list[FilledRow]:
    bad = {problem.place.line for problem in errors(problems)}
    return [row for row in rows if row.number not in bad]


def _accepted(
    source: Path,
    sources: Sources,
    filled: FilledTable,
    target: Destination,
    rows: Sequence[FilledRow],
    outcome: FormOutcome,
) -> tuple[Proposal | None, Planned]:
    """As many of the rows as the registry passes its checks with; the others are told."""
    nothing = Planned({}, {})
    while rows:
        try:
            planned = target.planned(rows)
        except ValueError as error:
            outcome.problems.append(_used_up(source, str(error)))
            return None, nothing
        except CannotEditError as error:
            outcome.problems.append(_unusual(source, str(error)))
            return None, nothing
        proposal = propose(sources, planned.files)
        told = [_told(one, planned, filled, source) for one in proposal.new_problems]
        if not errors(told):
            known = {(one.place.line, one.code) for one in outcome.problems}
            outcome.problems += [p for p in told if (p.place.line, p.code) not in known]
            return proposal, planned
        outcome.problems += errors(told)
        left = _without_errors(rows, outcome.problems)
        if len(left) == len(rows) or any(one.place.path != str(source) for one in errors(told)):
            return None, nothing  # what is wrong is not a row's own
        rows = left
    return None, nothing


def _told(problem: Problem, planned: Planned, filled: FilledTable, source: Path) -> Problem:
    """A problem of what would be written, told of its row; others stay as they are."""
    row = planned.row_at(problem.place)
    if row is None:
        return problem
    return told_of_cell(problem, filled, source, row, _key_at(problem.place, planned, filled))


def _key_at(place: Place, planned: Planned, filled: FilledTable) -> str:
    """The column that a line of a new record comes from; "" for a row of a register."""
    if filled.form.name != "merchants":
        return ""
    text = next(data for path, data in planned.files.items() if str(path) == place.path)
    key = text.decode().split("\n")[place.line - 1].partition(":")[0]
    return key if key in filled.at else next((one for one in filled.at if "." in one), "")


def _already(
    source: Path, filled: FilledTable, row: FilledRow, there: Already
) -> Iterator[Problem]:
    """That a row is there; a warning where it says something else than what is there."""
    place = Place(str(source), row.number)
    if there.row and there.differing:
        yield _contradiction(place, filled, there)
    elif there.row:
        zh = f"第 {row.number} 行与第 {there.row} 行是同一家，只登记一次；多余的一行请删去"
        en = f"row {row.number} is the same as row {there.row} and is entered once; delete one"
        yield Problem(place, "row-twice", zh, en, "warning")
    elif there.differing:
        labels = "、".join(f"“{filled.column(key).label}”" for key in there.differing)
        column = filled.at.get(there.differing[0], 1)
        yield Problem(
            replace(place, column=column),
            "row-differs",
            f"第 {row.number} 行已在登记簿里（{there.id}），但{labels}与那里不同；"
            "导入不改已有的内容，要改请到登记簿里改",
            f"row {row.number} is in the registry ({there.id}), which says something else of "
            f"{', '.join(there.differing)}; an import changes nothing, edit it there",
            "warning",
        )


def _contradiction(place: Place, filled: FilledTable, there: Already) -> Problem:
    """That a row seems to be one above, but says otherwise who it is."""
    labels = "、".join(f"“{filled.column(key).label}”" for key in there.differing)
    return Problem(
        replace(place, column=filled.at.get(there.differing[0], 1)),
        "row-twice",
        f"第 {there.row} 行和第 {place.line} 行看起来是同一家，{labels}却不同：后一行没有登记。"
        "请核对：是一家的改成一样，是两家的把地址写清楚",
        f"rows {there.row} and {place.line} seem to be one merchant but differ in "
        f"{', '.join(there.differing)}: the later one was not entered; make them agree, or tell "
        "the addresses apart",
    )


def _unusual(source: Path, why: str) -> Problem:
    return Problem(
        Place(str(source)),
        "register-unusual",
        f"登记簿的文件写法特别，程序不敢改动（{why}）；请用表格软件打开登记簿，另存为“CSV UTF-8”，"
        "再导入一次",
        f"the register's file is written in an unusual way and was left alone ({why}); save it as "
        "'CSV UTF-8' from a spreadsheet and import again",
    )


def _used_up(source: Path, begins: str) -> Problem:
    return Problem(
        Place(str(source)),
        "ids-used-up",
        f"{begins} 开头的编号已用到 9999，没有新的了；请用 --prefix 换一个开头",
        f"the IDs that begin with {begins} are used up; choose another --prefix",
    )
