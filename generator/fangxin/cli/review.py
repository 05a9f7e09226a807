"""``fangxin review``: a recognised merchant was looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fangxin.cli import options
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.fields import entered
from fangxin.cli.frame.parameters import ALWAYS
from fangxin.facts.record.decisions import REVIEW
from fangxin.facts.values import Merchant

if TYPE_CHECKING:
    from fangxin.cli.desk.opening import Desk
    from fangxin.office.editing.steps import Step

EXAMPLE = "fangxin review PJ180005E --outcome 通过"
NEEDS = {"outcome": ALWAYS}


def run(options: Options) -> int:
    """A review of a recognised merchant."""
    from fangxin.cli.desk.recorded import recorded
    from fangxin.office.editing import facts

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        today = {"date": desk.today.isoformat()}
        given = desk.values(REVIEW, NEEDS, ("summary", "document"), today)
        return facts.reviewed(merchant, given)

    return recorded(options, work)


TAKES = (options.MERCHANT, *entered(REVIEW), *options.WRITTEN)
COMMAND = Command("review", run, TAKES, EXAMPLE, needs=NEEDS)
