"""Facts are put into a text where they belong, and every byte that stood there stays."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.facts.record.table import MERCHANT
from fangxin.office.editing.steps import AddItem, AddKey, Cut, Replace, edited
from fangxin.office.editing.text import (
    CannotEditError,
    rendered,
    with_item,
    with_key,
    with_value,
    without_key,
)
from fangxin.text.fields.difference import plain
from fangxin.text.yaml.reading import read_yaml
from tests.support.demonstration import RECORDS

TEXT = """\
# 头上的说明
name: 甲店（示例） # 门头
certification:
  decisions:
    - {id: D1, date: 2018-03-01, status: "publicised"}   # 公示
    - id: D2
      date: 2018-03-12
      summary: |
        第一行
        第二行

      because: [F1]

# 出了问题
failures:
- id: F1
  kind: penalty
signs: []
"""
PATHS = sorted(RECORDS.rglob("*.yml"))


def added(before: str, after: str) -> list[str]:
    """Lines that are new; no line may be gone."""
    lines = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    assert [line for line in lines if line.startswith("- ")] == []
    return [line[2:] for line in lines if line.startswith("+ ")]


def value(text: str) -> object:
    root, problems = read_yaml(text.encode(), "x.yml")
    assert problems == []
    return plain(root)


def test_an_item_follows_its_list_in_the_way_of_its_neighbours() -> None:
    """Below the last one, above the comment of what comes next, indented like the others."""
    lines = TEXT.splitlines()
    new = with_item(TEXT, ("certification", "decisions"), {"id": "D3", "date": "2019-01-02"})
    assert added(TEXT, new) == ["    - {id: D3, date: 2019-01-02}"]
    assert new.splitlines()[lines.index("      because: [F1]") + 1].startswith("    - {id: D3")
    new = with_item(TEXT, ("failures",), {"id": "F2", "summary": "很长的说明" * 30})
    assert added(TEXT, new) == ["- id: F2", f"  summary: {'很长的说明' * 30}"]


def test_an_item_stands_on_one_line_among_others_that_do() -> None:
    """However long it is: the office reads down a column."""
    text = "signs:\n  - {number: BP-1, issued: 2018-01-01}\n"
    new = with_item(text, ("signs",), {"number": "BP-2", "place": "很长的位置" * 30})
    assert added(text, new) == [f"  - {{number: BP-2, place: {'很长的位置' * 30}}}"]


def test_a_list_is_made_where_there_is_none() -> None:
    """An empty one in brackets, none at all, and one whose parent is missing too."""
    assert "signs:\n  - {number: B}\n" in with_item(TEXT, ("signs",), {"number": "B"})
    assert with_item(TEXT, ("reviews",), {"id": "R1"}).endswith("reviews:\n  - {id: R1}\n")
    new = with_item("name: 甲\n", ("certification", "decisions"), {"id": "D1"})
    assert value(new) == {"name": "甲", "certification": {"decisions": [{"id": "D1"}]}}


def test_keys_go_into_braces_and_below_lines() -> None:
    """A fact on one line stays on one line, its comment behind it."""
    new = with_key(TEXT, ("certification", "decisions", 0), "void", {"date": "2018-03-02"})
    assert '"publicised", void: {date: 2018-03-02}}   # 公示' in new
    new = with_key(TEXT, ("failures", 0), "appeal", {"filed": "2019-01-01"})
    assert added(TEXT, new) == ["  appeal: {filed: 2019-01-01}"]
    new = with_key(new, ("failures", 0, "appeal"), "decided", "2019-01-09")
    assert "  appeal: {filed: 2019-01-01, decided: 2019-01-09}\n" in new


def test_a_file_without_a_last_line_break_gets_one() -> None:
    """What is written last begins on a line of its own."""
    assert with_key("name: 甲", (), "town: x".partition(":")[0], "乙") == "name: 甲\ntown: 乙\n"


def test_carriage_returns_stay() -> None:
    """A file from Windows keeps its line breaks."""
    text = TEXT.replace("\n", "\r\n")
    new = with_item(text, ("failures",), {"id": "F2", "summary": "长" * 200})
    assert "\n" not in new.replace("\r\n", "") and new.replace("\r\n", "\n") == with_item(
        TEXT, ("failures",), {"id": "F2", "summary": "长" * 200}
    )


def test_a_value_is_replaced_and_its_comment_stays() -> None:
    """Quoted only where it must be."""
    assert "name: 乙店 # 门头\n" in with_value(TEXT, ("name",), "乙店")
    assert "name: '乙 #1' # 门头\n" in with_value(TEXT, ("name",), "乙 #1")


def test_a_key_is_cut_from_lines_and_braces() -> None:
    """With all of its lines, and with the comma that was its own."""
    assert value(without_key(TEXT, ("certification", "decisions", 1, "summary"))) == value(
        TEXT.replace("      summary: |\n        第一行\n        第二行\n\n", "")
    )
    for key, left in (("id", "date: 1, until: 2"), ("date", "id: D, until: 2")):
        text = "x: {id: D, date: 1, until: 2}\n"
        assert without_key(text, ("x", key)) == f"x: {{{left}}}\n"
    assert without_key("x: {id: D, until: 2}\n", ("x", "until")) == "x: {id: D}\n"
    with pytest.raises(CannotEditError):
        without_key(TEXT, ("failures", 0, "id"))


def test_words_that_yaml_takes_for_nothing_are_quoted() -> None:
    """And long text is looked at once, letter by letter."""
    assert rendered({"name": "null"}) == "name: 'null'\n"
    assert rendered({"name": "店" * 5000 + ":"}).startswith("name: '店店")


WORDS = st.text(
    st.sampled_from("店铺 a:#,[]{}'\"&*!|>%@`-?~0x1no〔〕（）\\"), min_size=1, max_size=20
).filter(lambda text: text == text.strip())


@given(WORDS, st.booleans())
def test_any_words_are_read_back_as_they_were_given(words: str, flow: bool) -> None:
    """Quotes are put where they are needed, in braces and in lines."""
    item = {"id": "F9", "summary": words, **({} if flow else {"reply": "长" * 200})}
    new = with_item(TEXT, ("failures",), item)
    root = value(new)
    assert isinstance(root, dict) and root["failures"][-1] == item
    root = value(with_key(TEXT, ("certification", "decisions", 0), "summary", words))
    assert isinstance(root, dict)
    assert root["certification"]["decisions"][0]["summary"] == words
    assert value(rendered({"name": words})) == {"name": words}


@pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])
def test_every_record_takes_facts_without_losing_a_line(path: Path) -> None:
    """Each demonstration record takes a new fact of every list, and a key for its last decision;
    proved by ``edited``, and here by its lines."""
    text = path.read_text(encoding="utf-8")
    lists = ["failures", "objections", "reviews", "changes", "signs", "follow_up", "redacted"]
    steps: list[AddItem | AddKey] = [
        AddItem((name,), {"id": "X1", "number": "X1", "fact": "X1", "date": "2026-01-01"})
        for name in lists
    ]
    steps.append(AddItem(("certification", "decisions"), {"id": "D99", "date": "2026-01-01"}))
    steps.append(AddKey(("certification", "decisions", "D99"), "void", {"date": "2026-01-02"}))
    new = edited(text, steps, MERCHANT)
    assert len(added(text, new)) == sum(f"\n{name}:" not in text for name in lists) + len(lists) + 1


def test_what_the_steps_do_not_say_is_never_written() -> None:
    """A record with errors is left alone, and so is a fact that does not exist."""
    with pytest.raises(CannotEditError, match="errors"):
        edited("name: 甲\nname: 乙\n", [AddItem(("signs",), {"number": "B"})], MERCHANT)
    with pytest.raises(CannotEditError, match="F7"):
        edited(TEXT, [AddKey(("failures", "F7"), "rectified", "2019-01-01")], MERCHANT)
    with pytest.raises(CannotEditError, match="no line of text"):
        edited(TEXT, [Replace(("failures",), "x")], MERCHANT)
    with pytest.raises(CannotEditError, match="no key"):
        edited(TEXT, [Cut(("failures", "F1", "summary"))], MERCHANT)
