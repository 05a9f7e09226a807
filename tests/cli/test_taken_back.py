"""What a mistaken change wrote goes with its void: town and address, as places are called today."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_record_commands import ID
from tests.support.office import Office
from tests.support.twice import RECORDS

DAY, BETWEEN, LATER, LAST = "2024-05-01", "2024-05-06", "2024-05-08", "2024-05-09"

AWAY = "浙江省浦江县黄宅镇示例路11号"
NEAR = "浙江省浦江县浦南街道月泉路19号"
WHY = ("--document", "浦消联办〔2024〕105号", "--summary", "门牌")
VOID = ("--reason", "没有搬", "--document", "浦消联办〔2024〕106号", "--commit")
REFUSED = ("unannounced-change", "change-differs")


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """A few merchants; ID is in 浦南街道."""
    office = Office.make(tmp_path / "office", capsys, RECORDS)
    return office


def moved(office: Office, address: str, town: str | None = None, on: str = DAY) -> None:
    change = ("change", ID, "address", address, "--continues", "是", *WHY, "--commit")
    assert office.run(*change, on=on) == 0, office.err
    if town is not None:
        assert office.run("change", ID, "town", town, "--commit", on=on) == 0, office.err


def passed(office: Office, since: str = "HEAD~1", on: str = LATER) -> None:
    office.run("guard", f"{since}..HEAD", "--published", DAY, on=on)
    assert not [code for code in REFUSED if code in office.out], office.out


def key(office: Office, name: str) -> str:
    return office.text(ID).split(f"\n{name}: ")[1].split("\n")[0]


def renamed(office: Office, before: str, after: str) -> None:
    """The state renames a town: programme and records say so."""
    path = office.folder / "content/programme/towns.yml"
    text = path.read_text("utf-8").replace(before, after)
    text += f"renamed:\n  - {{from: {before}, to: {after}, date: {BETWEEN}, document: 文9号}}\n"
    path.write_text(text, encoding="utf-8")
    for path in (office.folder / "merchants").rglob("*.yml"):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        own = [
            line.replace(before, after) if line.startswith(("town: ", "address: ")) else line
            for line in lines
        ]
        path.write_text("".join(own), encoding="utf-8")
    office.git("commit", "-qam", "改名", day=BETWEEN)


def test_the_town_goes_back_with_the_address(office: Office) -> None:
    """Void of a move to another town: both are what they were, and the gate lets both through."""
    address, town = key(office, "address"), key(office, "town")
    moved(office, AWAY, "黄宅镇")
    assert office.run("void", ID, "C1", *VOID, on=LATER) == 0, office.err
    assert (key(office, "address"), key(office, "town")) == (address, town)
    passed(office)
    assert office.run("check", on=LATER) == 0, office.out


@pytest.mark.parametrize("same", [True, False])
def test_a_town_left_behind_is_put_right(office: Office, same: bool) -> None:
    """A record whose address alone was given back by hand: the town follows in the same push or in
    a later one; to a town that the address does not name it goes no more."""
    town = key(office, "town")
    moved(office, AWAY, "黄宅镇")
    assert office.run("void", ID, "C1", *VOID, on=LATER) == 0, office.err
    path = office.path(ID)
    left = office.text(ID).replace(f"\ntown: {town}\n", "\ntown: 黄宅镇\n")
    path.write_text(left, encoding="utf-8")
    office.git("commit", "-qa", "--amend", "-m", "x", day=LATER)
    assert office.run("change", ID, "town", town, "--commit", on=LAST) == 0, office.err
    passed(office, "HEAD~2" if same else "HEAD~1", on=LAST)
    assert office.run("change", ID, "town", "岩头镇", "--commit", on=LAST) == 0, office.err
    office.run("guard", "HEAD~1..HEAD", "--published", LAST, on=LAST)
    assert "unannounced-change" in office.out


def test_a_move_within_the_town_leaves_it(office: Office) -> None:
    """Nothing is said, and the town stays."""
    town = key(office, "town")
    moved(office, NEAR)
    assert office.run("void", ID, "C1", *VOID, on=LATER) == 0, office.err
    assert key(office, "town") == town and "请核对" not in office.err
    passed(office)


@pytest.mark.parametrize("away", [NEAR, AWAY])
@pytest.mark.parametrize("which", ["浦南街道", "黄宅镇"])
def test_a_town_renamed_between_hides_no_mistake(office: Office, away: str, which: str) -> None:
    """The mistaken address goes, and the former one comes back, as it is called today."""
    address, town = key(office, "address"), key(office, "town")
    moved(office, away, "黄宅镇" if away == AWAY else None)
    renamed(office, which, "新南街道")
    assert office.run("void", ID, "C1", *VOID, on=LATER) == 0, office.err
    assert key(office, "address") == address.replace(which, "新南街道")
    assert key(office, "town") == town.replace(which, "新南街道")
    passed(office)
    assert office.run("check", on=LATER) == 0, office.out


def test_two_mistakes_around_a_renaming(office: Office) -> None:
    """Void one after the other: the first address, as it is called today."""
    address = key(office, "address")
    moved(office, NEAR)
    renamed(office, "浦南街道", "新南街道")
    moved(office, AWAY, "黄宅镇", on=BETWEEN)
    for id, day in (("C1", LATER), ("C2", LAST)):
        assert office.run("void", ID, id, *VOID, on=day) == 0, office.err
        passed(office, on=day)
    assert key(office, "address") == address.replace("浦南", "新南")
    assert key(office, "town") == "新南街道"


def test_what_cannot_go_back_is_said(office: Office) -> None:
    """An address that was edited by hand since: the void stands, and an official is told."""
    moved(office, NEAR)
    path = office.path(ID)
    path.write_text(
        office.text(ID).replace(f"\naddress: {NEAR}", f"\naddress: {NEAR}后门"), "utf-8"
    )
    office.git("commit", "-qam", "x", day=BETWEEN)
    assert office.run("void", ID, "C1", *VOID, on=LATER) == 0, office.err
    assert f"{NEAR}后门" in office.err and f"fangxin change {ID} address" in office.err


def test_a_later_change_needs_no_word(office: Office) -> None:
    """What a change that holds wrote stays, and nobody is told to look."""
    moved(office, NEAR)
    moved(office, AWAY, "黄宅镇", on=BETWEEN)
    assert office.run("void", ID, "C1", *VOID, on=LATER) == 0, office.err
    assert key(office, "address") == AWAY and "没有改回" not in office.err


def test_an_address_without_town(office: Office) -> None:
    """Nobody can tell the town from it: an official is told, and may put it right at once."""
    path = office.path(ID)
    path.write_text(office.text(ID).replace(key(office, "address"), "月泉路18号"), "utf-8")
    office.git("commit", "-qam", "x", day=DAY)
    moved(office, AWAY, "黄宅镇")
    assert office.run("void", ID, "C1", *VOID, on=LATER) == 0, office.err
    assert key(office, "town") == "黄宅镇" and "乡镇街道仍是黄宅镇" in office.err
    assert office.run("change", ID, "town", "浦南街道", "--commit", on=LATER) == 0, office.err
    passed(office, "HEAD~2")
