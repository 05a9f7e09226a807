"""The life of a sign: exactly one state on every day, in an order, and commands that keep it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from fangxin.facts.promises import FATES
from fangxin.facts.values import Facts, Lost, Restored, Sign, Void
from fangxin.standing.reading import read
from fangxin.standing.signs import (
    HANGING,
    HELD,
    UP,
    SignState,
    ended_on,
    sign_standing,
    sign_standings,
)
from fangxin.standing.standing import standing
from fangxin.words.signs import STATE_EN, STATE_ZH, sign_en, sign_zh
from tests.support.dense_facts import dense, telling
from tests.support.forty import a_record, an_id
from tests.support.office import Office
from tests.support.truth_reader import policy

POLICY = policy("dense")
ONE = timedelta(days=1)
FIRST = date(2026, 3, 1)
DAYS = st.integers(0, 40).map(lambda days: FIRST + ONE * days)
MAYBE = st.none() | DAYS
G = SignState


@st.composite
def signs(draw: st.DrawFn) -> Sign:
    """A sign issued on the first day, with anything that may be recorded of it later."""
    lost, void = draw(MAYBE), draw(MAYBE)
    return Sign(
        "S-1",
        FIRST,
        taken_down=draw(MAYBE),
        void=Void(void, "印错") if void else None,
        lost=Lost(lost) if lost else None,
        replaced_by="S-2" if draw(st.booleans()) else None,
    )


@given(signs(), MAYBE, MAYBE, st.integers(0, 10), DAYS)
def test_a_state_says_what_is_recorded(
    sign: Sign, replaced: date | None, ended: date | None, days: int, on: date
) -> None:
    """Each state has its cause, no state has another's, and only those to come down have a day."""
    found = sign_standing(sign, replaced, ended, days, on)
    event(found.state)
    recorded = {
        G.VOID: sign.void.date if sign.void else None,
        G.TAKEN_DOWN: sign.taken_down,
        G.LOST: sign.lost.date if sign.lost else None,
        G.REPLACED: replaced,
    }
    past = {state for state, day in recorded.items() if day is not None and day <= on}
    if found.state in HANGING:
        assert not past
        assert (found.state is G.VALID) == (ended is None)
    else:
        assert found.state in past or (found.state is G.REPLACED and G.TAKEN_DOWN in past)
    assert (G.VOID in past) == (found.state is G.VOID)
    assert (found.due is not None) == (found.state in UP)
    assert FIRST <= found.since <= on or found.state in HANGING
    assert found.overdue_days(on) > 0 if found.state is G.OVERDUE else not found.overdue_days(on)
    assert sign_zh(found) and sign_en(found)


@given(signs(), MAYBE, MAYBE, st.integers(0, 10))
def test_states_come_in_order(
    sign: Sign, replaced: date | None, ended: date | None, days: int
) -> None:
    """From day to day a sign goes on: valid, due, overdue, and from none of what became of it back
    to the wall."""
    ends = ended or date.max
    seen = []
    for number in range(45):
        on = FIRST + ONE * number
        found = sign_standing(sign, replaced, None if on < ends else ends, days, on)
        seen.append(found.state)
        if found.state is G.OVERDUE:
            assert found.overdue_days(on) == (on - (max(ends, FIRST) + ONE * days)).days
    rank = {G.VALID: 0, G.DUE: 1, G.OVERDUE: 2}
    ranks = [rank.get(state, 9) for state in seen]
    assert ranks == sorted(ranks)
    if days and ended is not None and seen[-1] is G.OVERDUE:
        assert seen.count(G.DUE) == days + 1


@given(signs(), MAYBE, MAYBE, st.integers(0, 10), DAYS, DAYS)
def test_what_was_taken_back_is_as_if_it_had_never_been_said(
    sign: Sign, replaced: date | None, ended: date | None, days: int, back: date, on: date
) -> None:
    """From the day on which every word of it was taken back the sign is what it would be without
    them; on the days before, what was said then."""
    said = {key: getattr(sign, key) for key in FATES if getattr(sign, key) is not None}
    entries = tuple(
        Restored(back, "录错", "浦消联办〔2026〕9号", **{key: said[key]}) for key in said
    )
    clean = Sign("S-1", FIRST)
    mended = replace(clean, restored=entries)
    found = sign_standing(mended, replaced if on < back else None, ended, days, on)
    then = sign if on < back else clean
    other = sign_standing(then, replaced if on < back else None, ended, days, on)
    event(f"{other.state} {on < back}")
    assert (found.state, found.since, found.due) == (other.state, other.since, other.due)
    assert found.sign.restored == (() if on < back else entries)


