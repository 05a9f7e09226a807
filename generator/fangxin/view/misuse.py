"""Reports of misuse on pages: what was reported, and whether it was handled within its days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Day

from fangxin.base.dates import add_days
from fangxin.facts.policy.policy import Policy
from fangxin.facts.recourse import Rewording, mended_by, void_of
from fangxin.facts.registers.misuse import KINDS, MISUSES, OUTCOMES, is_quiet
from fangxin.facts.registers.rows import Misuse


@dataclass(frozen=True, slots=True)
class MisuseView:
    """A report on a day. ``value``, ``note`` and ``evidence`` are None where it was a mistake or
    found to be no misuse: nobody is to be accused by it."""

    id: str
    kind: str
    kind_label: str
    kind_label_en: str
    seen: Day
    reported: Day
    due: Day
    value: str | None = None
    note: str | None = None
    evidence: str | None = None
    handled: Day | None = None
    outcome: str | None = None  # in Chinese
    outcome_en: str | None = None
    late: bool = False  # handled after its last day, or not handled by now although it is over
    void_date: Day | None = None
    void_reason: str | None = None
    mended: tuple[Rewording, ...] = ()

    @property
    def known(self) -> bool:
        """Whether people are to be warned of it."""
        return self.value is not None

    @property
    def counts(self) -> bool:
        """Whether it was not entered by mistake."""
        return self.void_date is None


def misuse_views(rows: Iterable[Misuse], policy: Policy, as_of: Day) -> tuple[MisuseView, ...]:
    """Every report that was recorded by ``as_of``, newest first."""
    shown = (_view(row, policy, as_of) for row in rows if row.recorded <= as_of)
    return tuple(sorted(shown, key=lambda view: (view.reported, view.id), reverse=True))


def _view(row: Misuse, policy: Policy, as_of: Day) -> MisuseView:
    due = add_days(row.reported, policy.on(row.reported).number_of("misuse_days"))
    handled = row.handled if row.handled and row.handled <= as_of else None
    outcome = OUTCOMES[row.outcome] if handled and row.outcome else (None, None)
    void = void_of(row, as_of)
    quiet = is_quiet(row, as_of)
    return MisuseView(
        id=row.id,
        kind=row.kind,
        kind_label=KINDS[row.kind][0],
        kind_label_en=KINDS[row.kind][1],
        seen=row.seen,
        reported=row.reported,
        due=due,
        value=None if quiet else row.value,
        note=None if quiet else row.note,
        evidence=None if quiet else row.evidence,
        handled=handled,
        outcome=outcome[0],
        outcome_en=outcome[1],
        late=(handled or as_of) > due and void is None,
        void_date=void.date if void else None,
        void_reason=void.reason if void else None,
        mended=mended_by(row.corrected, as_of, MISUSES.detail if quiet else ()),
    )
