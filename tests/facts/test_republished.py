"""The list of the seriously dishonest and the reports of misuse are read strictly, and move a
merchant only where the policy says so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from fangxin.facts.policy.policy import Policy
from fangxin.facts.registers.dishonest import DISHONEST, KIND, failure_of
from fangxin.facts.registers.linking import joined
from fangxin.facts.registers.misuse import MISUSES
from fangxin.facts.registers.rows import Party, Registers
from fangxin.facts.values import Change, FollowUp, Merchant, Status, Void
from fangxin.registry.registry import load
from fangxin.registry.republished import reaches
from fangxin.standing.standing import standing
from fangxin.view.viewing import view_of
from tests.support.demonstration import KEPT
from tests.support.registers import TODAY, programme
from tests.support.republished import LISTING, read, row, told

CASES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parents[1] / "fixtures" / "republished" / "bad.yml").read_text("utf-8"),
    Loader=yaml.BaseLoader,
)
SHOP, SISTER = "PJ240002A", "PJ250001H"  # of one operator, both certified
OPERATOR = "91330726MA2DEM1423"


def test_good_rows_are_read_without_a_word(tmp_path: Path) -> None:
    """The rows that every case starts from; days that are not written have their defaults."""
    registers, problems = read(tmp_path, dishonest=row("dishonest"), misuse=row("misuse"))
    assert problems == []
    (listing,), (report,) = registers.of(DISHONEST), registers.of(MISUSES)
    assert listing.recorded == listing.begins == date(2026, 3, 2)
    assert listing.basis.startswith("《") and listing.restrictions == ()
    assert listing.subject.uscc == "91330726MA2DEM9006"
    assert report.recorded == date(2026, 6, 22)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_bad_row_is_explained(case: Mapping[str, Any], tmp_path: Path) -> None:
    """Exactly the problems of the case, each in two languages."""
    change = {key: None if value == "null" else value for key, value in case["change"].items()}
    _, problems = read(tmp_path, **{case["register"]: row(case["register"], **change)})
    assert told(problems) == case["expect"]
    for problem in problems:
        assert re.search(r"[\u4e00-\u9fff]{4}", problem.zh)
        assert re.search(r"[a-z]{3} ", problem.en)


def test_every_problem_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    """Two bad rows in one register and one in the other: one run names all of them."""
    bad = row("dishonest", law="有关规定") + row("dishonest", id="lst-2", document=None)
    _, problems = read(tmp_path, dishonest=bad, misuse=row("misuse", kind="shop"))
    assert told(problems) == [
        "5:8: no-law",
        "8:3: missing-key",
        "8:7: bad-code",
        "2:9: bad-choice",
    ]


@pytest.mark.parametrize("register", ["dishonest", "misuse"])
def test_a_register_is_a_list(register: str, tmp_path: Path) -> None:
    """One row without its hyphen, or a word, is no register; an empty list is one."""
    bare = row(register)[2:].replace("\n  ", "\n")
    for text in (bare, "暂无\n"):
        assert told(read(tmp_path, **{register: text})[1]) == ["1:1: not-a-list"]
    assert read(tmp_path, **{register: "[]\n"}) == (read(tmp_path)[0], [])


def test_own_rows_of_the_site_above_ours_are_not_fake(tmp_path: Path) -> None:
    """The domain that ours lies in is not called fake; one that merely ends alike may be."""
    assert told(read(tmp_path, misuse=row("misuse", value="x-fx.example"))[1]) == []


def _town(**changes: Any) -> tuple[Any, list[str]]:
    """The kept town with one listing, and the codes of its problems."""
    rows = Registers(dishonest=(replace(LISTING, **changes),))
    found, problems = load(KEPT / "merchants", programme(), TODAY, registers=rows)
    return found, [problem.code for problem in problems]


def _status(town: Any, id: str, day: date = TODAY) -> Status:
    return standing(town.facts(id), programme().policy, day).status


def test_a_listing_that_names_a_shop_revokes_it_the_day_it_is_recorded() -> None:
    """The kind is in the policy: the shop and its sister are revoked, not a day before."""
    town, problems = _town(subject=Party(id=SHOP))
    assert problems == []
    for id in (SHOP, SISTER):
        assert _status(town, id, date(2026, 3, 3)) is Status.CERTIFIED
        assert _status(town, id, date(2026, 3, 4)) is Status.REVOKED


def test_a_listing_without_its_kind_moves_nobody() -> None:
    """Where the policy does not count listings they are only shown."""
    kinds = {
        code: kind for code, kind in programme().policy.on(TODAY).kinds.items() if code != KIND
    }
    policy = Policy(tuple(replace(v, kinds=kinds) for v in programme().policy.versions))
    rows = Registers(dishonest=(replace(LISTING, subject=Party(id=SHOP)),))
    other = replace(programme(), policy=policy)
    town, _ = load(KEPT / "merchants", other, TODAY, registers=rows)
    assert standing(town.facts(SHOP), policy, TODAY).status is Status.CERTIFIED
    assert [one.id for one in view_of(SHOP, town, other, TODAY).listings] == [LISTING.id]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"ends": date(2026, 3, 3)}, Status.CERTIFIED),
        ({"ends": date(2026, 3, 4)}, Status.REVOKED),  # it still ran when it was recorded
        ({"repaired": date(2026, 3, 4)}, Status.CERTIFIED),
        ({"repaired": date(2026, 3, 3)}, Status.CERTIFIED),
        ({"repaired": date(2026, 3, 3), "repaired_recorded": date(2026, 3, 5)}, Status.REVOKED),
        ({"repaired": date(2026, 3, 3), "repaired_recorded": date(2026, 3, 4)}, Status.CERTIFIED),
    ],
)
def test_a_listing_that_was_over_before_it_was_recorded_moves_nobody(
    changes: dict[str, date], status: Status
) -> None:
    """By its last day or a repair known by then, neither the shop nor its sister; no bar either."""
    town, _ = _town(subject=Party(id=SHOP), **changes)
    for id in (SHOP, SISTER):
        assert _status(town, id, date(2026, 3, 4)) is status
        found = standing(town.facts(id), programme().policy, TODAY)
        assert (found.bar_until is None) == (status is Status.CERTIFIED)


def test_an_operator_is_shown_and_asked_about() -> None:
    """A credit code alone moves no shop; a certified one is named in a warning."""
    town, problems = _town(subject=Party(uscc=OPERATOR))
    assert problems == ["listed-but-certified", "listed-but-certified"]
    assert _status(town, SHOP) is Status.CERTIFIED
    shown = view_of(SISTER, town, programme(), TODAY).listings
    assert [(one.id, one.operator) for one in shown] == [(LISTING.id, True)]


@pytest.mark.parametrize(
    "changes",
    [
        {"repaired": date(2026, 9, 1)},
        {"ends": date(2026, 11, 22)},
        {"void": Void(date(2026, 4, 1), "写错信用代码")},
    ],
)
def test_nobody_asks_about_a_listing_that_is_over(changes: dict[str, Any]) -> None:
    """Repaired, ended or entered by mistake: no warning."""
    assert _town(subject=Party(uscc=OPERATOR), **changes)[1] == []


def test_a_mistake_undoes_the_revocation() -> None:
    """A void listing leaves the shop certified, and says what happened."""
    town, _ = _town(subject=Party(id=SHOP), void=Void(date(2026, 4, 1), "写错商户"))
    assert _status(town, SHOP, date(2026, 3, 31)) is Status.REVOKED
    assert _status(town, SHOP) is Status.CERTIFIED
    view = view_of(SHOP, town, programme(), TODAY)
    assert [(one.state, one.void_reason) for one in view.listings] == [("void", "写错商户")]
    assert [fix.by for fix in view.corrections] == ["void"]


def test_repair_withdraws_detail_and_leaves_the_status_to_the_policy() -> None:
    """After the credit repair the page no longer tells of the listing; the bar runs on."""
    town, _ = _town(subject=Party(id=SHOP), repaired=date(2026, 9, 1))
    before, after = (
        view_of(SHOP, town, programme(), day) for day in (date(2026, 8, 31), date(2026, 9, 1))
    )
    assert [one.id for one in before.listings] == [LISTING.id] and after.listings == ()
    assert before.failures[0].summary and not after.failures[0].summary
    assert LISTING.document in repr(before) and LISTING.document not in repr(after)
    assert after.status is Status.REVOKED and after.bar_until == before.bar_until


def _merchant(**changes: Any) -> Merchant:
    town, _ = load(KEPT / "merchants", programme(), TODAY)
    return replace(town.merchants[SHOP], **changes)


def test_a_repair_is_a_rectification_unless_the_record_has_one() -> None:
    """A policy that lets a listing be rectified finds the day of the credit repair."""
    listing = replace(LISTING, subject=Party(id=SHOP), repaired=date(2026, 9, 1))
    rows = Registers(dishonest=(listing,))
    (plain,) = joined([_merchant()], rows, programme().policy)
    assert plain.failures[-1].rectified == date(2026, 9, 1)
    own = FollowUp(LISTING.id, rectified=date(2026, 8, 1), reply="已退款")
    (followed,) = joined([_merchant(follow_up=(own,))], rows, programme().policy)
    assert followed.failures[-1].rectified == date(2026, 8, 1)
    (replied,) = joined(
        [_merchant(follow_up=(replace(own, rectified=None),))], rows, programme().policy
    )
    assert replied.failures[-1].rectified == date(2026, 9, 1)
    assert replied.failures[-1].reply == "已退款"


def test_a_listing_follows_an_operator_through_a_change_of_code() -> None:
    """A listing under the former code reaches the shop that the same operator still runs."""
    day = date(2026, 1, 5)
    change = Change("C1", day, "uscc", day, before="91330726MA2DEM9006", continues=True)
    shop = _merchant(changes=(change,))
    found = reaches(
        Registers(dishonest=(LISTING,)),
        {shop.id: shop},
        lambda one: frozenset({str(one.uscc), "91330726MA2DEM9006"}),
    )
    assert [(one.listing.id, one.operator) for one in found[shop.id]] == [(LISTING.id, True)]


def test_the_failure_ends_with_the_publication() -> None:
    """Detail of the failure is public as long as the listing's, and no longer."""
    assert failure_of(LISTING).publication_ends is None
    ended = replace(LISTING, ends=date(2026, 8, 1), repaired=date(2026, 7, 1))
    assert failure_of(ended).publication_ends == date(2026, 6, 30)
