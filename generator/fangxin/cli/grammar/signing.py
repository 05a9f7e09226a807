"""The grammar of what becomes of signs: sign issue, remove, lost, replace, restore."""

from __future__ import annotations

import argparse

from fangxin.cli.commands import signing
from fangxin.cli.commands.recording import DAY
from fangxin.cli.grammar.command import Group, Parser, Run, a_command
from fangxin.cli.grammar.writing import fields, written
from fangxin.facts.promises import FATES
from fangxin.facts.record.promises import LOST, RESTORED, SIGN
from fangxin.text.fields import Group as Table


def _sign(group: Group) -> None:
    said = "登记标牌的发放、取下、丢失、更换和撤回 | Record what becomes of signs"
    example = "例 | Example:\n  fangxin sign issue PJ239001B --place 店门"
    command = group.add_parser("sign", help=said, description=said, epilog=example)
    inner = command.add_subparsers(metavar="ACTION", required=True, parser_class=Parser)
    issue = a_command(
        inner,
        "issue",
        signing.issue,
        "登记发放标牌，编号自动给出；只发给认定有效或暂停中的商户",
        "Record that a sign was handed out; its number is given; for recognised shops only",
        "fangxin sign issue PJ239001B --place 店门",
    )
    _whom(issue)
    fields(issue, SIGN, ("number", "issued", "place"))
    written(issue)
    _of_one(
        inner,
        "remove",
        signing.remove,
        ("登记标牌已经取下", "Record that a sign was taken down"),
        "fangxin sign remove PJ239001B BP-2026-0042",
        DAY,
        ("date",),
    )
    _of_one(
        inner,
        "lost",
        signing.lose,
        (
            "登记标牌丢失或被盗；从那天起谁挂着都不算数",
            "Record that a sign was lost or stolen; it proves nothing from that day on",
        ),
        "fangxin sign lost PJ239001B BP-2026-0042 --date 昨天",
        LOST,
        ("date", "document"),
    )
    _of_one(
        inner,
        "replace",
        signing.replace,
        ("登记换发新标牌，新编号自动给出", "Record that a new sign hangs in its place"),
        "fangxin sign replace PJ239001B BP-2026-0042",
        SIGN,
        ("number", "issued", "place"),
    )
    restore = _of_one(
        inner,
        "restore",
        signing.restore,
        (
            "撤回登记错的丢失、取下、换新、作废，或者丢失的标牌找回来了",
            "Take back what was entered of a sign by mistake, or that it is lost: it was found",
        ),
        "fangxin sign restore PJ239001B BP-2026-0042 --reason 登记时写错标牌编号 "
        "--document 浦消联办〔2026〕109号",
        RESTORED,
        ("date", "reason", "document"),
    )
    restore.add_argument(
        "--what",
        choices=FATES,
        default=None,
        help="登记了几样的，写明撤回哪一样 | which, where several things were entered",
    )


def _whom(command: argparse.ArgumentParser) -> None:
    command.add_argument("id", metavar="ID", type=str.upper, help="商户编号 | the merchant's ID")


def _of_one(
    group: Group, name: str, run: Run, words: tuple[str, str], example: str, table: Table,
    keys: tuple[str, ...],
) -> argparse.ArgumentParser:  # fmt: skip
    """An action on one sign of a merchant."""
    command = a_command(group, name, run, *words, example)
    _whom(command)
    command.add_argument(
        "fact", metavar="NUMBER", type=str.upper, help="标牌编号 | number of the sign"
    )
    fields(command, table, keys)
    written(command)
    return command


COMMANDS = (_sign,)
