"""What a mistaken change wrote goes with its ``void``: address, code or name are what they were,
and the town with the address, as the state calls places today.

steps = taken_back(merchant, change, given, known_places(programme, today))
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from fangxin.facts.programme.former import Renamed, follows, renamed_in
from fangxin.facts.programme.programme import Programme
from fangxin.facts.record.particulars import ADDRESS, JOINING, PARTICULARS
from fangxin.facts.recourse import stands
from fangxin.facts.values import Change, Merchant
from fangxin.office.editing.steps import Cut, Replace, Step
from fangxin.office.editing.text import Value


@dataclass(frozen=True, slots=True)
class KnownPlaces:
    """The towns, and what the state has renamed by today."""

    towns: tuple[str, ...] = ()
    renamed: tuple[Renamed, ...] = ()


def known_places(programme: Programme, today: date) -> KnownPlaces:
    """The places of a programme on a day."""
    renamed = tuple(one for one in programme.renamed if one.date <= today)
    return KnownPlaces(programme.towns, renamed)


def taken_back(
    merchant: Merchant, fact: object, given: Mapping[str, Value], places: KnownPlaces
) -> list[Step]:
    """What a mistaken change wrote goes with it, where it still stands and nothing is said to be
    right in its place."""
    if not isinstance(fact, Change) or "replaced_by" in given:
        return []
    if not _stands_still(merchant, fact, places):
        return []
    before = _right_before(merchant, fact, places)
    if before is None:
        return [Cut((fact.field,))] if fact.field in JOINING and fact.continues else []
    town = _town_before(merchant, fact, before, places)
    back: list[Step] = [Replace((fact.field,), before)]
    return [*back, Replace(("town",), town)] if town is not None else back


def left_standing(
    merchant: Merchant, fact: object, given: Mapping[str, Value], places: KnownPlaces
) -> Iterator[tuple[str, str]]:
    """What ``taken_back`` cannot put right, in Chinese and English: an official must look."""
    if not isinstance(fact, Change) or "replaced_by" in given or fact.after is None:
        return
    now = getattr(merchant, fact.field, None)
    if not _stands_still(merchant, fact, places):
        if not _explained(merchant, fact, places):
            yield _unlike(merchant, fact, now)
        return
    before = _right_before(merchant, fact, places)
    if fact.field != ADDRESS or before is None or merchant.town is None:
        return
    town = _town_before(merchant, fact, before, places) or merchant.town
    if town not in before:
        yield (
            f"地址改回了“{before}”，乡镇街道仍是{town}，请核对；不对的用 fangxin change "
            f"{merchant.id} town 正确的乡镇街道，一起推送",
            f"the address is '{before}' again and the town still {town}: look at it, and put it "
            f"right with fangxin change {merchant.id} town … in the same push",
        )


def _unlike(merchant: Merchant, fact: Change, now: object) -> tuple[str, str]:
    label = PARTICULARS[fact.field]
    return (
        f"{label.zh}现在是“{now}”，不是 {fact.id} 写的“{fact.after}”，没有改回；"
        f"不对的请用 fangxin change {merchant.id} {fact.field} 正确的{label.zh} --document 文号",
        f"the {label.en} is '{now}' and not '{fact.after}', which {fact.id} wrote, so that it "
        f"stays; put it right with fangxin change {merchant.id} {fact.field} … --document …",
    )


def _explained(merchant: Merchant, fact: Change, places: KnownPlaces) -> bool:
    """Whether another change that holds wrote what stands there now."""
    return any(
        one is not fact and one.field == fact.field and stands(one)
        and _stands_still(merchant, one, places)
        for one in merchant.changes
    )  # fmt: skip


def _stands_still(merchant: Merchant, fact: Change, places: KnownPlaces) -> bool:
    now = getattr(merchant, fact.field, None)
    return fact.after is not None and now is not None and _same(fact, fact.after, now, places)


def _same(fact: Change, written: str, now: str, places: KnownPlaces) -> bool:
    """Whether one is the other, but for what the state renamed in an address."""
    if fact.field != ADDRESS:
        return written == now
    return follows(written, now, places.renamed)


def _right_before(merchant: Merchant, mistake: Change, places: KnownPlaces) -> str | None:
    """What stood before a mistaken change; before that, where it was written by one as well."""
    before = mistake.before
    earlier = [one for one in merchant.changes if one.field == mistake.field and not stands(one)]
    earlier.sort(key=lambda one: one.date)
    for one in reversed(earlier):
        if before is not None and one.after and _same(mistake, one.after, before, places):
            before = one.before
    if before is None or mistake.field != ADDRESS:
        return before
    return renamed_in(before, places.renamed)


def _town_before(
    merchant: Merchant, mistake: Change, before: str, places: KnownPlaces
) -> str | None:
    """The town that the former address names, where today's came with the mistaken one."""
    town, after = merchant.town, renamed_in(mistake.after or "", places.renamed)
    if mistake.field != ADDRESS or town is None or town in before or town not in after:
        return None
    named = [one for one in places.towns if one in before]
    return min(named, key=before.index) if named else None
