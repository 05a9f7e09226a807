"""``fangxin appeal``: an appeal was filed, or decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from fangxin.cli import options
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.fields import options_of
from fangxin.facts.record.parts import APPEAL
from fangxin.facts.undoing import needed
from fangxin.facts.values import Merchant
from fangxin.text.fields.tables import Group

if TYPE_CHECKING:
    from fangxin.cli.desk.opening import Desk
    from fangxin.office.editing.steps import Step
    from fangxin.office.editing.text import Value

EXAMPLE = """\
fangxin appeal PJ2500067 F1 --filed 昨天
fangxin appeal PJ2500067 F1 --decided 今天 --outcome 成立 --decided-by justice --document \
浦政复〔2026〕94号 --summary 送检样品与所售不是同一批次"""
FILED = Group((APPEAL.table["filed"],))
OUTCOME = Group(tuple(APPEAL.table[key] for key in ("decided", "outcome")))
GROUNDS = Group(tuple(APPEAL.table[key] for key in ("document", "decided_by", "summary")))
DECIDED = tuple(f"field_{spec.key}" for spec in (*OUTCOME.fields, *GROUNDS.fields))
ABOUT = "问题或决定的编号，如 F1、D5；同一经营者别的门店的写 PJ240001C/F1"
TAKES = (
    options.MERCHANT,
    options.fact(ABOUT),
    *options_of(APPEAL, ("filed", "decided", "outcome", "decided_by", "document", "summary")),
    *options.admitted(),
    *options.WRITTEN,
)
FIRST = {"filed": ("提出申诉时", "for an appeal")}
LATER = dict.fromkeys(
    ("decided", "outcome", "document", "decided_by"), ("有了结果时", "for its outcome")
)
LATER["summary"] = ("申诉成立时", "where it is upheld")


def run(options: Options) -> int:
    """An appeal was filed, or decided."""

    from fangxin.cli.desk.late import admitted
    from fangxin.cli.desk.recorded import recorded
    from fangxin.office.editing import redress
    from fangxin.office.editing.redress import target_of

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        target = target_of(merchant, options.fact, desk.registry.facts(merchant.id))
        given: dict[str, Value] = {}
        files_again = target.appeal is not None and options.field_filed is not None
        decides = any(getattr(options, key) for key in DECIDED) or (
            target.appeal is not None and not files_again
        )
        if target.appeal is None:
            given |= desk.values(FILED, () if decides else ("filed",))
        if "filed" in given:
            given |= admitted(desk, target, "appeal", date.fromisoformat(str(given["filed"])))
        if decides:
            given |= desk.values(OUTCOME, ("decided", "outcome"))
            upheld = given["outcome"] == "upheld"
            keys = [key.removeprefix("appeal.") for key in needed("failures", "appeal.outcome")]
            given |= desk.values(GROUNDS, keys if upheld else ("document", "decided_by"))
        return redress.appealed(target, given, desk.today)

    return recorded(options, work)


COMMAND = Command("appeal", run, TAKES, EXAMPLE, needs=FIRST | LATER)
