"""Pages, lists and feeds tell of a rectification that was registered late and of reinstatements as
large as of any correction; a fact entered again in other words moves nothing on a page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from fangxin.facts.programme.programme import Programme
from fangxin.facts.values import Act, Decision, Failure, Merchant, Status, Void
from fangxin.view.next_steps import next_steps
from fangxin.words import story
from fangxin.words.published import status_document
from fangxin.words.returns import grounds_zh, returned, returned_zh
from fangxin.words.sentences import zh_day
from tests.site.test_render import page_of
from tests.view.test_viewing import certified, failed, programme, seen
from tests.words.test_corrections import file

__all__ = ["programme"]  # the county's real programme, a fixture

LATE = replace(
    failed(kind="penalty"), rectified=date(2025, 5, 20), rectified_recorded=date(2025, 6, 20)
)
HELD = failed(kind="obstructing_inspection", rectified=date(2025, 5, 7))
LIFTED = Decision(
    "D9", date(2025, 6, 1), Act.REINSTATED, date(2025, 6, 1), document="文9号", because=("F1",),
    summary="复查未见异常。",
)  # fmt: skip


def with_decision(failure: Failure, decision: Decision) -> Merchant:
    merchant = certified(failures=(failure,))
    return replace(merchant, decisions=(*merchant.decisions, decision))


def test_a_rectification_registered_late_is_told_as_a_correction(programme: Programme) -> None:
    """The revocation was wrong, the suspension before it was not; both stay in the timeline."""
    view = seen(programme, certified(failures=(LATE,)), as_of=date(2025, 7, 1))
    assert view.status is Status.CERTIFIED and view.since == date(2025, 5, 20)
    (one,) = view.amends
    assert (one.by, one.date, one.told) == ("rectified", date(2025, 6, 20), True)
    assert [(wrong.status, wrong.since) for wrong in one.wrong] == [
        (Status.REVOKED, date(2025, 6, 6))
    ]
    steps = {step.since: step.corrected for step in view.timeline}
    assert steps[date(2025, 6, 6)] and not steps[date(2025, 5, 6)]
    page = page_of(view, programme)
    assert "整改按期完成，登记迟了" in page and "撤销已纠正" in page
    assert "整改按期完成，登记迟了" in file(programme, "revoked/index.html", view)
    assert "整改按期完成，登记迟了" in file(programme, "feeds/changes.atom", view)


def test_a_reinstatement_is_told_as_large_as_a_correction(programme: Programme) -> None:
    """What it lifted, since when, by which paper and why: page, list of revocations, feeds and
    open data."""
    view = seen(programme, with_decision(HELD, LIFTED), as_of=date(2025, 7, 1))
    assert view.status is Status.CERTIFIED
    (one,) = view.returns
    assert (one.decision, one.effect, one.facts, one.told) == ("D9", "suspend", ("F1",), True)
    told = grounds_zh(one)
    assert told == "文9号，自2025年6月1日起解除暂停（F1）；理由：复查未见异常"
    page = page_of(view, programme)
    assert told in re.sub(r"<[^>]*>", "", page)
    assert 'class="status correction" aria-label="恢复"' in page
    for path in ("revoked/index.html", "feeds/changes.atom", "feeds/changes.json"):
        assert returned_zh(one) in file(programme, path, view), path
    assert status_document(view, programme)["reinstatements"][0]["facts"] == ["F1"]


def test_a_reinstatement_looks_valid_only_where_the_shop_is(programme: Programme) -> None:
    """Beside another sanction nothing is said that might be read as recognition."""
    merchant = with_decision(HELD, LIFTED)
    grave = failed(id="F2", recorded=date(2025, 6, 10))
    view = seen(
        programme,
        replace(merchant, failures=(*merchant.failures, grave)),
        as_of=date(2025, 7, 1),
    )
    assert view.status is Status.REVOKED
    words = returned(view)
    assert words is not None and words.headline == ("此前的暂停", "已决定解除")


def test_it_is_told_while_what_it_lifted_is_public(programme: Programme) -> None:
    """On the last day of the publication of the failure it still is."""
    last = programme.policy.public_until(HELD.recorded)
    for on, said in ((last, True), (date(last.year + 1, last.month, 1), False)):
        (one,) = seen(programme, with_decision(HELD, LIFTED), as_of=on).returns
        assert one.told is said, on


def test_expired_tells_that_it_was_suspended(programme: Programme) -> None:
    """A suspension does not outlive the certificate, and its end says so."""
    merchant = certified(failures=(HELD,))
    ends = max(d.until for d in merchant.decisions if d.act is Act.CERTIFIED and d.until)
    view = seen(programme, merchant, as_of=date(ends.year + 1, ends.month, 1))
    assert view.status is Status.EXPIRED and "suspended" in view.flags
    assert "到期时正在暂停" in page_of(view, programme)
    before = seen(programme, merchant, as_of=date(2025, 7, 1))
    assert before.status is Status.SUSPENDED and before.since is not None
    assert story.period_zh(before) == f"自 {zh_day(before.since)} 起"
    steps = {(step.act, step.status) for step in next_steps(before, programme.policy)}
    assert ("change", Status.EXPIRED) in steps


@pytest.mark.parametrize("kind", ["penalty", "counterfeit", "failed_sample"])
def test_a_fact_entered_again_moves_nothing_on_the_page(programme: Programme, kind: str) -> None:
    """Deadlines, publication and status are those of the first entry, in the new words."""
    old = failed(kind=kind, document="文1号", summary="写错的字")
    void = Void(date(2025, 5, 20), "文字有误", "改1号", "F2")
    new = replace(old, id="F2", recorded=date(2025, 5, 20), summary="改对的字")
    was = seen(programme, certified(failures=(old,)), as_of=date(2025, 5, 25))
    now = seen(
        programme, certified(failures=(replace(old, void=void), new)), as_of=date(2025, 5, 25)
    )
    assert (now.status, now.since, now.until, now.bar_until) == (
        *(was.status, was.since, was.until, was.bar_until),
    )
    assert now.amends == ()
    (before,) = was.failures
    (after,) = [one for one in now.failures if one.id == "F2"]
    assert (after.rectify_by, after.appeal_by, after.reply_by, after.publication_ends) == (
        *(before.rectify_by, before.appeal_by, before.reply_by, before.publication_ends),
    )
    assert after.summary == "改对的字"
