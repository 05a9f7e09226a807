"""Texts that imitate a status are found in every dress; texts that speak of statuses are none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from fangxin.change.guard.imitation import imitations
from fangxin.change.holding import Known, knowing
from fangxin.facts.notices.page import emptied, kept, page_of
from fangxin.facts.notices.standings import blocks
from fangxin.registry.registry import Registry
from fangxin.registry.sources.reading import read_sources
from tests.support.demonstration import CONTENT, RECORDS, needs_demonstration
from tests.support.registers import programme

DAY = date(2026, 11, 23)
NOBODY = Known(Registry({}), programme().policy, DAY)
FULL = {ord(char): ord(char) + 0xFEE0 for char in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"}


@dataclass(frozen=True)
class Dress:
    """How a line is laid out and spelt."""

    before: str
    after: str
    between: str
    full: bool

    def of(self, number: str, claim: str) -> str:
        """The line in this dress."""
        number = number.translate(FULL) if self.full else number
        spelt = self.between.join(claim)
        return f"{self.before}{number} {spelt}{self.after}"


DRESSES = st.builds(
    Dress,
    st.sampled_from(["", "## ", "- ", "> ", "| ", "1. ", "**", "✅ ", "<b>", "`", "&#9989; "]),
    st.sampled_from(["", " |", "**", "。", "</b>", "`", "（示例）", "，欢迎光临"]),
    st.sampled_from(["", " ", "\u200b", "\u00ad", "**", "<!-- x -->", "&nbsp;"]),
    st.booleans(),
)
NUMBERS = st.sampled_from(["PJ269006G", "FX-2026-9999", "BP-2025-0106", "fx 2026 9999"])
CLAIMS = st.sampled_from(
    ["认定有效", "認定有效", "认定仍然有效", "状态：有效", "证书有效", "有效期至"]
)


@given(NUMBERS, CLAIMS, DRESSES)
def test_a_false_claim_is_found_in_every_dress(number: str, claim: str, dress: Dress) -> None:
    """Whatever stands around, within and between: the number is none that is registered."""
    text = f"Title: 说明\n\n{dress.of(number, claim)}\n"
    assert list(imitations(blocks(text), NOBODY)), text


@given(NUMBERS, CLAIMS, DRESSES)
def test_a_warning_is_none(number: str, claim: str, dress: Dress) -> None:
    """The same words in a sentence that says it is a fake; a tick beside them stays refused."""
    said = Dress("", "", dress.between, dress.full).of(number, claim)
    text = f"Title: 提醒\n\n网上有人冒用编号 {said}，是假标牌，请不要相信。\n"
    assert list(imitations(blocks(text), NOBODY)) == [], text


@needs_demonstration
def test_the_demonstration_imitates_nothing() -> None:
    """Its pages and notices explain statuses, announce recognitions and warn of fakes."""
    sources = read_sources(RECORDS, CONTENT, DAY, DAY, judged=False)
    those = knowing(sources)
    assert those is not None
    paths = [*sorted((CONTENT / "pages").glob("*.md")), *sorted((CONTENT / "notices").glob("*.md"))]
    assert len(paths) > 20
    for path in paths:
        assert list(imitations(blocks(path.read_text("utf-8")), those)) == [], path.name


WORDS = st.text(alphabet="申诉处理办公室三十天。\n# ", max_size=120)


@given(WORDS, WORDS)
def test_what_is_kept_of_a_page_is_a_part(before: str, now: str) -> None:
    """A page keeps all of itself and is not emptied by what only lays it out."""
    old, new = (page_of("content/pages/a.md", f"Title: 甲\n\n{one}") for one in (before, now))
    assert 0 <= kept(old, new) <= 1 and kept(old, old) == 1
    assert not emptied(old, old) or old.size == 0
    dressed = page_of("content/pages/a.md", f"Title: 甲\n\n{before}\n\n<!-- x -->\n")
    assert dressed.size == old.size and not (old.size and emptied(dressed, old))
