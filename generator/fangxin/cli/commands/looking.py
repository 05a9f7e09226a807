"""What looks and changes nothing: check, show, todo, schema.

Imports stand inside: a command should not wait for what only another one needs.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from fangxin.base.problem import Problem, errors
from fangxin.base.report import complain, complain_about, say, say_json, say_problems
from fangxin.cli.commands.given import FINE, IMPOSSIBLE, WRONG, as_of, folders, no_merchant, read


def check(options: argparse.Namespace) -> int:
    """Print every problem of the programme and of all records; warnings alone are fine."""
    if not folders(options.merchants, options.content):
        return IMPOSSIBLE
    sources = read(options, as_of(options))
    registry = sources.registry
    say_problems(sources.problems, options.format, len(registry.merchants) if registry else 0)
    return WRONG if sources.errors or registry is None else FINE


def show(options: argparse.Namespace) -> int:
    """Explain one merchant's standing, with the problems of its record; with errors anywhere in
    the data answer 1, because the standing may rest on them."""
    from fangxin.view.viewing import office_view_of
    from fangxin.words.explain import explanation, explanation_json

    if not folders(options.merchants, options.content):
        return IMPOSSIBLE
    day = as_of(options)
    sources = read(options, day)
    registry, programme, wrong = sources.registry, sources.programme, sources.errors
    if registry is None or programme is None:
        complain_about(wrong)
        return WRONG
    _complain_for(options.id, list(sources.problems))
    if options.id not in registry.merchants:
        complain(*no_merchant(options.id, registry))
        return WRONG if wrong else IMPOSSIBLE
    view, facts = office_view_of(options.id, registry, programme, day), registry.facts(options.id)
    if options.json:
        say_json(explanation_json(view, facts, day))
    else:
        say(explanation(view, facts, programme, day))
    return WRONG if wrong else FINE


def _complain_for(id: str, problems: list[Problem]) -> None:
    """The problems of one record, and how many errors there are elsewhere."""
    own = [problem for problem in problems if Path(problem.place.path).stem.upper() == id]
    complain_about(own)
    others = len(errors(problems)) - len(errors(own))
    if others:
        complain(
            f"别处还有 {others} 个错误，全部见 fangxin check；改正以前，下面说的可能不准",
            f"errors elsewhere: {others}, all told by fangxin check; until they are mended, what "
            "follows may be wrong",
        )


def todo(options: argparse.Namespace) -> int:
    """List what is due, with the command that does it; and the names of rows to be confirmed."""
    from fangxin.cli.commands.due import answer

    return answer(options)


def schema(options: argparse.Namespace) -> int:
    """Print the JSON Schema of a record or of a register's row, with this programme's choices."""
    from fangxin.facts.programme import read_programme
    from fangxin.facts.record.schema import record_schema
    from fangxin.facts.registers import ALL, lists_of
    from fangxin.text.csv.schema import row_schema

    if not folders(options.content):
        return IMPOSSIBLE
    programme, problems = read_programme(options.content)
    if programme is None or errors(problems):
        complain_about(errors(problems))
        return WRONG
    for one in ALL:
        if one.name == options.register:
            say_json(row_schema(one.name, one.ending, one.row, lists_of(programme)))
            return FINE
    say_json(record_schema(programme))
    return FINE
