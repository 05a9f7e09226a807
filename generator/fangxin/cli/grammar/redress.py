"""The grammar of redress: appeal, reply, and texts that are mended."""

from __future__ import annotations

import argparse

from fangxin.cli.commands import redress
from fangxin.cli.grammar.command import Group, a_command
from fangxin.cli.grammar.recording import which, who
from fangxin.cli.grammar.writing import fields, written
from fangxin.facts.record.parts import ADMISSION
from fangxin.text.fields import Group as Table

_ABOUT = "问题或决定的编号，如 F1、D5；同一经营者别的门店的写 PJ239001B/F1"
_ADMITTED = Table(tuple(ADMISSION.table[key] for key in ("document", "reason")))


def _late(command: argparse.ArgumentParser) -> None:
    """What lets in an appeal or a reply that came after its last day."""
    group = command.add_argument_group("过了期限准予受理的 | let in after the last day")
    for spec in _ADMITTED.fields:
        group.add_argument(
            f"--admitted-{spec.key}",
            dest=f"field_admitted_{spec.key}",
            metavar=spec.key.upper(),
            default=None,
            help=f"{spec.zh} | {spec.en}",
        )


def _appeal(group: Group) -> None:
    command = a_command(
        group,
        "appeal",
        redress.appeal,
        "登记申诉，或登记申诉结果；对问题、对不予认定、暂停、撤销、终止的决定都可以申诉",
        "Record an appeal against a failure or a decision, or what became of it",
        "fangxin appeal PJ239001B F2 --filed 2025-09-15\n"
        "fangxin appeal PJ239001B F2 --decided 2025-09-25 --outcome 成立 --decided-by justice "
        "--document 浦政复〔2025〕94号 --summary 送检样品与所售不是同一批次",
    )
    who(command)
    which(command, _ABOUT)
    fields(command, redress.FILED, ("filed",))
    fields(command, redress.OUTCOME, ("decided", "outcome"))
    fields(command, redress.GROUNDS, ("decided_by", "document", "summary"))
    _late(command)
    written(command)


def _reply(group: Group) -> None:
    command = a_command(
        group,
        "reply",
        redress.reply,
        "登记商户陈述，和问题、决定一起公开",
        "Record the merchant's reply, published with the failure or the decision",
        "fangxin reply PJ239001B F1 --reply 已全部下架同批次商品",
    )
    who(command)
    which(command, _ABOUT)
    fields(command, redress.REPLIED, ("reply", "replied"))
    _late(command)
    written(command)


def _served(group: Group) -> None:
    command = a_command(
        group,
        "served",
        redress.served,
        "补登送达：照送达回证写签收的那天，以后的整改、陈述、申诉期限随之后延",
        "Enter a service later, as its proof says; deadlines that are still to come move",
        "fangxin served PJ239001B F1 --served 昨天 --served-document 浦市监送〔2026〕17号",
    )
    who(command)
    which(command, "问题或决定的编号")
    fields(command, redress.SERVED, ("served", "served_document"))
    written(command)


def _correct(group: Group) -> None:
    command = a_command(
        group,
        "correct",
        redress.correct,
        "更正错字、错号：原来的文字留下，处理、限制和期限都不变",
        "Mend a typing error in a text: the old words are kept, and nothing else moves",
        "fangxin correct PJ239001B F1 --key summary --value 销售标签不符合规定的预包装食品 "
        "--document 浦消联办〔2026〕99号\n"
        "fangxin correct INS-2026-0102 --key product --value 移动电源 "
        "--document 浦消联办〔2026〕99号",
    )
    command.add_argument(
        "id", metavar="ID", type=str.upper, help="商户编号，或登记簿一行的编号 | merchant, or row"
    )
    which(command, "事实编号；登记簿的行不写", optional=True)
    command.add_argument(
        "--key", required=True, help="哪一项，如 summary、document、appeal.document | which text"
    )
    command.add_argument("--value", required=True, help="改成什么 | the right words")
    command.add_argument("--document", required=True, help="文号 | the document for it")
    written(command)


COMMANDS = (_served, _appeal, _reply, _correct)
