"""A walk through the finished site: search, verify, browse without script, and get lost.

Every page of the walk is also looked at as a screen reader or a thumb would find it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.scan import RENAMED, SHOP, SISTER, Town, Visit, a_town, heading, phone

QUERIES = {
    "月泉": [SHOP],
    "chenlubianlidianyue": [SHOP],
    "clbldmx": [SISTER],
    SHOP.lower(): [SHOP],
    "91330726MA2DEM1423": [SISTER, SHOP],
    "92330726ma2dem214q": [RENAMED],
    "云裳布艺": [RENAMED],
    "FX-2025-0005": [RENAMED],
    "Crescent Home": [RENAMED],
    "{url}/m/PJ250001H/": [SISTER],
    "不存在的店": [],
}
# What is typed, the verdict, and the status page to which its only link leads.
VERDICTS = [
    (SHOP, "认定有效", SHOP),
    ("{url}/m/PJ240002A/", "认定有效", SHOP),
    ("PJ220003X", "目前没有有效的认定", "PJ220003X"),
    ("PJ2300025", "目前没有有效的认定", "PJ2300025"),
    ("PJ24OOO2A", "编号可能抄错了", SHOP),
    ("PJ990001Z", "编号可能抄错了", None),
    ("PJ180004G", "登记簿中没有这个编号", None),
    ("{url}/m/PJ180004G/", "登记簿中没有这个编号", None),
    ("https://fx-pujiang.example.net/m/PJ240002A/", "这不是本站的网址", SHOP),
    ("https://fx-pujiang.example/m/PJ240002A/", "这是已知的假冒", None),
]
SHOWN_IN = (
    "/",
    "/registry/all/",
    "/registry/status/certified/",
    "/registry/?q=月泉弄",
    "/operator/91330726MA2DEM1423/",
    f"/verify/?q={SHOP}",
    f"/m/{SHOP}/",
)
# What calls one shop recognised; counts of all shops and the legend may stay.
GREEN = ".pill.is-certified:not(.tally .pill, .states .pill), .status.is-certified, .is-verdict-yes"
NOT_FOUND = "status of 404"  # what Chromium says of the very page that should be missing
# Faults that can be found without eyes; each entry names the element.
FAULTS = """() => {
  const faults = [], say = (what, one) => faults.push(what + ": " + one.outerHTML.slice(0, 90));
  const all = (selector) => [...document.querySelectorAll(selector)];
  const seen = (one) => one.getClientRects().length > 0;
  const name = (one) => (one.getAttribute("aria-label") || one.textContent ||
    (one.querySelector("img") || {}).alt || "").trim();
  if (document.documentElement.lang !== "zh-Hans-CN") faults.push("lang");
  if (!document.title.trim()) faults.push("title");
  if (all("h1").length !== 1) faults.push("h1: " + all("h1").length);
  if (all("main").length !== 1) faults.push("main: " + all("main").length);
  if (document.documentElement.scrollWidth > innerWidth) faults.push("wider than the screen");
  all("img:not([alt])").forEach((one) => say("no alt", one));
  all("img").filter((one) => one.loading !== "lazy" && !(one.complete && one.naturalWidth))
    .forEach((one) => say("not loaded", one));
  all("a[href], button").filter((one) => seen(one) && !name(one))
    .forEach((one) => say("no name", one));
  all("input, textarea, select").filter((one) => seen(one) && !one.labels.length &&
    !one.getAttribute("aria-label")).forEach((one) => say("no label", one));
  const ids = all("[id]").map((one) => one.id);
  ids.filter((id, at) => ids.indexOf(id) !== at).forEach((id) => faults.push("id twice: " + id));
  let rank = 0;
  all("h1, h2, h3, h4").filter(seen).forEach((one) => {
    if (Number(one.tagName[1]) > rank + 1) say("rank left out", one);
    rank = Number(one.tagName[1]);
  });
  const targets = "button, input, a.button, .menu-open, .merchant-kit > summary";
  all(targets).filter(seen).forEach((one) => {
    const box = one.getBoundingClientRect();
    if (Math.round(box.height) < 40 || Math.round(box.width) < 40)
      say("small " + Math.round(box.width) + "x" + Math.round(box.height), one);
  });
  return faults;
}"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The town on the first day."""
    with a_town(tmp_path_factory.mktemp("town")) as built:
        yield built


def look(page: Page) -> None:
    """The page has no fault that can be found without eyes."""
    assert page.evaluate(FAULTS) == [], page.url


def follow(page: Page, link: Locator) -> None:
    """Tap the link and wait for the page behind it."""
    with page.expect_navigation(wait_until="load"):
        link.click()
    look(page)


def test_searching_from_home_leads_to_the_shop(browser: Browser, town: Town) -> None:
    """A fragment of the name typed on the first page; the result; the status page."""
    with phone(browser, town) as seen:
        page = seen.page
        seen.open(town.url + "/")
        look(page)
        page.get_by_role("searchbox").fill("月泉弄")
        follow(page, page.get_by_role("button", name="查询"))
        expect(page.locator("#search-rows .row-name")).to_have_count(1)
        look(page)
        follow(page, page.locator("#search-rows .row-name"))
        assert page.url == town.page(SHOP)
        assert heading(page).startswith("放心消费单位（认定有效）晨露便利店月泉弄店")
        follow(page, page.get_by_role("link", name="同一经营者的全部门店"))
        for merchant in (SHOP, SISTER):
            assert page.locator(f".row a[href='/m/{merchant}/']").is_visible()


