"""The grammar of what the office decides: decide."""

from __future__ import annotations

from generator.commands import deciding
from generator.editing.decisions import ACTS
from generator.grammar.command import Group, a_command
from generator.grammar.writing import fields, written
from generator.record.decisions import ACTS as LABELS
from generator.record.decisions import DECISION

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
fangxin decide reinstate PJ239001B --because D5 --document 浦消联办〔2026〕33号"""


def _decide(group: Group) -> None:
    command = a_command(
        group,
        "decide",
        deciding.decide,
        "登记办公室的决定：公示、认定、续期、暂停、恢复、撤销、退出、终止，先显示后果再写入",
        "Enter a decision of the office, shown with what follows before it is written",
        _EXAMPLE,
    )
    said = "、".join(f"{word}（{_label(word)}）" for word in ACTS)
    command.add_argument("act", metavar="ACT", choices=tuple(ACTS), help=f"{said}")
    command.add_argument(
        "ids", metavar="ID", nargs="+", type=str.upper, help="商户编号 | merchant IDs"
    )
    fields(command, DECISION, KEYS)
    written(command)


def _label(word: str) -> str:
    return {"certify": "认定", "renew": "续期"}.get(word, LABELS[ACTS[word].value][0])


COMMANDS = (_decide,)
