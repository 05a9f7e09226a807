"""A merchant that was wrongly revoked: on a phone the correction is seen before any scrolling."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from fangxin.facts.programme.programme import Programme
from fangxin.facts.values import Appeal, Failure, Void
from fangxin.registry.registry import assemble
from fangxin.site.pages.files import site_files
from fangxin.site.render import Renderer
from fangxin.view.catalogue import Catalogue
from fangxin.view.viewing import entry_of, view_of
from tests.conftest import ROOT
from tests.view.test_viewing import certified, failed, programme

__all__ = ["programme"]  # the county's real programme, a fixture

AS_OF = date(2026, 11, 23)
NOON = "2026-11-23T04:00:00Z"
SMALL = {"width": 360, "height": 640}  # a small, cheap phone
PHONE = {"width": 390, "height": 844}
APPEAL = Appeal(date(2025, 5, 10), date(2025, 6, 1), "upheld")
WRONGED = {
    "appeal": failed(appeal=APPEAL),
    "void": failed(void=Void(date(2025, 6, 1), "决定书的当事人是同名的另一家店")),
}


def publish(folder: Path, programme: Programme, failure: Failure) -> None:
    """A site with the one merchant."""
    merchant = certified(failures=(failure,), address="浙江省浦江县仙华街道示例路1号")
    registry = assemble([merchant], programme.policy.entity_kinds())
    view = view_of(merchant.id, registry, programme, AS_OF)
    renderer = Renderer(programme, ROOT / "theme", ROOT / "content")
    catalogue = Catalogue(AS_OF, (entry_of(view),))
    files = [*renderer.merchant_files(view), *site_files(catalogue, renderer)]
    for path, data in files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    shutil.copytree(ROOT / "theme" / "static", folder / "theme")


def bottom(page: Page, selector: str) -> float:
    """How far down an element ends, in pixels, before any scrolling."""
    box = page.locator(selector).first.bounding_box()
    assert box is not None and box["height"] > 0
    return float(box["y"] + box["height"])


def size(page: Page, selector: str) -> float:
    """The size of an element's letters in pixels."""
    script = "one => parseFloat(getComputedStyle(one).fontSize)"
    return float(page.locator(selector).first.evaluate(script))


@pytest.mark.parametrize("how", WRONGED)
@pytest.mark.parametrize("script", [False, True])
def test_the_correction_is_seen_without_scrolling(
    browser: Browser,
    serve: Callable[[Path], str],
    tmp_path: Path,
    programme: Programme,
    how: str,
    script: bool,
) -> None:
    """Right under the status, nearly as large, with the day and the reason; script or not."""
    url = serve(tmp_path)
    programme = replace(programme, site=replace(programme.site, url=url))
    publish(tmp_path, programme, WRONGED[how])
    for screen, what in ((PHONE, ".correction"), (SMALL, ".correction .status-word")):
        context = browser.new_context(viewport=screen, java_script_enabled=script)  # type: ignore[arg-type]
        page = context.new_page()
        if script:
            page.clock.set_fixed_time(NOON)
        page.goto(f"{url}/m/TEST1/")
        assert bottom(page, what) <= screen["height"]
        told = page.locator(".correction").inner_text().replace("\n", "")
        assert "撤销已纠正，资格自始有效" in told and "2025年6月1日" in told
        assert size(page, ".correction .status-word") > 0.8 * size(page, "h1 .status-word")
        assert "销售仿冒商品" not in page.content()
        assert page.evaluate("document.documentElement.scrollWidth") == screen["width"]
        context.close()


def test_the_list_of_revocations_leads_to_the_corrected(
    browser: Browser, serve: Callable[[Path], str], tmp_path: Path, programme: Programme
) -> None:
    """The correction begins on the first screen of the page that had named the merchant."""
    url = serve(tmp_path)
    programme = replace(programme, site=replace(programme.site, url=url))
    publish(tmp_path, programme, WRONGED["void"])
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{url}/revoked/")
    assert bottom(page, ".amends-word") <= PHONE["height"]
    page.click(".amends a")
    assert "撤销已纠正" in page.locator(".correction").inner_text()
    page.click(".correction a[href='#fact-F1']")
    assert page.locator("#fact-F1").is_visible()
    assert "登记有误，非商户责任" in page.locator("#fact-F1").inner_text()
    context.close()


def test_an_unconfirmed_page_says_valid_nowhere(
    browser: Browser, serve: Callable[[Path], str], tmp_path: Path, programme: Programme
) -> None:
    """Past the day of the next publication the words 资格自始有效 go with the status."""
    url = serve(tmp_path)
    programme = replace(programme, site=replace(programme.site, url=url))
    publish(tmp_path, programme, WRONGED["appeal"])
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.clock.set_fixed_time("2027-11-23T04:00:00Z")
    page.goto(f"{url}/m/TEST1/")
    page.wait_for_selector("#status.is-unconfirmed")
    assert not page.locator(".correction").is_visible()
    context.close()
