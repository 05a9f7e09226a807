"""The print sign: it decodes under bad treatment, and says nothing that can go stale."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from fangxin.facts.code_size import QUIET, status_url
from fangxin.facts.values import Sign, Status, Void
from fangxin.site import font
from fangxin.site.badge.drawing import badge_svg
from fangxin.site.sign.drawing import sign_png, sign_svg
from fangxin.site.sign.layout import (
    CENTRE,
    CODE_CENTRE,
    HEIGHT,
    NAME_ROWS,
    NUMBER_ROWS,
    WIDTH,
    Box,
    code_place,
    common_parts,
    current_sign,
    own_parts,
    wording,
)
from fangxin.site.strips import png, small_strip, strip
from fangxin.site.symbol import matrix
from fangxin.words.sentences import STATUS_EN, word_and_note
from tests.support.factories import a_site, a_view
from tests.support.hostile import assert_harmless, names

SVG = "{http://www.w3.org/2000/svg}"
WHITE = (255, 255, 255)
URL = "https://fx.example/m/PJSH0016/"
DAY = re.compile(r"\b(?:19|20)\d\d\s*[-./年]\s*\d{1,2}|\d{1,2}\s*月\s*\d{1,2}\s*日")


Treatment = Callable[[Image.Image], Image.Image]


def picture() -> Image.Image:
    return Image.open(io.BytesIO(sign_png(a_view(), a_site()))).convert("L")


def decoded(image: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image)]


def words_of(svg: bytes) -> list[str]:
    return [text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text")]


TREATMENTS: dict[str, Treatment] = {
    "as it is": lambda sign: sign,
    "blurred": lambda sign: sign.filter(ImageFilter.GaussianBlur(5)),
    "small": lambda sign: sign.resize((WIDTH // 5, HEIGHT // 5), Image.Resampling.BILINEAR),
    "small and blurred": lambda sign: sign.resize((350, 493)).filter(ImageFilter.GaussianBlur(1)),
    "large": lambda sign: sign.resize((WIDTH * 2, HEIGHT * 2), Image.Resampling.BICUBIC),
    "turned a little": lambda sign: sign.rotate(11, Image.Resampling.BILINEAR, True, fillcolor=200),
    "turned much": lambda sign: sign.rotate(143, Image.Resampling.BILINEAR, True, fillcolor=90),
    "upside down": lambda sign: sign.rotate(180),
    "from the side": lambda sign: sign.transform(
        sign.size,
        Image.Transform.PERSPECTIVE,
        (1.35, 0.25, -330, 0.12, 1.45, -260, 0.0003, 0.00035),
        Image.Resampling.BILINEAR,
        fillcolor=160,
    ),
    "dim": lambda sign: ImageEnhance.Brightness(sign).enhance(0.35),
    "faded by the sun": lambda sign: ImageEnhance.Contrast(sign).enhance(0.3),
    "inverted": lambda sign: sign.point([255 - value for value in range(256)]),
}


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_the_code_decodes(treatment: str) -> None:
    """Whatever happens to the paper or the camera, the URL is read, and no other code."""
    assert decoded(TREATMENTS[treatment](picture())) == [URL]


@pytest.mark.parametrize("corner", [(0.5, 0.5), (0.35, 0.6), (0.62, 0.4)])
def test_the_code_decodes_with_a_sticker_on_it(corner: tuple[float, float]) -> None:
    """A fifth of the side may be covered by a logo or dirt: that is what level H is for."""
    sign, (left, top, scale) = picture(), code_place(33)
    side = scale * 33
    x, y = (int(corner[0] * side) + left, int(corner[1] * side) + top)
    ImageDraw.Draw(sign).rectangle(
        (x - side // 10, y - side // 10, x + side // 10, y + side // 10), 255
    )
    assert decoded(sign) == [URL]


@pytest.mark.parametrize("modules", [21, 25, 29, 33, 37, 41, 45, 49])
def test_the_code_has_its_quiet_zone(modules: int) -> None:
    """Four light modules on all sides, on whole pixels, and the brackets stay outside."""
    left, top, scale = code_place(modules)
    zone = (left - QUIET * scale, top - QUIET * scale, (modules + 2 * QUIET) * scale)
    assert abs(2 * left + modules * scale - 2 * CENTRE) <= 1
    assert abs(2 * top + modules * scale - 2 * CODE_CENTRE) <= 1
    assert modules * scale >= 480, "at least 48 mm on A6"
    for part in common_parts(wording(a_site()))[1:]:
        if isinstance(part, Box):
            apart = (
                part.left >= zone[0] + zone[2]
                or part.left + part.width <= zone[0]
                or part.top >= zone[1] + zone[2]
                or part.top + part.height <= zone[1]
            )
            assert apart, part


def test_the_png_shows_exactly_the_modules() -> None:
    """Module for module, each whole: nothing is lost in gluing the picture together."""
    sign, rows = picture(), matrix(URL)
    left, top, scale = code_place(len(rows))
    for y, row in enumerate(rows):
        for x, module in enumerate(row):
            box = (left + x * scale, top + y * scale, left + (x + 1) * scale, top + (y + 1) * scale)
            pixels = sign.crop(box).tobytes()
            assert max(pixels) == 0 if module else min(pixels) == 255


@pytest.mark.parametrize("status", Status)
def test_it_states_no_status_and_no_day(status: Status) -> None:
    """No word of any status, in Chinese or English, and no date: the paper hangs on."""
    svg = sign_svg(a_view(name="茶叶店", status=status, flags=("renewal",)), a_site())
    shown = "\n".join([*words_of(svg), ET.fromstring(svg).findtext(f"{SVG}title") or ""])
    for each in Status:
        word, note = word_and_note(each)
        assert word not in shown and (not note or note not in shown)
        assert STATUS_EN[each].partition(" (")[0].lower() not in shown.lower()
    for fragment in ("有效", "撤销", "暂停", "公示", "到期", "合格", "✓"):
        assert fragment not in shown
    assert not DAY.search(shown)


def test_it_never_changes_with_the_status() -> None:
    """All eight statuses, other days, another certificate: the same bytes."""
    made = {
        (sign_svg(view, a_site()), sign_png(view, a_site()))
        for status in Status
        for view in (
            a_view(status=status),
            a_view(
                status=status,
                since=None,
                until=date(2040, 1, 1),
                certificate=None,
                flags=("grace",),
            ),
        )
    }
    assert len(made) == 1


def test_it_says_what_it_must() -> None:
    """Title, name, ID, sign number, domain in words, what to do, and that nothing is charged."""
    shown = words_of(sign_svg(a_view(), a_site()))
    assert {"放心消费在浦江", "仙华山超市（示例）", "PJSH0016"} <= set(shown)
    assert {"扫码查看实时状态", "Scan for live status"} <= set(shown)
    together = "\n".join(shown)
    assert "标牌号 S-0042-1" in together and "请认准网址 fx.example" in together
    assert "认定和标牌均不收费" in together and "12315" in together


def test_without_the_provinces_mark_the_place_says_who_supplies_it(tmp_path: Path) -> None:
    """The placeholder is words in a dashed frame, and goes when there is a mark."""
    assert "省级统一标识由采用单位提供" in "".join(words_of(sign_svg(a_view(), a_site())))
    mark = Image.linear_gradient("L").resize((60, 40)).convert("RGBA")
    mark.paste("#d01010", (15, 10, 45, 30))
    mark.save(tmp_path / "mark.png")
    site = a_site(mark="mark.png")
    svg = sign_svg(a_view(), site, tmp_path)
    assert "由采用单位提供" not in svg.decode()
    assert_harmless(svg, "mark")
    painted = Image.open(io.BytesIO(sign_png(a_view(), site, tmp_path))).convert("RGB")
    assert painted.getpixel((145, 107)) == (0xD0, 0x10, 0x10)
    assert painted.getpixel((145, 45)) == WHITE, "outside the mark its place is paper"
    assert {painted.getpixel((8, y)) for y in range(NAME_ROWS[0], NUMBER_ROWS[1])} == {WHITE}
    assert decoded(painted.convert("L")) == [URL]


@pytest.mark.parametrize("content", [None, b"", b"GIF89a", b"\x89PNG\r\n\x1a\nbroken", b"<svg/>"])
def test_a_bad_mark_is_refused_in_words(content: bytes | None, tmp_path: Path) -> None:
    """A mark that is missing, of another kind or broken gives a message, not a traceback."""
    if content is not None:
        (tmp_path / "mark.png").write_bytes(content)
    for make in (sign_svg, sign_png):
        with pytest.raises(ValueError, match=r"应为 PNG 或 JPEG.*must be a PNG or JPEG"):
            make(a_view(), a_site(mark="mark.png"), tmp_path)


def test_the_sign_number_is_that_of_the_latest_sign_that_hangs() -> None:
    """Void signs and those taken down do not count; without one there is no number."""
    first = Sign("S-1", date(2018, 3, 1))
    second = Sign("S-2", date(2019, 3, 1))
    down = Sign("S-3", date(2020, 3, 1), taken_down=date(2021, 1, 1))
    void = Sign("S-4", date(2022, 3, 1), void=Void(date(2022, 3, 2), "重号"))
    assert current_sign(a_view(signs=(second, void, first, down))) == second
    assert current_sign(a_view(signs=(void, down))) is None
    assert "标牌号" not in sign_svg(a_view(signs=(void,)), a_site()).decode()


def test_only_the_name_and_the_numbers_use_their_rows() -> None:
    """The rows that differ between signs hold nothing shared, and no name leaves them."""
    for part in common_parts(wording(a_site()))[1:]:
        top = part.top if isinstance(part, Box) else part.y - part.size
        bottom = part.top + part.height if isinstance(part, Box) else part.y + part.size // 4
        for rows in (NAME_ROWS, NUMBER_ROWS):
            assert bottom <= rows[0] or top >= rows[1], part
    for length in range(1, 80):
        name, _ = own_parts(a_view(name="国" * length))
        assert len(name) <= 2
        for line in name:
            assert NAME_ROWS[0] <= line.y - line.size * 0.9, length
            assert line.y + line.size * 0.15 <= NAME_ROWS[1], length
            assert font.width(line.text, line.size) <= WIDTH - 140


def test_names_break_where_a_typesetter_would() -> None:
    """Before a bracket, between words, never before a closing mark; too long ends in …."""
    sizes = ((70, 2), (38, 2))
    assert font.wrap("浦江县仙华山第一超市（示例）", sizes, 700)[0] == [
        "浦江县仙华山第一超市",
        "（示例）",
    ]
    assert font.wrap("Old Harbour Noodle House", sizes, 600)[0] == ["Old Harbour", "Noodle House"]
    lines, _ = font.wrap("一二三四五六七八九十》一二三四五六七八九", sizes, 780)
    assert not lines[1].startswith("》")
    assert font.wrap("字" * 300, sizes, 400)[0][1].endswith("…")


def test_missing_glyphs_are_marked_in_the_picture_and_kept_in_the_drawing() -> None:
    """The PNG prints 〓 for what the font lacks, never an empty place; the SVG keeps the name."""
    assert font.drawable("𠮷野家") == "〓野家"
    assert "𠮷野家" in words_of(sign_svg(a_view(name="𠮷野家"), a_site()))
    assert sign_png(a_view(name="𠮷野家"), a_site()) == sign_png(a_view(name="〓野家"), a_site())
    assert sign_png(a_view(name="野家"), a_site()) != sign_png(a_view(name="〓野家"), a_site())


def test_hostile_names_stay_text(root: Path) -> None:
    """Signs and badges of hostile names are well-formed, and hold no script or reference."""
    listed = names(root)
    assert len(listed) > 400
    for name in listed:
        view = a_view(name=name, signs=(Sign(name, date(2020, 1, 1)),))
        assert_harmless(sign_svg(view, a_site()), name)
        assert_harmless(badge_svg(view, a_site(title=name)), name)


def test_hostile_names_make_pictures(root: Path) -> None:
    """Each of them can be painted, and the code stays readable."""
    for name in names(root)[::12]:
        painted = Image.open(io.BytesIO(sign_png(a_view(name=name), a_site())))
        assert decoded(painted.convert("L")) == [URL], name


def test_the_same_bytes_in_every_process(root: Path) -> None:
    """Neither the hash seed nor the time zone nor the language changes a byte."""
    program = (
        "import hashlib, json; from tests.support.factories import a_site, a_view;"
        "from fangxin.site.sign.drawing import sign_png, sign_svg;"
        "from fangxin.site.badge.drawing import badge_svg;"
        "print(json.dumps([hashlib.sha256(make(a_view(), a_site())).hexdigest()"
        " for make in (sign_png, sign_svg, badge_svg)]))"
    )
    here = [
        hashlib.sha256(make(a_view(), a_site())).hexdigest()
        for make in (sign_png, sign_svg, badge_svg)
    ]
    for seed, zone, language in (("0", "UTC", "C"), ("4242", "America/Lima", "zh_CN.UTF-8")):
        made = subprocess.run(
            [sys.executable, "-c", program],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LANG": language},
            capture_output=True,
            check=True,
        )
        assert json.loads(made.stdout) == here


def test_it_is_small() -> None:
    """Ten thousand signs are published: about 30 KB each, long names a little more."""
    assert len(sign_png(a_view(), a_site())) < 30_000
    assert len(sign_png(a_view(name="瓦城泰統股份有限公司新店分公司" * 3), a_site())) < 40_000
    assert len(sign_svg(a_view(), a_site())) < 10_000


def test_it_is_fast() -> None:
    """A sign takes some two milliseconds; fifty of them, and the shared part, well under two s."""
    begun = time.perf_counter()
    for number in range(50):
        sign_png(a_view(id=f"PJ{number:05}X"), a_site())
    assert time.perf_counter() - begun < 2


def test_it_prints_in_its_size() -> None:
    """The PNG says 10 pixels a millimetre, the SVG A6."""
    with Image.open(io.BytesIO(sign_png(a_view(), a_site()))) as sign:
        assert sign.size == (1050, 1480)
        assert [round(value) for value in sign.info["dpi"]] == [254, 254]
    svg = ET.fromstring(sign_svg(a_view(), a_site()))
    assert (svg.get("width"), svg.get("height")) == ("105mm", "148mm")


def test_a_url_too_long_for_a_code_is_refused() -> None:
    """The message says what to shorten."""
    with pytest.raises(ValueError, match="shorten"):
        sign_png(a_view(), a_site(url="https://" + "a-very-long-name." * 4 + "example"))


def test_status_pages_are_what_codes_lead_to() -> None:
    """The URL ends in a slash and keeps the site's path."""
    assert status_url("https://x.example/pj", "AB12") == "https://x.example/pj/m/AB12/"


@given(st.lists(st.lists(st.integers(0, 255), min_size=5, max_size=5), min_size=1, max_size=12))
def test_strips_glued_together_are_one_stream(rows: list[list[int]]) -> None:
    """However the rows are cut, an ordinary reader gets all of them and the checksum is right."""
    raw = [bytes([0, *row]) for row in rows]
    glued = png(
        5, [strip(row) if len(row) % 2 else small_strip(row) for row in raw], b"\0" * 768, 1
    )
    data = glued.index(b"IDAT")
    length = int.from_bytes(glued[data - 4 : data], "big")
    assert zlib.decompress(glued[data + 4 : data + 4 + length]) == b"".join(raw)
    with Image.open(io.BytesIO(glued)) as image:
        assert image.tobytes() == b"".join(map(bytes, rows))


def test_half_rows_are_refused() -> None:
    """Strips that do not make whole rows are a mistake, not a picture."""
    with pytest.raises(ValueError, match="whole rows"):
        png(5, [strip(b"\0" * 7)], b"\0\0\0", 1)
