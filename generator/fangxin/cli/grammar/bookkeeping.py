"""The grammar of the registers' rows: inspect, complaint."""

from __future__ import annotations

import argparse

from fangxin.cli.commands import bookkeeping
from fangxin.cli.grammar.command import Group, a_command
from fangxin.cli.grammar.writing import fields, written
from fangxin.facts.record.parts import VOID
from fangxin.facts.registers.complaints import COMPLAINT
from fangxin.facts.registers.inspections import INSPECTION
from fangxin.text.fields import Group as Table

_INSPECT = """fangxin inspect --date 10月12日 --channel 线下 --stage 流通领域 --product 移动电源 \
--seller PJ239001B --result 合格
fangxin inspect --date 10月12日 --channel 线下 --stage 流通领域 --product 移动电源 \
--seller PJ239001B --result 不合格 --reason 温升超标 --responsible 销售者 --served 昨天 \
--document 浦市监检〔2026〕31号
fangxin inspect INS-2026-0102 --retest overturned --retested 2026-11-02 \
--retest-document 浦检复〔2026〕4号 --follow-up 解除下架"""
_COMPLAINT = """fangxin complaint --channel 12315 --class small --field food --department amr \
--merchant PJ239001B
fangxin complaint CMP-2026-00091 --first-contact 现在
fangxin complaint CMP-2026-00091 --closed "今天 16:20" --outcome 和解"""


def _row(command: argparse.ArgumentParser, table: Table, example: str) -> None:
    command.add_argument(
        "id",
        metavar="ID",
        nargs="?",
        type=str.upper,
        default=None,
        help=f"要补记的那一行的编号，例如 {example}；新的一件不写 | a row that is there",
    )
    keys = [spec.key for spec in table.fields if spec.key not in ("id", "void", "corrected")]
    fields(command, table, keys)
    reason = VOID.table["reason"]
    command.add_argument(
        "--void",
        metavar="REASON",
        default=None,
        help=f"这一行登记有误，写原因，例如 {reason.example} | the row was a mistake: why",
    )
    command.add_argument(
        "--void-document",
        dest="field_void_document",
        metavar="DOCUMENT",
        default=None,
        help="更正的文号，和 --void 一起写 | the document for it, with --void",
    )
    written(command)


def _inspect(group: Group) -> None:
    command = a_command(
        group,
        "inspect",
        bookkeeping.inspect,
        "登记一批抽检，或补记复检、最终结论、后续处理；写过的格不改",
        "Enter a batch that was sampled, or what came later; cells are filled, never changed",
        _INSPECT,
    )
    _row(command, INSPECTION, "INS-2026-0102")


def _complaint(group: Group) -> None:
    command = a_command(
        group,
        "complaint",
        bookkeeping.complaint,
        "登记一件投诉举报（不记投诉人），或补记联系、办结和结果；显示办理时限",
        "Enter a complaint (never who complained), or what was done; shows its deadline",
        _COMPLAINT,
    )
    _row(command, COMPLAINT, "CMP-2026-00091")


COMMANDS = (_inspect, _complaint)
