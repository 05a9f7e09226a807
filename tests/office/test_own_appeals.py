"""An appeal about a row of a register is the merchant's own, whatever a retest of the row found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fangxin.facts.recourse import Appeal
from fangxin.facts.registers.linking import joined
from fangxin.facts.registers.rows import Inspection, Party, Registers
from fangxin.facts.values import Facts, FollowUp, Merchant
from fangxin.office.editing import redress
from fangxin.office.editing.steps import AddItem, AddKey

DAY = date(2026, 7, 7)
ROW = Inspection(
    *("INS-2026-0005", date(2026, 7, 1), DAY, "offline", "circulation", "灯具", "failed"),
    seller=Party(id="PJ269001Q"),
    reason="不合格",
    responsible="seller",
    kind="failed_sample_grave",
    served=DAY,
)
SHOP = Merchant("PJ269001Q", "甲一百货店（示例）", "shop")
OUTCOME = {"decided": "2026-07-20", "outcome": "dismissed"}


def target(filed: date | None, reply: str | None, retested: date | None) -> redress.Answerable:
    """What a command works on, of a row that was perhaps retested."""
    row = ROW
    if retested is not None:
        row = replace(ROW, retest="overturned", retested=retested, retested_recorded=retested)
    appeal = Appeal(filed) if filed is not None else None
    own = (FollowUp(ROW.id, appeal=appeal, reply=reply),) if appeal or reply else ()
    (shop,) = joined([replace(SHOP, follow_up=own)], Registers(inspections=(row,)))
    return redress.target_of(shop, ROW.id, Facts(SHOP.id, failures=shop.failures))


DAYS = st.integers(0, 9).map(lambda n: DAY + timedelta(n))


@given(st.none() | DAYS, st.none() | st.just("已下架"), st.none() | DAYS)
def test_a_retest_changes_nothing_of_what_the_merchant_said(
    filed: date | None, reply: str | None, retested: date | None
) -> None:
    """Appeal, reply and where both are written are those of the record, in whatever order the
    three came."""
    found, without = target(filed, reply, retested), target(filed, reply, None)
    assert (found.appeal, found.reply, found.path) == (
        Appeal(filed) if filed else None,
        reply,
        without.path,
    )
    given = OUTCOME if filed else {"filed": DAY.isoformat(), **OUTCOME}
    steps = redress.appealed(found, given, date(2026, 7, 20))
    if filed:
        assert {step.key for step in steps if isinstance(step, AddKey)} == set(OUTCOME)
    else:
        assert len(steps) == 1 and isinstance(steps[0], AddKey if reply else AddItem)
