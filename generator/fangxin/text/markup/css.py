"""What a style sheet loads: its escapes undone, every address and every string a suspect."""

from __future__ import annotations

import re

from fangxin.text.markup.addresses import host_of, hosts_of

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\r\n\f]?|\r\n|(.))", re.DOTALL)
_LOADED = re.compile(r"(?:url|src)\(\s*[\"']?([^\"')\s]*)", re.IGNORECASE)
# After @import, in image-set( ) or the like.
_STRING = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'")
_WHOLE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}", re.IGNORECASE)


def hosts_in_css(data: bytes) -> set[str]:
    """Every host that a style sheet loads something from, or could."""
    return set(hosts_of_style(data.decode("utf-8", "replace")))


def hosts_of_style(text: str) -> frozenset[str]:
    """The same of text: of a style sheet, or of an attribute that may hold ``url( )``. What looks
    like a comment may be part of an address, so it is read with comments and without."""
    whole = _ESCAPE.sub(_escaped, text)
    return _hosts(whole) | _hosts(_COMMENT.sub("", whole))


def _hosts(text: str) -> frozenset[str]:
    strings = [one or other for one, other in _STRING.findall(text)]
    named = {host for one in strings if _WHOLE.match(one) and (host := host_of(one))}
    return hosts_of(_LOADED.findall(text)) | named


def _escaped(match: re.Match[str]) -> str:
    if match[1]:
        number = int(match[1], 16)
        return chr(number) if 0 < number < 0x110000 else "\ufffd"
    return match[2] or ""
