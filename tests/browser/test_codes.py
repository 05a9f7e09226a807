"""Codes as they are printed, typed into a real browser: /verify/, the search, as addresses."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.scan import Town, a_town, heading, phone
from tests.site.test_codes import FORMATS, RECOGNISED
from tests.support.demonstration import KEPT
from tests.support.printed_codes import printed

# Addresses that the site had before, one of them below a path of a portal.
FORMER = """
former_urls:
  - {url: https://portal.example/xfz/fx, until: 2024-01-01, document: 浦消联办〔2024〕1号}
  - {url: https://old.example, until: 2026-01-01, document: 浦消联办〔2026〕1号}
"""
NOT_FOUND = "status of 404"
JUDGE = """typed => window.Fangxin.fresh.whole("").then(all => {
    const finder = window.Fangxin.find.finder(all[0], all[1]);
    const site = document.getElementById("verify").dataset.site;
    const book = window.Fangxin.book.open(finder.all(), all[1], site);
    return typed.map(text => window.Fangxin.book.judge(text, book).verdict);
})"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A few shops in different states, built and served; the site has moved twice."""
    folder = tmp_path_factory.mktemp("town")
    content = Path(shutil.copytree(KEPT / "content", folder / "content"))
    with (content / "programme" / "site.yml").open("a", encoding="utf-8") as settings:
        settings.write(FORMER)
    with a_town(folder, content) as town:
        yield town


def test_every_code_that_is_printed_is_recognised(browser: Browser, town: Town) -> None:
    """All that pages, signs, badges, feeds and data of the town print, by the page's scripts."""
    codes = printed(town.output, pictures=2)
    with phone(browser, town) as seen:
        seen.open(town.url + "/verify/")
        said = seen.page.evaluate(JUDGE, list(codes))
    assert len(codes) > 100
    missed = {
        code: (verdict, file)
        for (code, file), verdict in zip(codes.items(), said, strict=True)
        if verdict not in RECOGNISED and not any(f"//{host}" in code for host in FORMATS)
    }
    assert missed == {}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("BP-2018-0001", "认定有效"),
        ("bp 2018 0003", "这块标牌已经不能用"),
        ("FX-2018-0001", "认定有效"),
        ("https://snowlane.example/", "目前没有有效的认定"),
        ("浦消联办〔2018〕3号", "登记簿中有这份文件或这件事"),
        ("BP-2018-0001 PJ240002A", "这些号码不是同一家的"),
        ("BP-2018-9999 PJ240002A", "有一个号码不在登记簿中"),
        ("BP-2018-9999", "登记簿中没有这个编号"),
        ("仙华街道", "这不是编号，按名称找到"),
    ],
)
def test_what_is_typed_gets_its_card(browser: Browser, town: Town, typed: str, told: str) -> None:
    """Sign numbers in every state, former certificates, a shop's address, documents, towns."""
    with phone(browser, town) as seen:
        seen.open(town.url + "/verify/")
        seen.page.get_by_label("编号、网址或证书号").fill(typed)
        seen.page.get_by_role("button", name="核验").click()
        expect(seen.page.locator("#verdict h2")).to_have_text(told)
        green = seen.page.locator("#verdict .is-verdict-yes").count()
        assert (green > 0) == (told == "认定有效")


@pytest.mark.parametrize(
    "typed",
    ["https://old.example/m/PJ180001M/", "WWW.Portal.example:80/xfz/fx/M/pj180001m#fact-F1"],
)
def test_a_former_address_is_the_same_merchant(browser: Browser, town: Town, typed: str) -> None:
    """Typed or scanned, on /verify/ and in the search; the card says that the site has moved."""
    with phone(browser, town) as seen:
        seen.open(town.url + "/verify/?q=" + quote(typed))
        expect(seen.page.locator("#verdict h2")).to_have_text("认定有效")
        expect(seen.page.locator("#verdict")).to_contain_text("本站以前的网址")
        link = seen.page.locator("#verdict a.button")
        assert link.get_attribute("href") == "/m/PJ180001M/"
        seen.open(town.url + "/registry/?q=" + quote(typed))
        expect(seen.page.locator("#search-rows a[href='/m/PJ180001M/']")).to_be_visible()
        seen.open(town.url + "/verify/?q=" + quote("https://portal.example/m/PJ180001M/"))
        expect(seen.page.locator("#verdict h2")).to_have_text("这不是本站的网址")


