"""``fangxin repair``: a credit repair is refused before its time, and ends the publication then."""

from __future__ import annotations

from pathlib import Path

import pytest

from fangxin.base import machine
from tests.support.office import Office

ID = "PJ239001B"
SHOP = """\
name: 月泉粮油店（示例）
uscc: 91330726MA2DEM54XD
category: shop
town: 浦南街道
address: 浙江省浦江县浦南街道月泉路18号
certification:
  decisions:
    - {id: D1, date: 2025-03-03, status: publicised, until: 2025-03-10,
       document: 浦消联办〔2025〕91号}
    - {id: D2, date: 2025-03-14, status: certified, until: 2028-03-13, certificate: FX-2025-9001,
       document: 浦消联办〔2025〕93号}
failures:
  - id: F1
    kind: penalty
    date: 2026-06-02
    served: 2026-06-05
    recorded: 2026-06-08
    document: 浦市监罚〔2026〕917号
    summary: 销售标签不符合规定的预包装食品
    rectified: 2026-06-20
  - id: F2
    kind: warning
    date: 2026-07-02
    document: 浦市监罚〔2026〕918号
    summary: 未亮照经营
  - id: F3
    kind: penalty
    date: 2025-05-06
    document: 浦市监罚〔2025〕21号
    summary: 计量器具未按期检定
    rectified: 2025-05-20
"""
PAPER = ("--document", "浦市监信修〔2026〕6号", "--by", "浦江县市场监督管理局")


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """One recognised shop with three failures."""
    return Office.make(tmp_path, capsys, {f"shop/{ID}.yml": SHOP})


def test_a_repair_is_entered_with_its_document(office: Office) -> None:
    """Three months after service, one entry more and nothing else altered; what the page tells
    changes on that day, which the command shows first."""
    assert office.run("repair", ID, "F1", *PAPER, on="2026-09-05") == 0
    before, rest = SHOP.split("  - id: F2")
    written = office.text(ID)
    assert written.replace("\n", "").count("浦市监信修〔2026〕6号") == 1
    assert written.startswith(before) and written.endswith("  - id: F2" + rest)
    assert all(word in written for word in ("repair", "2026-09-05", PAPER[3]))
    assert office.run("check", on="2026-09-06") == 0


@pytest.mark.parametrize("day", ["2026-06-08", "2026-08-31", "2026-09-04"])
def test_it_is_refused_before_the_shortest_period_is_over(office: Office, day: str) -> None:
    """Counted from service, not from the entry; nothing is written, and the day is told."""
    assert office.run("repair", ID, "F1", *PAPER, on=day) == 1
    assert "2026-09-05" in office.err
    assert office.text(ID) == SHOP


def test_a_back_dated_repair_is_refused_too(office: Office) -> None:
    """It is the day of the decision that counts, whenever it is entered."""
    assert office.run("repair", ID, "F1", "--date", "2026-08-20", *PAPER, on="2026-10-01") == 1
    assert office.run("repair", ID, "F1", "--date", "2026-09-20", *PAPER, on="2026-10-01") == 0
    assert "recorded: 2026-10-01" in office.text(ID)


def test_it_needs_a_document(office: Office) -> None:
    """What makes somebody look better rests on a paper."""
    assert office.run("repair", ID, "F1", on="2026-09-05") == 2
    assert "document" in office.err


def test_what_is_never_published_has_nothing_to_end(office: Office) -> None:
    """A warning is told nowhere."""
    assert office.run("repair", ID, "F2", *PAPER, on="2026-10-05") == 1
    assert "从不公示" in office.err


def test_it_is_entered_once(office: Office) -> None:
    """A second one is refused, and an unknown failure too."""
    assert office.run("repair", ID, "F1", *PAPER, on="2026-09-05") == 0
    assert office.run("repair", ID, "F1", *PAPER, on="2026-09-06") == 1
    assert office.run("repair", ID, "F9", *PAPER, on="2026-09-06") == 1


def test_old_facts_have_no_shortest_period(office: Office) -> None:
    """The version in force when it was recorded knew none; the repair ends the publication."""
    assert office.run("repair", ID, "F3", *PAPER, on="2026-05-05") == 0


def test_the_gate_lets_a_repair_be_added(office: Office) -> None:
    """A late key with a day of its own; taking it away again is refused."""
    day = machine.today().isoformat()
    assert office.run("repair", ID, "F1", *PAPER, on=day) == 0
    office.git("commit", "-qam", "信用修复")
    assert office.run("guard", "HEAD~1..HEAD", on=day) == 0, office.out
    office.path(ID).write_text(SHOP, encoding="utf-8")
    office.git("commit", "-qam", "撤回")
    assert office.run("guard", "HEAD~1..HEAD", on=day) == 1


def test_a_warning_is_entered_although_nothing_public_changes(office: Office) -> None:
    """It counts by the rules, and the record has it; what the public reads stays the same."""
    given = (
        "--kind",
        "warning",
        "--date",
        "2026-10-02",
        "--document",
        "浦市监罚〔2026〕919号",
        "--found-by",
        "amr",
    )
    assert office.run("fail", ID, *given, on="2026-10-03") == 0
    assert "浦市监罚〔2026〕919号" in office.text(ID)
