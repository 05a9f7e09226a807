"""What hostile names must not do to a picture that pages embed."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

# Elements and attributes that our pictures are made of: anything else is refused.
ELEMENTS = {"svg", "title", "desc", "rect", "path", "circle", "g", "text", "image"}
OWN_NAMES = [
    "<script>alert(1)</script>",
    '"/><image href="https://evil.example/x.png"/>',
    "]]><!-- &amp; &#0; <?xml",
    "\0\1\2\x1b[31m\x7f\x85",
    "\ud800单独的代理\udfff",
    "\ufffe\uffff\U0001fffe",
    "\u202e反向\u202c\u2066隔离\u2069",
    "换\n行\r\n和\t制表",
    "𠮷野家𩸽𫃎",
    "e\u0301té 福",
    "👨\u200d👩\u200d👧家庭超市",
    "",
    " ",
    "字" * 300,
    "W" * 300,
    "（" * 60,
]


def names(root: Path) -> list[str]:
    """Our own hostile names, and the shared list of naughty strings where there is one."""
    listed = root.parent / "shared" / "hostile" / "blns" / "blns.txt"
    if not listed.is_file():
        pytest.skip("needs the list of hostile strings in ../shared, which this machine lacks")
    lines = listed.read_text("utf-8", "surrogateescape").split("\n")
    return OWN_NAMES + [line for line in lines if line and not line.startswith("#")]


def assert_harmless(svg: bytes, name: str) -> None:
    """Well-formed, made of known elements, no handler, style or reference to elsewhere."""
    for element in ET.fromstring(svg).iter():
        assert element.tag.removeprefix("{http://www.w3.org/2000/svg}") in ELEMENTS, name
        for key, value in element.attrib.items():
            plain = key.rpartition("}")[2].lower()
            assert not plain.startswith("on") and plain not in ("style", "class", "src"), name
            assert plain != "href" or value.startswith("data:image/png;base64,"), name
            assert not re.search(r"url\(|javascript:|https?:", value, re.IGNORECASE), name
