"""A problem is a value: where it is, what is wrong and how to mend it, in Chinese and English.

Checks yield problems; one function prints them (``fangxin.cli``). Nothing in this package
raises for bad input.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

Level = Literal["error", "warning"]
EACH = 20  # problems of one code in one file that a report tells
_LINE = re.compile(r"(?<=\.yml|\.csv):\d+(?::\d+)?")  # of another place, in a message


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file: path relative to the repository, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding. ``code`` is stable kebab-case; ``zh`` and ``en`` each say field, expected
    shape, what was found, and how to mend it."""

    place: Place
    code: str
    zh: str
    en: str
    level: Level = "error"

    def __str__(self) -> str:
        return f"{self.place}: {self.code}: {self.zh} | {self.en}"

    def at(self, path: str) -> Problem:
        """The same in a file of another path."""
        return replace(self, place=replace(self.place, path=path))

    def as_json(self) -> dict[str, object]:
        """The published shape of ``--json``: path, line, column, code, level, zh, en."""
        flat = asdict(self)
        return {**flat.pop("place"), **flat}

    @classmethod
    def of_json(cls, raw: Mapping[str, Any]) -> Problem:
        """The problem that ``as_json`` was made of. KeyError when it is none."""
        place = Place(raw["path"], raw["line"], raw["column"])
        return cls(place, raw["code"], raw["zh"], raw["en"], raw["level"])

    def as_github(self) -> str:
        """A workflow command that a forge shows beside the line of the change."""
        message = f"{self.zh} | {self.en}".replace("%", "%25").replace("\n", "%0A")
        path = self.place.path.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
        return (
            f"::{self.level} file={path},line={self.place.line},"
            f"col={self.place.column},title={self.code}::{message}"
        )


def errors(problems: list[Problem]) -> list[Problem]:
    """Only those that stop a build."""
    return [problem for problem in problems if problem.level == "error"]


def brought(before: Iterable[Problem], after: Iterable[Problem]) -> list[Problem]:
    """The problems of ``after`` that were not there before, whatever line they stand in: lines
    move when something is written above."""
    known = Counter(_lineless(problem) for problem in before)
    new = []
    for problem in after:
        if known[_lineless(problem)] > 0:
            known[_lineless(problem)] -= 1
        else:
            new.append(problem)
    return new


@dataclass(frozen=True, slots=True)
class LeftOff:
    """How many more of one code there are in one file than are told, and where the next stands."""

    place: Place
    code: str
    level: Level
    count: int

    def as_json(self) -> dict[str, object]:
        """The published shape: path, code, level, count."""
        return {
            "path": self.place.path,
            "code": self.code,
            "level": self.level,
            "count": self.count,
        }

    def as_problem(self) -> Problem:
        """The same in words, in the place of those that are not told."""
        return Problem(
            self.place,
            self.code,
            f"这个文件里同样的还有 {self.count} 处，没有一一列出；改好上面的，再查一次",
            f"and {self.count} more of this kind in this file; mend those above, then look again",
            self.level,
        )


def bounded(problems: Iterable[Problem], each: int = EACH) -> tuple[list[Problem], list[LeftOff]]:
    """In the order of places, at most ``each`` of one code in one file, and what was left off: a
    file with one mistake eight thousand times hides no other."""
    kept: list[Problem] = []
    more: dict[tuple[str, str, Level], LeftOff] = {}
    told: Counter[tuple[str, str, Level]] = Counter()
    for problem in sorted(problems):
        kind = problem.place.path, problem.code, problem.level
        told[kind] += 1
        if told[kind] <= each:
            kept.append(problem)
        else:
            first = more[kind].place if kind in more else problem.place
            more[kind] = LeftOff(first, problem.code, problem.level, told[kind] - each)
    return kept, list(more.values())


def folded(problems: Iterable[Problem], each: int = EACH) -> list[Problem]:
    """The same for people: what was left off is one more line, at its place."""
    kept, more = bounded(problems, each)
    return sorted([*kept, *(one.as_problem() for one in more)])


def _lineless(problem: Problem) -> tuple[str, str, str]:
    return problem.place.path, problem.code, _LINE.sub("", problem.zh)
