"""The demonstration shows everything the registry can say, and stays green while it should."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from stdnum.cn import uscc

from fangxin.base.dates import add_years
from fangxin.base.problem import errors
from fangxin.facts.programme.programme import Programme, read_programme
from fangxin.facts.registers.reading import read_registers
from fangxin.facts.values import Act, Merchant, Status
from fangxin.registry.registry import Registry, load
from fangxin.standing.standing import Standing, standing
from fangxin.standing.timeline import timeline
from tests.support.demonstration import kept_files, needs_demonstration

pytestmark = needs_demonstration

ROOT = Path(__file__).resolve().parents[2]
TODAY, LATER = date(2026, 11, 23), date(2029, 6, 30)
SHOWN = (date(2026, 10, 20), date(2026, 12, 15))  # publicities run, so that every status is shown
FIXTURE = ROOT / "tests" / "fixtures" / "demo" / "statuses.yml"
TABLE: dict[str, dict[str, Any]] = yaml.load(
    FIXTURE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)
# A publicity ends by its own policy; whatever else can be shown is shown for years.
LASTING = set(Status) - {Status.PUBLICISED}
SHORT_TERM = "PJ230007W"  # shows the grace period, which cannot be made to last


@cache
def programme() -> Programme:
    """The programme that the repository ships."""
    found, problems = read_programme(ROOT / "content")
    assert found is not None, problems
    return found


@cache
def registry() -> Registry:
    """The demonstration's records, read without any problem."""
    rows, problems = read_registers(ROOT / "content", programme(), TODAY)
    found, more = load(ROOT / "merchants", programme(), TODAY, registers=rows)
    assert [str(problem) for problem in (*problems, *more)] == []
    return found


def merchants() -> Iterator[Merchant]:
    """Every demonstration merchant."""
    return iter(registry().merchants.values())


@cache
def on(id: str, day: date) -> Standing:
    """The standing of one of them."""
    return standing(registry().facts(id), programme().policy, day)


@cache
def history(id: str) -> tuple[Standing, ...]:
    """Its timeline until today."""
    return timeline(registry().facts(id), programme().policy, TODAY)


def _said(found: Standing) -> str:
    flags = ", ".join(sorted(found.flags))
    return f"{found.status.value} ({flags})" if flags else found.status.value


def test_there_are_enough_and_most_are_green() -> None:
    """A believable registry: at least 48 merchants, about three in five certified."""
    found = registry().merchants
    assert len(found) >= 48
    for day in (TODAY, LATER):
        counts = Counter(on(id, day).status for id in found)
        assert 0.5 <= counts[Status.CERTIFIED] / len(found) <= 0.7
        assert set(counts) == (set(Status) if day == TODAY else LASTING), "every status is shown"


@pytest.mark.parametrize(
    "day", [date(2026, 11, 1), SHOWN[1], *(date(y, 7, 1) for y in range(2027, 2035))]
)
def test_no_day_is_an_error(day: date) -> None:
    """The demonstration can be built on any day of the coming years."""
    rows = registry().registers
    _, problems = load(ROOT / "merchants", programme(), day, registers=rows)
    assert errors(problems) == []
    shown = {on(id, day).status for id in registry().merchants}
    assert shown == (set(Status) if SHOWN[0] <= day <= SHOWN[1] else LASTING)


@pytest.mark.parametrize("id", sorted(TABLE))
def test_statuses_are_as_expected(id: str) -> None:
    """Each special case has, today and in 2029, the status it was written to show."""
    want = TABLE[id]
    now = on(id, TODAY)
    assert _said(now) == want["2026-11-23"]
    assert _said(on(id, LATER)) == want["2029-06-30"]
    assert [reason.rule for reason in now.reasons] == want["rules"]
    corrected = [f"{found.fact} by {found.by}" for found in now.corrections]
    assert corrected == want.get("corrected", [])


