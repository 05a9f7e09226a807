"""No command gives a number that a report of misuse calls fake, or that is one of another kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fangxin.facts.registers.rows import Registers
from fangxin.facts.values import Merchant, Sign
from fangxin.office.editing.numbers import certificate_numbers, next_merchant_id, sign_numbers
from fangxin.registry.registry import Registry
from tests.cli.test_sign_restore import ID, NEXT, SHOP
from tests.support.office import Office
from tests.support.republished import MISUSE

REPORT = """\
- id: MIS-2026-001
  kind: sign
  value: 门贴 {value}
  seen: 2026-04-28
  reported: 2026-04-29
  evidence: 照片（示例）
  note: 有人举报。（示例）
"""


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """A recognised shop, and a report of a sign that has the next number."""
    office = Office.make(tmp_path, capsys, {f"shop/{ID}.yml": SHOP})
    for path in (office.folder / "content" / "registers").glob("*"):
        path.unlink()
    report = office.folder / "content" / "registers" / "misuse.yml"
    report.write_text(REPORT.format(value=NEXT), encoding="utf-8")
    office.git("add", "-A")
    office.git("commit", "-q", "-m", "台账", day="2026-05-01")
    return office


def test_a_sign_is_not_numbered_like_a_known_fake(office: Office) -> None:
    """The next but one is given, and why is said; the fake number itself is refused."""
    assert office.run("sign", "issue", ID, "-y", on="2026-05-02") == 0
    record = (office.folder / "merchants" / "shop" / f"{ID}.yml").read_text("utf-8")
    assert "BP-2026-0002" in record and NEXT not in record
    assert f"跳过编号 {NEXT}：冒用举报 MIS-2026-001" in office.err
    assert office.run("sign", "issue", ID, "--number", NEXT, "-y", on="2026-05-02") == 1
    assert "genuine-code" in office.err + office.out


def _registry(value: str, *signs: str) -> Registry:
    given = tuple(Sign(one, date(2026, 1, 2)) for one in signs)
    shop = Merchant("PJ269001Q", "月泉粮油店（示例）", "shop", signs=given)
    report = replace(MISUSE, kind="sign", value=value)
    return Registry({shop.id: shop}, registers=Registers(misuse=(report,)))


@pytest.mark.parametrize("value", ["FX-2026-0001", "fx2026 0001", "ＦＸ-2026-0001"])
def test_certificates_pass_over_fakes(value: str) -> None:
    """However the report spells them."""
    numbers = certificate_numbers(_registry(value), date(2026, 7, 1))
    assert numbers.next(date(2026, 7, 1)) == "FX-2026-0002"
    assert numbers.next(date(2026, 7, 1)) == "FX-2026-0003"
    assert list(numbers.skipped) == ["FX-2026-0001"] and "MIS-" in next(numbers.words())[0]


def test_certificates_pass_over_signs() -> None:
    """A number of another kind is not given once more."""
    numbers = certificate_numbers(_registry("别的", "FX-2026-0001"), date(2026, 7, 1))
    assert numbers.next(date(2026, 7, 1)) == "FX-2026-0002"
    signs = sign_numbers(_registry("别的", "FX-2026-0001"), date(2026, 7, 1))
    assert signs.next(date(2026, 7, 1)) == "FX-2026-0002" and not signs.skipped


def test_ids_pass_over_fakes() -> None:
    """The ID of a new merchant too."""
    free = next_merchant_id(_registry("别的"), date(2026, 7, 1))
    assert next_merchant_id(_registry(free), date(2026, 7, 1)) != free
