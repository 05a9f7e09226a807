"""Which host an address names, read as browsers read addresses: not too trusting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp)[;,]", re.IGNORECASE)
_WITHIN = re.compile(r"(?:/[A-Za-z0-9_.-][A-Za-z0-9_./?=-]*|/?|#[A-Za-z0-9_-]*)")
_PLAIN = re.compile(r"https?://([a-z0-9.-]+)(?:/[A-Za-z0-9_./-]*)?(?:#[A-Za-z0-9_-]*)?")
_BLANKS = "".join(map(chr, range(33)))  # what browsers drop around an address
_SILENT = frozenset({"tel", "mailto"})  # schemes that name no host


def hosts_of(addresses: Iterable[str]) -> frozenset[str]:
    """The hosts that addresses name, in lower case; those within the site name none."""
    return frozenset(host for address in addresses if (host := host_of(address)))


def host_of(address: str) -> str | None:
    """The host an address names, None for one within the site; "?" when nobody can say. A kind of
    address that no page may have, as ``javascript:``, counts as a host of that name.

    As browsers do, blanks inside are dropped and backslashes are slashes."""
    if _WITHIN.fullmatch(address):  # most addresses, told at a glance
        return None
    if plain := _PLAIN.fullmatch(address):
        return plain[1]
    address = re.sub(r"[\t\r\n]", "", address).strip(_BLANKS).replace("\\", "/")
    scheme = _SCHEME.match(address)
    word = scheme[1].lower() if scheme else ""
    if word in _SILENT or _PICTURE.match(address):
        return None
    if scheme and word not in ("http", "https"):
        return scheme[0].lower()
    rest = address[scheme.end() :] if scheme else address
    if not rest.startswith("//") and not scheme:
        return None
    try:
        return (urlsplit("//" + rest.lstrip("/")).hostname or "?").lower()
    except ValueError:
        return "?"


def candidates(srcset: str) -> Iterator[str]:
    """The addresses of a ``srcset``, each without its size."""
    for candidate in srcset.split(","):
        yield from candidate.split()[:1]
