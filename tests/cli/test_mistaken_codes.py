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


PUBLICISED = """\
certification:
  decisions:
    - {id: D1, date: 2024-05-01, status: publicised, until: 2024-05-07,
       document: 浦消联办〔2024〕91号}
"""
FAILED = """\
failures:
  - {id: F1, kind: price_not_marked, date: 2024-05-01}
"""
TAKEN_OVER = """\
certification:
  decisions:
    - {id: D1, date: 2023-01-08, status: certified, until: 2025-12-31, document: 文1号,
       imported: true}
"""


@pytest.mark.parametrize("more", [PUBLICISED, FAILED, PUBLICISED + FAILED, TAKEN_OVER])
def test_a_branch_that_came_with_more_says_it_too(office: Office, more: str) -> None:
    """Publicity, failures or an older recognition: the command that is advised does it."""
    id, code = joined(office), code_of(office, ID)
    path, text = office.path(id), office.text(id)
    path.write_text(text[: text.index("changes:")] + more, encoding="utf-8")
    office.git("commit", "-qa", "--amend", "-m", "按原样", day=DAY)
    office.run("guard", "HEAD~1..HEAD", "--published", DAY, on=DAY)
    assert "arrival-joined" in office.out
    assert office.run("change", id, "uscc", code, *WHY, "--commit", on=LATER) == 0, office.err
    office.run("guard", "HEAD~2..HEAD", "--published", DAY, on=LATER)
    assert "arrival-joined" not in office.out and "change-differs" not in office.out
    assert office.run("change", id, "uscc", code, *WHY, on=LATER) == 1  # once is enough


def test_of_what_is_public_the_same_code_is_no_change(office: Office) -> None:
    """A recognised shop has nothing to say; of another the gate says that it needs no entry."""
    assert office.run("change", ID, "uscc", code_of(office, ID), *WHY, on=DAY) == 1
    assert office.run(*SHOP, "--uscc", RIGHT, "--commit", on=DAY) == 0, office.err
    (path,) = (
        one for one in (office.folder / "merchants").rglob("*.yml")
        if "梅江副食店" in one.read_text("utf-8")
    )  # fmt: skip
    assert office.run("change", path.stem, "uscc", RIGHT, *WHY, "--commit", on=LATER) == 0
    office.run("guard", "HEAD~1..HEAD", "--published", DAY, on=LATER)
    assert "change-differs" in office.out and "请删去这一条" in office.out


def test_an_import_says_who_joins(office: Office) -> None:
    """Before the gate: of the rows under the code of a merchant that is there, and of no others."""
    head = "商户名称,统一社会信用代码,类别,乡镇街道,地址"
    rows = [
        f"{name},{code},放心商店,郑宅镇,浙江省浦江县郑宅镇示例路{number}号"
        for number, (name, code) in enumerate(
            [
                ("甲店（示例）", code_of(office, ID)),
                ("乙店（示例）", RIGHT),
                ("丙店（示例）", RIGHT),
            ]
        )
    ]
    table = office.folder / "表.csv"
    table.write_text("\n".join([head, *rows, ""]), encoding="utf-8-sig")
    assert office.run("import", str(table), "-y", on=DAY) == 0, office.err
    (joins,) = (line for line in office.err.splitlines() if "--document 文号" in line)
    id = office.out.split("第 2 行：新登记 ")[1].split()[0]
    assert id in joins and joins.count("PJ") == 2  # once in each language


def test_a_code_that_a_new_record_began_with_is_not_void(office: Office) -> None:
    """The refusal names the command that puts it right."""
    id = joined(office)
    void = ("void", id, "C1", "--reason", "抄错", "--document", "浦消联办〔2024〕106号")
    assert office.run(*void, on=LATER) == 1
    assert f"fangxin change {id} uscc" in office.err and "--mistaken 是" in office.err


def test_a_plain_change_hints_at_the_mistake(office: Office) -> None:
    """Where another shop is punished for this one, and only there."""
    id = joined(office)
    plain = ("change", id, "uscc", RIGHT, *WHY, "--dry-run")
    assert office.run(*plain, on=LATER) == 0 and "--mistaken" not in office.err
    fail: tuple[str, ...] = (
        "fail",
        id,
        "--kind",
        "counterfeit",
        "--date",
        "2024-05-02",
        "--served",
        "2024-05-03",
    )
    fail += ("--document", "浦市监罚〔2024〕77号", "--summary", "售假", "--found-by", "amr")
    assert office.run(*fail, "--commit", on="2024-05-03") == 0, office.err
    assert office.run(*plain, on=LATER) == 0 and "--mistaken 是" in office.err
    assert ID in office.err
    assert office.run(*plain, "--mistaken", "是", on=LATER) == 0
    assert "仍然受影响" not in office.err


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
