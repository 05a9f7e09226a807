"""Which host an address names, read as browsers read addresses: not too trusting.

The only place that says what a host is called: every comparison of hosts, by gate, checks, build
and settings, is between names that ``canonical`` gave.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import unquote

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp)[;,]", re.IGNORECASE)
_WITHIN = re.compile(r"(?:/[A-Za-z0-9_.-][A-Za-z0-9_./?=-]*|/?|#[A-Za-z0-9_-]*)")
_PLAIN = re.compile(r"https?://([a-z0-9.-]+)(?:/[A-Za-z0-9_./-]*)?(?:#[A-Za-z0-9_-]*)?")
_BLANKS = "".join(map(chr, range(33)))  # what browsers drop around an address
_SILENT = frozenset({"tel", "mailto"})  # schemes that name no host
_PORT = re.compile(r":\d*\Z")
_NEVER = re.compile(r"[\x00-\x20\x7f#/<>?@\\^`{|}%]|\.\.|\A\.?\Z")  # in no name of a host
# What browsers drop from a name; and dots of other scripts.
_DROPPED = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_DOTS = dict.fromkeys((0x3002, 0xFF0E, 0xFF61), ".")


@lru_cache(maxsize=4096)
def canonical(name: str) -> str:
    """The one spelling of a host: in lower case and ASCII, without what stands before an ``@``,
    port, and the final dot. "?" for what no browser takes for a host."""
    plain = unquote(_PORT.sub("", name.rpartition("@")[2])).translate(_DROPPED).translate(_DOTS)
    plain = unicodedata.normalize("NFKC", plain).lower().removesuffix(".")
    if not plain.isascii():
        try:
            plain = plain.encode("idna").decode("ascii").lower()
        except UnicodeError:  # a label that is too long, or none that IDNA knows
            return "?"
    return "?" if _NEVER.search(plain) else plain


def own_host(url: str) -> str:
    """The host of an address that settings or records name, "" when it has none."""
    host = host_of(url)
    return "" if host is None or host == "?" or host.endswith(":") else host


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
        return canonical(plain[1])
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
    return canonical(re.split(r"[/?#]", rest.lstrip("/"), maxsplit=1)[0])


def candidates(srcset: str) -> Iterator[str]:
    """The addresses of a ``srcset``, each without its size."""
    for candidate in srcset.split(","):
        yield from candidate.split()[:1]
