"""A credit code or an address that a merchant never had is filled in by ``fangxin change``, and
goes again by ``fangxin void``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_record_commands import ID
from tests.support.office import Office
from tests.support.twice import RECORDS

BARE = "PJ2300033"
DAY, LATER = "2024-05-01", "2024-05-08"
CODE, ROAD = "91330726MA2DEM57XG", "浙江省浦江县郑宅镇梅江路9号"
RECORD = """\
# 从旧登记簿导入，没有信用代码和地址。
name: 梅江副食店（示例）
category: shop
certification:
  decisions:
    - {id: D1, date: 2023-01-08, status: certified, until: 2025-12-31, document: 文1号,
       imported: true}
"""
WHY = ("--document", "浦消联办〔2024〕105号", "--summary", "照营业执照补登")
VALUES = {"uscc": CODE, "address": ROAD}


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """Two merchants, and one that came from an older register without code and address."""
    records = {**RECORDS, f"shop/{BARE}.yml": RECORD}
    return Office.make(tmp_path / "office", capsys, records)


@pytest.mark.parametrize("field", VALUES)
def test_what_was_never_known_is_filled_in_by_a_document(office: Office, field: str) -> None:
    """The command asks for document and reason, writes an entry without ``before`` that goes on as
    the same operator, and the gate lets both through; nobody's standing moves."""
    value = VALUES[field]
    assert office.run("change", BARE, field, value, on=DAY) == 2
    assert "--document" in office.err and "--summary" in office.err
    assert office.run("change", BARE, field, value, *WHY, "--commit", on=DAY) == 0, office.err
    text = office.text(BARE)
    assert f"\n{field}: {value}\n" in text and f"after: {value}" in text
    assert "before:" not in text and "continues: true" in text
    assert office.run("show", BARE, on=LATER) == 0 and "认定有效" in office.out
    office.run("guard", "HEAD~1..HEAD", "--published", DAY, on=DAY)
    assert "joined-in-silence" not in office.out and "change-differs" not in office.out
    assert office.run("check", on=DAY) == 0, office.out


@pytest.mark.parametrize("field", VALUES)
def test_a_mistaken_one_goes_with_its_void(office: Office, field: str) -> None:
    """The void takes the value out again; the entry stays, and says that it was a mistake."""
    assert office.run("change", BARE, field, VALUES[field], *WHY, "--commit", on=DAY) == 0
    void = ("void", BARE, "C1", "--reason", "看错执照", "--document", "浦消联办〔2024〕106号")
    assert office.run(*void, "--commit", on=LATER) == 0, office.err
    text = office.text(BARE)
    assert f"\n{field}:" not in text and "reason: 看错执照" in text
    assert office.run("check", on=LATER) == 0, office.out


def test_the_code_of_another_shop_joins_by_the_command(office: Office) -> None:
    """A code that somebody bears is entered by the same command, which says who else must see it;
    written by hand the gate refuses it and names the command."""
    code = office.text(ID).split("uscc: ")[1].split("\n")[0]
    assert office.run("change", BARE, "uscc", code, *WHY, "--commit", on=DAY) == 0, office.err
    office.run("guard", "HEAD~1..HEAD", "--published", DAY, on=DAY)
    assert "joined-in-silence" not in office.out
    office.git("reset", "-q", "--hard", "HEAD~1")
    path = office.path(BARE)
    by_hand = path.read_text("utf-8").replace("category:", f"uscc: {code}\ncategory:")
    path.write_text(by_hand, encoding="utf-8")
    office.git("commit", "-qam", "补代码", day=DAY)
    office.run("guard", "HEAD~1..HEAD", "--published", DAY, on=DAY)
    assert f"fangxin change {BARE} uscc {code} --document" in office.out
