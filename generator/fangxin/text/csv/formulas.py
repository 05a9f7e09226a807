"""No cell of a register's CSV is a formula for the spreadsheet that opens it.

Registers are read as they stand, so that nothing may be put before such a cell; it is refused.
What begins with a sign and is a number or words all the same (-18℃冷冻水饺, +8610…) stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangxin.base.problem import Place, Problem
from fangxin.text.yaml.characters import shown
from fangxin.text.yaml.reading import Map, Node, Seq, Text

_ALWAYS = re.compile(r"[=@＝＠\t\r\n]")
# A sign alone, or before a number that nothing is reckoned with: only words may follow it.
_NUMBER = r"\d+(?:[.,:/ -]?\d+)*"
_WORDS = r"(?:(?:[%℃°]|[^\x00-\x7f＝＠])[^!-/:-@\[-`{-~]*)?"
_SIGNED = re.compile(rf"[-+－＋](?!\Z|{_NUMBER}{_WORDS}\Z)")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would reckon the text of a cell instead of showing it."""
    return bool(_ALWAYS.match(text) or _SIGNED.match(text))


def words_of(zh: str, en: str, text: str) -> tuple[str, str]:
    """What is wrong with the cell that is called so, in Chinese and English."""
    cell = shown(text, 20)
    return (
        f"{zh}不能以 {text[:1].strip() or '制表符或换行'} 开头：写的是「{cell}」，"
        "表格软件会把它当成公式。请在前面加上文字，或删去这个符号",
        f"{en} must not begin so: found '{cell}', which a spreadsheet takes for a formula; put "
        "a word before it, or delete the sign",
    )


def without_formulas(tree: Node, path: str) -> Iterator[Problem]:
    """A problem for each cell of the rows that a spreadsheet would reckon."""
    if type(tree) is Seq:
        for item in tree.items:
            yield from without_formulas(item, path)
    elif type(tree) is Map:
        for key, child in tree.entries.items():
            if type(child) is not Text:
                yield from without_formulas(child, path)
            elif is_formula(child.value):
                zh, en = words_of(f"{key} 一格", key, child.value)
                yield Problem(Place(path, child.line, child.column), "formula-cell", zh, en)
