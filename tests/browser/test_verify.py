"""Typed codes in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import LATE, visit, write_site
from tests.support.catalogue_factory import an_id


@pytest.fixture
def url(tmp_path: Path, serve: Callable[[Path], str]) -> str:
    """The address of the served site."""
    return write_site(tmp_path, serve)


def _type(page: Page, text: str) -> None:
    page.get_by_label("编号、网址或证书号").fill(text)
    page.get_by_role("button", name="核验").click()


def test_recognised(browser: Browser, url: str) -> None:
    """A certified merchant's code gives name, status and the way to its page."""
    with visit(browser, url) as seen:
        page = seen.page
        page.goto(url + "/verify/")
        for text in (an_id(1).lower(), "FX-2024-0001", f"{url}/m/{an_id(1)}/"):
            _type(page, text)
            expect(page.locator("#verdict h2")).to_have_text("认定有效")
            expect(page.locator("#verdict .verdict-name")).to_have_text("仙华山超市（示例）")
            expect(page.locator("#verdict .pill")).to_have_class("pill is-certified")
            link = page.locator("#verdict a.button")
            assert link.get_attribute("href") == f"/m/{an_id(1)}/"


@pytest.mark.parametrize("number", [1, 9])
def test_the_answer_is_of_the_day_of_the_publication(
    browser: Browser, url: str, number: int
) -> None:
    """It says which day that is, and nowhere claims today."""
    with visit(browser, url) as seen:
        seen.page.goto(url + f"/verify/?q={an_id(number)}")
        day = seen.page.evaluate("fetch('/asof.json').then((a) => a.json()).then((a) => a.as_of)")
        year, month, date = map(int, day.split("-"))
        shown = f"按{year}年{month}月{date}日公开的登记簿"
        expect(seen.page.locator("#verdict section")).to_contain_text(shown)
        expect(seen.page.locator("#verdict section")).to_contain_text(f"as of {day}")
        assert "今天" not in seen.page.locator("main").inner_text()


@pytest.mark.parametrize(
    ("number", "status", "kind"),
    [
        (5, "none", "plain"),
        (6, "publicised", "plain"),
        (8, "suspended", "no"),
        (9, "revoked", "no"),
        (10, "expired", "plain"),
        (11, "withdrawn", "plain"),
        (12, "closed", "plain"),
    ],
)
def test_not_recognised(browser: Browser, url: str, number: int, status: str, kind: str) -> None:
    """Every other status is no recognition; only suspension and revocation look like trouble."""
    with visit(browser, url) as seen:
        seen.page.goto(url + f"/verify/?q={an_id(number)}")
        expect(seen.page.locator("#verdict h2")).to_have_text("目前没有有效的认定")
        expect(seen.page.locator("#verdict .pill")).to_have_class(f"pill is-{status}")
        expect(seen.page.locator("#verdict section")).to_have_class(f"verdict is-verdict-{kind}")
        assert seen.page.locator("#verdict .is-certified, #verdict .is-verdict-yes").count() == 0


@pytest.mark.parametrize(
    ("typed", "heading"),
    [
        ("PJOOO1A", "编号可能抄错了"),
        (an_id(4321), "登记簿中没有这个编号"),
        ("FX-2024-9999", "登记簿中没有这个编号"),
        ("甲乙丙丁", "这不像编号"),
        ("仙华山超市", "这不是编号，按名称找到"),
        ("黄宅镇", "这不是编号，按名称找到"),
        (f"https://evil.example/m/{an_id(1)}/", "这不是本站的网址"),
        ("https://www.fx-fake.example/x", "这是已知的假冒"),
        ("fx-2025-9901", "这是已知的假冒"),
    ],
)
def test_not_found(browser: Browser, url: str, typed: str, heading: str) -> None:
    """Typing errors, unknown codes, foreign addresses and known fakes are told apart."""
    with visit(browser, url) as seen:
        seen.page.goto(url + "/verify/")
        _type(seen.page, typed)
        expect(seen.page.locator("#verdict h2")).to_have_text(heading)
        assert seen.page.locator("#verdict .is-verdict-yes").count() == 0
        if "按名称" not in heading:
            assert seen.page.locator("#verdict .is-certified").count() == 0


def test_typing_error_offers_the_right_code(browser: Browser, url: str) -> None:
    """Three look-alikes at once are seen through, and the offer leads to the shop."""
    with visit(browser, url) as seen:
        seen.page.goto(url + "/verify/")
        _type(seen.page, "PJOOO1A")
        offered = seen.page.locator("#verdict .near a")
        expect(offered.first).to_have_text(f"{an_id(1)} 仙华山超市（示例）")
        assert offered.first.get_attribute("href") == f"/m/{an_id(1)}/"


def test_late_publication_cannot_confirm(browser: Browser, url: str) -> None:
    """Past the next update a certified merchant is not called so."""
    with visit(browser, url, today=LATE) as seen:
        seen.page.goto(url + f"/verify/?q={an_id(1)}")
        expect(seen.page.locator("#verdict h2")).to_have_text("暂不能确认")
        assert seen.page.locator("#verdict .is-certified, #verdict .is-verdict-yes").count() == 0


def test_unreadable_registry_is_no_verdict(browser: Browser, url: str) -> None:
    """Without data nothing is called genuine or fake."""
    with visit(browser, url) as seen:
        seen.page.route("**/search/merchants.json", lambda route: route.abort())
        seen.page.goto(url + f"/verify/?q={an_id(1)}")
        expect(seen.page.locator("#verdict h2")).to_have_text("暂时读不到登记簿")
        seen.said = [line for line in seen.said if "ERR_FAILED" not in line]


def test_without_script_the_page_explains(browser: Browser, url: str) -> None:
    """The address to type by hand, and the way to the lists."""
    with visit(browser, url, script=False) as seen:
        seen.page.goto(url + "/verify/")
        expect(seen.page.locator("noscript .notice")).to_contain_text("/m/编号/")
        seen.page.locator("#code").fill(an_id(1))
        seen.page.locator("button", has_text="核验").click()
        assert seen.page.url.startswith(url + "/registry/?q=")
