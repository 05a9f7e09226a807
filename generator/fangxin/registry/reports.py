"""Reports of misuse whose value is genuine: wrong ones, and those that somebody has since made so.

A number or a name that is nobody's today can be somebody's tomorrow, honestly. Then no page calls
it fake any more, and the office is told to look at the report again; nobody's work is stopped.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from fangxin.base.problem import Problem
from fangxin.facts.registers.misuse import MISUSES
from fangxin.facts.registers.rows import Misuse, Registers
from fangxin.registry.book import Book
from fangxin.registry.genuine import Genuine
from fangxin.registry.since import known_on


def with_cleared(registers: Registers, book: Book, printed: Collection[str] = ()) -> Registers:
    """The registers, reports marked whose value is genuine by now: they accuse nobody.
    ``printed``: index numbers and documents of notices."""
    known = Genuine(book, registers, printed)
    owners = {row.id: known.called(row) for row in registers.of(MISUSES)}
    if not any(owners.values()):
        return registers
    return registers.each(
        lambda row: replace(row, cleared=owners[row.id] or "") if isinstance(row, Misuse) else row
    )


def fakes_are_not_genuine(
    registers: Registers, book: Book, printed: Collection[str] = ()
) -> Iterator[Problem]:
    """Nothing that is genuine is called fake; of a copy, write what differs. An error where it was
    genuine when the report was recorded, and for numbers that the office gives, for it could give
    another one; where somebody came by it later, a warning. ``printed``: index numbers and
    documents of notices."""
    known = Genuine(book, registers, printed)
    for row in registers.of(MISUSES):
        owner = known.called(row)
        if owner is not None:
            wrong = known.is_given(row) or _was_genuine(row, registers, book)
            yield called_genuine(row, owner) if wrong else _came_later(row, owner)


def _was_genuine(row: Misuse, registers: Registers, book: Book) -> bool:
    before = (known_on(one, row.recorded) for one in book.merchants.values())
    those = {one.id: one for one in before if one is not None}
    rows = {
        name: tuple(one for one in of if (one.recorded or row.recorded) <= row.recorded)
        for name, of in registers.rows.items()
    }
    known = Genuine(replace(book, merchants=those), Registers(home=None, **rows))
    return known.owner(row) is not None


def called_genuine(row: Misuse, owner: str) -> Problem:
    """The problem: a report calls something genuine fake."""
    return Problem(
        row.place,
        "genuine-code",
        f"{row.id}：“{row.value}”是真的，或者查询时会查到真的（{owner}），写进来真的会被说成假的；"
        "有人照抄的，请写假标牌上不同的地方，例如二维码里的域名、完整的名头；已经公开的，运行 "
        f"fangxin void {row.id} --reason 原因 --document 文号",
        f"{row.id}: '{row.value}' is genuine, or leads the search to what is ({owner}), and would "
        "be called fake; where it was copied, write what differs on the fake, such as the domain "
        "in its QR code or its full name; one that is published: "
        f"fangxin void {row.id} --reason … --document …",
    )


def _came_later(row: Misuse, owner: str) -> Problem:
    return Problem(
        row.place,
        "genuine-since",
        f"{row.id}：“{row.value}”现在是真的（{owner}），网站不再说它是假的；请复核这件举报，"
        f"不再成立的，运行 fangxin void {row.id} --reason 原因 --document 文号",
        f"{row.id}: '{row.value}' is genuine by now ({owner}); the site calls it fake "
        "no more; look at the report again, and if it no longer holds: "
        f"fangxin void {row.id} --reason … --document …",
        "warning",
    )
