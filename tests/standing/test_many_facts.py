"""Many findings of one merchant: what follows is worked out once, and a page stays a page."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.facts.policy.policy import Basis
from fangxin.facts.programme.programme import read_programme
from fangxin.facts.values import Act, Decision, Facts, Failure
from fangxin.site.build.building import build
from fangxin.standing import repeats
from fangxin.standing.reading import History
from fangxin.standing.standing import Reason, standing
from fangxin.standing.timeline import timeline
from fangxin.words.few import MOST, few, some
from tests.support.demonstration import CONTENT
from tests.support.toy_site import FIRST, RECORDS, own_content, toy, write_records

DAY, LAST = date(2022, 3, 1), date(2026, 11, 28)
READ, _ = read_programme(CONTENT)
assert READ is not None
POLICY = READ.policy


def many(count: int) -> Facts:
    """A merchant that fails every fourth day, in every way that the policy knows."""
    kinds = sorted(POLICY.versions[-1].kinds)
    failures = tuple(
        Failure(
            id=f"F{n}",
            kind=kinds[n % len(kinds)],
            date=DAY + timedelta(4 * n),
            recorded=DAY + timedelta(4 * n + 1),
            document=f"例〔2022〕{n + 1}号",
            rectified=DAY + timedelta(4 * n + 30) if n % 3 == 0 else None,
        )
        for n in range(count)
    )
    certified = Decision("D1", date(2020, 6, 1), Act.CERTIFIED, date(2020, 6, 1), imported=True,
                         until=date(2036, 5, 31))  # fmt: skip
    return Facts(id="M", decisions=(certified,), failures=failures)


def test_each_days_windows_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However often the registry learns something else later: the timeline does not search them
    anew for every day on which it did."""
    asked: Counter[date] = Counter()
    triggered = repeats._triggered

    def counted(version: object, seen: list[Failure], day: date) -> object:
        asked[day] += 1
        return triggered(version, seen, day)  # type: ignore[arg-type]

    monkeypatch.setattr(repeats, "_triggered", counted)
    facts = many(40)
    assert len(History(facts, POLICY).learned) > 50
    assert len(timeline(facts, POLICY, LAST)) > 20
    assert set(asked) == {failure.recorded for failure in facts.failures}
    assert set(asked.values()) == {1}


def test_what_was_kept_is_what_is_found_anew() -> None:
    """Each step of the timeline is the standing that a reading of its own gives."""
    facts = many(25)
    for step in timeline(facts, POLICY, LAST):
        assert replace(standing(facts, POLICY, step.as_of), as_of=step.as_of) == step


def reasons(count: int, rules: int) -> list[Reason]:
    basis = Basis("一")
    return [
        Reason(f"r{n % rules}", (f"F{n}",), basis, DAY + timedelta(n), provisional=n % 5 == 0)
        for n in range(count)
    ]


@given(st.integers(0, 40), st.integers(1, 4))
def test_few_of_many_reasons(count: int, rules: int) -> None:
    """In their order, none twice, the youngest and one of each rule among them; all are counted."""
    given = reasons(count, rules)
    told, others = few(given)
    assert len(told) + others == count and len(told) <= MOST
    assert [one for one in given if one in told] == list(told)
    if count <= MOST:
        assert others == 0
    elif rules == 1:
        assert given[-1] in told
    assert {one.rule for one in told} == {one.rule for one in given}


def test_a_long_list_says_how_long_it_is() -> None:
    """A short one is told as it is."""
    assert some("甲乙丙") == ("甲乙丙", "", "")
    assert some(tuple(range(100))) == ((0, 1, 2, 3, 4, 5), "等 100 项", " and 94 more")


def test_a_page_grows_with_what_went_wrong_and_not_faster(tmp_path: Path) -> None:
    """Every finding stands on it once; of a hundred reasons a few are told and the rest counted."""
    sizes = []
    for count in (30, 60):
        folder = tmp_path / str(count)
        findings = "".join(
            f"  - {{id: F{n}, kind: penalty, date: {DAY + timedelta(4 * n)},"
            f" recorded: {DAY + timedelta(4 * n + 1)}, document: 浦市监罚〔2022〕{n + 1}号,"
            " summary: 销售标签不符合规定的商品}\n"
            for n in range(count)
        )
        write_records(folder / "merchants", {FIRST: f"{RECORDS[FIRST]}failures:\n{findings}"})
        assert build(toy(folder, content=own_content(folder), as_of=LAST)) == 0
        page = (folder / "site" / "m" / FIRST / "index.html").read_text("utf-8")
        assert all(f'id="fact-F{n}"' in page for n in range(count))
        assert "项依据，各项问题见下面的" in page
        assert page.count('class="card cause"') <= MOST
        sizes.append(len(page))
    assert sizes[1] < 2.2 * sizes[0]
