"""When two spellings mean the same: one rule for names, premises and every other short text.

    looks("示例米粉店(东门店)") == looks("示例米粉店（東門店）".replace("東門", "东门"))

Width, case, blanks and invisible characters do not count; nor which kind of brackets, dots, dashes
or quotation marks was typed, nor a variant of a character that offices write both ways; of an
address (``premises``) not whether a house is 三号 or 3号. What is compared is never shown: the text
as it was written stays. ``docs/import.md`` has the rule in words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from fangxin.text.counting import SIGNS, in_digits

# Characters that GB 18030 once had in the private-use area, and their places in Unicode since
# (GB 18030-2005 and -2022); Python's codec still gives the old ones.
STANDARD: Mapping[int, int] = {
    0xE7C7: 0x1E3F,
    **dict(zip(range(0xE78D, 0xE797), (
        0xFE10, 0xFE12, 0xFE11, 0xFE13, 0xFE14, 0xFE15, 0xFE16, 0xFE17, 0xFE18, 0xFE19,
    ), strict=True)),
    0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7, 0xE832: 0x9FB8,
    0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE864: 0x9FBB, 0xE816: 0x20087, 0xE817: 0x20089,
    0xE818: 0x200CC, 0xE831: 0x215D7, 0xE83B: 0x2298F, 0xE855: 0x241FE,
}  # fmt: skip
_LIKE = {  # after NFKC: the sign that stands for all of its kind
    "(": "[{【〔〖「『《〈<",
    ")": "]}】〕〗」』》〉>",
    "·": "・•‧∙⋅●᛫",
    "-": "‐‑‒–—―−─",
    "~": "〜∼",
    '"': "“”„‟″",
    "'": "‘’‚‛′`´",
    "、": "﹑",
    "台": "臺",
    "号": "號",
    "〇": "○◯",
}
_FOLDED = {ord(one): sign for sign, kind in _LIKE.items() for one in kind}
_MARKS = {char: sign for char, sign in _FOLDED.items() if sign not in ("台", "号", "〇")}
_WIDE = str.maketrans("(),:;?!", "（），：；？！")  # as Chinese is written
# The number of a house, a yard, a room: 三号, 二十一弄, 一零二室. No number of a road: 五一路.
_NUMBERED = re.compile(rf"[{SIGNS}]+(?=号|弄|幢|栋|单元|室|楼|层|铺|间|摊)")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def standard(text: str) -> str:
    """``text`` with every character that a standard has since given a place at that place."""
    return text if text.isascii() else text.translate(STANDARD)


def private_use(text: str) -> str:
    """The first private-use character that no standard has given a place, "" when there is none:
    it shows as a box, or as another character on every machine."""
    if text.isascii():
        return ""
    return next((c for c in standard(text) if unicodedata.category(c) == "Co"), "")


@lru_cache(maxsize=1 << 16)
def looks(text: str) -> str:
    """``text`` as a hurried reader sees it: compare with it, never show it."""
    if text.isascii():
        return "".join(text.translate(_FOLDED).casefold().split())
    plain = unicodedata.normalize("NFKC", standard(text)).translate(_FOLDED).casefold()
    return "".join(c for c in plain if not c.isspace() and unicodedata.category(c) != "Cf")


@lru_cache(maxsize=1 << 16)
def premises(address: str) -> str:
    """An address as places are compared by: as it looks, with the numbers of houses in digits."""
    return _NUMBERED.sub(lambda number: in_digits(number.group()), looks(address))


def usual(text: str) -> str:
    """One spelling for all texts that differ in width, case, blanks and marks alone, the one most
    tables have: 示例米粉店(东门店) → 示例米粉店（东门店）. IDs follow from it."""
    plain = unicodedata.normalize("NFKC", standard(text)).translate(_MARKS).upper()
    bare = "".join(c for c in plain if not c.isspace() and unicodedata.category(c) != "Cf")
    return bare.translate(_WIDE) if _HAN.search(bare) else bare


Key = tuple[str, ...]


def identities(words: Mapping[str, Any]) -> Iterator[Key]:
    """What a merchant of a category is known by, from its fields by name: two that share one are
    the same merchant. A name alone is none, and a credit code alone only where there is neither
    address nor shop."""
    category, name = words.get("category") or "", looks(words.get("name") or "")
    code, address = words.get("uscc") or "", looks(words.get("address") or "")
    shop = looks(words.get("platform_shop") or "")
    if code and address:
        yield "code", category, code, address
    if shop:
        yield "shop", category, looks(words.get("platform") or ""), shop
    if name and address:
        yield "name", category, name, address
    if code and not address and not shop:
        yield "bare", category, code, name
