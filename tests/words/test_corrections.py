"""A correction is told as large, and at least as long, as the error was shown."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from fangxin.facts.programme.programme import Programme
from fangxin.facts.registers.linking import joined
from fangxin.facts.registers.rows import Inspection, Party, Registers
from fangxin.facts.values import Act, Appeal, Decision, Failure, FollowUp, Status, Void
from fangxin.site.pages.feeds import ATOM, feed_files
from fangxin.site.pages.files import site_files
from fangxin.site.pages.opendata import changes_json
from fangxin.site.render import Renderer
from fangxin.view.amends import Wrong
from fangxin.view.catalogue import Catalogue
from fangxin.view.view import View
from fangxin.view.viewing import entry_of
from fangxin.words import story
from tests.conftest import ROOT
from tests.site.test_render import page_of
from tests.view.test_viewing import TODAY, certified, failed, programme, seen

__all__ = ["programme"]  # the county's real programme, a fixture

UPHELD = Appeal(date(2025, 5, 10), date(2025, 6, 1), "upheld")
RIGHTED = failed(appeal=UPHELD)
MISTAKEN = failed(void=Void(date(2025, 6, 1), "写错商户"))
ERROR = (Wrong(Status.REVOKED, date(2025, 5, 6), date(2025, 5, 31)),)
BATCH = Inspection(
    "INS-2025-0001",
    date(2025, 5, 2),
    date(2025, 5, 6),
    "offline",
    "circulation",
    "移动电源",
    "failed",
    Party("TEST1"),
    reason="过充保护",
    responsible="seller",
    kind="failed_sample",
    retest="overturned",
    retested=date(2025, 6, 1),
)


def catalogue_of(*views: View, as_of: date = TODAY) -> Catalogue:
    """The lists' view of some merchants."""
    return Catalogue(as_of, tuple(entry_of(view) for view in views))


def file(programme: Programme, path: str, *views: View) -> str:
    """One file of the site."""
    return dict(site_files(catalogue_of(*views), Renderer(programme, ROOT / "theme")))[
        path
    ].decode()


@pytest.mark.parametrize(("failure", "by"), [(RIGHTED, "appeal"), (MISTAKEN, "void")])
def test_a_wrong_revocation_is_taken_back(programme: Programme, failure: Failure, by: str) -> None:
    """With what was shown wrongly, on which days, and that it was recognised all along."""
    (one,) = seen(programme, certified(failures=(failure,))).amends
    assert (one.by, one.wrong, one.valid, one.told) == (by, ERROR, True, True)
    assert story.amends_zh(one) == "撤销已纠正，资格自始有效"
    assert story.wrong_days_zh(one) == "2025年5月6日至2025年5月31日曾误示为「认定已撤销」"


def test_a_retest_is_called_a_retest(programme: Programme) -> None:
    """Nobody appealed; until the retest is known nothing is said of it."""
    merchants = joined([certified()], Registers(inspections=(BATCH,)))
    before = seen(programme, *merchants, as_of=date(2025, 5, 20))
    assert (before.status, before.failures[0].appeal) == (Status.SUSPENDED, None)
    view = seen(programme, *merchants)
    assert (view.status, [one.by for one in view.amends]) == (Status.CERTIFIED, ["retest"])
    page = page_of(view, programme)
    assert "复检合格，该记录不再计入" in page and "申诉" not in _fact(page)


def _fact(page: str) -> str:
    return page.split('class="card fact"')[1].split("</article>")[0]


def test_a_retest_counts_although_an_appeal_was_dismissed(programme: Programme) -> None:
    """What the merchant asked for in vain does not hide what the laboratory found."""
    dismissed = Appeal(date(2025, 5, 10), date(2025, 5, 15), "dismissed")
    merchant = certified(follow_up=(FollowUp("INS-2025-0001", appeal=dismissed),))
    (joined_one,) = joined([merchant], Registers(inspections=(BATCH,)))
    assert seen(programme, joined_one).status is Status.CERTIFIED


def test_it_is_told_as_long_as_the_error_would_have_been(programme: Programme) -> None:
    """Until the failure's publication would have ended; the timeline keeps the remark."""
    merchant = certified(failures=(failed(appeal=UPHELD, publication_ends=date(2026, 1, 31)),))
    last = seen(programme, merchant, as_of=date(2026, 1, 31))
    after = seen(programme, merchant, as_of=date(2026, 2, 1))
    assert ([one.told for one in last.amends], [one.told for one in after.amends]) == (
        [True],
        [False],
    )
    assert "status correction" in page_of(last, programme)
    assert "status correction" not in page_of(after, programme)
    assert "撤销已纠正，资格自始有效" in page_of(after, programme)


def test_it_is_never_told_for_fewer_days_than_the_error(programme: Programme) -> None:
    """A publication that ends early does not shorten it."""
    early = failed(appeal=UPHELD, publication_ends=date(2025, 6, 2))
    (one,) = seen(programme, certified(failures=(early,))).amends
    assert (one.until - date(2025, 6, 1)).days + 1 == (date(2025, 6, 1) - ERROR[0].since).days


