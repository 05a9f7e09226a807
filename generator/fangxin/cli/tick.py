"""``fangxin tick``: which criteria an office found to be met, or excepted a merchant from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fangxin.base.report import complain
from fangxin.cli import options
from fangxin.cli.desk.given import IMPOSSIBLE, WRONG
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.fields import entered
from fangxin.cli.frame.parameters import ALWAYS, Argument, Option
from fangxin.facts.record.ticks import TICK
from fangxin.facts.values import Merchant

if TYPE_CHECKING:
    from fangxin.cli.desk.opening import Desk
    from fangxin.office.editing.text import Value

EXAMPLE = """\
fangxin tick PJ260005E PJ230007W --by amr --document 浦消联办〔2026〕131号
fangxin tick PJ230007W --criterion kitchen --exception 是 --reason 厨房改造到年底完成 --by \
amr --document 浦消联办〔2026〕132号"""
TAKES = (
    Argument("ids", "ID", "商户编号 | merchant IDs", str.upper, many=True),
    Option(
        "--criterion",
        metavar="CODE",
        multiple=True,
        help="条件的代号或名称（categories.yml），可写几次 | a criterion, may be repeated",
    ),
    *entered(TICK, ("criterion", "met")),
    *options.WRITTEN,
)
NEEDS = dict.fromkeys(("by", "document"), ALWAYS)


def run(options: Options) -> int:
    """Enter ticks for each merchant named: of the criteria named, or of all that are open."""

    from fangxin.cli.desk.changing import carry_out, new_text
    from fangxin.cli.desk.opening import open_desk
    from fangxin.office.editing.refusal import NotPossibleError
    from fangxin.office.editing.ticks import ticked

    try:
        desk = open_desk(options)
        today = {"date": desk.today.isoformat()}
        given = desk.values(TICK, NEEDS, (), today)
        if not _sensible(options, given):
            return IMPOSSIBLE
        files: dict[Path, bytes] = {}
        for id in dict.fromkeys(options.ids):
            merchant = desk.merchant(id)
            steps = ticked(merchant, _codes(desk, merchant, given), given)
            files[Path(merchant.path)] = new_text(Path(merchant.path), steps)
        return carry_out(desk, files, _subject(options, given))
    except NotPossibleError as error:
        complain(error.zh, error.en)
        complain("没有改动任何文件", "nothing was changed")
        return WRONG


def _sensible(options: Options, given: Mapping[str, Value]) -> bool:
    """An exception is from criteria that are named, and has a reason."""
    if ("exception" in given) != ("reason" in given) or given.get("exception") == "false":
        complain(
            "例外认定须同时写 --exception 是 和 --reason 理由",
            "an exception needs both --exception and --reason",
        )
        return False
    if "exception" in given and not options.criterion:
        complain(
            "例外是对某一项条件的：请加 --criterion 代号",
            "an exception is from one criterion: name it with --criterion",
        )
        return False
    return True


def _codes(desk: Desk, merchant: Merchant, given: Mapping[str, Value]) -> list[str]:

    from fangxin.cli.desk.criteria import open_codes
    from fangxin.office.editing.refusal import NotPossibleError
    from fangxin.office.editing.ticks import chosen, young

    category = desk.programme.categories.get(merchant.category)
    criteria = category.criteria if category is not None else ()
    if desk.options.criterion:
        return young(chosen(desk.options.criterion, criteria), criteria, given, desk.today)
    day = max(desk.today, date.fromisoformat(str(given["date"])))
    codes = open_codes(desk, merchant, day)
    if not codes:
        raise NotPossibleError(
            f"{merchant.id} {merchant.name}：没有等着核对的条件；见 fangxin show {merchant.id}",
            f"{merchant.id}: there is nothing to tick; see fangxin show {merchant.id}",
        )
    return young(codes, criteria, given, desk.today)


def _subject(options: Options, given: Mapping[str, Value]) -> str:
    what = "例外认定" if "exception" in given else "核对认定条件"
    return f"{what} {'、'.join(dict.fromkeys(options.ids))}（{given['document']}）"


COMMAND = Command("tick", run, TAKES, EXAMPLE, needs=NEEDS)
