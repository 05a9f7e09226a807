"""A fact in the place of an equal one has whatever was added to that, by every key."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxin.base.dates import add_days
from fangxin.change.guard.late import late_keys
from fangxin.facts.document_number import act_keys
from fangxin.facts.policy.policy import Policy
from fangxin.facts.record.failures import TEXTS
from fangxin.facts.registers.acts import as_acts
from fangxin.facts.values import Act, Appeal, Decision, Facts, Failure, FollowUp, Status, Void
from fangxin.standing.knowledge import known
from fangxin.standing.standing import standing
from fangxin.standing.succession import ADDED, CHANGE, DECISION, FAILURE, succeeded
from tests.view.test_publication import POLICY

BEGUN, ENTERED, WON, AGAIN = (
    date(2026, 4, 2), date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1),
)  # fmt: skip
CERTIFIED = Decision("D1", BEGUN, Act.CERTIFIED, BEGUN, date(2035, 4, 1), imported=True)
UPHELD = Appeal(date(2026, 5, 5), WON, "upheld", decided_by="justice")
SLIP = Void(AGAIN, "文号抄错", "浦消联办〔2026〕9号")
# Keys that may be added later and say nothing of their own: words, what makes a fact another one,
# what voids it, and texts that were mended before it was entered anew.
OTHER = {*TEXTS, "distinct_from", "unrelated_to", "successor", "certificate", "void", "corrected"}


def entered_anew(one: Decision | Failure) -> tuple[Decision | Failure, ...]:
    """A fact, void from ``AGAIN`` on, and an equal one of that day without what was added."""
    name = f"{one.id}T"
    void = replace(SLIP, replaced_by=name)
    new = replace(one, id=name, recorded=AGAIN, summary="改正的文字", appeal=None)
    return replace(one, void=void), new


def status(facts: Facts, day: date, policy: Policy = POLICY) -> Status:
    """The status on a day."""
    return standing(facts, policy, day).status


def test_a_decision_that_was_won_against_stays_annulled() -> None:
    """Entering the annulled revocation again, with its number mended, does not revoke again."""
    revoked = Decision("D2", ENTERED, Act.REVOKED, ENTERED, document="〔2026〕7号", appeal=UPHELD)
    facts = Facts("T", decisions=(CERTIFIED, *entered_anew(revoked)))  # type: ignore[arg-type]
    assert status(facts, WON - timedelta(days=1)) is Status.REVOKED
    for day in (WON, AGAIN, add_days(AGAIN, 90)):
        assert status(facts, day) is Status.CERTIFIED


def test_what_was_won_against_a_siblings_fact_stays_won() -> None:
    """The appeal named the fact that is void now; it is about what stands in its place too."""
    failure = Failure("F1", "counterfeit", ENTERED, ENTERED, document="〔2026〕7号", affects=("T",))
    sibling = Facts("S", failures=entered_anew(failure))  # type: ignore[arg-type]
    asked = FollowUp("S/F1", appeal=UPHELD)
    facts = Facts("T", decisions=(CERTIFIED,), siblings=(sibling,), follow_up=(asked,))
    for day in (WON, AGAIN, add_days(AGAIN, 90)):
        assert status(facts, day) is Status.CERTIFIED
    assert status(replace(facts, follow_up=()), AGAIN) is Status.REVOKED


def test_no_key_that_is_added_later_is_forgotten() -> None:
    """Whatever the gate lets somebody add to a fact is compared, taken over, or only words."""
    for sort, shape, compared in (
        ("failures", Failure, FAILURE), ("decisions", Decision, DECISION),
    ):  # fmt: skip
        names = {spec.name for spec in fields(shape)} & late_keys(sort)
        taken = {key for keys in ADDED[shape] for key in keys}
        assert names - taken - OTHER - set(compared) == set(), sort
    assert "continues" in CHANGE


def test_deadlines_do_not_begin_anew() -> None:
    """The new decision counts as recorded and served when the old one was."""
    revoked = Decision("D2", ENTERED, Act.REVOKED, ENTERED, document="〔2026〕7号", served=ENTERED)
    old, new = entered_anew(revoked)
    facts = Facts("T", decisions=(CERTIFIED, old, replace(new, served=None)))  # type: ignore[arg-type]
    taken, heirs = succeeded(known(facts, AGAIN), AGAIN)
    assert heirs == {"D2": "D2T"}
    assert (taken.decisions[-1].recorded, taken.decisions[-1].served) == (ENTERED, ENTERED)


PAPERS = st.sampled_from(
    (None, "浦市监罚〔2026〕7号", "浦市监罚（2026）第007号", "浦市监罚〔2026〕8号")
)
ENDS = ("status", "since", "until", "bar_until", "certificate", "revokes")


def sanctions(facts: Facts, day: date) -> tuple[object, ...]:
    """What a standing says of sanctions, bars and ends; facts by the names they had first."""
    found = standing(facts, POLICY, day)
    reasons = [(one.rule, one.since, one.until, {name.rstrip("T") for name in one.facts})
               for one in found.reasons]  # fmt: skip
    return (*(getattr(found, key) for key in ENDS), reasons)


@st.composite
def failures(draw: st.DrawFn, id: str) -> Failure:
    day = ENTERED + timedelta(days=draw(st.integers(0, 40)))
    return Failure(
        id, draw(st.sampled_from(("penalty", "penalty_grave", "price_not_marked"))), day,
        day + timedelta(days=draw(st.integers(0, 5))),
        served=draw(st.sampled_from((None, day))), document=draw(PAPERS),
        rectified=draw(st.sampled_from((None, day + timedelta(days=9)))),
    )  # fmt: skip


@settings(max_examples=150)
@given(st.tuples(failures("F1"), failures("F2")), st.integers(0, 400), PAPERS)
def test_only_an_equal_fact_takes_over(
    two: tuple[Failure, Failure], ahead: int, paper: str | None
) -> None:
    """Entered again in other words, or with its number spelt otherwise, a failure moves no
    sanction, bar or end; of another document it is another act that is recorded today."""
    old, other = two
    again = AGAIN + timedelta(days=2)
    new = replace(old, id="F1T", recorded=again, summary="改正的文字", document=paper)
    gone = replace(old, void=Void(again, "文字有错", "浦消联办〔2026〕9号", "F1T"))
    facts = [
        Facts("T", decisions=(CERTIFIED,), failures=as_acts(both))
        for both in ((old, other), (gone, new, other))
    ]
    equal = act_keys(old.document or "", old.date) == act_keys(paper or "", old.date)
    taken, heirs = succeeded(known(facts[1], again), again)
    assert heirs == ({"F1": "F1T"} if equal else {})
    if equal:
        day = again + timedelta(days=ahead)
        assert sanctions(facts[0], day) == sanctions(facts[1], day)
    else:
        assert next(one for one in taken.failures if one.id == "F1T").recorded == again


@pytest.mark.parametrize("key", [*FAILURE, "paper", "distinct_from", "same_act_as"])
def test_what_differs_in_one_key_is_another_fact(key: str) -> None:
    """By every key that is compared."""
    others: dict[str, Any] = {
        "kind": "penalty_grave", "date": add_days(ENTERED, -1), "served": ENTERED,
        "affects": ("PJ1",), "dispute": "CMP-1", "paper": "〔2026〕8号",
        "distinct_from": ("F9",), "same_act_as": ("F9",),
    }  # fmt: skip
    old = Failure("F1", "penalty", ENTERED, ENTERED, document="浦〔2026〕7号")
    void = replace(old, void=replace(SLIP, replaced_by="F2"))
    new = replace(old, id="F2", recorded=AGAIN)
    for fact, heirs in (
        (new, {"F1": "F2"}),
        (replace(new, **{"document" if key == "paper" else key: others[key]}), {}),
    ):
        assert succeeded(Facts("T", failures=(void, fact)), AGAIN)[1] == heirs
