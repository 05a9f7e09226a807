"""From the sign on a door to the truth: scan, read, fail, scan the same sign again.

The records are files, the site is built by the command, the sign is read from its pixels, and
the address that it holds is opened in a real browser.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.scan import (
    A_DAY_LATER,
    AT_THE_DOOR,
    FIRST_DAY,
    ICON,
    NEXT_DAY,
    RENAMED,
    SHOP,
    SISTER,
    Story,
    Town,
    a_story,
    green_pixels,
    heading,
    phone,
    scan,
    watched,
)

VALID, REVOKED, UNSURE = "放心消费单位（认定有效）", "认定已撤销", "暂不能确认"
LISTS = (
    "/registry/all/",
    "/registry/category/shop/",
    "/registry/town/punanjiedao/",
    "/registry/initial/c/",
    "/registry/status/revoked/",
    "/registry/?q=月泉弄",
    "/revoked/",
    "/operator/91330726MA2DEM1423/",
)
NAME = "晨露便利店月泉弄店（示例）"
UNDER_NOTICE = "PJ260002K"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """The town on both days, built once for all of these tests."""
    with a_story(tmp_path_factory.mktemp("town")) as story:
        yield story


@pytest.fixture
def before(both: Story) -> Town:
    """The town on the first day: the shop is recognised."""
    both.town.publish(both.before)
    return both.town


@pytest.fixture
def after(both: Story) -> Town:
    """The town on the next day: the failure is recorded and the site built again."""
    both.town.publish(both.after)
    return both.town


def sign(site: Path, merchant: str = SHOP) -> Image.Image:
    """The merchant's printed sign."""
    return Image.open(site / "m" / merchant / "sign.png")


def title_and_data(page: Page) -> tuple[str, dict[str, object]]:
    """The page's title, and its JSON-LD's certification."""
    data = json.loads(page.locator("script[type='application/ld+json']").inner_text())
    return page.title(), data["hasCertification"]


@pytest.mark.parametrize("script", [False, True])
def test_the_code_on_the_door_leads_to_the_truth(
    browser: Browser, both: Story, before: Town, script: bool
) -> None:
    """The sign's pixels hold exactly the status page's address, and that page tells all."""
    address = scan(sign(both.before))
    assert address == before.page(SHOP)
    with phone(browser, before, script=script) as seen:
        assert seen.open(address).status == 200
        assert heading(seen.page).startswith(VALID)
        assert seen.page.locator("#status").get_attribute("class") == "status is-certified"
        assert green_pixels(seen.page) > 20_000
        told = seen.page.locator(".compare").inner_text()
        for fact in (NAME, "浙江省浦江县浦南街道月泉弄3号", "91330726MA2DEM1423", "BP-2024-0002"):
            assert fact in told
        title, data = title_and_data(seen.page)
        assert title == f"{VALID} · {NAME}"
        assert data["certificationStatus"] == "https://schema.org/CertificationActive"


@pytest.mark.parametrize("merchant", [SHOP, RENAMED])
def test_the_drawn_sign_holds_the_same_address(
    browser: Browser, before: Town, merchant: str
) -> None:
    """What a print shop gets, drawn by Chromium, reads like the picture."""
    with phone(browser, before, excused=[ICON]) as seen:
        seen.page.set_viewport_size({"width": 525, "height": 740})
        seen.open(before.page(merchant) + "sign.svg")
        drawn = Image.open(io.BytesIO(seen.page.screenshot()))
    assert scan(drawn) == before.page(merchant)


@pytest.mark.parametrize("script", [False, True])
def test_after_a_grave_failure_the_same_sign_says_revoked(
    browser: Browser, both: Story, after: Town, script: bool
) -> None:
    """Not a byte of the sign changes, nor its address; what is behind it is never green again."""
    assert (both.before / f"m/{SHOP}/sign.png").read_bytes() == (
        both.after / f"m/{SHOP}/sign.png"
    ).read_bytes()
    with phone(browser, after, now=A_DAY_LATER, script=script) as seen:
        assert seen.open(scan(sign(both.after))).status == 200
        page = seen.page
        assert heading(page) == REVOKED + NAME
        assert page.locator("#status").get_attribute("class") == "status is-revoked"
        assert page.locator(".is-certified").count() == 0
        assert green_pixels(page) == 0
        told = page.locator("main").inner_text()
        for fact in (
            "2026年11月20日",
            "2026年11月25日",
            "浦市监罚〔2026〕101号",
            "假冒他人注册商标",
        ):
            assert fact in told
        title, data = title_and_data(page)
        assert title == f"{REVOKED} · {NAME}"
        assert data["certificationStatus"] == "https://schema.org/CertificationInactive"
        assert data["description"] == REVOKED
        assert not {"expires", "validFrom", "certificationIdentification"} & data.keys()
        head = page.locator("head").inner_html()
        assert "有效" not in head and "CertificationActive" not in head


