"""Tables by a mapping, for ``fangxin import``: records, and rows of a register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from fangxin.base.problem import errors
from fangxin.base.report import complain_about, line_of, progress, say
from fangxin.cli.desk.given import WRONG
from fangxin.cli.desk.opening import Desk
from fangxin.cli.frame.command import Options
from fangxin.cli.own.import_.ending import ended

if TYPE_CHECKING:
    from fangxin.base.problem import Problem
    from fangxin.change.proposal import Proposal
    from fangxin.text.table.shapes import TableShape


def import_records(desk: Desk, words: bytes) -> int:
    """Records by a mapping."""
    from fangxin.office.importer.judging import judged, public_of
    from fangxin.office.importer.known import known_of, unknown_words
    from fangxin.office.importer.mapping_file import read_mapping
    from fangxin.office.importer.planning import planned
    from fangxin.office.importer.said import said
    from fangxin.text.table.file import lines_of

    options, known = desk.options, known_of(desk.programme)
    mapping, problems = read_mapping(words, str(options.mapping))
    if mapping is not None:
        problems += unknown_words(mapping, known, str(options.mapping))
    if mapping is None or errors(problems):
        complain_about(problems)
        return WRONG
    public = public_of(options.merchants, desk.today)
    records = desk.sources.records
    with progress("导入", lines_of(options.file)) as tick:
        plan = planned(options.file, mapping, options.merchants, records, known, public, tick)
    proposal = judged(plan, desk.sources)
    outcome = plan.outcome
    problems += outcome.problems
    _say(desk, problems, said(outcome))
    give_back(options, problems, mapping)
    count = f"导入 {outcome.created + outcome.updated} 份商户档案（{mapping.title}）"
    return ended(desk, proposal, problems, asdict(outcome), count)


def import_rows_of(desk: Desk, words: bytes) -> int:
    """The same for rows of a register, which lies below ``--content``."""
    from fangxin.office.importer.judging import last_publication
    from fangxin.office.importer.register_rows import import_rows
    from fangxin.office.importer.row_mapping import read_row_mapping
    from fangxin.office.importer.said import said_of_rows
    from fangxin.text.table.file import lines_of

    options = desk.options
    mapping, problems = read_row_mapping(words, str(options.mapping))
    if mapping is None:
        complain_about(problems)
        return WRONG
    ids, table = frozenset(desk.registry.merchants), options.file
    since = last_publication(options.content, desk.today)
    with progress("导入", lines_of(table)) as tick:
        outcome, data = import_rows(
            table, mapping, options.content, desk.programme, desk.today, ids, tick, since
        )
    problems += outcome.problems
    _say(desk, problems, said_of_rows(outcome))
    give_back(options, problems, mapping)
    proposal = _proposed(desk, {Path(outcome.file): data} if data is not None else {})
    count = f"导入登记簿 {mapping.name}：新增 {outcome.created}，补充 {outcome.updated}"
    return ended(desk, proposal, problems, asdict(outcome), count)


def _proposed(desk: Desk, files: Mapping[Path, bytes]) -> Proposal | None:
    from fangxin.change.proposal import propose

    return propose(desk.sources, files) if files else None


def _say(desk: Desk, problems: list[Problem], summary: str) -> None:
    if desk.options.json:
        return
    for problem in sorted(problems):
        say(line_of(problem))
    say(summary)


def give_back(options: Options, problems: list[Problem], sheet: TableShape) -> None:
    """A copy of the table with its mistakes marked, unless nobody wants it."""
    from fangxin.cli.own.import_.giving_back import csv_lines, marked_copy

    if not (options.no_copy or options.dry_run) and errors(problems):
        lines = csv_lines(options.file, sheet)
        marked_copy(options.file, problems, sheet.sheet, lines)