def test_all_others_are_plainly_certified_for_years() -> None:
    """Whatever is green stays green for years, so that no demonstration expires unnoticed."""
    for id in registry().merchants:
        now = on(id, TODAY)
        if id not in TABLE:
            assert _said(now) == _said(on(id, LATER)) == "certified"
        if now.status is Status.CERTIFIED and id != SHORT_TERM:
            assert now.until is not None and now.until > LATER


def test_terms_and_publicities_obey_the_policy_of_their_day() -> None:
    """No certificate is for longer than the version then in force allows, no publicity either."""
    for merchant in merchants():
        for decision in merchant.decisions:
            version = programme().policy.on(decision.acts)
            years, days = version.number_of("term_max_years"), version.limit("publicity_most_days")
            if decision.act is Act.CERTIFIED and not decision.imported:
                assert decision.until is not None
                assert decision.until <= add_years(decision.acts, years)
            if decision.act is Act.PUBLICISED:
                assert decision.until is not None
                assert (decision.until - decision.acts).days < (days or 30)


def test_nothing_is_decided_in_vain() -> None:
    """No certification is without effect, no revocation misses."""
    assert {id: on(id, TODAY).ineffective for id in registry().merchants} == dict.fromkeys(
        registry().merchants, ()
    )


def test_every_category_and_town_has_one() -> None:
    """All five categories and all fifteen towns."""
    assert {m.category for m in merchants()} == set(programme().categories)
    assert {m.town for m in merchants()} == set(programme().towns)


def test_every_kind_of_fact_is_shown() -> None:
    """Every act of the office, and every other part that a record may have."""
    decisions = [d for m in merchants() for d in m.decisions]
    failures = [f for m in merchants() for f in m.failures]
    changes = [c for m in merchants() for c in m.changes]
    assert {d.act for d in decisions} == set(Act)
    assert any(d.imported for d in decisions)
    assert any(d.because for d in decisions)
    assert any(d.successor for d in decisions)
    assert {f.appeal.outcome for f in failures if f.appeal} == {"upheld", "dismissed"}
    assert any(f.void for f in failures) and any(f.affects for f in failures)
    assert any(f.reply for f in failures)
    assert {c.field for c in changes} == {"name", "address", "uscc", "owner", "catering_grade"}
    assert any(c.continues for c in changes)
    outcomes = {o.outcome for m in merchants() for o in m.objections}
    assert outcomes == {None, "upheld"}
    assert {r.outcome for m in merchants() for r in m.reviews} == {"passed", "advised"}
    signs = [s for m in merchants() for s in m.signs]
    assert any(s.void for s in signs) and any(s.taken_down for s in signs)
    for part in ("honours", "pledge", "inside", "platform", "website", "kitchen", "service_phone"):
        assert any(getattr(m, part) for m in merchants()), part
    assert {m.address_public for m in merchants()} == {"full", "road"}
    assert sum(m.name_en is not None for m in merchants()) >= 30
    assert {c.kind for m in merchants() for c in m.commitments} == set(programme().commitments)


def test_every_severity_version_and_rule_has_acted() -> None:
    """Each rule of the policy in force is seen in somebody's history."""
    seen = {r.rule for id in registry().merchants for s in history(id) for r in s.reasons}
    assert {rule.code for rule in programme().policy.on(TODAY).rules} <= seen
    assert {"serious-suspend-overdue", "transfer", "grace", "refused", "expiry"} <= seen
    recorded = [f.recorded for m in merchants() for f in m.failures]
    assert {programme().policy.on(day).number for day in recorded} == {1, 2, 3}


def test_every_transition_is_shown() -> None:
    """The ways from one status to another that a shopper may meet."""
    seen = {
        (before.status.value, after.status.value)
        for id in registry().merchants
        for before, after in pairwise(history(id))
    }
    ways = """
        publicised none, none certified, certified suspended, suspended certified,
        suspended revoked, certified revoked, revoked certified, certified expired,
        certified withdrawn, withdrawn certified, withdrawn revoked, certified closed
    """
    assert {tuple(way.split()) for way in ways.split(",")} <= seen


