"""Of a sole trader's address nothing is public that leads to a door: many shapes, as data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.view.road import road_of

LINES = (Path(__file__).parents[1] / "fixtures" / "addresses.txt").read_text("utf-8").splitlines()
CASES = [tuple(part.strip() for part in line.split("|")) for line in LINES if "|" in line[1:]][1:]
DOOR = re.compile(r"[0-9０-９A-Za-z#]|[一二三四五六七八九十]+(?:号|幢|栋|座|室|单元|组|楼|层)")


def known(text: str) -> str | None:
    return None if text == "-" else text


@pytest.mark.parametrize(("address", "town", "shown"), CASES)
def test_the_road_and_nothing_of_the_door(address: str, town: str, shown: str) -> None:
    """What is shown of each address is as the list says."""
    assert road_of(address, known(town)) == known(shown)


HEADS = ("浙江省浦江县浦南街道", "浦江县黄宅镇", "浙江省台州市路桥区路北街道", "")
ROADS = ("月泉路", "恒昌大道", "南街", "礼张村", "张村路", "路边村", "八一路", "7号路", "")
NUMBERS = st.sampled_from(["12", "１２", "十二", "8-2", "A", "负一", "甲", "三"])
UNITS = st.sampled_from(["号", "幢", "栋", "座", "单元", "室", "组", "号楼", "层", "弄", "号摊位"])
PARTS = st.lists(
    st.tuples(st.sampled_from(["", "（", "与", "，", "金狮大厦", "市场"]), NUMBERS, UNITS),
    max_size=4,
).map(lambda parts: "".join("".join(part) for part in parts))


@given(st.sampled_from(HEADS), st.sampled_from(ROADS), PARTS, st.sampled_from(ROADS), PARTS)
def test_no_number_of_a_door_is_ever_shown(
    head: str, road: str, door: str, other: str, room: str
) -> None:
    """Two roads, doors, buildings and rooms in any order: what is shown is the beginning of the
    address, or the town, and has no number of any of them."""
    town = re.search(r"[^县区]+(?:街道|镇)$", head)
    address = f"{head}{road}{door}{other}{room}"
    shown = road_of(address, town.group() if town else None) or ""
    assert not DOOR.search(shown), (address, shown)
    assert address.startswith(shown) or (town is not None and shown == town.group())
