"""``fangxin repair``: the authority granted credit repair of a failure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fangxin.cli import options
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.fields import entered
from fangxin.cli.frame.parameters import ALWAYS
from fangxin.facts.record.repair import REPAIR
from fangxin.facts.values import Merchant

if TYPE_CHECKING:
    from fangxin.cli.desk.opening import Desk
    from fangxin.office.editing.steps import Step

EXAMPLE = """\
fangxin repair PJ240001C F1 --date 昨天 --document 浦市监信修〔2026〕6号 --by \
浦江县市场监督管理局"""
NEEDS = dict.fromkeys(("document", "by"), ALWAYS)


def run(options: Options) -> int:
    """The authority granted credit repair of a failure."""
    from fangxin.cli.desk.recorded import recorded
    from fangxin.office.editing import facts

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        today = {"date": desk.today.isoformat()}
        given = desk.values(REPAIR, NEEDS, ("summary",), today)
        return facts.repaired(merchant, options.fact, given, desk.programme.policy, desk.today)

    return recorded(options, work)


COMMAND = Command(
    "repair",
    run,
    (options.MERCHANT, options.fact("问题编号"), *entered(REPAIR), *options.WRITTEN),
    EXAMPLE,
    needs=NEEDS,
)