def test_who_was_rightly_out_anyway_is_not_called_valid(programme: Programme) -> None:
    """Another revocation covered the same days."""
    other = failed(id="F2", date=date(2025, 5, 1), recorded=date(2025, 5, 5))
    view = seen(programme, certified(failures=(RIGHTED, other)))
    assert (view.status, [one.valid for one in view.amends]) == (Status.REVOKED, [False])
    page = page_of(view, programme)
    assert "此前的撤销" in page and "资格自始有效" not in page
    assert "现在的状态另有原因" in page


def test_nothing_looks_valid_on_the_page_of_who_is_out(programme: Programme) -> None:
    """Wrongly revoked, put right, and rightly revoked later: the large words do not say valid."""
    later = failed(id="F2", date=date(2026, 5, 1), recorded=date(2026, 5, 5))
    view = seen(programme, certified(failures=(RIGHTED, later)))
    assert (view.status, [one.valid for one in view.amends]) == (Status.REVOKED, [True])
    block = page_of(view, programme).split("status correction")[1].split("</section>")[0]
    assert "此前的撤销" in block and "有效" not in block


def test_two_stretches_are_told_apart(programme: Programme) -> None:
    """Suspended, well, and revoked as overdue: each with its own days."""
    late = failed(
        kind="price_fraud",
        rectified=date(2025, 5, 20),
        rectified_recorded=date(2025, 7, 1),
        appeal=Appeal(date(2025, 5, 10), date(2025, 8, 1), "upheld"),
    )
    (one,) = seen(programme, certified(failures=(late,))).amends
    assert [wrong.status for wrong in one.wrong] == [Status.SUSPENDED, Status.REVOKED]
    assert one.was is Status.REVOKED
    assert one.wrong[0].until < one.wrong[1].since


def test_a_void_decision_is_a_correction_too(programme: Programme) -> None:
    """The office itself may have erred; its reasons are not repeated."""
    wrong = Decision(
        "D3",
        date(2025, 5, 6),
        Act.REVOKED,
        date(2025, 5, 6),
        summary="多次短斤少两",
        void=Void(date(2025, 5, 9), "写错商户"),
    )
    view = seen(programme, certified(decisions=(*certified().decisions, wrong)))
    assert [(one.fact, one.by, one.valid) for one in view.amends] == [("D3", "void", True)]
    assert "多次短斤少两" not in page_of(view, programme)


@pytest.mark.parametrize("failure", [RIGHTED, MISTAKEN])
def test_what_was_annulled_is_not_said_again(programme: Programme, failure: Failure) -> None:
    """Neither summary, document nor reply, nor a decision that rested on it."""
    rested = Decision(
        "D3", date(2025, 5, 6), Act.SUSPENDED, date(2025, 5, 6), summary="因仿冒", because=("F1",)
    )
    merchant = certified(failures=(failure,), decisions=(*certified().decisions, rested))
    page = page_of(seen(programme, merchant), programme)
    for word in ("销售仿冒商品", "例〔2025〕3号", "已全部下架", "因仿冒"):
        assert word not in page


def test_the_list_of_revocations_begins_with_corrections(programme: Programme) -> None:
    """While they are told; before the merchants that are out; not once they are over."""
    righted = seen(programme, certified(failures=(RIGHTED,)))
    out = seen(programme, certified(id="TEST2", uscc="91330726MA2TEST02X", failures=(failed(),)))
    page = file(programme, "revoked/index.html", righted, out)
    section = page[page.index('id="corrections"') : page.index("</section>")]
    assert "/m/TEST1/" in section and "/m/TEST2/" not in section
    assert "撤销已纠正，资格自始有效" in section and "申诉成立" in section
    assert page.index('id="corrections"') < page.index("/m/TEST2/")
    over = replace(righted, amends=tuple(replace(one, told=False) for one in righted.amends))
    assert 'id="corrections"' not in file(programme, "revoked/index.html", over, out)


def test_feeds_tell_the_correction_and_mark_the_error(programme: Programme) -> None:
    """The entry of the error keeps its id, says that it was corrected, and comes up again."""
    before = catalogue_of(seen(programme, certified(failures=(RIGHTED,)), as_of=date(2025, 5, 20)))
    after = catalogue_of(seen(programme, certified(failures=(RIGHTED,))))
    old, new = (
        json.loads(dict(feed_files(catalogue, programme))["feeds/changes.json"])["items"]
        for catalogue in (before, after)
    )
    assert new[0]["title"] == "更正：例店（示例）：撤销已纠正，资格自始有效"
    assert new[0]["date_published"].startswith("2025-06-01")
    assert "曾误示为「认定已撤销」" in new[0]["content_text"]
    assert [item["id"] for item in new[1:]] == [item["id"] for item in old]
    assert new[1]["title"] == "例店（示例）：认定已撤销（2025年6月1日已更正）"
    assert new[1]["date_modified"].startswith("2025-06-01")
    feed = ElementTree.fromstring(dict(feed_files(after, programme))["feeds/changes.atom"])
    assert feed.findtext(f"{{{ATOM}}}updated") == "2025-06-01T00:00:00+08:00"


