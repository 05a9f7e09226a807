"""The one place that changes daily: when this site was last published, for people and scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from fangxin.base.dates import add_days
from fangxin.facts.programme.programme import Site


def asof_files(site: Site, as_of: date) -> Iterator[tuple[str, bytes]]:
    """``asof.json`` for the script that downgrades stale pages, ``asof.svg`` for readers."""
    yield "asof.json", asof_json(site, as_of)
    yield "asof.svg", asof_svg(as_of)


def next_update(site: Site, as_of: date) -> date:
    """The last day on which this publication is meant to be in use."""
    return add_days(as_of, site.update_days)


def asof_json(site: Site, as_of: date) -> bytes:
    """Both days in ISO form; after ``next_update`` nothing on the site may be trusted unseen."""
    document = {
        "as_of": as_of.isoformat(),
        "next_update": next_update(site, as_of).isoformat(),
    }
    return json.dumps(document).encode() + b"\n"


def asof_svg(as_of: date) -> bytes:
    """A line of text as a picture, so that it is fresh on every page without any script. It brings
    its own ground: a phone in forced dark mode darkens the page, but no picture."""
    text = f"本站最近发布 {as_of.year}年{as_of.month}月{as_of.day}日"
    # Wide enough for every date; characters are 14 units, digits at most 9.
    width = 14 * sum(1 if ord(char) > 127 else 0.62 for char in text) + 4
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="20"'
        f' viewBox="0 0 {width:.0f} 20" role="img" aria-label="{text}">'
        f"<title>{text}</title>"
        '<rect width="100%" height="100%" rx="3" fill="#fff"/>'
        '<text x="2" y="15" font-size="14" fill="#4f5763"'
        ' font-family="system-ui, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif">'
        f"{text}</text></svg>\n"
    ).encode()
