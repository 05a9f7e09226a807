"""What was entered of a sign by mistake is taken back in one line, and told where it was told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fangxin.facts.promises import FATES
from tests.support.office import Office

ID, SIGN, NEXT = "PJ239001B", "BP-2025-0001", "BP-2026-0001"
SHOP = """\
name: 月泉粮油店（示例）
uscc: 91330726MA2DEM54XD
category: shop
town: 浦南街道
address: 浙江省浦江县浦南街道月泉路18号
certification:
  decisions:
    - {id: D1, date: 2025-03-01, status: publicised, until: 2025-03-07,
       document: 浦消联办〔2025〕91号}
    - {id: D2, date: 2025-03-14, status: certified, until: 2028-03-13,
       certificate: FX-2025-9001, document: 浦消联办〔2025〕93号}
signs:
  - {number: BP-2025-0001, issued: 2025-03-20, place: 店门}
"""
PAPER = ("--reason", "登记时写错标牌编号", "--document", "浦消联办〔2026〕109号")
MISTAKES = {  # what a clerk may enter of the wrong sign
    "lost": ("sign", "lost", ID, SIGN, "--document", "浦公报〔2026〕3号"),
    "taken_down": ("sign", "remove", ID, SIGN),
    "replaced_by": ("sign", "replace", ID, SIGN),
    "void": ("void", ID, SIGN, "--reason", "重复登记", "--document", "浦消联办〔2026〕108号"),
}
STATE = {"lost": "lost", "taken_down": "taken_down", "replaced_by": "replaced", "void": "void"}


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """A recognised shop with a sign."""
    office = Office.make(tmp_path, capsys, {f"shop/{ID}.yml": SHOP})
    for path in (office.folder / "content" / "registers").glob("*"):
        path.unlink()
    office.git("add", "-A")
    office.git("commit", "-q", "-m", "台账", day="2026-05-01")
    return office


def told(office: Office, day: str) -> dict[str, Any]:
    """What is told of the sign on a day."""
    assert office.run("show", ID, "--json", on=day) == 0
    (found,) = [one for one in json.loads(office.out)["signs"] if one["number"] == SIGN]
    return dict(found)


def published(office: Office, day: str) -> None:
    office.git("add", "-A")
    office.git("commit", "-q", "-m", "登记", day=day)


def test_every_fate_of_a_sign_has_a_mistake_here() -> None:
    """Whatever may become of a sign is tried below."""
    assert set(MISTAKES) == set(FATES)


@pytest.mark.parametrize("key", FATES)
def test_a_mistake_is_taken_back(office: Office, key: str) -> None:
    """The sign is in use again; what was said and why it was wrong stays; the day before still says
    what was said then; the gate lets it in, and what is true later can be entered again."""
    before = office.text(ID)
    assert office.run(*MISTAKES[key], on="2026-05-08") == 0, office.err
    published(office, "2026-05-08")
    assert told(office, "2026-05-10")["state"] == STATE[key]
    words = ("sign", "restore", ID, SIGN, *PAPER)
    assert office.run(*words, "--commit", on="2026-05-12") == 0, office.err
    assert "登记的“" in office.out and "登记时写错标牌编号" in office.out
    now = told(office, "2026-05-12")
    assert (now["state"], now["since"], now["replaced_by"]) == ("valid", "2025-03-20", None)
    assert now["restored"] == [{"date": "2026-05-12", "was": key, "reason": "登记时写错标牌编号",
                                "document": "浦消联办〔2026〕109号"}]  # fmt: skip
    assert told(office, "2026-05-10")["state"] == STATE[key]
    assert "    restored:\n" in office.text(ID) or "restored: [" in office.text(ID)
    assert office.run("guard", "HEAD~1..HEAD", on="2026-05-12") == 0, office.out + office.err
    assert before.splitlines()[:-1] == office.text(ID).splitlines()[: len(before.splitlines()) - 1]
    if key != "void":
        again = MISTAKES["lost"]
        assert office.run(*again, "--date", "2026-05-20", on="2026-05-20") == 0, office.err
        assert told(office, "2026-05-20")["state"] == "lost"


@pytest.mark.parametrize("key", FATES)
@pytest.mark.parametrize("lame", ["silent", "without a document", "of another day"])
def test_nothing_is_taken_back_in_silence(office: Office, key: str, lame: str) -> None:
    """The gate refuses a deletion, one by no document, and one that says other words."""
    assert office.run(*MISTAKES[key], on="2026-05-08") == 0, office.err
    published(office, "2026-05-08")
    mistaken = office.text(ID)
    words = ("sign", "restore", ID, SIGN, *PAPER)
    assert office.run(*words, on="2026-05-12") == 0, office.err
    text = office.text(ID)
    if lame == "silent":
        at = text.index("restored:")
        text = text[: text.rindex("\n", 0, at)] + "\n" if "    restored:\n" in text else SHOP
        text = text if text != mistaken else SHOP
    elif lame == "without a document":
        text = text.replace("浦消联办〔2026〕109号", "见附件")
    else:
        wrong = {
            "lost": ("浦公报〔2026〕3号", "浦公报〔2026〕4号"),
            "void": ("重复登记", "作废"),
            "taken_down": ("taken_down: 2026-05-08", "taken_down: 2026-05-07"),
            "replaced_by": (f"replaced_by: {NEXT}", "replaced_by: BP-2026-0002"),
        }[key]
        assert wrong[0] in text
        text = text.replace(*wrong)
    office.path(ID).write_text(text, encoding="utf-8")
    published(office, "2026-05-12")
    assert office.run("guard", "HEAD~1..HEAD", "--json", on="2026-05-12") == 1
    codes = {one["code"] for one in json.loads(office.out)["problems"]}
    expected = {"silent": {"fact-altered", "void-changed", "fact-removed"},
                "without a document": {"undoing-without-document"},
                "of another day": {"restored-untrue"}}[lame]  # fmt: skip
    assert codes & expected, codes


def test_of_several_things_one_is_named(office: Office) -> None:
    """Lost and replaced: which of the two was wrong must be said."""
    assert office.run(*MISTAKES["lost"], on="2026-05-08") == 0
    assert office.run(*MISTAKES["replaced_by"], on="2026-05-08") == 0, office.err
    words = ("sign", "restore", ID, SIGN, *PAPER)
    assert office.run(*words, on="2026-05-12") == 1
    assert "--what" in office.err and "lost（丢失或被盗）" in office.err
    assert office.run(*words, "--what", "lost", on="2026-05-12") == 0, office.err
    assert told(office, "2026-05-12")["state"] == "replaced"


@pytest.mark.parametrize("missing", ["--reason", "--document"])
def test_reason_and_document_are_asked_for(office: Office, missing: str) -> None:
    """It makes a sign good again, which somebody else may hang up."""
    assert office.run(*MISTAKES["lost"], on="2026-05-08") == 0
    at = PAPER.index(missing)
    words = PAPER[:at] + PAPER[at + 2 :]
    before = office.text(ID)
    assert office.run("sign", "restore", ID, SIGN, *words, on="2026-05-12") == 2
    assert missing in office.err and office.text(ID) == before


def test_nothing_to_take_back_is_told(office: Office) -> None:
    """A sign in use, and a second mistake on top of the first, say what to do."""
    assert office.run("sign", "restore", ID, SIGN, *PAPER, on="2026-05-12") == 1
    assert "没有可以撤回的" in office.err
    assert office.run(*MISTAKES["lost"], on="2026-05-08") == 0
    assert office.run(*MISTAKES["lost"], "--date", "2026-05-09", on="2026-05-09") == 1
    assert "fangxin sign restore" in office.err


def test_a_mistaken_change_takes_back_what_it_wrote(office: Office) -> None:
    """Declaring it void restores the particular, in one line, and the gate lets it in."""
    change = ("change", ID, "uscc", "91330726MA2DEM57XG", "--document", "浦市监登〔2026〕1号")
    assert office.run(*change, on="2026-05-08") == 0, office.err
    published(office, "2026-05-08")
    void = ("void", ID, "C1", "--reason", "录错代码", "--document", "浦消联办〔2026〕110号")
    assert office.run(*void, "--commit", on="2026-05-12") == 0, office.err
    assert "uscc: 91330726MA2DEM54XD\n" in office.text(ID)
    assert office.run("guard", "HEAD~1..HEAD", on="2026-05-12") == 0, office.out + office.err
    assert office.run("show", ID, "--json", on="2026-05-12") == 0
    assert json.loads(office.out)["status"] == "certified"


@pytest.mark.parametrize("key", FATES)
def test_a_mistake_that_nobody_could_read_is_taken_back(office: Office, key: str) -> None:
    """Entered and taken back before it was published: the gate lets both commits in at once, and
    each push of a mistake after another that was public."""
    words = ("sign", "restore", ID, SIGN, *PAPER)
    assert office.run(*MISTAKES[key], "--commit", on="2026-05-08") == 0, office.err
    assert office.run(*words, "--commit", on="2026-05-08") == 0, office.err
    assert office.run("guard", "HEAD~2..HEAD", on="2026-05-08") == 0, office.out + office.err
    if key in ("lost", "taken_down"):
        assert office.run(*MISTAKES[key], on="2026-05-11") == 0, office.err
        published(office, "2026-05-11")
        for lately in ("2026-05-12", "2026-05-13"):
            assert office.run(*words, "--commit", on="2026-05-14") == 0, office.err
            again = ("--date", lately, "--commit")
            assert office.run(*MISTAKES[key], *again, on="2026-05-14") == 0, office.err
        assert office.run("guard", "HEAD~4..HEAD", on="2026-05-14") == 0, office.out + office.err


@pytest.mark.parametrize("key", FATES)
@pytest.mark.parametrize("paper", ["见附件", "无", "12", "-"])
def test_words_that_are_no_number_take_nothing_back(office: Office, key: str, paper: str) -> None:
    """The command says what was written and that it is none; check says it of a file."""
    assert office.run(*MISTAKES[key], on="2026-05-08") == 0, office.err
    before = office.text(ID)
    words = ("sign", "restore", ID, SIGN, "--reason", "录错", f"--document={paper}")
    assert office.run(*words, on="2026-05-12") == 1
    assert f"写的是“{paper}”，不是文号" in office.err and office.text(ID) == before
    assert office.run("sign", "restore", ID, SIGN, *PAPER, on="2026-05-12") == 0, office.err
    text = office.text(ID).replace("浦消联办〔2026〕109号", f"'{paper}'")
    office.path(ID).write_text(text, encoding="utf-8")
    assert office.run("check", "--json", on="2026-05-12") == 1
    assert "restored-undocumented" in office.out


@pytest.mark.parametrize("key", FATES)
def test_nothing_is_taken_back_before_it_was_there(office: Office, key: str) -> None:
    """Neither by the command nor in a file; on the very day it is."""
    assert office.run(*MISTAKES[key], on="2026-05-08") == 0, office.err
    before = office.text(ID)
    words = ("sign", "restore", ID, SIGN, *PAPER, "--date")
    assert office.run(*words, "2026-05-07", on="2026-05-12") == 1
    assert "早于" in office.err and "2026-05-08" in office.err and office.text(ID) == before
    assert office.run(*words, "2026-05-08", on="2026-05-12") == 0, office.err
    text = office.text(ID).replace(
        "date: 2026-05-08, reason: 登记", "date: 2026-05-07, reason: 登记"
    )
    assert text != office.text(ID)
    office.path(ID).write_text(text, encoding="utf-8")
    assert office.run("check", "--json", on="2026-05-12") == 1
    assert "restored-early" in office.out