@pytest.mark.parametrize(
    ("query", "leads"),
    [
        ("BP-2018-0001", "PJ180001M"),
        ("BP-2018-0003", "PJ180002K"),
        ("FX-2018-0001", "PJ180001M"),
        ("snowlane.example", "PJ200007H"),
        ("農貿市場", "PJ180001M"),
        ("仙华街道", "registry/town/xianhuajiedao"),
        ("放心网店", "registry/category/online"),
    ],
)
def test_the_search_leads_there(browser: Browser, town: Town, query: str, leads: str) -> None:
    """By codes, addresses, traditional characters, towns and categories: a link, never "none"."""
    with phone(browser, town) as seen:
        seen.open(town.url + f"/registry/?q={query}")
        found = seen.page.locator(
            f"#search-card a[href*='{leads}'], #search-rows a[href*='{leads}']"
        )
        expect(found.first).to_be_visible()
        assert "没有" not in seen.page.locator("#search-said").inner_text()


@pytest.mark.parametrize(
    "query", ["https://evil.cn/m/PJ240002A/", "fx-pujiang.example/m/PJ240002A/"]
)
def test_the_search_shows_nothing_green_for_what_is_foreign(
    browser: Browser, town: Town, query: str
) -> None:
    """An address elsewhere that holds a code of ours is called what it is."""
    with phone(browser, town) as seen:
        seen.open(town.url + f"/registry/?q={query}")
        expect(seen.page.locator("#search-card .is-verdict-no")).to_be_visible()
        assert seen.page.locator("#search-rows .row, #search-card .is-certified").count() == 0


@pytest.mark.parametrize(
    ("path", "head", "card"),
    [
        ("/m/pj240002a/", "登记簿中有您打开的编号", "认定有效"),
        ("/m/BP-2018-0001/", "登记簿中有您打开的编号", "认定有效"),
        ("/m/BP-2018-0003", "登记簿中有您打开的编号", "这块标牌已经不能用"),
        ("/PJ240002A", "登记簿中有您打开的编号", "认定有效"),
        ("/m/PJ240002B/", "这个编号不在登记簿中", "编号可能抄错了"),
        ("/m/PJ180004G/", "这个编号不在登记簿中", "登记簿中没有这个编号"),
        ("/xfz/fx/m/PJ180001M/", "登记簿中有您打开的编号", "认定有效"),
        ("/xfz/fx/revoked/", "本站换过网址", "这是本站的网址"),
        ("/aboutt/", "本站没有这个网页", None),
        ("/notices/none/", "本站没有这个网页", None),
    ],
)
def test_the_missing_page_reads_the_address(
    browser: Browser, town: Town, path: str, head: str, card: str | None
) -> None:
    """A code in any spelling leads to its shop; an address that names none is not called one."""
    with phone(browser, town, excused=[NOT_FOUND]) as seen:
        answer = seen.open(town.url + path)
        assert answer.status == 404
        assert heading(seen.page).startswith(head)
        expect(seen.page.locator("#notfound h2")).to_have_text([card] if card else [])
        if card is None:
            shown = seen.page.locator("main").inner_text()
            assert "这个编号" not in shown and "不能证明" not in shown


def test_without_script_the_missing_page_says_what_is_sure(browser: Browser, town: Town) -> None:
    """Below /m/ a code is missing; elsewhere a page is, and what that means for a sign."""
    with phone(browser, town, script=False, excused=[NOT_FOUND]) as seen:
        seen.open(town.url + "/m/PJ180004G/")
        assert heading(seen.page).startswith("这个编号不在登记簿中")
        seen.open(town.url + "/aboutt/")
        assert heading(seen.page).startswith("本站没有这个网页")
        assert "这块标牌不能证明任何认定" in seen.page.locator("main").inner_text()
