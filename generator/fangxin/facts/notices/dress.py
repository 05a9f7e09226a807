"""What a text of the office may wear: a few classes of the theme, none of a status or a sign.

Colours, shapes and words of a status are made by the program alone. A text that borrows them, in
braces or in a tag, would look like the page of a merchant who is recognised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

CLASSES = frozenset(  # "signed": who signs a document, and the day
    {"lede", "button", "is-quiet", "small", "quiet", "nowrap", "number", "notice", "signed"}
)
_OWN_IDS = frozenset({"status", "front", "compare", "main", "why", "next", "bought", "sign"})
_BRACES = re.compile(r"\{:?[ ]*([^}\n]*)\}")
_VALUES = frozenset({"lang", "title", "start", "width", "height"})


def borrowed(line: str) -> Iterator[tuple[int, str]]:
    """Column and text of each pair of braces in a line of Markdown that dresses what it follows in
    more than CLASSES."""
    for match in _BRACES.finditer(line):
        if any(_strange(word) for word in match[1].split()):
            yield match.start() + 1, match.group()


def _strange(word: str) -> bool:
    if word.startswith("."):
        return not set(word[1:].split(".")) <= CLASSES
    if word.startswith("#"):
        return word[1:] in _OWN_IDS
    key, equals, _ = word.partition("=")
    return bool(equals) and key not in _VALUES


def dressed(classes: str) -> bool:
    """Whether the value of a ``class`` attribute has only what a text may wear."""
    return set(classes.split()) <= CLASSES


def named(id: str) -> bool:
    """Whether a text may call a part of itself so."""
    return id not in _OWN_IDS
