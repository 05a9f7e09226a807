"""``fangxin correct``: a text of a fact is mended; its old words are kept, and nothing follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fangxin.base.closed import code_of, listed
from fangxin.cli import options
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.parameters import Argument, Option
from fangxin.facts.record.texts import MENDABLE, label_of
from fangxin.facts.values import Merchant

if TYPE_CHECKING:
    from pathlib import Path

    from fangxin.cli.desk.opening import Desk
    from fangxin.office.editing.steps import Step

EXAMPLE = """\
fangxin correct PJ240001C F1 --key summary --value 销售标签不符合规定的预包装食品 --document \
浦消联办〔2026〕199号
fangxin correct INS-2026-0100 --key product --value 落地电风扇 --document 浦消联办〔2026〕199号"""
TAKES = (
    Argument("id", "ID", "商户编号，或登记簿一行的编号 | merchant, or row", str.upper),
    options.fact("事实编号；登记簿的行不写", required=False),
    Option(
        "--key", required=True, help="哪一项，如 summary、document、appeal.document | which text"
    ),
    Option("--value", required=True, help="改成什么 | the right words"),
    Option("--document", required=True, help="文号 | the document for it"),
    *options.WRITTEN,
)


def run(options: Options) -> int:
    """A text of a fact is mended; its old words are kept, and nothing follows from it."""
    from fangxin.cli.desk.recorded import recorded
    from fangxin.office.editing import redress
    from fangxin.office.editing.refusal import NotPossibleError

    if options.fact is None:
        return _row(options)

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        place = redress.place_in(merchant, options.fact)
        keys = {key: label_of(place[-2], key)[0] for key in MENDABLE[place[-2]]}
        options.key = code_of(options.key, keys) or options.key
        if options.key not in keys:
            zh, en = listed(keys)
            raise NotPossibleError(
                f"{options.fact} 能更正文字的是 {zh}；日子、种类、结果不能改，"
                "登记错了的用 fangxin void 注明，再记一条新的",
                f"texts of {options.fact} that can be mended are {en}; days, kinds "
                "and outcomes never change: void the fact and enter a new one",
            )
        before = _words(merchant, options.fact, options.key)
        if before == options.value:
            raise NotPossibleError(
                f"{options.fact} 的 {options.key} 已经是“{before}”，没有要更正的",
                f"{options.key} of {options.fact} says that already; there is nothing to mend",
            )
        entry = {
            "date": desk.today.isoformat(),
            "key": options.key,
            "before": before,
            "document": options.document,
        }
        return redress.mended(place, options.key, options.value, entry)

    subject = f"更正 {options.id} {options.fact} 的文字：{options.key}（{options.document}）"
    return recorded(options, work, subject)


def _row(options: Options) -> int:
    """A text of a register's row is mended."""
    from fangxin.cli.desk.edited import edited
    from fangxin.office.editing.mending import with_mended

    def edit(desk: Desk) -> tuple[Path, bytes, str]:
        words = (options.id, options.key, options.value, options.document)
        path, data = with_mended(desk.sources.content, *words, desk.today)
        return path, data, f"更正 {options.id} 的文字：{options.key}（{options.document}）"

    return edited(options, edit)


def _words(merchant: Merchant, name: str, key: str) -> str:
    """What stands under a dotted key of a fact. Raises NotPossibleError where nothing does."""
    from fangxin.office.editing import redress
    from fangxin.office.editing.refusal import NotPossibleError

    value: object = redress.fact_in(merchant, name)
    for part in key.split("."):
        value = getattr(value, part, None)
    if not isinstance(value, str):
        raise NotPossibleError(
            f"{name} 还没有写 {key}，没有可更正的文字", f"{name} has no {key} to be mended"
        )
    return value


COMMAND = Command("correct", run, TAKES, EXAMPLE)