def test_a_grave_failure_changes_what_it_should_and_nothing_else(both: Story) -> None:
    """Badges and JSON of the shop and its sister follow; no sign and no other shop is touched. Of
    a shop under notice the criteria are judged each day: nothing but that day may differ there."""
    days = ((NEXT_DAY, FIRST_DAY), ("2026年11月25日", "2026年11月24日"))

    def differs(path: Path) -> bool:
        """Whether a file is another on the next day."""
        new, old = (both.after / path).read_bytes(), (both.before / path).read_bytes()
        if path.parent.name == UNDER_NOTICE:
            for later, earlier in days:
                new = new.replace(later.encode(), earlier.encode())
        return new != old

    changed = {
        str(file.relative_to(both.after / "m"))
        for file in (both.after / "m").glob("*/*")
        if differs(file.relative_to(both.after))
    }
    parts = ("badge.png", "badge.svg", "index.html", "status.json")
    assert changed == {f"{one}/{part}" for one in (SHOP, SISTER) for part in parts}
    for merchant in (SHOP, SISTER):
        status = json.loads((both.after / f"m/{merchant}/status.json").read_text("utf-8"))
        assert (status["status"], status["certificate"]) == ("revoked", None)
        assert status["since"] == NEXT_DAY
        badge = (both.after / f"m/{merchant}/badge.svg").read_text("utf-8")
        assert REVOKED in badge and "有效" not in badge and "#0a6b39" not in badge


def test_the_badge_in_a_browser_loses_its_green(
    browser: Browser, both: Story, before: Town
) -> None:
    """The same address shows green on the first day and no green pixel on the next."""
    with phone(browser, before, excused=[ICON]) as seen:
        seen.open(before.page(SHOP) + "badge.svg")
        assert green_pixels(seen.page) > 2000
        before.publish(both.after)
        seen.open(before.page(SHOP) + "badge.svg")
        assert green_pixels(seen.page) == 0


def test_every_list_shows_the_revocation(browser: Browser, after: Town) -> None:
    """The shop's row in each list and in the results of a search is revoked."""
    with phone(browser, after, now=A_DAY_LATER) as seen:
        for path in LISTS:
            seen.open(after.url + path)
            row = seen.page.locator(".row", has_text=SHOP)
            expect(row.locator(".pill")).to_have_text([REVOKED])
            expect(row.locator(".pill")).to_have_class("pill is-revoked")
            assert "有效" not in row.inner_text(), path


def test_home_names_the_revocation_and_calls_nothing_past_green(
    browser: Browser, after: Town
) -> None:
    """The latest changes begin with it; no older change of the shop still looks valid."""
    with phone(browser, after, now=A_DAY_LATER) as seen:
        seen.open(after.url + "/")
        moves = seen.page.locator(".move", has_text="晨露便利店")
        for name in (NAME, "晨露便利店梅溪店（示例）"):
            first = moves.filter(has_text=name).first
            assert "2026年11月25日" in first.inner_text()
            expect(first.locator(".pill")).to_have_class("pill is-revoked")
        assert moves.locator(".is-certified").count() == 0


def test_no_list_of_the_recognised_keeps_the_shop(browser: Browser, after: Town) -> None:
    """Neither the list of the recognised nor the open data counts it any longer."""
    with phone(browser, after, now=A_DAY_LATER) as seen:
        seen.open(after.url + "/registry/status/certified/")
        assert seen.page.locator(".row", has_text=RENAMED).count() == 1
        assert seen.page.locator(".row", has_text=SHOP).count() == 0
        registry = seen.page.request.get(after.url + "/api/v1/registry.json").json()
    statuses = {one["id"]: one["status"] for one in registry["merchants"]}
    assert statuses[SHOP] == statuses[SISTER] == "revoked"
    assert statuses[RENAMED] == "certified"


