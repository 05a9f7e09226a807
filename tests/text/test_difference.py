"""What differs between two versions of a record: by names, not by places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fangxin.facts.record.table import MERCHANT
from fangxin.text.fields.difference import Difference, differences, in_words
from fangxin.text.yaml.reading import read_yaml

OLD = """\
name: 甲店（示例）
category: shop
certification:
  decisions:
    - {id: D1, date: 2018-03-01, status: publicised, until: 2018-03-07}
    - {id: D2, date: 2018-03-12, status: certified, until: 2021-03-11, certificate: FX-1}
failures:
  - {id: F1, kind: penalty, date: 2019-06-03, affects: [PJ190001R]}
"""


def found(old: str, new: str) -> list[Difference]:
    trees = [read_yaml(text.encode(), "x.yml")[0] for text in (old, new)]
    return list(differences(trees[0], trees[1], MERCHANT))


def told(old: str, new: str) -> list[tuple[str, str, str, str]]:
    return [
        (".".join(d.path), d.way, in_words(d.before), in_words(d.after)) for d in found(old, new)
    ]


def test_quotes_order_and_notes_are_no_difference() -> None:
    """The same facts in another order, quoted, with notes, are the same record."""
    lines = OLD.splitlines()
    lines[4], lines[5] = lines[5], lines[4].replace("publicised", "'publicised'")
    assert told(OLD, "\n".join(["# 说明", *lines, ""])) == []


def test_a_new_fact_is_one_difference_with_its_labels() -> None:
    """A new item is told whole, under its list's label and its own name."""
    new = OLD + "  - {id: F2, kind: penalty, date: 2020-01-01}\n"
    (one,) = found(OLD, new)
    assert (one.path, one.way) == (("failures", "F2"), "added")
    assert [field.zh for field in one.fields] == ["问题记录"]
    assert (one.node.line, in_words(one.before)) == (9, "")


def test_keys_of_a_fact_are_told_singly() -> None:
    """A changed, an added and a removed key of one fact are three differences."""
    new = OLD.replace("until: 2021-03-11, certificate: FX-1", "until: 2022-03-11, document: 甲")
    assert told(OLD, new) == [
        ("certification.decisions.D2.until", "changed", "2021-03-11", "2022-03-11"),
        ("certification.decisions.D2.document", "added", "", "甲"),
        ("certification.decisions.D2.certificate", "removed", "FX-1", ""),
    ]
    assert [field.zh for field in found(OLD, new)[0].fields] == ["认定", "决定", "截止日期"]


def test_values_of_a_list_of_texts_are_named_by_themselves() -> None:
    """One more merchant that a failure reaches is one added value."""
    new = OLD.replace("[PJ190001R]", "[PJ190002P, PJ190001R]")
    assert told(OLD, new) == [("failures.F1.affects.PJ190002P", "added", "", "PJ190002P")]


def test_a_renamed_fact_is_removed_and_added() -> None:
    """An id is the fact: another id is another fact."""
    assert [(d.path[-1], d.way) for d in found(OLD, OLD.replace("id: F1", "id: F9"))] == [
        ("F9", "added"),
        ("F1", "removed"),
    ]


def test_items_without_a_name_of_their_own_are_matched_by_what_they_say() -> None:
    """Of two commitments of one kind the equal ones belong together."""
    old = OLD + "commitments: [{kind: a, limit: 1}, {kind: a, limit: 2}]\n"
    new = OLD + "commitments: [{kind: a, limit: 2}, {kind: a, limit: 3}]\n"
    assert told(old, new) == [("commitments.a.limit", "changed", "1", "3")]


def test_a_file_that_is_new_or_gone_is_one_difference() -> None:
    """Nothing to compare with: the whole record."""
    tree, _ = read_yaml(OLD.encode(), "x.yml")
    assert [d.way for d in differences(None, tree, MERCHANT)] == ["added"]
    assert [d.way for d in differences(tree, None, MERCHANT)] == ["removed"]
    assert differences(tree, tree, MERCHANT) == ()


@given(st.lists(st.sampled_from("ABCDE"), unique=True), st.lists(st.sampled_from("ABCDE")))
def test_lists_differ_by_what_one_has_and_the_other_has_not(old: list[str], new: list[str]) -> None:
    """Against counting: each value is added or removed as often as the counts differ."""
    texts = [OLD.replace("[PJ190001R]", f"[{', '.join(values)}]") for values in (old, new)]
    ways: list[tuple[str, str]] = [(d.path[-1], d.way) for d in found(*texts)]
    for value in "ABCDE":
        more = new.count(value) - old.count(value)
        way = "added" if more > 0 else "removed"
        assert ways.count((value, way)) == abs(more)
