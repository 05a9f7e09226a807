"""``fangxin change``: name, address, credit code, owner or another particular is another one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fangxin.base.closed import listed
from fangxin.base.problem import errors
from fangxin.base.report import complain
from fangxin.cli import options
from fangxin.cli.desk.given import IMPOSSIBLE
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.fields import entered, typed_fields
from fangxin.cli.frame.parameters import Argument, one_of
from fangxin.facts.record.decisions import CHANGE, CHANGED
from fangxin.facts.record.particulars import CODE, JOINING, OWNER, needs_document
from fangxin.facts.record.table import MERCHANT
from fangxin.facts.undoing import needed
from fangxin.facts.values import Merchant
from fangxin.text.fields.tables import Group

if TYPE_CHECKING:
    from typing import NoReturn

    from fangxin.cli.desk.opening import Desk
    from fangxin.office.editing.steps import Step

EXAMPLE = """\
fangxin change PJ180005E name 墨池文房四宝（示例） --document 浦消联办〔2026〕196号
fangxin change PJ180005E address 浙江省浦江县仙华街道示例路52号 --continues 是 --summary \
门牌重编，仍在原处经营 --document 浦消联办〔2026〕197号
fangxin change PJ180005E service_phone 0579-00000001"""
CHANGEABLE = (*(spec.key for spec in typed_fields(MERCHANT) if spec.key != "category"), OWNER)
TYPED = ("field", "before", "after")  # as arguments, or known
LABELS = {key: CHANGED[key][0] if key in CHANGED else MERCHANT.table[key].zh for key in CHANGEABLE}
CHANGE_MADE = Group(tuple(spec for spec in typed_fields(CHANGE) if spec.key not in TYPED))
TAKES = (
    options.MERCHANT,
    Argument("field", "FIELD", listed(LABELS)[0], one_of(LABELS)),
    Argument("value", "VALUE", "改成什么 | the new value", required=False),
    *entered(CHANGE, TYPED),
    *options.WRITTEN,
)
NEEDS = {"document": ("名称、地址、信用代码、经营者等留变更记录的", "of what leaves an entry")}


def run(options: Options) -> int:
    """Name, address, credit code, owner or another particular is another one."""
    from fangxin.cli.desk.recorded import recorded
    from fangxin.office.editing import facts

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        field, words = options.field, options.value
        value = ""
        if field != "owner":
            if words is None:
                _complain_value(options.id, field)
            value = _particular(desk, field, words)
        lasting = needs_document(field)
        today = {"date": desk.today.isoformat()}
        known = (None, value) if field == CODE else (None,)  # a new shop may say it of its code
        fills = field in JOINING and getattr(merchant, field) in known  # of the same operator
        lasts = options.field_continues or options.field_mistaken or fills
        wanted = needed("changes", "continues") if lasts else ("document",)
        given = desk.values(CHANGE_MADE, wanted if lasting else (), (), today)
        if field == CODE and "mistaken" not in given:
            _hint_mistaken(desk, merchant, value)
        return facts.changed(merchant, field, value, given, desk.today)

    return recorded(options, work)


def _hint_mistaken(desk: Desk, merchant: Merchant, code: str) -> None:
    """Say, where others under the code before stay punished for this shop, that a code which had
    never been right is changed otherwise."""
    from fangxin.change.guard.arriving import bearers

    before, policy, today = merchant.uscc, desk.programme.policy, desk.today
    if before is None or before == code:
        return
    others = bearers(desk.registry, policy, merchant.id, before, today)
    struck = [id for id in others if _is_struck(desk, id, merchant.id)]
    if struck:
        named = "、".join(struck[:3]) + ("等" if len(struck) > 3 else "")
        complain(
            f"因为代码相同，{named} 受 {merchant.id} 的问题影响，这样变更以后仍然受影响；"
            "原来的代码就是抄错的，请加 --mistaken 是",
            f"punished for what {merchant.id} did, because of its code, are "
            f"{', '.join(struck[:3])}, and stay so with this change; where that code was a "
            "mistake, add --mistaken 是",
        )


def _is_struck(desk: Desk, id: str, of: str) -> bool:
    """Whether the standing of a merchant today rests on a fact of a sibling."""
    from fangxin.standing.standing import standing

    found = standing(desk.registry.facts(id), desk.programme.policy, desk.today)
    return any(reason.merchant == of for reason in found.reasons)


def _particular(desk: Desk, field: str, words: str) -> str:
    from fangxin.cli.desk.opening import GivenUpError, complain_of
    from fangxin.office.editing.given import Reader

    value, problems = Reader(desk.today, desk.lists).read(MERCHANT.table[field], words)
    complain_of(problems)
    if value is None or errors(problems):
        raise GivenUpError(IMPOSSIBLE)
    return str(value)


def _complain_value(id: str, field: str) -> NoReturn:
    from fangxin.cli.desk.opening import GivenUpError

    value = MERCHANT.table[field].example or "新内容"
    line = f"fangxin change {id} {field} " + (f'"{value}"' if " " in value else value)
    line += " --document 文号" if needs_document(field) else ""
    complain(f"请写明{LABELS[field]}改成什么，例如 {line}", f"say what {field} becomes: {line}")
    raise GivenUpError(IMPOSSIBLE)


COMMAND = Command("change", run, TAKES, EXAMPLE, needs=NEEDS)