def test_a_correction_without_a_change_of_status_has_its_own_entry(programme: Programme) -> None:
    """Still revoked for something else: the correction is told all the same."""
    other = failed(id="F2", date=date(2025, 5, 1), recorded=date(2025, 5, 5))
    catalogue = catalogue_of(seen(programme, certified(failures=(RIGHTED, other))))
    items = json.loads(dict(feed_files(catalogue, programme))["feeds/changes.json"])["items"]
    assert items[0]["title"] == "更正：例店（示例）：撤销已纠正"
    assert items[0]["id"].endswith(":TEST1/correction/F1")
    assert len({item["id"] for item in items}) == len(items)


def test_open_data_mark_error_and_correction(programme: Programme) -> None:
    """changes.json says which change was wrong, since when it is known, and which put it right."""
    catalogue = catalogue_of(seen(programme, certified(failures=(RIGHTED,))))
    right, wrong = json.loads(changes_json(catalogue, programme))["changes"][:2]
    assert (right["correction"], right["corrected_on"]) == (True, None)
    assert (wrong["corrected"], wrong["corrected_on"]) == (True, "2025-06-01")


def test_a_paper_is_not_named_again_by_a_decision(programme: Programme) -> None:
    """One number for penalty and revocation: it goes with the failure, from reasons too."""
    ends = date(2026, 1, 1)
    failure = failed(kind="price_fraud", document="例〔2025〕3号", publication_ends=ends)
    day = date(2025, 5, 7)
    revoked = Decision(
        "D3", day, Act.REVOKED, day, None, "例〔2025〕3号", because=("F1",), summary="因标价不实"
    )
    merchant = certified(failures=(failure,), decisions=(*certified().decisions, revoked))
    pages = [
        page_of(seen(programme, merchant, as_of=day), programme) for day in (ends, date(2026, 1, 2))
    ]
    for word in ("例〔2025〕3号", "因标价不实"):
        assert word in pages[0] and word not in pages[1]


def test_deadlines_are_told_as_open_or_over(programme: Programme) -> None:
    """The view changes on the day after each; the words name the day, not how far it is."""
    merchant = certified(failures=(failed(kind="price_fraud", reply=None),))
    days = (date(2025, 5, 11), date(2025, 5, 12), date(2025, 6, 6), date(2025, 7, 6))
    views = [seen(programme, merchant, as_of=day) for day in days]
    assert [view.failures[0].passed for view in views] == [
        (),
        ("reply",),
        ("rectify", "reply"),
        ("appeal", "rectify", "reply"),
    ]
    first, last = (_fact(page_of(view, programme)) for view in (views[0], views[-1]))
    assert "2025年5月11日</span>（含当日）" in first
    assert "2025年6月5日</span>（含当日），尚未登记完成" in first
    assert "2025年7月5日</span>已过" in last and "没有登记完成" in last


def test_several_failures_share_one_deadline(programme: Programme) -> None:
    """A rule that looks at three small failures gives one last day to mend them all."""
    small = [
        failed(
            id=f"F{n}",
            kind="price_not_marked",
            date=date(2025, 4, n),
            recorded=date(2025, 4, n),
            document=f"例〔2025〕{n}号",
        )
        for n in (1, 2, 3)
    ]
    view = seen(programme, certified(failures=tuple(small)), as_of=date(2025, 4, 10))
    assert view.status is Status.SUSPENDED
    assert {one.rectify_by for one in view.failures} == {date(2025, 5, 3)}
    assert view.next_date == date(2025, 5, 4)


def test_the_reply_stands_wherever_the_accusation_stands(programme: Programme) -> None:
    """Under the cause of the status, and beside the failure."""
    page = page_of(seen(programme, certified(failures=(failed(),))), programme)
    why = page.split('id="why"')[1].split("</section>")[0]
    assert "销售仿冒商品" in why and "已全部下架" in why
    assert "销售仿冒商品" in _fact(page) and "已全部下架" in _fact(page)


def test_a_rectification_is_told_when_it_is_recorded(programme: Programme) -> None:
    """Like the standing: not before the registry knew."""
    late = failed(
        kind="price_fraud", rectified=date(2025, 5, 20), rectified_recorded=date(2025, 5, 25)
    )
    for day, known in ((date(2025, 5, 24), None), (date(2025, 5, 25), date(2025, 5, 20))):
        view = seen(programme, certified(failures=(late,)), as_of=day)
        assert view.failures[0].rectified == known
        assert (view.status is Status.SUSPENDED) == (known is None)


def test_a_document_that_deals_with_two_acts_says_so(programme: Programme) -> None:
    """Beside the failure, so that everybody sees why one document counts twice."""
    both = (
        failed(id="F1", document="例〔2025〕1号"),
        failed(id="F2", document="例〔2025〕1号", distinct_from=("F1",)),
    )
    page = page_of(seen(programme, certified(failures=both)), programme)
    assert page.count("与 F1 是同一份文书处理的两件事") == 1
