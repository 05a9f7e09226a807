"""Small factories: one plausible value of a type, changed where a test needs it changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from fangxin.facts.programme.programme import Site
from fangxin.facts.values import Sign, Status
from fangxin.standing.signs import HELD, SignStanding, sign_standing
from fangxin.view.view import View

_SITE = Site(
    title="放心消费在浦江",
    title_en="Trusted Shopping in Pujiang",
    county="浦江县",
    office="浦江县消费者权益保护工作联席会议办公室",
    office_en="Office of the Pujiang Joint Conference on Consumer Protection",
    url="https://fx.example",
    hotline="12315",
    update_days=7,
    demonstration=False,
    mark=None,
    allowed_hosts=(),
    report={"投诉举报电话": "8890、12315"},
)

_SIGNS = (Sign("S-0042-1", date(2018, 3, 15)),)
_VIEW = View(
    id="PJSH0016",
    name="仙华山超市（示例）",
    former_names=(),
    name_en="Xianhuashan Supermarket (example)",
    category="shop",
    uscc="91330726MA2DEM0P1X",
    town="仙华街道",
    address="浙江省浦江县仙华街道示例路1号",
    website=None,
    platform=None,
    platform_shop=None,
    inside=None,
    stalls=(),
    siblings=(),
    successor=None,
    catering_grade=None,
    kitchen=None,
    scenic_level=None,
    service_phone=None,
    status=Status.CERTIFIED,
    since=date(2018, 3, 12),
    until=date(2036, 3, 11),
    next_date=date(2036, 3, 12),
    next_status=Status.EXPIRED,
    certificate="FX-2018-0042",
    certificate_until=date(2036, 3, 11),
    document="浦消联办〔2018〕4号",
    bar_until=None,
    flags=(),
    reasons=(),
    corrections=(),
    timeline=(),
    failures=(),
    decisions=(),
    commitments=(),
    reviews=(),
    honours=(),
    signs=(),
    open_objections=0,
    imported=False,
)


def a_site(**changes: Any) -> Site:
    """A site at https://fx.example, with the given fields changed."""
    return replace(_SITE, **changes)


def a_view(**changes: Any) -> View:
    """A certified shop with one sign, with the given fields changed; changing ``status`` alone
    leaves the dates of the certificate in place. ``signs`` are given as the record has them."""
    view = replace(_VIEW, **{key: value for key, value in changes.items() if key != "signs"})
    return replace(view, signs=hung(view, changes.get("signs", _SIGNS)))


def hung(view: View, signs: tuple[Sign, ...], days: int = 3) -> tuple[SignStanding, ...]:
    """What the signs are on a day long after everything else; ``days``: to take them down."""
    ended = None if view.status in HELD else view.since or date.min
    issued = {sign.number: sign.issued for sign in signs}
    return tuple(
        sign_standing(sign, issued.get(sign.replaced_by or ""), ended, days, date(2040, 1, 1))
        for sign in signs
    )
