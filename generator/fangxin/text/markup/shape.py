"""What is remembered of tags and of whole pages, so that ten thousand alike are parsed once.

What elements a strictly written page has follows from its shape: the names of its tags and of their
attributes, in their order. Text matters in a few places only, which are looked at in every page.
"""

from __future__ import annotations

import re
from hashlib import blake2b

from fangxin.text.markup.tags import tag_of

_OTHERS = bytes(set(range(256)) - set(b"<>"))
_VALUE = re.compile(r"(?<!\btype)(?<!\bcharset)(?<!\bhttp-equiv)=\"[^\"]*\"")
_ODD = re.compile(r"&(?!#3[49];|(?:amp|lt|gt|quot|nbsp);)")  # spelt so that it is not seen
_MOST = 1 << 16  # tags, and pages, that are remembered


class Tags(dict[str, str]):
    """The shape of each tag, by what stands between its brackets; looked at when it first comes.

    ``canonical``: how a browser would write it. ``speaking``: those that name a host or run
    something; ``odd``: those that each page with them is parsed for; ``sound``: shapes of pages in
    which a browser had nothing to mend."""

    def __init__(self) -> None:
        super().__init__()
        self.canonical: dict[str, str] = {}
        self.speaking: set[str] = set()
        self.odd: set[str] = set()
        self.sound: set[bytes] = set()

    def __missing__(self, inside: str) -> str:
        tag = tag_of(f"<{inside}>")
        if tag.hosts or tag.active:
            self.speaking.add(inside)
        if tag.flawed or _ODD.search(inside):
            self.odd.add(inside)
        self.canonical[inside] = tag.canonical[1:-1].replace("><", "<").lower()
        self[inside] = _VALUE.sub("", inside)
        return self[inside]

    def forget(self) -> None:
        """Begin anew when there are too many."""
        if len(self) + len(self.sound) > _MOST:
            for memory in (self, self.canonical, self.speaking, self.odd, self.sound):
                memory.clear()

    def shape(self, inside: list[str]) -> bytes:
        """The shape of a page with these tags."""
        whole = "<".join(map(self.__getitem__, inside))
        return blake2b(whole.encode("utf-8", "replace"), digest_size=16).digest()

    def written_back(self, inside: list[str]) -> str:
        """The same tags as a browser would write them, in lower case."""
        return "<".join(map(self.canonical.__getitem__, inside))


def pieces(text: str) -> list[str]:
    """What stands between brackets, if every "<" has its ">": many times as fast as a pattern."""
    return text.replace(">", "<").split("<")[1::2]


def are_paired(data: bytes) -> bool:
    """Whether every "<" of a page has its ">" before the next."""
    brackets = data.translate(None, _OTHERS)
    return brackets == b"<>" * (len(brackets) // 2)
