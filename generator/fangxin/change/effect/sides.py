"""Whom a changed number of the policy is milder or harsher for: merchants, by each key's meaning.

A key that stands in no table is told too, as changed without a side.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import inf
from typing import Any

Path = tuple[str, ...]  # of a version: ("rules", "grave-revoke", "bar_years")
HARSHER, MILDER, OTHER = 1, -1, 0
WORDS: Mapping[int, tuple[str, str]] = {
    HARSHER: ("从严", "harsher"),
    MILDER: ("从轻", "milder"),
    OTHER: ("改动", "changed"),
}
# What more of a number, a later choice or a further item means for a merchant.
_SIDES: Mapping[Path, int] = {
    ("parameters", "publicity_days"): HARSHER,
    ("parameters", "publicity_valid_days"): MILDER,
    ("parameters", "term_years"): MILDER,
    ("parameters", "term_max_years"): MILDER,
    ("parameters", "renewal_grace_days"): MILDER,
    ("parameters", "manual_bar_years"): HARSHER,
    ("parameters", "appeal_days"): MILDER,
    ("parameters", "reply_days"): MILDER,
    ("parameters", "publication_months"): HARSHER,
    ("parameters", "sign_removal_days"): MILDER,
    ("parameters", "notice_days"): MILDER,
    ("parameters", "provisional_most_days"): HARSHER,
    ("parameters", "manual_suspension_most_days"): HARSHER,
    ("parameters", "publicity_most_days"): HARSHER,
    ("kinds", "severity"): HARSHER,
    ("kinds", "points"): HARSHER,
    ("kinds", "entity"): HARSHER,
    ("kinds", "provisional"): MILDER,
    ("kinds", "published"): HARSHER,
    ("rules", "severity"): HARSHER,
    ("rules", "kinds"): HARSHER,
    ("rules", "count"): MILDER,
    ("rules", "points"): MILDER,
    ("rules", "months"): HARSHER,
    ("rules", "effect"): HARSHER,
    ("rules", "bar_years"): HARSHER,
    ("rules", "days"): HARSHER,
    ("rules", "overdue_days"): MILDER,
    ("rules", "overdue_bar_years"): HARSHER,
    ("ends_on_change", "fields"): HARSHER,
    ("reinstatement", "suspensions"): MILDER,
    ("reinstatement", "decisions"): MILDER,
    ("reinstatement", "rules"): MILDER,
    ("publication", "shortest"): HARSHER,
    ("publication", "longest"): HARSHER,
    ("publication", "repair_lifts"): MILDER,
    ("remains", "tells"): HARSHER,
}
# What holds where a key is not written.
_ABSENT: Mapping[Path, Any] = {
    ("parameters", "notice_days"): 0,
    ("parameters", "provisional_most_days"): inf,
    ("parameters", "manual_suspension_most_days"): inf,
    ("parameters", "publicity_most_days"): inf,
    ("kinds", "entity"): False,
    ("kinds", "provisional"): False,
    ("kinds", "published"): True,
    ("rules", "bar_years"): 0,
    ("rules", "overdue_days"): inf,
    ("rules", "overdue_bar_years"): 0,
    ("rules", "count"): 1,
    ("reinstatement", "suspensions"): True,
    ("reinstatement", "decisions"): True,
    ("reinstatement", "rules"): (),
    ("publication", "shortest"): 0,
    ("publication", "repair_lifts"): (),
    ("remains", "tells"): "kind",
    ("redress", "as_one"): (),
}
# Of choices, the one that is harder on a merchant comes later.
_RANKS = {
    name: rank
    for names in (("minor", "serious", "grave"), ("suspend", "revoke"), ("nothing", "kind"))
    for rank, name in enumerate(names)
}
_EVERYTHING = {("rules", "severity"), ("rules", "kinds")}  # not written: all of them


def key_of(path: Path) -> Path:
    """The section and the key that a path is about: ("rules", "bar_years")."""
    return (path[0], path[1] if path[0] in ("parameters", "analysis", "clocks") else path[-1])


def held(path: Path, value: Any, version: Mapping[str, Any]) -> Any:
    """What holds where a key of a version says ``value``, or None where it says nothing."""
    if value is not None:
        return value
    if key_of(path) == ("publication", "longest"):
        return version["parameters"]["publication_months"]["value"]
    return _ABSENT.get(key_of(path))


def side(path: Path, was: Any, now: Any) -> int:
    """HARSHER, MILDER or OTHER, of what ``held`` before and now."""
    more = _SIDES.get(key_of(path), OTHER)
    if key_of(path) in _EVERYTHING and (was is None or now is None):
        return HARSHER if now is None else MILDER
    return more * _larger(was, now)


def _larger(was: Any, now: Any) -> int:
    """1 where ``now`` is more, -1 where it is less, 0 where nobody can say."""
    if isinstance(was, Collection) and isinstance(now, Collection) and not isinstance(was, str):
        one, other = set(was), set(now)
        return (one < other) - (other < one)
    was, now = _RANKS.get(was, was), _RANKS.get(now, now)
    if isinstance(was, int | float) and isinstance(now, int | float):
        return (now > was) - (now < was)
    return OTHER
