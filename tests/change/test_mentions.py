"""What pages say of merchants: lies are refused or read by a second person, honest words pass, and
every sentence that names a merchant is told beside what the registry says of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fangxin.change.guard.imitation import imitations
from fangxin.change.guard.telling import _misleading
from fangxin.change.holding import Known, knowing
from fangxin.change.links import links
from fangxin.change.mentions import Mention, of_text
from fangxin.facts.notices.standings import blocks
from fangxin.office.editing.notice import Shop, decision_text, publicity_text
from fangxin.registry.sources.reading import read_sources
from tests.support.demonstration import CONTENT, RECORDS, needs_demonstration
from tests.support.town_repository import BASE, TODAY, founded

SAID = yaml.safe_load((BASE / "said.yml").read_text(encoding="utf-8"))
PAGE = "content/pages/help.md"


@pytest.fixture(scope="module")
def those(tmp_path_factory: pytest.TempPathFactory) -> Known:
    """The registry of the catalogue."""
    return known_in(tmp_path_factory.mktemp("mentions"))


@cache
def known_in(folder: Path) -> Known:
    town = founded(folder / "town").folder
    found = knowing(read_sources(town / "merchants", town / "content", TODAY, TODAY, judged=False))
    assert found is not None
    return found


def page(says: str) -> str:
    return f"Title: 说明\n\n{says}\n"


def judged(says: str, those: Known) -> tuple[bool, list[Mention]]:
    """Whether a page that says so is refused, and its mentions."""
    text = page(says)
    found = list(of_text(PAGE, "", text, those))
    wrong = [*imitations(blocks(text), those), *(one for one in found if one.sure and
             one.verdict == "false")]  # fmt: skip
    wrong += [one for link in links(text) for one in _misleading(PAGE, link, those)]
    return bool(wrong), found


def how(says: str, those: Known) -> str:
    refused, found = judged(says, those)
    if refused:
        return "refused"
    if any(one.wants_two for one in found):
        return "second"
    return "quoted" if found else "nothing"


@pytest.mark.parametrize("case", SAID["lying"], ids=lambda case: str(case["says"]))
def test_lies_are_refused_or_read_by_a_second_person(case: dict[str, Any], those: Known) -> None:
    """By whatever name, in whatever words."""
    assert how(case["says"], those) == case["how"], judged(case["says"], those)


@pytest.mark.parametrize("case", SAID["honest"], ids=lambda case: str(case["says"]))
def test_honest_words_pass(case: dict[str, Any], those: Known) -> None:
    """True, denied, asked, of the past, of fakes, of nobody."""
    assert how(case["says"], those) == case["how"], judged(case["says"], those)


def test_the_catalogue_is_large() -> None:
    """At least twenty-five of each, each once, and no honest one that is refused."""
    for kind in ("lying", "honest"):
        says = [case["says"] for case in SAID[kind]]
        assert len(says) == len(set(says)) >= 25
    assert "refused" not in {case["how"] for case in SAID["honest"]}


NAMES = ("己六服装店（示例）", "己六服装店", "PJ269006G", "BP-2025-0106", "91330726MA2DEM61X0")
BETWEEN = st.sampled_from(["", " ", "\u200b", "　", "**", "&nbsp;", "-"])


@given(st.sampled_from(NAMES), BETWEEN, st.text("的在我们请看，。 ", max_size=6), st.data())
def test_whoever_is_named_is_told(
    those: Known, name: str, between: str, words: str, data: st.DataObject
) -> None:
    """Whatever stands between and around; and no sentence that was there is told again."""
    spelt = between.join(name) if name[0] == "己" else name
    text = page(f"{words}{spelt}{data.draw(st.sampled_from(['', '来了', '：好', '的标牌']))}")
    assert any("PJ269006G" in one.ids for one in of_text(PAGE, "", text, those)), text
    assert list(of_text(PAGE, text, text, those)) == []


@needs_demonstration
def test_the_demonstration_says_what_its_registry_says() -> None:
    """Its pages and notices are honest: none is refused, and hardly any wants a second person."""
    day = TODAY.replace(month=11, day=23)
    those = knowing(read_sources(RECORDS, CONTENT, day, day, judged=False))
    assert those is not None
    wanted = []
    for path in sorted([*(CONTENT / "pages").glob("*.md"), *(CONTENT / "notices").glob("*.md")]):
        found = list(of_text(path.name, "", path.read_text("utf-8"), those))
        assert [one for one in found if one.verdict == "false"] == []
        wanted += [one for one in found if one.wants_two]
    assert len(wanted) < 6, wanted


@pytest.mark.parametrize(
    ("id", "act", "label", "wanted"),
    [
        ("PJ269001Q", "认定", "认定放心消费单位", False),
        ("PJ269001Q", "续期", "放心消费单位续期", False),
        ("PJ269006G", "撤销", "撤销放心消费单位", False),
        ("PJ269002O", "暂停", "暂停放心消费单位", False),
        ("PJ269001Q", "暂停", "暂停放心消费单位", True),
        ("PJ269006G", "认定", "认定放心消费单位", True),
        ("PJ269001Q", "撤销", "撤销放心消费单位", True),
    ],
)
def test_a_notice_as_the_program_drafts_it(
    those: Known, id: str, act: str, label: str, wanted: bool
) -> None:
    """A decision that the registry has needs nobody else; one that it has not does."""
    paper = {"PJ269001Q": "FX-2025-0101", "PJ269006G": "FX-2025-0106"}.get(id)
    shop = Shop(id, those.registry.merchants[id].name, "浦南街道", paper, "2029-03-15")
    title = f"Title: 2026年3月{label}的决定（示例）\nSummary: 1 家单位：{act}。名单见正文。\n\n"
    text = title + decision_text([shop], act, "浦消联办〔2026〕105号")
    found = list(of_text("content/notices/gs-2026-9.md", "", text, those))
    assert found and any(one.wants_two for one in found) == wanted, found


def test_a_publicity_as_the_program_drafts_it(those: Known) -> None:
    """Whoever is on public notice is so by the registry."""
    for id, wanted in (("PJ269004K", False), ("PJ269009A", True)):
        shop = Shop(id, those.registry.merchants[id].name, "浦南街道")
        text = "Title: 2026年3月拟认定放心消费单位公示（示例）\n\n"
        text += publicity_text([shop], "联席会议办公室")
        found = list(of_text("content/notices/gs-2026-9.md", "", text, those))
        assert found and any(one.wants_two for one in found) == wanted, found
