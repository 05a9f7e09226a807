"""Whatever is only added passes, and whatever is taken away or altered is refused: any fact, any
key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxin.change.guard.facts import FactChange, ItemAt, RecordChange, facts_of_record
from fangxin.change.guard.history import nothing_is_altered, nothing_is_removed
from fangxin.change.guard.identity import particulars_change_openly
from fangxin.change.guard.push import Push
from fangxin.facts.record.table import MERCHANT
from fangxin.registry.git import Repository
from fangxin.registry.sources.reading import Sources
from fangxin.registry.sources.revision import Revision
from fangxin.text.yaml.reading import Map, Node, Seq, Text, read_yaml
from tests.support.demonstration import RECORDS
from tests.support.late_keys import push_differing
from tests.support.town_repository import BASE, PUBLISHED, TODAY, Town, founded

# What describes a merchant today, and has no history.
EDITABLE = frozenset(
    {
        "name_en", "address_public", "website", "platform", "platform_shop", "inside",
        "service_phone", "pledge",
    }
)  # fmt: skip


@cache
def trees() -> tuple[tuple[str, Map], ...]:
    """Every record of the demonstration and of the town that pushes are tried on."""
    found = []
    folders = (RECORDS, BASE / "base" / "merchants")
    for path in sorted(path for folder in folders for path in folder.rglob("*.yml")):
        root, problems = read_yaml(path.read_bytes(), path.name)
        assert type(root) is Map and not [p for p in problems if p.level == "error"]
        found.append((path.stem, root))
    return tuple(found)


def spots(node: Node, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every value below a node."""
    if type(node) is Map:
        for key, child in node.entries.items():
            yield (*way, key)
            yield from spots(child, (*way, key))
    elif type(node) is Seq:
        for index, child in enumerate(node.items):
            yield (*way, index)
            yield from spots(child, (*way, index))


@cache
def all_spots() -> tuple[tuple[str, tuple[str | int, ...]], ...]:
    """Every value of every record that was published for ever."""
    return tuple(
        (id, way)
        for id, root in trees()
        for way in spots(root)
        if way[0] not in EDITABLE
        if way != ("category",)  # whose rule looks at words alone
    )


def changed(node: Node, way: tuple[str | int, ...], how: str) -> Node | None:
    """The tree with the value on the way removed or altered."""
    if not way:
        if how == "removed":
            return None
        return Text("改过的", node.line, node.column, False) if type(node) is Text else None
    head, rest = way[0], way[1:]
    if type(node) is Map:
        entries = dict(node.entries)
        inner = changed(entries[str(head)], rest, how)
        if inner is None:
            del entries[str(head)]
        else:
            entries[str(head)] = inner
        return Map(entries, node.keys, node.line, node.column)
    assert type(node) is Seq and isinstance(head, int)
    items = list(node.items)
    inner = changed(items[head], rest, how)
    items[head : head + 1] = [] if inner is None else [inner]
    return Seq(items, node.line, node.column)


def tree_of(values: dict[str, Any]) -> Map:
    """The tree of a record that says this."""
    root, _ = read_yaml(yaml.safe_dump(values, allow_unicode=True).encode(), "x.yml")
    assert type(root) is Map
    return root


def push(id: str, old: Map, new: Map) -> Push:
    """A push that changes one record, as far as the rules of history look at it."""
    record = RecordChange(id, ItemAt(old, f"{id}.yml"), ItemAt(new, f"{id}.yml"))
    side = Revision("", {}, Sources(Path(), Path(), TODAY, TODAY))
    facts: tuple[FactChange, ...] = tuple(facts_of_record(record))
    return push_differing(
        Push(side, side, Repository(Path()), "1" * 40, "2" * 40, PUBLISHED, TODAY), record, facts
    )


def refused(one: Push) -> list[Any]:
    rules = (nothing_is_removed, nothing_is_altered, particulars_change_openly)
    return [problem for rule in rules for problem in rule(one)]