def test_one_failure_reaches_all_shops_of_an_operator() -> None:
    """Counterfeits in one of three shops revoke the three on the same day; a plain penalty does
    not reach the others."""
    three = [m.id for m in merchants() if m.name.startswith("白帆电器")]
    assert len(three) == 3
    assert {(on(id, TODAY).status, on(id, TODAY).since) for id in three} == {
        (Status.REVOKED, date(2025, 8, 19))
    }
    chain = [m.id for m in merchants() if m.name.startswith("晨露便利店")]
    day = date(2025, 7, 14)
    assert Counter(on(id, day).status for id in chain) == {
        Status.SUSPENDED: 1,
        Status.CERTIFIED: 2,
    }


def test_stall_follows_the_market_that_names_it() -> None:
    """``affects`` suspends the stall with its market, and both come back together."""
    market = next(m for m in merchants() if any(f.affects for f in m.failures))
    [stall] = market.failures[0].affects
    assert registry().merchants[stall].inside == market.id
    for day in (date(2022, 6, 9), date(2022, 6, 10), date(2022, 6, 23), date(2022, 6, 24)):
        assert on(stall, day).status is on(market.id, day).status
    assert on(stall, date(2022, 6, 23)).reasons[0].merchant == market.id


def test_late_record_does_not_rewrite_history() -> None:
    """A failure of 2023 recorded in 2026 suspends from the day it was recorded."""
    [late] = [m for m in merchants() if m.name.startswith("锦溪女装店")]
    assert late.failures[0].date.year == 2023
    suspended = [s for s in history(late.id) if s.status is Status.SUSPENDED]
    assert [s.since for s in suspended] == [date(2026, 5, 8)]


def test_names_say_that_they_are_examples() -> None:
    """Nobody can take an invented merchant for a real one."""
    for merchant in merchants():
        assert merchant.name.endswith("（示例）")
        assert merchant.name_en is None or merchant.name_en.endswith("(example)")
        for change in merchant.changes:
            if change.field == "name":
                assert change.before is not None and change.before.endswith("（示例）")


def _organisation_check(code: str) -> str:
    """The check character of the organisation code inside a credit code (GB 11714)."""
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(letters.index(c) * w for c, w in zip(code[8:16], weights, strict=True))
    return "0123456789X0"[11 - total % 11]


def test_credit_codes_are_valid_but_nobodys() -> None:
    """The whole code checks, the organisation code inside does not: no real firm can have it."""
    for merchant in merchants():
        assert merchant.uscc is not None
        assert uscc.is_valid(merchant.uscc)
        assert merchant.uscc[16] != _organisation_check(merchant.uscc)


def test_addresses_and_numbers_are_nobodys() -> None:
    """Web addresses lie below .example, phone numbers begin where none do."""
    for merchant in merchants():
        if merchant.website is not None:
            assert re.match(r"https://[a-z-]+\.example/", merchant.website)
        if merchant.service_phone is not None:
            assert merchant.service_phone.startswith("0579-0000")


def test_documents_are_listed_with_their_day() -> None:
    """Every decision's document is in documents.yml under the same day, marked as an example."""
    documents = programme().documents
    for merchant in merchants():
        for decision in merchant.decisions:
            assert decision.document is not None
            document = documents[decision.document]
            assert document.date == decision.date, decision.document
            assert document.title.endswith("（示例）")
    for version in programme().policy.versions:
        assert version.document in documents


def test_records_lie_in_the_folder_of_their_category() -> None:
    """An official finds a record where one looks for it, with an ID that is easy to read out."""
    for path in (ROOT / "merchants").rglob("*.yml"):
        assert registry().merchants[path.stem].category == path.parent.name
        assert 8 <= len(path.stem) <= 9
        assert not set(path.stem) & {"I", "O"}


def test_what_is_kept_for_adopters_is_the_demonstration() -> None:
    """The copy among the tests does not fall behind what it is a copy of."""
    old = [copy.name for shipped, copy in kept_files() if shipped.read_bytes() != copy.read_bytes()]
    assert old == [], "run: python -m tests.support.demonstration"
