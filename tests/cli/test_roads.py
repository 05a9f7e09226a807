"""Every road on which one command takes or bars a recognition: none can be gone without a paper."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.office import Office

ROADS = yaml.load(
    (Path(__file__).resolve().parents[1] / "fixtures" / "roads.yml").read_text("utf-8"),
    Loader=yaml.BaseLoader,
)
TODAY = "2026-05-12"
NAMES = {"ID": "PJ239001B", "NEW": "PJ2390029"}
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
"""
FRESH = """\
name: 溪畔水果行（示例）
uscc: 91330726MA2DEM55XE
category: shop
town: 黄宅镇
address: 浙江省浦江县黄宅镇溪畔路6号
certification:
  decisions:
    - {id: D1, date: 2026-05-06, status: publicised, until: 2026-05-20,
       document: 浦消联办〔2026〕91号}
objections:
  - {id: O1, filed: 2026-05-08, summary: 反映缺斤少两}
"""


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """A recognised shop, and one in its publicity."""
    shops = {f"shop/{NAMES['ID']}.yml": SHOP, f"shop/{NAMES['NEW']}.yml": FRESH}
    office = Office.make(tmp_path, capsys, shops)
    for path in (office.folder / "content" / "registers").glob("*"):
        path.unlink()
    return office


def named(words: list[str]) -> list[str]:
    return [NAMES.get(word, word) for word in words]


def written(office: Office) -> dict[str, str]:
    paths = [*(office.folder / "merchants").rglob("*.yml")]
    paths += (office.folder / "content" / "registers").glob("*")
    return {path.name: path.read_text("utf-8") for path in paths}


@pytest.mark.parametrize("road", ROADS, ids=lambda road: str(road["road"]))
def test_a_road_needs_its_papers(office: Office, road: dict[str, Any]) -> None:
    """Without any one of its papers, and with one that names none, nothing is written; with all of
    them it is gone to its end."""
    for words in road.get("first", ()):
        assert office.run(*named(words), on=TODAY) == 0, office.err
    before, words, papers = written(office), named(road["words"]), road["papers"]
    for missing in papers:
        rest = [part for key, value in papers.items() if key != missing for part in (key, value)]
        for lame in ([], [missing, "无"], [missing, "见附件1"]):
            assert office.run(*words, *rest, *lame, on=TODAY) != 0, (missing, lame, office.out)
            assert written(office) == before
    every = [part for pair in papers.items() for part in pair]
    assert office.run(*words, *every, on=TODAY) == 0, office.err
    assert written(office) != before
    assert office.run("show", NAMES["ID"], "--json", on=TODAY) == 0
    assert json.loads(office.out)["status"] == road["status"]
