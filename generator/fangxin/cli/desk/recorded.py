"""What is recorded about one merchant: the steps of a command, carried out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from fangxin.base.report import complain
from fangxin.cli.desk.changing import carry_out, new_text
from fangxin.cli.desk.given import WRONG
from fangxin.cli.desk.opening import Desk, open_desk
from fangxin.cli.frame.command import Options
from fangxin.cli.frame.fields import as_date
from fangxin.facts.values import Merchant
from fangxin.office.editing.refusal import NotPossibleError
from fangxin.office.editing.steps import Step
from fangxin.text.fields.tables import Field, Group

Work = Callable[[Desk, Merchant], Sequence[Step]]


def day_of(desk: Desk, spec: Field) -> str:
    """The day that was given as ``--date``, or today; ``spec``: the field that it is written to."""
    usual = {"date": desk.today.isoformat()}
    return str(desk.values(Group((as_date(spec),)), (), (), usual)["date"])


def recorded(options: Options, work: Work, subject: str = "") -> int:
    """Let ``work`` say the steps for the merchant named, and carry them out. ``subject``: as
    ``carry_out`` has it."""
    try:
        desk = open_desk(options)
        merchant = desk.merchant(options.id)
        steps = work(desk, merchant)
        path = Path(merchant.path)
        another = options.another or bool(getattr(options, "field_number", None))
        return carry_out(desk, {path: new_text(path, steps, another=another)}, subject)
    except NotPossibleError as error:
        complain(f"{options.id}：{error.zh}", f"{options.id}: {error.en}")
        complain("没有改动任何文件", "nothing was changed")
        return WRONG