@given(dense(), st.integers(0, 20))
def test_states_follow_from_the_standing(facts: Facts, after: int) -> None:
    """A sign is valid exactly on days on which its shop is recognised or suspended; the day on
    which it is to come down follows the last such day, whatever the statuses since."""
    days = telling(facts)
    sign = Sign("S-1", days[0] + ONE * after)
    for on in [day for day in days if day >= sign.issued]:
        (found,) = sign_standings((sign,), facts, POLICY, on)
        held = standing(facts, POLICY, on).status in HELD
        assert (found.state is G.VALID) == held, on
        if not held:
            ended = ended_on(read(facts, POLICY, on), on)
            assert ended is not None and found.due is not None
            begins = max(ended, sign.issued)
            months = POLICY.on(begins).number_of("sign_removal_days")
            assert found.due == begins + ONE * months
            assert (found.state is G.DUE) == (on <= found.due)


def test_a_sign_that_is_not_issued_yet_is_none() -> None:
    """Before the day it is handed out there is nothing to show."""
    facts = Facts("TEST1")
    assert sign_standings((Sign("S-1", FIRST),), facts, POLICY, FIRST - ONE) == ()
    (found,) = sign_standings((Sign("S-1", FIRST),), facts, POLICY, FIRST)
    assert found.state in UP  # nothing was ever recognised: it must not hang


def test_every_state_has_words() -> None:
    """No state goes without a word in either language."""
    assert set(STATE_ZH) == set(STATE_EN) == set(SignState)


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """Three shops: recognised, recognised and revoked, never recognised."""
    certified = (
        "certification:\n  decisions:\n"
        "    - {id: D1, date: 2024-02-01, status: publicised, until: 2024-02-08,"
        " document: 浦消联办〔2024〕71号}\n"
        "    - {id: D2, date: 2024-02-20, status: certified, until: 2034-02-19,"
        " certificate: FX-2024-000%d, document: 浦消联办〔2024〕72号}\n"
    )
    revoked = (
        "    - {id: D3, date: 2026-10-01, status: revoked, document: 浦消联办〔2026〕73号,"
        " summary: 个案}\n"
    )
    sign = "signs:\n  - {number: BP-2024-000%d, issued: 2024-03-01, place: 店门}\n"
    records = {
        f"shop/{an_id(1)}.yml": a_record(1) + certified % 1 + sign % 1,
        f"shop/{an_id(2)}.yml": a_record(2) + certified % 2 + revoked + sign % 2,
        f"shop/{an_id(3)}.yml": a_record(3),
    }
    return Office.make(tmp_path, capsys, records)


def test_a_stolen_sign_is_replaced(office: Office) -> None:
    """Lost, then another one in its place with the next number; the first proves nothing."""
    lost = ("sign", "lost", an_id(1), "BP-2024-0001", "--date", "2026-10-02")
    assert office.run(*lost, on="2026-10-03") == 0, office.err
    assert office.run(*lost, on="2026-10-03") == 1  # once is enough
    replace = ("sign", "replace", an_id(1), "BP-2024-0001")
    assert office.run(*replace, on="2026-10-04") == 0, office.err
    text = office.text(an_id(1))
    assert "lost: {date: 2026-10-02}, replaced_by: BP-2026-0001}" in text
    assert "{number: BP-2026-0001, issued: 2026-10-04, place: 店门}" in text
    assert office.run("check", on="2026-10-04") == 0, office.err
    assert office.run(*replace, on="2026-10-04") == 1


@pytest.mark.parametrize("number", [2, 3])
def test_no_sign_for_a_shop_that_is_not_recognised(office: Office, number: int) -> None:
    """Neither a first one nor one in the place of another."""
    for words in (("issue", an_id(number)), ("replace", an_id(number), "BP-2024-0002")):
        before = office.text(an_id(number))
        assert office.run("sign", *words, on="2026-10-04") == 1
        assert office.text(an_id(number)) == before
    path = office.path(an_id(number))
    text = path.read_text(encoding="utf-8")
    item = "  - {number: BP-2026-0009, issued: 2026-10-04}\n"
    path.write_text(text + (item if "signs:" in text else "signs:\n" + item), encoding="utf-8")
    assert office.run("check", on="2026-10-04") == 0
    assert "sign-unrecognised" in office.out + office.err
    office.git("commit", "-qam", "标牌", day="2026-10-04")
    assert office.run("guard", "HEAD~1..HEAD", on="2026-10-04") == 1
    assert "sign-unrecognised" in office.out + office.err


def test_a_sign_that_must_come_down_is_due(office: Office) -> None:
    """Within the days of the policy it is due, then overdue by days; taken down, it is no more."""
    assert office.run("todo", "--kind", "signs_down", on="2026-10-02") == 0
    assert "BP-2024-0002" in office.out
    assert office.run("todo", "--kind", "signs_down", on="2026-10-20") == 0
    assert "逾期" in office.out
    removed = ("sign", "remove", an_id(2), "BP-2024-0002", "--date", "2026-10-20")
    assert office.run(*removed, on="2026-10-20") == 0, office.err
    office.run("todo", "--kind", "signs_down", on="2026-10-21")
    assert "BP-2024-0002" not in office.out