def test_every_single_deletion_is_refused() -> None:
    """Not one value of a published fact can go unnoticed, nor one fact, nor one list."""
    roots = dict(trees())
    missed = []
    for id, way in all_spots():
        new = changed(roots[id], way, "removed")
        assert type(new) is Map
        if not refused(push(id, roots[id], new)):
            missed.append((id, way))
    assert len(all_spots()) > 500
    assert missed == []


def test_every_single_alteration_is_refused() -> None:
    """Not one text of a published fact can be exchanged."""
    roots = dict(trees())
    missed = []
    for id, way in all_spots():
        node: Any = roots[id]
        for step in way:
            node = node.entries[str(step)] if type(node) is Map else node.items[step]
        if type(node) is not Text:
            continue
        new = changed(roots[id], way, "altered")
        assert type(new) is Map
        if not refused(push(id, roots[id], new)):
            missed.append((id, way))
    assert missed == []


def test_nothing_else_is_left_out() -> None:
    """What may be edited freely is what the record's table has beside facts and particulars."""
    lists = {"certification", "failures", "follow_up", "commitments", "changes", "objections",
             "reviews", "criteria", "signs", "honours", "redacted"}  # fmt: skip
    particulars = {"name", "uscc", "category", "town", "address"}
    particulars |= {"catering_grade", "kitchen", "scenic_level", "opened"}
    assert {field.key for field in MERCHANT.fields} == lists | particulars | EDITABLE


DAYS = st.integers(0, (TODAY - PUBLISHED).days).map(lambda days: PUBLISHED + timedelta(days=days))


def fact(kind: str, id: str, day: date) -> tuple[str, dict[str, Any]]:
    """A new fact of one kind and the list that it belongs to."""
    given = {"id": id, "date": day.isoformat()}
    return {
        "failure": (
            "failures",
            {
                **given,
                "kind": "penalty_minor",
                "recorded": TODAY.isoformat(),
                "document": f"浦市监罚〔2026〕{id[1:]}号",
                "summary": "标签不符",
            },
        ),
        "review": ("reviews", {**given, "outcome": "passed"}),
        "suspended": (
            "decisions",
            {
                **given,
                "status": "suspended",
                "document": f"浦消联办〔2026〕{id[1:]}号",
                "summary": "标牌损坏，待更换",
            },
        ),
        "applied": ("decisions", {**given, "status": "applied"}),
        "objection": ("objections", {"id": id, "filed": day.isoformat()}),
        "sign": ("signs", {"number": f"N-{id}", "issued": day.isoformat()}),
        "owner": (
            "changes",
            {**given, "field": "owner", "document": f"浦市监登〔2026〕{id[1:]}号"},
        ),
    }[kind]


KINDS = ("failure", "review", "suspended", "applied", "objection", "sign", "owner")
IDS = ("shop/PJ269001Q", "shop/PJ269002O", "shop/PJ269006G", "shop/PJ269008C", "online/PJ269009A")
STEPS = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(KINDS), DAYS), min_size=1, max_size=6
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """One registry, set back after every push."""
    return founded(tmp_path_factory.mktemp("guard") / "town")


@settings(max_examples=12)
@given(steps=STEPS)
def test_whatever_is_only_added_passes(base: Town, steps: list[tuple[str, str, date]]) -> None:
    """Any sequence of new facts, each dated since the last publication, may be published."""
    base.git("reset", "-q", "--hard", "published")
    for number, (somebody, kind, day) in enumerate(steps, 90):
        name = "shop/PJ269001Q" if kind == "sign" else somebody  # of a shop that is recognised
        path = base.folder / "merchants" / f"{name}.yml"
        record = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        where, item = fact(kind, f"X{number}", day)
        owner = record["certification"] if where == "decisions" else record
        owner.setdefault(where, []).append(item)
        path.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
        base.commit(f"Step {number}")
    assert [str(problem) for problem in base.judge()] == []
