"""What is recorded about one merchant: a new one, what went wrong, what was done about it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from fangxin.base import ambient
from fangxin.base.problem import errors
from fangxin.base.report import complain
from fangxin.cli.commands.changing import carry_out, new_text
from fangxin.cli.commands.desk import Desk, GivenUpError, complain_of, open_desk
from fangxin.cli.commands.given import IMPOSSIBLE, WRONG
from fangxin.cli.commands.twins import refuse_twin_shop
from fangxin.facts.record.decisions import CHANGE, OBJECTION, REVIEW
from fangxin.facts.record.failures import FAILURE
from fangxin.facts.record.particulars import needs_document
from fangxin.facts.record.parts import VOID
from fangxin.facts.record.repair import REPAIR
from fangxin.facts.record.table import MERCHANT
from fangxin.facts.undoing import needed
from fangxin.facts.values import Merchant
from fangxin.office.editing import facts
from fangxin.office.editing.given import Reader
from fangxin.office.editing.numbers import next_merchant_id
from fangxin.office.editing.refusal import NotPossibleError
from fangxin.office.editing.steps import Step
from fangxin.office.editing.text import Value, rendered
from fangxin.text.fields import Group
from fangxin.text.fields.idents import is_merchant_id
from fangxin.text.yaml import read_yaml

# What a category's records say besides; asked for, and may be left out.
BESIDES = {
    "online": ("platform", "platform_shop", "website"),
    "catering": ("catering_grade", "kitchen"),
    "scenic": ("scenic_level",),
    "shop": ("inside",),
}
Work = Callable[[Desk, Merchant], Sequence[Step]]


def new(options: argparse.Namespace) -> int:
    """A new record, without any decision yet."""
    try:
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
    except GivenUpError as error:
        return error.code


def _next_id(desk: Desk) -> str:
    try:
        return next_merchant_id(desk.registry.merchants, desk.today, desk.options.prefix)
    except ValueError as error:
        complain(
            f"{error} 的四位顺序号用完了，请用 --prefix 换一个开头",
            f"the numbers of {error} are used up; choose another --prefix",
        )
        raise GivenUpError(WRONG) from None


def _particulars(desk: Desk) -> dict[str, Value]:
    """Who the merchant is: what every record says, and what its category calls for."""
    options = desk.options
    category = desk.values(MERCHANT_CATEGORY, ("category",)) if ambient.can_ask() else {}
    chosen = str(category.get("category", options.field_category))
    needed = ["name", "category", "uscc"] + ([] if chosen == "online" else ["town", "address"])
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


def rectify(options: argparse.Namespace) -> int:
    """A failure was put right."""

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        day = day_of(desk)
        facts.rectified(merchant, options.fact, day, desk.today, {})  # refused before it is asked
        seen = desk.values(RECTIFIED, needed("failures", "rectified"))
        return facts.rectified(merchant, options.fact, day, desk.today, seen)

    return recorded(options, work)


def repair(options: argparse.Namespace) -> int:
    """The authority granted credit repair of a failure."""

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        today = {"date": desk.today.isoformat()}
        given = desk.values(REPAIR, ("document", "by"), ("summary",), today)
        return facts.repaired(merchant, options.fact, given, desk.programme.policy, desk.today)

    return recorded(options, work)


def review(options: argparse.Namespace) -> int:
    """A review of a recognised merchant."""

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        today = {"date": desk.today.isoformat()}
        given = desk.values(REVIEW, ("outcome",), ("summary", "document"), today)
        return facts.reviewed(merchant, given)

    return recorded(options, work)


def object_(options: argparse.Namespace) -> int:
    """An objection was raised, or the one named was decided."""

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        today = desk.today.isoformat()
        if options.fact is None:
            return facts.objected(
                merchant, desk.values(OBJECTION, (), ("summary",), {"filed": today})
            )
        given = desk.values(OBJECTION, ("outcome",), ("document",), {"decided": today})
        return facts.objection_decided(merchant, options.fact, given, desk.today)

    return recorded(options, work)


def change(options: argparse.Namespace) -> int:
    """Name, address, credit code, owner or another particular is another one."""

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        field, words = options.field, options.value
        value = ""
        if field != "owner":
            if words is None:
                _complain_value(field)
            value = _particular(desk, field, words)
        lasting = needs_document(field)
        today = {"date": desk.today.isoformat()}
        wanted = needed("changes", "continues") if options.field_continues else ("document",)
        given = desk.values(CHANGE_MADE, wanted if lasting else (), (), today)
        return facts.changed(merchant, field, value, given, desk.today)

    return recorded(options, work)


def _particular(desk: Desk, field: str, words: str) -> str:
    value, problems = Reader(desk.today, desk.lists).read(MERCHANT.table[field], words)
    complain_of(problems)
    if value is None or errors(problems):
        raise GivenUpError(IMPOSSIBLE)
    return str(value)


def _complain_value(field: str) -> NoReturn:
    complain(
        f"请写明 {field} 改成什么，例如 fangxin change PJ239001B {field} 新内容",
        f"say what {field} becomes: fangxin change ID {field} VALUE",
    )
    raise GivenUpError(IMPOSSIBLE)


def void(options: argparse.Namespace) -> int:
    """A fact was entered by mistake."""

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        facts.voided(merchant, options.fact, {})  # refused before it is asked
        today = {"date": desk.today.isoformat()}
        given = desk.values(VOID, ("reason", "document"), (), today)
        return facts.voided(merchant, options.fact, given)

    return recorded(options, work)


def redact(options: argparse.Namespace) -> int:
    """An authorised erasure of published detail."""
    from fangxin.office.editing.erasure import erased

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        root, _ = read_yaml(Path(merchant.path).read_bytes(), merchant.path)
        assert root is not None  # it was read to make the merchant
        return erased(root, options.fields, options.document, desk.today)

    # What is erased may have been hidden already, so that nothing public changes.
    subject = f"依法删除 {options.id} 的 {'、'.join(options.fields)}（{options.document}）"
    return recorded(options, work, subject)


# Of a change only its day, its document and whether the recognition goes on are typed.
CHANGE_MADE = Group(
    tuple(CHANGE.table[key] for key in ("date", "document", "continues", "summary"))
)
DAY = Group((FAILURE.table["date"],))
RECTIFIED = Group(tuple(FAILURE.table[key] for key in ("rectified_document", "rectified_summary")))
MERCHANT_CATEGORY = Group((MERCHANT.table["category"],))


def day_of(desk: Desk) -> str:
    """The day that was given, or today."""
    return str(desk.values(DAY, (), (), {"date": desk.today.isoformat()})["date"])


def recorded(options: argparse.Namespace, work: Work, subject: str = "") -> int:
    """Let ``work`` say the steps for the merchant named, and carry them out. ``subject``: as
    ``carry_out`` has it."""
    try:
        desk = open_desk(options)
        merchant = desk.merchant(options.id)
        steps = work(desk, merchant)
        path = Path(merchant.path)
        another = options.another or bool(getattr(options, "field_number", None))
        return carry_out(desk, {path: new_text(path, steps, another=another)}, subject)
    except NotPossibleError as error:
        complain(f"{options.id}：{error.zh}", f"{options.id}: {error.en}")
        complain("没有改动任何文件", "nothing was changed")
        return WRONG
    except GivenUpError as error:
        return error.code
