"""A credit code that was mistyped joins two operators; each way back is a command, in any order."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_record_commands import ID
from tests.support.office import Office
from tests.support.twice import RECORDS

DAY, LATER, LAST = "2024-05-01", "2024-05-08", "2024-05-09"
RIGHT, OTHER = "91330726MA2DEM57XG", "91330726MA2DEM60X4"
WHY = ("--document", "浦消联办〔2024〕105号", "--summary", "照营业执照核对")
SHOP = (
    *("new", "--name", "梅江副食店（示例）", "--category", "shop", "--town", "郑宅镇"),
    *("--address", "浙江省浦江县郑宅镇梅江路9号"),
)


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """A few merchants, all in order."""
    return Office.make(tmp_path / "office", capsys, RECORDS)


def code_of(office: Office, id: str) -> str:
    return office.text(id).split("uscc: ")[1].split("\n")[0]


def joined(office: Office) -> str:
    """A new shop under the code of another one, by a document; its ID."""
    code = code_of(office, ID)
    before = {path.stem for path in (office.folder / "merchants").rglob("*.yml")}
    assert office.run(*SHOP, "--uscc", code, *WHY, "--commit", on=DAY) == 0, office.err
    after = {path.stem for path in (office.folder / "merchants").rglob("*.yml")}
    (id,) = after - before
    return id


def test_a_new_shop_of_an_operator_says_by_which_document(office: Office) -> None:
    """Without it nothing is written, and the command says whose code it is; with it the record
    begins with the entry that the gate asks for."""
    code = code_of(office, ID)
    assert office.run(*SHOP, "--uscc", code, on=DAY) == 2
    assert ID in office.err and "--document" in office.err
    text = office.text(joined(office))
    assert f"after: {code}" in text and "before:" not in text and "continues: true" in text
    office.run("guard", "HEAD~1..HEAD", "--published", DAY, on=DAY)
    assert "arrival-joined" not in office.out
    assert office.run("check", on=DAY) == 0, office.out


def test_a_code_of_nobody_needs_no_document(office: Office) -> None:
    """It joins nobody."""
    assert office.run(*SHOP, "--uscc", RIGHT, "--commit", on=DAY) == 0, office.err


def test_a_new_record_made_by_hand_says_it_afterwards(office: Office) -> None:
    """The gate names the command, and the command writes the entry to the same code."""
    id = joined(office)
    path, code = office.path(id), code_of(office, ID)
    text = office.text(id)
    path.write_text(text[: text.index("changes:")], encoding="utf-8")
    office.git("commit", "-qa", "--amend", "-m", "按原样", day=DAY)
    office.run("guard", "HEAD~1..HEAD", "--published", DAY, on=DAY)
    assert f"fangxin change {id} uscc {code} --document" in office.out
    assert office.run("change", id, "uscc", code, *WHY, "--commit", on=DAY) == 0, office.err
    assert "before:" not in office.text(id) and f"after: {code}" in office.text(id)


def test_a_mistyped_code_is_put_right(office: Office) -> None:
    """One command: the entry says that the code before was a mistake, and goes on."""
    id = joined(office)
    put_right = ("change", id, "uscc", RIGHT, "--mistaken", "是", *WHY)
    assert office.run(*put_right[:6], on=LATER) == 2  # it needs paper and reason
    assert office.run(*put_right, "--commit", on=LATER) == 0, office.err
    text = office.text(id)
    assert f"\nuscc: {RIGHT}\n" in text and "mistaken: true" in text
    assert text.count("continues: true") == 2
    office.run("guard", "HEAD~1..HEAD", "--published", DAY, on=LATER)
    assert "change-differs" not in office.out and "undoing-unfounded" not in office.out
    assert office.run("check", on=LATER) == 0, office.out


@pytest.mark.parametrize("order", [("C1", "C2"), ("C2", "C1")])
def test_two_mistaken_changes_are_void_in_any_order(office: Office, order: tuple[str, ...]) -> None:
    """The code is in the end what it was in the beginning."""
    first = code_of(office, ID)
    for code in (RIGHT, OTHER):
        change = ("change", ID, "uscc", code, "--continues", "是", *WHY)
        assert office.run(*change, "--commit", on=DAY) == 0, office.err
    for id, day in zip(order, (LATER, LAST), strict=True):
        void = ("void", ID, id, "--reason", "认错执照", "--document", "浦消联办〔2024〕106号")
        assert office.run(*void, "--commit", on=day) == 0, office.err
        office.run("guard", "HEAD~1..HEAD", "--published", DAY, on=day)
        assert "unannounced-change" not in office.out, office.out
    assert code_of(office, ID) == first


def test_who_took_over_is_told_after_the_end(office: Office) -> None:
    """A shop whose recognition ended with a change of its code, or with a closing that named
    nobody: told once, and not twice."""
    assert office.run(*SHOP, "--uscc", RIGHT, "--commit", on=DAY) == 0, office.err
    heir = next(
        path.stem for path in (office.folder / "merchants").rglob("*.yml")
        if "梅江副食店" in path.read_text("utf-8")
    )  # fmt: skip
    assert office.run("change", ID, "uscc", OTHER, *WHY, "--commit", on=DAY) == 0, office.err
    assert office.run("decide", "close", ID, *WHY, on=LATER) == 1
    assert "--successor" in office.err
    close = ("decide", "close", ID, "--successor", heir, *WHY)
    assert office.run(*close, "--commit", on=LATER) == 0, office.err
    office.run("show", ID, on=LATER)
    assert "认定已终止" in office.out and f"自 / since {DAY}" in office.out
    assert office.run("check", on=LATER) == 0, office.out
    assert office.run(*close, on=LAST) == 1
