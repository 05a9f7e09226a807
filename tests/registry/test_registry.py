"""Who is connected with whom, and that long chains of branches are read once a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fangxin.facts.policy.policy import Policy
from fangxin.facts.programme.programme import Programme, read_programme
from fangxin.facts.values import Act, Change, Decision, Facts, Failure, Merchant, Status, Void
from fangxin.registry.registry import assemble
from fangxin.standing import reading
from fangxin.standing import sanctions as sanctions_module
from fangxin.standing.sanctions import Consequences
from fangxin.standing.standing import standing
from fangxin.standing.timeline import timeline
from tests.support.demonstration import CONTENT

DAY = date(2026, 11, 23)
CODE, OTHER = "91330726MA2DEM0P1X", "91330726MA2DEM0Q2Y"


@pytest.fixture(scope="module")
def programme() -> Programme:
    """The county's programme."""
    found, problems = read_programme(CONTENT)
    assert found is not None, problems
    return found


def shop(id: str, *failures: Failure, uscc: str = CODE) -> Merchant:
    begun = Decision("D1", date(2024, 1, 2), Act.CERTIFIED, date(2024, 1, 2), imported=True)
    return Merchant(
        id=id,
        name=f"{id}（示例）",
        category="shop",
        uscc=uscc,
        decisions=(replace(begun, until=date(2036, 1, 1)),),
        failures=failures,
    )


def failed(kind: str, on: date = date(2024, 6, 1), id: str = "F1") -> Failure:
    return Failure(id, kind, on, on)


def statuses(programme: Programme, *merchants: Merchant) -> list[Status]:
    registry = assemble(list(merchants), programme.policy.entity_kinds())
    facts = [registry.facts(merchant.id) for merchant in merchants]
    return [standing(one, programme.policy, DAY).status for one in facts]


def test_only_who_can_be_reached_is_connected(programme: Programme) -> None:
    """A failure that stays with its shop connects nobody; one of the whole firm all its shops."""
    entity = programme.policy.entity_kinds()
    near, far = shop("A", failed("penalty")), shop("A", failed("counterfeit"))
    assert assemble([near, shop("B")], entity).reaching == {}
    assert assemble([far, shop("B"), shop("C", uscc=OTHER)], entity).reaching == {"B": ("A",)}


def test_an_operator_does_not_leave_its_past_behind_with_its_code(programme: Programme) -> None:
    """A shop whose operator changed its code, and goes on, is reached by both codes' failures."""
    changed = Change(
        "C1", date(2024, 5, 1), "uscc", date(2024, 5, 1), before=CODE, after=OTHER, continues=True
    )
    moved = replace(shop("B", uscc=OTHER), changes=(changed,))
    sold = replace(shop("C", uscc=OTHER), changes=(replace(changed, continues=False),))
    there = shop("A", failed("counterfeit"))
    assert statuses(programme, there, moved, sold) == [
        Status.REVOKED,
        Status.REVOKED,
        Status.CLOSED,
    ]
    back = replace(moved, failures=(failed("counterfeit"),))
    assert statuses(programme, shop("A"), back) == [Status.REVOKED, Status.REVOKED]


def test_a_decision_falls_with_a_failure_elsewhere(programme: Programme) -> None:
    """A revocation that names another shop's failure lapses when that failure is void."""
    revoked = Decision(
        "D2", date(2024, 7, 1), Act.REVOKED, date(2024, 7, 1), because=("A/F1",), document="例1号"
    )
    plain = shop("B", uscc=OTHER)
    named = replace(plain, decisions=(*plain.decisions, revoked))
    failure = failed("penalty")
    assert statuses(programme, shop("A", failure), named)[1] is Status.REVOKED
    mistaken = replace(failure, void=Void(date(2024, 8, 1), "例"))
    assert statuses(programme, shop("A", mistaken), named)[1] is Status.CERTIFIED


def test_a_long_chain_is_read_once_a_day(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many branches had a mistaken failure: one reading for each day of learning."""
    branches = []
    for n in range(30):
        on = date(2024, 6, 1) + timedelta(days=n)
        mistaken = replace(failed("counterfeit", on), void=Void(on + timedelta(days=40), "例"))
        branches.append(shop(f"S{n:02}", mistaken, failed("counterfeit", on, "F2")))
    registry = assemble([shop("M"), *branches], programme.policy.entity_kinds())
    facts = registry.facts("M")
    assert len(facts.siblings) == 30
    asked: list[Facts] = []
    sanctions = sanctions_module.sanctions

    def counted(found: Facts, policy: Policy, known: Consequences) -> object:
        asked.append(found)
        return sanctions(found, policy, known)

    monkeypatch.setattr(reading, "sanctions", counted)
    steps = timeline(facts, programme.policy, DAY)
    assert len(asked) <= len(reading.History(facts, programme.policy).learned) + 1
    assert len(steps[-1].corrections) == 30
