"""What the public may read of changes and objections: that there was one, and how it ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fangxin.facts.recourse import Void
from fangxin.facts.values import Change, Facts, Merchant, Objection
from fangxin.standing.knowledge import known
from fangxin.view.changes import changes, objections

FILED, ANSWERED, ENTERED = date(2026, 3, 1), date(2026, 3, 5), date(2026, 3, 9)
OBJECTION = Objection(
    "O1",
    FILED,
    "邻居这样说",
    ANSWERED,
    "dismissed",
    ENTERED,
    "例〔2026〕1号",
    Void(ENTERED, "重复"),
)
CHANGE = Change("C1", FILED, "address", ENTERED, "旧路9号", "新路1号", "例〔2026〕2号", True)


def test_an_answer_is_told_from_the_day_it_was_entered() -> None:
    """Before it the objection is open, without document, day or mistake."""
    facts = Facts("TEST1B", objections=(OBJECTION,))
    (before,) = objections(known(facts, ANSWERED), ANSWERED)
    (after,) = objections(known(facts, ENTERED), ENTERED)
    assert (before.outcome, before.decided, before.recorded, before.document) == (None,) * 4
    assert before.void_date is None and after.void_date == ENTERED
    assert (after.outcome, after.document) == ("dismissed", "例〔2026〕1号")


def test_neither_words_nor_homes_are_told() -> None:
    """What was objected and what stood before a change is not in their views at all."""
    shop = replace(Merchant("TEST1B", "月泉店（示例）", "shop"), changes=(CHANGE,))
    (told,) = changes(shop, ENTERED)
    assert "路" not in repr(told) and told.continues
    assert not list(changes(shop, ANSWERED)), "it acts from the day it was entered"
    assert "邻居" not in repr(list(objections(Facts("TEST1B", objections=(OBJECTION,)), ENTERED)))
