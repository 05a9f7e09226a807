"""Letters and pages say how to appeal against failures, decisions and what reaches from a sibling:
to which office, where it is, until when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fangxin.office.letters.case import LetterCase
from fangxin.office.letters.fitting import letters_that_fit
from fangxin.office.letters.kinds import Letter
from fangxin.office.letters.text import lines
from fangxin.registry.registry import load
from fangxin.site.render import Renderer
from fangxin.view.next_steps import next_steps
from fangxin.view.viewing import view_of
from fangxin.words import steps as told
from fangxin.words.sentences import zh_day
from tests.registry.test_redress import FAKE, OTHER, PROGRAMME, RECORD, SHOP, SIBLING, SUSPENDED

THEME = Path(__file__).resolve().parents[2] / "theme"
OFFICE, WHERE = "县司法局", "浦江县示例东路2号（示例），电话 0579-00000002"
REFUSED = (
    "    - {id: D3, date: 2026-06-03, status: refused, document: 浦消联办〔2026〕32号, "
    "summary: 材料不全}\n"
)
CLOSED = (
    "    - {id: D3, date: 2026-06-03, status: closed, document: 浦消联办〔2026〕33号, "
    "summary: 查明已停业}\n"
)
LOST = (
    "      appeal: {filed: 2026-06-05, decided: 2026-06-09, outcome: dismissed, "
    "decided_by: justice, document: 浦政复〔2026〕3号, summary: 事实清楚}\n"
)


def case(folder: Path, id: str, day: date, record: str, other: str = SIBLING) -> LetterCase:
    """A merchant of two of one operator on a day."""
    for name, text in ((SHOP, record), (OTHER, other)):
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    registry, problems = load(folder, PROGRAMME, day)
    assert [one for one in problems if one.level == "error"] == []
    return LetterCase(view_of(id, registry, PROGRAMME, day), registry.merchants[id], PROGRAMME, day)


def letter(of: LetterCase, kind: str) -> Letter:
    found = letters_that_fit(of.view, of.programme, of.as_of)
    return next(one for one in found if one.kind == kind)


def said(of: LetterCase, kind: str) -> str:
    found = lines(letter(of, kind), of, THEME)
    return "\n".join(line.text for line in found)


DAY = date(2026, 6, 10)
CASES = [
    ("revoke", SHOP, RECORD + FAKE, "F1", "（F1）"),
    ("revoke", OTHER, RECORD + FAKE, f"{SHOP}/F1", f"（{SHOP}/F1）"),
    ("suspend", SHOP, RECORD + SUSPENDED, "D3", "暂停认定的决定（D3，浦消联办〔2026〕31号）"),
    ("refuse", SHOP, RECORD + REFUSED, "D3", "不予认定的决定（D3，浦消联办〔2026〕32号）"),
    ("end", SHOP, RECORD + CLOSED, "D3", "的决定（D3，浦消联办〔2026〕33号）"),
    ("notice", SHOP, RECORD + FAKE, "F1", "（F1）"),
]


@pytest.mark.parametrize(("kind", "id", "record", "fact", "name"), CASES)
def test_a_letter_says_to_whom_and_until_when(
    tmp_path: Path, kind: str, id: str, record: str, fact: str, name: str
) -> None:
    """The office that answers, its address and telephone, and the last days; of what the page
    tells too."""
    of = case(tmp_path, id, DAY, record)
    remedy = next(one for one in of.view.remedies if one.fact == fact)
    assert remedy.appeal_by is not None and remedy.reply_by is not None
    text = said(of, kind)
    assert f"可以在{zh_day(remedy.appeal_by)}前（含当日）向{OFFICE}（{WHERE}）提出申诉" in text
    assert f"可以在{zh_day(remedy.reply_by)}前（含当日）向我办提交书面陈述" in text
    assert name in text
    assert ("解除其对你单位的影响" in text) == (id == OTHER)
    assert "随时向我办书面提出" not in text


@pytest.mark.parametrize(("kind", "id", "record", "fact", "name"), CASES[:5])
def test_next_steps_cover_what_letters_do(
    tmp_path: Path, kind: str, id: str, record: str, fact: str, name: str
) -> None:
    """On the merchant's page: to reply and to appeal, with the office and the last day."""
    of = case(tmp_path, id, DAY, record)
    remedy = next(one for one in of.view.remedies if one.fact == fact)
    steps = next_steps(of.view, of.programme.policy)
    appeal = next(one for one in steps if one.act == "appeal" and one.by == remedy.appeal_by)
    assert any(one.act == "reply" and one.by == remedy.reply_by for one in steps)
    assert appeal.who == "merchant" and appeal.to == OFFICE
    words = told.what_zh(appeal)
    assert f"向{OFFICE}提出申诉" in words and not words.isascii()
    assert "revoked" not in words and "suspended" not in words
    page = Renderer(PROGRAMME, THEME).merchant_page(of.view).decode()
    assert WHERE in page and f"向{OFFICE}" in page


def test_a_letter_tells_how_an_appeal_ended(tmp_path: Path) -> None:
    """Of a decision and of a sibling's failure as of an own one, by which office and why."""
    lost = SUSPENDED.replace("summary: 标牌外借}\n", "summary: 标牌外借, " + LOST.strip() + "}\n")
    of = case(tmp_path, SHOP, DAY, RECORD + lost)
    text = said(of, "appeal")
    assert "就暂停认定的决定（D3）提出的申诉" in text and "该决定不变" in text
    assert "由县司法局作出处理（浦政复〔2026〕3号）" in text and "理由：事实清楚" in text
    won = lost.replace("dismissed", "upheld")
    assert "该决定自始无效" in said(case(tmp_path, SHOP, DAY, RECORD + won), "appeal")
    asked = SIBLING + f"follow_up:\n  - fact: {SHOP}/F1\n{LOST.replace('      ', '    ')}"
    of = case(tmp_path, OTHER, DAY, RECORD + FAKE, asked)
    text = said(of, "appeal")
    assert "月泉粮油店（示例）的“" in text and "申诉未予支持" in text
    assert "未予支持" in said(of, "revoke")


def test_before_the_rules_name_an_office_it_is_the_registry(tmp_path: Path) -> None:
    """Facts of an older version of the policy are answered as it says."""
    old = FAKE.replace("2026-06-0", "2026-02-0").replace("    found_by: amr\n", "")
    of = case(tmp_path, SHOP, date(2026, 2, 10), RECORD + old)
    assert "向我办提出申诉" in said(of, "revoke")
