"""``content/pages/*.md`` as visitors get them: address, title, and what a reader sees of the text.

    pages = read_pages(content)

The site generator makes them; here they are only read, so that what is gone from one can be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

PAGES = "pages"
_MOST_BYTES = 256 * 1024
_HEAD = re.compile(r"([A-Za-z][A-Za-z0-9_]*):[ ]*(.*)")
# Of the text, what no reader sees: comments, tags, dress; addresses, without and with the titles
# that are shown while a pointer rests there. Footnotes are seen.
_UNSEEN = (
    re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL),
    re.compile(r"</?[A-Za-z][^<>]*>"),
    re.compile(r"\{:?[ ]*[^}\n]*\}"),
)
_TITLED = (
    re.compile(r"(?m)^ {0,3}\*?\[(?!\^)[^\]\n]+\]:.*$"),
    re.compile(r"(?<=\])\([^()\n]*\)"),
)
_ADDRESSES = (
    re.compile(r"(?m)^ {0,3}\[(?!\^)[^\]\n]+\]:[ ]*\S*"),
    re.compile(r"(?m)^ {0,3}\*\[[^\]\n]+\]:"),
    re.compile(r"(?<=\])\([^()\s]*\)|(?<=\])\([^()\s]+[ ]+(?=[\"'])"),
)
_EMPTY = 20  # an emptied page has fewer than one of so many letters left …
_WORDS = 8  # … or fewer than so many
_HEADING = re.compile(r"#{2,6}[ ]*(.+?)[ #]*\Z")
_REACHED = {  # how a visitor reaches the office
    "[[contacts]]": ("联系方式", "the ways to report"),
    "[[hotline]]": ("电话", "the telephone number"),
    "[[office]]": ("办公室名称", "the name of the office"),
}


@dataclass(frozen=True, slots=True)
class Page:
    """One page: path in the repository, address, title, its text without the head, and the head."""

    path: str
    slug: str
    title: str
    text: str
    head: str = field(default="", compare=False)

    @property
    def whole(self) -> str:
        """The file, line by line."""
        return f"{self.head}\n{self.text}" if self.head else self.text

    @property
    def address(self) -> str:
        """Where visitors open it."""
        return f"/{self.slug}/"

    @property
    def size(self) -> int:
        """How many letters and digits a reader sees."""
        return len(letters(seen(self.text)))

    @property
    def sections(self) -> tuple[str, ...]:
        """The headings, as they are read."""
        found = (_HEADING.match(line) for line in seen(self.text).split("\n"))
        return tuple(match[1].strip() for match in found if match)


def read_pages(content: Path) -> tuple[Page, ...]:
    """The pages below ``content``, in the order of their paths; what cannot be read is left out,
    and is told elsewhere."""
    folder = content / PAGES
    found = []
    for path in sorted(folder.rglob("*.md")) if folder.is_dir() else ():
        inside = path.relative_to(folder)
        if any(part.startswith(".") for part in inside.parts) or not path.is_file():
            continue
        try:
            text = path.read_bytes()[:_MOST_BYTES].decode("utf-8", "replace")
        except OSError:
            continue
        found.append(page_of(f"content/{PAGES}/{inside.as_posix()}", text))
    return tuple(found)


def page_of(path: str, text: str) -> Page:
    """The page that a file is."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    end = next((at for at, line in enumerate(lines) if not line.strip()), len(lines))
    matches = filter(None, map(_HEAD.fullmatch, lines[:end]))
    head = {match[1]: match[2].strip() for match in matches}
    slug = head.get("Slug") or Path(path).stem
    return Page(path, slug, head.get("Title", ""), "\n".join(lines[end:]), "\n".join(lines[:end]))


def seen(text: str, *, titles: bool = False) -> str:
    """What a reader sees of a text in Markdown, line by line; or may see, with ``titles``."""
    for pattern in (*_UNSEEN[:2], *(_ADDRESSES if titles else _TITLED), *_UNSEEN[2:]):
        text = pattern.sub(lambda match: "\n" * match.group().count("\n"), text)
    return unescape(text)


def letters(text: str) -> str:
    """Only letters and digits: what layout and dress do not change."""
    return "".join(char for char in text if char.isalnum())


def emptied(page: Page, before: Page | None) -> bool:
    """Whether a page says nothing, or nothing any more of what it said."""
    if before is None:
        return page.size == 0
    return page.size < min(before.size, max(_WORDS, before.size // _EMPTY))


def kept(before: Page, now: Page) -> float:
    """How much of what a page said, by letters, it still says: from 0 to 1."""
    still = letters(seen(now.text))
    said = [
        part for line in seen(before.text).split("\n") for part in re.split("[。；！？;]", line)
    ]
    whole = [part for one in said if (part := letters(one))]
    total = sum(map(len, whole))
    return sum(len(part) for part in whole if part in still) / total if total else 1.0


def lost(before: Page, now: Page) -> Iterator[tuple[str, str]]:
    """What visitors rely on and what a page had: sections, and ways to reach the office."""
    for section in before.sections:
        if section not in now.sections:
            yield f"小节“{section}”", f"the section '{section}'"
    for word, (zh, en) in _REACHED.items():
        if word in before.text and word not in now.text:
            yield zh, en
