"""``fangxin tick``: which criteria an office found to be met, or excepted a merchant from."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from fangxin.base.report import complain
from fangxin.cli.commands.changing import carry_out, new_text
from fangxin.cli.commands.desk import Desk, GivenUpError, open_desk
from fangxin.cli.commands.given import IMPOSSIBLE, WRONG
from fangxin.facts.record.ticks import TICK
from fangxin.facts.values import Merchant
from fangxin.office.editing.refusal import NotPossibleError
from fangxin.office.editing.steps import Step
from fangxin.office.editing.text import Value
from fangxin.office.editing.ticks import chosen, ticked, young
from fangxin.text.fields import Group
from fangxin.view.criteria import lacking

OPEN = "open"  # what nobody has ticked
_BY = Group((TICK.table["by"],))


def tick(options: argparse.Namespace) -> int:
    """Enter ticks for each merchant named: of the criteria named, or of all that are open."""
    try:
        desk = open_desk(options)
        today = {"date": desk.today.isoformat()}
        given = desk.values(TICK, ("by", "document"), (), today)
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
    except GivenUpError as error:
        return error.code


def _sensible(options: argparse.Namespace, given: Mapping[str, Value]) -> bool:
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


def open_codes(desk: Desk, merchant: Merchant, day: date) -> list[str]:
    """The criteria that somebody must tick before a certification that acts on ``day``."""
    found = lacking(desk.registry, desk.programme, merchant.id, day)
    return [one.criterion.code for one in found if one.state == OPEN]


def checked(desk: Desk, merchant: Merchant, item: Mapping[str, Value]) -> list[Step]:
    """The ticks that a decision to certify brings when ``--checked-by`` names the office that
    checked everything; none otherwise."""
    by = getattr(desk.options, "field_by", None)
    if by is None or item.get("status") != "certified":
        return []
    day = date.fromisoformat(str(item["date"]))
    words = desk.values(_BY, ("by",))
    given = {**words, "date": min(day, desk.today).isoformat(), "document": item["document"]}
    return ticked(merchant, open_codes(desk, merchant, max(day, desk.today)), given)


def _subject(options: argparse.Namespace, given: Mapping[str, Value]) -> str:
    what = "例外认定" if "exception" in given else "核对认定条件"
    return f"{what} {'、'.join(dict.fromkeys(options.ids))}（{given['document']}）"
