"""A copy of the green badge is known again, in every form that it is saved in; others are not."""

from __future__ import annotations

import base64
import io
from datetime import date

import pytest
from PIL import Image

from fangxin.change.guard.badges import GREEN, TICK, is_badge, is_drawn_badge
from fangxin.facts.values import Status
from fangxin.site.badge.drawing import LOOKS, badge_svg
from fangxin.site.badge.raster import badge_png
from tests.house.test_house import ROOT
from tests.support.factories import a_site, a_view

GREENS = [
    a_view(status=Status.CERTIFIED),
    a_view(status=Status.CERTIFIED, since=None, until=None, flags=("renewal",)),
    a_view(status=Status.CERTIFIED, name="假一赔十商店（示例）", until=date(2030, 1, 1)),
]
OTHERS = [a_view(status=status) for status in Status if status is not Status.CERTIFIED]


def saved(picture: Image.Image, form: str, **how: int) -> bytes:
    """The bytes of a file of this kind."""
    held = io.BytesIO()
    picture.save(held, form, **how)
    return held.getvalue()


def copies(data: bytes) -> dict[str, bytes]:
    """Ways in which people keep a picture from a page."""
    plain = Image.open(io.BytesIO(data)).convert("RGB")
    wide = Image.new("RGB", (900, 500), "white")
    wide.paste(plain, (211, 97))
    grey = Image.new("RGB", (600, 400), "#dddddd")
    grey.paste(plain.resize((300, 100)), (20, 250))
    clear = Image.new("RGBA", (700, 300))
    clear.paste(plain, (30, 40))
    moving = io.BytesIO()
    plain.quantize(16).save(
        moving, "GIF", save_all=True, append_images=[Image.new("RGB", plain.size, "white")]
    )
    return {
        "as it is": data,
        "JPEG": saved(plain, "JPEG", quality=60),
        "WebP": saved(plain, "WEBP", quality=50),
        "GIF": saved(plain.quantize(8), "GIF"),
        "small": saved(plain.resize((150, 50)), "PNG"),
        "large": saved(plain.resize((1800, 600)), "PNG"),
        "squeezed": saved(plain.resize((480, 185)), "PNG"),
        "with margins": saved(wide, "PNG"),
        "on grey": saved(grey, "JPEG", quality=70),
        "on nothing": saved(clear, "PNG"),
        "the field alone": saved(plain.crop((0, 0, 141, 160)), "PNG"),
        "turned": saved(wide.rotate(90, expand=True), "JPEG", quality=50),
        "upside down": saved(plain.rotate(180).resize((210, 70)), "JPEG", quality=40),
        "turned back": saved(plain.rotate(270, expand=True), "WEBP", quality=40),
        "in a mirror": saved(plain.transpose(Image.Transpose.FLIP_LEFT_RIGHT), "JPEG", quality=60),
        "the field turned": saved(plain.crop((0, 0, 141, 160)).rotate(90, expand=True), "PNG"),
        **{
            f"tilted by {angle}°": saved(
                plain.rotate(angle, expand=True, fillcolor="white"), "JPEG"
            )
            for angle in (3, -8, 20, 45)
        },
        "moving": moving.getvalue(),
    }


@pytest.mark.parametrize("view", GREENS)
def test_a_copy_of_the_green_badge_is_known(view: object) -> None:
    """As SVG, as PNG, and in whatever picture it was saved."""
    drawn = badge_svg(view, a_site())  # type: ignore[arg-type]
    assert is_drawn_badge(drawn)
    assert is_drawn_badge(drawn.replace(TICK.encode(), b"m 15,25 6.5,6.5 L 34,18"))  # another tool
    bare = drawn.replace(TICK.encode(), b"M0 0").replace(GREEN.encode(), b"#117744")
    assert is_drawn_badge(bare)  # it still says so
    data = badge_png(view, a_site())  # type: ignore[arg-type]
    for how, copy in copies(data).items():
        assert is_badge(copy), how
    inside = base64.b64encode(data).decode()
    assert is_drawn_badge(f'<svg><image href="data:image/png;base64,{inside}"/></svg>'.encode())


@pytest.mark.parametrize("view", OTHERS)
def test_other_badges_are_no_green_ones(view: object) -> None:
    """A guide may show how a revoked badge looks."""
    data = badge_png(view, a_site())  # type: ignore[arg-type]
    assert not any(map(is_badge, copies(data).values()))
    assert not is_drawn_badge(badge_svg(view, a_site()))  # type: ignore[arg-type]


def test_other_pictures_are_no_badges() -> None:
    """Emblems, green fields, circles, drawings with words, and what is no picture."""
    for name in ("emblem.svg", "mark-placeholder.svg"):
        assert not is_drawn_badge((ROOT / "theme/static/img" / name).read_bytes())
    for size in ((480, 160), (140, 160), (10, 10)):
        assert not is_badge(saved(Image.new("RGB", size, GREEN), "PNG"))
    assert not is_badge(saved(Image.effect_mandelbrot((300, 100), (-3, -2, 2, 2), 9), "PNG"))
    assert not is_badge(saved(Image.radial_gradient("L").convert("RGB"), "PNG"))
    assert not is_badge(b"\x89PNG\r\n\x1a\nno picture")
    words = (
        '<svg><title>怎样办</title><text fill="#111">认定有效期三年，到期以前办理续期</text></svg>'
    )
    assert not is_drawn_badge(words.encode())


def test_the_marks_are_those_of_the_badge() -> None:
    """What a copy is known by is what the badge is drawn with."""
    look = LOOKS[Status.CERTIFIED]
    assert look.field == GREEN and TICK in look.drawing
