"""``fangxin import`` of what was filled in: tables of our own form."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from fangxin.base.report import line_of, near, say

if TYPE_CHECKING:
    from fangxin.cli.desk.opening import Desk
    from fangxin.office.importer.native import FormOutcome


def import_filled(desk: Desk) -> int:
    """Take in a table of our own form; what is wrong is told cell by cell, and answers 1."""
    from fangxin.cli.own.import_.ending import ended
    from fangxin.cli.own.import_.giving_back import marked_copy
    from fangxin.office.importer.native import import_form
    from fangxin.office.importer.said import said_of_form
    from fangxin.text.table.plain import read_plain
    from fangxin.text.workbook.opening import is_workbook

    options = desk.options
    outcome, proposal = import_form(options.file, desk.sources, options.prefix)
    if not options.json:
        _say(outcome)
    if not (options.no_copy or options.dry_run):
        grid = None if is_workbook(options.file) else read_plain(options.file)[0]
        lines = grid.lines if grid is not None else ()
        marked_copy(options.file, outcome.problems, outcome.sheet, lines)
    if outcome.form and not options.json:
        say(said_of_form(outcome))
    problems = [near(problem) for problem in outcome.problems]
    return ended(desk, proposal, problems, asdict(outcome), f"导入 {len(outcome.created)} 行")


def _say(outcome: FormOutcome) -> None:
    for problem in sorted(map(near, outcome.problems)):
        say(line_of(problem))
    for row, id in sorted(outcome.created.items()):
        say(f"第 {row} 行：新登记 {id} | row {row}: new {id}")
    for row, id in sorted(outcome.present.items()):
        if id:
            say(f"第 {row} 行：已在登记簿里，是 {id} | row {row}: is there already, {id}")
