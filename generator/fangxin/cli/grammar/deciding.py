"""The grammar of what the office decides: decide."""

from __future__ import annotations

import argparse
from pathlib import Path

from fangxin.cli.commands import batch
from fangxin.cli.grammar.command import Group, a_command
from fangxin.cli.grammar.writing import fields, written
from fangxin.facts.record.decisions import ACTS as LABELS
from fangxin.facts.record.decisions import DECISION
from fangxin.office.editing.decisions import ACTS

KEYS = (
    "date",
    "until",
    "document",
    "certificate",
    "because",
    "successor",
    "unrelated_to",
    "summary",
)
_EXAMPLE = """fangxin decide publicise PJ239001B --document 浦消联办〔2026〕31号
fangxin decide certify PJ239001B --document 浦消联办〔2026〕32号 --commit
fangxin decide certify --list 名单.xlsx --document 浦消联办〔2026〕32号 --signs --commit
fangxin decide reinstate PJ239001B --because D5 --document 浦消联办〔2026〕33号 --summary 已复查"""


def _decide(group: Group) -> None:
    command = a_command(
        group,
        "decide",
        batch.decide,
        "登记办公室的决定：公示、认定、续期、暂停、恢复、撤销、退出、终止，先显示后果再写入",
        "Enter a decision of the office, shown with what follows before it is written",
        _EXAMPLE,
    )
    said = "、".join(f"{word}（{_label(word)}）" for word in ACTS)
    command.add_argument("act", metavar="ACT", choices=tuple(ACTS), help=f"{said}")
    command.add_argument(
        "ids", metavar="ID", nargs="*", type=str.upper, help="商户编号 | merchant IDs"
    )
    _list(command)
    command.add_argument(
        "--checked-by",
        metavar="DEPARTMENT",
        dest="field_by",
        default=None,
        help="认定、续期时，由部门核对的条件都符合：哪个部门核对的 | who found the criteria met",
    )
    fields(command, DECISION, KEYS)
    written(command)


def _list(command: argparse.ArgumentParser) -> None:
    """The options for many merchants at once."""
    group = command.add_argument_group("一批 | many at once")
    group.add_argument(
        "--list",
        metavar="FILE",
        type=Path,
        default=None,
        help="名单（xlsx 或 csv），有“商户编号”一列，或“名称”和“统一社会信用代码”两列；"
        "可有截止日期、证书编号、标牌编号等列 | a list of merchants, in place of IDs",
    )
    group.add_argument(
        "--candidates",
        metavar="FILE.xlsx",
        type=Path,
        default=None,
        help="先列一份今天可以这样决定的名单，审核后用 --list | make a list of those who qualify",
    )
    group.add_argument(
        "--notice",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="同时写公告；名单的公示、认定、续期默认写 | write a notice too",
    )
    group.add_argument(
        "--signs",
        action="store_true",
        help="认定或续期时发标牌，编号接着往下排 | issue signs, numbers go on",
    )
    group.add_argument(
        "--title", default=None, help="公告和文件的标题，默认按月份写 | title of the notice"
    )


def _label(word: str) -> str:
    return {"certify": "认定", "renew": "续期"}.get(word, LABELS[ACTS[word].value][0])


COMMANDS = (_decide,)
