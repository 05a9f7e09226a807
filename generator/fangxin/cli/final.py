"""``fangxin final``: a provisional finding became final."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fangxin.cli import options
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.fields import options_of
from fangxin.facts.record.failures import FAILURE
from fangxin.facts.values import Merchant

if TYPE_CHECKING:
    from fangxin.cli.desk.opening import Desk
    from fangxin.office.editing.steps import Step

EXAMPLE = "fangxin final PJ2500067 F1 --date 昨天"


def run(options: Options) -> int:
    """A provisional finding became final."""
    from fangxin.cli.desk.recorded import day_of, recorded
    from fangxin.office.editing import facts

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        return facts.finalised(merchant, options.fact, day_of(desk), desk.today)

    return recorded(options, work)


COMMAND = Command(
    "final",
    run,
    (options.MERCHANT, options.fact("问题编号"), *options_of(FAILURE, ("date",)), *options.WRITTEN),
    EXAMPLE,
)
