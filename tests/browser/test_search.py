"""Search and lists in a real browser, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from fangxin.facts.values import Status
from tests.browser.site import LATE, visit, write_site
from tests.support.catalogue_factory import NAMES, a_catalogue, an_id

PAGES = (
    "/",
    "/registry/",
    "/registry/all/",
    "/registry/town/xianhuajiedao/",
    "/revoked/",
    "/publicity/",
    "/policy/",
    "/verify/",
    "/api/",
    "/404.html",
)


@pytest.fixture
def url(tmp_path: Path, serve: Callable[[Path], str]) -> str:
    """The address of the served site."""
    return write_site(tmp_path, serve)


def _results(page: Page) -> list[str]:
    return page.locator("#search-rows .row-name").all_inner_texts()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_pages_fit_and_obey_their_policy(browser: Browser, url: str, width: int) -> None:
    """No page is wider than the screen, and none says a word to the console."""
    for path in PAGES:
        with visit(browser, url, width=width) as seen:
            seen.page.goto(url + path)
            seen.page.wait_for_load_state("networkidle")
            wide = seen.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, path


def test_typing_two_characters_finds_the_shop(browser: Browser, url: str) -> None:
    """Every name is found while typing, by its second and third character."""
    with visit(browser, url) as seen:
        page = seen.page
        page.goto(url + "/registry/")
        for name in NAMES:
            part = name[1:3]
            page.get_by_role("searchbox").fill(part)
            expect(page.locator("#search-said")).to_contain_text("找到")
            expect(page.locator("#search-rows .row-name").first).to_contain_text(part)
            assert name in _results(page)
        expect(page.locator("#browse")).to_be_hidden()
        page.get_by_role("searchbox").fill("")
        expect(page.locator("#browse")).to_be_visible()
        expect(page.locator("#search-rows")).to_be_hidden()


def test_home_leads_to_results(browser: Browser, url: str) -> None:
    """The search box of the home page is a plain form whose answer can be bookmarked."""
    with visit(browser, url) as seen:
        page = seen.page
        page.goto(url + "/")
        page.get_by_role("searchbox").fill("huoguo")
        page.get_by_role("button", name="查询").click()
        expect(page.locator("#search-rows .row-name")).to_have_text(["长乐火锅（示例）"])
        assert page.url == url + "/registry/?q=huoguo"
        link = page.locator("#search-rows .row-name").get_attribute("href")
        assert link == f"/m/{an_id(3)}/"


def test_results_show_each_status_as_it_is(browser: Browser, url: str) -> None:
    """Colour and words of every result are those of its merchant; only certified is green."""
    entries = {entry.id: entry.status for entry in a_catalogue().entries}
    with visit(browser, url) as seen:
        seen.page.goto(url + "/registry/?q=示例")
        expect(seen.page.locator("#search-rows .row")).to_have_count(len(entries))
        for row in seen.page.locator("#search-rows .row").all():
            id = (row.locator("a").get_attribute("href") or "").split("/")[2]
            pill = row.locator(".pill")
            assert pill.get_attribute("class") == f"pill is-{entries[id].value}"
            green = pill.evaluate("one => getComputedStyle(one).backgroundColor")
            assert (green == "rgb(10, 107, 57)") == (entries[id] is Status.CERTIFIED)


def test_a_slip_is_forgiven_by_offering_likenesses(browser: Browser, url: str) -> None:
    """No hit is said to be no hit; similar names follow. Nonsense leads to browsing."""
    with visit(browser, url) as seen:
        page = seen.page
        page.goto(url + "/registry/?q=仙花山超市")
        expect(page.locator("#search-said")).to_contain_text("登记簿中没有“仙花山超市”")
        expect(page.locator("#search-rows .row-name").first).to_have_text("仙华山超市（示例）")
        page.get_by_role("searchbox").fill("甲乙丙丁")
        expect(page.locator("#search-said")).to_contain_text("12315")
        expect(page.locator("#browse")).to_be_visible()


def test_markup_in_a_query_stays_text(browser: Browser, url: str) -> None:
    """What is typed is shown as typed, never run."""
    with visit(browser, url) as seen:
        seen.page.goto(url + "/registry/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
        expect(seen.page.locator("#search-said")).to_contain_text("<img src=x")
        assert seen.page.locator("#search-said img").count() == 0


def test_unreadable_data_is_said(browser: Browser, url: str) -> None:
    """When the registry cannot be fetched the page says so and offers to browse."""
    with visit(browser, url) as seen:
        page = seen.page
        page.route("**/search/merchants.json", lambda route: route.abort())
        page.goto(url + "/registry/?q=仙华")
        expect(page.locator("#search-said")).to_contain_text("暂时读不到登记簿")
        expect(page.locator("#browse")).to_be_visible()
        page.unroute("**/search/merchants.json")
        page.get_by_role("button", name="查询").click()
        expect(page.locator("#search-rows .row-name")).to_have_text(["仙华山超市（示例）"])
        seen.said = [line for line in seen.said if "ERR_FAILED" not in line]


def test_a_late_publication_recognises_nobody(browser: Browser, url: str) -> None:
    """Past the next update, no list and no result shows a green mark."""
    with visit(browser, url, today=LATE) as seen:
        page = seen.page
        for path in ("/registry/all/", "/publicity/", "/registry/?q=示例"):
            page.goto(url + path)
            expect(page.locator(".row .pill.is-unconfirmed").first).to_be_visible()
            assert page.locator(".row .pill.is-certified").count() == 0, path
        assert page.locator(".row .pill.is-revoked").count() == 1


def test_a_late_home_page_counts_nobody_as_recognised(browser: Browser, url: str) -> None:
    """Past the next update the green tile, the number and the progress are taken back; in time
    they stand."""
    with visit(browser, url) as seen:
        seen.page.goto(url + "/")
        seen.page.wait_for_load_state("networkidle")
        expect(seen.page.locator(".counts .is-first .is-certified")).to_be_visible()
        expect(seen.page.locator(".counts .is-first .count-number")).to_have_text("5")
        expect(seen.page.locator(".counts-said + .counts")).to_be_visible()
        assert seen.page.locator(".progresses").is_visible()
    with visit(browser, url, today=LATE) as seen:
        page = seen.page
        page.goto(url + "/")
        expect(page.locator(".counts .is-first .is-unconfirmed")).to_be_visible()
        assert page.locator(".is-certified").count() == 0
        expect(page.locator(".counts .is-first")).to_contain_text("暂不能确认")
        expect(page.locator(".counts .is-first .count-number")).to_have_text("？")
        expect(page.locator(".counts-said")).to_contain_text("没有按时更新")
        expect(page.locator(".counts-said")).to_contain_text("12315")
        assert not page.locator(".progresses").is_visible()
        assert page.locator(".count.is-revoked, .count .is-revoked").count() == 1
        page.goto(url + "/registry/category/shop/")
        expect(page.locator(".tally .is-unconfirmed")).to_have_text("暂不能确认")
        page.goto(url + "/registry/")
        expect(page.locator(".tiles small").first).to_be_hidden()


def test_home_shows_the_day_of_release_beside_the_numbers(browser: Browser, url: str) -> None:
    """Without script an abandoned site still shows how old its numbers are."""
    with visit(browser, url, script=False) as seen:
        seen.page.goto(url + "/")
        day, numbers = seen.page.locator("main .asof img"), seen.page.locator(".counts")
        above, below = day.bounding_box(), numbers.bounding_box()
        assert above is not None and below is not None
        assert above["width"] > 100 and 0 < below["y"] - above["y"] < 160


def test_what_unfolds_can_be_tapped(browser: Browser, url: str) -> None:
    """Every summary of the rules is at least 40 pixels high for a thumb."""
    with visit(browser, url) as seen:
        seen.page.goto(url + "/policy/")
        boxes = [one.bounding_box() for one in seen.page.locator("summary:visible").all()]
        assert len(boxes) > 5
        assert min(box["height"] for box in boxes if box) >= 40


def test_words_of_a_status_stay_on_one_line(browser: Browser, url: str) -> None:
    """On the narrowest phones, in the list of the revoked, with nothing to scroll sideways."""
    with visit(browser, url, width=320) as seen:
        for path in ("/revoked/", "/registry/all/", "/policy/", "/"):
            seen.page.goto(url + path)
            heights = [pill.bounding_box() for pill in seen.page.locator(".pill:visible").all()]
            assert heights and max(box["height"] for box in heights if box) < 40, path
            assert seen.page.evaluate("document.documentElement.scrollWidth") == 320, path


def test_a_term_that_has_passed_recognises_nobody(browser: Browser, url: str) -> None:
    """Past its own last day a row loses its green mark even when the publication's day cannot be
    read."""
    with visit(browser, url, today="2037-01-01T12:00:00+08:00") as seen:
        page = seen.page
        page.route("**/asof.json", lambda route: route.fulfill(status=404))
        page.goto(url + "/registry/all/")
        expect(page.locator(".row .pill.is-unconfirmed")).to_have_count(5)
        assert page.locator(".row .pill.is-certified").count() == 0
        seen.said = [line for line in seen.said if "404" not in line]


def test_everything_can_be_browsed_without_script(browser: Browser, url: str) -> None:
    """Without JavaScript the form leads to lists, and lists to the merchant."""
    with visit(browser, url, script=False) as seen:
        page = seen.page
        page.goto(url + "/")
        page.locator("input[name=q]").fill("仙华")
        page.locator("button", has_text="查询").click()
        assert page.url.startswith(url + "/registry/?q=")
        expect(page.locator("noscript .notice")).to_be_visible()
        page.locator(".letters a", has_text="X").click()
        expect(page.locator(".row-name", has_text="仙华山超市")).to_be_visible()
        expect(page.locator(".row", has_text="仙华山超市").locator(".pill")).to_contain_text(
            "放心消费单位（认定有效）"
        )
