"""Every code that any output prints is recognised, however it is typed; nothing else is."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxin.cli.main import main
from fangxin.facts.values import Sign, Void
from fangxin.site.pages.codes import Printed, codes_data
from fangxin.site.pages.lists import groups
from fangxin.site.pages.search import search_data
from fangxin.standing.signs import SignState
from fangxin.text.han import variants
from fangxin.view.catalogue import Catalogue
from fangxin.view.codes import SIGN_STATES, VALID, Codes, codes_of
from fangxin.view.pinyin import initials_of, pinyin_of, readings
from tests.support import node
from tests.support.catalogue_factory import (
    AS_OF,
    CATEGORIES,
    a_catalogue,
    a_programme,
    an_entry,
    an_id,
)
from tests.support.demonstration import CONTENT, RECORDS
from tests.support.factories import a_view
from tests.support.printed_codes import printed

HOME = "https://fx.example"
RECOGNISED = {"recognised", "not-recognised", "sign-down", "several", "told", "own-page", "fake"}
# What data formats are named by.
FORMATS = (
    "purl.org",
    "www.sitemaps.org",
    "www.w3.org",
    "json-schema.org",
    "jsonfeed.org",
    "schema.org",
)
JUDGE = (
    "const book = load('js/book.js'), finder = load('js/find.js').finder(data, more);"
    "const open = book.open(finder.all(), more, home);"
    "return typed.map((text) => book.judge(text, open));"
)
FIND = (
    "const finder = load('js/find.js').finder(data, more);"
    "return typed.map((text) => [finder.exact(text).map((one) => one.id),"
    "  finder.lists(text).map((one) => one.address)]);"
)


@cache
def files() -> tuple[dict[str, Any], dict[str, Any]]:
    """The two files of a catalogue with everything a merchant is asked for by."""
    rich = Codes(
        signs=(("BP-2018-0005", VALID), ("BP-2018-0004", "void"), ("BP-2017-0001", "taken_down")),
        certificates=("FX-2018-0004", "浦放心证字001号"),
        usccs=("92330726MA2DEM4258",),
        website="https://mall.example/shop/12",
        shop="SC-100977",
        place="墨池路",
        documents=("浦消联办〔2018〕2号", "案号A-77"),
        rows=("INS-2025-0028",),
        shops=("SC-100900",),
        websites=("https://left.example/shop/", "https://own.example/"),
    )
    entries = (
        an_entry(70, name="曾氏單記查行（示例）", codes=rich),
        an_entry(71, name="懷德堂仇区解（示例）", codes=Codes(website="https://own.example/")),
        an_entry(72, name="吕绿女鞋（示例）", codes=Codes(documents=("浦消联办〔2018〕2号",))),
    )
    catalogue = a_catalogue(*entries)
    on_pages = Printed(["INS-2025-0028", "CMP-2026-00066"])
    on_pages.page(
        "complaints/index.html", '<b id="CMP-2026-00066">浦市监诉终〔2026〕7号</b>'.encode()
    )
    on_pages.page("registry/all/index.html", "浦市监罚〔2026〕99号".encode())
    data = search_data(catalogue, CATEGORIES, groups(catalogue, a_programme()))
    return json.loads(data), json.loads(codes_data(catalogue, on_pages, ()))


def judged(*typed: str) -> list[dict[str, Any]]:
    """The verdicts."""
    data, more = files()
    said: list[dict[str, Any]] = node.run(JUDGE, data=data, more=more, typed=list(typed), home=HOME)
    return said


def found(*typed: str) -> list[tuple[list[str], list[str]]]:
    """IDs and addresses of lists that each query finds."""
    data, more = files()
    said: list[tuple[list[str], list[str]]] = node.run(
        FIND, data=data, more=more, typed=list(typed)
    )
    return said


WHOSE = an_id(70)


@pytest.mark.parametrize(
    ("typed", "verdict", "kind"),
    [
        ("BP-2018-0005", "recognised", "sign"),
        ("bp20180005", "recognised", "sign"),
        ("ＢＰ－２０１８－０００５", "recognised", "sign"),
        ("BP–2018–0005", "recognised", "sign"),
        (" BP 2018 0005 ", "recognised", "sign"),
        ("标牌号BP-2018-0005", "recognised", "sign"),
        ("商户编号·标牌号 BP-2018-0005", "recognised", "sign"),
        (f"{WHOSE}\n商户编号·标牌号 BP-2018-0005", "recognised", "id"),
        ("No:BP-2018-0005", "recognised", "sign"),
        ("BP-2018-0004", "sign-down", "sign"),
        ("BP-2017-0001", "sign-down", "sign"),
        ("FX-2018-0004", "recognised", "certificate"),
        ("FX-2024-0070", "recognised", "certificate"),
        ("证书号：浦放心证字001号", "recognised", "certificate"),
        ("92330726ma2dem4258", "recognised", "uscc"),
        ("9233 0726 MA2D EM42 58", "recognised", "uscc"),
        ("SC-100977", "recognised", "shop"),
        ("SC-100900", "recognised", "shop"),
        ("https://left.example/shop/", "left", "site"),
        ("left.example/shop/item/7", "left", "site"),
        ("sc100977", "recognised", "shop"),
        ("https://mall.example/shop/12", "recognised", "site"),
        ("http://www.mall.example/shop/12/?from=app#top", "recognised", "site"),
        ("mall.example/shop/12/item/7", "recognised", "site"),
        ("在 https://mall.example/shop/12 买的", "recognised", "site"),
        (f"{HOME}/m/{WHOSE}/", "recognised", "id"),
        (f"http://FX.example/m/{WHOSE.lower()}", "recognised", "id"),
        (f"fx.example//m//{WHOSE}/index.html", "recognised", "id"),
        (f"fx.example/M/{WHOSE}/badge.svg?x=1", "recognised", "id"),
        (f"我扫到{HOME}/m/{WHOSE}/，是真的吗？", "recognised", "id"),
        (f"{HOME}/m/{WHOSE}是真的吗", "recognised", "id"),
        (f"请认准网址 fx.example {WHOSE}", "own-page", None),
        (f"{HOME}/m/BP-2018-0005/", "recognised", "sign"),
        (f"{HOME}/verify/?q=BP-2018-0005", "recognised", "sign"),
        (f"{HOME}/operator/92330726MA2DEM4258/", "recognised", "uscc"),
        (f"{HOME}/BP-2018-0005", "recognised", "sign"),
        (f"{WHOSE}-F1", "recognised", "id"),
        ("浦消联办〔2018〕2号", "told", "document"),
        ("浦消联办（2018）第02号", "told", "document"),
        ("浦消联办[2018]2號", "told", "document"),
        ("根据浦消联办〔2018〕2号文", "told", "document"),
        ("案号A-77", "told", "document"),
        ("INS-2025-0028", "told", "row"),
        ("ins20250028", "told", "row"),
        ("CMP-2026-00066", "told", "row"),
        ("浦市监诉终〔2026〕7号", "told", "document"),
    ],
)
def test_a_code_in_any_spelling_is_recognised(typed: str, verdict: str, kind: str | None) -> None:
    """Small, wide, with blanks, dashes or a sentence around it, as an address or beside others."""
    (said,) = judged(typed)
    if kind is None:
        # The ID beside our bare address is read too.
        assert said["verdict"] == "recognised" and said["hits"][0]["kind"] == "id"
        return
    assert (said["verdict"], said["hits"][0]["kind"]) == (verdict, kind)
    owners = {one["id"] for one in said["merchants"]}
    assert WHOSE in owners or not owners


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        ("BP-2018-0006", "unknown"),
        ("BP-2018-00055", "unknown"),
        (f"BP-2018-0006 {WHOSE}", "doubtful"),
        (f"{WHOSE}-2", "unknown"),
        ("BP-2018-0005-A1", "unknown"),
        (f"{WHOSE} FX-2024-0001", "conflict"),
        ("https://mall.example/shop/123", "foreign"),
        ("https://mall.example/shop", "foreign"),
        ("https://mall.example.evil.example/shop/12", "foreign"),
        ("https://mall.example@evil.example/shop/12", "foreign"),
        ("https://user@mall.example/shop/12", "foreign"),
        ("https://mall.example:8443/shop/12", "foreign"),
        ("ftp://mall.example/shop/12", "foreign"),
        ("https://shop.own.example/", "foreign"),
        (f"放心.example/m/{WHOSE}/", "foreign"),
        (f"fx.example。evil.cn/m/{WHOSE}/", "foreign"),
        (f"https://fx.example真.evil.cn/m/{WHOSE}/", "foreign"),
        (f"evil.cn {WHOSE}", "foreign"),
        (f"https://evil.cn/ {HOME}/m/{WHOSE}/", "foreign"),
        (f"{HOME}/about/", "own-page"),
        (HOME, "own-page"),
        ("INS-2025-0029", "unknown"),
        ("浦市监罚〔2026〕99号", "no-code"),
        ("F1", "no-code"),
        ("12315", "no-code"),
        ("仙华山", "no-code"),
        ("　\u200b", "empty"),
    ],
)
def test_what_is_not_in_the_registry_is_not_recognised(typed: str, verdict: str) -> None:
    """Neighbouring numbers, longer ones, foreign addresses that hold ours or a registered one."""
    (said,) = judged(typed)
    assert said["verdict"] == verdict
    assert verdict == "own-page" or said["verdict"] not in RECOGNISED


def test_a_worn_sign_number_leads_to_its_shop() -> None:
    """O for 0, and zeros too few, in numbers without a check character: offered, never
    recognised."""
    zeros = ("BP-2018-5", "BP-2018-005", "标牌 BP-2018-00005", "FX-2018-4")  # left out, or one more
    for typed in ("BP-2O18-OOO5", "8P-2018-0005", "SC-1OO977", *zeros):
        (said,) = judged(typed)
        assert said["verdict"] in ("unknown", "typing-error")
        assert [one["id"] for one in said["near"]][:1] == [WHOSE], typed


DASHES = st.sampled_from(["", "-", " ", "－", "–", "—", " - ", "_", "．", "·", "\u200b", "\u3000"])
WIDE = {
    ord(char): ord(char) + 0xFEE0
    for char in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
}


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_however_it_is_written(data: st.DataObject) -> None:
    """Case, width and what parts the pieces do not matter, nor Chinese words around a code."""
    codes = ["BP-2018-0005", WHOSE, "FX-2018-0004", "SC-100977", "92330726MA2DEM4258"]
    typed = []
    for code in codes:
        parts = code.split("-") if "-" in code else [code[:4], code[4:]]
        text = data.draw(DASHES).join(parts)
        text = text.lower() if data.draw(st.booleans()) else text
        text = text.translate(WIDE) if data.draw(st.booleans()) else text
        typed.append(
            data.draw(st.sampled_from(["{}", "编号：{}", "「{}」真的吗", "  {}\n"])).format(text)
        )
    for said in judged(*typed):
        assert said["verdict"] == "recognised"
        assert [one["id"] for one in said["merchants"]] == [WHOSE]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("mall.example", [an_id(70)]),
        ("https://www.mall.example/shop/13", [an_id(70)]),
        ("https://mall.example.evil.example/shop/12", []),
        ("https://user@mall.example/shop/13", []),
    ],
)
def test_another_address_of_a_shops_host_offers_the_shop(typed: str, offered: list[str]) -> None:
    """It proves nothing, and the registered shops of that host are named without their status."""
    (said,) = judged(typed)
    assert said["verdict"] == "foreign"
    assert [one["id"] for one in said["near"]] == offered


@pytest.mark.parametrize(
    "typed", ["12315", "8890", "0579-00000001", "0579 0000 0001", "400-800-0000"]
)
def test_a_telephone_of_a_genuine_sign_is_not_called_a_false_number(typed: str) -> None:
    """It is printed on signs and pages: no number of theirs, and no typing error either."""
    (said,) = judged(typed)
    assert said["verdict"] == "no-code"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=30, max_size=60))
def test_nothing_typed_breaks_it_or_is_called_recognised(typed: list[str]) -> None:
    """Any text has a verdict, and without a code of the registry in it a sober one."""
    for said in judged(*typed):
        assert said["verdict"] in {
            "empty",
            "no-code",
            "unknown",
            "typing-error",
            "foreign",
            "own-page",
        }


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *((text, 70) for text in ("zengshi", "cengshi", "zsdj", "csdjzh", "shanji", "danji")),
        *(
            (text, 70)
            for text in ("zengshidanjizhahang", "chaxing", "zhahang", "zengsdj", "曾氏单记")
        ),
        *(
            (text, 70)
            for text in ("曾氏單記", "曾shi", "墨池路20号", "浦江县仙华街道墨池路", "BP-2018")
        ),
        *(
            (text, 71)
            for text in ("怀德堂", "懷德堂", "qiuqujie", "chououxie", "hdt", "qqj", "qou")
        ),
        *(
            (text, 72)
            for text in ("呂綠女鞋", "lvlv", "lülü", "lǚlǜnǚxié", "lulu", "lyulyu", "llnx")
        ),
    ],
)
def test_a_name_is_found_by_every_reading_and_form(typed: str, number: int) -> None:
    """Surnames that a dictionary reads otherwise, ü, tone marks, initials, mixed; simplified and
    traditional both ways; the address, also where only the road is public."""
    assert an_id(number) in found(typed)[0][0]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("仙华街道", "registry/town/xianhuajiedao/"),
        ("仙華街道", "registry/town/xianhuajiedao/"),
        ("仙华", "registry/town/xianhuajiedao/"),
        ("xianhuajiedao", "registry/town/xianhuajiedao/"),
        ("huangzhai", "registry/town/huangzhaizhen/"),
        ("放心餐饮店", "registry/category/catering/"),
        ("餐饮", "registry/category/catering/"),
        ("已撤销", "registry/status/revoked/"),
    ],
)
def test_a_town_category_or_status_leads_to_its_list(typed: str, address: str) -> None:
    """By its name or what few names have in common, in either script and in pinyin."""
    assert found(typed)[0][1] == [address]


def test_what_all_lists_share_leads_to_none() -> None:
    """放心 and 街道 name no list."""
    assert [lists for _, lists in found("放心", "街道", "店", "a")] == [[], [], [], []]


NAMES = st.text(
    st.sampled_from(
        "曾单解仇区查行朴盖乐长重石车六蚌厦莞圩牟缪翟柏隽召宓员乜折盛谌褚尉万句洗黑种会华國樂龍萬吕绿"
    ),
    min_size=2,
    max_size=8,
)


@settings(max_examples=25, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=6, unique=True), st.data())
def test_every_reading_of_every_name_finds_it(names: list[str], data: st.DataObject) -> None:
    """The guess by phrases, its initials, and any mixture of further readings and written forms."""
    entries = tuple(an_entry(number, name=name) for number, name in enumerate(names, 80))
    listed = json.loads(search_data(Catalogue(AS_OF, entries), CATEGORIES))
    sounds = [
        (char, sound) for part in readings(names) for sound, chars in part.items() for char in chars
    ]
    typed: list[str] = []
    for name in names:
        drawn = [data.draw(st.sampled_from([s for c, s in sounds if c == char])) for char in name]
        forms = [data.draw(st.sampled_from((variants(char) or (char,))[0])) for char in name]
        typed += [pinyin_of(name), initials_of(name), "".join(drawn), "".join(forms)]
    hits = node.run(FIND, data=listed, more=None, typed=typed)
    for place, entry in enumerate(entries):
        for number in range(4):
            assert entry.id in hits[4 * place + number][0], typed[4 * place + number]


def test_the_tables_are_bounded() -> None:
    """No character has more than a few readings, and only characters of names are listed."""
    names = ["".join(map(chr, range(0x4E00, 0x4E00 + 3000))) + "行"]
    first, further = readings(names)
    assert sum(map(len, first.values())) <= len(set(names[0]))
    assert sum(map(len, further.values())) < 0.6 * len(set(names[0]))
    assert len(variants(names[0])) < len(names[0])
    assert readings(["仙华"]) == ({"hua": "华", "xian": "仙"}, {})
    assert variants("仙") == ("仙僊",) or len(variants("仙")) <= 1


def test_old_names_of_hostile_length_do_not_stall() -> None:
    """A name of one sound and a query of its letter: the search goes through it once."""
    entries = (an_entry(80, name="嗯" * 60, former_names=("啊" * 60,)),)
    data = json.loads(search_data(Catalogue(AS_OF, entries), CATEGORIES))
    hits = node.run(FIND, data=data, more=None, typed=["n" * 100 + "x", "a" * 59 + "b", "n" * 60])
    assert [ids for ids, _ in hits] == [[], [], [an_id(80)]]


def test_a_merchants_codes_are_those_of_its_view() -> None:
    """Every sign with its state, former certificates, documents, and the road below the town."""
    void = Void(AS_OF, "重号")
    signs = (
        Sign("S-1", AS_OF),
        Sign("S-2", AS_OF, taken_down=AS_OF),
        Sign("S-3", AS_OF, void=void),
    )
    view = a_view(
        signs=signs, town="仙华街道", address="浙江省浦江县仙华街道墨池路20号", former_usccs=("X",)
    )
    codes = codes_of(view)
    assert codes.signs == (("S-1", "valid"), ("S-2", "taken_down"), ("S-3", "void"))
    assert (codes.place, codes.usccs) == ("墨池路20号", ("X",))
    assert view.certificate not in codes.certificates
    assert SIGN_STATES.keys() == {state.value for state in SignState}


def test_files_of_two_publications_are_told_apart() -> None:
    """Both files name their edition, which changes with any code."""
    data, more = files()
    assert data["edition"] == more["edition"]
    other = a_catalogue(an_entry(70, codes=Codes(signs=(("BP-1", VALID),))))
    assert json.loads(codes_data(other, Printed([]), ()))["edition"] != more["edition"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole demonstration, or what is kept of it, built."""
    output = tmp_path_factory.mktemp("site") / "output"
    words = [
        "build",
        "--merchants",
        str(RECORDS),
        "--content",
        str(CONTENT),
        "--output",
        str(output),
    ]
    assert main([*words, "--as-of", "2026-11-28", "--site-url", HOME]) == 0
    return output


