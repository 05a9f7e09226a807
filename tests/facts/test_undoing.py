"""Undoing needs at least as much as doing: the list is whole, and what is on it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, assume, find, given, settings
from hypothesis import strategies as st

from fangxin.change.guard.late import late_keys
from fangxin.facts.programme.guard import ACTS, ALWAYS, UNDOING, Guarding
from fangxin.facts.record.table import MERCHANT
from fangxin.facts.registers.acts import as_acts
from fangxin.facts.registers.apart import moved_pairs
from fangxin.facts.registers.reading import ALL
from fangxin.facts.undoing import every_undoing, needed, undoings_of
from fangxin.facts.values import Act, Appeal, Decision, Facts, Failure, FollowUp, Status, Void
from fangxin.standing.standing import Standing, standing
from fangxin.text.fields.tables import Group, ListOf
from tests.support.dense_facts import FIRST, LATER, dense
from tests.support.truth_reader import policy

POLICY = policy("dense")
TODAY = FIRST + timedelta(days=60)  # after the first cluster of what happened
AHEAD = (0, 1, 29, 31, 60, 120, LATER, LATER + 400)  # days on which the two are compared
RANK = {Status.REVOKED: 0, Status.SUSPENDED: 1, Status.CLOSED: 2, Status.WITHDRAWN: 2}
RANK |= {Status.NONE: 3, Status.PUBLICISED: 3, Status.EXPIRED: 3, Status.CERTIFIED: 4}


def tables() -> dict[str, Group]:
    """Every list of a record and every register, with the table of its facts."""
    found = {register.name: register.row for register in ALL}
    waiting = [MERCHANT]
    while waiting:
        for spec in waiting.pop().fields:
            if isinstance(spec.kind, ListOf) and isinstance(spec.kind.item, Group):
                found[spec.key] = spec.kind.item
            elif isinstance(spec.kind, Group):
                waiting.append(spec.kind)
    return found


def has(table: Group, dotted: str) -> bool:
    """Whether a table has a dotted key."""
    head, _, rest = dotted.partition(".")
    spec = table.table.get(head)
    if spec is None or not rest:
        return spec is not None
    return isinstance(spec.kind, Group) and has(spec.kind, rest)


@pytest.mark.parametrize("undoing", every_undoing(), ids=lambda one: one.name)
def test_the_list_names_what_can_be_written(undoing: Any) -> None:
    """Each key and whatever must stand beside it are keys of the field tables, and late ones can be
    added later."""
    table = tables()[undoing.sort]
    for key in (undoing.key, *undoing.needs):
        assert has(table, key), key
        if undoing.late:
            assert key.partition(".")[0] in late_keys(undoing.sort) or key in ("reason",), key


def better(before: Standing, after: Standing) -> bool:
    """Whether the second standing is kinder: another status, or a shorter bar."""
    if RANK[after.status] != RANK[before.status]:
        return RANK[after.status] > RANK[before.status]
    shorter = after.bar_until is None or (before.bar_until or date.min) > after.bar_until
    return before.bar_until is not None and shorter


days_since = st.integers(0, 5).map(timedelta)


def a_value(draw: st.DrawFn, key: str, today: date) -> Any:
    """Something that may be written under a key on a day."""
    day = today + draw(days_since)
    outcome = draw(st.sampled_from(("upheld", "upheld", "dismissed", None)))
    values: dict[str, Any] = {
        "document": draw(st.sampled_from(("N1", "N2", "文1号"))),
        "void": Void(day, "写错", "文2号"),
        "appeal": Appeal(today, day if outcome else None, outcome),
        "unrelated_to": ("S1",),
        "distinct_from": draw(st.sampled_from((("F0",), ("F1",)))),
        "outcome": outcome or "dismissed",
        "reply_admitted": None,
        "corrected": (),
    }
    return values.get(key, day if key in DAYS else "文字")


DAYS = {"served", "rectified", "rectified_recorded", "final", "final_recorded", "decided"}
DAYS |= {"recorded", "replied", "taken_down"}
PARTNERS = {  # a day that is written with another one
    "rectified_recorded": "rectified", "final_recorded": "final", "recorded": "decided",
    "outcome": "decided",
}  # fmt: skip


def places(facts: Facts) -> Iterator[tuple[str, int, str]]:
    """Every key that can be added to a fact that is there and does not have it."""
    for sort in ("decisions", "failures", "objections", "changes"):
        for index, fact in enumerate(getattr(facts, sort)):
            names = {spec.name for spec in fields(fact)}
            for key in sorted(late_keys(sort) & names):
                if getattr(fact, key) in (None, ()):
                    yield sort, index, key


@dataclass(frozen=True)
class Added:
    """Random facts, and the same with one key more that was written on ``today``."""

    today: date
    before: Facts
    after: Facts
    sort: str
    key: str

    def kinder_on(self) -> list[date]:
        """The days, that one and later ones, on which the second facts have a kinder standing."""
        return [
            day
            for day in (self.today + timedelta(days=ahead) for ahead in AHEAD)
            if better(standing(self.before, POLICY, day), standing(self.after, POLICY, day))
        ]


@st.composite
def added(draw: st.DrawFn, only: str | None = None) -> Added:
    """One key more, of those that the gate lets somebody add later; ``only``: this one."""
    facts, today = draw(dense()), FIRST + timedelta(days=draw(st.integers(1, 50)))
    facts = replace(
        facts,
        decisions=tuple(d for d in facts.decisions if d.acts <= today),
        failures=tuple(f for f in facts.failures if f.recorded <= today),
    )
    found = [place for place in places(facts) if only in (None, place[2])]
    assume(found)
    sort, index, key = draw(st.sampled_from(found))
    fact = getattr(facts, sort)[index]
    more = {key: a_value(draw, key, today)}
    if key in PARTNERS:
        assume(getattr(fact, PARTNERS[key]) is None)
        more[PARTNERS[key]] = today + draw(days_since)
    if sort == "objections" and key == "decided":
        more["outcome"] = a_value(draw, "outcome", today)
    changed = list(getattr(facts, sort))
    changed[index] = replace(fact, **more)
    new: dict[str, Any] = {sort: tuple(changed)}
    after = replace(facts, **new)
    assume(not acts_move(facts, after))  # which the gate refuses
    return Added(today, joined(facts), joined(after), sort, key)


def joined(facts: Facts) -> Facts:
    """The facts as the registry has them: failures of one act know it."""
    return replace(facts, failures=as_acts(facts.failures))


def acts_move(before: Facts, after: Facts) -> bool:
    """Whether two failures become one act, or one becomes two."""
    sides = (tuple(replace(one, dispute=one.act) for one in side.failures)
             for side in (before, after))  # fmt: skip
    return any(True for _ in moved_pairs(*sides))


def named(sort: str) -> set[str]:
    """The keys of a list that the list of undoing names."""
    keys = {one.key.partition(".")[0] for one in every_undoing() if one.sort == sort}
    return keys | ({"rectified_recorded"} if "rectified" in keys else set())


@settings(max_examples=400)
@given(added())
def test_whatever_raises_a_standing_is_on_the_list(case: Added) -> None:
    """Random histories, any key that the gate lets somebody add later: a kinder standing, on that
    day or on any day to come, comes only from what the list names."""
    if case.key not in named(case.sort):
        assert case.kinder_on() == [], (case.sort, case.key)


@pytest.mark.parametrize("key", ["rectified", "served", "void", "appeal"])
def test_the_property_can_fail(key: str) -> None:
    """Random histories do find what the list names: without the entry the property would not
    hold."""
    found = find(
        added(key),
        lambda case: bool(case.kinder_on()),
        settings=settings(max_examples=5_000, database=None, phases=[Phase.generate]),
    )
    assert found.key in named(found.sort)


def test_a_document_that_makes_two_entries_one_is_no_late_key() -> None:
    """Two serious failures revoke, the second after the first was told; one act, told twice, does
    not. So what joins two acts later is refused, and the list does not offer it."""
    next_day = FIRST + timedelta(days=1)
    first = Failure("F0", "s", FIRST, FIRST, document="罚1号")
    second = Failure("F1", "s", next_day, next_day)
    begun = Decision("A0", FIRST, Act.CERTIFIED, FIRST, FIRST + timedelta(days=90), imported=True)
    before = Facts("M1", decisions=(begun,), failures=(first, second))
    after = replace(before, failures=(first, replace(second, document="罚1号")))
    assert Added(next_day, before, after, "failures", "document").kinder_on()
    assert acts_move(before, after)
    assert "document" not in named("failures")


@settings(max_examples=60)
@given(dense())
def test_a_sibling_that_wins_is_lifted_alone(facts: Facts) -> None:
    """An appeal of a merchant against a sibling's fact changes nothing for that sibling."""
    names = [f"{one.id}/{failure.id}" for one in facts.siblings for failure in one.failures]
    assume(names)
    won = FollowUp(names[0], appeal=Appeal(TODAY, TODAY, "upheld"))
    there = replace(facts.siblings[0], siblings=(replace(facts, siblings=()),))
    after = replace(there, siblings=(replace(facts, siblings=(), follow_up=(won,)),))
    assert standing(there, POLICY, TODAY) == standing(after, POLICY, TODAY)
    assert needed("follow_up", "appeal.outcome")


