"""Digits that are written in words or other signs, as people write numbers that must not be seen.

    spelt_out("一一〇１０１ …")     ("一一〇101 …", "110101 …")   of equal length

Full-width and other digits, dashes and blanks of all kinds, what is not seen: one way of writing.
Numerals of Chinese (一, 壹, 幺, 〡) as digits: only in the second text, for 一 is a word too.
Digits that an address or a page has in code (%31, &#49;) are digits to whoever reads it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SIGNS = {
    "0": "〇零○◯", "1": "一壹弌幺〡", "2": "二贰貳弍两兩〢", "3": "三叁叄參参弎〣", "4": "四肆〤",
    "5": "五伍〥", "6": "六陆陸〦", "7": "七柒〧", "8": "八捌〨", "9": "九玖〩",
}  # fmt: skip
HAN = "".join(_SIGNS.values())
RINGS = "\u2460-\u2468\u24ea\u2488-\u2490\u24f5-\u24fd\u2776-\u277e\u2780-\u2788\u278a-\u2792"
_DIGITS = {ord(sign): value for value, signs in _SIGNS.items() for sign in signs}
# A last character that stands for ten: the check character X of GB 11643.
_TEN = re.compile(r"(?<=[0-9])(?:十|拾)")
_DASHES = dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0x30FC, 0x2500, 0x2501), "-")
_DOTS = dict.fromkeys(map(ord, "\u00b7\u2022\u2027\u30fb\u3001\uff64"), ".")
_PLAIN = {**_DASHES, **_DOTS, **{ord(char): " " for char in "\u3164\u115f\u1160\uffa0"}}
# What a reader sees as one digit: in an address, and as a reference to a character of a page.
CODED = r"%3[0-9]|&#(?:0{0,5}(?:4[89]|5[0-7])(?![0-9])|[xX]0{0,4}3[0-9](?![0-9a-fA-F]));?"
_CODED = re.compile(CODED)
_PART = re.compile(rf"{CODED}|.", re.DOTALL)
_HIDDEN = frozenset({"Cf", "Mn", "Me"})  # kinds of characters that show nothing by themselves


def spelt_out(text: str) -> tuple[str, str]:
    """A text as it is compared, and the same with Chinese numerals as digits, character by
    character."""
    if ("%3" in text or "&#" in text) and _CODED.search(text):
        text = _CODED.sub(lambda match: _decoded(match.group()), text)
    if text.isascii():
        return text, text
    shown = unicodedata.normalize("NFKC", text.translate(_PLAIN)).translate(_PLAIN)
    plain = re.sub(r"[^\S\n]", " ", "".join(map(_digit, shown)))
    return plain, _TEN.sub("X", plain.translate(_DIGITS))


def by_part(text: str) -> tuple[list[int], str, str]:
    """Both texts of ``spelt_out``, made part by part, and for each of their characters where the
    part of the text begins that it stands for; at last, the length of the text."""
    starts, parts = [], []
    for match in _PART.finditer(text):
        part = _plain(match.group())
        parts.append(part)
        starts += [match.start()] * len(part)
    plain = "".join(parts)
    numerals = spelt_out(plain)[1]
    return [*starts, len(text)], plain, numerals if len(numerals) == len(plain) else plain


@lru_cache(maxsize=4096)
def _plain(part: str) -> str:
    return spelt_out(part)[0]


def _decoded(part: str) -> str:
    return (
        part.rstrip(";")[-1]
        if part[0] == "%" or part[2] in "xX"
        else chr(int(part[2:].rstrip(";")))
    )


def _digit(char: str) -> str:
    """A digit of any script as one of ours; nothing for what is not seen."""
    if char.isascii():
        return char
    if unicodedata.category(char) in _HIDDEN:
        return ""
    value = unicodedata.digit(char, None)
    return char if value is None else str(value)
