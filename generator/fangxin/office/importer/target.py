"""What rows of a form become, and what is known of them before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from fangxin.base.problem import Place, Problem
from fangxin.office.importer.filled import FilledRow


@dataclass(frozen=True, slots=True)
class Already:
    """A row that is there: the id of what it is, "" for one of the same sheet; ``row`` is that one.
    ``differing``: keys in which the sheet says something else."""

    id: str
    row: int = 0
    differing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """Files to be written, the id of each row, and the first line of each row by file."""

    files: Mapping[Path, bytes]
    ids: Mapping[int, str]  # row → id
    begins: Mapping[str, Mapping[int, int]] = field(default_factory=dict)  # path → line → row

    def row_at(self, place: Place) -> int | None:
        """The row that stands there, if one does."""
        lines = self.begins.get(place.path, {})
        before = [line for line in lines if line <= place.line]
        return lines[max(before)] if before else None


class Destination(Protocol):
    """Where rows of one form go."""

    def unusable(self) -> list[Problem]:
        """Why no row can be taken in at all."""

    def wrong(self, row: FilledRow) -> list[Problem]:
        """What is the matter with a row by itself, told of its cells."""

    def already(self, rows: Sequence[FilledRow]) -> Iterator[Already | None]:
        """For each row what it is already; None for a new one."""

    def planned(self, rows: Sequence[FilledRow]) -> Planned:
        """What taking in the rows would write. Raises ValueError when ids are used up, and
        CannotEditError when a file has no place for a row."""
