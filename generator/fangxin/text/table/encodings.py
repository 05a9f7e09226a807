"""How the bytes of a foreign table are read: as browsers do, which know what is meant.

What is announced as GB 2312 or GBK was written by programs that wrote GB 18030, which holds both:
Python's ``gb2312`` knows fewer characters and reads · as another dot.
"""

from __future__ import annotations

import codecs

WHOLE = "gb18030"
_SHORT = frozenset({"gb2312", "gbk"})
_LABELS = frozenset({"gb_2312", "gb_2312-80", "csgb2312", "x-gbk", "chinese", "iso-ir-58", "ansi"})


def codec_of(name: str) -> str:
    """The codec that a table of this announced encoding is read with. Raises LookupError."""
    if name.strip().lower() in _LABELS:
        return WHOLE
    known = codecs.lookup(name).name
    return WHOLE if known in _SHORT else known


def is_known(name: str) -> bool:
    """Whether tables of this encoding can be read as text."""
    try:
        b" ".decode(codec_of(name), "replace")
    except LookupError:
        return False
    return True
