"""A cell of a CSV register as spreadsheets spell it → as the registry writes it.

    spelt(COLUMNS["received"], "2024/1/2 12:06")    ("2024-01-02 12:06", None)

Only days, moments, amounts and truth values have several spellings. What a spreadsheet spoilt for
good comes back as it was, with the reason; ``spoilt_cells`` says each reason once a column, with
all its places. Records in YAML are read as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from fangxin.base.problem import Place, Problem
from fangxin.text.fields.kinds import Prose
from fangxin.text.fields.personal import personal_numbers
from fangxin.text.fields.spoilt import ROUNDED, Reason, rounded, unclear_day, unreadable
from fangxin.text.fields.strict import SEVERAL, strict
from fangxin.text.fields.tables import Field
from fangxin.text.fields.times import Day, Minute
from fangxin.text.yaml.characters import shown
from fangxin.text.yaml.reading import Text

Reasons = dict[tuple[str, Reason], list[Text]]  # column and reason → its cells
_MOST_PLACES = 10
_CANONICAL: Mapping[type, re.Pattern[str]] = {
    Day: re.compile(r"[12]\d{3}-\d\d-\d\d", re.ASCII),
    Minute: re.compile(r"[12]\d{3}-\d\d-\d\d \d\d:\d\d", re.ASCII),
}
_SUSPECT = re.compile(r"[-+#\d]")  # begins a number or an error; most cells are neither


def spelt(spec: Field, text: str) -> tuple[str, Reason | None]:
    """The canonical text of a cell; where it has none, the text itself, and why not if a
    spreadsheet is the cause."""
    kind = spec.kind
    if not text or not (_SUSPECT.match(text) or isinstance(kind, SEVERAL)):
        return text, None
    canonical = _CANONICAL.get(type(kind))
    if canonical is not None and canonical.fullmatch(text):
        return text, None  # whether there is such a day is the field's matter
    known = strict(kind, text) if isinstance(kind, SEVERAL) else None
    if known is not None:
        return known, None
    if isinstance(kind, Day | Minute) and (reason := unclear_day(text)):
        return text, reason
    if rounded(text) and not isinstance(kind, Prose):
        return text, ROUNDED
    return text, unreadable(text)


def spoilt_cells(reasons: Reasons, path: str) -> Iterator[Problem]:
    """One problem for each column and reason, at the first cell, with the lines of the others."""
    for (column, (code, zh, en)), cells in reasons.items():
        first, number = cells[0], len(cells)
        lines = [str(cell.line) for cell in cells[:_MOST_PLACES]]
        more = "" if number == len(lines) else "…"
        all_zh = f"。这样的共 {number} 格，在第 {'、'.join(lines)}{more} 行"
        all_en = f"; {number} cells, on lines {', '.join(lines)}{more}"
        hidden = next(personal_numbers(first.value), None) is not None
        text = "…" if hidden else shown(first.value, 20)
        yield Problem(
            Place(path, first.line, first.column),
            code,
            f"{column} 一列写着「{text}」：{zh}{all_zh if number > 1 else ''}",
            f"{column} says '{text}': {en}{all_en if number > 1 else ''}",
        )
