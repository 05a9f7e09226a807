"""What a browser sees in finished files: elements, addresses, and what they load and run.

HTML is read by an HTML5 parser, SVG and feeds by a strict XML parser, style sheets by their tokens.
"""

from __future__ import annotations

import re
from html import unescape

from fangxin.text.markup.css import hosts_in_css
from fangxin.text.markup.html import Examined, Flaw, examine
from fangxin.text.markup.xml import examine_feed, examine_svg

__all__ = [
    "Examined",
    "Flaw",
    "examine",
    "examine_feed",
    "examine_svg",
    "hosts_in_css",
    "title_of",
]

_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)


def title_of(text: str) -> str:
    """The text of the first title element, of HTML or SVG; empty when there is none."""
    found = _TITLE.search(text)
    return unescape(found[1]).strip() if found else ""
