"""What a reader sees of a file, as one text: pieces that a page shows as one word are one here.

    <td>330726</td><td>1990<b>0101</b>1238</td>     "|330726|199001011238|"

What ends a cell, a line or a block is a bar; what is said by attributes follows after it.
"""

from __future__ import annotations

import re
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from fangxin.text.fields.groups import CELL
from fangxin.text.markup.inline import INLINE

_TAG = re.compile(r"<!--.*?-->|</?([A-Za-z][A-Za-z0-9]*)[^<>]*>|<[^<>]*>", re.DOTALL)
_VALUE = re.compile(r'\s([a-z-]+)="([^"]*)"')
_DRAWING = re.compile(r"<(?:svg|style)\b.*?</(?:svg|style)>", re.DOTALL)
_DRAWN = frozenset({"d", "points", "transform", "viewbox", "style", "sizes", "integrity"})
_LINE_FOLDS = re.compile(r"\r?\n[ \t]")  # of a calendar
_CODED = re.compile(r"\\u00([0-7][0-9a-fA-F])")
_MARKS = re.compile(r"[\"',;|\[\]{}:]+[ \n]*")
_APART = " z "  # a letter: nothing is joined over it


def seen_in(path: str, text: str) -> str:
    """The text that a file of this name shows; feeds with what they have escaped as tags."""
    ending = path.lower().rpartition(".")[2]
    if ending in ("html", "htm"):
        return _page(LexborHTMLParser(text.replace("\0", "\ufffd")).html or "")
    if ending in ("svg", "xml", "atom", "rss"):
        return _page(text)
    if ending == "ics":
        return _LINE_FOLDS.sub("", text)
    decoded = _CODED.sub(lambda match: chr(int(match[1], 16)), text)
    return _MARKS.sub(CELL, decoded) if ending in ("csv", "json", "geojson") else decoded


def _page(text: str) -> str:
    text = _DRAWING.sub(lambda match: _TAG.sub(CELL, match.group()), text)
    said = (
        value
        for tag in _TAG.finditer(text)
        if tag[1]
        for key, value in _VALUE.findall(tag.group())
        if key not in _DRAWN and any(map(str.isdigit, value))
    )
    shown = _TAG.sub(lambda tag: "" if _is_inline(tag) else CELL, text)
    return unescape(_APART.join((re.sub(r"\s*\n\s*", " ", shown), *dict.fromkeys(said))))


def _is_inline(tag: re.Match[str]) -> bool:
    return tag[1] is None or tag[1].lower() in INLINE
