"""Numbers of persons in groups of digits, whatever stands between the groups.

    residents("330726（19900101）1238")     [(0, 20)]
    mobiles("找 wx13812345678 或 (139)12345678")

What a reader joins by eye is joined here: brackets, marks, blanks, ends of lines and of cells. So a
number counts only from the beginning of a group to the end of one, and a resident's only with its
right check digit: figures that stand side by side are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from stdnum.cn import ric

CELL = "|"  # in a text that is looked through: here a cell of a table ends, or a block
Span = tuple[int, int]

_GAP = r"(?:[^\w]|_){1,3}"
_RUN = re.compile(rf"\d+[Xx]?(?:{_GAP}\d+[Xx]?)*")
_GROUP = re.compile(r"\d+[Xx]?")
_MOST_CELLS = 4  # cells that are one number together, unless each has one digit of it
_LAST_BORN = 2012  # of pieces: what stands there is else a day and an hour of our own
_AS_READ = (6, 8, 4)
_HEX = re.compile(r"[0-9a-f]{20,}|[0-9A-F]{20,}")  # a digest
_WORD = re.compile(r"[0-9A-Za-z]+")
# As people write a mobile number: digits in each group, and what may stand between them.
_USUAL = frozenset({(3, 4, 4), (3, 8), (7, 4)})
_UNUSUAL = frozenset({(5, 6), (6, 5), (4, 7), (8, 3), (3, 3, 5), (3, 5, 3), (4, 3, 4), (4, 4, 3)})
_PAUSE = re.compile(r"[-. _()（）*·]{1,2}|,")
_SHORT = re.compile(r"[ _()（）*·]")  # of figures a dash makes a range: 15000-160000
# What of a code is the address of somebody: wx13812345678, tel13812345678.
_CALLED = re.compile(
    r"(?<![A-Za-z])(?:wx|vx|wechat|weixin|tel|phone|mobile|mob|qq|dh|sj|sjh|dianhua|shouji|call|v|w|t)"
    r"[-_:.]?(1[3-9]\d{9})(?!\d)",
    re.IGNORECASE,
)
_LETTERED = re.compile(
    r"(?<![0-9A-Za-z])[A-Za-z]{1,12}(1[3-9]\d{9})(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])(1[3-9]\d{9})[A-Za-z]{1,12}(?![0-9A-Za-z])"
)
# With letters for the digits that they look like.
SLIPS = re.compile(
    r"(?<![0-9A-Za-z])(?=(?:[lIOo]{0,7}[0-9]){10})(?![0-9]{17}[0-9Xx])[0-9lIOo]{17}[0-9XxlIOo]"
    r"(?![0-9A-Za-z])"
)
_DIGITS = str.maketrans("lIOo", "1100")
# Of the first two digits: where somebody's number was given.
PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (81, 83))
    for code in range(first, last + 1)
) | {"71"}


def residents(text: str) -> Iterator[Span]:
    """Where numbers of residents stand in a text of plain digits, their check digit being right."""
    for slip in SLIPS.finditer(text):
        if _is_one(slip.group().translate(_DIGITS)):
            yield slip.span()
    for run in _RUN.finditer(text):
        if len(run.group()) < 18:
            continue
        groups = [(one.start(), one.end()) for one in _GROUP.finditer(text, *run.span())]
        for first in range(len(groups)):
            length = 0
            for last in range(first, len(groups)):
                begin, end = groups[last]
                length += end - begin
                if length >= 18 or not text[end - 1].isdigit():
                    break
            begin, end = groups[first][0], groups[last][1]
            if length == 18 and _is_one(text[begin:end]) and not _in_digest(text, begin, end):
                yield begin, end


def _is_one(written: str) -> bool:
    number = re.sub(r"[^\dXx]", "", written).upper()
    if number[:2] not in PROVINCES or ric.calc_check_digit(number) != number[-1]:
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    if not 1900 <= born.year <= 2100:
        return False
    sizes = tuple(map(len, _GROUP.findall(written)))
    if CELL in written and len(sizes) > _MOST_CELLS and max(sizes) > 1:
        return False
    plain = len(sizes) == 1 or (sizes == _AS_READ and CELL not in written)
    return plain or born.year <= _LAST_BORN


def _in_digest(text: str, begin: int, end: int) -> bool:
    """Whether it is a piece of a digest."""
    while begin and text[begin - 1].isalnum():
        begin -= 1
    word = _WORD.match(text, begin)
    return word is not None and word.end() >= end and _HEX.fullmatch(word.group()) is not None


def mobiles(text: str, loosely: bool = False) -> Iterator[Span]:
    """Where mobile numbers stand in groups, or behind letters that say what they are; ``loosely``:
    behind or before any letters."""
    for called in (_CALLED, *((_LETTERED,) if loosely else ())):
        for match in called.finditer(text):
            yield match.span(match.lastindex or 0)
    for run in _RUN.finditer(text):
        if len(run.group()) < 12:
            continue
        groups = [(one.start(), one.end()) for one in _GROUP.finditer(text, *run.span())]
        for first in range(len(groups)):
            yield from _grouped(text, groups[first : first + 3])


def _grouped(text: str, groups: list[Span]) -> Iterator[Span]:
    for count in (2, 3):
        those = groups[:count]
        (begin, _), (_, end) = those[0], those[-1]
        sizes = tuple(last - first for first, last in those)
        pause = _PAUSE if sizes in _USUAL else _SHORT if sizes in _UNUSUAL else None
        gaps = [text[one[1] : other[0]] for one, other in pairwise(those)]
        if (
            pause is not None
            and len(those) == count
            and text[begin] == "1"
            and text[begin + 1] in "3456789"
            and text[end - 1].isdigit()
            and all(map(pause.fullmatch, gaps))
            and not _goes_on(text, begin, end)
        ):
            yield begin, end


def _goes_on(text: str, begin: int, end: int) -> bool:
    """Whether a letter, a dash or a dot makes another number of it: 330726-138-12345678."""
    before, after = text[max(begin - 2, 0) : begin], text[end : end + 2]
    return bool(
        re.search(r"[0-9A-Za-z]\Z|[0-9A-Z][-./_]\Z", before)
        or re.match(r"[0-9A-Za-z]|[-./_][0-9A-Za-z]", after)
    )