def test_every_code_that_any_output_prints_is_recognised(site: Path) -> None:
    """Pages, signs, badges, status.json, CSV, feeds, API: what looks like a code has an answer."""
    codes = printed(site)
    data, more = (
        json.loads((site / "search" / f"{name}.json").read_text("utf-8"))
        for name in ("merchants", "codes")
    )
    assert len(codes) > 150
    said = node.run(JUDGE, data=data, more=more, typed=list(codes), home=HOME)
    missed = {
        code: (one["verdict"], file)
        for (code, file), one in zip(codes.items(), said, strict=True)
        if one["verdict"] not in RECOGNISED and not any(f"//{host}" in code for host in FORMATS)
    }
    assert missed == {}


def test_every_sign_number_says_what_became_of_it(site: Path) -> None:
    """Each sign of each record, whatever its state, belongs to its merchant."""
    data, more = (
        json.loads((site / "search" / f"{name}.json").read_text("utf-8"))
        for name in ("merchants", "codes")
    )
    signs = {
        sign if isinstance(sign, str) else sign[0]: (id, sign if isinstance(sign, str) else sign[1])
        for id, row in more["merchants"].items()
        for sign in row[0]
    }
    said = node.run(JUDGE, data=data, more=more, typed=list(signs), home=HOME)
    assert signs
    for (number, (id, state)), one in zip(signs.items(), said, strict=True):
        assert [merchant["id"] for merchant in one["merchants"]] == [id], number
        assert (one["verdict"] == "sign-down") == (not isinstance(state, str)), number


def test_an_address_that_another_shop_has_now_is_the_others() -> None:
    """Its former owner is not named beside it."""
    (said,) = judged("https://own.example/")
    assert said["verdict"] == "recognised"
    assert [one["id"] for one in said["merchants"]] == [an_id(71)]
