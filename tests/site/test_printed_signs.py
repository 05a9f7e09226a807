"""Signs as cheap printers make them: one ink, coarse dots, 30 mm; read by two readers."""

from __future__ import annotations

import io
from collections.abc import Callable

import cv2
import numpy as np
import pytest
import zxingcpp
from PIL import Image

from fangxin.facts.code_size import LEAST_SIDE, LONGEST_SITE, size, status_url, usual_length
from fangxin.site.sign.drawing import sign_png, sign_svg
from fangxin.site.sign.layout import INK, code_place
from fangxin.site.sign.raster import PIXELS_PER_METRE
from tests.support.factories import a_site, a_view

QR = zxingcpp.barcode_formats_from_str("QRCode")
# Versions 4, 6, 7 and 8: a short address, a county below its portal, and the longest IDs there.
PORTAL = "https://www.pj.gov.example/fangxin"
DEEPER = "https://www.longest-county.gov.example/fangxi"
LONGEST = "https://xfzqy.longest-county.some-city.gov.example/fangxin"
SIGNS = {
    33: ("https://fx.example", "PJSH0016"),
    41: (PORTAL, "PJ180001M"),
    45: (DEEPER, "PJ180001M2345"),
    49: (LONGEST, "AB12CD34EF56GH7S"),
}
BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]])
Halftone = Callable[[Image.Image], Image.Image]


def diffused(grey: Image.Image) -> Image.Image:
    """One bit by Floyd and Steinberg's error diffusion."""
    return grey.convert("1").convert("L")


def ordered(grey: Image.Image) -> Image.Image:
    """One bit by a matrix of 4 × 4 thresholds."""
    levels = np.asarray(grey)
    rows, columns = levels.shape
    thresholds = np.tile(BAYER, (rows // 4 + 1, columns // 4 + 1))[:rows, :columns]
    return Image.fromarray(((levels > (thresholds + 0.5) * 16) * 255).astype(np.uint8))


def cut(grey: Image.Image) -> Image.Image:
    """One bit by a single threshold."""
    return grey.point([0] * 128 + [255] * 128)


HALFTONES: dict[str, Halftone] = {"diffused": diffused, "ordered": ordered, "cut": cut}


def printed(modules: int, dots: int, margin: int = 0) -> Image.Image:
    """The sign in grey at ``dots`` an inch, its symbol and ``margin`` modules 30 mm wide."""
    url, merchant = SIGNS[modules]
    sign = Image.open(io.BytesIO(sign_png(a_view(id=merchant), a_site(url=url)))).convert("L")
    _, _, scale = code_place(modules)
    here = scale * (modules + margin) / (PIXELS_PER_METRE / 1000)  # mm on A6
    share = LEAST_SIDE / here * dots / 25.4 / (PIXELS_PER_METRE / 1000)
    return sign.resize(
        (round(sign.width * share), round(sign.height * share)), Image.Resampling.BOX
    )


def by_zxing(seen: Image.Image) -> list[str]:
    """What zxing-cpp reads of QR codes."""
    found = zxingcpp.read_barcodes(seen, formats=QR)
    return [one.text for one in found]


def by_opencv(seen: Image.Image) -> str:
    """What OpenCV reads from any of three distances: a phone goes on looking while it is moved."""
    for nearer in (2, 3, 1):
        side = (seen.width * nearer, seen.height * nearer)
        found, *_ = cv2.QRCodeDetector().detectAndDecode(
            np.asarray(seen.resize(side, Image.Resampling.BILINEAR))
        )
        if found:
            return str(found)
    return ""


@pytest.mark.parametrize("modules", SIGNS)
@pytest.mark.parametrize("dots", [203, 300])
@pytest.mark.parametrize("halftone", HALFTONES)
def test_a_sign_of_one_ink_is_read(modules: int, dots: int, halftone: str) -> None:
    """Whatever dots the printer makes of the sign, both readers read its address."""
    assert size(len(status_url(*SIGNS[modules]))) == modules
    seen = HALFTONES[halftone](printed(modules, dots))
    assert set(seen.tobytes()) == {0, 255}
    assert by_zxing(seen) == [status_url(*SIGNS[modules])]
    assert by_opencv(seen) == status_url(*SIGNS[modules])


def test_the_code_has_no_dots_of_its_own() -> None:
    """Black stays whole in every halftone, which no other colour of the sign does: the proof."""
    grey = printed(41, 300)
    _, top, scale = code_place(41)
    share = grey.width / 1050
    # The dark bar of the top left finder, seven modules wide and one high.
    left = code_place(41)[0]
    bar = (
        round((left + 2) * share),
        round((top + 2) * share),
        round((left + 7 * scale - 2) * share),
        round((top + scale - 2) * share),
    )
    band = (round(600 * share), round(6 * share), round(1040 * share), round(20 * share))
    for halftone in (diffused, ordered):
        seen = halftone(grey)
        assert set(seen.crop(bar).tobytes()) == {0}
        assert set(seen.crop(band).tobytes()) == {0, 255}


def test_the_drawing_has_a_black_code() -> None:
    """Print shops get the same black, and no module in the colour of the words."""
    svg = sign_svg(a_view(), a_site()).decode()
    path = svg[svg.index("<path") :]
    assert 'fill="#000000"' in path[: path.index("d=")] and INK not in path[: path.index("d=")]


def test_a_county_below_its_portal_has_signs() -> None:
    """An address of 34 bytes is a usual one, the longest allowed has 58."""
    assert (len(PORTAL), usual_length(PORTAL)) == (34, 47)
    assert len(LONGEST) == LONGEST_SITE
