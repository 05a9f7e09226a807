"""No register holds a consumer's number: every cell is searched, whatever its column is for.

A cell that holds one is told by its place and withheld before anything reads it, so that no other
message repeats it, nor asks for what was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from fangxin.base.problem import Place, Problem
from fangxin.text.fields.numerals import spelt_out
from fangxin.text.fields.personal import RESIDENT_EN, RESIDENT_ZH, personal_numbers, resident_inside
from fangxin.text.fields.shape import WITHHELD
from fangxin.text.yaml.reading import Map, Node, Seq, Text

# With or without area code; a complaint has no place for any telephone.
_LANDLINE = re.compile(
    r"(?<![0-9A-Za-z-])(?:\(?0\d{2,3}\)?[-. ]?)[2-9]\d{2,3}[-. ]?\d{4}(?![0-9A-Za-z-])"
)


def without_persons(tree: Node, path: str, landlines: bool = False) -> list[Problem]:
    """Withhold every text of the tree with a personal number, and tell where each stood.

    With ``landlines`` numbers of the fixed network are refused too."""
    return list(_cleared(tree, path, landlines))


def _cleared(node: Node, path: str, landlines: bool) -> Iterator[Problem]:
    if type(node) is Seq:
        for item in node.items:
            yield from _cleared(item, path, landlines)
    elif type(node) is Map:
        for key, child in list(node.entries.items()):
            if type(child) is not Text:
                yield from _cleared(child, path, landlines)
                continue
            told = list(_numbers(child, key, path, landlines))
            yield from told
            if told:
                node.entries[key] = WITHHELD


def _numbers(cell: Text, key: str, path: str, landlines: bool) -> Iterator[Problem]:
    place = Place(path, cell.line, cell.column)
    found = list(personal_numbers(cell.value))
    for number, zh, en in found:
        yield _refused(place, key, number, zh, en)
    if not found and resident_inside(cell.value):
        yield _refused(place, key, "………", RESIDENT_ZH, RESIDENT_EN)
    if landlines:
        spelt = dict.fromkeys((unicodedata.normalize("NFKC", cell.value), *spelt_out(cell.value)))
        matches = (match.group() for text in spelt for match in _LANDLINE.finditer(text))
        for number in dict.fromkeys(matches):
            yield _refused(place, key, number, "电话号码", "a telephone number")


def _refused(place: Place, key: str, number: str, zh: str, en: str) -> Problem:
    hidden = f"{number[:3]}…{number[-2:]}"  # a message must not spread what it refuses
    return Problem(
        place,
        "personal-number",
        f"{key} 一格不能有个人信息：这里有{zh}（{hidden}）。登记簿不记投诉人，请删去",
        f"{key} must not hold personal data: found {en} ({hidden}); registers do not tell who "
        "complained, delete it",
    )
