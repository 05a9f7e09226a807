"""What needs a second person is said by the command that does it, and not only by the gate."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_record_commands import ID
from tests.office.test_twice import UNTRIED
from tests.support.office import Office
from tests.support.twice import CASES, DAY, FAIL, RECORDS, SIGN, office_of

GUARD = """\
signing: off
officials:
  - {mail: office@fx.example, role: 经办}
  - {mail: fenguan@fx.example, role: 分管领导}
  - {mail: fazhi@fx.example, role: 法制审核}
two_persons: [undoing, revoked, withdrawn, closed, corrected, imported, change, contact]
"""
TOLD = "在册人员批准：推送以前"
NEEDS = {
    *("rectify", "repair", "correct", "void", "change name", "change owner", "change phone"),
    *("redact", "decide reinstate", "decide revoke", "decide withdraw", "decide close"),
    "sign restore",
    "final",  # where it takes a recognition away
    "inspect later",  # a retest that overturns
}
ASKING = ("two-persons", "erasure-unapproved", "back-dated-sign")
APPROVED = ("--approved-by", "分管领导 <fenguan@fx.example>")


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """Two merchants, and three officials."""
    office = Office.make(tmp_path / "office", capsys, RECORDS)
    path = office.folder / "content" / "programme" / "guard.yml"
    path.write_text(GUARD, encoding="utf-8")
    office.git("add", "-A")
    office.git("commit", "-q", "-m", "须两人的事")
    return office


def refused(office: Office) -> bool:
    """Whether the gate asks for somebody else before the last commit may be public."""
    office.run("guard", "HEAD~1..HEAD", "--published", DAY, on=DAY)
    return any(f": {code}: " in office.out for code in ASKING)


@pytest.mark.parametrize("name", [name for name in CASES if name not in UNTRIED])
def test_a_command_and_the_gate_ask_for_the_same(office: Office, tmp_path: Path, name: str) -> None:
    """Of every command that writes: it says that somebody else must approve exactly when the gate
    would refuse the commit without it."""
    words = office_of(CASES[name], tmp_path, office)
    office.git("add", "-A")
    office.git("commit", "-q", "--allow-empty", "-m", "以前", day=DAY)
    assert office.run(*words, "--commit", on=DAY) == 0, office.err + office.out
    told = TOLD in office.err
    assert told == refused(office) == (name in NEEDS), office.err + office.out


@pytest.mark.parametrize(
    "words",
    [
        ("void", ID, "F1", "--reason", "登记时写错商户", "--document", "文9号"),
        ("change", ID, "name", "月泉商行（示例）", "--document", "文9号"),
        ("change", ID, "service_phone", "0579-00000001"),
        ("correct", ID, "F1", "--key", "summary", "--value", "标签不合", "--document", "文9号"),
        ("redact", ID, "failures.F1.summary", "--document", "文9号"),
        ("decide", "revoke", ID, "--document", "文9号", "--summary", "已查明"),
    ],
)
def test_who_is_named_already_is_not_asked_for(office: Office, words: tuple[str, ...]) -> None:
    """An approver whom the message names is enough, for an erasure two of them; what would be done
    says so too."""
    assert office.run(*FAIL, "--commit", on=DAY) == 0, office.err
    assert office.run(*words, "--dry-run", on=DAY) == 0, office.err
    assert TOLD in office.err and "fangxin approve --role" in office.err
    named = [*APPROVED, *(("--approved-by", "法制 <fazhi@fx.example>") * (words[0] == "redact"))]
    assert office.run(*words, *named, "--dry-run", on=DAY) == 0, office.err
    assert TOLD not in office.err


def test_an_erasure_needs_two_others(office: Office) -> None:
    """One approver is not enough for what the law takes out."""
    assert office.run(*FAIL, "--commit", on=DAY) == 0, office.err
    words = ("redact", ID, "failures.F1.summary", "--document", "文9号", *APPROVED)
    assert office.run(*words, on=DAY) == 0
    assert "另外两位在册人员" in office.err


def test_a_second_void_is_not_sent_to_void(office: Office) -> None:
    """What was declared void already is not mended by doing it again."""
    void = ("void", ID, "F1", "--reason", "登记时写错商户", "--document", "文9号")
    assert office.run(*FAIL, on=DAY) == 0, office.err
    assert office.run(*void, on=DAY) == 0, office.err
    other = ("void", ID, "F1", "--reason", "另一个原因", "--document", "文10号")
    assert office.run(*other, on=DAY) == 1
    assert "不必再注明" in office.err and "fangxin void" not in office.err


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        (("lost", "--date", "2024-06-04"), True),
        (("lost", "--date", "2024-06-05"), True),
        (("lost", "--date", "2024-06-04", "--document", "见附件"), True),
        (("lost", "--date", "2024-06-04", "--document", "浦公报〔2024〕1号"), False),
        (("lost", "--date", DAY), False),
        (("lost",), False),
        (("remove", "--date", "2024-06-04"), True),
        (("remove", "--date", DAY), False),
        (("remove",), False),
    ],
)
def test_a_sign_that_is_gone_for_long_is_asked_for_like_the_gate(
    office: Office, words: tuple[str, ...], asks: bool
) -> None:
    """Its shop was shown with it until now; nobody is astonished at the push."""
    assert office.run(*SIGN, "--commit", on="2024-06-03") == 0, office.err
    action, *more = words
    assert office.run("sign", action, ID, "BP-2024-0001", *more, "--commit", on=DAY) == 0
    told = TOLD in office.err and "上次发布" in office.err
    assert told == asks == refused(office), office.err + office.out
