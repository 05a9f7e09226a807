"""``fangxin final``: a provisional finding became final."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from fangxin.cli import options
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.fields import as_date, field_option, options_of
from fangxin.facts.record.failures import FAILURE
from fangxin.facts.values import Merchant
from fangxin.text.fields.tables import Group

if TYPE_CHECKING:
    from fangxin.cli.desk.opening import Desk
    from fangxin.office.editing.steps import Step

EXAMPLE = """\
fangxin final PJ2500067 F1 --date 昨天 --final-document 浦市监检〔2026〕45号"""
DAY = FAILURE.table["final"]
FINALITY = Group((FAILURE.table["final_document"],))


def run(options: Options) -> int:
    """A provisional finding became final."""
    from fangxin.cli.desk.recorded import day_of, recorded
    from fangxin.office.editing import facts

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        day = day_of(desk, DAY)
        facts.finalised(merchant, options.fact, day, desk.today, {})  # refused before it is asked
        shown = desk.values(FINALITY, _finality(desk, merchant, day))
        return facts.finalised(merchant, options.fact, day, desk.today, shown)

    return recorded(options, work)


def _finality(desk: Desk, merchant: Merchant, day: str) -> tuple[str, ...]:
    """What must be said besides where the record does not show why the finding is final."""
    from fangxin.registry.founding import finality_shown, weighs

    policy = desk.programme.policy
    failure = next(one for one in merchant.failures if one.id == desk.options.fact)
    final = replace(failure, final=date.fromisoformat(day))
    shown = not weighs(final, policy) or finality_shown(final, policy)
    return () if shown else tuple(FINALITY.table)


COMMAND = Command(
    "final",
    run,
    (
        *(options.MERCHANT, options.fact("问题编号")),
        field_option(as_date(DAY)),
        *options_of(FAILURE, ("final_document",)),
        *options.WRITTEN,
    ),
    EXAMPLE,
    needs={"final_document": ("档案里还看不出已经确定的，", "where the record does not show it")},
)
