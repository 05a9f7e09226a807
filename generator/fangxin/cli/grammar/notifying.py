"""The grammar of notices: notice."""

from __future__ import annotations

from pathlib import Path

from fangxin.cli.commands import notifying
from fangxin.cli.commands.announcing import HEAD
from fangxin.cli.grammar.command import Group, a_command
from fangxin.cli.grammar.writing import fields, written
from fangxin.office.editing.notice import KINDS

_EXAMPLE = """fangxin notice publicity --document 浦消联办〔2026〕31号 --commit
fangxin notice 消费提醒 --title 年前办卡，先问三句话 --summary 年前优惠最多，年后关门也最多。 \
--text 提醒.txt
fangxin notice alert --from-draft alert-prepaid-2026-10"""


def _notice(group: Group) -> None:
    command = a_command(
        group,
        "notice",
        notifying.notify,
        "写一份公告：公示和决定公告按档案写好，其余给一个样子；文号同时登记进文件目录",
        "Write a notice: of decisions from the records, of other things with a skeleton",
        _EXAMPLE,
    )
    said = "、".join(f"{code}（{kind.label}）" for code, kind in KINDS.items())
    command.add_argument("kind", metavar="KIND", help=f"{said}")
    command.add_argument(
        "--text", metavar="FILE", type=Path, default=None, help="正文，纯文本文件 | the text"
    )
    command.add_argument(
        "--from-draft",
        metavar="NAME",
        default=None,
        help="用投诉研判的草稿，名称见 fangxin draft | a draft of fangxin draft",
    )
    command.add_argument(
        "--slug",
        metavar="NAME",
        default=None,
        help="文件名也就是网址，默认按文号或日期 | name of the file and address",
    )
    keys = [spec.key for spec in HEAD.fields if spec.key != "category"]
    fields(command, HEAD, keys)
    written(command)


COMMANDS = (_notice,)
