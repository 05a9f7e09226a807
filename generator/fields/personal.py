"""Personal numbers in free text: resident identity numbers and mobile phones. They stay out.

Digits inside a longer run of letters and digits (digests, certificate numbers, unified social
credit codes) are none; so a boundary is asked for on both sides. In codes, which have letters
around their digits, the check digit says it instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from stdnum.cn import ric, uscc

_EDGE = r"(?<![0-9A-Za-z])(?<![0-9A-Z][-_])"  # "FX-13800000000" is a number of something else
_END = r"(?![0-9A-Za-z])"
# Also in groups, as people read it out: 6 + 8 + 4 digits, or others if the check digit is right.
# Looked for ahead, because a number may begin within the groups of another.
_RESIDENT = re.compile(rf"{_EDGE}(?=([1-8](?:[-. ]{{0,2}}\d){{16}}[-. ]{{0,2}}[\dXx]){_END})")
_GROUPS = re.compile(r"\d{6}[-. ]*\d{8}[-. ]*\d{3}[\dXx]")
_OLD = re.compile(rf"{_EDGE}(\d{{6}}[-. ]?\d{{6}}[-. ]?\d{{3}}){_END}(?!-\d)")  # until 2013
_GAP = re.compile(r"[-. ]+")
_MOBILE = re.compile(rf"{_EDGE}(?:(?:\+|00)?86[-. ]?)?1[3-9]\d[-. ]?\d{{4}}[-. ]?\d{{4}}{_END}")
_DIGITS = re.compile(r"\d[\d\s.\u00b7\u2010-\u2015\u2212\uff0d\u200b-\u200f\u2060\ufeff-]{9}")
_INSIDE = re.compile(r"(?<!\d)(\d{6})[-_./ ]{0,2}(\d{8})[-_./ ]{0,2}(\d{3}[\dXx])(?!\d)")
_OLD_INSIDE = re.compile(r"(?<!\d)\d{6}[-_./ ]?\d{6}[-_./ ]?\d{3}(?!\d)")
_DASHES = dict.fromkeys((*range(8208, 8214), 8722), "-") | {0xB7: "."}
_UNSEEN = dict.fromkeys((*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0xAD))
# Of the first two digits: where somebody's number was given.
_PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (81, 83))
    for code in range(first, last + 1)
) | {"71"}
RESIDENT_ZH, RESIDENT_EN = "居民身份证号码", "a resident identity number"


def personal_numbers(text: str) -> Iterator[tuple[str, str, str]]:
    """Each number as found, with what it is in Chinese and English."""
    if not _DIGITS.search(text):
        return
    text = _spelt_out(text)
    for match in _RESIDENT.finditer(text):
        number = _GAP.sub("", match[1]).upper()
        usual = _GROUPS.fullmatch(match[1])
        if _is_resident(number) and (usual or ric.is_valid(number)):
            yield match[1], RESIDENT_ZH, RESIDENT_EN
    for match in _OLD.finditer(text):
        if _is_old(_GAP.sub("", match[1])):
            yield match[1], RESIDENT_ZH, RESIDENT_EN
    for match in _MOBILE.finditer(text):
        yield match.group(), "手机号码", "a mobile phone number"


def resident_inside(code: str) -> bool:
    """Whether a code, an address or a number of something is, or holds, somebody's number: letters
    may stand on both sides, the check digit must be right."""
    text = _spelt_out(code)
    for match in _INSIDE.finditer(text):
        number = "".join(match.groups()).upper()
        if number[:2] in _PROVINCES and _is_resident(number) and ric.calc_check_digit(
            number
        ) == number[-1]:  # fmt: skip
            return True
    old = (re.sub(r"\D", "", match.group()) for match in _OLD_INSIDE.finditer(text))
    return any(_is_old(number) for number in old)


def _spelt_out(text: str) -> str:
    """Full-width digits, dashes of all kinds, blanks and what is not seen, as people type them."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text).translate(_UNSEEN).translate(_DASHES)
    return re.sub(r"[^\S\n]", " ", text)


def _is_resident(number: str) -> bool:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    # A credit code of digits only may hold a possible birthday; its own check character tells,
    # unless that of GB 11643 is right too: places of birth that are no more are not asked for.
    right = ric.calc_check_digit(number) == number[-1]
    return 1900 <= born.year <= 2100 and (right or not uscc.is_valid(number))


def _is_old(number: str) -> bool:
    """Whether fifteen digits are a number of the kind that was given until 1999."""
    try:
        date(1900 + int(number[6:8]), int(number[8:10]), int(number[10:12]))
    except ValueError:
        return False
    return number[:2] in _PROVINCES