def test_every_way_of_naming_a_shop_finds_it(browser: Browser, town: Town) -> None:
    """Pinyin, initials, ID, credit code, former name, certificate, English name, address."""
    with phone(browser, town) as seen:
        page = seen.page
        seen.open(town.url + "/registry/")
        for query, merchants in QUERIES.items():
            page.get_by_role("searchbox").fill(query.format(url=town.url))
            said = f"找到 {len(merchants)} 家" if merchants else f"没有“{query}”"
            expect(page.locator("#search-said")).to_contain_text(said)
            rows = page.locator("#search-rows .row")
            expect(rows).to_have_text([re.compile(f"编号 {one}") for one in merchants])
            links = [one.get_attribute("href") for one in rows.locator("a").all()]
            assert links == [f"/m/{merchant}/" for merchant in merchants], query
        look(page)


def test_a_typed_code_gets_its_verdict(browser: Browser, town: Town) -> None:
    """Recognised, not recognised, typing error, unknown, another site, a known fake."""
    with phone(browser, town) as seen:
        page, shown = seen.page, seen.page.locator("#verdict")
        seen.open(town.url + "/verify/")
        for typed, verdict, leads_to in VERDICTS:
            for text in ("", typed.format(url=town.url)):  # nothing typed clears the last verdict
                page.get_by_label("编号、网址或证书号").fill(text)
                page.get_by_role("button", name="核验").click()
                expect(shown.locator("h2")).to_have_text([verdict] if text else [])
            green = shown.locator(".is-certified, .is-verdict-yes").count()
            assert (green > 0) == (verdict == "认定有效"), typed
            links = [one.get_attribute("href") for one in shown.locator("a").all()]
            assert links == ([f"/m/{leads_to}/"] if leads_to else []), typed
            look(page)
        page.get_by_label("编号、网址或证书号").fill(SHOP)
        page.get_by_role("button", name="核验").click()
        follow(page, shown.locator("a"))
        assert page.url == town.page(SHOP)


def test_a_site_that_was_not_updated_calls_no_shop_recognised(browser: Browser, town: Town) -> None:
    """Past the promised update no row, result or verdict is green, wherever a shop is named."""
    with phone(browser, town, now="2026-12-02T00:01:00+08:00") as seen:
        for path in SHOWN_IN:
            seen.open(town.url + path)
            expect(seen.page.locator("main", has_text="晨露便利店月泉弄店")).to_be_visible()
            assert seen.page.locator(GREEN).count() == 0, path


@pytest.mark.parametrize("way", ["放心商店", "浦南街道", "C"])
def test_browsing_needs_no_script(browser: Browser, town: Town, way: str) -> None:
    """By category, by town and by pinyin initial, from home to the shop by links alone."""
    with phone(browser, town, script=False) as seen:
        page = seen.page
        seen.open(town.url + "/")
        follow(page, page.get_by_role("link", name="按类别、乡镇、拼音浏览"))
        follow(page, page.locator("#browse a").filter(has=page.get_by_text(way, exact=True)))
        follow(page, page.get_by_role("link", name="晨露便利店月泉弄店（示例）"))
        assert page.url == town.page(SHOP)
        assert heading(page).startswith("放心消费单位（认定有效）")


@pytest.mark.parametrize("script", [False, True])
def test_an_unknown_code_is_not_in_the_registry(browser: Browser, town: Town, script: bool) -> None:
    """Status 404, a page that says so in words, and the way to search and verify."""
    with phone(browser, town, script=script, excused=[NOT_FOUND]) as seen:
        for path in ("/m/PJ180004G/", "/m/PJ180004G", "/m/PJ190004LL/", "/m/", "/m/none"):
            assert seen.open(town.url + path).status == 404, path
            assert heading(seen.page).startswith("这个编号不在登记簿中"), path
            assert "不能证明任何认定" in seen.page.locator("main").inner_text()
            assert seen.page.locator(".is-certified").count() == 0
            look(seen.page)
        assert len(seen.said) == 5
        follow(seen.page, seen.page.locator("main a", has_text="扫码核验"))
        assert seen.page.url == town.url + "/verify/"


def test_every_link_of_the_site_leads_somewhere(browser: Browser, town: Town) -> None:
    """From home by links to every page, file and paragraph of this site; no page has a fault."""
    with phone(browser, town, script=False) as seen:
        linked = {"/"}
        ids: dict[str, set[str]] = {}
        while new := sorted({one.split("#")[0] for one in linked} - ids.keys()):
            for path in new:
                ids[path], links = read(seen, town, path)
                linked.update(links)
    assert {"/", "/registry/", "/verify/", "/revoked/", f"/m/{SHOP}/", "/asof.json"} <= ids.keys()
    pairs = (one.split("#") for one in linked if "#" in one)
    assert [f"{path}#{id}" for path, id in pairs if id not in ids[path]] == []


def read(seen: Visit, town: Town, path: str) -> tuple[set[str], set[str]]:
    """The ids on a page and where its links go, as paths with fragments; a file has neither."""
    if not path.endswith("/"):
        assert seen.page.request.get(town.url + path).ok, path
        return set(), set()
    answer = seen.page.goto(town.url + path)
    assert answer is not None and answer.status == 200, path
    look(seen.page)
    ids, links = seen.page.evaluate(
        """() => [[...document.querySelectorAll("[id]")].map(one => one.id),
            [...document.links].filter(one => one.origin === location.origin)
                .map(one => one.pathname + decodeURIComponent(one.hash))]"""
    )
    return set(ids), set(links)
