"""One criterion on a merchant's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day


@dataclass(frozen=True, slots=True)
class CriterionView:
    """``state``: kept, ticked, excepted, missed, open; "lost": kept on the day of the certification
    and no longer; "before": not asked for on that day. ``day``: when it was judged or ticked; None:
    as the record stands now, for a page must not change daily."""

    code: str
    label: str
    label_en: str | None
    state: str
    day: Day | None
    found: str = ""
    found_en: str = ""
    now: str = ""  # what the record says today of what was lost
    by: str | None = None  # code of the department
    document: str | None = None
    reason: str | None = None
