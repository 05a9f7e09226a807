"""``fangxin rectify``: a failure was put right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fangxin.cli import options
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.fields import as_date, field_option, options_of
from fangxin.cli.frame.parameters import ALWAYS
from fangxin.facts.record.failures import FAILURE
from fangxin.facts.undoing import needed
from fangxin.facts.values import Merchant
from fangxin.text.fields.tables import Group

if TYPE_CHECKING:
    from fangxin.cli.desk.opening import Desk
    from fangxin.office.editing.steps import Step

EXAMPLE = """\
fangxin rectify PJ2500067 F1 --date 昨天 --rectified-document 浦市监检〔2026〕106号 \
--rectified-summary 现场复查，问题商品已全部下架"""
DAY = FAILURE.table["rectified"]
RECTIFIED = Group(tuple(FAILURE.table[key] for key in ("rectified_document", "rectified_summary")))
TAKES = (
    options.MERCHANT,
    options.fact("问题编号"),
    field_option(as_date(DAY)),
    *options_of(FAILURE, tuple(RECTIFIED.table)),
    *options.WRITTEN,
)
NEEDS = dict.fromkeys(needed("failures", "rectified"), ALWAYS)


def run(options: Options) -> int:
    """A failure was put right."""
    from fangxin.cli.desk.recorded import day_of, recorded
    from fangxin.office.editing import facts

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        day = day_of(desk, DAY)
        facts.rectified(merchant, options.fact, day, desk.today, {})  # refused before it is asked
        seen = desk.values(RECTIFIED, NEEDS)
        return facts.rectified(merchant, options.fact, day, desk.today, seen)

    return recorded(options, work)


COMMAND = Command("rectify", run, TAKES, EXAMPLE, needs=NEEDS)
