"""The grammar of what is checked before a certification: tick."""

from __future__ import annotations

from fangxin.cli.commands import ticking
from fangxin.cli.grammar.command import Group, a_command
from fangxin.cli.grammar.writing import fields, written
from fangxin.facts.record.ticks import TICK


def _tick(group: Group) -> None:
    command = a_command(
        group,
        "tick",
        ticking.tick,
        "登记认定条件已经核对；不写 --criterion，就是等着核对的全部条件",
        "Record that criteria were checked; without --criterion, all that wait for it",
        "fangxin tick PJ239001B PJ239002C --by amr --document 浦消联办〔2026〕31号\n"
        "fangxin tick PJ239001B --criterion kitchen --exception 是 --reason 厨房改造到年底完成 "
        "--by amr --document 浦消联办〔2026〕31号",
    )
    command.add_argument(
        "ids", metavar="ID", nargs="+", type=str.upper, help="商户编号 | merchant IDs"
    )
    command.add_argument(
        "--criterion",
        metavar="CODE",
        action="append",
        default=[],
        help="条件的代号（categories.yml），可写几次 | code of a criterion, may be repeated",
    )
    fields(command, TICK, ("by", "document", "date", "exception", "reason"))
    written(command)


COMMANDS = (_tick,)
