"""``fangxin new``: a new record, without any decision yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fangxin.base import machine
from fangxin.base.report import complain
from fangxin.cli import options
from fangxin.cli.desk.given import WRONG
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.fields import entered
from fangxin.cli.frame.parameters import ALWAYS, Option
from fangxin.facts.record.table import MERCHANT
from fangxin.text.fields.tables import Group

if TYPE_CHECKING:
    from fangxin.cli.desk.opening import Desk
    from fangxin.office.editing.text import Value

EXAMPLE = """\
fangxin new --name 月泉粮油店（示例） --uscc 91330726MA2DEM54XD --category shop --town \
浦南街道 --address 浙江省浦江县浦南街道月泉路18号"""
# What a category's records say besides; asked for, and may be left out.
BESIDES = {
    "online": ("platform", "platform_shop", "website"),
    "catering": ("catering_grade", "kitchen"),
    "scenic": ("scenic_level",),
    "shop": ("inside",),
}
CATEGORY = Group((MERCHANT.table["category"],))
TAKES = (
    Option("--id", read=str.upper, help="编号，不写则取下一个 | its ID"),
    Option("--prefix", read=str.upper, help="编号开头的字母 | letters"),
    *entered(MERCHANT),
    *options.WRITTEN,
)
NEEDS = dict.fromkeys(("name", "category", "uscc"), ALWAYS)
NEEDS |= dict.fromkeys(("town", "address"), ("网店以外的", "but of an online shop"))


def run(options: Options) -> int:
    """A new record, without any decision yet."""
    from fangxin.cli.desk.changing import carry_out
    from fangxin.cli.desk.opening import open_desk
    from fangxin.cli.desk.twins import refuse_twin_shop
    from fangxin.office.editing.text import rendered
    from fangxin.text.fields.idents import is_merchant_id

    desk = open_desk(options)
    values = _particulars(desk)
    taken = desk.registry.merchants
    id = options.id or _next_id(desk)
    path = desk.sources.merchants / str(values["category"]) / f"{id}.yml"
    if id in taken or path.exists() or not is_merchant_id(id):
        complain(
            f"编号 {id} 已有商户，或末位校验字符不对；不写 --id，程序会给出下一个编号",
            f"{id} is taken or ends in the wrong check character; without --id the next "
            "number is given",
        )
        return WRONG
    refuse_twin_shop(desk, values)
    subject = f"新增商户 {values['name']}（{id}）"
    return carry_out(desk, {path: rendered(values).encode()}, subject)


def _next_id(desk: Desk) -> str:
    from fangxin.cli.desk.opening import GivenUpError
    from fangxin.office.editing.numbers import next_merchant_id

    try:
        return next_merchant_id(desk.registry, desk.today, desk.options.prefix)
    except ValueError as error:
        complain(
            f"{error} 的四位顺序号用完了，请用 --prefix 换一个开头",
            f"the numbers of {error} are used up; choose another --prefix",
        )
        raise GivenUpError(WRONG) from None


def _particulars(desk: Desk) -> dict[str, Value]:
    """Who the merchant is: what every record says, and what its category calls for."""
    options = desk.options
    category = desk.values(CATEGORY, ("category",)) if machine.can_ask() else {}
    chosen = str(category.get("category", options.field_category))
    needed = [key for key, when in NEEDS.items() if when == ALWAYS or chosen != "online"]
    asked = (*BESIDES.get(chosen, ()), *_judged(desk, chosen), "service_phone")
    known = {key: str(value) for key, value in category.items()}
    values = desk.values(MERCHANT, needed, asked, known)
    if str(values["uscc"]).startswith("92") and "address" in values:  # it may be a home
        known = {key: str(value) for key, value in values.items()}
        values = desk.values(MERCHANT, ("address_public",), (), known)
    return values


def _judged(desk: Desk, code: str) -> list[str]:
    """What the criteria of a category ask a record to say."""
    category = desk.programme.categories.get(code)
    tests = [one.test for one in category.criteria] if category is not None else []
    return [test.field for test in tests if test is not None and test.field is not None]


COMMAND = Command("new", run, TAKES, EXAMPLE, needs=NEEDS)
