"""``fangxin show``: one merchant's standing on a day, with its reasons."""

from __future__ import annotations

from pathlib import Path

from fangxin.base.problem import Problem, errors
from fangxin.base.report import complain, complain_about, say, say_json
from fangxin.cli import options
from fangxin.cli.desk.given import FINE, IMPOSSIBLE, WRONG, as_of, folders, no_merchant, read
from fangxin.cli.frame.command import Command, Options

EXAMPLE = "fangxin show PJ180005E --as-of 2019-06-10"


def run(options: Options) -> int:
    """Explain one merchant's standing, with the problems of its record; with errors anywhere in
    the data answer 1, because the standing may rest on them."""
    from fangxin.view.viewing import office_view_of
    from fangxin.words.explain.explaining import explanation, explanation_json

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
    view = office_view_of(options.id, registry, programme, day)
    if options.json:
        say_json(explanation_json(view, day))
    else:
        say(explanation(view, programme, day))
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


COMMAND = Command("show", run, (options.MERCHANT, *options.SOURCES, options.JSON), EXAMPLE)
