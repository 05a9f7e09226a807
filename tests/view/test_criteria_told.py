"""What a page says of criteria follows from what may be told: nothing else can be inferred from it.

Whatever the public may not know today (a warning, a failure whose publication is over or was
ended, one that was annulled, a listing that ended) may as well not be there.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fangxin.base.dates import add_days
from fangxin.facts.programme.criteria import Criterion, Test
from fangxin.facts.programme.programme import Programme, read_programme
from fangxin.facts.recourse import Repair
from fangxin.facts.registers.rows import Listing
from fangxin.facts.values import Act, Appeal, Decision, Failure, Merchant, Tick, Void
from fangxin.registry.registry import Registry, assemble
from fangxin.registry.republished import Reach
from fangxin.registry.sources.reading import read_sources
from fangxin.standing.reading import read
from fangxin.view.criteria import NAMING
from fangxin.view.publication import is_annulled, is_nameless, public_until
from fangxin.view.remains import in_place, remaining, untold
from fangxin.view.viewing import view_of
from fangxin.words.criteria import found_zh
from fangxin.words.published import CriterionV1, criterion_json, status_json
from tests.support.demonstration import CONTENT, RECORDS

APPLIES, DAY = date(2026, 4, 1), date(2026, 9, 1)
TESTS = {
    "serious": Test("no_failures", severity=("serious", "grave"), months=12),
    "fake": Test("no_failures", kinds=("counterfeit",), months=36),
    "any": Test("no_failures", months=60),
    "sanction": Test("no_sanction", months=24),
    "listed": Test("not_listed"),
}
CRITERIA = (
    *(Criterion(code, code, code, applies=APPLIES, test=test) for code, test in TESTS.items()),
    Criterion("licence", "执照有效", "Licence", applies=APPLIES),
)
KINDS = ("price_not_marked", "penalty", "failed_sample", "counterfeit", "obstructing_inspection",
         "warning", "food_safety_incident")  # fmt: skip
PAPER = "浦市监罚〔2026〕7号"


@cache
def programme() -> Programme:
    """The shipped programme, with every sort of criterion that names what happened."""
    found, problems = read_programme(CONTENT)
    assert found is not None, problems
    shop = replace(found.categories["shop"], criteria=CRITERIA)
    return replace(found, categories={**found.categories, "shop": shop})


def a_shop(
    *failures: Failure, certified: date | None = None, ticks: tuple[Tick, ...] = ()
) -> Merchant:
    """A shop with a history, certified or not."""
    first = () if certified is None else (
        Decision("D1", certified, Act.CERTIFIED, certified, date(2045, 1, 1), imported=True),
    )  # fmt: skip
    return Merchant(
        "TEST1", "例店（示例）", "shop", decisions=first, failures=failures, criteria=ticks
    )


def registry_of(shop: Merchant, *listings: Listing) -> Registry:
    """A registry of one shop and the listings that name it."""
    registry = assemble([shop], programme().policy.entity_kinds())
    return replace(registry, listed={shop.id: tuple(Reach(one, False) for one in listings)})


def told(shop: Merchant, day: date, *listings: Listing) -> list[tuple[CriterionV1, str]]:
    """What page and ``status.json`` say of its criteria."""
    view = view_of(shop.id, registry_of(shop, *listings), programme(), day)
    return [(criterion_json(one), found_zh(one, programme())) for one in view.criteria]


def failures_of(kind: str, on: date, fate: str, after: int) -> Failure:
    """A failure and what became of it."""
    happened = add_days(on, after)
    fates: dict[str, object] = {
        "repaired": {"repair": Repair(happened, "浦市监信修〔2026〕1号")},
        "rectified": {"rectified": happened},
        "void": {"void": Void(happened, "登记时写错商户")},
        "upheld": {"appeal": Appeal(on, happened, "upheld")},
        "final": {"final": happened},
    }
    failure = Failure("F1", kind, on, on, document=PAPER, summary="说明")
    return replace(failure, **fates.get(fate, {}))  # type: ignore[arg-type]


EXCEPTIONS = tuple(
    Tick(f"K{n}", code, APPLIES, "amr", "例〔2026〕1号", exception=True, reason="因说明一事例外")
    for n, code in enumerate(TESTS, 1)
)


@given(
    st.sampled_from(KINDS),
    st.dates(date(2025, 10, 1), date(2027, 6, 30)),
    st.sampled_from(["", "repaired", "rectified", "void", "upheld", "final"]),
    st.integers(0, 500),
    st.integers(0, 1500),
    st.sampled_from([None, -90, 1, 60]),
    st.booleans(),
)
def test_what_may_not_be_told_may_as_well_not_be_there(
    kind: str, on: date, fate: str, after: int, days: int, certified: int | None, excepted: bool
) -> None:
    """Without the failure every verdict is the same byte for byte, when the standing is."""
    failure, day = failures_of(kind, on, fate, after), add_days(on, days)
    hidden = is_nameless(failure, programme().policy, day) or is_annulled(failure, day)
    assume(hidden and day >= APPLIES)
    since = None if certified is None else max(add_days(on, certified), APPLIES)
    ticks = EXCEPTIONS if excepted else ()
    whole, without = (
        a_shop(*failures, certified=since, ticks=ticks) for failures in ((failure,), ())
    )
    assume(held(whole, day) == held(without, day))
    sides = [told(whole, day), told(without, day)]
    if binds(whole, day):  # and so it is told that there is a sanction, whatever it rests on
        sides = [[one for one in side if one[0]["code"] != "sanction"] for side in sides]
    assert sides[0] == sides[1]
    assert "说明" not in str(sides)


def held(shop: Merchant, day: date) -> bool:
    """Whether there is a certificate, whose criteria are judged: a bar may stand against it."""
    facts = registry_of(shop).facts(shop.id)
    return read(facts, programme().policy, day).register.on(day) is not None


def binds(shop: Merchant, day: date) -> bool:
    """Whether more than the failure itself is told: a sanction, or a bar."""
    policy, facts = programme().policy, registry_of(shop).facts(shop.id)
    reading = read(facts, policy, day)
    facts = in_place(facts, reading, day)
    _, vanished = untold(facts, remaining(facts, reading, policy, day), day)
    return "F1" not in vanished


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("certified", [None, date(2026, 6, 1)])
def test_what_is_told_is_judged_until_its_last_day(kind: str, certified: date | None) -> None:
    """A verdict that rests on a failure changes on the day on which its publication is over, and
    on no other day; one that was never told never shows."""
    failure = failures_of(kind, date(2026, 5, 2), "final", 20)
    shop, last = a_shop(failure, certified=certified), public_until(failure, programme().policy)
    if last < failure.recorded:
        assert told(shop, DAY) == told(a_shop(certified=certified), DAY)
        return
    states = [
        {one["code"]: one["state"] for one, _ in told(shop, day)}
        for day in (last, add_days(last, 1))
    ]
    assert (states[0]["any"], states[1]["any"]) == ("missed", "kept")


def test_a_listing_counts_as_long_as_it_is_shown() -> None:
    """Ended, repaired, void, or with a publication that ended: the list of criteria says nothing
    of it any more, also of a certification that had an exception for it."""
    listing = Listing("LST-1", "例店（示例）", "县市场监管局", "某法", PAPER, date(2026, 4, 2),
                      date(2026, 4, 2))  # fmt: skip
    ends = {
        "ended": replace(listing, ends=date(2026, 8, 31)),
        "repaired": replace(listing, repaired=DAY),
        "void": replace(listing, void=Void(DAY, "登记有误")),
        "withheld": replace(listing, publication_ends=date(2026, 8, 31)),
    }
    for certified in (None, date(2026, 5, 1)):
        shop = a_shop(certified=certified, ticks=EXCEPTIONS)
        for how, one in ends.items():
            assert told(shop, DAY, one) == told(shop, DAY), how
        state = {one["code"]: one["state"] for one, _ in told(shop, DAY, listing)}
        assert state["listed"] == "excepted"


def test_a_sanction_counts_as_long_as_it_is_told() -> None:
    """A decision of the office that rested on what is told no longer tells nothing either, nor one
    that was void."""
    fault = failures_of("obstructing_inspection", date(2026, 5, 2), "rectified", 9)
    by_hand = Decision("D2", date(2026, 5, 3), Act.SUSPENDED, date(2026, 5, 3), date(2026, 5, 20),
                       because=("F1",), document=PAPER)  # fmt: skip
    shop = a_shop(fault, certified=APPLIES)
    shop = replace(shop, decisions=(*shop.decisions, by_hand))
    last = public_until(fault, programme().policy)
    plain = a_shop(certified=APPLIES)
    assert told(shop, add_days(last, 1)) == told(plain, add_days(last, 1))
    voided = replace(by_hand, void=Void(date(2026, 5, 9), "登记有误"), because=())
    wrong = replace(plain, decisions=(*plain.decisions, voided))
    assert told(wrong, DAY) == told(plain, DAY)


def test_a_paper_that_is_named_no_longer_is_not_named_here() -> None:
    """An office's tick by the paper of a failure tells neither paper nor reason once the failure's
    publication is over."""
    tick = Tick("K1", "licence", date(2026, 5, 9), "amr", PAPER, exception=True, reason="说明")
    fault = failures_of("penalty", date(2026, 5, 2), "rectified", 9)
    shop = a_shop(fault, certified=date(2026, 5, 10), ticks=(tick,))
    shop = replace(shop, criteria=(tick,))
    last = public_until(fault, programme().policy)
    view = view_of(shop.id, registry_of(shop), programme(), last)
    assert PAPER in status_json(view, programme()).decode()
    over = view_of(shop.id, registry_of(shop), programme(), add_days(last, 1))
    text = status_json(over, programme()).decode() + "".join(
        found_zh(one, programme()) for one in over.criteria
    )
    assert PAPER not in text and "说明" not in text and "None" not in text
    assert "决定例外" in text


def test_every_test_that_names_facts_is_tried() -> None:
    """No sort of test that rests on what happened goes without a case."""
    assert {test.what for test in TESTS.values()} == set(NAMING)


def test_what_is_found_is_said_as_people_say_it() -> None:
    """Of every merchant of the demonstration: no day in digits and dashes, no code of a commitment
    in the Chinese sentence."""
    sources = read_sources(RECORDS, CONTENT, date(2026, 11, 28), date(2026, 11, 28))
    found = sources.registry, sources.programme
    assert found[0] is not None and found[1] is not None
    said = {
        found_zh(one, found[1])
        for id in found[0].merchants
        for one in view_of(id, found[0], found[1], date(2026, 11, 28)).criteria
    }
    wrong = [text for text in said if re.search(r"\d-\d\d-\d|[a-z]_[a-z]", text)]
    assert len(said) > 10 and wrong == []


@given(
    st.sampled_from(KINDS),
    st.dates(date(2026, 4, 2), date(2027, 6, 30)),
    st.integers(0, 1500),
    st.sampled_from([None, date(2026, 4, 2), date(2026, 9, 9), date(2027, 1, 5)]),
)
def test_nothing_begins_with_what_is_told_no_longer(
    kind: str, on: date, days: int, publicised: date | None
) -> None:
    """The whole page of a shop that was never recognised is as if the failure had never been, its
    history too: no day of it is told."""
    failure, day = failures_of(kind, on, "", 0), add_days(on, days)
    first = () if publicised is None else (
        Decision("D1", publicised, Act.PUBLICISED, publicised, add_days(publicised, 6)),
    )  # fmt: skip
    views = []
    for failures in ((failure,), ()):
        shop = replace(a_shop(*failures), decisions=first)
        assume(not failures or not binds(shop, day))
        views.append(view_of(shop.id, registry_of(shop), programme(), day))
    assert views[0] == views[1]
