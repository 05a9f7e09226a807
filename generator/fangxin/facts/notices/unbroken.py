"""Numbers of persons that stand in several pieces in a text and whole on the page made of it.

330726**19900101**1238      330726<b>19900101</b>1238      [330726](/x/)199001011238
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from fangxin.text.fields.groups import CELL
from fangxin.text.fields.numerals import CODED
from fangxin.text.fields.personal import personal_numbers
from fangxin.text.markup.inline import INLINE

# What a page does not show between the digits of a number: emphasis, tags, where a link leads, the
# end of a line of prose. What ends a cell or a line is one sign.
_UNSHOWN = re.compile(
    r"(?P<none>[*_`~\\\[]+"
    r"|<!--.*?-->"
    r"|\](?:\([^()\n]*\)|\[[^\]\n]*\])|\]"
    r"|(?<![ \u3000])[ \u3000]*\n(?![ \u3000]*(?:\n|[-+*|#]\s|\d+[.)]\s))[ \u3000>]*)"
    r"|</?(?P<tag>[A-Za-z][A-Za-z0-9]*)\b[^<>]*>"
    rf"|(?P<blank>(?!{CODED})&#?[0-9A-Za-z]{{2,8}};)",
    re.DOTALL,
)


class Broken(NamedTuple):
    """A number that only the page shows whole: where it begins in the text, what it reads, what
    it is in Chinese and English."""

    at: int
    number: str
    zh: str
    en: str


def broken_numbers(text: str) -> Iterator[Broken]:
    """Those of a Markdown text that none of its lines shows by itself."""
    places, seen = _shown(text)
    told = None
    for number, zh, en in personal_numbers(seen):
        told = _told(text) if told is None else told
        if _digits(number) not in told:
            yield Broken(places[max(seen.find(number), 0)], number, zh, en)


def _told(text: str) -> str:
    lines = text.split("\n")
    return " ".join(_digits(found) for line in lines for found, _, _ in personal_numbers(line))


def _shown(text: str) -> tuple[list[int], str]:
    """Where each character of what is shown stands in the text, and what is shown."""
    places, parts, end = list[int](), list[str](), 0
    for match in _UNSHOWN.finditer(text):
        parts.append(text[end : match.start()])
        places += range(end, match.start())
        if match["blank"] or (match["tag"] and match["tag"].lower() not in INLINE):
            parts.append(" " if match["blank"] else CELL)
            places.append(match.start())
        end = match.end()
    return [*places, *range(end, len(text))], "".join(parts) + text[end:]


def _digits(number: str) -> str:
    return re.sub(r"[\W_]", "", number).upper()
