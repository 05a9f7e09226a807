"""``fangxin import``: a table becomes records, or rows of a register."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from generator import ambient
from generator.commands.forms import import_filled
from generator.commands.given import FINE, IMPOSSIBLE, WRONG, files, folders
from generator.problem import errors
from generator.report import complain_about, line_of, progress, say, say_json

if TYPE_CHECKING:
    from generator.importer.shapes import Sheet
    from generator.problem import Problem
    from generator.programme import Programme


def import_(options: argparse.Namespace) -> int:
    """Turn a table into records, or into rows of a register when the mapping names one; what
    cannot be used is told row by row, and answers 1."""
    from generator.importer import import_table
    from generator.importer.known import known_of, unknown_words
    from generator.importer.mapping_file import read_mapping
    from generator.importer.row_mapping import maps_rows
    from generator.importer.said import said
    from generator.importer.table import lines_of
    from generator.programme import read_programme
    from generator.source import RECORD_BYTES

    given = [options.file, *([options.mapping] if options.mapping else [])]
    if not files(*given) or not folders(options.content):
        return IMPOSSIBLE
    if options.mapping is None:
        return import_filled(options)
    programme, problems = read_programme(options.content)
    if programme is None:
        complain_about(errors(problems))
        return WRONG
    with options.mapping.open("rb") as file:
        words = file.read(RECORD_BYTES + 1)  # one more, so that the reader sees that it is too big
    if maps_rows(words):
        return _import_rows(options, words, programme)
    known = known_of(programme)
    mapping, problems = read_mapping(words, str(options.mapping))
    if mapping is not None:
        problems += unknown_words(mapping, known, str(options.mapping))
    if mapping is None or errors(problems):
        complain_about(problems)
        return WRONG
    with progress("导入", lines_of(options.file)) as tick:
        outcome = import_table(options.file, mapping, options.merchants, tick, known)
    problems = sorted([*problems, *outcome.problems])
    if options.json:
        say_json(asdict(outcome) | {"problems": [problem.as_json() for problem in problems]})
    else:
        for problem in problems:
            say(line_of(problem))
        for path in outcome.kept:
            say(f"{path}: 已手工修改，没有覆盖 | edited by hand, left as it is")
        say(said(outcome))
    _give_back(options, problems, mapping)
    return WRONG if errors(problems) else FINE


def _give_back(options: argparse.Namespace, problems: list[Problem], sheet: Sheet) -> None:
    """A copy of the table with its mistakes marked, unless nobody wants it."""
    from generator.commands.giving_back import csv_lines, marked_copy

    if not options.no_copy and errors(problems):
        lines = csv_lines(options.file, sheet.encoding, sheet.delimiter)
        marked_copy(options.file, problems, sheet.sheet, lines)


def _import_rows(options: argparse.Namespace, words: bytes, programme: Programme) -> int:
    """The same for rows of a register, which lies below ``--content``."""
    from generator.importer.register_rows import import_rows
    from generator.importer.row_mapping import read_row_mapping
    from generator.importer.said import said_of_rows
    from generator.importer.table import lines_of

    mapping, problems = read_row_mapping(words, str(options.mapping))
    if mapping is None:
        complain_about(problems)
        return WRONG
    ids = frozenset(path.stem for path in options.merchants.rglob("*.yml"))
    table, content = options.file, options.content
    with progress("导入", lines_of(table)) as tick:
        outcome = import_rows(table, mapping, content, programme, ambient.clock(), ids, tick)
    problems = sorted(outcome.problems)
    if options.json:
        say_json(asdict(outcome) | {"problems": [problem.as_json() for problem in problems]})
    else:
        for problem in problems:
            say(line_of(problem))
        say(said_of_rows(outcome))
    _give_back(options, problems, mapping)
    return WRONG if errors(problems) else FINE
