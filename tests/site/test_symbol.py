"""The symbol is exactly what `qrcode` draws, and what a reader decodes is exactly the URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from qrcode.constants import ERROR_CORRECT_H
from qrcode.main import QRCode
from qrcode.util import QRData

from fangxin.facts.code_size import (
    CAPACITY,
    LEAST_MODULE,
    LEAST_SIDE,
    LONGEST_SITE,
    QUIET,
    size,
    status_url,
    usual_length,
)
from fangxin.site import symbol

QR = zxingcpp.barcode_formats_from_str("QRCode")
GOLDEN = Path(__file__).parents[1] / "fixtures" / "symbols"
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
IDS = st.text(ALPHABET, min_size=4, max_size=16)
SITES = st.sampled_from(
    [
        "https://a.cn",
        "https://fx.example",
        "http://127.0.0.1:8000",
        "https://x.example/pj",
        "https://www.pj.gov.example/fangxin",
        "https://www.longest-county.gov.example/fangxi",
        "https://xfzqy.longest-county.some-city.gov.example/fangxin",
    ]
)
ASCII = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=84)
GOLDEN_URLS = {
    "version-2": "http://a.cn/m/",
    "version-3": "https://a.cn/m/PJSH0016/",
    "version-4": "https://fx.example/m/PJSH0016/",
    "version-5": "https://registry.example/m/AB12CD34EF56GH7S/",
    "version-6": "https://www.pj.gov.example/fangxin/m/PJ180001M/",
    "version-7": "https://www.longest-county.gov.example/fangxi/m/PJ180001M2345/",
    "version-8": "https://www.longest-county.gov.example/fangxi/m/AB12CD34EF56GH7S/",
}


def drawn_by_qrcode(url: str) -> tuple[bytes, ...]:
    """The whole way through `qrcode`, which chooses the version itself."""
    code: QRCode[Any] = QRCode(None, ERROR_CORRECT_H, mask_pattern=symbol.MASK)
    code.add_data(QRData(url.encode(), mode=4), optimize=0)
    code.make(fit=True)
    return tuple(bytes(map(bool, row)) for row in code.modules)


def as_text(rows: tuple[bytes, ...]) -> str:
    return "".join("".join("01"[module] for module in row) + "\n" for row in rows)


def picture(rows: tuple[bytes, ...], scale: int = 4) -> Image.Image:
    """A plain black on white picture with a quiet zone."""
    side, margin = len(rows), QUIET
    small = Image.new("L", (side + 2 * margin, side + 2 * margin), 255)
    small.paste(
        Image.frombytes("L", (side, side), b"".join(rows)).point([255, 0] + [0] * 254),
        (margin, margin),
    )
    return small.resize((small.width * scale, small.height * scale), Image.Resampling.NEAREST)


@settings(max_examples=400, deadline=None)
@given(SITES, IDS)
def test_status_urls_equal_qrcode_bit_for_bit(site: str, merchant: str) -> None:
    """Every ID on every kind of site gives the modules that `qrcode` gives."""
    url = status_url(site, merchant)
    assert symbol.matrix(url) == drawn_by_qrcode(url)


@settings(max_examples=150, deadline=None)
@given(ASCII)
def test_any_ascii_equals_qrcode_bit_for_bit(url: str) -> None:
    """Nothing is special about URLs: all printable ASCII up to 84 bytes."""
    assert symbol.matrix(url) == drawn_by_qrcode(url)


@settings(max_examples=100, deadline=None)
@given(SITES, IDS)
def test_a_reader_decodes_exactly_the_url(site: str, merchant: str) -> None:
    """zxing-cpp reads the URL, at error correction level H. Only QR codes are looked for: a row of
    modules may pass for four digits of an interleaved 2 of 5, which checks nothing."""
    url = status_url(site, merchant)
    drawn = picture(symbol.matrix(url))
    (found,) = zxingcpp.read_barcodes(drawn, formats=QR)
    assert (found.text, found.ec_level) == (url, "H")


@pytest.mark.parametrize("name", GOLDEN_URLS)
def test_golden_matrices(name: str) -> None:
    """The modules stay what they were: printed signs hang for years."""
    golden = (GOLDEN / f"{name}.txt").read_text("ascii")
    assert golden == as_text(symbol.matrix(GOLDEN_URLS[name])), (
        "a symbol changed; if it had to, run: python -m tests.site.test_symbol"
    )


def test_golden_matrices_are_all_looked_at() -> None:
    """No golden file without its URL."""
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(GOLDEN_URLS)


@pytest.mark.parametrize(
    ("length", "version"),
    [
        *((1, 1), (24, 3), (25, 4), (34, 4), (35, 5), (44, 5)),
        *((45, 6), (58, 6), (59, 7), (64, 7), (65, 8), (84, 8)),
    ],
)
def test_the_smallest_version_that_fits(length: int, version: int) -> None:
    """The version grows exactly where the capacity at level H ends."""
    assert len(symbol.matrix("x" * length)) == 17 + 4 * version


def test_more_than_84_bytes_say_what_to_shorten() -> None:
    """85 bytes are refused with the number found and the remedy, in both languages."""
    with pytest.raises(
        ValueError, match=r"最多 84 字节，现为 85 字节：请缩短.*at most 84 bytes.*85"
    ):
        symbol.matrix("x" * 85)


def test_no_address_that_is_accepted_makes_a_code_too_fine() -> None:
    """With the longest site and the longest ID, a module of the smallest sign, its margin counted
    in, is still half a millimetre; and a site of that length leaves room for every ID."""
    longest = len(status_url("x" * LONGEST_SITE, "0" * 16))
    assert usual_length("x" * LONGEST_SITE) < longest <= CAPACITY[-1]
    for length in range(1, CAPACITY[-1] + 1):
        assert LEAST_SIDE / (size(length) + 2 * QUIET) >= LEAST_MODULE


@pytest.mark.parametrize(
    "url", ["", "https://放心.example/m/A/", "https://fx.example/m/A\n/", "\udcff"]
)
def test_only_ascii_urls(url: str) -> None:
    """Other text is refused: byte mode has no declared character set."""
    with pytest.raises(ValueError, match="Punycode"):
        symbol.matrix(url)


@settings(max_examples=50, deadline=None)
@given(IDS)
def test_the_path_paints_the_dark_modules_and_no_others(merchant: str) -> None:
    """Reading the path's runs back gives the matrix."""
    rows = symbol.matrix(status_url("https://fx.example", merchant))
    painted = [bytearray(len(rows)) for _ in rows]
    for run in symbol.path_data(rows).removesuffix("z").split("z"):
        start, rest = run.removeprefix("M").split("h")
        width, back = rest.split("v1H")
        x, y = map(int, start.split())
        assert int(back) == x
        painted[y][x : x + int(width)] = b"\1" * int(width)
    assert tuple(map(bytes, painted)) == rows


def bless() -> None:
    """Write the golden files anew, from `qrcode` itself."""
    for name, url in GOLDEN_URLS.items():
        (GOLDEN / f"{name}.txt").write_text(as_text(drawn_by_qrcode(url)), "ascii")


if __name__ == "__main__":
    bless()
