"""One failure or decision about which the merchant can still do something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day  # fields named ``date`` would hide the type


@dataclass(frozen=True, slots=True)
class Remedy:
    """One failure or decision that is open. Days are the last ones; None: no longer, done, or not
    of this kind. ``answers``: who decides appeals; ``pending``: an appeal waits."""

    fact: str  # as the merchant's record names it: F1, D5, PJ239001B/F1
    anchor: str
    label: str
    label_en: str
    elsewhere: str | None  # name of the sibling it stands at
    rectify_by: Day | None
    reply_by: Day | None
    appeal_by: Day | None
    pending: bool
    answers: str | None
    filed: Day | None = None  # when the appeal that waits was filed
    office: str | None = None  # the code of who decides appeals

    @property
    def open(self) -> bool:
        """Whether there is anything left to do or to wait for."""
        return self.pending or any((self.rectify_by, self.reply_by, self.appeal_by))
