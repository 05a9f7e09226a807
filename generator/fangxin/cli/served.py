"""``fangxin served``: a paper was served on the merchant; deadlines that are still to come move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fangxin.cli import options
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.fields import options_of
from fangxin.cli.frame.parameters import ALWAYS
from fangxin.facts.record.failures import FAILURE
from fangxin.facts.undoing import needed
from fangxin.facts.values import Failure, Merchant
from fangxin.text.fields.tables import Group

if TYPE_CHECKING:
    from fangxin.cli.desk.opening import Desk
    from fangxin.office.editing.steps import Step

EXAMPLE = "fangxin served PJ2300025 D5 --served 昨天"
SERVED = Group(tuple(FAILURE.table[key] for key in ("served", "served_document")))
TAKES = (
    options.MERCHANT,
    options.fact("问题或决定的编号"),
    *options_of(SERVED, tuple(SERVED.table)),
    *options.WRITTEN,
)
NEEDS = {"served": ALWAYS, "served_document": ("问题", "of a failure")}


def run(options: Options) -> int:
    """A paper was served on the merchant; deadlines that are still to come move."""
    from fangxin.cli.desk.recorded import recorded
    from fangxin.office.editing import redress
    from fangxin.office.editing.redress import target_of

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        target = target_of(merchant, options.fact, desk.registry.facts(merchant.id))
        redress.served(target, {})  # refused before it is asked
        proof = needed("failures", "served") if isinstance(target.about, Failure) else ()
        table = Group((SERVED.table["served"], *(SERVED.table[key] for key in proof)))
        return redress.served(target, desk.values(table, tuple(table.table)))

    return recorded(options, work)


COMMAND = Command("served", run, TAKES, EXAMPLE, needs=NEEDS)