def test_one_of_the_class_names_all() -> None:
    """Who asks for a second person in one way of undoing asks for one in every other way."""
    for act in UNDOING:
        assert act in ACTS
        assert Guarding(two_persons=(act,)).asked >= UNDOING
    asked = Guarding(two_persons=("policy",)).asked
    assert asked == {"policy", *ALWAYS}
    assert Guarding().asked == frozenset()


def test_a_new_fact_undoes_only_what_the_list_says() -> None:
    """A rectification within a new failure undoes nothing; a reinstatement does."""

    def names(sort: str, published: bool, **said: str) -> list[str]:
        found = undoings_of(sort, said.get, lambda key: False, said.__contains__, published)
        return [one.name for one in found]

    assert names("failures", False, rectified="2026-03-02") == []
    assert names("failures", True, rectified="2026-03-02") == ["failures.rectified"]
    assert names("decisions", False, status="reinstated") == ["decisions.status: reinstated"]
    assert names("decisions", False, status="suspended") == []


@pytest.mark.parametrize(
    ("sort", "before", "after", "undoes"),
    [
        ("complaints", {}, {"outcome": "not_performed", "document": "文1号", "served": "1"}, []),
        ("complaints", {"outcome": "settled"}, {"document": "文1号"}, []),
        ("complaints", {"outcome": "not_performed"}, {"served": "1"}, ["complaints.served"]),
        ("inspections", {"result": "passed"}, {"document": "文1号", "served": "1"}, []),
        ("inspections", {"result": "failed", "responsible": "none"}, {"served": "1"}, []),
        ("inspections", {"kind": "failed_sample"}, {"served": "1"}, ["inspections.served"]),
        ("inspections", {"kind": "failed_sample"}, {"document": "1"}, []),
    ],
)
def test_only_a_row_that_was_a_failure_is_undone(
    sort: str, before: dict[str, str], after: dict[str, str], undoes: list[str]
) -> None:
    """A document or a service that comes later undoes nothing where the merchant had no failure: a
    sample that passed, a complaint that ran and is decided now."""
    whole = {**before, **after}
    found = undoings_of(sort, whole.get, before.__contains__, whole.__contains__, True)
    assert [one.name for one in found] == undoes


def test_the_documents_name_every_entry() -> None:
    """docs/guard.md has a line for each way of undoing, with what must stand beside it."""
    text = (Path(__file__).parents[2] / "docs" / "guard.md").read_text("utf-8")
    rows = {
        line.split("|")[1].strip(): line for line in text.splitlines() if line.startswith("| `")
    }
    for one in every_undoing():
        line = rows[f"`{one.name}`"]
        assert one.zh in line and all(f"`{key}`" in line for key in one.needs), one.name
