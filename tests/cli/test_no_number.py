"""Words that are no number of a document are said to be none, and not to be missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from fangxin.facts.demands import in_words
from fangxin.facts.naming_papers import instead_of_number
from tests.cli.test_sign_restore import ID, SHOP
from tests.support.office import Office

CALLS = {
    "decide": ("decide", "suspend", ID, "--summary", "商品质量"),
    "fail": ("fail", ID, "--kind", "penalty", "--date", "2026-05-06", "--found-by", "amr",
             "--served", "2026-05-07", "--summary", "标签不符合规定"),
}  # fmt: skip


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """A recognised shop."""
    office = Office.make(tmp_path, capsys, {f"shop/{ID}.yml": SHOP})
    for path in (office.folder / "content" / "registers").glob("*"):
        path.unlink()
    office.git("add", "-A")
    office.git("commit", "-q", "-m", "台账", day="2026-05-01")
    return office


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("words", ["见附件", "无", "7"])
def test_what_was_written_is_said(office: Office, call: str, words: str) -> None:
    """With its own words, so that whoever wrote them knows which are meant."""
    before = office.text(ID)
    assert office.run(*CALLS[call], "--document", words, on="2026-05-08") == 1
    assert f"document（文号）写的是“{words}”，不是文号" in office.err
    assert office.text(ID) == before


def test_what_is_missing_is_said_to_be() -> None:
    """Beside what is none."""
    zh, en = in_words(("document", "summary"), {"document": "见附件"}.get)
    assert zh == "document（文号）写的是“见附件”，不是文号、summary（说明）没有写"
    assert "says '见附件'" in en and en.endswith("is missing")
    assert instead_of_number(None)[0] == instead_of_number("")[0] == "没有写"
