"""``fangxin void``: a fact was entered by mistake."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fangxin.cli import options
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.fields import entered
from fangxin.cli.frame.parameters import ALWAYS
from fangxin.facts.record.parts import VOID
from fangxin.facts.values import Merchant

if TYPE_CHECKING:
    from fangxin.cli.desk.opening import Desk
    from fangxin.office.editing.steps import Step

EXAMPLE = "fangxin void PJ240001C F1 --reason 登记时写错商户 --document 浦消联办〔2026〕195号"
NEEDS = dict.fromkeys(("reason", "document"), ALWAYS)


def run(options: Options) -> int:
    """A fact was entered by mistake."""
    from fangxin.cli.desk.recorded import recorded
    from fangxin.office.editing import facts

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        facts.voided(merchant, options.fact, {})  # refused before it is asked
        today = {"date": desk.today.isoformat()}
        given = desk.values(VOID, NEEDS, (), today)
        return facts.voided(merchant, options.fact, given)

    return recorded(options, work)


COMMAND = Command(
    "void",
    run,
    (options.MERCHANT, options.fact("问题编号"), *entered(VOID), *options.WRITTEN),
    EXAMPLE,
    needs=NEEDS,
)
