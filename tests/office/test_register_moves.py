"""What rows of registers together do to a merchant's standing, and what is asked about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fangxin.facts.registers.confirm import failures_are_confirmed
from fangxin.facts.registers.linking import joined, links_are_clear
from fangxin.facts.registers.rows import Complaint, Party, Registers
from fangxin.facts.values import Act, Decision, Facts, Status, Void
from fangxin.standing.standing import standing
from tests.facts.test_registers import CODE, SHOP, about, of, row
from tests.support.complaints import Moment, a_complaint
from tests.support.registers import batch, programme, read, table

HELD = replace(
    SHOP,
    decisions=(
        Decision(
            "D1",
            date(2024, 1, 2),
            Act.CERTIFIED,
            date(2024, 1, 2),
            until=date(2036, 1, 1),
            imported=True,
        ),
    ),
)
DAY = date(2026, 4, 20)


def status(registers: Registers, day: date = DAY) -> Status:
    (merchant,) = joined([HELD], registers)
    facts = Facts(HELD.id, HELD.uscc, merchant.decisions, merchant.failures)
    return standing(facts, programme().policy, day).status


def refused(number: int, day: int, **changes: object) -> Complaint:
    """A complaint that was upheld and not performed, closed on that day of March."""
    return a_complaint(
        number,
        received=Moment(2026, 3, day, 9, 5),
        closed=Moment(2026, 3, day, 10, 5),
        outcome="not_performed",
        merchant=Party(id=HELD.id),
        document=f"例{number}号",
        **changes,
    )


@pytest.mark.parametrize(
    ("repeat_of", "expected"),
    [("CMP-2026-00001", Status.SUSPENDED), (None, Status.REVOKED)],
)
def test_one_dispute_counts_once(repeat_of: str | None, expected: Status) -> None:
    """Complained of again, it is no second failure in a window; another dispute is."""
    rows = (refused(1, 10), refused(2, 20, repeat_of=repeat_of))
    assert status(Registers(complaints=rows), date(2026, 3, 20)) is expected


def test_a_repeat_counts_once_its_first_is_void() -> None:
    """The dispute stays one failure, whichever of its rows was a mistake."""
    first = replace(refused(1, 10), void=Void(date(2026, 3, 15), "例"))
    rows = (first, refused(2, 20, repeat_of="CMP-2026-00001"))
    assert status(Registers(complaints=rows), date(2026, 3, 20)) is Status.SUSPENDED


@pytest.mark.parametrize(
    ("document", "on", "expected"),
    [
        ("例9号", date(2026, 4, 1), Status.SUSPENDED),
        ("例10号", date(2026, 4, 1), Status.SUSPENDED),
        ("例10号", date(2026, 4, 10), Status.SUSPENDED),
        ("例10号", date(2026, 4, 11), Status.REVOKED),
    ],
)
def test_one_visit_counts_once(document: str, on: date, expected: Status) -> None:
    """Two batches of one day are one act, whatever their documents; another visit repeats it only
    after the merchant was told of the first, on the tenth."""
    told, final = date(2026, 4, 10), date(2026, 4, 15)
    first = row(document="例9号", final=told, date=date(2026, 4, 1), recorded=told)
    second = replace(
        first, id="INS-2026-0002", document=document, date=on, final=final, recorded=final
    )
    assert status(Registers(inspections=(first, second)), final) is expected


@pytest.mark.parametrize("kind", ["counterfeit", "dishonest_listed", "complaint_not_performed"])
def test_a_sample_is_of_a_kind_that_waits_until_final(tmp_path: Path, kind: str) -> None:
    """A sample alone can only suspend: kinds that revoke at once have registers of their own."""
    _, problems = read(tmp_path, inspections=table(batch(kind=kind)))
    assert [problem.code for problem in problems] == ["unknown-row-code"]
    assert "failed_sample" in problems[0].zh and kind not in problems[0].zh.partition("之一")[0]


def test_what_may_move_a_merchant_is_asked_about() -> None:
    """A failed batch whose seller is not surely known is told once, and only while it may count."""
    doubt = about(uscc=CODE, address="示例路1号，")
    (asked,) = failures_are_confirmed(doubt, of(SHOP))
    assert (asked.code, asked.level) == ("rows-to-confirm", "warning")
    assert SHOP.id in asked.zh and "fangxin todo" in asked.en
    passed = Registers(inspections=(row(seller=Party(uscc=CODE), responsible="producer"),))
    assert not list(failures_are_confirmed(passed, of(SHOP)))
    assert not list(failures_are_confirmed(about(id=SHOP.id), of(SHOP)))


def test_an_id_with_another_address_is_asked_about() -> None:
    """The ID counts, but somebody should look; a former address is no contradiction."""
    registers = about(id=SHOP.id, address="完全不同的路9号")
    (asked,) = links_are_clear(registers, of(SHOP), Path("m"))
    assert (asked.code, asked.level) == ("row-other-address", "warning")
    assert not list(links_are_clear(about(id=SHOP.id, address="示例路１号"), of(SHOP), Path("m")))
