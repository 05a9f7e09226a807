"""Text that may hold numbers of persons, as it may be printed: a number's beginning and end alone.

    concealed("找 330726199001011238 办理")     "找 330……38 办理"

Whatever is refused is quoted by some message, and what is compared by some report; logs of forges
are open to everybody. So the edge has everything that is printed go through here once
(``fangxin.base.report``), and no message needs to think of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import luhn
from stdnum.cn import uscc

from fangxin.text.fields.groups import mobiles
from fangxin.text.fields.numerals import HAN, by_part
from fangxin.text.fields.personal import holding_residents, may_hold_one, personal_numbers

_FIRST, _LAST = 3, 2  # characters that are left
_CARD = re.compile(r"(?<![0-9A-Za-z])(?=([3-6](?:[- ]?\d){15,18})(?![0-9A-Za-z]))")
# Also after a hyphen, where it may be the number of something else: hiding it misleads nobody.
_MOBILE = re.compile(r"(?<![0-9A-Za-z])1[3-9]\d([-. ]?)\d{4}\1\d{4}(?![0-9A-Za-z])")
# A number that a message has cut is one still.
_CUT = re.compile(rf"[\d{HAN}](?:[-. ]{{0,3}}[\d{HAN}]){{9,}}(?=[-. ]{{0,3}}\Z)")
_MARK = re.compile(r"…|\.\.\.")
_LONGEST = 80  # characters of a number, with all that may stand between them
# A telephone that its owner made public: as a comparison tells it, and not within a quoted text.
_PUBLIC = re.compile(
    r"(?:服务电话|投诉电话|hotline|service phone(?: of [A-Z0-9]+)?)(?:[:：] ?| )"
    r"?(?:[“'][^”'\n]*[”'] → |\S+ → )?[“']?"
)


def bank_cards(text: str) -> Iterator[str]:
    """What looks like the number of a bank card, its check digit being right."""
    for match in _CARD.finditer(text):
        number = re.sub(r"\D", "", match[1])
        if luhn.is_valid(number) and not uscc.is_valid(number):
            yield match[1]


def names_a_person(text: str) -> bool:
    """Whether a text that names something else (a file, a branch, a commit) holds the number of a
    person, of a telephone or of a bank card: whether anything of it would be concealed."""
    return concealed(text) != text


def concealed(text: str) -> str:
    """The text with every number of a person cut to its beginning and end."""
    if not may_hold_one(text):
        return text
    places, plain, numerals = by_part(text)
    hidden: set[tuple[int, int]] = set()
    for number in dict.fromkeys(_numbers(plain, numerals)):
        at = plain.find(number)
        while at >= 0 and number:
            hidden.add((at, at + len(number)))
            at = plain.find(number, at + 1)
    hidden |= set(_cut(plain))
    for begin, end in _apart(hidden):
        first, last = places[begin], _end(places, end)
        line = text.rfind("\n", 0, first) + 1
        if not _is_public(text[line:last], first - line, plain[begin:end]):
            kept = text[first : places[min(begin + _FIRST, end - 1)]]
            rest = "" if plain[end:].lstrip("-. ")[:1] in ("…", ".") else plain[end - _LAST : end]
            text = f"{text[:first]}{kept}……{rest}{text[last:]}"
    return text


def _end(places: list[int], end: int) -> int:
    """Where the part of a text ends whose last character is the one before ``end``."""
    return next((at for at in places[end:] if at > places[end - 1]), places[-1])


def _cut(plain: str) -> Iterator[tuple[int, int]]:
    """Where numbers stand that a message has cut: before each mark that says so."""
    for mark in _MARK.finditer(plain):
        begin = max(0, mark.start() - _LONGEST)
        found = _CUT.search(plain, begin, mark.start())
        if found:
            yield found.span()


def _numbers(plain: str, numerals: str) -> Iterator[str]:
    """Everything of the kind in a text without odd digits, as it stands there."""
    for number, _, _ in personal_numbers(plain):
        yield number
    yield from (match.group() for match in _MOBILE.finditer(plain))
    yield from (plain[begin:end] for begin, end in mobiles(plain, loosely=True))
    for text in dict.fromkeys((plain, numerals)):
        spans = [match.span(1) for match in re.finditer(r"(?=(\d[\d_./Xx -]{13,30}))", text)]
        spans = [span for span in spans if span[0] == 0 or not text[span[0] - 1].isdigit()]
        for begin, end in spans:
            yield from (plain[begin:end][a:b] for a, b in holding_residents(text[begin:end]))
        for card in bank_cards(text):
            at = text.find(card)
            yield plain[at : at + len(card)]


def _apart(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that touch as one, the last one first."""
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined[::-1]


def _is_public(line: str, at: int, number: str) -> bool:
    """Whether a number stands as the telephone of a shop in a comparison."""
    if not re.fullmatch(r"(?:\+?86[- ]?)?1[\d -]{10,12}", number):
        return False
    for match in _PUBLIC.finditer(line[:at]):
        before = line[: match.start()]
        if match.end() == at and before.count("“") == before.count("”"):
            return True
    return False
