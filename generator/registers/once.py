"""One fact stands in one place: in the merchant's record or in a register, never in both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.facts import Failure, Merchant
from generator.problem import Place, Problem
from generator.registers.linking import linked
from generator.registers.rows import Registers, Row
from generator.sameness import looks


def facts_stand_once(registers: Registers, merchants: Mapping[str, Merchant]) -> Iterator[Problem]:
    """A row about a merchant has neither the document nor the id of a failure in its record.

    A failure that was declared void there may stand in the register instead."""
    links = linked(registers, merchants)
    for row in registers.all():
        merchant = merchants.get(links.get(row.id, ""))
        if merchant is None or row.void is not None:
            continue
        for failure in merchant.failures:
            if failure.register is None and failure.void is None:
                yield from _twice(row, failure, merchant)


def _twice(row: Row, failure: Failure, merchant: Merchant) -> Iterator[Problem]:
    there = _place(failure, merchant)
    document = getattr(row, "document", None)
    if failure.id == row.id:
        yield Problem(
            row.place,
            "same-id",
            f"{row.id}：商户 {merchant.id} 的档案里也有编号 {row.id}（{there}），说不清指哪一个；"
            "请给登记簿里的这一行换一个编号",
            f"{row.id}: the record of {merchant.id} has a fact with this id too ({there}), so that "
            "nobody can say which is meant; give the row another id",
        )
    elif document and failure.document and looks(document) == looks(failure.document):
        yield Problem(
            row.place,
            "same-document",
            f"{row.id}：文书“{document}”在商户 {merchant.id} 的档案里已有一条 {failure.id}"
            f"（{there}）：一件事只记在一处。确是同一件事的，请在其中一处写明 void"
            "（登记有误），整改和陈述写在档案的 follow_up 里；不是同一件事的，请核对文号",
            f"{row.id}: the document '{document}' stands in the record of {merchant.id} too, as "
            f"{failure.id} ({there}): one fact stands in one place. If it is the same, declare one "
            "of them void and put rectification and reply into the record's follow_up; if not, "
            "check the number",
        )


def _place(failure: Failure, merchant: Merchant) -> Place:
    index = [own.id for own in merchant.failures if own.register is None].index(failure.id)
    return merchant.places.get(f"failures.{index}", Place(merchant.path))
