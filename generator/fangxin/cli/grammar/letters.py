"""The grammar of the command that writes letters to merchants: letter."""

from __future__ import annotations

from pathlib import Path

from fangxin.cli.commands import letters as commands
from fangxin.cli.grammar.command import Group, a_command
from fangxin.cli.grammar.options import JSON, ROOT, sources
from fangxin.office.letters.kinds import KINDS


def _letter(group: Group) -> None:
    command = a_command(
        group,
        "letter",
        commands.letter,
        "按登记的状态写文书（告知、整改、撤销、申诉结果……），存成可以修改、打印的 Word 文件",
        "Write a letter to a merchant, as its standing calls for, as a Word file",
        "fangxin letter PJ2300025\n"
        "fangxin letter suspend PJ2300025 --document 浦消联办〔2026〕20号",
    )
    kinds = "；".join(f"{code} {kind.zh}" for code, kind in KINDS.items())
    command.add_argument(
        "kind",
        metavar="KIND",
        nargs="?",
        default=None,
        help=f"文种，不写就列出这家商户现在该发的文书 | kind; without it: which are due。{kinds}",
    )
    command.add_argument("id", metavar="ID", type=str.upper, help="商户编号 | the merchant's ID")
    command.add_argument(
        "--fact",
        metavar="F1",
        default=None,
        help="说的是哪一件（问题、决定的编号）| which fact the letter is about",
    )
    command.add_argument(
        "--document",
        metavar="文号",
        default=None,
        help="这份文书的文号，不写就留空 | the letter's own number (default: left blank)",
    )
    command.add_argument(
        "--output",
        metavar="FILE.docx",
        type=Path,
        default=None,
        help="存到哪里（默认：当前目录，编号-文种-日期.docx）| where to (default: here)",
    )
    sources(command)
    command.add_argument("--json", action="store_true", help=JSON)
    command.set_defaults(theme=ROOT / "theme")


COMMANDS = (_letter,)
