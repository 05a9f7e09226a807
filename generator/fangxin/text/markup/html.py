"""A whole page, read by the parser that browsers have, and held against what is written in it.

The page is written strictly, and the parser's tree, written back, has the same tags in the same
order: then it had nothing to guess at or to mend, and every reader sees the elements we see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from fangxin.text.markup.linked import BLOCK, hosts_in_block
from fangxin.text.markup.shape import Tags, are_paired, pieces
from fangxin.text.markup.tags import TAG, tag_of

_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")
_ASTRAY = re.compile(  # text in a table beside its cells, which browsers move out of it
    r"(?:<(?:table|thead|tbody|tfoot|tr|col|colgroup)\b[^<>]*>"
    r"|</(?:td|th|tr|thead|tbody|tfoot|caption|colgroup)>)\s*"
    r"([^\s<])"
)
_HEAD = re.compile(  # no text but that of a title or a script, up to the body
    r"<!doctype html>\s*<html\b[^<>]*>\s*<head>\s*"
    r"(?:<title>[^<>]*</title>\s*|<script\b[^<>]*>[^<>]*</script>\s*|<(?:meta|link)\b[^<>]*>\s*)*"
    r"</head>\s*<body\b",
    re.IGNORECASE,
)
_AFTER = re.compile(r"</body>\s*</html>\s*\Z")
_END = 200  # characters in which the end of a page is looked for
_READ = re.compile(r"<[^>]*>")  # as a browser writes back, with "<" in odd names
_TEXT = re.compile(r">[^<]*")
_TAG_OR_STRAY = re.compile(r"<[^<>]*>|<")


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in a page that must not be: where (characters from the start), the code of the
    problem, what stands there, and what a browser reads instead, if that is the matter."""

    at: int
    code: str
    what: str
    read: str = ""


@dataclass(frozen=True, slots=True)
class Examined:
    """What a browser sees in a page: its text; the same as a browser would write it back, without
    a bare quote outside of tags; every host that is named, with the tag that
    names it; and every flaw, in the order of places."""

    text: str
    seen: str
    hosts: Mapping[str, str] = field(default_factory=dict)
    flaws: tuple[Flaw, ...] = ()

    def place(self, at: int) -> tuple[int, int]:
        """Line and column, from 1, of a place in the text."""
        return self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at)

    def where(self, host: str) -> tuple[int, int]:
        """Line and column of what names a host."""
        return self.place(max(self.text.find(self.hosts[host]), 0))


_TAGS = Tags()


def examine(data: bytes) -> Examined:
    """Read a page as a browser does."""
    _TAGS.forget()
    text = data.decode("utf-8", "replace")
    flaws, written = [*_spoilt(data, text), *_astray(text)], pieces(text)
    shape = _TAGS.shape(written)
    strict = are_paired(data) and _TAGS.odd.isdisjoint(written)
    seen, hosts = text, dict[str, str]()
    if flaws or not strict or shape not in _TAGS.sound:
        read = LexborHTMLParser(text.replace("\0", "\ufffd")).html or ""
        if strict and _TAGS.written_back(written) == "<".join(pieces(read)).lower():
            _TAGS.sound |= set() if flaws else {shape}
        else:
            flaws += _difference(text, read)
            both = [*TAG.findall(text), *_READ.findall(read)]  # what either reading says
            written = [one[1:-1] for one in both]
            _TAGS.shape(written)
            seen = _TEXT.sub(lambda match: match.group().replace('"', "&quot;"), read)
    if "ld+json" in text:
        flaws += _blocks(text, hosts)
    told = dict[str, Flaw]()
    for one in sorted(_TAGS.speaking.intersection(written), key=lambda one: text.find(one) < 0):
        tag, whole = tag_of(f"<{one}>"), f"<{one}>"
        for what in tag.active:
            told.setdefault(what, Flaw(max(text.find(whole), 0), "active-content", what))
        hosts = dict.fromkeys(tag.hosts, whole) | hosts
    flaws += told.values()
    return Examined(text, seen, hosts, tuple(sorted(flaws, key=lambda flaw: (flaw.at, flaw.what))))


def _blocks(text: str, hosts: dict[str, str]) -> Iterator[Flaw]:
    """Data for programs: each block must be JSON; its hosts are added."""
    for block in BLOCK.finditer(text):
        named = hosts_in_block(block[1])
        if named is None:
            yield Flaw(block.start(), "active-content", "JSON-LD")
        hosts |= dict.fromkeys(named or (), block.group())


def _difference(text: str, seen: str) -> Iterator[Flaw]:
    """The first place where the written page and the browser's differ, if there is one."""
    rest, at = "".join(_READ.findall(seen)).lower(), 0
    for match in _TAG_OR_STRAY.finditer(text):
        tag = tag_of(match.group())
        if tag.flawed or not rest.startswith(tag.canonical.lower(), at):
            yield Flaw(match.start(), "markup-repaired", match.group(), _next(rest, at))
            return
        at += len(tag.canonical.lower())
    if at < len(rest):
        yield Flaw(len(text), "markup-repaired", "", _next(rest, at))


def _next(rest: str, at: int) -> str:
    match = _READ.match(rest, at)
    return match.group() if match else ""


def _spoilt(data: bytes, text: str) -> Iterator[Flaw]:
    """Bytes that are no UTF-8, and characters that no page has."""
    if len(data.translate(None, _CONTROLS)) == len(data) and "\ufffd" not in text:
        return
    match = _CONTROL.search(text)
    if match:
        yield Flaw(match.start(), "markup-repaired", f"U+{ord(match.group()):04X}")


def _astray(text: str) -> Iterator[Flaw]:
    """Text where browsers move it elsewhere: in the head, beside the cells of a table, after the
    end."""
    head = _HEAD.match(text)
    if head is None:
        yield Flaw(0, "markup-repaired", text[:20], "<!DOCTYPE html><html><head>")
    match = _ASTRAY.search(text) if "<table" in text else None
    if match:
        yield Flaw(match.start(1), "markup-repaired", text[match.start(1) :][:20])
    if not _AFTER.search(text, max(len(text) - _END, 0)):
        yield Flaw(len(text), "markup-repaired", text.rstrip()[-20:], "</body></html>")
