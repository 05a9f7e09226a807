"""``fangxin reply``: the merchant's reply to a failure or a decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from fangxin.cli import options
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.fields import options_of
from fangxin.cli.frame.parameters import ALWAYS
from fangxin.facts.record.failures import FAILURE
from fangxin.facts.values import Merchant
from fangxin.text.fields.tables import Group

if TYPE_CHECKING:
    from fangxin.cli.desk.opening import Desk
    from fangxin.office.editing.steps import Step

EXAMPLE = """\
fangxin reply PJ2300025 D5 --reply 装修已完工，进货台账可以核查 --admitted-document \
浦消联办〔2026〕135号 --admitted-reason 送达回证补到较迟"""
REPLIED = Group(tuple(FAILURE.table[key] for key in ("reply", "replied")))
ABOUT = "问题或决定的编号，如 F1、D5；同一经营者别的门店的写 PJ240001C/F1"
TAKES = (
    options.MERCHANT,
    options.fact(ABOUT),
    *options_of(REPLIED, tuple(REPLIED.table)),
    *options.admitted(),
    *options.WRITTEN,
)
NEEDS = {"reply": ALWAYS}


def run(options: Options) -> int:
    """The merchant's reply to a failure or a decision."""

    from fangxin.cli.desk.late import admitted
    from fangxin.cli.desk.recorded import recorded
    from fangxin.office.editing import redress
    from fangxin.office.editing.redress import target_of

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        target = target_of(merchant, options.fact, desk.registry.facts(merchant.id))
        today = {"replied": desk.today.isoformat()}
        given = desk.values(REPLIED, NEEDS, (), today)
        came = date.fromisoformat(str(given["replied"]))
        late = admitted(desk, target, "reply", came)
        keys = {**given, **{f"reply_{key}": value for key, value in late.items()}}
        return redress.replied(target, keys)

    return recorded(options, work)


COMMAND = Command("reply", run, TAKES, EXAMPLE, needs=NEEDS)
