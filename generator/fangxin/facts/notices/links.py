"""Where the links of a notice lead: their targets, and the files of the site that these name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)|\[[^\]^]+\]:\s*<?([^\s>]*)")
_INSIDE = re.compile(r"/(?!/)")
# A slash, a backslash or a control character that is spelt so that it is not seen.
_VEILED = re.compile(r"\\|%(?:2f|5c|7f|[01][0-9a-f])", re.IGNORECASE)
_BRACES = re.compile(r"[{|}]")


def targets(lines: Sequence[str], first: int = 1) -> Iterator[tuple[int, int, str]]:
    """Line, column and target of every link in Markdown whose first line has the number
    ``first``; also of pictures, and where a link is defined."""
    for number, line in enumerate(lines, first):
        for match in _LINK.finditer(line):
            target = match[1] if match[1] is not None else match[2]
            yield number, max(match.start(1), match.start(2)) + 1, target


def is_inside(target: str) -> bool:
    """Whether it is an address of this site, written plainly from its root."""
    return bool(_INSIDE.match(target)) and not _VEILED.search(target)


def is_directive(target: str) -> bool:
    """Whether the site generator would take it for an order: ``{tag}a``, ``|filename|b.md``."""
    return bool(_BRACES.search(target))


def files_of(target: str) -> tuple[str, ...]:
    """The files, below the output, one of which an address inside the site must be."""
    path = unquote(re.split(r"[?#]", target, maxsplit=1)[0]).removeprefix("/")
    if not path or path.endswith("/"):
        return (f"{path}index.html",)
    return path, f"{path}/index.html"
