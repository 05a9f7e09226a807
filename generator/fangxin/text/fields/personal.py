"""Personal numbers in free text: resident identity numbers and mobile phones. They stay out.

Digits inside a longer run of letters and digits (digests, certificate numbers, unified social
credit codes) are none; so a boundary is asked for on both sides. In codes, which have letters
around their digits, the check digit says it instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from stdnum.cn import ric, uscc

from fangxin.text.fields.groups import PROVINCES, SLIPS, mobiles, residents
from fangxin.text.fields.numerals import CODED, HAN, RINGS, spelt_out

_EDGE = r"(?<![0-9A-Za-z])(?<![0-9A-Z][-_])"  # "FX-13800000000" is a number of something else
_END = r"(?![0-9A-Za-z])"
# Also in groups, as people read it out: 6 + 8 + 4 digits, or others if the check digit is right.
# Looked for ahead, because a number may begin within the groups of another.
_RESIDENT = re.compile(rf"{_EDGE}(?=([1-8](?:[-. ]{{0,3}}\d){{16}}[-. ]{{0,3}}[\dXx]){_END})")
_GROUPS = re.compile(r"\d{6}[-. ]*\d{8}[-. ]*\d{3}[\dXx]")
_OLD = re.compile(rf"{_EDGE}(\d{{6}}[-. ]?\d{{6}}[-. ]?\d{{3}}){_END}(?!-\d)")  # until 2013
_GAP = re.compile(r"[-. ]+")
_MOBILE = re.compile(rf"{_EDGE}(?:(?:\+|00)?86[-. ]?)?1[3-9]\d[-. ]?\d{{4}}[-. ]?\d{{4}}{_END}")
# Ten digits or numerals, with next to nothing between them: what is worth a closer look.
SOME = re.compile(
    rf"(?:(?:{CODED}|[\d{HAN}{RINGS}])(?:(?:(?!{CODED})[^\w]|_){{0,6}}|[\u3164\u115f\u1160\uffa0])){{10}}"
)
_HAN = re.compile(f"[{HAN}]")
# Spoken out digit by digit, as nobody writes other figures.
_SPACED = re.compile(
    rf"{_EDGE}(?<!\d[- ])(?:\+?8[- ]{{1,3}}6[- ]{{1,3}})?"
    rf"1([- ]{{1,3}})[3-9](?:\1\d){{9}}(?![- ]{{0,3}}\d){_END}"
)
_RUN = re.compile(r"\d(?:[-. ]{0,3}[\dXx])+")  # of digits, some of which were numerals
_SPOKEN = re.compile(r"(?:8[-. ]{0,3}6[-. ]{0,3})?1[-. ]{0,3}[3-9](?:[- ]{0,3}\d){9}")
_INSIDE = re.compile(r"(?<!\d)(\d{6})[-_./ ]{0,2}(\d{8})[-_./ ]{0,2}(\d{3}[\dXx])(?!\d)")
_OLD_INSIDE = re.compile(r"(?<!\d)\d{6}[-_./ ]?\d{6}[-_./ ]?\d{3}(?!\d)")
RESIDENT_ZH, RESIDENT_EN = "居民身份证号码", "a resident identity number"
_MOBILE_ZH, _MOBILE_EN = "手机号码", "a mobile phone number"


def may_hold_one(text: str) -> bool:
    """A glance that spares most texts a closer look."""
    return SOME.search(text) is not None or SLIPS.search(text) is not None


def personal_numbers(text: str) -> Iterator[tuple[str, str, str]]:
    """Each number as found, with what it is in Chinese and English."""
    if not may_hold_one(text):
        return
    text, numerals = spelt_out(text)
    found = list(dict.fromkeys(_in_digits(text)))
    joined = " ".join(number for number, _, _ in found)
    found += [one for one in _in_groups(text) if one[0] not in joined]
    yield from found
    if numerals != text:
        told = [number for number, _, _ in found]
        yield from (
            one for one in in_numerals(text, numerals) if not any(n in one[0] for n in told)
        )


def in_numerals(text: str, numerals: str) -> Iterator[tuple[str, str, str]]:
    """The numbers that are written in Chinese numerals, all of it or some, in a text and what it is
    with digits in their place."""
    for match in _RUN.finditer(numerals):
        run, written = match.group(), text[match.start() : match.end()]
        if not _HAN.search(written):
            continue
        number = _GAP.sub("", run).upper()
        if any(_holds_resident(number)):
            yield written, RESIDENT_ZH, RESIDENT_EN
        elif _SPOKEN.fullmatch(run):
            yield written, _MOBILE_ZH, _MOBILE_EN
    for begin, end in residents(numerals):
        if _HAN.search(text[begin:end]):
            yield text[begin:end], RESIDENT_ZH, RESIDENT_EN


def _holds_resident(number: str) -> Iterator[bool]:
    """Whether a run of digits is such a number, or holds one whose check digit is right."""
    yield len(number) == 15 and number.isdigit() and _is_old(number)
    for at in range(len(number) - 17):
        part = number[at : at + 18]
        if part[:17].isdigit() and part[:2] in PROVINCES and _is_resident(part):
            yield len(number) == 18 or ric.calc_check_digit(part) == part[-1]


def _in_digits(text: str) -> Iterator[tuple[str, str, str]]:
    for match in _RESIDENT.finditer(text):
        number = _GAP.sub("", match[1]).upper()
        usual = _GROUPS.fullmatch(match[1])
        right = number[:2] in PROVINCES and ric.calc_check_digit(number) == number[-1]
        if _is_resident(number) and (usual or right):
            yield match[1], RESIDENT_ZH, RESIDENT_EN
    for match in _OLD.finditer(text):
        if _is_old(_GAP.sub("", match[1])):
            yield match[1], RESIDENT_ZH, RESIDENT_EN
    for pattern in (_MOBILE, _SPACED):
        for match in pattern.finditer(text):
            yield match.group(), _MOBILE_ZH, _MOBILE_EN


def _in_groups(text: str) -> Iterator[tuple[str, str, str]]:
    """What only a reader joins, whatever stands between its digits."""
    for begin, end in residents(text):
        yield text[begin:end], RESIDENT_ZH, RESIDENT_EN
    for begin, end in mobiles(text):
        yield text[begin:end], _MOBILE_ZH, _MOBILE_EN


def resident_inside(code: str) -> bool:
    """Whether a code, an address or a number of something is, or holds, somebody's number: letters
    may stand on both sides, the check digit must be right."""
    return any(
        any(True for _ in holding_residents(text)) for text in dict.fromkeys(spelt_out(code))
    )


def holding_residents(text: str) -> Iterator[tuple[int, int]]:
    """Where such a number begins and ends in a text of plain digits."""
    if len(text) < 15:  # no number of a person is shorter
        return
    for match in _INSIDE.finditer(text):
        number = "".join(match.groups()).upper()
        if number[:2] in PROVINCES and _is_resident(number) and ric.calc_check_digit(
            number
        ) == number[-1]:  # fmt: skip
            yield match.span()
    for match in _OLD_INSIDE.finditer(text):
        if _is_old(re.sub(r"\D", "", match.group())):
            yield match.span()


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
    return number[:2] in PROVINCES
