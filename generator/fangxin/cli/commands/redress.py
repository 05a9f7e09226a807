"""``appeal``, ``reply``, ``correct``: what a merchant says and asks, and texts that are mended."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date

from fangxin.base.report import complain
from fangxin.cli.commands.changing import carry_out
from fangxin.cli.commands.desk import Desk, GivenUpError, open_desk
from fangxin.cli.commands.given import WRONG
from fangxin.cli.commands.recording import recorded
from fangxin.facts.record.failures import FAILURE
from fangxin.facts.record.parts import ADMISSION, APPEAL
from fangxin.facts.record.texts import MENDABLE
from fangxin.facts.undoing import needed
from fangxin.facts.values import Failure, Merchant
from fangxin.office.editing import redress
from fangxin.office.editing.redress import Target, target_of
from fangxin.office.editing.refusal import NotPossibleError
from fangxin.office.editing.steps import Step
from fangxin.office.editing.text import CannotEditError, Value
from fangxin.text.fields import Group

FILED = Group(tuple(APPEAL.table[key] for key in ("filed",)))
OUTCOME = Group(tuple(APPEAL.table[key] for key in ("decided", "outcome")))
GROUNDS = Group(tuple(APPEAL.table[key] for key in ("document", "decided_by", "summary")))
REPLIED = Group(tuple(FAILURE.table[key] for key in ("reply", "replied")))
SERVED = Group(tuple(FAILURE.table[key] for key in ("served", "served_document")))
DECIDED = tuple(f"field_{spec.key}" for spec in (*OUTCOME.fields, *GROUNDS.fields))


def appeal(options: argparse.Namespace) -> int:
    """An appeal was filed, or decided."""

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        target = target_of(merchant, options.fact, desk.registry.facts(merchant.id))
        given: dict[str, Value] = {}
        files_again = target.appeal is not None and options.field_filed is not None
        decides = any(getattr(options, key) for key in DECIDED) or (
            target.appeal is not None and not files_again
        )
        if target.appeal is None:
            given |= desk.values(FILED, () if decides else ("filed",))
        if "filed" in given:
            given |= _admitted(desk, target, "appeal", date.fromisoformat(str(given["filed"])))
        if decides:
            given |= desk.values(OUTCOME, ("decided", "outcome"))
            upheld = given["outcome"] == "upheld"
            keys = [key.removeprefix("appeal.") for key in needed("failures", "appeal.outcome")]
            given |= desk.values(GROUNDS, keys if upheld else ("decided_by",), ("document",))
        return redress.appealed(target, given, desk.today)

    return recorded(options, work)


def reply(options: argparse.Namespace) -> int:
    """The merchant's reply to a failure or a decision."""

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        target = target_of(merchant, options.fact, desk.registry.facts(merchant.id))
        today = {"replied": desk.today.isoformat()}
        given = desk.values(REPLIED, ("reply",), (), today)
        came = date.fromisoformat(str(given["replied"]))
        late = _admitted(desk, target, "reply", came)
        keys = {**given, **{f"reply_{key}": value for key, value in late.items()}}
        return redress.replied(target, keys)

    return recorded(options, work)


def _admitted(desk: Desk, target: Target, what: str, came: date) -> dict[str, Value]:
    """The decision that lets in what came after its last day; nothing when it came in time. Raises
    NotPossibleError where there is none."""
    from fangxin.standing.deadlines import appeal_by, reply_by

    last = (appeal_by if what == "appeal" else reply_by)(target.about, desk.programme.policy)
    options = desk.options
    if came <= last:
        return {}
    if not (options.field_admitted_document and options.field_admitted_reason):
        zh, en = ("申诉", "an appeal") if what == "appeal" else ("陈述", "a reply")
        raise NotPossibleError(
            f"就 {target.name} {zh}的最后一天是 {last}，这里是 {came}，已经过了，不予登记；"
            "另有决定准予受理的，写 --admitted-document 文号和 --admitted-reason 理由",
            f"{last} was the last day for {en} about {target.name}, this is {came}: it is not "
            "entered; where it was decided to hear it, give --admitted-document and "
            "--admitted-reason",
        )
    given = {
        "date": desk.today.isoformat(),
        "document": options.field_admitted_document,
        "reason": options.field_admitted_reason,
    }
    return {"admitted": desk.values(ADMISSION, (), (), given)}


def served(options: argparse.Namespace) -> int:
    """A paper was served on the merchant; deadlines that are still to come move."""

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        target = target_of(merchant, options.fact, desk.registry.facts(merchant.id))
        redress.served(target, {})  # refused before it is asked
        proof = needed("failures", "served") if isinstance(target.about, Failure) else ()
        table = Group((SERVED.table["served"], *(SERVED.table[key] for key in proof)))
        return redress.served(target, desk.values(table, tuple(table.table)))

    return recorded(options, work)


def correct(options: argparse.Namespace) -> int:
    """A text of a fact is mended; its old words are kept, and nothing follows from it."""
    if options.fact is None:
        return _row(options)

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        place = redress.place_in(merchant, options.fact)
        keys = MENDABLE[place[-2]]
        if options.key not in keys:
            raise NotPossibleError(
                f"{options.fact} 能更正文字的是 {'、'.join(keys)}；日子、种类、结果不能改，"
                "登记错了的用 fangxin void 注明，再记一条新的",
                f"texts of {options.fact} that can be mended are {', '.join(keys)}; days, kinds "
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


def _row(options: argparse.Namespace) -> int:
    """A text of a register's row is mended."""
    from fangxin.office.editing.mending import with_mended

    subject = f"更正 {options.id} 的文字：{options.key}（{options.document}）"
    try:
        desk = open_desk(options)
        words = (options.id, options.key, options.value, options.document)
        path, data = with_mended(desk.sources.content, *words, desk.today)
        return carry_out(desk, {path: data}, subject)
    except NotPossibleError as error:
        complain(error.zh, error.en)
    except CannotEditError as error:
        complain(
            f"登记簿有错误或写法特别，程序不敢改动（{error}）；请先用 fangxin check 改正",
            f"the register has errors or is written in an unusual way ({error}); mend what fangxin "
            "check finds first",
        )
    except GivenUpError as error:
        return error.code
    complain("没有改动任何文件", "nothing was changed")
    return WRONG


def _words(merchant: Merchant, name: str, key: str) -> str:
    """What stands under a dotted key of a fact. Raises NotPossibleError where nothing does."""
    value: object = redress.fact_in(merchant, name)
    for part in key.split("."):
        value = getattr(value, part, None)
    if not isinstance(value, str):
        raise NotPossibleError(
            f"{name} 还没有写 {key}，没有可更正的文字", f"{name} has no {key} to be mended"
        )
    return value
