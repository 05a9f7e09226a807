"""Pinyin, the data the browser searches in, and the scripts that find and judge."""

from __future__ import annotations

import hashlib
import json
import random
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from stdnum.iso7064 import mod_37_36

from fangxin.facts.registers.recalls import Recall
from fangxin.facts.registers.rows import Registers
from fangxin.facts.values import Status
from fangxin.site.pages.lists import groups
from fangxin.site.pages.search import search_data
from fangxin.view.pinyin import initials_of, pinyin_of
from tests.support import node
from tests.support.catalogue_factory import (
    CATEGORIES,
    NAMES,
    UNTIL,
    a_catalogue,
    a_programme,
    an_entry,
    an_id,
)

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
HOME = "https://fx.example"


def _data() -> dict[str, Any]:
    listed = groups(a_catalogue(), a_programme())
    data: dict[str, Any] = json.loads(search_data(a_catalogue(), CATEGORIES, listed))
    return data


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("仙华山超市（示例）", "xianhuashanchaoshi", "xhscs"),
        ("重庆火锅", "chongqinghuoguo", "cqhg"),
        ("长乐行", "changlexing", "clx"),
        ("绿色蔬果", "lvseshuguo", "lssg"),
        ("KFC风味快餐", "kfcfengweikuaican", "kfcfwkc"),
        ("7-11便利店", "711bianlidian", "711bld"),
        ("ＡＢ店", "abdian", "abd"),
        ("Café莊園", "cafezhuangyuan", "cafezy"),
        ("𠮷野家", "yejia", "yj"),
        ("浦江（仙华）店", "pujiangxianhuadian", "pjxhd"),
        ("（）—·", "", ""),
        ("", "", ""),
    ],
)
def test_pinyin(name: str, pinyin: str, initials: str) -> None:
    """Characters by sound, Latin and digits as written, signs and the 示例 mark left out."""
    assert (pinyin_of(name), initials_of(name)) == (pinyin, initials)


def test_rows_say_what_the_entry_says() -> None:
    """Each merchant stands in the data once, with its own status."""
    data = _data()
    statuses = {row[0]: data["statuses"][row[2]][0] for row in data["merchants"]}
    assert statuses == {entry.id: entry.status.value for entry in a_catalogue().entries}


def test_rows_end_where_facts_end() -> None:
    """Nothing empty stands at the end of a row, and what stands there is in its place."""
    entry = an_entry(77, former_names=(), name_en=None)
    data = json.loads(search_data(a_catalogue(entry), CATEGORIES))
    row = next(row for row in data["merchants"] if row[0] == entry.id)
    assert row[5:] == ["2036-03-11", entry.certificate, entry.uscc]


def _find(queries: list[str], data: dict[str, Any]) -> list[list[dict[str, Any]]]:
    found: list[list[dict[str, Any]]] = node.run(
        "const finder = load('js/find.js').finder(data);"
        "return queries.map((query) => finder.exact(query));",
        data=data,
        queries=queries,
    )
    return found


def _fragments(name: str) -> set[str]:
    return {
        name[start:end] for start in range(len(name)) for end in range(start + 2, len(name) + 1)
    }


def _compared(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(char for char in folded if char.isalnum())


def test_every_fragment_finds_its_merchant_and_only_such() -> None:
    """Recall and precision are 1 for each fragment of two or more characters of every name."""
    data = _data()
    names = {row[0]: [row[1], *(row[8] if len(row) > 8 else [])] for row in data["merchants"]}
    queries = sorted({part for name in NAMES for part in _fragments(name) if _compared(part)})
    wanted = {
        query: {
            id for id, all in names.items() if any(_compared(query) in _compared(n) for n in all)
        }
        for query in queries
    }
    found = {
        query: {hit["id"] for hit in hits}
        for query, hits in zip(queries, _find(queries, data), strict=True)
    }
    chinese = [query for query in queries if not _compared(query).isascii()]
    assert len(chinese) > 300
    assert {query: found[query] for query in chinese} == {query: wanted[query] for query in chinese}
    assert all(wanted[query] <= found[query] for query in queries)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("huoguo", 3),
        ("HUOGUO", 3),
        ("clhg", 3),
        ("hg", 3),
        ("供销社", 1),
        ("Xianhua Mart", 1),
        ("仙华 超市", 1),
        ("FX-2024-0002", 2),
        ("fx20240002", 2),
        ("  ＫＦＣ", 4),
        ("𠮷", 5),
        (f"https://fx.example/m/{an_id(3)}/", 3),
        (an_id(9).lower(), 9),
    ],
)
def test_finds_by_anything_on_the_sign(query: str, number: int) -> None:
    """Pinyin, initials, old and English names, certificate, address, ID, width and case."""
    assert [hit["id"] for hit in _find([query], _data())[0]][:1] == [an_id(number)]


