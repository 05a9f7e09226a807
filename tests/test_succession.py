"""A fact in the place of an equal one has whatever was added to that, by every key."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta

from generator.dates import add_days
from generator.facts import Act, Appeal, Decision, Facts, Failure, FollowUp, Status, Void
from generator.guard.late import LATE
from generator.policy import Policy
from generator.record.failures import TEXTS
from generator.standing import standing
from generator.standing.knowledge import known
from generator.standing.succession import ADDED, CHANGE, DECISION, FAILURE, succeeded
from tests.test_publication import POLICY

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
    new = replace(one, id=name, recorded=AGAIN, document="浦消联办〔2026〕8号", appeal=None)
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
        names = {spec.name for spec in fields(shape)} & LATE[sort]
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
