"""Sources that were read from a copy, every place in them told of what the copy is one of."""

from __future__ import annotations

from dataclasses import replace

from fangxin.base.problem import Place, Problem
from fangxin.facts.notices.reading import Gazette
from fangxin.registry.registry import Registry
from fangxin.registry.sources.reading import Sources


def relocated(sources: Sources, here: str, there: str) -> Sources:
    """The same sources with ``there`` in place of ``here`` at the beginning of every path: of
    problems, also in their words, of notices and of rows of registers."""
    registry, gazette = sources.registry, sources.gazette
    return replace(
        sources,
        told=tuple(_problem(problem, here, there) for problem in sources.told),
        problems=tuple(_problem(problem, here, there) for problem in sources.problems),
        gazette=_notices(gazette, here, there),
        registry=_rows(registry, here, there) if registry is not None else None,
    )


def _problem(problem: Problem, here: str, there: str) -> Problem:
    zh, en = (text.replace(here, there) for text in (problem.zh, problem.en))
    return replace(problem, place=_place(problem.place, here, there), zh=zh, en=en)


def _notices(gazette: Gazette, here: str, there: str) -> Gazette:
    notices = tuple(
        replace(
            one,
            place=_place(one.place, here, there),
            places={key: _place(at, here, there) for key, at in one.places.items()},
        )
        for one in gazette.notices
    )
    return replace(gazette, notices=notices)


def _rows(registry: Registry, here: str, there: str) -> Registry:
    rows = registry.registers.each(lambda row: replace(row, place=_place(row.place, here, there)))
    return replace(registry, registers=rows)


def _place(place: Place, here: str, there: str) -> Place:
    if not place.path.startswith(here):
        return place
    return replace(place, path=there + place.path.removeprefix(here))
