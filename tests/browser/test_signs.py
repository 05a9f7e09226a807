"""What a browser makes of the drawings: the code of the SVG sign is read from its pixels."""

from __future__ import annotations

import base64
import io

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser

from fangxin.facts.values import Status
from fangxin.site.badge.drawing import badge_svg
from fangxin.site.sign.drawing import sign_svg
from tests.support.factories import a_site, a_view


def seen(browser: Browser, svg: bytes, width: int, height: int, scale: float = 1) -> Image.Image:
    """The SVG as a page embeds it."""
    page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
    source = base64.b64encode(svg).decode()
    page.set_content(
        f'<body style="margin:0"><img width="{width}" src="data:image/svg+xml;base64,{source}">'
    )
    page.wait_for_function("document.images[0].complete && document.images[0].naturalWidth > 0")
    shot = page.screenshot()
    page.close()
    return Image.open(io.BytesIO(shot)).convert("RGB")


@pytest.mark.parametrize(
    ("url", "merchant"),
    [
        ("https://a.cn", "AB10"),
        ("https://fx.example", "PJSH0016"),
        ("https://registry.example", "AB12CD34EF56GH7S"),
    ],
)
@pytest.mark.parametrize(("width", "height"), [(525, 740), (301, 425)])
def test_the_drawn_sign_decodes(
    browser: Browser, url: str, merchant: str, width: int, height: int
) -> None:
    """Versions 3, 4 and 5, in even and odd sizes."""
    image = seen(browser, sign_svg(a_view(id=merchant), a_site(url=url)), width, height)
    assert [code.text for code in zxingcpp.read_barcodes(image)] == [f"{url}/m/{merchant}/"]


@pytest.mark.parametrize("status", Status)
def test_the_badges_pixels_are_green_only_when_certified(browser: Browser, status: Status) -> None:
    """Seen, not read: a green field for certified, no green pixel for any other status."""
    image = seen(browser, badge_svg(a_view(status=status), a_site()), 240, 80, 2)
    pixels = image.tobytes()
    green = sum(
        lime > red + 25 and lime > blue + 15
        for red, lime, blue in zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True)
    )
    assert green > 5000 if status is Status.CERTIFIED else green == 0
