"""The badge: never green unless certified, always colour, word and shape, well-formed whatever."""

from __future__ import annotations

import colorsys
import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from fangxin.facts.values import Status
from fangxin.site.badge.drawing import LOOKS, badge_svg
from fangxin.site.badge.raster import badge_png
from fangxin.site.badge.strokes import strokes
from fangxin.words.sentences import FLAG_ZH, STATUS_EN, STATUS_ZH, word_and_note
from tests.support.factories import a_site, a_view

SVG = "{http://www.w3.org/2000/svg}"
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b")
OTHERS = [status for status in Status if status is not Status.CERTIFIED]


def is_green(colour: str) -> bool:
    """Whether people would call a #rrggbb colour green."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    return 70 <= hue * 360 <= 175 and saturation > 0.1 and 0.05 < lightness < 0.97


def words_of(svg: bytes) -> str:
    """Everything that the badge shows as text."""
    return "\n".join(text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text"))


def test_certified_is_green() -> None:
    """The one green status has a green field, a green frame and a check in a circle."""
    svg = badge_svg(a_view(status=Status.CERTIFIED), a_site()).decode()
    assert [colour for colour in COLOUR.findall(svg) if is_green(colour)] == ["#0a6b39"] * 4
    assert "M15 25l6.5 6.5L34 18" in svg


@pytest.mark.parametrize("status", OTHERS)
@pytest.mark.parametrize("flags", [(), tuple(FLAG_ZH)])
def test_no_other_status_is_green_or_looks_valid(status: Status, flags: tuple[str, ...]) -> None:
    """No green, no check, no round corner, no named colour, and not the certified words."""
    svg = badge_svg(a_view(status=status, flags=flags), a_site()).decode()
    paints = set(re.findall(r'(?:fill|stroke)="([^"]*)"', svg)) - {"none"}
    assert all(COLOUR.fullmatch(paint) and len(paint) == 7 for paint in paints)
    assert not any(map(is_green, paints))
    assert "M15 25l6.5 6.5L34 18" not in svg and 'rx="9"' not in svg
    assert "放心消费单位" not in svg and "认定有效" not in svg and "Recognised" not in svg


def test_statuses_differ_in_shape_and_word_not_only_colour() -> None:
    """Who sees no colours still tells all eight apart, twice over."""
    assert set(LOOKS) == set(Status)
    assert len({look.drawing for look in LOOKS.values()}) == len(Status)
    assert len({words_of(badge_svg(a_view(status=s), a_site())) for s in Status}) == len(Status)


@pytest.mark.parametrize("status", Status)
def test_it_says_status_id_and_days_in_words(status: Status) -> None:
    """Word and note, English, ID, and both days; a copied badge convicts itself."""
    shown = words_of(badge_svg(a_view(status=status), a_site()))
    word, note = word_and_note(status)
    assert word in shown.splitlines() and note in shown
    assert STATUS_EN[status].partition(" (")[0].partition(" – ")[0] in shown
    assert "PJSH0016" in shown and "自2018年3月12日" in shown
    assert ("至2036年3月11日" in shown) == (status is not Status.SUSPENDED)  # expiry follows


@pytest.mark.parametrize(("after", "ends"), [(Status.CERTIFIED, True), (Status.REVOKED, False)])
def test_a_suspension_names_its_last_day_only_when_all_is_well_afterwards(
    after: Status, ends: bool
) -> None:
    """The day before a revocation is no end."""
    view = a_view(status=Status.SUSPENDED, next_status=after)
    svg = badge_svg(view, a_site()).decode()
    assert ("2036年3月11日" in svg) == ends
    assert "自2018年3月12日" in svg


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (date(2026, 5, 2), None, "自2026年5月2日起"),
        (None, date(2026, 5, 2), "至2026年5月2日"),
        (None, None, "核验网址 fx.example"),
    ],
)
def test_a_missing_day_is_not_made_up(since: date | None, until: date | None, said: str) -> None:
    """Half a stretch is said as half; without days the place to check stands there."""
    view = a_view(status=Status.NONE, since=since, until=until)
    assert said in words_of(badge_svg(view, a_site())).splitlines()


def test_it_is_told_to_screen_readers() -> None:
    """Role img, and a title with name, ID and the full status, Chinese first."""
    root = ET.fromstring(badge_svg(a_view(status=Status.EXPIRED), a_site()))
    title = root.findtext(f"{SVG}title")
    assert root.get("role") == "img"
    assert (
        title == f"仙华山超市（示例）（PJSH0016）：{STATUS_ZH[Status.EXPIRED]} Recognition expired"
    )


def test_flags_are_described() -> None:
    """A renewal in progress is told, without changing the look."""
    root = ET.fromstring(badge_svg(a_view(flags=("renewal",)), a_site()))
    assert "续期公示中" in (root.findtext(f"{SVG}desc") or "")


def test_demonstration_badges_say_so() -> None:
    """A badge of an invented registry carries 示例."""
    assert "示例·放心" in words_of(badge_svg(a_view(), a_site(demonstration=True)))
    assert "示例·放心" not in words_of(badge_svg(a_view(), a_site()))


def test_it_scales() -> None:
    """A view box and a size of 240 × 80."""
    root = ET.fromstring(badge_svg(a_view(), a_site()))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == (
        "240",
        "80",
        "0 0 300 100",
    )


def test_long_ids_and_titles_stay_inside() -> None:
    """Lines that would leave the frame are set smaller, or cut."""
    site = a_site(title="放心消费在一个名字特别特别长的县级行政区的网站")
    root = ET.fromstring(badge_svg(a_view(id="ABCDEFGHIJKLMN0X"), site))
    first = next(root.iter(f"{SVG}text"))
    assert int(first.get("font-size") or 0) < 12
    assert int(first.get("x") or 0) + len(first.text or "") * 8 < 300 + 16 * 4


def test_the_page_has_the_same_shapes(root: Path) -> None:
    """A status looks the same on its page and on its badge."""
    folder = root / "theme" / "static" / "img" / "status"
    for status, look in LOOKS.items():
        assert look.drawing in (folder / f"{status}.svg").read_text("utf-8"), status


@pytest.mark.parametrize("status", Status)
def test_the_picture_is_the_drawing(status: Status) -> None:
    """The PNG is small, always the same, twice the size on a page, says the status in words, and
    is green only where the SVG is."""
    view, site = a_view(status=status), a_site()
    data = badge_png(view, site)
    assert data == badge_png(view, site) and len(data) < 12_000
    assert STATUS_ZH[status].encode() in data and view.id.encode() in data
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size == (480, 160)
        colours = picture.convert("RGB").getcolors(100) or []
    large = ["#" + bytes(rgb).hex() for count, rgb in colours if count > 400]  # type: ignore[arg-type]
    assert any(map(is_green, large)) == (status is Status.CERTIFIED)


def test_two_days_are_two_pictures() -> None:
    """What the badge says stands in the picture too."""
    view = a_view(status=Status.CERTIFIED)
    other = replace(view, since=date(2019, 1, 2))
    assert badge_png(view, a_site()) != badge_png(other, a_site())


@pytest.mark.parametrize("status", Status)
def test_every_shape_can_be_drawn_as_strokes(status: Status) -> None:
    """No shape uses a command of paths that pictures do not know; all lie within their 48 units."""
    lines = list(strokes(LOOKS[status].drawing))
    assert lines and all(len(line) > 1 for line in lines)
    assert all(0 <= x <= 48 and 0 <= y <= 48 for line in lines for x, y in line)


def test_a_shape_with_an_unknown_command_is_an_error() -> None:
    """It is never left out in silence."""
    with pytest.raises(ValueError, match="command q"):
        list(strokes('<path d="M1 1q2 2 3 3"/>'))
