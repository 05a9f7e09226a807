"""The text of a page or a drawing: nothing that runs, orders, poses as a status or leads away.

Tags are taken only as everybody writes them: known names, quoted values. What a browser would have
to repair is refused, so that nobody can read it in two ways.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import unescape
from typing import NamedTuple

from fangxin.facts.notices.dress import borrowed, dressed, named
from fangxin.facts.notices.unbroken import broken_numbers
from fangxin.text.fields.personal import personal_numbers
from fangxin.text.markup.addresses import canonical

_ACTIVE = re.compile(
    r"<\s*/?\s*(?:script|style|i?frame|frameset|object|embed|applet|form|input|button|base|link"
    r"|meta|template|portal|foreignObject|animate|set|use)\b[^>\n]*"
    r"|<[^>]*\s(?:on[a-z]+|style|srcdoc|data-[a-z-]+)\s*="
    r"|\{:?[^}\n]*\b(?:on[a-z]+|style|src|href|srcdoc|data-[a-z-]+)\s*=[^}\n]*\}"
    r"|\b(?:javascript|vbscript)\s*:|<!(?:DOCTYPE|ENTITY)[^>\n]*|\bdata:(?:text|image)",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\{(?:static|attach|filename|author|category|index|tag)[|}]"
    r"|(?<=[('\"])\|(?:static|attach|filename|author|category|index|tag)[|}]",
    re.IGNORECASE,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TAGS = _words(
    "a abbr b blockquote br caption code dd del details div dl dt em figcaption figure h2 h3 h4 h5"
    " h6 hr i img ins kbd li ol p pre s section small span strong sub summary sup table tbody td"
    " th thead time tr ul"
)
_ATTRIBUTES = _words(
    "alt class colspan datetime height href id lang markdown rowspan scope src start title width"
)
_TAG = re.compile(r'</?([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"<>]*")*)\s*/?>')
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"<>]*)"')
_OPENS = re.compile(r"<(?=[A-Za-z/!?])")
_AUTOLINK = re.compile(r"<(?:https?:|mailto:|tel:)[^<>\s\"']*>")
_COMMENT = re.compile(r"<!--[^<>]*-->")
_UNSEEN = re.compile(r"[\x00-\x20\u00ad\u200b-\u200f\u2060\ufeff]")
_HOST = re.compile(r"(?:\b[a-z][a-z0-9+.-]*:[/\\]+|[/\\]{2,}|\bhttps?:)([^/\\?#\s\"'<>()\[\]]*)")
_DRAWN = re.compile(r"(?<=[\s\"']d=\")[^\"<>]*|(?<=points=\")[^\"<>]*|(?<=transform=\")[^\"<>]*")
_SPACES = frozenset({"www.w3.org"})  # names of namespaces in a drawing


class Fault(NamedTuple):
    """One thing wrong in a line: its code, column and what was found."""

    code: str
    column: int
    found: str


def line_faults(line: str, hosts: Collection[str] | None, drawing: bool) -> Iterator[Fault]:
    """Everything wrong in one line of a page, or of a ``drawing`` (SVG). ``hosts``: those that may
    be named; None, when nobody knows."""
    match = _ORDER.search(line) or _ACTIVE.search(line)
    if match is not None:
        yield Fault("page-active", match.start() + 1, match.group())
        return
    for number, zh, _ in personal_numbers(line):
        yield _personal(max(line.find(number), 0) + 1, number, zh)
    if not drawing:
        yield from _posing(line)
    if hosts is not None:
        allowed = {*hosts, *(_SPACES if drawing else ())}
        for host in _hosts(line):
            if host not in allowed:
                yield Fault("page-host", 1, host)


def text_faults(text: str) -> Iterator[tuple[int, Fault]]:
    """What no line of a page has by itself, but its text as it is shown: line, and the fault."""
    for at, number, zh, _ in broken_numbers(text):
        yield text.count("\n", 0, at) + 1, _personal(at - text.rfind("\n", 0, at), number, zh)


def undrawn(text: str) -> str:
    """A drawing without its lines and curves, every other character where it was: they are figures
    by the thousand, and nobody reads them."""
    return _DRAWN.sub(lambda match: re.sub(r"[^\n]", "M", match.group()), text)


def _personal(column: int, number: str, zh: str) -> Fault:
    return Fault("personal-number", column, f"{number[:3]}…（{zh}）")


def _posing(line: str) -> Iterator[Fault]:
    for column, found in borrowed(line):
        yield Fault("page-poses", column, found)
    for start in (match.start() for match in _OPENS.finditer(line)):
        tag = _TAG.match(line, start)
        if tag is None or tag[1] not in _TAGS:
            if not (_COMMENT.match(line, start) or _AUTOLINK.match(line, start)):
                yield Fault("page-tag", start + 1, line[start:])
            continue
        for key, value in _ATTRIBUTE.findall(tag[2]):
            if key not in _ATTRIBUTES:
                yield Fault("page-tag", start + 1, tag.group())
            elif (key == "class" and not dressed(value)) or (key == "id" and not named(value)):
                yield Fault("page-poses", start + 1, tag.group())


def _hosts(line: str) -> Iterator[str]:
    """Every host that a line could make a browser ask, however it is spelt."""
    for text in dict.fromkeys((line, unescape(line))):
        for match in _HOST.finditer(_bare(text).casefold()):
            yield canonical(match[1])


def _bare(text: str) -> str:
    """Without the signs that browsers drop within an address; a blank ends one."""
    return "".join(sign for sign in text if sign == " " or not _UNSEEN.match(sign))
