"""A new version of the policy is told in words, key by key: no section can be forgotten."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from fangxin.change.effect.rules import rules_told, turns
from fangxin.change.effect.sides import HARSHER, MILDER, OTHER
from fangxin.facts.policy.file import VERSION, version_of
from fangxin.facts.policy.policy import Policy, Version
from fangxin.text.fields.kinds import Choice, Flag, Whole
from fangxin.text.fields.tables import Field, Group, ListOf, MapOf
from tests.support.registers import programme

POLICY: Policy = programme().policy
LAST = POLICY.versions[-1]
Way = tuple[str, ...]


def full() -> dict[str, Any]:
    """The last version with every key of the table written somewhere, as a version after it."""
    said: dict[str, Any] = copy.deepcopy(dict(LAST.written))
    said["number"], said["effective"] = LAST.number + 1, LAST.effective + timedelta(days=400)
    said["reinstatement"] |= {"rules": ("serious-twice",)}
    said["publication"] |= {"repair_lifts": ("minor-thrice",)}
    said["kinds"]["penalty"] |= {"entity": False, "provisional": False, "published": True}
    said["rules"]["whole"] = {
        "code": "whole", "label": "例", "label_en": "Example", "severity": "serious",
        "kinds": ("penalty",), "count": 3, "points": 9, "months": 6, "effect": "suspend",
        "bar_years": 2, "until": "days", "days": 30, "overdue_days": 20,
        "overdue_bar_years": 1, "basis": "assumed", "source": "例", "clause": "二(一)1",
    }  # fmt: skip
    spans = [said["publication"][one] for one in ("minor", "serious", "grave")]
    whole = [said[one] for one in ("grading", "ends_on_change", "reinstatement", "redress")]
    many = [one for key in ("parameters", "analysis", "clocks") for one in said[key].values()]
    for section in (*spans, *whole, *many, said["remains"]):
        section |= {"clause": "二(一)1", "basis": "assumed", "source": "例"}
    said["clocks"]["small"] |= {"number": 1}
    return said


FULL = full()
HEAD = ("number", "effective", "document", "summary", "summary_en")


def leaves(kind: Any, said: Any, way: Way = ()) -> Iterator[tuple[Way, Field]]:
    """Every key of the table that holds a value, in one place where FULL has it."""
    for spec in kind.fields:
        inner = spec.kind
        if isinstance(inner, MapOf):
            code = max(said[spec.key], key=lambda one: len(said[spec.key][one]))
            yield from leaves(inner.value, said[spec.key][code], (*way, spec.key, code))
        elif isinstance(inner, Group):
            yield from leaves(inner, said[spec.key], (*way, spec.key))
        else:
            yield (*way, spec.key), spec


def other(spec: Field, value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(spec.kind, Flag):
        return not value
    if isinstance(spec.kind, Whole):
        return value + 1
    if isinstance(spec.kind, Choice):
        return next((one for one in spec.kind.options if one != value), None)
    if isinstance(spec.kind, ListOf):
        return (*value, "name" if spec.key == "fields" else "penalty")
    return f"{value}改"


def dug(said: Any, way: Way) -> Any:
    for key in way:
        said = said[key]
    return said


def altered(way: Way, value: Any, base: dict[str, Any] = FULL) -> Version:
    """FULL with another value, or without the key."""
    said = copy.deepcopy(base)
    holder = dug(said, way[:-1])
    if value is None:
        del holder[way[-1]]
    else:
        holder[way[-1]] = value
    said["number"] += 1
    return version_of(said)


LEAVES = [(way, spec) for way, spec in leaves(VERSION, FULL) if way[0] not in HEAD]


@pytest.mark.parametrize(("way", "spec"), LEAVES, ids=[".".join(way) for way, _ in LEAVES])
def test_every_key_of_the_table_is_told(way: Way, spec: Field) -> None:
    """Whatever key a later version says otherwise, it is told: by its label and both values, or
    among what is reworded."""
    was = dug(FULL, way)
    value = other(spec, was)
    if value is None and way[-1] == "basis":
        return  # there is one value only; that it goes is told with the clause
    found = turns(version_of(FULL), altered(way, value))
    assert len(found) == 1, found
    (turn,) = found
    assert turn.zh and turn.en
    if way[-1] not in ("label", "label_en", "clause", "basis", "source"):
        assert turn.way is not None and " → " in turn.zh and " → " in turn.en
    else:
        assert turn.way is None


def test_the_table_is_walked_whole() -> None:
    """Every section of a version has keys here, and optional ones are not left out."""
    assert {way[0] for way, _ in LEAVES} == {spec.key for spec in VERSION.fields} - set(HEAD)
    assert len(LEAVES) > 100


OPTIONAL = [one.key for one in VERSION.fields if not one.required and one.key not in HEAD]


@pytest.mark.parametrize("key", OPTIONAL)
def test_a_section_that_comes_or_goes_is_told(key: str) -> None:
    """Also one that says what held before."""
    without = {name: value for name, value in FULL.items() if name != key}
    for one, two in ((FULL, without), (without, FULL)):
        assert turns(version_of(one), version_of(two)), key


P, K, R = ("parameters",), ("kinds", "penalty"), ("rules", "grave-revoke")
SIDES: list[tuple[Way, Any, int]] = [
    ((*R, "bar_years"), 1, MILDER),
    ((*R, "bar_years"), 9, HARSHER),
    (("rules", "serious-suspend", "overdue_days"), 60, MILDER),
    (("rules", "serious-suspend", "overdue_days"), 10, HARSHER),
    (("rules", "points-suspend", "points"), 20, MILDER),
    (("rules", "serious-twice", "count"), 3, MILDER),
    (("rules", "serious-twice", "months"), 24, HARSHER),
    ((*R, "severity"), None, HARSHER),
    (("rules", "obstruction-suspend", "kinds"), None, HARSHER),
    (("rules", "obstruction-suspend", "kinds"), ("obstructing_inspection", "penalty"), HARSHER),
    (("reinstatement", "rules"), ("serious-twice", "grave-revoke"), MILDER),
    (("reinstatement", "rules"), None, HARSHER),
    (("reinstatement", "decisions"), False, HARSHER),
    (("publication", "repair_lifts"), ("minor-thrice", "grave-revoke"), MILDER),
    (("publication", "grave", "longest"), 6, MILDER),
    (("publication", "grave", "shortest"), 24, HARSHER),
    (("remains", "tells"), "kind", HARSHER),
    ((*K, "published"), False, MILDER),
    ((*K, "severity"), "minor", MILDER),
    ((*K, "severity"), "grave", HARSHER),
    ((*K, "points"), 0, MILDER),
    ((*K, "entity"), True, HARSHER),
    ((*P, "appeal_days", "value"), 1, HARSHER),
    ((*P, "manual_bar_years", "value"), 0, MILDER),
    ((*P, "notice_days"), None, HARSHER),
    ((*P, "provisional_most_days"), None, HARSHER),
    ((*P, "term_years", "value"), 1, HARSHER),
    (("ends_on_change", "fields"), ("owner",), MILDER),
    (("clocks", "small", "number"), 5, OTHER),
    (("analysis", "merchant_least", "value"), 9, OTHER),
    (("redress", "answers"), "legal", OTHER),
]  # fmt: skip


@pytest.mark.parametrize(("way", "value", "side"), SIDES, ids=lambda one: str(one))
def test_what_is_milder_and_what_is_harsher(way: Way, value: Any, side: int) -> None:
    """For merchants, whichever way the number goes."""
    found = turns(version_of(FULL), altered(way, value))
    assert [turn.way for turn in found] == [side], found


def test_rules_and_kinds_that_come_and_go() -> None:
    """One more to be sanctioned by is harsher."""
    less = copy.deepcopy(FULL)
    del less["rules"]["grave-revoke"]
    (gone,) = turns(version_of(FULL), version_of(less))
    (back,) = turns(version_of(less), version_of(FULL))
    assert (gone.way, back.way) == (MILDER, HARSHER)
    assert "取消" in gone.zh and "严重问题，即时撤销" in gone.zh and "新增" in back.zh


def test_a_version_is_told_beside_the_one_before_it() -> None:
    """Its day and document, then what is milder, then harsher; what was published and differs, or
    is gone, too."""
    after = Policy((*POLICY.versions, altered(("rules", "grave-revoke", "bar_years"), 1)))
    lines = [one.zh for one in rules_told(POLICY, after)]
    begins = date(2027, 5, 6)
    assert lines[0].startswith(f"规则第 5 版，{begins} 起对所有商户施行（浦消联办〔2026〕2号）")
    assert any(
        "从轻：处理规则“严重问题，即时撤销”的几年内不得再申请：3 → 1" in one for one in lines
    )
    ways = [line.partition("：")[0][-2:] for line in lines[1:]]
    order = ["从轻", "从严", "改动", "改写"]
    assert ways == sorted(ways, key=order.index)
    shorter = Policy(POLICY.versions[:-1])
    assert [one.zh for one in rules_told(POLICY, shorter)] == ["规则第 3 版被删去"]
    other_ = Policy((*POLICY.versions[:-1], version_of({**LAST.written, "document": "另一份"})))
    assert "已经公布的规则第 3 版被改动" in next(iter(rules_told(POLICY, other_))).zh
    assert list(rules_told(POLICY, POLICY)) == []
