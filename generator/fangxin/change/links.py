"""Links of a text that lead to a merchant's page: what they say, and whose page it is; and what a
text says only to those who point at something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

_INLINE = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]*\](?:\([^()\s]*\))?)*)\]\(\s*<?([^\s()<>]+)>?(?:\s+[\"'(]([^\n]*?)[\"')])?\s*\)"
)
_REFERENCE = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])+)\](?:\s?\[([^\[\]]*)\])?(?![(:])")
_TARGET = re.compile(r"(?m)^ {0,3}\[([^\]\n]+)\]:\s*<?(\S+?)>?(?:\s+[\"'(]([^\n]*)[\"')])?\s*$")
_ANCHOR = re.compile(r"(?is)<a\b([^<>]*)>(.*?)</a\s*>")
_ATTRIBUTE = re.compile(
    r"(?is)\b(?:aria-)?(href|title|label)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))"
)
_INNER = re.compile(r"\]\([^()]*\)|<[^<>]*>")  # addresses and tags within the words of a link
_TITLE = re.compile(r"\]\(\s*[^\s()]+\s+[\"'(]([^\n]*?)[\"')]\s*\)")
_CAPTION = re.compile(r"(?is)\b(?:title|alt|aria-[a-z]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_SPELT_OUT = re.compile(r"(?m)^ {0,3}\*\[([^\]\n]+)\]:\s*(.*)$")
_PAGE = re.compile(r"(?i)(?:^|/)m/([0-9a-z]{4,16})(?=[/?#]|\Z)")


@dataclass(frozen=True, slots=True)
class TargetedLink:
    """One link: the line where it begins, its words, what it says when it is pointed at, and the ID
    in its address."""

    line: int
    text: str
    title: str
    id: str


def links(text: str) -> Iterator[TargetedLink]:
    """Every link to the page of a merchant, in Markdown and in tags."""
    targets = {_key(name): (to, title) for name, to, title in _TARGET.findall(text)}
    found = [
        (match.start(), match[1], match[3] or "", match[2]) for match in _INLINE.finditer(text)
    ]
    for match in _REFERENCE.finditer(text):
        target = targets.get(_key(match[2] or match[1]))
        if target is not None:
            found.append((match.start(), match[1], target[1], target[0]))
    for match in _ANCHOR.finditer(text):
        values = {
            name.casefold(): first or second or third
            for name, first, second, third in _ATTRIBUTE.findall(match[1])
        }
        title = " ".join((values.get("title", ""), values.get("label", "")))
        found.append((match.start(), match[2], title, values.get("href", "")))
    for at, words, title, to in sorted(found):
        page = _PAGE.search(unquote(unescape(to)))
        if page is not None:
            shown = " ".join(_INNER.sub("]", words).split())
            yield TargetedLink(text.count("\n", 0, at) + 1, shown, title.strip(), page[1].upper())


def captions(text: str) -> Iterator[tuple[int, str]]:
    """Line and words of what browsers show beside a pointer: titles of links, pictures and tags,
    and abbreviations spelt out."""
    for pattern in (_TITLE, _CAPTION, _SPELT_OUT):
        for match in pattern.finditer(text):
            words = " ".join(part for part in match.groups() if part)
            yield text.count("\n", 0, match.start()) + 1, words


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
