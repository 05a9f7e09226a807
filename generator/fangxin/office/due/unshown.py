"""Appeals that wait for an answer although pages tell nothing more of what they are about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fangxin.facts.policy.policy import Policy
from fangxin.facts.recourse import stands
from fangxin.facts.values import Facts, Failure
from fangxin.office.due.duty import Duty, of_view
from fangxin.standing.knowledge import outcome_known
from fangxin.view.view import View


def unshown(
    view: View, facts: Facts, policy: Policy, as_of: date, lead: str | None
) -> Iterator[Duty]:
    """Own failures that the view has no more, or never had, with an appeal that waits: the end of
    publication answers nobody."""
    shown = {one.id for one in view.failures if one.merchant is None}
    for failure in facts.failures:
        if failure.id in shown or not _waits(failure, as_of):
            continue
        assert failure.appeal is not None
        kind = policy.on(failure.recorded).kinds.get(failure.kind)
        zh, en = (kind.label, kind.label_en) if kind else (failure.kind, failure.kind)
        about = {"about": zh, "about_en": en}
        yield of_view("appeal", view, lead, None, failure.appeal.filed, failure.id, **about)


def _waits(failure: Failure, as_of: date) -> bool:
    appeal = failure.appeal
    if appeal is None or appeal.retest or appeal.filed > as_of or failure.recorded > as_of:
        return False
    answered = outcome_known(failure)
    return stands(failure, as_of) and (answered is None or answered > as_of)
