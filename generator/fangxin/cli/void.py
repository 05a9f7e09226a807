"""``fangxin void``: a fact, or a row of a register, was entered by mistake."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fangxin.base.refusal import RefusedError
from fangxin.base.report import complain
from fangxin.cli import options
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.fields import entered
from fangxin.cli.frame.parameters import ALWAYS, Argument
from fangxin.facts.record.parts import VOID
from fangxin.facts.values import Merchant

if TYPE_CHECKING:
    from pathlib import Path

    from fangxin.cli.desk.opening import Desk
    from fangxin.office.editing.steps import Step

EXAMPLE = """\
fangxin void PJ240001C F1 --reason 登记时写错商户 --document 浦消联办〔2026〕195号
fangxin void MIS-2026-001 --reason 经核实是本办公室发的标牌 --document 浦消联办〔2026〕196号"""
NEEDS = dict.fromkeys(("reason", "document"), ALWAYS)


def run(options: Options) -> int:
    """A fact, or a row of a register, was entered by mistake."""
    from fangxin.cli.desk.recorded import recorded
    from fangxin.office.editing import facts
    from fangxin.office.editing.refusal import NotPossibleError
    from fangxin.office.editing.taking_back import known_places, left_standing
    from fangxin.office.editing.voiding import is_row

    if options.fact is None:
        return _row(options)

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        if is_row(options.fact) and all(one.id != options.fact for one in merchant.failures):
            raise NotPossibleError(
                f"{options.fact} 是登记簿的一行，只写它的编号：fangxin void {options.fact} "
                "--reason 原因 --document 文号",
                f"{options.fact} is a row of a register, named by its id alone: fangxin void "
                f"{options.fact} --reason … --document …",
            )
        facts.voided(merchant, options.fact, {})  # refused before it is asked
        places = known_places(desk.programme, desk.today)
        today = {"date": desk.today.isoformat()}
        given = desk.values(VOID, NEEDS, (), today)
        fact = next((one for one in merchant.changes if one.id == options.fact), None)
        for line in left_standing(merchant, fact, given, places):
            complain(*line)
        return facts.voided(merchant, options.fact, given, places)

    return recorded(options, work)


def _row(options: Options) -> int:
    """A row of a register was entered by mistake."""
    from fangxin.cli.desk.edited import edited
    from fangxin.office.editing.voiding import is_row, with_voided

    if not is_row(options.id):
        raise RefusedError(
            "命令有误：还要写 FACT（问题编号，例如 F1；登记簿的一行不写，只写它的编号，如 "
            "MIS-2026-001）；写法见 fangxin void --help",
            "wrong usage: needed: FACT, such as F1 (of a row of a register its id alone, such as "
            "MIS-2026-001); see fangxin void --help",
        )

    def edit(desk: Desk) -> tuple[Path, bytes, str]:
        given = desk.values(VOID, NEEDS, (), {"date": desk.today.isoformat()})
        said = {key: str(value) for key, value in given.items()}
        path, data = with_voided(desk.sources.content, options.id, said)
        return path, data, f"注明 {options.id} 登记有误：{said['reason']}"

    return edited(options, edit)


COMMAND = Command(
    "void",
    run,
    (
        Argument("id", "ID", "商户编号，或登记簿一行的编号 | merchant, or row", str.upper),
        options.fact("问题编号；登记簿的行不写", required=False),
        *entered(VOID),
        *options.WRITTEN,
    ),
    EXAMPLE,
    needs=NEEDS,
)
