"""A shop is sold, or its credit code was mistyped: nobody's past moves, and the gate lets it in.

Two shops of one code are punished together. Who is joined to whom follows from the code that stood
in the record at that time, so that whatever becomes of a shop later, its own past and that of the
other one stay.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from fangxin.base.problem import errors
from fangxin.change.guard.gate import guard, push_of
from fangxin.registry.git import Repository
from fangxin.registry.sources.revision import Revision
from fangxin.standing.standing import standing
from tests.support.town_repository import PUBLISHED, TODAY, Town, founded

JOINT, OTHER, THIRD = "91330726MA2DEM57XG", "91330726MA2DEM60X4", "91330726MA2DEM61X3"
SHOP, FAILED = "PJ269001Q", "PJ269003M"  # an honest shop, and one that failed gravely in 2025
OWN = "91330726MA2DEM54XD"
MINOR = """\
failures:
  - id: F9
    kind: price_not_marked
    date: 2026-03-03
    recorded: 2026-03-05
    served: 2026-03-05
    found_by: amr
    document: 浦市监罚〔2026〕133号
    summary: 部分商品没有明码标价
"""
SUSPENSION = (
    "    - {id: D3, date: 2026-03-05, status: suspended, document: 浦消联办〔2026〕130号, "
    "summary: 查实违规}\n"
)


@pytest.fixture(scope="session")
def joint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The registry as it was published, made once."""
    return founded(tmp_path_factory.mktemp("sold") / "town").folder


@pytest.fixture
def town(joint: Path, tmp_path: Path) -> Town:
    """A copy of the registry to push to."""
    shutil.copytree(joint, tmp_path / "town", symlinks=True)
    return Town(tmp_path / "town")


def path_of(id: str) -> str:
    return f"merchants/shop/{id}.yml"


def published(town: Town, *steps: Mapping[str, Any]) -> None:
    """The state before the push; the honest shop has the code of the one that failed."""
    first = {"in": path_of(SHOP), "replace": f"uscc: {OWN}", "by": f"uscc: {JOINT}"}
    town.take([first, *steps])
    town.commit("As it was published", day=PUBLISHED)
    town.git("tag", "-f", "published")


def other_failure(text: str) -> list[dict[str, str]]:
    """The other shop failed in another way."""
    return [{"in": path_of(FAILED), "from": "failures:"}, {"in": path_of(FAILED), "append": text}]


def change(n: int, before: str, after: str) -> str:
    return (
        f"  - {{id: C{n}, date: {TODAY}, field: uscc, before: {before}, after: {after}, "
        f"document: 浦消联办〔2026〕{110 + n}号}}\n"
    )


def sold(id: str, *codes: str) -> list[dict[str, str]]:
    """A shop that is sold from the first of the codes to the last, one after another."""
    entries = [change(n, *pair) for n, pair in enumerate(pairwise(codes), start=1)]
    return [
        {"in": path_of(id), "replace": f"uscc: {codes[0]}\n", "by": f"uscc: {codes[-1]}\n"},
        {"in": path_of(id), "append": "changes:\n" + "".join(entries)},
    ]


def suspending(id: str) -> dict[str, str]:
    """A shop is suspended since 5 March."""
    return {"in": path_of(id), "replace": "failures:", "by": f"{SUSPENSION}failures:"}


def story(side: Revision, id: str, last: date) -> list[str]:
    """The statuses of a merchant from its beginning to ``last``, month by month and on the end."""
    sources = side.sources
    assert sources.registry is not None and sources.programme is not None
    facts, days = sources.registry.facts(id), (last - date(2025, 3, 1)).days
    dates = [date(2025, 3, 1) + timedelta(days=n) for n in range(0, days, 30)]
    return [standing(facts, sources.programme.policy, day).status for day in [*dates, last]]


