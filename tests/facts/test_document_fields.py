"""A document is the same in every field that names it, however its number is written there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fangxin.facts.values import Facts, Failure
from fangxin.view.publication import withheld
from tests.support.forty import a_record, an_id, sheet
from tests.support.office import Office
from tests.support.registers import programme

ID, OTHER = an_id(1), an_id(2)
PUBLICITY, DECIDED = "浦消联办〔2026〕21号", "浦消联办〔2026〕22号"
DAY, LATER = "2026-10-08", "2026-10-20"
LISTED = "programme/documents.yml"


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """Two shops of which nothing was decided yet."""
    return Office.make(tmp_path, capsys, {f"shop/{an_id(n)}.yml": a_record(n) for n in (1, 2)})


def listed(office: Office) -> str:
    """The list of documents."""
    return (office.folder / "content" / LISTED).read_text("utf-8")


def publicised(office: Office, id: str, document: str) -> None:
    """One shop is publicised by a list, without a notice."""
    rows = sheet(office.folder / f"{id}.xlsx", [{"商户编号": id}])
    words = ("decide", "publicise", "--list", rows, "--document", document, "--no-notice")
    assert office.run(*words, "--commit", on=DAY) == 0, office.err


def test_a_document_is_entered_into_the_list_once(office: Office) -> None:
    """By a second list whose number is written otherwise; it stays as it was written first."""
    publicised(office, ID, PUBLICITY)
    publicised(office, OTHER, "浦消联办（2026）第021号")
    assert listed(office).count("21号") == 1 and PUBLICITY in listed(office)
    assert "浦消联办（2026）第021号" in office.text(OTHER)  # what was written is shown
    assert office.run("todo", on=DAY) == 0 and "documents.yml" not in office.out


def test_a_notice_finds_the_decisions(office: Office) -> None:
    """By any spelling; and a second notice of the same document is refused."""
    publicised(office, ID, PUBLICITY)
    publicised(office, OTHER, "浦消联办2026-21")
    words = ("notice", "publicity", "--document", "浦消联办［2026］21号")
    assert office.run(*words, "--commit", on=DAY) == 0, office.err
    [path] = (office.folder / "content" / "notices").glob("gs-2026-21.md")
    assert ID in path.read_text("utf-8") and OTHER in path.read_text("utf-8")
    assert "［" not in listed(office)
    assert office.run("check", on=DAY) == 0 and "notice-d" not in office.out
    assert office.run("notice", "publicity", "--document", PUBLICITY, on=DAY) == 2
    assert "已经有公告" in office.err


def test_what_is_due_asks_for_a_document_once(office: Office) -> None:
    """Two spellings in two records are one line of ``todo``."""
    for id, document in ((ID, PUBLICITY), (OTHER, "浦消联办（2026）21号")):
        words = ("decide", "publicise", id, "--document", document, "--commit")
        assert office.run(*words, on=DAY) == 0, office.err
    assert office.run("todo", on=DAY) == 0
    assert office.out.count("21号") == 1 and "（2 处" in office.out


def test_the_list_has_each_document_once(office: Office) -> None:
    """Written by hand in two spellings it is an error, with the first."""
    path = office.folder / "content" / LISTED
    entry = "{title: 决定, date: 2026-10-08, by: 办公室}"
    path.write_text(
        f"{listed(office)}\n{PUBLICITY}: {entry}\n浦消联办（2026）21号: {entry}\n", encoding="utf-8"
    )
    assert office.run("check", on=DAY) == 1
    assert "duplicate-document" in office.out and PUBLICITY in office.out


def test_a_plan_finds_its_document(office: Office) -> None:
    """Its number in the plan may be written otherwise than in the list."""
    [path] = (office.folder / "content" / "programme" / "plans").glob("*.yml")
    text = path.read_text("utf-8")
    assert "浦政办发〔2017〕212号" in text
    path.write_text(
        text.replace("浦政办发〔2017〕212号", "浦政办发（2017）212号"), encoding="utf-8"
    )
    assert office.run("check", on=DAY) == 0, office.out


def test_a_withheld_paper_is_withheld_in_every_spelling() -> None:
    """Its publication is over: no spelling of its number is told."""
    day = date(2019, 3, 5)
    old = Failure("F1", "penalty", day, day, document="浦市监罚〔2019〕8号")
    hidden = withheld(Facts("PJ1", failures=(old,)), programme().policy, date(2026, 1, 1))
    assert hidden.document_of("浦市监罚（2019）第008号") is None
    assert hidden.document_of("浦市监罚〔2019〕9号") == "浦市监罚〔2019〕9号"
