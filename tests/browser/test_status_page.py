"""The status page in a real browser: readable at the door, and never better than it should be."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from fangxin.facts.values import Status
from fangxin.site.pages.asof import asof_json, asof_svg
from fangxin.site.render import Renderer
from fangxin.view.view import View
from fangxin.words.sentences import STATUS_ZH
from tests.conftest import ROOT
from tests.support.factories import a_view
from tests.support.status_pages import a_programme, ending_badly, view_of_status

PHONE = {"width": 390, "height": 844}
PUBLISHED = date(2026, 5, 2)
SAME_DAY = "2026-05-02T04:00:00Z"  # noon in UTC+08:00
UNCONFIRMED = "暂不能确认，请拨打12315"

Serve = Callable[[Path], str]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with the theme, the day of publication and nothing else."""
    shutil.copytree(ROOT / "theme" / "static", tmp_path / "theme")
    (tmp_path / "asof.svg").write_bytes(asof_svg(PUBLISHED))
    (tmp_path / "asof.json").write_bytes(asof_json(a_programme().site, PUBLISHED))
    return tmp_path


def publish(site: Path, view: View) -> str:
    """Write a merchant's files; the path of its page."""
    for path, data in Renderer(a_programme(), ROOT / "theme").merchant_files(view):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
    return f"/m/{view.id}/"


@contextmanager
def phone(browser: Browser, now: str | None = SAME_DAY, script: bool = True) -> Iterator[Page]:
    """A page of 390 pixels with the browser's clock at ``now``; fails on any complaint."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=script)  # type: ignore[arg-type]
    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    if script and now is not None:
        page.clock.set_fixed_time(now)
    yield page
    context.close()
    assert complaints == []


def shown(page: Page) -> str:
    """The heading of the page as one line."""
    return page.locator("h1").inner_text().replace("\n", "").replace(" ", "")


def settled(page: Page, address: str) -> None:
    """Open the page and wait until the script's two questions are answered."""
    page.goto(address)
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("script", [False, True])
@pytest.mark.parametrize("status", Status)
def test_the_status_can_be_read_at_the_door(
    browser: Browser, serve: Serve, site: Path, status: Status, script: bool
) -> None:
    """Word and shape in the upper half of a phone, nothing to scroll sideways, script or not."""
    view = view_of_status(status)
    path = publish(site, view)
    now = f"{view.until}T04:00:00Z" if status is Status.PUBLICISED else SAME_DAY
    with phone(browser, now, script) as page:
        if script:
            settled(page, serve(site) + path)
        else:
            page.goto(serve(site) + path)
        assert shown(page).startswith(STATUS_ZH[status])
        assert page.title().startswith(STATUS_ZH[status])
        word = page.locator("#status .status-word").bounding_box()
        shape = page.locator("#status > .icon").bounding_box()
        assert word is not None and word["y"] + word["height"] < 422 and word["height"] > 30
        assert shape is not None and shape["y"] + shape["height"] < 422 and shape["width"] > 60
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        assert page.locator("section.help a[href='tel:12315']").is_visible()


def test_the_last_day_is_still_good_in_utc_plus_eight(
    browser: Browser, serve: Serve, site: Path
) -> None:
    """At 23:59 in Pujiang the page stands; a minute later it does not."""
    (site / "asof.json").unlink()
    path = publish(site, a_view(until=date(2026, 5, 2)))
    address = serve(site) + path
    with phone_without_asof(browser, "2026-05-02T15:59:00Z") as page:
        settled(page, address)
        assert shown(page).startswith(STATUS_ZH["certified"])
    with phone_without_asof(browser, "2026-05-02T16:00:30Z") as page:
        settled(page, address)
        assert shown(page).startswith(UNCONFIRMED)


@contextmanager
def phone_without_asof(browser: Browser, now: str) -> Iterator[Page]:
    """A phone on which the network is gone except for the page itself and its looks."""
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.clock.set_fixed_time(now)
    page.route("**/*.json", lambda route: route.abort())
    yield page
    context.close()


def test_a_page_past_its_last_day_takes_its_status_back(
    browser: Browser, serve: Serve, site: Path
) -> None:
    """Word, colour, title and badge all go; the shopper is given the number to call."""
    path = publish(site, a_view(until=date(2026, 5, 1)))
    with phone(browser) as page:
        settled(page, serve(site) + path)
        assert shown(page).startswith(UNCONFIRMED)
        assert page.title().startswith("暂不能确认")
        box = page.locator("#status")
        assert box.get_attribute("class") == "status is-unconfirmed"
        assert "认定有效" not in box.inner_text()
        red, green, blue = _colour(page)
        assert max(red, green, blue) - min(red, green, blue) < 10  # grey
        assert box.locator("a[href='tel:12315']").is_visible()
        assert not page.locator(".merchant-kit").is_visible()


