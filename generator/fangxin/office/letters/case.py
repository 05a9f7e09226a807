"""What a letter is made from: one merchant on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fangxin.facts.code_size import status_url
from fangxin.facts.programme.programme import Programme
from fangxin.facts.values import Merchant
from fangxin.view.view import View


@dataclass(frozen=True, slots=True)
class LetterCase:
    """One merchant on one day, and what only its own record says: the whole address, which goes to
    nobody but itself. ``number`` is the letter's 文号, where it has one already."""

    view: View
    merchant: Merchant
    programme: Programme
    as_of: date
    number: str | None = None

    @property
    def url(self) -> str:
        """The address of the status page."""
        return status_url(self.programme.site.url, self.view.id)
