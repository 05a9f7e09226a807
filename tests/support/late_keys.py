"""A small registry as data, and a push that adds keys to one of its facts, judged in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from fangxin.base.problem import Place, errors
from fangxin.change.guard.acts import acts_stay_as_they_are
from fangxin.change.guard.days import nothing_is_back_dated
from fangxin.change.guard.facts import (
    LISTS,
    FactChange,
    ItemAt,
    RecordChange,
    facts_of_record,
    matched,
)
from fangxin.change.guard.history import nothing_is_altered
from fangxin.change.guard.push import Push
from fangxin.change.guard.standings import moved, nobody_comes_back_unexplained, the_past_stays
from fangxin.change.guard.undone import undoing_is_founded, undone
from fangxin.facts.record.reading import read_record
from fangxin.facts.registers.complaints import COMPLAINTS
from fangxin.facts.registers.complaints import rows_agree as complaints_agree
from fangxin.facts.registers.linking import joined
from fangxin.facts.registers.once import facts_stand_once
from fangxin.facts.registers.reading import ALL
from fangxin.facts.registers.rows import Registers
from fangxin.facts.values import Status
from fangxin.registry.git import Repository
from fangxin.registry.registry import Registry
from fangxin.registry.sources.reading import Sources
from fangxin.registry.sources.revision import Revision
from fangxin.standing.standing import Standing, standing
from fangxin.text.fields.tables import BROKEN, Field, Report
from fangxin.text.yaml.reading import Map, read_yaml
from tests.support.registers import programme

SHOP = "PJ180004G"
PUBLISHED, TODAY = date(2026, 6, 28), date(2026, 7, 1)
AHEAD = (0, 1, 15, 30, 45, 60, 90, 200, 400, 800, 1200)  # days on which the two are compared
RANK = {Status.REVOKED: 0, Status.SUSPENDED: 1, Status.CLOSED: 2, Status.WITHDRAWN: 2}
RANK |= {Status.NONE: 3, Status.PUBLICISED: 3, Status.EXPIRED: 3, Status.CERTIFIED: 4}
Values = Mapping[str, Any]
RULES = (nothing_is_altered, acts_stay_as_they_are, undoing_is_founded, nothing_is_back_dated)
NETS = (nobody_comes_back_unexplained, the_past_stays)
ROWS = {register.name: register.row for register in ALL}
CERTIFIED = {"id": "D0", "date": "2026-04-02", "status": "certified", "until": "2029-04-01",
             "imported": "true", "document": "浦消联办〔2026〕1号"}  # fmt: skip


def nested(values: Values) -> dict[str, Any]:
    """Dotted keys as mappings."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        head, _, rest = key.partition(".")
        if rest:
            found.setdefault(head, {})[rest] = value
        else:
            found[head] = value
    return {key: nested(one) if isinstance(one, dict) else one for key, one in found.items()}


def written(values: Values) -> bytes:
    """A file that says this."""
    return yaml.safe_dump(nested(values), allow_unicode=True, sort_keys=False).encode()


def tree(data: bytes) -> Map:
    """The tree of a file that is a mapping."""
    root, problems = read_yaml(data, "x.yml")
    assert type(root) is Map, problems
    return root


def node(values: Values) -> Map:
    """The tree of one fact."""
    return tree(written(values))


