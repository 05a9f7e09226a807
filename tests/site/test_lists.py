"""Groups, pages and orders of merchants."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from fangxin.facts.values import Status
from fangxin.site.pages.lists import (
    STATUS_ORDER,
    ListPage,
    by_sound,
    cuts,
    expiring,
    groups,
    in_publicity,
    initial_of,
    moves,
    operators,
    sanctioned,
    sign_counts,
    tally,
    town_slugs,
)
from fangxin.standing.signs import SignState
from tests.support.catalogue_factory import a_catalogue, a_move, a_programme, an_entry, an_id


def test_each_way_of_browsing_shows_every_merchant_once() -> None:
    """All, status, category, town and initial each hold the whole registry without repetition."""
    catalogue = a_catalogue()
    found = {
        kind: Counter(
            entry.id
            for group in groups(catalogue, a_programme())
            if group.kind == kind
            for entry in group.entries
        )
        for kind in ("all", "status", "category", "town", "initial")
    }
    once = Counter(entry.id for entry in catalogue.entries)
    assert all(counts == once for counts in found.values())


def test_groups_have_addresses_of_their_own() -> None:
    """No two groups share an address, and none looks like a page number."""
    bases = [group.base for group in groups(a_catalogue(), a_programme())]
    assert len(set(bases)) == len(bases)
    assert not any(base.rstrip("/").rsplit("/", 1)[-1].isdigit() for base in bases)


def test_unknown_category_and_town_are_shown_too() -> None:
    """A merchant whose category or town the programme does not know is not lost."""
    odd = an_entry(90, category="barber", town="外乡镇")
    slugs = {
        (group.kind, group.slug)
        for group in groups(a_catalogue(odd), a_programme())
        if odd in group.entries
    }
    assert {("category", "barber"), ("town", "waixiangzhen")} <= slugs


def test_groups_count_only_the_certified() -> None:
    """The number beside a group is that of its certified merchants."""
    for group in groups(a_catalogue(), a_programme()):
        right = [entry for entry in group.entries if entry.status is Status.CERTIFIED]
        assert group.certified == len(right)
        if group.kind == "status":
            assert {entry.status.value for entry in group.entries} <= {group.slug}


def test_towns_that_sound_alike_get_different_addresses() -> None:
    """Numbers tell homophones apart; a town without pinyin still has an address."""
    assert town_slugs(["石马镇", "时马镇", "石马镇乙", "—", "··"]) == {
        "石马镇": "shimazhen",
        "时马镇": "shimazhen-2",
        "石马镇乙": "shimazhenyi",
        "—": "town",
        "··": "town-2",
    }


@pytest.mark.parametrize(
    ("name", "letter"),
    [("仙华山", "x"), ("KFC", "k"), ("7号店", "other"), ("——", "other"), ("𠮷野家", "y")],
)
def test_initial(name: str, letter: str) -> None:
    """Names are filed by their first sound."""
    assert initial_of(an_entry(1, name=name)) == letter


def test_order_is_that_of_a_directory() -> None:
    """By pinyin, not by code point; those without a sound come last."""
    names = ["中山", "——", "白马", "仙华", "KFC", "白马"]
    ordered = by_sound(an_entry(number, name=name) for number, name in enumerate(names, 1))
    assert [entry.name for entry in ordered] == ["白马", "白马", "KFC", "仙华", "中山", "——"]
    assert ordered[0].id < ordered[1].id


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (100, 1), (101, 2), (1000, 10)])
def test_cuts_hold_everything_once(total: int, pages: int) -> None:
    """Long lists fall into pages of a hundred; an empty one has an empty page."""
    entries = tuple(an_entry(number) for number in range(total))
    parts = list(cuts("registry/all/", entries))
    assert len(parts) == pages
    assert sum((part.entries for part in parts), ()) == entries
    assert parts[0].path == "registry/all/index.html"
    assert [part.path for part in parts[1:3]] == [
        f"registry/all/{number}/index.html" for number in range(2, min(pages, 3) + 1)
    ]
    assert (parts[-1].first, parts[-1].last) == ((pages - 1) * 100 + 1 if total else 0, total)


@pytest.mark.parametrize(
    ("number", "of", "shown"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, None, 9]),
        (4, 9, [1, 2, 3, 4, 5, None, 9]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (6, 9, [1, None, 5, 6, 7, 8, 9]),
        (9, 9, [1, None, 8, 9]),
    ],
)
def test_pager(number: int, of: int, shown: list[int | None]) -> None:
    """First, last and neighbours; a gap mark never hides a single page."""
    assert list(ListPage("x/", number, of, (), 0).pager) == shown


def test_operators_meet_by_uscc() -> None:
    """Every USCC of several shops once, with all of them; whoever has one shop has its page, and
    merchants without a code are not lumped together."""
    lonely = [an_entry(91, uscc=None), an_entry(92, uscc=None)]
    found = operators(a_catalogue(*lonely))
    shared = an_entry(1).uscc or ""
    assert [entry.id for entry in found[shared]] == [an_id(1), an_id(2)]
    assert list(found) == sorted(found)
    assert all(len(entries) > 1 for entries in found.values())


def test_sanctioned_are_the_revoked_then_the_suspended() -> None:
    """Each newest first, and nobody else."""
    late = an_entry(93, status=Status.REVOKED, since=date(2026, 11, 20))
    same = an_entry(94, status=Status.REVOKED, since=date(2026, 11, 20))
    found = sanctioned(a_catalogue(same, late))
    assert [entry.status for entry in found] == [Status.REVOKED] * 3 + [Status.SUSPENDED]
    assert [entry.id for entry in found][:2] == [late.id, same.id]


def test_publicity_that_ends_first_comes_first() -> None:
    """Running publicities only, also of renewals."""
    found = in_publicity(a_catalogue())
    assert [str(entry.publicity_until) for entry in found] == ["2026-11-28", "2026-11-30"]


def test_moves_are_newest_first_and_keep_their_order() -> None:
    """Two changes of one merchant on one day stay in the order the entry gives."""
    entry = an_entry(95)
    day = date(2026, 11, 1)
    second = a_move(entry, Status.SUSPENDED, Status.CERTIFIED, day)
    first = a_move(entry, Status.CERTIFIED, Status.SUSPENDED, day)
    found = moves(a_catalogue(replace(entry, moves=(second, first))))
    assert found[:2] == (second, first)
    assert [move.date for move in found] == sorted((move.date for move in found), reverse=True)


def test_tally_names_all_statuses() -> None:
    """All eight, the green one first; they add up."""
    counts = tally(a_catalogue().entries)
    assert list(counts) == list(STATUS_ORDER)
    assert set(STATUS_ORDER) == set(Status)
    assert (counts[Status.CERTIFIED], sum(counts.values())) == (5, 12)


def test_signs_are_counted_in_public() -> None:
    """Every sign that was issued, once, by what became of it; states without one too."""
    states = ((SignState.VALID, SignState.LOST), (SignState.OVERDUE,), (), (SignState.VALID,))
    entries = tuple(
        replace(an_entry(at), sign_states=those) for at, those in enumerate(states, start=1)
    )
    found = sign_counts(replace(a_catalogue(), entries=entries))
    assert found.keys() == set(SignState) and sum(found.values()) == 4
    assert (found[SignState.VALID], found[SignState.LOST], found[SignState.OVERDUE]) == (2, 1, 1)
    assert found[SignState.TAKEN_DOWN] == 0


@pytest.mark.parametrize(
    ("until", "status", "within"),
    [
        (date(2026, 11, 22), Status.CERTIFIED, None),
        (date(2026, 11, 23), Status.CERTIFIED, 30),
        (date(2026, 12, 23), Status.CERTIFIED, 30),
        (date(2026, 12, 24), Status.CERTIFIED, 90),
        (date(2027, 2, 21), Status.CERTIFIED, 90),
        (date(2027, 2, 22), Status.CERTIFIED, None),
        (date(2026, 12, 1), Status.PUBLICISED, None),
        (date(2026, 12, 1), Status.SUSPENDED, None),
        (None, Status.CERTIFIED, None),
    ],
)
def test_terms_that_end_soon_are_told_once(
    until: date | None, status: Status, within: int | None
) -> None:
    """In the shorter of the two spans, both ends inside; nothing but terms of the certified."""
    one = replace(an_entry(1), until=until, status=status)
    found = expiring(replace(a_catalogue(), entries=(one,)))
    assert [days for days, those in found.items() if those] == ([within] if within else [])
