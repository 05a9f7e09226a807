"""One tag of a page in the strict way that we write them: double quotes, nothing twice or odd.

A tag written like this says the same to every reader; whatever else browsers would accept, and
guess at, has a flaw.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from fangxin.text.markup.addresses import candidates, hosts_of
from fangxin.text.markup.allowed import ADDRESSES, HTML, SVG, VOID, is_known
from fangxin.text.markup.css import hosts_of_style

TAG = re.compile(r"<[^<>]*>")
_WHOLE = re.compile(
    r"<([a-zA-Z][a-zA-Z0-9]*)"
    r"((?:[ \t\r\n]+[a-zA-Z_][a-zA-Z0-9_:.-]*(?:=\"[^\"<>]*\")?)*)[ \t\r\n]*(/?)>"
)
_END = re.compile(r"</([a-zA-Z][a-zA-Z0-9]*)>")
_REFERENCE = re.compile(r"&(?!(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]*);)")
_SPECIAL = re.compile('[&<>"\xa0]')
_COMMENT = re.compile(r"<!--(?!-?>)(?:(?!--)[^<>])*-->")
DOCTYPE = "<!DOCTYPE html>"
_LOOSE = re.compile(r"([^\s\"'<>/=]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")  # as a flaw has it
_NAME = re.compile(r"<([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"([a-zA-Z_][a-zA-Z0-9_:.-]*)(?:=\"([^\"]*)\")?")
_TOLD = re.compile(r"(?:^|[:_-])(?:url|image|video|audio|player|logo|see_also)$")
_OWN = re.compile(r"/(?:[\w.~-]+/)*(?:theme|admin)/[^?#\\]*")  # where scripts and styles lie
DATA_BLOCKS = frozenset({"application/ld+json", "application/json"})
_HEADERS = frozenset({"content-security-policy", "content-type", "x-ua-compatible"})


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its name in lower case ("/p" for an end, "" for a comment or what is no tag), its
    attributes in lower case, how a browser would write it, the hosts it names, and what in it runs,
    styles or redirects. ``flawed``: no reader can be sure what it is."""

    name: str
    attributes: Mapping[str, str]
    canonical: str
    hosts: frozenset[str] = frozenset()
    active: tuple[str, ...] = ()
    flawed: bool = False


@lru_cache(maxsize=1 << 14)  # most tags of a page stand on every other page too
def tag_of(text: str) -> Tag:
    """The tag that is written as ``text``, from "<" to ">"."""
    whole = _WHOLE.fullmatch(text)
    if whole is None and (begun := _NAME.match(text)):
        return _guessed(text, begun[1].lower())
    if whole is None:
        end = _END.fullmatch(text)
        plain = DOCTYPE if text.upper() == DOCTYPE.upper() else text
        flawed = not (end or _COMMENT.fullmatch(text) or plain == DOCTYPE)
        return Tag(f"/{end[1].lower()}" if end else "", {}, plain, flawed=flawed)
    name, pairs = whole[1].lower(), _ATTRIBUTE.findall(whole[2])
    attributes = {
        key.lower(): unescape(value) if "&" in value else value for key, value in reversed(pairs)
    }
    flawed = (
        len(attributes) < len(pairs)
        or (bool(whole[3]) and name not in VOID | SVG)
        or _REFERENCE.search(text) is not None
    )
    seen = "".join(f' {key}="{_escape(attributes[key.lower()])}"' for key, _ in pairs)
    closed = f"</{name}>" if whole[3] and name not in VOID else ""
    return Tag(
        name,
        attributes,
        f"<{name}{seen}>" + closed,
        hosts_in(name, attributes),
        tuple(active_in(name, attributes)),
        flawed,
    )


def _guessed(text: str, name: str) -> Tag:
    """A tag that is not written strictly: whatever anybody may read in it."""
    pairs = [(key.lower(), unescape(value.strip("\"'"))) for key, value in _LOOSE.findall(text)]
    hosts = [hosts_in(name, {key: value}) for key, value in pairs]
    found = frozenset[str]().union(*hosts)
    return Tag(name, dict(pairs), text, found, tuple(active_in(name, dict(pairs))), flawed=True)


def hosts_in(name: str, attributes: Mapping[str, str]) -> frozenset[str]:
    """Every host that the attributes of an element name, wherever an address may stand."""
    found = frozenset[str]()
    for key, value in attributes.items():
        if key in ADDRESSES:
            found |= hosts_of(candidates(value) if "srcset" in key else [value])
        elif "(" in value or key == "style":
            found |= hosts_of_style(value)
    told = attributes.get("property") or attributes.get("name") or ""
    if name == "meta" and _TOLD.search(told.lower()):
        found |= hosts_of([attributes.get("content", "")])
    return found


def active_in(name: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """What an element runs, styles, frames or redirects by itself, or what nobody knows."""
    if name not in HTML and name not in SVG:
        yield f"<{name}>"
    for key in attributes:
        if not is_known(key):
            yield f"<{name} {key}=…>"
    if name == "script":
        yield from _script(attributes)
    header = attributes.get("http-equiv", "").strip().lower()
    if header and header not in _HEADERS:
        yield f"<{name} http-equiv={header}>"
    styles = name == "link" and "stylesheet" in attributes.get("rel", "").lower().split()
    if styles and not _OWN.fullmatch(attributes.get("href", "")):
        yield "<link rel=stylesheet>"


def _script(attributes: Mapping[str, str]) -> Iterator[str]:
    source = attributes.get("src")
    if source is None:
        if attributes.get("type") not in DATA_BLOCKS:
            yield "<script>"
    elif not _OWN.fullmatch(source):
        yield f"<script src={source}>"


def _escape(value: str) -> str:
    """A value as browsers write it back."""
    if not _SPECIAL.search(value):
        return value
    value = value.replace("&", "&amp;").replace("\xa0", "&nbsp;").replace('"', "&quot;")
    return value.replace("<", "&lt;").replace(">", "&gt;")
