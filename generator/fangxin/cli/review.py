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

EXAMPLE = """\
fangxin review PJ180005E --outcome 通过
fangxin review PJ180005E --outcome 提出建议 --summary 建议增加公筷 --document \
浦消联办〔2026〕136号"""
NEEDS = {
    "outcome": ALWAYS,
    "document": ("除了不写摘要的通过", "but where it passed and says no more"),
}


def run(options: Options) -> int:
    """A review of a recognised merchant."""
    from fangxin.cli.desk.recorded import recorded
    from fangxin.office.editing import facts

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        today = {"date": desk.today.isoformat()}
        praised = options.field_outcome in ("通过", "passed") and options.field_summary is None
        needed = ("outcome",) if praised else tuple(NEEDS)
        given = desk.values(REVIEW, needed, ("summary", "document"), today)
        return facts.reviewed(merchant, given)

    return recorded(options, work)


TAKES = (options.MERCHANT, *entered(REVIEW), *options.WRITTEN)
COMMAND = Command("review", run, TAKES, EXAMPLE, needs=NEEDS)