def answering(site: Path, path: str, **changes: str) -> str:
    """The JSON of a site with some of its words replaced."""
    return json.dumps(json.loads((site / path).read_text("utf-8")) | changes)


@pytest.mark.parametrize(
    ("now", "next_update", "status"),
    [
        ("2036-10-17T23:58:00+08:00", "2099-01-01", "certified"),
        ("2036-10-18T00:01:00+08:00", "2099-01-01", "unconfirmed"),
        ("2026-12-01T23:58:00+08:00", None, "certified"),
        ("2026-12-02T00:01:00+08:00", None, "unconfirmed"),
    ],
)
def test_without_a_rebuild_the_page_takes_its_status_back(
    browser: Browser, both: Story, before: Town, now: str, next_update: str | None, status: str
) -> None:
    """Past the certificate's last day, or past the site's next update, to the minute."""
    with phone(browser, before, now=now) as seen:
        if next_update:
            fresh = answering(both.before, "asof.json", next_update=next_update)
            seen.page.route("**/asof.json", lambda route: route.fulfill(body=fresh))
        seen.open(before.page(SHOP))
        assert seen.page.locator("#status").get_attribute("class") == f"status is-{status}"
        unsure = status == "unconfirmed"
        assert heading(seen.page).startswith(UNSURE if unsure else VALID)
        assert seen.page.title().startswith(UNSURE) == unsure
        assert (green_pixels(seen.page) == 0) == unsure


def test_a_page_from_a_cache_yields_to_the_new_status(
    browser: Browser, both: Story, before: Town
) -> None:
    """The old page with the new status.json beside it is not believed."""
    newer = (both.after / f"m/{SHOP}/status.json").read_text("utf-8")
    with phone(browser, before) as seen:
        seen.page.route("**/status.json", lambda route: route.fulfill(body=newer))
        seen.open(before.page(SHOP))
        assert heading(seen.page).startswith(UNSURE)
        assert green_pixels(seen.page) == 0


@pytest.mark.parametrize("now", [AT_THE_DOOR, A_DAY_LATER, "2036-10-18T00:01:00+08:00"])
def test_nothing_makes_a_revoked_page_green(
    browser: Browser, both: Story, after: Town, now: str
) -> None:
    """Not a forged status.json, not a forged day of publication, not a wrong clock."""
    forged = (both.before / f"m/{SHOP}/status.json").read_text("utf-8")
    assert json.loads(forged)["status"] == "certified"
    day = answering(both.after, "asof.json", as_of="2099-01-01", next_update="2099-12-31")

    def forge(route: Route) -> None:
        route.fulfill(body=forged if route.request.url.endswith("status.json") else day)

    with phone(browser, after, now=now) as seen:
        seen.page.route("**/*.json", forge)
        seen.open(after.page(SHOP))
        assert sum(one.endswith(".json") for one in seen.asked) == 2
        assert seen.page.locator(".is-certified").count() == 0
        assert heading(seen.page).startswith(UNSURE)  # it contradicts itself: call and ask
        assert REVOKED in seen.page.locator("#status").inner_text()
        assert "有效" not in seen.page.locator("#status").inner_text()
        assert green_pixels(seen.page) == 0


def test_the_watch_sees_what_it_watches_for(browser: Browser, both: Story, before: Town) -> None:
    """Pages that break their policy, raise, or ask another host are noticed: the proof can fail."""
    home = (both.before / "index.html").read_text("utf-8")
    policy = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
    bad = home.replace(
        "</main>", '<img src="http://localhost:9/x"><b style="color:red">x</b></main>'
    )
    pages = {"/bad/": bad, "/free/": policy.sub("", bad)}
    with watched(browser, before.url) as seen:
        for path, body in pages.items():
            seen.page.route(f"**{path}", lambda route, _, body=body: route.fulfill(body=body))
        seen.open(before.url + "/bad/")
        for directive in ("style-src-attr", "img-src"):
            assert any(one.startswith(f"policy: {directive}") for one in seen.said)
        with seen.page.expect_event("pageerror"):
            seen.page.evaluate("void Promise.reject(new Error('raised'))")
        assert seen.said[-1] == "raised"
        seen.open(before.url + "/free/")
        assert set(seen.foreign()) == {"http://localhost:9/x"}
