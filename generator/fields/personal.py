"""Personal numbers in free text: resident identity numbers and mobile phones. They stay out.

Digits inside a longer run of letters and digits (digests, certificate numbers, unified social
credit codes) are none; so a boundary is asked for on both sides.
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
_GAP = re.compile(r"[-. ]+")
_MOBILE = re.compile(rf"{_EDGE}(?:(?:\+|00)?86[-. ]?)?1[3-9]\d[-. ]?\d{{4}}[-. ]?\d{{4}}{_END}")
_DIGITS = re.compile(r"\d[\d\s.\u2010-\u2015\uff0d-]{9}")


def personal_numbers(text: str) -> Iterator[tuple[str, str, str]]:
    """Each number as found, with what it is in Chinese and English."""
    if not _DIGITS.search(text):
        return
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)  # full-width digits are digits too
    for match in _RESIDENT.finditer(text):
        number = _GAP.sub("", match[1]).upper()
        usual = _GROUPS.fullmatch(match[1])
        if _is_resident(number) and (usual or ric.is_valid(number)):
            yield match[1], "居民身份证号码", "a resident identity number"
    for match in _MOBILE.finditer(text):
        yield match.group(), "手机号码", "a mobile phone number"


def _is_resident(number: str) -> bool:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    # A credit code of digits only may hold a possible birthday; its own check character tells,
    # unless that of GB 11643 is right too: places of birth that are no more are not asked for.
    right = ric.calc_check_digit(number) == number[-1]
    return 1900 <= born.year <= 2100 and (right or not uscc.is_valid(number))
