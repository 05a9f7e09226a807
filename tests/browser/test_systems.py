"""From home to every system of the plan, on a phone, by links alone, and on to a shop."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from fangxin.site.render import MORE, NAV, NavItem
from fangxin.words.sentences import STATUS_ZH
from tests.browser.scan import Town, heading, phone, served
from tests.browser.test_walk import follow, look
from tests.support.demonstration import needs_demonstration
from tests.support.toy_site import ROOT

pytestmark = needs_demonstration

# Where a system's page leads on, link by link, to the page of a shop that it is about.
SHOPS = {
    "/inspections/": (".row a, main a[href*='/m/']",),
    "/dishonest/": ("main a[href*='/m/']",),
    "/notices/": ("main a[href$='/gs-2026-12/']", "main a[href*='/m/']"),
    "/publicity/": (".row a",),
    "/revoked/": (".row a",),
}


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The whole demonstration, with registers and notices."""
    folder = tmp_path_factory.mktemp("county")
    shutil.copytree(ROOT / "merchants", folder / "merchants")
    shutil.copytree(ROOT / "content", folder / "content")
    with served(folder, folder / "content") as town:
        yield town


@pytest.mark.parametrize("item", [*NAV, *MORE], ids=lambda item: item.href)
def test_home_leads_to_every_system(browser: Browser, county: Town, item: NavItem) -> None:
    """One tap in the menu or at the foot of the page; the heading says where one is."""
    with phone(browser, county, script=False) as seen:
        page = seen.page
        seen.open(county.url + "/")
        if item in NAV:
            page.get_by_role("link", name="菜单").click()
            follow(page, page.locator("#nav").get_by_role("link", name=item.zh))
        else:
            follow(page, page.locator(".directory").get_by_role("link", name=item.zh, exact=True))
        assert page.url == county.url + item.href
        assert heading(page).startswith(item.zh)
        seen.open(page.url)
        look(page)


@pytest.mark.parametrize("path", SHOPS)
def test_a_system_leads_to_the_shop_it_is_about(browser: Browser, county: Town, path: str) -> None:
    """From the system's page by its own links to a status page."""
    with phone(browser, county, script=False) as seen:
        seen.open(county.url + path)
        for link in SHOPS[path]:
            follow(seen.page, seen.page.locator(link).first)
        assert "/m/" in seen.page.url
        assert any(heading(seen.page).startswith(word) for word in STATUS_ZH.values())
