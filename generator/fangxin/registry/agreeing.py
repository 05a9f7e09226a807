"""What registers say of merchants besides failures agrees with what their records say.

Records tell how things are, not how they were: so all is compared as of today, also where the site
of an earlier day is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fangxin.base.problem import Problem
from fangxin.facts.document_number import same_document
from fangxin.facts.policy.publication import last_public
from fangxin.facts.record.table import GRADES
from fangxin.facts.record.table import KITCHENS as SORTS
from fangxin.facts.recourse import stands
from fangxin.facts.registers.exemplars import EXEMPLARS, Exemplar
from fangxin.facts.registers.honoured import HONOURED, Honoured
from fangxin.facts.registers.kitchens import KITCHEN_RATINGS, Rating, newest_ratings
from fangxin.facts.registers.recalls import RECALLS
from fangxin.facts.registers.rows import Registers
from fangxin.facts.values import Failure, Honour, Merchant, Status
from fangxin.registry.book import Book
from fangxin.standing.knowledge import upheld_known
from fangxin.standing.reading import read
from fangxin.standing.standing import answer


def kitchens_agree(rows: Registers, book: Book) -> Iterator[Problem]:
    """A caterer that is certified and was rated says in its record what its newest rating says."""
    whole = {merchant.id: merchant for merchant in book.whole()}
    for row in newest_ratings(rows.of(KITCHEN_RATINGS), book.today).values():
        merchant = whole.get(row.shop.id or "")
        if merchant is not None and _is_certified(merchant, book):
            yield from _differing(row, merchant)


def _is_certified(merchant: Merchant, book: Book) -> bool:
    reading = read(book.facts(merchant.id), book.programme.policy, book.today)
    return answer(reading, book.today).status is Status.CERTIFIED


def _differing(row: Rating, merchant: Merchant) -> Iterator[Problem]:
    for key, zh, labels, here, there in (
        ("kitchen", "阳光厨房", SORTS, row.kitchen, merchant.kitchen),
        ("catering_grade", "餐饮量化等级", GRADES, row.grade, merchant.catering_grade),
    ):
        if there is not None and here != there:
            yield Problem(
                row.place,
                "kitchen-differs",
                f"{row.id}：{merchant.id}（{merchant.name}）认定有效，两处的{zh}须一样：这里是"
                f"“{labels[here][0]}”，档案的 {key} 是“{labels[there][0]}”。评定变了的，用 "
                f"fangxin change 改档案；这里写错的，用 void 注明",
                f"{row.id}: {merchant.id} is certified, so both must say the same: here {here}, in "
                f"its record {key}: {there}; change the record with fangxin change, or declare the "
                "row void",
            )


def good_examples_were_certified(rows: Registers, book: Book) -> Iterator[Problem]:
    """A good example was certified on the day on which it was held up."""
    whole = {merchant.id: merchant for merchant in book.whole()}
    for row in rows.of(EXEMPLARS):
        merchant = whole.get(row.shop.id or "")
        if row.kind != "good" or merchant is None or row.void is not None:
            continue
        status = answer(
            read(book.facts(merchant.id), book.programme.policy, row.date), row.date
        ).status
        if status is not Status.CERTIFIED:
            yield Problem(
                row.place,
                "exemplar-not-certified",
                f"{row.id}：{merchant.id}（{merchant.name}）在 {row.date} 不是认定有效"
                f"（{status.value}），不能当正面典型；请核对编号和日期",
                f"{row.id}: {merchant.id} was not certified on {row.date} ({status.value}) and is "
                "no good example; check ID and day",
            )


def bad_examples_are_founded(rows: Registers, book: Book) -> Iterator[Problem]:
    """A bad example that is still told rests on a failure of this merchant that stands and is
    public as long; when that is annulled or ends earlier, the example is taken down."""
    for row in rows.of(EXEMPLARS):
        merchant = book.merchants.get(row.shop.id or "")
        if row.kind != "bad" or merchant is None or not row.is_told(book.today):
            continue
        found = [one for one in merchant.failures if same_document(one.document, row.finding)]
        standing = [one for one in found if _is_public(one, row, book)]
        if not standing:
            yield _unfounded(row, bool(found))


def _is_public(failure: Failure, row: Exemplar, book: Book) -> bool:
    """Whether the failure holds, and its detail is public as long as the example."""
    upheld = upheld_known(failure)
    if not stands(failure, book.today) or (upheld is not None and upheld <= book.today):
        return False
    repaired = failure.repair.known if failure.repair is not None else None
    last = last_public(
        book.programme.policy,
        failure.kind,
        failure.recorded,
        failure.served,
        failure.publication_ends,
        repaired,
    )
    return row.ends is not None and row.ends <= last


def _unfounded(row: Exemplar, found: bool) -> Problem:
    zh, en = (
        ("这一件已被撤销，或它的公示期比 until 早满", "it was annulled, or is public for less long")
        if found
        else ("这家商户没有这个文号的问题记录", "the merchant has no failure by this document")
    )
    return Problem(
        row.place,
        "exemplar-unfounded",
        f"{row.id}：反面典型须凭还在公示的问题记录（finding：{row.finding}），而{zh}。"
        "请核对文号和 until；已经公布的，写 taken_down（撤下日期）",
        f"{row.id}: a bad example rests on a failure that is public (finding: {row.finding}), but "
        f"{en}; check the document and until, or write taken_down where it was published",
    )


def honours_agree(rows: Registers, book: Book) -> Iterator[Problem]:
    """An honour in force of a merchant stands in its record with the same issuer and days."""
    whole = {merchant.id: merchant for merchant in book.whole()}
    for row in rows.of(HONOURED):
        merchant = whole.get(row.shop.id or "")
        if merchant is None:
            continue
        same = [one for one in merchant.honours if one.name == row.name]
        if row.holds(book.today) and not any(_says_the_same(one, row) for one in same):
            yield _honour_differs(row, merchant)


def _says_the_same(honour: Honour, row: Honoured) -> bool:
    written = (honour.granted, honour.by or row.by, honour.until)
    return written == (row.granted, row.by, row.ends)


def _honour_differs(row: Honoured, merchant: Merchant) -> Problem:
    until = row.ends or "不写"
    return Problem(
        row.place,
        "honour-differs",
        f"{row.id}：{merchant.id}（{merchant.name}）的档案里，honours 须有一样的一项：{row.name}，"
        f"{row.granted} 由{row.by}授予，until {until}。请改档案；这里写错的，用 void 注明",
        f"{row.id}: the record of {merchant.id} must have the same under honours: {row.name}, "
        f"granted {row.granted} by {row.by}, until {row.ends}; mend the record, or declare the row "
        "void",
    )


def sellers_are_known(rows: Registers, book: Book, folder: Path) -> Iterator[Problem]:
    """A seller of goods that are called back is a merchant of the registry; not asked while there
    are records that cannot be read, nor beside the records of another ``folder`` than its own."""
    at_home = rows.home is None or folder.resolve() == rows.home
    for row in rows.of(RECALLS) if at_home and not book.broken else ():
        for seller in row.sellers:
            if seller not in book.merchants:
                yield Problem(
                    row.place,
                    "unknown-seller",
                    f"{row.id}：sellers 里的 {seller} 不是登记的商户；请核对编号，"
                    "不在登记簿里的不写",
                    f"{row.id}: {seller} under sellers is no merchant of the registry; check the "
                    "ID, and leave out who is not on record",
                )