@dataclass(frozen=True)
class World:
    """List or register → the facts in it, as somebody writes them; and the registry they make."""

    facts: Mapping[str, tuple[Values, ...]]

    def with_keys(self, sort: str, index: int, more: Values) -> World:
        """The same with keys added to one fact, or with one fact more."""
        listed = list(self.facts.get(sort, ()))
        if index == len(listed):
            listed.append({})
        listed[index] = {**listed[index], **more}
        return World({**self.facts, sort: tuple(listed)})

    def record(self) -> bytes:
        """The record's file."""
        lists = {key: [nested(one) for one in self.facts.get(key, ())] for key in LISTS}
        certification = {"decisions": [CERTIFIED, *lists.pop("decisions")]}
        shop = {"name": "甲店（示例）", "category": "shop", "uscc": "91330726MA2DEM54XD",
                "town": "浦南街道", "address": "示例路1号"}  # fmt: skip
        kept = {key: items for key, items in lists.items() if items}
        return written({**shop, "certification": certification, **kept})

    def registry(self) -> Registry | None:
        """The registry, None where something cannot be read or is entered twice."""
        merchant, problems = read_record(self.record(), f"{SHOP}.yml")
        rows: dict[str, Any] = {name: [] for name in ROWS}
        for name, table in ROWS.items():
            for at, values in enumerate(self.facts.get(name, ())):
                report = Report(name)
                row = table.read(node(values), Field("", table, "", ""), report)
                problems += report.problems
                if row is not BROKEN:
                    rows[name].append(replace(row, place=Place(name, at)))
        if merchant is None or errors(problems):
            return None
        kept: dict[str, Any] = {name: tuple(found) for name, found in rows.items()}
        registers = Registers(**kept)
        merchants = {one.id: one for one in joined([merchant], registers, programme().policy)}
        found = [
            *facts_stand_once(registers, merchants),
            *complaints_agree(registers.of(COMPLAINTS)),
        ]
        return None if errors(found) else Registry(merchants, registers=registers)


class Added:
    """A push that adds keys to a fact of a world that was published; ``what``: in words."""

    def __init__(self, before: Registry, after: Registry, push: Push, what: str) -> None:
        self.before, self.after, self.push, self.what = before, after, push, what

    def __repr__(self) -> str:
        return self.what

    def refusals(self) -> set[str]:
        """The codes with which the gate refuses it."""
        found = {one.code for rule in RULES for one in rule(self.push)}
        everybody = tuple(moved(self.push))
        return found | {one.code for net in NETS for one in net(self.push, everybody)}

    def undoes(self) -> set[str]:
        """The names in the list of undoing that the gate asks more of."""
        return {one.name for fact in self.push.facts for one in undone(fact)}

    def kinder_on(self) -> list[date]:
        """The days, today and later ones, on which the standing is kinder."""
        policy = programme().policy
        sides = [side.facts(SHOP) for side in (self.before, self.after)]
        days = [TODAY + timedelta(days=ahead) for ahead in AHEAD]
        return [day for day in days if better(*(standing(one, policy, day) for one in sides))]


def better(before: Standing, after: Standing) -> bool:
    """Whether the second standing is kinder: another status, or a shorter bar."""
    if RANK[after.status] != RANK[before.status]:
        return RANK[after.status] > RANK[before.status]
    shorter = after.bar_until is None or (before.bar_until or date.min) > after.bar_until
    return before.bar_until is not None and shorter


def push_differing(push: Push, record: RecordChange, facts: Iterable[FactChange]) -> Push:
    """A push of no repository, of which it is known what differs."""
    vars(push).update(changed={}, commits=(), touching={}, records=(record,), facts=tuple(facts))
    return push


def added(world: World, sort: str, index: int, more: Values) -> Added | None:
    """The push that adds keys to a fact; None where before or after there is an error."""
    new = world.with_keys(sort, index, more)
    before, after = world.registry(), new.registry()
    if before is None or after is None:
        return None
    old, latest = (
        Revision("", {}, Sources(Path(), Path(), TODAY, TODAY, programme(), registry))
        for registry in (before, after)
    )
    record = RecordChange(
        SHOP, *(ItemAt(tree(one.record()), f"{SHOP}.yml") for one in (world, new))
    )
    facts = [*facts_of_record(record)]
    for name, table in ROWS.items():
        pair = [[ItemAt(node(v), name) for v in one.facts.get(name, ())] for one in (world, new)]
        facts += matched(name, name, table, *pair)
    push = push_differing(
        Push(old, latest, Repository(Path()), "1" * 40, "2" * 40, PUBLISHED, TODAY),
        record,
        tuple(facts),
    )
    return Added(before, after, push, f"{world}: {sort} {index} {more}")
