"""Pictures that are plainly harmless, recognised fast: ten thousand signs are drawn alike.

Whatever is not recognised here is no fault yet; ``fangxin.text.markup.xml`` reads it element by
element.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from fangxin.text.markup.allowed import SVG
from fangxin.text.markup.shape import are_paired, pieces
from fangxin.text.markup.tags import tag_of

_ROOT = re.compile(
    r'svg xmlns="http://www\.w3\.org/2000/svg"(?: xmlns:xlink="http://www\.w3\.org/1999/xlink")?'
    r'(?: (?!xmlns)[a-zA-Z:]+="[^"&]*")*'
)
_LONG = 300  # characters of a tag that is not remembered: the squares of a code
_SQUARES = re.compile(
    r'path(?: (?:transform="[a-z0-9 ().,-]*"|fill="#[0-9a-f]{3,6}"|shape-rendering="crispEdges"'
    r'|d="[a-zA-Z0-9 .,-]*"))+ ?/'
)
_MOST = 1 << 14  # tags that are remembered


class _Known(dict[str, bool]):
    """Whether each tag, by what stands between its brackets, is harmless."""

    def __missing__(self, inside: str) -> bool:
        if len(inside) > _LONG:
            return _SQUARES.fullmatch(inside) is not None
        if len(self) > _MOST:
            self.clear()
        tag = tag_of(f"<{inside}>")
        known = tag.name.removeprefix("/") in SVG and "xmlns" not in inside and ":" not in inside
        self[inside] = known and not (tag.flawed or tag.hosts or tag.active)
        return self[inside]


_KNOWN = _Known()


def is_plainly_drawn(data: bytes) -> bool:
    """Whether a picture is well-formed and all of it is known to be harmless."""
    if b"<!" in data or b"<?" in data or not are_paired(data):
        return False
    root, *inside = pieces(data.decode("utf-8", "replace")) or [""]
    head = tag_of(f"<{root}>")
    if not _ROOT.fullmatch(root) or head.flawed or head.hosts or head.active:
        return False
    if not all(map(_KNOWN.__getitem__, inside)):
        return False
    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError:
        return False
    return True
