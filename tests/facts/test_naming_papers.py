"""Which words name a document that can be asked for: a catalogue of shapes, and of fillers."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fangxin.facts.naming_papers import names_a_document

SHAPES: dict[str, list[str]] = yaml.load(
    (Path(__file__).resolve().parents[1] / "fixtures" / "document_shapes.yml").read_text("utf-8"),
    Loader=yaml.BaseLoader,
)


@pytest.mark.parametrize("words", SHAPES["real"])
def test_a_number_of_an_office_names_a_document(words: str) -> None:
    """However it is written, also in a title and with blanks."""
    assert names_a_document(words)
    assert names_a_document(f" {words} ")


@pytest.mark.parametrize("words", [*SHAPES["fillers"], "", "  "])
def test_words_with_a_digit_name_none(words: str) -> None:
    """Where to look, how it was said, that there is none, a day, an address."""
    assert not names_a_document(words)
    assert not names_a_document(f"（{words}）")


def test_nothing_names_none_and_the_catalogue_is_large() -> None:
    """Each shape stands there once."""
    assert not names_a_document(None)
    for words in SHAPES.values():
        assert len(words) == len(set(words)) >= 25


@given(st.sampled_from(("见附件", "口头", "微信群", "待补", "电话", "如图", "第", "无")),
       st.integers(0, 10**9), st.sampled_from(("", "号", "次", "页", "（暂）")))  # fmt: skip
def test_no_digit_makes_a_document_of_a_filler(filler: str, serial: int, end: str) -> None:
    """Whatever the serial, and whatever stands behind it."""
    assert not names_a_document(f"{filler}{serial}{end}")


@given(st.text(max_size=40))
def test_any_text_is_judged(text: str) -> None:
    """No text raises anything."""
    assert names_a_document(text) in (True, False)