def test_uscc_finds_every_shop_of_the_operator() -> None:
    """Siblings come together, and nobody else."""
    uscc = an_entry(1).uscc or ""
    assert {hit["id"] for hit in _find([uscc], _data())[0]} == {an_id(1), an_id(2)}


def test_nothing_is_found_for_nothing() -> None:
    """Blank and sign-only queries find no one, rather than everyone."""
    assert _find(["", "  ", "（）", "——"], _data()) == [[], [], [], []]


def test_found_merchants_carry_their_own_status() -> None:
    """No result is certified unless its entry is."""
    entries = a_catalogue().by_id()
    hits = _find(["示例"], _data())[0]
    assert len(hits) == len(entries)
    assert {hit["id"]: hit["status"] for hit in hits} == {
        id: entry.status.value for id, entry in entries.items()
    }


@pytest.mark.parametrize("slip", ["仙花山超市", "先华山超市", "xianhushanchaosi", "中山路文居店"])
def test_similar_names_forgive_a_slip(slip: str) -> None:
    """A name with one wrong character or letter is no hit, but its likeness is offered first."""
    exact, similar = node.run(
        "const finder = load('js/find.js').finder(data);"
        "return finder.similar(slip, load('vendor/minisearch.js'), 8)"
        ".then((near) => [finder.exact(slip), near.map((hit) => hit.name)]);",
        data=_data(),
        slip=slip,
    )
    assert exact == []
    wanted = "中山路文具店（示例）" if slip.startswith("中") else "仙华山超市（示例）"
    assert similar[0] == wanted


def test_nonsense_is_like_nothing() -> None:
    """Where nothing is alike, nothing is offered."""
    offered = node.run(
        "return load('js/find.js').finder(data)"
        ".similar('甲乙丙丁戊己', load('vendor/minisearch.js'), 8);",
        data=_data(),
    )
    assert offered == []


def test_check_character_agrees_with_stdnum() -> None:
    """The script and the program know the same valid codes, by 2,000 random ones."""
    chance = random.Random(7)
    codes = ["".join(chance.choices(ALPHABET, k=chance.randint(4, 16))) for _ in range(1000)]
    codes += [code + mod_37_36.calc_check_digit(code) for code in (c[:15] for c in codes)]
    said = node.run("return codes.map(load('js/codes.js').checks);", codes=codes)
    assert said == [mod_37_36.is_valid(code) for code in codes]
    assert sum(said) >= 1000


def _judge(*typed: str) -> list[dict[str, Any]]:
    data = _data()
    verdicts: list[dict[str, Any]] = node.run(
        "const book = load('js/book.js'), all = load('js/find.js').finder(data).all();"
        "const open = book.open(all, null, home);"
        "return typed.map((text) => book.judge(text, open));",
        data=data,
        typed=list(typed),
        home=HOME,
    )
    return verdicts


def test_verdict_follows_the_status() -> None:
    """Recognised if and only if the registry says certified; every merchant is judged."""
    entries = a_catalogue().entries
    for entry, said in zip(entries, _judge(*(entry.id for entry in entries)), strict=True):
        right = "recognised" if entry.status is Status.CERTIFIED else "not-recognised"
        assert (said["verdict"], said["merchant"]["id"]) == (right, entry.id)


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        (" pj 0001-A ", "recognised"),
        ("ＰＪ０００１Ａ", "recognised"),
        ("fx-2024-0002", "recognised"),
        (f"https://fx.example/m/{an_id(1)}/", "recognised"),
        (f"fx.example/m/{an_id(1)}", "recognised"),
        (f"https://fx.example/m/{an_id(1)}/?from=sign#top", "recognised"),
        (f"http://fx.example/m/{an_id(1)}/", "recognised"),
        (f"https://fx.example:443/m/{an_id(1)}/", "recognised"),
        (f"http://fx.example:443/m/{an_id(1)}/", "recognised"),
        (f"fx.example:443/m/{an_id(1)}/", "recognised"),
        (f"FX.EXAMPLE.:80/m/{an_id(1)}/", "recognised"),
        (f"https://fx.example:8443/m/{an_id(1)}/", "foreign"),
        (f"https://fx.example.evil.example/m/{an_id(1)}/", "foreign"),
        (f"https://fx.example@evil.example/m/{an_id(1)}/", "foreign"),
        (f"https://evil.example/?u=https://fx.example/m/{an_id(1)}/", "foreign"),
        (f"https://evil.example\\@fx.example/m/{an_id(1)}/", "foreign"),
        (f"https://user:pass@fx.example/m/{an_id(1)}/", "foreign"),
        ("javascript:alert(1)", "foreign"),
        ("https://fx.example/about/", "own-page"),
        ("PJ0001B", "typing-error"),
        ("FX-2024-9999", "unknown"),
        ("仙华山超市", "no-code"),
        ("PJ1", "no-code"),
        (an_id(4321), "unknown"),
        ("", "empty"),
    ],
)
def test_verdict(typed: str, verdict: str) -> None:
    """What a shopper may type, paste or be tricked into pasting."""
    assert _judge(typed)[0]["verdict"] == verdict


