"""Reads finished HTML, SVG and CSS for what they load, link to and run: fast, and not too trusting.

Tags and attributes are found as a browser would, also unquoted or in odd case; a comment counts
like a tag, which can only make the answer stricter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import unescape
from urllib.parse import urlsplit

_TAG = re.compile(r"<([a-zA-Z][^\s/>]*)((?:\"[^\"]*\"|'[^']*'|[^'\">])*)>")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
_CSS = re.compile(r"(?:url\(\s*|@import\s+)[\"']?([^\"')\s;]+)", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)

# Attributes whose value the browser follows or loads.
_ADDRESSES = frozenset(
    {"href", "src", "srcset", "action", "formaction", "poster", "data", "ping", "background"}
    | {"cite", "manifest", "xlink:href"}
)
_SCHEMES = frozenset({"http", "https", "tel", "mailto", "data"})
_DATA_BLOCKS = frozenset({"application/ld+json", "application/json"})


def title_of(text: str) -> str:
    """The text of the first title element, of HTML or SVG; empty when there is none."""
    found = _TITLE.search(text)
    return unescape(found[1]).strip() if found else ""


def examine(data: bytes) -> tuple[set[str], list[str]]:
    """Of HTML or SVG: every host that it names as an address, in lower case; and whatever it would
    run, style or redirect by itself, the offending piece once per kind of tag.

    An address of a kind no page may have, as ``javascript:``, counts as a host of that name."""
    hosts: set[str] = set()
    active: list[str] = []
    for tag, inside in dict.fromkeys(_TAG.findall(data.decode("utf-8", "replace"))):
        named, pieces = _verdict(tag.lower(), inside)
        hosts.update(named)
        active.extend(pieces)
    return hosts, active


def hosts_in_css(data: bytes) -> set[str]:
    """Every host that a style sheet loads something from."""
    return set(_hosts(match[1] for match in _CSS.finditer(data.decode("utf-8", "replace"))))


@lru_cache(maxsize=1 << 14)  # most tags of a page stand on every other page too
def _verdict(tag: str, inside: str) -> tuple[frozenset[str], tuple[str, ...]]:
    attributes: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(inside):
        bare = value[1:-1] if value[0] in "\"'" else value
        attributes.setdefault(name.lower(), unescape(bare) if "&" in bare else bare)
    addresses = (
        address
        for name in attributes.keys() & _ADDRESSES
        for address in _addresses(name, attributes[name])
    )
    return _hosts(addresses), tuple(_active(tag, attributes))


def _active(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    for name in attributes:
        if name == "style" or name.startswith("on"):
            yield f"<{tag} {name}=…>"
    if tag in ("style", "base"):
        yield f"<{tag}>"
    inline = tag == "script" and not ({"src", "href", "xlink:href"} & attributes.keys())
    if inline and attributes.get("type") not in _DATA_BLOCKS:
        yield "<script>"
    if tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        yield "<meta http-equiv=refresh>"


def _addresses(name: str, value: str) -> list[str]:
    return value.split(",") if name == "srcset" else [value]


def _hosts(addresses: Iterable[str]) -> frozenset[str]:
    return frozenset(host for address in addresses if (host := _host(address)))


def _host(address: str) -> str | None:
    """The host an address names, None for one within the site. As browsers do, blanks inside are
    dropped and backslashes are slashes."""
    address = re.sub(r"[\t\r\n]", "", address).strip().replace("\\", "/")
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() not in _SCHEMES:
        return scheme[0].lower()
    if scheme and scheme[1].lower() not in ("http", "https"):
        return None
    rest = address[scheme.end() :] if scheme else address
    if not rest.startswith("//") and not scheme:
        return None
    try:
        return (urlsplit("//" + rest.lstrip("/")).hostname or "?").lower()
    except ValueError:
        return "?"