def _colour(page: Page) -> tuple[int, int, int]:
    text = page.locator("#status").evaluate("box => getComputedStyle(box).backgroundColor")
    red, green, blue = text.removeprefix("rgb(").removesuffix(")").split(",")
    return int(red), int(green), int(blue)


@pytest.mark.parametrize(
    ("shown_status", "published_status"),
    [("certified", "revoked"), ("revoked", "certified")],
)
def test_another_status_in_status_json_makes_the_page_unconfirmed(
    browser: Browser, serve: Serve, site: Path, shown_status: str, published_status: str
) -> None:
    """In both directions: a page never turns green by script."""
    path = publish(site, view_of_status(Status(shown_status)))
    file = site / path.strip("/") / "status.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "status": published_status}))
    with phone(browser) as page:
        page.goto(serve(site) + path)
        page.wait_for_selector("#status.is-unconfirmed")
        assert shown(page).startswith(UNCONFIRMED)
        assert page.locator(".is-certified").count() == 0


def test_a_site_that_missed_its_publication_confirms_nothing(
    browser: Browser, serve: Serve, site: Path
) -> None:
    """The promised day itself still counts, the day after no longer."""
    path = publish(site, a_view())
    address = serve(site) + path
    with phone(browser, "2026-05-09T04:00:00Z") as page:
        settled(page, address)
        assert shown(page).startswith(STATUS_ZH["certified"])
    with phone(browser, "2026-05-10T04:00:00Z") as page:
        page.goto(address)
        page.wait_for_selector("#status.is-unconfirmed")
        assert "没有按时更新" in page.locator("#status").inner_text()


def test_a_broken_network_alone_changes_nothing(browser: Browser, serve: Serve, site: Path) -> None:
    """An offline copy stays readable until its last day; nonsense for an answer is no answer."""
    path = publish(site, a_view())
    address = serve(site) + path
    with phone_without_asof(browser, SAME_DAY) as page:
        page.goto(address)
        page.wait_for_timeout(300)
        assert shown(page).startswith(STATUS_ZH["certified"])
    (site / "asof.json").write_text("<html>login to this wifi</html>")
    (site / path.strip("/") / "status.json").write_text('{"id": "OTHER", "status": "revoked"}')
    with phone(browser) as page:
        settled(page, address)
        assert shown(page).startswith(STATUS_ZH["certified"])


def test_a_page_left_open_is_judged_again_when_it_is_seen_again(
    browser: Browser, serve: Serve, site: Path
) -> None:
    """A tab that outlives its last day does not stay green."""
    path = publish(site, a_view(until=date(2026, 5, 2)))
    with phone(browser) as page:
        settled(page, serve(site) + path)
        assert shown(page).startswith(STATUS_ZH["certified"])
        page.clock.set_fixed_time("2026-05-03T04:00:00Z")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        assert shown(page).startswith(UNCONFIRMED)


def test_the_menu_opens_without_script(browser: Browser, serve: Serve, site: Path) -> None:
    """On a phone the links of the site are behind one ordinary link."""
    path = publish(site, a_view())
    with phone(browser, script=False) as page:
        page.goto(serve(site) + path)
        assert not page.locator("#nav a").first.is_visible()
        page.click(".menu-open")
        assert page.locator("#nav a", has_text="我要监督").is_visible()
        page.click(".menu-close a")
        assert not page.locator("#nav a").first.is_visible()


@pytest.mark.parametrize("status", Status)
def test_the_day_of_release_is_in_the_first_screen(
    browser: Browser, serve: Serve, site: Path, status: Status
) -> None:
    """Without script an abandoned page still shows, right under the card, how old it is."""
    path = publish(site, view_of_status(status))
    with phone(browser, script=False) as page:
        page.goto(serve(site) + path)
        card = page.locator("#status").bounding_box()
        release = page.locator(".front .asof img").bounding_box()
        assert card is not None and release is not None
        assert card["y"] + card["height"] <= release["y"] < card["y"] + card["height"] + 40
        assert release["y"] + release["height"] < PHONE["height"] and release["width"] > 100
        assert "today" not in page.locator("#status").inner_text()


def test_a_suspension_before_a_revocation_fits_a_phone(
    browser: Browser, serve: Serve, site: Path
) -> None:
    """Days stay whole in the long sentence, and nothing scrolls sideways."""
    path = publish(site, ending_badly(until=date(2026, 5, 9), next_date=date(2026, 5, 10)))
    with phone(browser) as page:
        settled(page, serve(site) + path)
        period = page.locator(".status-period")
        assert "2026年5月10日 前没有整改的，当日撤销" in period.inner_text()
        days = period.locator(".nowrap")
        assert days.count() == 2
        for day in days.all():
            box = day.bounding_box()
            assert box is not None and box["height"] < 40  # one line
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