@pytest.mark.parametrize(
    "typed", ["PJO001A", "PJOOO1A", "PJOOOIA", "PJ001A", "PJ00001A", "JP0001A"]
)
def test_slips_of_the_eye_and_finger_are_mended(typed: str) -> None:
    """Look-alikes, also several at once, a lost, doubled or swapped character."""
    said = _judge(typed)[0]
    assert said["verdict"] == "typing-error"
    assert said["near"][0]["id"] == an_id(1)


@pytest.mark.parametrize(
    ("until", "following", "today", "holds"),
    [
        ("2036-03-11", "2026-11-30", "2026-11-30", True),
        ("2036-03-11", "2026-11-30", "2026-12-01", False),
        ("2026-11-25", "2026-11-30", "2026-11-25", True),
        ("2026-11-25", "2026-11-30", "2026-11-26", False),
        ("", "", "2099-01-01", True),
    ],
)
def test_trust_runs_out(until: str, following: str, today: str, holds: bool) -> None:
    """A status holds to the end of its last day, and no longer than the next publication."""
    said = node.run(
        "return load('js/fresh.js').holds(until, following, today);",
        until=until,
        following=following,
        today=today,
    )
    assert said is holds


def test_day_is_that_of_the_county() -> None:
    """The script counts days in UTC+08:00: 16:00 UTC begins the next one."""
    days = node.run("return [0, 57599999, 57600000].map(load('js/fresh.js').day);")
    assert days == ["1970-01-01", "1970-01-01", "1970-01-02"]


def test_vendored_files_are_whole_and_pinned(root: Path) -> None:
    """Each foreign file is the one that was reviewed, with its licence, and none is unlisted."""
    folder = root / "theme" / "static" / "vendor"
    listed = json.loads((folder / "VENDOR.json").read_text("utf-8"))
    assert set(listed) | {"VENDOR.json"} == {file.name for file in folder.iterdir()}
    for name, facts in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == facts["sha256"], name
        assert (folder / facts["licence_file"]).is_file()


def test_until_is_carried_for_the_downgrade() -> None:
    """A certified merchant's last day reaches the browser."""
    hit = _find([an_id(1)], _data())[0][0]
    assert hit["until"] == UNTIL.isoformat()


@pytest.mark.parametrize("query", ["充电器", "湾畔", "WP-20", "251023", "手机充电器"])
@pytest.mark.parametrize("over", [False, True])
def test_goods_called_back_are_found(query: str, over: bool) -> None:
    """By product, brand, model or batch, as long as a buyer can ask; leading to the recall."""
    seen = date(2026, 2, 16)
    ends = date(2026, 3, 1) if over else None
    row = Recall(
        "RCA-2026-001", "手机充电器（示例）", "湾畔（示例）", ("251023",), "ordered", "某公司",
        seen, seen, "发热", "refund", "退款", "amr", "公告", model="WP-20", ends=ends,
    )  # fmt: skip
    catalogue = replace(a_catalogue(), registers=Registers(recalls=(row,)))
    data = json.loads(search_data(catalogue, CATEGORIES))
    found = node.run(
        "return load('js/find.js').finder(data).lists(query).map(function (l) {"
        " return [l.address, l.number]; });",
        data=data,
        query=query,
    )
    assert found == ([] if over else [["recalls/#RCA-2026-001", 0]])
