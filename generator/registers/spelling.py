"""A cell of a CSV register as spreadsheets spell it → as the registry writes it.

    spelt(COLUMNS["received"], "2024/1/2 12:06")    ("2024-01-02 12:06", None)

Only days, moments, amounts and truth values have several spellings. What a spreadsheet spoilt for
good comes back as it was, with the reason; ``spoilt_cells`` says each reason once a column, with
all its places. Records in YAML are read as they stand.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.fields import Field, everyday
from generator.fields.kinds import Flag, Prose, Whole
from generator.fields.spoilt import ROUNDED, Reason, rounded, unclear_day, unreadable
from generator.fields.times import Day, Minute
from generator.problem import Place, Problem
from generator.source import Text

Reasons = dict[tuple[str, Reason], list[Text]]  # column and reason → its cells
_MOST_PLACES = 10


def spelt(spec: Field, text: str) -> tuple[str, Reason | None]:
    """The canonical text of a cell; where it has none, the text itself, and why not if a
    spreadsheet is the cause."""
    if not text:
        return text, None
    known = _read(spec, text)
    if known is not None:
        return known, None
    kind = spec.kind
    if isinstance(kind, Day | Minute) and (reason := unclear_day(text)):
        return text, reason
    if rounded(text) and not isinstance(kind, Prose):
        return text, ROUNDED
    return text, unreadable(text)


def _read(spec: Field, text: str) -> str | None:
    kind = spec.kind
    if isinstance(kind, Day):
        return everyday.day(text)
    if isinstance(kind, Minute):
        return everyday.minute(text)
    if isinstance(kind, Whole):
        return everyday.amount(text, kind.unit[0])
    return everyday.flag(text) if isinstance(kind, Flag) else None


def spoilt_cells(reasons: Reasons, path: str) -> Iterator[Problem]:
    """One problem for each column and reason, at the first cell, with the lines of the others."""
    for (column, (code, zh, en)), cells in reasons.items():
        lines = [str(cell.line) for cell in cells]
        more = "" if len(lines) <= _MOST_PLACES else "…"
        zh = f"{column} 一列：{zh}" + (
            f"。这样的共 {len(lines)} 格，在第 {'、'.join(lines[:_MOST_PLACES])}{more} 行"
            if len(lines) > 1
            else ""
        )
        en = f"{column}: {en}" + (
            f"; {len(lines)} cells, on lines {', '.join(lines[:_MOST_PLACES])}{more}"
            if len(lines) > 1
            else ""
        )
        yield Problem(Place(path, cells[0].line, cells[0].column), code, zh, en)
