"""抽检: which failed batch is a failure of whom, and from which day on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from fangxin.facts.registers.inspections import INSPECTIONS, failure_of
from fangxin.facts.registers.rows import Inspection, Party
from fangxin.facts.values import Act, Decision, Facts, Failure, Status, Void
from fangxin.standing.standing import standing
from tests.support.registers import batch, programme, read, table

SAMPLED, ENTERED = date(2026, 3, 2), date(2026, 3, 20)
ROW = Inspection(
    id="INS-2026-0001",
    date=SAMPLED,
    recorded=ENTERED,
    channel="online",
    stage="circulation",
    product="移动电源",
    result="failed",
    seller=Party(id="PJSH0016"),
    reason="额定容量不符合标准",
    responsible="seller",
    kind="failed_sample",
)


@pytest.mark.parametrize(
    ("result", "responsible", "counts"),
    [
        (result, responsible, result == "failed" and responsible in ("seller", "both"))
        for result, responsible in product(
            ("passed", "failed"), ("seller", "both", "producer", "none", None)
        )
    ],
)
def test_only_what_the_seller_is_responsible_for_counts(
    result: str, responsible: str | None, counts: bool
) -> None:
    """A producer's fault, an open question and a batch that passed are nobody's failure."""
    assert (failure_of(replace(ROW, result=result, responsible=responsible)) is not None) is counts


def test_a_failure_tells_what_the_row_tells() -> None:
    """Days, document, product and reason come through, with the name of the register."""
    row = replace(ROW, served=date(2026, 3, 21), document="检〔2026〕7号", final=date(2026, 4, 9))
    failure = failure_of(row)
    assert failure is not None
    assert (failure.id, failure.kind, failure.register) == (row.id, row.kind, "inspections")
    assert (failure.date, failure.recorded, failure.served) == (SAMPLED, ENTERED, row.served)
    assert (failure.document, failure.final) == (row.document, row.final)
    assert failure.summary == "移动电源：额定容量不符合标准"


def test_an_overturned_finding_is_annulled() -> None:
    """A retest that passes works like an upheld appeal, never before the finding was entered."""
    failure = failure_of(replace(ROW, retest="overturned", retested=date(2026, 4, 1)))
    assert failure is not None
    assert failure.appeal is not None
    assert (failure.appeal.outcome, failure.appeal.decided) == ("upheld", date(2026, 4, 1))
    early = failure_of(replace(ROW, retest="overturned", retested=date(2026, 3, 5)))
    assert early is not None
    assert early.appeal is not None
    assert early.appeal.decided == ENTERED


def test_a_confirmed_finding_stands() -> None:
    """A retest that fails again annuls nothing."""
    failure = failure_of(replace(ROW, retest="confirmed", retested=date(2026, 4, 1)))
    assert failure is not None
    assert failure.appeal is None


def _status(day: date, **changes: object) -> Status:
    """The status on ``day`` of a certified shop with this row."""
    failure = failure_of(replace(ROW, **changes))  # type: ignore[arg-type]
    decisions = (
        Decision("D1", date(2026, 1, 2), Act.PUBLICISED, date(2026, 1, 2), date(2026, 1, 12)),
        Decision("D2", date(2026, 1, 20), Act.CERTIFIED, date(2026, 1, 20), date(2028, 12, 1)),
    )
    failures: tuple[Failure, ...] = (failure,) if failure else ()
    facts = Facts("PJSH0016", decisions=decisions, failures=failures)
    return standing(facts, programme().policy, day).status


BEFORE, AFTER, LATER = date(2026, 3, 19), date(2026, 3, 20), date(2026, 9, 1)
FINAL = {"final": date(2026, 4, 9)}
PASSED_AGAIN = {"retest": "overturned", "retested": date(2026, 4, 1)}
VOID = {"void": Void(date(2026, 4, 1), "写错商户")}


@pytest.mark.parametrize(
    ("changes", "day", "status"),
    [
        ({}, BEFORE, Status.CERTIFIED),  # sampled, but not yet entered
        ({}, AFTER, Status.SUSPENDED),
        ({}, LATER, Status.SUSPENDED),  # provisional: never revoked until final
        (FINAL, LATER, Status.REVOKED),  # final, and not rectified in time
        ({"responsible": "producer"}, LATER, Status.CERTIFIED),
        ({"responsible": "both"}, AFTER, Status.SUSPENDED),
        ({"result": "passed"}, LATER, Status.CERTIFIED),
        (PASSED_AGAIN, date(2026, 3, 31), Status.SUSPENDED),
        (PASSED_AGAIN, date(2026, 4, 1), Status.CERTIFIED),
        ({**PASSED_AGAIN, **FINAL}, LATER, Status.CERTIFIED),
        (
            {**PASSED_AGAIN, "retested_recorded": date(2026, 4, 7)},
            date(2026, 4, 6),
            Status.SUSPENDED,
        ),
        (VOID, date(2026, 3, 31), Status.SUSPENDED),
        ({**VOID, **FINAL}, LATER, Status.CERTIFIED),
    ],
)
def test_what_a_row_does_to_a_shop(changes: dict[str, object], day: date, status: Status) -> None:
    """The whole way from the row to the standing, day by day."""
    assert _status(day, **changes) is status


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": ""}, "missing-key"),
        ({"responsible": "", "kind": ""}, "missing-key"),
        ({"recorded": ""}, "missing-key"),
        ({"kind": ""}, "missing-key"),
        ({"seller": ""}, "seller-missing"),
        ({"result": "passed"}, "key-misplaced"),
        ({"responsible": "producer"}, "key-misplaced"),
        ({"retest": "overturned"}, "key-alone"),
        ({"retested": "2026-04-01"}, "key-alone"),
        ({"final_recorded": "2026-04-01"}, "key-alone"),
        ({"recorded": "2026-03-01"}, "wrong-order"),
        ({"final": "2026-03-01"}, "wrong-order"),
        ({"result": "fine"}, "bad-choice"),
        ({"date": "2026-2-30"}, "bad-day"),
        ({"seller": "PJSH0017"}, "bad-merchant-id"),
        ({"seller_uscc": "91330726"}, "bad-credit-code"),
    ],
)
def test_a_contradictory_row_is_refused(tmp_path: Path, changes: dict[str, str], code: str) -> None:
    """What is missing, out of order or contradicts the result stops the build."""
    _, problems = read(tmp_path, inspections=table(batch(**changes)))
    assert code in {problem.code for problem in problems if problem.level == "error"}


def test_a_passed_batch_needs_little(tmp_path: Path) -> None:
    """Nothing about blame; the day it was entered is then the day it was sampled."""
    empty = dict.fromkeys(("reason", "responsible", "kind", "recorded", "seller"), "")
    registers, problems = read(tmp_path, inspections=table(batch(result="passed", **empty)))
    assert problems == []
    assert registers.of(INSPECTIONS)[0].recorded == SAMPLED