def stays(town: Town) -> dict[str, str]:
    """The gate lets it in, and nobody's past is another one; what each is today."""
    push = push_of(Repository(town.folder), "published", "HEAD", TODAY, clock=TODAY)
    assert [str(problem) for problem in errors(guard(push))] == []
    eve = TODAY - timedelta(days=1)
    for id in (SHOP, FAILED):
        assert story(push.old, id, eve) == story(push.new, id, eve), id
    return {id: story(push.new, id, TODAY)[-1] for id in (SHOP, FAILED)}


@pytest.mark.parametrize("id", [SHOP, FAILED])
@pytest.mark.parametrize("codes", [(JOINT, OTHER), (JOINT, OTHER, THIRD), (JOINT, OTHER, JOINT)])
def test_a_revoked_shop_is_sold(town: Town, id: str, codes: tuple[str, ...]) -> None:
    """Whichever of two that were revoked together, once or twice, or there and back: both stay
    revoked."""
    published(town)
    town.take(sold(id, *codes))
    town.commit()
    assert stays(town) == {SHOP: "revoked", FAILED: "revoked"}


def test_a_suspended_shop_is_sold(town: Town) -> None:
    """Its recognition ends that day; what the other one did is left alone."""
    published(town, *other_failure(MINOR), suspending(SHOP))
    town.take(sold(SHOP, JOINT, OTHER))
    town.commit()
    assert stays(town) == {SHOP: "closed", FAILED: "certified"}


def test_an_honest_sibling_is_sold(town: Town) -> None:
    """Nothing but its own recognition ends."""
    published(town, *other_failure(MINOR))
    town.take(sold(SHOP, JOINT, OTHER))
    town.commit()
    assert stays(town) == {SHOP: "closed", FAILED: "certified"}


def test_the_shops_of_the_buyer_stay_as_they_are(town: Town) -> None:
    """A shop that is sold to the operator of one that is revoked is closed, and was never revoked
    before."""
    first = {"in": path_of(SHOP), "replace": f"uscc: {JOINT}", "by": f"uscc: {OTHER}"}
    published(town, first)
    town.take(sold(SHOP, OTHER, JOINT))
    town.commit()
    stays(town)


def test_a_mistyped_code_is_taken_back(town: Town) -> None:
    """The change is void, and the code is the old one again: recognised as before, whether it takes
    one push or two."""
    published(town, *other_failure(MINOR), *sold(SHOP, JOINT, OTHER))
    void = "void: {date: 2026-03-16, reason: 信用代码录错, document: 浦消联办〔2026〕131号}"
    town.take([{"in": path_of(SHOP), "replace": "111号}", "by": f"111号, {void}}}"}])
    town.take([{"in": path_of(SHOP), "replace": f"uscc: {OTHER}\n", "by": f"uscc: {JOINT}\n"}])
    town.commit()
    assert [str(problem) for problem in town.judge()] == []
    push = push_of(Repository(town.folder), "published", "HEAD", TODAY, clock=TODAY)
    assert story(push.new, SHOP, TODAY)[-1] == "certified"


def test_a_code_never_goes_back_in_silence(town: Town) -> None:
    """Without the void the code of a record does not change back."""
    published(town, *other_failure(MINOR), *sold(SHOP, JOINT, OTHER))
    town.take([{"in": path_of(SHOP), "replace": f"uscc: {OTHER}\n", "by": f"uscc: {JOINT}\n"}])
    town.commit()
    assert "unannounced-change" in town.codes()


def test_going_on_under_another_code_saves_nobody(town: Town) -> None:
    """Who takes another code and goes on takes what its operator is punished for along."""
    published(town)
    for id in (SHOP, FAILED):
        steps = sold(id, JOINT, OTHER)
        on = ", continues: true, summary: 换发执照}"
        steps[1]["append"] = steps[1]["append"].replace("111号}", f"111号{on}")
        town.take(steps)
    town.commit()
    assert stays(town) == {SHOP: "revoked", FAILED: "revoked"}
