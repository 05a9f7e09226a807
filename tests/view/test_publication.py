"""公示与信用修复 by severity: how long a failure is public, and what a repair does."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.base.dates import add_days, add_months
from fangxin.base.problem import errors
from fangxin.facts.policy.file import read_policy
from fangxin.facts.policy.policy import Policy, Publication
from fangxin.facts.policy.publication import (
    PUBLICATION,
    REMAINS,
    SPAN,
    is_published,
    last_public,
    term_of,
)
from fangxin.facts.recourse import Repair
from fangxin.facts.values import Act, Decision, Facts, Failure, Status
from fangxin.standing.standing import standing
from tests.support.demonstration import CONTENT, ROOT

PATH = CONTENT / "programme" / "policy.yml"
TEXT = PATH.read_text(encoding="utf-8")
NEW = date(2026, 4, 1)
DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
LATER = st.dates(NEW, date(2032, 12, 31))
KINDS = st.sampled_from(["price_not_marked", "penalty", "counterfeit", "warning", "no_such_kind"])


def policy() -> Policy:
    """The shipped policy."""
    found, problems = read_policy(TEXT.encode(), "policy.yml")
    assert found is not None, problems
    return found


POLICY = policy()


@pytest.mark.parametrize(
    ("kind", "shortest", "longest"),
    [("price_not_marked", 0, 3), ("penalty", 3, 12), ("counterfeit", 12, 36)],
)
def test_each_severity_has_its_months(kind: str, shortest: int, longest: int) -> None:
    """Counted from service; the last day lies within the months, never one beyond."""
    served = date(2026, 5, 31)
    term = term_of(POLICY, kind, date(2026, 6, 20), served)
    assert term.first == served
    assert term.earliest == add_months(served, shortest)
    assert term.last == add_days(add_months(served, longest), -1)


def test_old_facts_keep_the_period_of_their_version() -> None:
    """On the eve of the new version a failure is public for three years, whatever its severity."""
    eve = add_days(NEW, -1)
    for kind in ("price_not_marked", "penalty", "counterfeit"):
        assert last_public(POLICY, kind, eve) == add_months(eve, 36)
        assert last_public(POLICY, kind, date(2023, 12, 31)) == add_months(date(2023, 12, 31), 60)
        assert last_public(POLICY, kind, eve, given=date(2031, 1, 1)) == date(2031, 1, 1)


@given(DAYS, st.integers(0, 400))
def test_a_warning_is_public_on_no_day(recorded: date, days: int) -> None:
    """By the version that knows warnings; earlier ones do not know the kind."""
    if POLICY.on(recorded).number < 3:
        return
    assert last_public(POLICY, "warning", recorded) < recorded
    given_end = add_days(recorded, days)
    assert last_public(POLICY, "warning", recorded, given=given_end) < recorded


@given(KINDS.filter(lambda kind: kind != "warning"), LATER, *[st.integers(0, 800)] * 2)
def test_a_late_entry_never_lengthens(kind: str, served: date, sooner: int, later: int) -> None:
    """What was served on one day is public no longer when it is entered later."""
    early, late = (add_days(served, days) for days in sorted((sooner, later)))
    assert last_public(POLICY, kind, late, served) <= last_public(POLICY, kind, early, served)


@given(KINDS, LATER, st.none() | DAYS, st.none() | DAYS, st.none() | DAYS)
def test_nothing_is_public_beyond_the_longest_period(
    kind: str, recorded: date, served: date | None, ends: date | None, repaired: date | None
) -> None:
    """Neither what the record says nor a repair lengthens it; a repair never ends it within the
    shortest period, and from then on always."""
    term = term_of(POLICY, kind, recorded, served)
    last = last_public(POLICY, kind, recorded, served, ends, repaired)
    without = last_public(POLICY, kind, recorded, served, ends)
    assert last <= without <= term.last
    if repaired is not None and term.earliest is not None:
        assert last == min(without, add_days(max(repaired, term.earliest), -1))


BAD = {
    "shortest-over-longest": ("        shortest: 0\n", "        shortest: 4\n"),
    "graver-for-less": ("        longest: 36\n", "        longest: 11\n        #"),
    "unknown-rule": ("      repair_lifts: []\n", "      repair_lifts: [no-such-rule]\n"),
    "no-basis": ("      tells: nothing\n      basis: assumed\n", "      tells: nothing\n      #"),
    "bad-choice": ("      tells: nothing\n", "      tells: everything\n"),
    "missing-key": ("        shortest: 3\n", ""),
    "bad-number": ("        longest: 12\n", "        longest: 一年\n"),
}


@pytest.mark.parametrize("code", BAD)
def test_a_bad_section_is_told(code: str) -> None:
    """Each check of the two sections has something that trips it."""
    old, new = BAD[code]
    assert old in TEXT
    found, problems = read_policy(TEXT.replace(old, new).encode(), "policy.yml")
    assert found is None
    assert code in {problem.code for problem in errors(problems)}


def test_the_document_tells_every_key() -> None:
    """docs/policy.md names every key of the two sections."""
    told = set(re.findall(r"[a-z_]+", (ROOT / "docs" / "policy.md").read_text("utf-8")))
    assert {*SPAN.table, *PUBLICATION.table, *REMAINS.table, "published"} <= told


def lifting(*rules: str) -> Policy:
    """The shipped policy, whose last version lets a repair lift some rules."""
    last = POLICY.versions[-1]
    assert last.publication is not None
    publication = Publication(last.publication.spans, frozenset(rules))
    return Policy((*POLICY.versions[:-1], replace(last, publication=publication)))


def barred(repair: Repair | None, kind: str = "counterfeit") -> Facts:
    """A shop certified in 2026 with one failure of May."""
    day = date(2026, 5, 6)
    failure = Failure("F1", kind, date(2026, 5, 4), day, day, repair=repair)
    decision = Decision(
        "D1", date(2026, 4, 2), Act.CERTIFIED, date(2026, 4, 2), date(2035, 4, 1), imported=True
    )
    return Facts("TEST1", decisions=(decision,), failures=(failure,))


GRANTED = Repair(date(2027, 6, 1), "例信修〔2027〕1号", recorded=date(2027, 6, 3))


def test_a_repair_lifts_nothing_unless_the_policy_says_so() -> None:
    """The shipped policy lets a repair end the publication alone."""
    for day in (date(2027, 6, 2), date(2027, 6, 3), date(2029, 5, 5)):
        now = standing(barred(GRANTED), POLICY, day)
        assert (now.status, now.bar_until) == (Status.REVOKED, date(2029, 5, 5))


def test_a_repair_lifts_what_the_policy_names() -> None:
    """From the day it is known: revocation and bar; and not the rules that are not named."""
    named = lifting("grave-revoke")
    assert standing(barred(GRANTED), named, date(2027, 6, 2)).status is Status.REVOKED
    now = standing(barred(GRANTED), named, date(2027, 6, 3))
    assert (now.status, now.bar_until) == (Status.CERTIFIED, None)
    other = lifting("serious-twice")
    assert standing(barred(GRANTED), other, date(2027, 6, 3)).status is Status.REVOKED


@given(st.dates(date(2026, 5, 6), date(2030, 1, 1)), st.integers(0, 60))
def test_a_repair_never_acts_within_the_shortest_period(granted: date, days: int) -> None:
    """However early a record says it was granted."""
    repair = Repair(granted, "文", recorded=add_days(granted, days))
    earliest = max(date(2027, 5, 6), repair.known)
    named = lifting("grave-revoke")
    eve = standing(barred(repair), named, earliest - timedelta(days=1))
    if earliest <= date(2029, 5, 5):
        assert eve.status is Status.REVOKED
        assert standing(barred(repair), named, earliest).status is Status.CERTIFIED


def test_an_overdue_revocation_goes_with_its_rule() -> None:
    """What was not rectified and is repaired later is not barred for the rest of the year."""
    repair = Repair(date(2026, 9, 1), "例信修〔2026〕1号")
    plain = standing(barred(repair, "penalty"), POLICY, date(2026, 9, 1))
    assert plain.status is Status.REVOKED
    lifted = standing(barred(repair, "penalty"), lifting("serious-suspend"), date(2026, 9, 1))
    assert (lifted.status, lifted.bar_until) == (Status.CERTIFIED, None)


def test_kinds_of_earlier_versions_are_published() -> None:
    """Only a kind that says so is never told."""
    hidden = [kind.code for v in POLICY.versions for kind in v.kinds.values() if not kind.published]
    assert hidden == ["warning"]
    assert is_published(POLICY.versions[0], "no_such_kind")
    assert Path(PATH).is_file()
