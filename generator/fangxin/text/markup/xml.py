"""Pictures (SVG) and feeds: strict XML, without anything that browsers run or fetch for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from fangxin.text.markup.addresses import host_of
from fangxin.text.markup.allowed import SVG
from fangxin.text.markup.drawing import is_plainly_drawn
from fangxin.text.markup.html import Flaw, examine
from fangxin.text.markup.tags import active_in, hosts_in

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_RUNS = ("http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML", _SVG)
_HOLDS_HTML = frozenset({"content", "summary", "description", "encoded"})
_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}\S*\s*", re.IGNORECASE)
_PAGE = "<!doctype html><html><head><title></title></head><body>{}</body></html>"


@dataclass(slots=True)
class Drawn:
    """What was seen in a file of XML: hosts with line and column, flaws with line and column."""

    hosts: dict[str, tuple[int, int]] = field(default_factory=dict)
    flaws: list[tuple[tuple[int, int], Flaw]] = field(default_factory=list)


class _Stop(Exception):
    """What follows cannot be read without obeying it."""


def examine_svg(data: bytes) -> Drawn:
    """Read a picture as a browser does, which stops at the first mistake of the XML."""
    return Drawn() if is_plainly_drawn(data) else _Reader(picture=True).read(data)


def examine_feed(data: bytes) -> Drawn:
    """Read a feed or a site map: plain XML, with pieces of HTML as text."""
    return _Reader(picture=False).read(data)


class _Reader:
    def __init__(self, picture: bool) -> None:
        self.picture = picture
        self.drawn = Drawn()
        self.text: list[str] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = self.parser.ordered_attributes = True
        self.parser.StartElementHandler = self._element
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self.text.append
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.XmlDeclHandler = self._declaration

    def read(self, data: bytes) -> Drawn:
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as error:
            place = error.lineno, error.offset + 1
            what = expat.ErrorString(error.code) or ""
            self.drawn.flaws.append((place, Flaw(0, "markup-repaired", what)))
        except _Stop:
            pass
        return self.drawn

    @property
    def _place(self) -> tuple[int, int]:
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def _active(self, what: str) -> None:
        self.drawn.flaws.append((self._place, Flaw(0, "active-content", what)))

    def _doctype(self, *_: object) -> None:
        self._active("<!DOCTYPE>")
        raise _Stop

    def _instruction(self, target: str, _: str) -> None:
        self._active(f"<?{target}?>")

    def _declaration(self, _: str, encoding: str | None, __: int) -> None:
        if (encoding or "utf-8").lower() not in ("utf-8", "us-ascii"):
            self._active(f"encoding={encoding}")
            raise _Stop

    def _element(self, full: str, pairs: Sequence[str]) -> None:
        self.text.clear()
        hosts, active = _verdict(self.picture, full, *pairs)
        for what in active:
            self._active(what)
        for host in hosts:
            self.drawn.hosts.setdefault(host, self._place)

    def _end(self, full: str) -> None:
        if self.picture:
            return
        text, name = "".join(self.text), full.rpartition(" ")[2]
        self.text.clear()
        if _ADDRESS.fullmatch(text) and (host := host_of(text)):
            self.drawn.hosts.setdefault(host, self._place)
        elif name in _HOLDS_HTML and "<" in text:
            inside = examine(_PAGE.format(text).encode("utf-8", "replace"))
            for host in inside.hosts:
                self.drawn.hosts.setdefault(host, self._place)
            self.drawn.flaws += [(self._place, flaw) for flaw in inside.flaws]


@lru_cache(maxsize=1 << 14)
def _verdict(picture: bool, full: str, *pairs: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Hosts that an element names, and what in it runs or is not known."""
    space, _, name = full.rpartition(" ")
    attributes = dict(zip(map(_plain, pairs[::2]), pairs[1::2], strict=True))
    hosts = hosts_in(name.lower(), attributes)
    if picture and space in ("", _SVG) and name.lower() in SVG:
        return hosts, tuple(active_in(name.lower(), attributes))
    return hosts, (f"<{name}>",) if picture or space in _RUNS else ()


def _plain(key: str) -> str:
    """An attribute as it stands in pages: with ``xlink:`` and ``xml:`` before it, lower case."""
    space, _, name = key.rpartition(" ")
    known = {"": "", _XLINK: "xlink:", "http://www.w3.org/XML/1998/namespace": "xml:"}
    return (known.get(space, "?") + name).lower()
