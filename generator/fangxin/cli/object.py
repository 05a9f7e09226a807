"""``fangxin object``: an objection was raised, or the one named was decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fangxin.cli import options
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.fields import entered
from fangxin.facts.record.decisions import OBJECTION
from fangxin.facts.values import Merchant

if TYPE_CHECKING:
    from fangxin.cli.desk.opening import Desk
    from fangxin.office.editing.steps import Step

EXAMPLE = """\
fangxin object PJ260002K --summary 反映场内部分散装商品没有标价
fangxin object PJ260007A O1 --outcome 不成立 --document 浦消联办〔2026〕192号"""
TAKES = (
    options.MERCHANT,
    options.fact("问题编号", required=False),
    *entered(OBJECTION),
    *options.WRITTEN,
)
RAISED = {"summary": ("新的异议", "of a new one")}
ANSWERED = dict.fromkeys(("outcome", "document"), ("答复时", "for an answer"))


def run(options: Options) -> int:
    """An objection was raised, or the one named was decided."""
    from fangxin.cli.desk.recorded import recorded
    from fangxin.office.editing import facts

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        today = desk.today.isoformat()
        if options.fact is None:
            raised = desk.values(OBJECTION, RAISED, (), {"filed": today})
            return facts.objected(merchant, raised)
        given = desk.values(OBJECTION, ANSWERED, (), {"decided": today})
        return facts.objection_decided(merchant, options.fact, given, desk.today)

    return recorded(options, work)


COMMAND = Command("object", run, TAKES, EXAMPLE, needs=RAISED | ANSWERED)
