"""``fangxin void`` declares rows of every register void, as messages advise it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fangxin.facts.registers.declared import every
from fangxin.office.editing.refusal import NotPossibleError
from fangxin.office.editing.voiding import with_voided
from tests.cli.test_record_commands import ID, SHOP
from tests.cli.test_sign_restore import ID as HELD
from tests.cli.test_sign_restore import SHOP as RECOGNISED
from tests.support import county
from tests.support.office import Office
from tests.support.republished import GOOD, row
from tests.support.twice import COMPLAINT, INSPECT

DOCUMENT = "浦消联办〔2026〕196号"
WHY = ("--reason", "登记时弄错", "--document", DOCUMENT)
BEFORE, ON = "2024-06-06", "2026-07-02"


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """The kept town with its registers."""
    return Office.make(tmp_path / "office", capsys, {f"shop/{ID}.yml": SHOP})


def entered(office: Office, name: str) -> tuple[Path, str]:
    """A row of a register, entered and committed: its file and its id."""
    folder = office.folder / "content" / "registers"
    if name in GOOD:
        path = folder / f"{name}.yml"
        there = path.read_text("utf-8") if path.is_file() else ""
        path.write_text(there + row(name, id=f"{GOOD[name]['id'][:-3]}777"), encoding="utf-8")
        office.git("add", "-A")
        office.git("commit", "-q", "-m", "登记", day=BEFORE)
        return path, f"{GOOD[name]['id'][:-3]}777"
    words = {"inspections": INSPECT, "complaints": COMPLAINT}[name]
    assert office.run(*words, "--commit", on=BEFORE) == 0, office.err
    path = next(folder.glob(f"{name}*.csv"))
    return path, path.read_text("utf-8").rstrip().split("\n")[-1].split(",")[0]


@pytest.mark.parametrize("name", ["inspections", "complaints", *GOOD])
def test_a_row_of_every_register_is_declared_void(office: Office, name: str) -> None:
    """It says why and by which document, once; nothing else in the file differs."""
    path, id = entered(office, name)
    before = path.read_text("utf-8")
    assert office.run("void", id, *WHY, "-y", on=ON) == 0, office.err
    now = path.read_text("utf-8")
    assert now != before and "登记时弄错" in now and DOCUMENT in now
    assert office.run("void", id, *WHY, "-y", on=ON) == 1
    assert "已经注明登记有误" in office.err and path.read_text("utf-8") == now


@pytest.mark.parametrize("name", sorted(county.GOOD))
def test_rows_of_registers_with_a_page_of_their_own_too(tmp_path: Path, name: str) -> None:
    """In their files, once."""
    register = next(one for one in every() if one.name == name)
    path = tmp_path / "registers" / f"{name}.{register.ending}"
    path.parent.mkdir()
    path.write_text(county.written(name, [county.row(name)]), encoding="utf-8")
    void = {"date": ON, "reason": "登记时弄错", "document": DOCUMENT}
    id = county.GOOD[name]["id"]
    found, data = with_voided(tmp_path, id, void)
    assert found == path and "登记时弄错" in data.decode()
    path.write_bytes(data)
    with pytest.raises(NotPossibleError):
        with_voided(tmp_path, id, void)


def test_every_register_is_tried() -> None:
    """One more is not forgotten."""
    tried = {"inspections", "complaints", *GOOD, *county.GOOD}
    assert tried == {one.name for one in every()}


def test_a_report_that_came_true_is_told_and_declared_void(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By check and in the list of duties, with the command; then neither says it."""
    office = Office.make(tmp_path / "office", capsys, {f"shop/{HELD}.yml": RECOGNISED})
    report = office.folder / "content" / "registers" / "misuse.yml"
    with report.open("a", encoding="utf-8") as file:
        file.write(
            "- id: MIS-2026-777\n  kind: domain\n  value: spring.example\n  seen: 2026-06-01\n"
            "  reported: 2026-06-01\n  evidence: 截图（示例）\n  note: 不是本办公室认定的（示例）\n"
        )
    record = office.folder / "merchants" / "shop" / f"{HELD}.yml"
    record.write_text("website: https://spring.example/\n" + record.read_text("utf-8"), "utf-8")
    assert office.run("check", on=ON) == 0, office.err + office.out
    assert "genuine-since" in office.out + office.err
    assert office.run("todo", "--json", on=ON) == 0
    assert "fangxin void MIS-2026-777 --reason 原因 --document 文号" in office.out
    assert office.run("void", "MIS-2026-777", *WHY, "-y", on=ON) == 0, office.err
    assert office.run("check", on=ON) == 0
    assert "genuine-since" not in office.out + office.err
    assert office.run("todo", "--json", on=ON) == 0 and "MIS-2026-777" not in office.out


def test_other_ids_are_refused_as_they_were(office: Office) -> None:
    """A merchant without a fact, a merchant with a row, a row that is not there."""
    assert office.run("void", ID, "MIS-2026-001", *WHY, "-y", on=ON) == 1
    assert "fangxin void MIS-2026-001 --reason" in office.err
    assert office.run("void", ID, *WHY, "-y", on=ON) == 2 and "FACT" in office.err
    assert office.run("void", "MIS-2026-999", *WHY, "-y", on=ON) == 1
    assert "没有编号 MIS-2026-999" in office.err
