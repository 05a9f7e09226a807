"""The laws that the rules rest on, as the page of the rules lists them on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fangxin.facts.programme.laws import Law, titles_in
from fangxin.facts.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class LawView:
    """``state``: "current", "coming" or "ended" on the day. ``cited``: by the version of the policy
    in force then, or by the criteria."""

    law: Law
    state: str
    cited: bool

    @property
    def stale(self) -> bool:
        """Whether the rules in force cite a law that has ended."""
        return self.cited and self.state == "ended"


def laws_on(programme: Programme, as_of: date) -> tuple[LawView, ...]:
    """Every law of the programme: those that the rules in force cite first, each in the order of
    the file."""
    now = set(titles_in(programme.policy.on(as_of))) | set(titles_in(programme.categories))
    views = [LawView(law, _state(law, as_of), title in now) for title, law in _laws(programme)]
    return tuple(sorted(views, key=lambda view: not view.cited))


def _laws(programme: Programme) -> list[tuple[str, Law]]:
    return list(programme.laws.items())


def _state(law: Law, as_of: date) -> str:
    if law.ended(as_of):
        return "ended"
    return "current" if law.in_force(as_of) else "coming"
