"""``fangxin template``, and ``fangxin import`` of what was filled in: tables of our own form."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from fangxin.base.problem import errors
from fangxin.base.report import complain, complain_about, line_of, near, say
from fangxin.cli.commands.given import FINE, IMPOSSIBLE, WRONG, folders

if TYPE_CHECKING:
    from fangxin.cli.commands.desk import Desk
    from fangxin.office.importer.native import FormOutcome


def template(options: argparse.Namespace) -> int:
    """Write a workbook to fill in; a file that is there already is never replaced."""
    from pathlib import Path

    from fangxin.base.files import put
    from fangxin.facts.programme import read_programme
    from fangxin.office.importer.forms import form_of
    from fangxin.office.importer.steps import steps_of
    from fangxin.office.importer.vocabulary import choices
    from fangxin.text.workbook.sheets import workbook

    if not folders(options.content):
        return IMPOSSIBLE
    programme, problems = read_programme(options.content)
    if programme is None:
        complain_about(errors(problems))
        return WRONG
    form = form_of(options.form)
    path = options.output or Path(f"{form.zh}登记表.xlsx")
    steps = steps_of(form, programme.site.office)
    data = workbook(form.zh, form.columns, choices(programme), form.examples, steps)
    if path.suffix.lower() != ".xlsx":
        complain(f"{path} 须以 .xlsx 结尾", f"{path} must end in .xlsx")
        return IMPOSSIBLE
    if path.exists() and not (path.is_file() and path.read_bytes() == data):
        complain(
            f"{path} 已经有了，也许已填了内容，没有覆盖；请用 --output 换一个文件名",
            f"{path} exists and may be filled in already; choose another name with --output",
        )
        return IMPOSSIBLE
    put(path, data)
    say(
        f"已写好 {path}：填好“{form.zh}”那张表，保存，再运行 fangxin import {path} | "
        f"Written; fill it in, save it, and import it"
    )
    return FINE


def import_filled(desk: Desk) -> int:
    """Take in a table of our own form; what is wrong is told cell by cell, and answers 1."""
    from fangxin.cli.commands.giving_back import marked_copy
    from fangxin.cli.commands.import_end import ended
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
