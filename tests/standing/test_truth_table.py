"""The truth table: every sentence of the rules as a case in ``tests/truth``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from fangxin.facts.values import Facts, Status
from fangxin.standing.standing import Reason, Standing, standing
from fangxin.standing.timeline import timeline
from tests.support import oracle, oracle_details
from tests.support.truth_reader import Case, Raw, cases, day, following

CASES = list(cases())
ONE = timedelta(days=1)
NEAR = 70  # days that are stepped through one by one
KEYS = (
    "status since until next certificate bar_until flags reasons in_order ineffective corrections "
    "reinstatements"
)


def maybe(text: str) -> date | None:
    return None if text == "none" else day(text)


def reason_of(reason: Reason) -> tuple[str, tuple[str, ...]]:
    return reason.rule, tuple(sorted(reason.facts))


def expected_reason(raw: Any) -> tuple[str, tuple[str, ...]]:
    if isinstance(raw, list):
        return raw[0], tuple(sorted(raw[1:]))
    return raw["rule"], tuple(sorted(raw["facts"]))


def details(raw: Any, found: Standing) -> list[str]:
    """What a reason written in full says that no reason of the standing does."""
    if isinstance(raw, list):
        return []
    twins: list[Reason] = [r for r in found.reasons if reason_of(r) == expected_reason(raw)]
    said: dict[str, Callable[[Reason], str]] = {
        "since": lambda r: str(r.since),
        "until": lambda r: str(r.until or "none"),
        "clause": lambda r: r.basis.clause,
        "merchant": lambda r: str(r.merchant),
        "provisional": lambda r: str(r.provisional).lower(),
    }
    keys = set(raw) - {"rule", "facts"}
    if any(all(said[key](twin) == raw[key] for key in keys) for twin in twins):
        return []
    return [f"no reason as {raw} among {found.reasons}"]


def differences(expect: Raw, found: Standing) -> list[str]:
    """Every way in which the standing is not what the case expects, in words."""
    strange = set(expect) - set(KEYS.split())
    assert not strange, f"unknown expectations {strange}"
    until, next_change = found.until, found.next_change
    wanted: list[tuple[str, object, object]] = [
        ("status", expect["status"], found.status.value),
        ("flags", sorted(expect.get("flags", [])), sorted(found.flags)),
        ("ineffective", dict(expect.get("ineffective", {})), dict(found.ineffective)),
        (
            "corrections",
            {name: tuple(pair) for name, pair in expect.get("corrections", {}).items()},
            {
                f"{c.merchant}/{c.fact}" if c.merchant and "/" not in c.fact else c.fact: (
                    str(c.date),
                    c.by,
                )
                for c in found.corrections
            },
        ),
        ("date of next_change", following(until), next_change and next_change.date),
    ]
    days = {"since": found.since, "until": until, "bar_until": found.bar_until}
    wanted += [(key, maybe(expect[key]), value) for key, value in days.items() if key in expect]
    if "next" in expect:
        wanted.append(("next", expect["next"], next_change and next_change.status.value))
    if "certificate" in expect:
        wanted.append(("certificate", expect["certificate"], found.certificate or "none"))
    if "reasons" in expect:
        listed = sorted(expected_reason(raw) for raw in expect["reasons"])
        wanted.append(("reasons", listed, sorted(reason_of(r) for r in found.reasons)))
    if "reinstatements" in expect:
        named = {name: tuple(facts) for name, facts in expect["reinstatements"].items()}
        lifted = {one.decision: one.facts for one in found.reinstatements}
        wanted.append(("reinstatements", named, lifted))
    if "in_order" in expect:
        in_order = [expected_reason(raw) for raw in expect["in_order"]]
        wanted.append(("reasons", in_order, [reason_of(r) for r in found.reasons]))
    said = [f"{key}: {want!r} expected, {got!r} found" for key, want, got in wanted if want != got]
    return said + [line for raw in expect.get("reasons", []) for line in details(raw, found)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_standing_is_what_the_case_says(case: Case) -> None:
    """Each case of the table holds on each of its days."""
    for as_of, expect in case.expect.items():
        found = standing(case.facts, case.policy, as_of)
        assert not differences(expect, found), f"{case.zh} / {case.en} on {as_of}"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_oracle_agrees_with_the_case(case: Case) -> None:
    """The slow evaluation agrees with the table, which checks the table itself."""
    facts, policy = case.facts, case.policy
    for as_of, expect in case.expect.items():
        where = f"{case.zh} / {case.en} on {as_of}"
        assert oracle.oracle(facts, policy, as_of).value == expect["status"], where
        found = oracle_details.flags(facts, policy, as_of)
        assert sorted(found) == sorted(expect.get("flags", [])), where
        codes = dict(oracle_details.ineffective(facts, policy, as_of))
        assert codes == dict(expect.get("ineffective", {})), where
        mended = oracle_details.corrections(facts, policy, as_of)
        listed = expect.get("corrections", {}).items()
        assert mended == {(name, day(on), by) for name, (on, by) in listed}, where
        if "bar_until" in expect:
            bar = oracle_details.bar_until(facts, policy, as_of)
            assert bar == maybe(expect["bar_until"]), where
        if "reasons" in expect:
            causes = oracle_details.causes(facts, policy, as_of)
            assert sorted(causes) == sorted(expected_reason(r) for r in expect["reasons"]), where


@pytest.mark.parametrize("case", CASES, ids=str)
def test_oracle_agrees_on_the_days_of_the_case(case: Case) -> None:
    """Stepping day by day gives the ``since`` and ``until`` that the table says."""
    facts, policy = case.facts, case.policy
    for as_of, expect in case.expect.items():
        where = f"{case.zh} / {case.en} on {as_of}"
        first, last = maybe(expect.get("since", "none")), maybe(expect.get("until", "none"))
        if first is not None and (as_of - first).days < NEAR:
            assert oracle.since(facts, policy, as_of, first - ONE) == first, where
        if "since" in expect:  # far away: the edge alone
            edge = first - ONE if first else date(2000, 1, 1)
            same = oracle.reread(facts, policy, edge, as_of).value == expect["status"]
            assert same == (first is None), where
        if last is not None and (last - as_of).days < NEAR:
            assert oracle.until(facts, policy, as_of, last + ONE)[0] == last, where
        if last is not None:
            after = oracle.ahead(facts, policy, as_of, last + ONE)
            assert after.value == expect.get("next", after.value) != expect["status"], where


@pytest.mark.parametrize("case", CASES, ids=str)
def test_timeline_ends_with_the_standing_of_its_day(case: Case) -> None:
    """Asked on any day of the case, the timeline's last entry says what the standing says."""
    untouched = standing(Facts(case.facts.id), case.policy, date.min)
    for as_of in case.expect:
        told = [untouched, *timeline(case.facts, case.policy, as_of)]
        found = standing(case.facts, case.policy, as_of)
        assert replace(told[-1], as_of=as_of) == found, as_of
        assert all(one.as_of < other.as_of <= as_of for one, other in pairwise(told)), as_of


def test_the_table_is_large_and_every_case_is_named_once() -> None:
    """At least ninety cases, each with its sentence in Chinese and English and a day."""
    assert len(CASES) >= 90
    for names in ([case.zh for case in CASES], [case.en for case in CASES]):
        assert [name for name, times in Counter(names).items() if times > 1] == []
    assert all(case.expect for case in CASES)
    assert all("\u4e00" <= case.zh[0] <= "\u9fff" for case in CASES)


def test_the_table_shows_every_status_and_every_code() -> None:
    """No status, flag or code of ineffectiveness is left out of the table."""
    expected = [expect for case in CASES for expect in case.expect.values()]
    assert {e["status"] for e in expected} == {status.value for status in Status}
    flags = {flag for e in expected for flag in e.get("flags", [])}
    assert flags == {"renewal", "grace", "again", "pending", "provisional", "suspended"}
    codes = {code for e in expected for code in e.get("ineffective", {}).values()}
    assert codes == {
        *("bar", "publicity", "objection", "term", "closed", "not-certified"),
        *("not-open", "nothing-lifted"),
    }
